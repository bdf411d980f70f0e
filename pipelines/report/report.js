// The table of statements: search, filters, sorting, pages; its state is the address's fragment, so that a finding can
// be linked. `article.js` stands before it.
"use strict";

const ROWS = 50;
const form = document.getElementById("filters");
const body = document.querySelector("#statements tbody");
const found = document.getElementById("count");
const dialog = document.getElementById("article");
const pages = document.getElementById("pages");
const DEFAULTS = {
  q: "", speaker: "", about: "", outlet: "", kind: "", from: "", to: "",
  confidence: form.dataset.threshold, copies: "", sort: "-date", page: "1", open: "",
};
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

let names = null;
let state = { ...DEFAULTS };
let hits = [];
let complete = false;
let last = ""; // the place of the statement that was opened last
const statements = [];
const byPlace = new Map();

// Words without case, accents and marks, each after a space: what `search_statements` of the warehouse compares.
function fold(text) {
  const plain = text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

function wordsOf(text) {
  return fold(text).trim().split(" ").filter(Boolean);
}

function hasAll(folded, words) {
  return words.every((word) => folded.includes(` ${word}`));
}

async function load() {
  names = await unpack(document.getElementById("names"));
  names.folded = names.actors.map(([name]) => fold(name));
  const outlets = [...names.outlets].sort(collator.compare);
  form.elements.outlet.append(...outlets.map((name) => el("option", {}, name)), el("option", { value: "?" }, "unknown"));
  readAddress();
  const packs = [...document.querySelectorAll("script.pack")];
  for (const [number, pack] of packs.entries()) {
    for (const article of articlesOf(await unpack(pack), names)) {
      for (const statement of article.statements) {
        statement.number = statements.length;
        statements.push(statement);
        byPlace.set(placeOf(statement), statement);
      }
    }
    if (number === 0) update();
    // Let the browser draw and answer between two packs.
    await new Promise((resolve) => setTimeout(resolve));
  }
  complete = true;
  countNames();
  update();
  document.documentElement.dataset.ready = "true";
}

function placeOf({ article, ordinal }) {
  return `${article.path}:${article.record}:${ordinal}`;
}

// --- state and address ---------------------------------------------------------------------------------------------

function readAddress() {
  const fragment = location.hash.slice(1);
  if (fragment && !fragment.includes("=")) return false; // a heading of the page
  const given = new URLSearchParams(fragment);
  state = { ...DEFAULTS };
  for (const key of Object.keys(DEFAULTS)) if (given.has(key)) state[key] = given.get(key);
  for (const key of Object.keys(DEFAULTS)) {
    const field = form.elements[key];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = state[key] === "1";
    else field.value = state[key];
  }
  return true;
}

function writeAddress(push = false) {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) if (value !== DEFAULTS[key]) given.set(key, value);
  const fragment = `#${given}`;
  if (fragment === (location.hash || "#")) return;
  history[push ? "pushState" : "replaceState"](null, "", fragment === "#" ? "#statements=" : fragment);
}

function readForm() {
  for (const key of Object.keys(DEFAULTS)) {
    const field = form.elements[key];
    if (field) state[key] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
  }
  state.page = "1";
  state.open = "";
}

// --- finding -------------------------------------------------------------------------------------------------------

// The actors that a field means: those of exactly this name, else those whose name has words that begin so.
function actorsMeant(text) {
  const exact = new Set();
  names.actors.forEach(([name], number) => name === text && exact.add(number));
  if (exact.size) return { exact: true, numbers: exact };
  const words = wordsOf(text);
  const numbers = new Set();
  names.folded.forEach((folded, number) => hasAll(folded, words) && numbers.add(number));
  return { exact: false, numbers, words };
}

function tests() {
  const made = [];
  const words = wordsOf(state.q);
  if (words.length) made.push((s) => hasAll((s.folded ??= fold(searched(s))), words));
  if (state.speaker.trim()) {
    const meant = actorsMeant(state.speaker.trim());
    made.push((s) =>
      s.actor === null
        ? !meant.exact && s.speakerText !== null && hasAll(fold(s.speakerText), meant.words)
        : meant.numbers.has(s.actor),
    );
  }
  if (state.about.trim()) {
    const { numbers } = actorsMeant(state.about.trim());
    made.push((s) => s.about.some((actor) => numbers.has(actor)));
  }
  if (state.outlet) made.push((s) => (s.article.outlet ?? "?") === state.outlet);
  if (state.kind) made.push((s) => s.kind === state.kind);
  if (state.from) made.push((s) => s.article.published !== null && s.article.published.slice(0, 10) >= state.from);
  if (state.to) made.push((s) => s.article.published !== null && s.article.published.slice(0, 10) <= state.to);
  const least = Number(state.confidence) || 0;
  if (least > 0) made.push((s) => s.confidence >= least);
  if (!state.copies) made.push((s) => !s.copied);
  return made;
}

