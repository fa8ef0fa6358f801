/* Keeps what is being typed in a form with data-draft; only once there are words, for a tap is soon done again. */
"use strict";
for (const form of document.querySelectorAll("form[data-draft]")) {
  const told = form.querySelector("[data-kept]");
  let timer = 0, done = false, kept = "";
  const words = () => ["note", "next_step"].map((name) => form.elements[name]?.value.trim() || "").join("\n");
  const keep = async () => {
    if (done || words() === kept || !words().trim()) return;
    const now = words();
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), redirect: "error" });
      if (answer.status >= 500) throw new Error(String(answer.status));
      kept = now; // a refusal (too long, saved before) is told when the form itself is sent
      told.textContent = answer.ok ? told.dataset.kept : "";
    } catch {
      told.textContent = told.dataset.lost;
      timer = setTimeout(keep, 5000);
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 800); });
  form.addEventListener("submit", () => { done = true; clearTimeout(timer); });
  addEventListener("pagehide", () => {
    if (!done && words().trim() && words() !== kept) navigator.sendBeacon(form.dataset.draft, new FormData(form));
  });
}
