/* Coding by keyboard: sentences are options of a list, a key puts a code on those chosen, lines under the words show
   what is coded. Places are Unicode code points; `end` is not with it. Without this script the forms do the same. */
"use strict";
const data = JSON.parse(document.getElementById("coding-data").textContent);
const list = document.getElementById("transcript"), told = document.getElementById("code-told");
const chosenLine = document.getElementById("code-chosen"), menu = document.getElementById("code-menu");
const against = document.getElementById("code-against"), here = document.getElementById("code-here");
const token = document.querySelector("#coding-form [name=csrfmiddlewaretoken]")?.value;
const codes = new Map(data.codes.map((code) => [code.id, code]));
const codings = new Map(data.codings.map((one) => [one.coding, one]));
const undos = [];
let units = [], anchor = 0, focus = 0, words = null;

/* Text in code points. */
const ASTRAL = /[\ud800-\udfff]/;
const points = (text) => (ASTRAL.test(text) ? [...text].length : text.length);
const unitsIn = (text, count) => (ASTRAL.test(text) ? [...text].slice(0, count).join("").length : count);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const say = (text) => { told.textContent = ""; setTimeout(() => { told.textContent = text; }, 30); };

function begin() {
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-multiselectable", "true");
  list.setAttribute("aria-label", list.dataset.label);
  for (const form of list.querySelectorAll(".wz-codings")) form.remove();
  for (const paragraph of list.children) {
    paragraph.setAttribute("role", "group");
    const speaker = paragraph.dataset.speaker;
    paragraph.setAttribute("aria-label", speaker || `${paragraph.querySelector(".wz-sentence").textContent}`);
  }
  for (const link of list.querySelectorAll("a.wz-sentence")) {
    const number = document.createElement("span");
    number.className = "wz-sentence"; number.id = link.id; number.textContent = link.textContent;
    number.setAttribute("aria-hidden", "true");
    link.replaceWith(number);
  }
  units = [...list.querySelectorAll(".wz-unit")].map((node, index) => {
    const start = Number(node.dataset.at);
    node.setAttribute("role", "option"); node.setAttribute("aria-selected", "false"); node.tabIndex = -1;
    node.dataset.index = index;
    return { node, start, end: start + points(node.textContent), codings: [] };
  });
  for (const one of codings.values()) place(one);
  units.forEach((_, index) => { if (units[index].codings.length) describe(index); });
  margins([...list.children]);
  paint();
  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
  const asked = Number(new URLSearchParams(location.search).get("first")) - 1;
  const wanted = location.hash.match(/^#s(\d+)$/);
  focus = anchor = Math.min(units.length - 1, Math.max(0, wanted ? wanted[1] - 1 : asked));
  units[focus].node.tabIndex = 0;
  show();
}

/* Which sentences a passage touches: units are in order. */
function touched(start, end) {
  let low = 0, high = units.length;
  while (low < high) { const middle = (low + high) >> 1; if (units[middle].end <= start) low = middle + 1; else high = middle; }
  const found = [];
  for (let index = low; index < units.length && units[index].start < end; index++) found.push(index);
  return found;
}
const place = (one) => { for (const index of touched(one.start, one.end)) units[index].codings.push(one); };
const displace = (one) => { for (const index of touched(one.start, one.end)) units[index].codings = units[index].codings.filter((other) => other !== one); };
const name = (one) => `${one.against ? told.dataset.against + ": " : ""}${codes.get(one.code)?.name ?? "–"}`;

function describe(index) {
  const names = units[index].codings.map(name);
  units[index].node.setAttribute("aria-description", names.length ? fill(told.dataset.codes, { codes: names.join(", ") }) : told.dataset.nocodes);
}

/* What is coded in a paragraph, beside it for the eye; a screen reader has it with each sentence. */
function margins(paragraphs) {
  for (const paragraph of paragraphs) {
    const first = paragraph.querySelector(".wz-unit"), begins = [];
    if (!first) continue;
    for (const node of paragraph.querySelectorAll(".wz-unit")) {
      const index = Number(node.dataset.index), unit = units[index];
      for (const one of unit.codings) if (one.start >= unit.start || index === 0) begins.push([index + 1, one]);
    }
    let note = paragraph.querySelector(".wz-margin-note");
    if (!begins.length) { note?.remove(); continue; }
    if (!note) {
      note = document.createElement("div");
      note.className = "wz-margin-note"; note.dir = document.dir || "ltr"; note.setAttribute("aria-hidden", "true");
      paragraph.append(note);
    }
    note.replaceChildren(...begins.map(([number, one]) => {
      const chip = document.createElement("span");
      chip.dataset.colour = codes.get(one.code)?.colour ?? 0;
      chip.textContent = `${number} · ${name(one)}`;
      return chip;
    }));
  }
}

/* A range over text[start:end], through the sentences it touches. */
function range(start, end) {
  const found = touched(start, end);
  if (!found.length) return null;
  const first = units[found[0]], last = units[found.at(-1)], made = new Range();
  const a = first.node.firstChild, b = last.node.firstChild;
  made.setStart(a, unitsIn(a.data, Math.max(0, start - first.start)));
  made.setEnd(b, unitsIn(b.data, Math.min(end, last.end) - last.start));
  return made;
}

/* Every coding in the lowest of three lanes that is free where it stands; a lane is a distance under the words. */
function paint() {
  if (!window.Highlight || !CSS.highlights) { plain(); return; }
  list.classList.add("wz-painted");
  for (const key of [...CSS.highlights.keys()]) if (/^wz-\d/.test(key)) CSS.highlights.delete(key);
  const groups = new Map(), free = [0, 0, 0];
  for (const one of [...codings.values()].sort((a, b) => a.start - b.start || b.end - a.end)) {
    let lane = free.findIndex((until) => until <= one.start);
    if (lane < 0) lane = 2;
    free[lane] = Math.max(free[lane], one.end);
    const made = range(one.start, one.end);
    if (!made) continue;
    const key = `wz-${codes.get(one.code)?.colour ?? 0}-${lane}${one.against ? "-against" : ""}`;
    if (!groups.has(key)) groups.set(key, new Highlight());
    groups.get(key).add(made);
  }
  for (const [key, group] of groups) CSS.highlights.set(key, group);
}
function plain() { for (const unit of units) unit.node.classList.toggle("wz-coded", unit.codings.length > 0); }

/* What is chosen: sentences, or words within them. */
const ends = () => [Math.min(anchor, focus), Math.max(anchor, focus)];
function passage() {
  const [first, last] = ends();
  return words ?? { start: units[first].start, end: units[last].end };
}
function where() {
  const [first, last] = ends();
  if (words) return fill(chosenLine.dataset.words, { words: text(words).slice(0, 80) });
  const line = first === last ? chosenLine.dataset.sentence : chosenLine.dataset.sentences;
  return fill(line, { first: first + 1, last: last + 1 });
}
const text = ({ start, end }) => range(start, end)?.toString().replace(/\s+/g, " ") ?? "";
let shown = [0, -1];
function show() {
  const [first, last] = ends();
  for (let index = shown[0]; index <= shown[1]; index++) if (index < first || index > last) units[index].node.setAttribute("aria-selected", "false");
  for (let index = first; index <= last; index++) units[index].node.setAttribute("aria-selected", "true");
  shown = [first, last];
  chosenLine.textContent = where();
  if (window.Highlight && CSS.highlights) {
    if (words) CSS.highlights.set("wz-words", new Highlight(range(words.start, words.end)));
    else CSS.highlights.delete("wz-words");
  }
  showHere();
}
function go(index, extend) {
  units[focus].node.tabIndex = -1;
  focus = Math.min(units.length - 1, Math.max(0, index));
  if (!extend) anchor = focus;
  words = null;
  units[focus].node.tabIndex = 0;
  units[focus].node.focus();
  show();
}
/* Begin or end a word later or earlier. */
function refine(step, atEnd) {
  const all = passage(), whole = { start: units[ends()[0]].start, end: units[ends()[1]].end };
  const stops = [whole.start];
  const full = range(whole.start, whole.end).toString();
  for (const found of full.matchAll(/\s+/gu)) stops.push(whole.start + points(full.slice(0, found.index + found[0].length)));
  const closes = [...stops.slice(1).map((stop) => stop - 1), whole.end];
  const [marks, now] = atEnd ? [closes, all.end] : [stops, all.start];
  const next = step > 0 ? marks.find((mark) => mark > now) : marks.findLast((mark) => mark < now);
  const found = atEnd ? { start: all.start, end: next ?? now } : { start: next ?? now, end: all.end };
  if (found.start < found.end) { words = found; show(); say(where()); }
}

function showHere() {
  const [first, last] = ends(), found = new Set();
  for (let index = first; index <= last; index++) for (const one of units[index].codings) found.add(one);
  here.hidden = !found.size;
  here.querySelector("ul").replaceChildren(...[...found].map(row));
}
function row(one) {
  const item = document.createElement("li"), label = document.createElement("span");
  label.textContent = `${name(one)}${one.memo ? " ✎" : ""} `; label.dir = "auto";
  item.append(label);
  if (!one.own) return item;
  const back = button(told.dataset.back, () => take(one));
  back.setAttribute("aria-label", `${told.dataset.back}: ${name(one)}`);
  const memo = document.createElement("details"), summary = document.createElement("summary"), area = document.createElement("textarea");
  memo.className = "wz-more"; summary.textContent = told.dataset.memo; area.value = one.memo; area.dir = "auto";
  area.setAttribute("aria-label", `${told.dataset.memo}: ${name(one)}`);
  memo.append(summary, area, button(told.dataset.keep, async () => {
    if (await post(data.note.replace("/0/", `/${one.coding}/`), { text: area.value })) { one.memo = area.value.trim(); showHere(); }
  }));
  item.append(back, memo);
  return item;
}
function button(label, act) {
  const made = document.createElement("button");
  made.type = "button"; made.className = "utrecht-button utrecht-button--subtle"; made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

async function post(url, values) {
  const body = new FormData();
  for (const [key, value] of Object.entries(values)) body.append(key, value);
  try {
    const answer = await fetch(url, { method: "POST", body, redirect: "error", headers: { Accept: "application/json", "X-CSRFToken": token } });
    if (answer.status === 204) return {};
    const result = await answer.json();
    if (!answer.ok) { say(result.message); chosenLine.textContent = result.message; return null; }
    return result;
  } catch { say(told.dataset.lost); chosenLine.textContent = told.dataset.lost; return null; }
}
async function put(code, at = passage(), contra = against.checked, undoing = false) {
  const place_ = where();
  const made = await post(data.code, { code, start: at.start, end: at.end, stance: contra ? "against" : "for" });
  if (!made) return;
  const known = codings.has(made.coding);
  const one = known ? codings.get(made.coding) : { ...made, own: true, origin: "human" };
  if (!known) { codings.set(one.coding, one); place(one); if (!undoing) undos.push({ put: one }); }
  fresh(one);
  say(fill(told.dataset.coded, { code: name(one), place: place_, number: units[focus].codings.length }));
}
async function take(one, undoing = false) {
  if (!(await post(data.undo.replace("/0/", `/${one.coding}/`), {}))) return;
  codings.delete(one.coding); displace(one);
  if (!undoing) undos.push({ took: one });
  fresh(one);
  say(fill(told.dataset.undone, { code: name(one) }));
}
function fresh(one) {
  const found = touched(one.start, one.end);
  found.forEach(describe);
  margins([...new Set(found.map((index) => units[index].node.parentElement))]);
  paint(); show();
  document.getElementById("codings-count").textContent = codings.size;
}
async function undo() {
  const last = undos.pop();
  if (!last) { say(told.dataset.nothing); return; }
  if (last.put) await take(last.put, true);
  else await put(last.took.code, last.took, last.took.against, true);
}
function toggle() { against.checked = !against.checked; say(against.checked ? told.dataset.contra : told.dataset.for); }

list.addEventListener("keydown", (event) => {
  const rtl = getComputedStyle(units[focus].node.parentElement).direction === "rtl";
  const ahead = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") undo();
  else if (event.altKey && ahead) refine(ahead, event.shiftKey);
  else if (event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "ArrowDown") go(focus + 1, event.shiftKey);
  else if (event.key === "ArrowUp") go(focus - 1, event.shiftKey);
  else if (event.key === "Home") go(0, event.shiftKey);
  else if (event.key === "End") go(units.length - 1, event.shiftKey);
  else if (event.key === "PageDown") go(focus + 10, event.shiftKey);
  else if (event.key === "PageUp") go(focus - 10, event.shiftKey);
  else if (event.key === " ") menu.querySelector("button")?.focus();
  else if (event.key === "Escape") go(focus, false);
  else if (event.key === "!") toggle();
  else if (event.key === "Delete") { const mine = units[focus].codings.filter((one) => one.own).at(-1); if (mine) take(mine); }
  else if ([...event.key].length === 1) {
    const code = data.codes.find((one) => one.key === event.key.toLowerCase());
    if (code) put(code.id); else say(fill(told.dataset.nokey, { key: event.key }));
  } else return;
  event.preventDefault();
});
list.addEventListener("click", (event) => {
  const node = event.target.closest(".wz-unit");
  if (!node || !getSelection().isCollapsed) return;
  go(Number(node.dataset.index), event.shiftKey);
});
/* Free selection with the mouse, or by touch. */
list.addEventListener("pointerup", () => setTimeout(() => {
  const picked = getSelection();
  if (picked.isCollapsed || !list.contains(picked.anchorNode)) return;
  const found = picked.getRangeAt(0), [a, b] = [point(found.startContainer, found.startOffset), point(found.endContainer, found.endOffset)];
  if (a === null || b === null || a >= b) return;
  const sentences = touched(a, b);
  anchor = sentences[0]; focus = sentences.at(-1); words = { start: a, end: b };
  show();
}));
function point(node, offset) {
  const unit = node.parentElement?.closest(".wz-unit");
  return unit ? units[Number(unit.dataset.index)].start + points(node.data.slice(0, offset)) : null;
}
menu?.addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  const keyed = event.detail === 0;
  put(Number(chosen.dataset.code)).then(() => { if (keyed) units[focus].node.focus(); });
});
menu?.addEventListener("keydown", (event) => {
  const all = [...menu.querySelectorAll("button")], at = all.indexOf(document.activeElement);
  if (event.key === "Escape") units[focus].node.focus();
  else if (event.key === "ArrowDown") all[Math.min(all.length - 1, at + 1)].focus();
  else if (event.key === "ArrowUp") all[Math.max(0, at - 1)].focus();
  else if (event.key === "Home") all[0].focus();
  else if (event.key === "End") all.at(-1).focus();
  else return;
  event.preventDefault();
});
if (menu && list.children.length) begin();