function searched(statement) {
  return `${statement.text} ${statement.speaker || statement.speakerText || ""}`;
}

const SORTS = {
  date: (s) => s.article.published || "",
  speaker: (s) => s.speaker || "\uffff",
  outlet: (s) => s.article.outlet || "\uffff",
  confidence: (s) => s.confidence,
};

function sorted(hits) {
  const descending = state.sort.startsWith("-");
  const column = state.sort.replace("-", "");
  if (!SORTS[column] || state.sort === "-date") return hits; // they come newest first
  const key = SORTS[column];
  const values = [...new Set(hits.map(key))].sort(column === "confidence" ? (a, b) => a - b : collator.compare);
  const ranks = new Map(values.map((value, rank) => [value, rank]));
  const rank = new Map(hits.map((s) => [s, ranks.get(key(s))]));
  // What has no date goes last, whichever way.
  const undated = (s) => (column === "date" && !s.article.published ? 1 : 0);
  return [...hits].sort(
    (a, b) => undated(a) - undated(b) || (descending ? -1 : 1) * (rank.get(a) - rank.get(b)) || a.number - b.number,
  );
}

// --- showing -------------------------------------------------------------------------------------------------------

function update() {
  if (!names) return;
  const made = tests();
  hits = sorted(statements.filter((statement) => made.every((test) => test(statement))));
  const count = Math.max(1, Math.ceil(hits.length / ROWS));
  const page = Math.min(Math.max(1, Number(state.page) || 1), count);
  const first = (page - 1) * ROWS;
  const words = wordsOf(state.q);
  body.replaceChildren(...hits.slice(first, first + ROWS).map((statement) => rowOf(statement, words)));
  if (!hits.length && complete) {
    body.append(el("tr", { class: "none" }, el("td", { colspan: "5" }, "No statement is like that. Take a filter away.")));
  }
  say(first, page, count);
  pages.hidden = count === 1;
  pages.querySelector("[name=previous]").disabled = page === 1;
  pages.querySelector("[name=next]").disabled = page === count;
  for (const header of document.querySelectorAll("#statements th[data-sort]")) {
    const own = state.sort.replace("-", "") === header.dataset.sort;
    header.setAttribute("aria-sort", own ? (state.sort.startsWith("-") ? "descending" : "ascending") : "none");
  }
  document.getElementById("reset").hidden = !Object.keys(DEFAULTS).some(
    (key) => !["open", "page", "sort"].includes(key) && state[key] !== DEFAULTS[key],
  );
  showOpen();
}

function say(first, page, count) {
  const number = (n) => n.toLocaleString("en");
  if (!complete) {
    found.textContent = `Reading the statements: ${number(statements.length)} of ${number(Number(form.dataset.listed))}`;
    return;
  }
  found.textContent = `${number(hits.length)} of ${number(statements.length)} statements`;
  document.getElementById("page").textContent =
    `${number(first + 1)}–${number(Math.min(first + ROWS, hits.length))}, page ${number(page)} of ${number(count)}`;
}

function rowOf(statement, words) {
  const { article } = statement;
  const open = el("button", { type: "button", class: "open", "data-place": placeOf(statement) });
  open.append(...highlighted(statement.text, words));
  open.addEventListener("click", () => {
    state.open = placeOf(statement);
    writeAddress(true);
    showOpen();
  });
  const speaker = statement.speaker
    ? el("span", { class: `actor ${statement.speakerKind}` }, statement.speaker)
    : el("span", { class: "nobody" }, statement.speakerText || "not named");
  return el(
    "tr",
    {},
    el("td", { class: "date" }, (article.published || "no date").slice(0, 10)),
    el("th", { scope: "row", class: "who" }, speaker),
    el("td", { class: "said" }, open, el("span", { class: `kind ${statement.kind}` }, statement.kind)),
    el("td", { class: "outlet" }, article.outlet || "unknown"),
    el("td", { class: "number" }, statement.confidence.toFixed(2)),
  );
}

function* highlighted(text, words) {
  let last = 0;
  if (words.length) {
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      if (!words.some((word) => fold(match[0]).startsWith(` ${word}`))) continue;
      yield text.slice(last, match.index);
      yield el("mark", { class: "hit" }, match[0]);
      last = match.index + match[0].length;
    }
  }
  yield text.slice(last);
}

// --- the article ---------------------------------------------------------------------------------------------------

