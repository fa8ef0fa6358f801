/* A respondent's page with script: keeps what is typed, and talks with worker.js where someone asked for that. */
"use strict";
(() => {
  const told = document.getElementById("kept");
  const form = document.getElementById("answer");
  const page = form && form.elements.of ? form : null;
  const worker = navigator.serviceWorker;
  const say = (text) => { told.textContent = text || ""; };

  /* Keep while typing: a moment after the last stroke, and at once when the page goes. */
  let dirty = false, timer = 0, underway = null;
  const body = () => {
    const said = new URLSearchParams(new FormData(page));
    said.set("go", "keep");
    return said;
  };
  const keep = async () => {
    dirty = false;
    underway = new AbortController();
    try {
      const answer = await fetch(location.href, { method: "POST", body: body(), keepalive: true, signal: underway.signal });
      if (answer.status === 204) say(answer.headers.get("X-Kept") ? told.dataset.waiting : told.dataset.kept);
    } catch { dirty = true; }
  };
  const soon = (wait) => { clearTimeout(timer); timer = setTimeout(keep, wait); };
  if (page) {
    page.addEventListener("input", () => { dirty = true; say(); soon(1500); });
    page.addEventListener("change", () => { dirty = true; soon(400); });
    page.addEventListener("submit", () => { dirty = false; clearTimeout(timer); if (underway) underway.abort(); });
    addEventListener("pagehide", () => { if (dirty) navigator.sendBeacon(location.href, body()); });
  }

  /* Answers that wait on this device. */
  const ask = (to, what) => new Promise((done) => {
    const line = new MessageChannel();
    line.port1.onmessage = (event) => done(event.data);
    to.postMessage(what, [line.port2]);
  });
  const fill = (values) => {
    for (const field of page.elements) {
      if (!field.name.startsWith("answer")) continue;
      const said = values[field.name] || [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = said.includes(field.value);
      else field.value = said[0] || "";
    }
  };
  const look = async () => {
    if (!worker || !worker.controller) return;
    const found = await ask(worker.controller, { of: page ? page.elements.of.value : "" });
    const own = found.said;
    if (page && own && Number(own.shown) >= Number(page.elements.shown.value)) fill(own.go === "skip" ? {} : own.values);
    if (own && own.message) say(own.message);
    else if (found.look) { say(told.dataset.look + " "); told.append(link(found.look)); }
    else if (found.waiting) say(told.dataset.waiting);
    const again = document.getElementById("again");
    if (again && found.online) location.replace(again.href);
  };
  const link = (to) => Object.assign(document.createElement("a"), { href: to, textContent: "→" });
  addEventListener("online", look);
  look();

  /* Also without network, where someone asks for it. */
  const box = document.getElementById("without");
  if (!box || !worker) return;
  const [take, leave, state] = ["take", "leave", "taken"].map((name) => document.getElementById(name));
  const root = told.dataset.root;
  const taken = (yes) => { take.hidden = yes; leave.hidden = !yes; };
  box.hidden = false;
  let asked = false;
  caches.match(root + "offline/", { ignoreVary: true }).then((whole) => { if (!asked) taken(Boolean(whole)); });
  take.addEventListener("click", async () => {
    asked = true;
    try {
      await worker.register(root.replace(/[^/]+\/$/, "worker.js"), { scope: root });
      const ready = await ask((await worker.ready).active, { take: true });
      if (!ready) throw new Error();
      taken(true);
      state.textContent = state.dataset.ready;
    } catch { state.textContent = state.dataset.failed; }
  });
  leave.addEventListener("click", async () => {
    await ask((await worker.ready).active, { forget: true });
    taken(false);
    state.textContent = state.dataset.gone;
  });
})();
