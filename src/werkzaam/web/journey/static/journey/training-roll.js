// Roll call on a bad network. Every tap goes into a queue in this browser first (keys only, never a name), is sent as
// soon as there is a network, and leaves the queue when the server says that it is kept. Sending twice is harmless.
"use strict";

const bar = document.querySelector("[data-roll-status]");
const form = document.querySelector("form[data-roll]");
const KEY = `werkzaam-roll-${bar.dataset.account}`;
const SHORTEST = 3000; // milliseconds between tries
const LONGEST = 60000;
const MANY = 50; // taps in one post
let memory = []; // where the browser keeps nothing for us
let isSending = false;
let pause = SHORTEST;
let timer = 0;

function queued() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || memory;
  } catch {
    return memory;
  }
}

function keep(marks) {
  memory = marks;
  try {
    marks.length ? localStorage.setItem(KEY, JSON.stringify(marks)) : localStorage.removeItem(KEY);
  } catch {
    /* the queue in memory remains */
  }
}

function tell(note = "") {
  const n = queued().length;
  const words = n === 0 ? (form ? bar.dataset.saved : "") : n === 1 ? bar.dataset.one : bar.dataset.many.replace("{n}", n);
  bar.querySelector("[data-roll-count]").textContent = words;
  bar.querySelector("[data-roll-note]").textContent = note;
  bar.querySelector("[data-roll-count]").classList.toggle("wz-chip--care", n > 0);
  bar.querySelector("[data-roll-count]").classList.toggle("wz-chip--good", n === 0);
  bar.hidden = !words && !note;
}

function token() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie ? cookie.split("=")[1] : form?.elements.csrfmiddlewaretoken?.value || "";
}

async function post(url, marks) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    body: JSON.stringify({ marks }),
    redirect: "manual", // to the sign-in page: then nothing was kept
    signal: AbortSignal.timeout(15000),
  });
  if (!answer.ok) {
    throw new Error(answer.type === "opaqueredirect" || answer.status === 403 ? "sign-in" : "later");
  }
  return answer.json();
}

async function send() {
  clearTimeout(timer);
  if (isSending || queued().length === 0) return tell();
  if (!navigator.onLine) return again();
  isSending = true;
  let note = "";
  try {
    const url = queued()[0].url;
    const marks = queued().filter((one) => one.url === url).slice(0, MANY);
    const { saved, refused } = await post(url, marks);
    const settled = new Set([...saved, ...refused.map((one) => one.id)]);
    keep(queued().filter((one) => !settled.has(one.id)));
    refused.forEach((one) => untap(marks.find((mark) => mark.id === one.id)));
    note = [...new Set(refused.map((one) => one.message))].join(" ");
    pause = SHORTEST;
    isSending = false;
    if (settled.size === 0) return again(note);
    tell(note);
    if (queued().length > 0) return send();
  } catch (problem) {
    isSending = false;
    again(problem.message === "sign-in" ? bar.dataset.signIn : "");
  }
}

function again(note = "") {
  tell(note);
  timer = setTimeout(send, pause);
  pause = Math.min(2 * pause, LONGEST);
}

function tap(radio) {
  const mark = {
    id: crypto.randomUUID ? crypto.randomUUID() : madeUp(),
    url: form.dataset.roll,
    enrolment: Number(radio.name.split("-")[1]),
    presence: radio.value,
    marked_at: new Date().toISOString(),
  };
  const others = queued().filter((one) => one.url !== mark.url || one.enrolment !== mark.enrolment);
  keep([...others, mark]);
  pause = SHORTEST;
  tell();
  send();
}

// crypto.randomUUID exists on https only; a server on http in the own network needs ids as well (RFC 9562, version 4).
function madeUp() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function radio(mark) {
  return mark.url === form?.dataset.roll
    ? form.querySelector(`input[name="presence-${mark.enrolment}"][value="${mark.presence}"]`)
    : null;
}

function untap(mark) {
  const one = mark && radio(mark);
  if (one) one.checked = false;
}

if (form) {
  queued().forEach((mark) => {
    const one = radio(mark);
    if (one) one.checked = true;
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") tap(event.target);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault(); // all taps are in the queue already
    await send();
    if (queued().length === 0) location.assign(form.dataset.done);
  });
}
addEventListener("online", () => {
  pause = SHORTEST;
  send();
});
document.addEventListener("visibilitychange", () => document.hidden || send());
tell();
send();