function showOpen() {
  const statement = state.open ? byPlace.get(state.open) : null;
  if (!statement) {
    if (state.open && complete) found.textContent = `The article of ${state.open} is not among those listed here.`;
    if (dialog.open) dialog.close();
    return;
  }
  const place = hits.indexOf(statement);
  last = state.open;
  dialog.querySelector("h2").textContent = statement.article.headline || "Without a headline";
  dialog.querySelector(".source").textContent = sourceOf(statement.article);
  dialog.querySelector(".facts").replaceWith(factsOf(statement, names));
  dialog.querySelector(".article-text").replaceWith(textOf(statement.article, statement));
  dialog.querySelector("[name=before]").disabled = place <= 0;
  dialog.querySelector("[name=after]").disabled = place < 0 || place === hits.length - 1;
  if (!dialog.open) {
    dialog.showModal();
    dialog.querySelector("h2").focus();
  }
  const text = dialog.querySelector(".inside");
  const chosen = document.getElementById("chosen");
  text.scrollTop += chosen.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
}

function step(by) {
  const place = hits.indexOf(byPlace.get(state.open)) + by;
  if (place < 0 || place >= hits.length) return;
  state.open = placeOf(hits[place]);
  state.page = String(Math.floor(place / ROWS) + 1);
  writeAddress();
  update();
}

dialog.addEventListener("close", () => {
  const row = [...body.querySelectorAll("button.open")].find((button) => button.dataset.place === last);
  (row || form.elements.q).focus({ preventScroll: !row });
  state.open = "";
  writeAddress();
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.querySelector("[name=before]").addEventListener("click", () => step(-1));
dialog.querySelector("[name=after]").addEventListener("click", () => step(1));
dialog.querySelector("[name=close]").addEventListener("click", () => dialog.close());

// --- fields --------------------------------------------------------------------------------------------------------

// The names that begin so, those first that speak or are spoken of most: a list of all would be long.
function countNames() {
  names.said = new Array(names.actors.length).fill(0);
  names.spokenOf = new Array(names.actors.length).fill(0);
  for (const statement of statements) {
    if (statement.actor !== null) names.said[statement.actor]++;
    for (const actor of statement.about) names.spokenOf[actor]++;
  }
}

function suggest(field) {
  const list = document.getElementById(field.getAttribute("list"));
  const counts = field.name === "speaker" ? names?.said : names?.spoken_of;
  if (!counts) return;
  const words = wordsOf(field.value);
  const numbers = names.folded.map((_, number) => number).filter((n) => counts[n] && hasAll(names.folded[n], words));
  numbers.sort((a, b) => counts[b] - counts[a] || a - b);
  list.replaceChildren(...numbers.slice(0, 20).map((n) => el("option", { value: names.actors[n][0] })));
}

let waiting = 0;
form.addEventListener("input", (event) => {
  if (event.target.getAttribute("list")) suggest(event.target);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    readForm();
    writeAddress();
    update();
  }, 120);
});
form.addEventListener("focusin", (event) => event.target.getAttribute("list") && suggest(event.target));
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  event.preventDefault();
  state = { ...DEFAULTS, sort: state.sort };
  writeAddress();
  readAddress();
  update();
  form.elements.q.focus();
});
for (const header of document.querySelectorAll("#statements th[data-sort] button")) {
  header.addEventListener("click", () => {
    const column = header.parentElement.dataset.sort;
    const descending = ["date", "confidence"].includes(column);
    const own = state.sort.replace("-", "") === column;
    const down = own ? !state.sort.startsWith("-") : descending;
    state.sort = (down ? "-" : "") + column;
    state.page = "1";
    writeAddress();
    update();
  });
}
for (const [name, by] of [["previous", -1], ["next", 1]]) {
  pages.querySelector(`[name=${name}]`).addEventListener("click", () => {
    state.page = String((Number(state.page) || 1) + by);
    writeAddress();
    update();
    document.getElementById("statements").scrollIntoView();
  });
}

// --- keys ----------------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, select, textarea");
  if (dialog.open) {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
    return;
  }
  if (event.key === "/" && !typing) {
    event.preventDefault();
    form.elements.q.focus();
    form.elements.q.select();
  } else if (event.key === "Escape" && typing) {
    event.target.blur();
  } else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
    moveAmongRows(event, typing);
  }
});

function moveAmongRows(event, typing) {
  const buttons = [...body.querySelectorAll("button.open")];
  const at = buttons.indexOf(document.activeElement);
  if (at < 0 && !(event.target === form.elements.q && event.key === "ArrowDown")) return;
  if (typing && event.target !== form.elements.q) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (!buttons[to]) return;
  event.preventDefault();
  buttons[to].focus();
}

window.addEventListener("hashchange", () => {
  if (!readAddress()) return;
  update();
  if (!state.open) document.getElementById("statements").scrollIntoView();
});
window.addEventListener("popstate", () => {
  if (readAddress()) update();
});

if (readAddress() && location.hash.includes("=")) document.getElementById("statements").scrollIntoView();
load();
