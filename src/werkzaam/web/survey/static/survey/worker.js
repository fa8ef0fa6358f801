/* One questionnaire without network, on the device of who asked for it: keeps its pages, and answers until they are
   sent. The server takes each answer once and lets the latest stand (docs/adr), so sending twice does no harm. */
"use strict";
const ROOT = new URL(registration.scope).pathname;
const NAME = "werkzaam" + ROOT;
const ANY = { ignoreSearch: true, ignoreVary: true };
const QUESTION = /^(alone\/)?(\d+)\/$/;
const PATIENCE = 12000;
const opened = new Map();

/* What was said, one record per page: the newest only. */
const store = () => new Promise((done, fail) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("said", { keyPath: "of" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const said = async (mode, act) => {
  const base = await store();
  try {
    return await new Promise((done, fail) => {
      const step = base.transaction("said", mode);
      const found = act(step.objectStore("said"));
      step.oncomplete = () => done(found && found.result);
      step.onerror = step.onabort = () => fail(step.error);
    });
  } finally { base.close(); }
};
const get = (of) => said("readonly", (all) => all.get(of));
const put = (one) => said("readwrite", (all) => all.put(one));
const everything = () => said("readonly", (all) => all.getAll());
const waits = (one) => one.id && !one.sent && !one.message;
const waiting = async () => (await everything()).filter(waits).sort((a, b) => a.given - b.given);

/* Sending what waits. False: there is no network. */
let underway = null;
const flush = () => (underway ||= send().finally(() => { underway = null; }));
const send = async () => {
  const answers = await waiting();
  if (!answers.length) return true;
  let heard;
  try {
    const body = JSON.stringify({ now: Date.now(), answers });
    heard = await fetch(ROOT + "answers/", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  } catch { return false; }
  if (heard.ok && (heard.headers.get("Content-Type") || "").includes("json")) await settle(await heard.json());
  else await heed(heard);
  return true;
};
const settle = async (told) => {
  await said("readwrite", (all) => {
    all.getAll().onsuccess = (event) => {
      for (const one of event.target.result) {
        if (told.taken.includes(one.id)) all.put({ ...one, sent: true });
        else if (told.refused[one.id]) all.put({ ...one, ...told.refused[one.id] });
      }
      if (told.next) all.put({ of: "", next: told.next });
    };
  });
  if (told.next) take().catch(() => {});
};
const newlyAsked = async () => {
  const found = await get("");
  if (found) await said("readwrite", (all) => all.delete(""));
  return found && found.next;
};

/* The pages. */
const take = async () => {
  const { pages } = await (await fetch(ROOT + "answers/")).json();
  const kept = await caches.open(NAME);
  await kept.addAll(pages);
  return true;
};
const forget = async () => {
  await caches.delete(NAME);
  indexedDB.deleteDatabase(NAME);
  await registration.unregister();
  return true;
};
const heed = async (answer) => {
  if (["done", "withdrawn"].includes(answer.headers.get("X-Respond-Door"))) await forget();
};
const kept = async (path) => (await caches.open(NAME)).match(path, ANY);
const late = () => new Promise((_done, fail) => setTimeout(fail, PATIENCE));

const show = async (request) => {
  const url = new URL(request.url), path = url.pathname.slice(ROOT.length);
  if (!url.pathname.startsWith(ROOT)) return (await kept(url.pathname)) || fetch(request);
  opened.set(path, Date.now());
  if (await flush()) {
    const next = ["check/", "offline/"].includes(path) && await newlyAsked();
    if (next) return Response.redirect(next, 303);
    try {
      const answer = await Promise.race([fetch(request), late()]);
      await heed(answer);
      if (answer.ok && QUESTION.test(path)) await (await caches.open(NAME)).put(url.pathname, answer.clone());
      return answer;
    } catch { /* no network: below */ }
  }
  return (await kept(url.pathname)) || (await kept(ROOT + "offline/")) || Response.error();
};

/* A page that was filled in. */
const read = (form, path) => {
  const now = Date.now(), values = {};
  for (const name of new Set(form.keys())) if (name.startsWith("answer")) values[name] = form.getAll(name);
  const go = form.get("go") || "next", took = now - (opened.get(path) || now);
  return { of: form.get("of"), id: crypto.randomUUID(), go, values, shown: form.get("shown"), given: now, took };
};
const asksNothing = (one) => !["next", "skip", "keep"].includes(one.go)
  && !Object.values(one.values).flat().some((value) => value.trim());

const answer = async (request) => {
  const url = new URL(request.url), path = url.pathname.slice(ROOT.length);
  const copy = request.clone(), form = await request.formData();
  const page = QUESTION.exec(path), one = page && read(form, path);
  if (await flush()) {
    try {
      const heard = await fetch(copy);
      if (one && (heard.ok || heard.type === "opaqueredirect")) await put({ ...one, sent: true });
      return heard;
    } catch { /* no network: below */ }
  }
  if (!one) return Response.redirect(ROOT + (await otherwise(path, form.get("go"))), 303);
  if (!asksNothing(one)) await put(one);
  if (one.go === "keep") return new Response(null, { status: 204, headers: { "X-Kept": "device" } });
  return Response.redirect(ROOT + (await following(page, one.go, url.search)), 303);
};
const following = async ([, alone = "", number], go, search) => {
  if (search.includes("check")) return "offline/";
  if (!["next", "back", "skip"].includes(go)) return `${alone}${number}/`;  /* another language needs the network */
  const to = `${alone}${Number(number) + (go === "back" ? -1 : 1)}/`;
  if (to === `${alone}0/`) return alone;
  if (await kept(ROOT + to)) return to;
  return !alone && await kept(ROOT + "alone/") ? "alone/" : "offline/";
};
const otherwise = async (path, go) => {
  if (path === "" && go === "next") return "1/";
  if (path === "alone/" && go === "alone") return "alone/1/";
  return path === "" ? "" : "offline/";
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event, inside = new URL(request.url).pathname.startsWith(ROOT);
  if (request.method === "GET") event.respondWith(show(request));
  else if (request.method === "POST" && inside) event.respondWith(answer(request));
});
addEventListener("message", (event) => {
  const line = event.ports[0];
  const reply = async () => {
    if (event.data.take) return take();
    if (event.data.forget) return forget();
    const online = await flush() && await fetch(ROOT + "answers/", { method: "HEAD" }).then(() => true, () => false);
    const all = await everything();
    const refused = all.find((one) => one.message && !one.sent);
    return {
      online,
      said: all.find((one) => one.of && one.of === event.data.of),
      waiting: all.filter(waits).length,
      look: refused && refused.of !== event.data.of && refused.url,
    };
  };
  event.waitUntil(reply().then((told) => line.postMessage(told), () => line.postMessage(false)));
});
