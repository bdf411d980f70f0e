// Opens what packing.py packed, and shows an article with its statements, their speakers and their cues marked.
// What articles say is only ever put into text nodes.
"use strict";

const KINDS = { d: "direct", m: "mixed", i: "indirect" };
const DIGITS = new Int8Array(128).fill(-1);
// Python's base64.b85encode, with "," in place of "<".
[..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~"].forEach((digit, value) => {
  DIGITS[digit.charCodeAt(0)] = value;
});

function bytesOf(digits) {
  const size = Math.floor((digits.length * 4) / 5);
  const bytes = new Uint8Array(size + 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let i = 0; i < digits.length; i += 5) {
    let value = 0;
    for (let j = i; j < i + 5; j++) value = value * 85 + (j < digits.length ? DIGITS[digits.charCodeAt(j)] : 84);
    view.setUint32(at, value);
    at += 4;
  }
  return bytes.subarray(0, size);
}

async function unpack(element) {
  const stream = new Blob([bytesOf(element.textContent)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const value = JSON.parse(await new Response(stream).text());
  element.textContent = "";
  return value;
}

// Articles of a pack, each with its statements; numbers become names, differences become offsets.
function articlesOf(pack, names) {
  const { articles: columns, statements } = pack;
  let next = 0;
  return (columns.text || []).map((text, i) => {
    const article = {
      text,
      // Offsets count code points, which are one unit each unless there is a surrogate.
      points: /[\ud800-\udfff]/.test(text) ? Array.from(text) : null,
      headline: columns.headline[i],
      byline: columns.byline[i],
      published: columns.published[i],
      outlet: columns.outlet[i] === null ? null : names.outlets[columns.outlet[i]],
      path: names.paths[columns.path[i]],
      record: columns.record[i],
      kept: columns.kept[i],
      statements: [],
    };
    for (let ordinal = 0; ordinal < columns.statements[i]; ordinal++, next++) {
      article.statements.push(statementOf(statements, next, article, ordinal, names));
    }
    return article;
  });
}

function statementOf(columns, i, article, ordinal, names) {
  const segments = [];
  let last = 0;
  for (let j = 0; j < columns.segments[i].length; j += 2) {
    const start = last + columns.segments[i][j];
    last = start + columns.segments[i][j + 1];
    segments.push([start, last]);
  }
  const first = segments[0][0];
  const place = (span) => (span ? [first + span[0], first + span[0] + span[1]] : null);
  const speaker = place(columns.speaker_place[i]);
  return {
    article,
    ordinal,
    segments,
    kind: KINDS[columns.kind[i]],
    actor: columns.speaker[i],
    speaker: columns.speaker[i] === null ? null : names.actors[columns.speaker[i]][0],
    speakerKind: columns.speaker[i] === null ? null : names.actors[columns.speaker[i]][1],
    speakerPlace: speaker,
    speakerText: speaker && slice(article, ...speaker),
    cuePlace: place(columns.cue_place[i]),
    about: columns.about[i],
    method: names.methods[columns.method[i]],
    confidence: columns.confidence[i] / 1000,
    copied: columns.copied[i] === 1,
    text: segments.map(([start, end]) => slice(article, start, end)).join(" "),
  };
}

function slice(article, start, end) {
  return article.points ? article.points.slice(start, end).join("") : article.text.slice(start, end);
}

function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// The text in paragraphs. The chosen statement's words, speaker and cue are marked; others are underlined.
function textOf(article, chosen) {
  const marks = article.statements.flatMap((statement) =>
    statement.segments.map((span) => ({ span, statement, type: statement === chosen ? "chosen" : "other" })),
  );
  if (chosen) {
    if (chosen.speakerPlace) marks.push({ span: chosen.speakerPlace, statement: chosen, type: "speaker" });
    if (chosen.cuePlace) marks.push({ span: chosen.cuePlace, statement: chosen, type: "cue" });
  }
  const size = (article.points || article.text).length;
  const edges = [...new Set([0, size, ...marks.flatMap((mark) => mark.span)])].sort((a, b) => a - b);
  const body = el("div", { class: "article-text", lang: "en" });
  let paragraph = null;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    const here = marks.filter(({ span }) => span[0] < end && span[1] > start);
    for (const [number, line] of slice(article, start, end).split("\n").entries()) {
      if (number > 0) paragraph = null;
      if (!line) continue;
      if (!paragraph) {
        if (!line.trim()) continue;
        paragraph = body.appendChild(el("p"));
      }
      paragraph.append(marked(line, here, chosen, number === 0 && start === chosen?.segments[0][0]));
    }
  }
  return body;
}

function marked(line, here, chosen, first) {
  let node = document.createTextNode(line);
  const find = (type) => here.find((mark) => mark.type === type);
  for (const type of ["cue", "speaker"]) {
    if (find(type)) node = el("b", { class: type, title: type }, node);
  }
  if (find("chosen")) {
    node = el("mark", { class: `chosen ${chosen.kind}` }, first ? spoken("statement: ") : null, node);
    if (first) node.id = "chosen";
  } else if (find("other")) {
    node = el("span", { class: `other ${find("other").statement.kind}` }, node);
  }
  return node;
}

// For those who hear the page.
function spoken(words) {
  return el("span", { class: "spoken" }, words);
}

// Offsets in the document that the article was made of.
function documentSpan(article, [start, end]) {
  const shift = (at) => {
    let found = 0;
    for (const [from, by] of article.kept) {
      if (from > at) break;
      found = by;
    }
    return found;
  };
  return `${start + shift(start)}–${end + shift(end - 1)}`;
}

function sourceOf(article) {
  return [article.outlet || "outlet unknown", article.published || "no date", article.byline].filter(Boolean).join(" · ");
}

// What is known of a statement, with the characters of the file that it stands at.
function factsOf(statement, names) {
  const { article } = statement;
  const about = statement.about.map((number) => names.actors[number][0]);
  const offsets = [`statement ${statement.segments.map((span) => documentSpan(article, span)).join(", ")}`];
  if (statement.speakerPlace) offsets.push(`speaker ${documentSpan(article, statement.speakerPlace)}`);
  if (statement.cuePlace) offsets.push(`cue ${documentSpan(article, statement.cuePlace)}`);
  const facts = [
    ["Speaker", statement.speaker ? `${statement.speaker}, ${statement.speakerKind}` : "not named"],
    ["In the article’s words", statement.speakerText],
    ["Kind", statement.copied ? `${statement.kind}, in a passage copied from another article` : statement.kind],
    ["Cue", statement.cuePlace && slice(article, ...statement.cuePlace)],
    ["About", about.join(", ")],
    ["Confidence", `${statement.confidence.toFixed(2)}, by the rule “${statement.method}”`],
    ["File", `${article.path}, record ${article.record}`],
    ["Offsets in it", offsets.join("; ")],
  ];
  const list = el("dl", { class: "facts" });
  for (const [term, words] of facts) {
    if (words) list.append(el("div", {}, el("dt", {}, term), el("dd", {}, words)));
  }
  return list;
}
