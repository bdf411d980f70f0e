// The page of one article: its text, and the list of its statements to choose from. `article.js` stands before it.
"use strict";

async function show() {
  const names = await unpack(document.getElementById("names"));
  const [article] = articlesOf(await unpack(document.getElementById("pack")), names);
  const list = document.querySelector(".list");

  function choose(statement) {
    document.querySelector(".article-text")?.replaceWith(textOf(article, statement));
    if (!statement) return;
    document.querySelector(".facts").replaceWith(factsOf(statement, names));
    [...list.children].forEach((item, number) => {
      if (number === statement.ordinal) item.firstChild.setAttribute("aria-current", "true");
      else item.firstChild.removeAttribute("aria-current");
    });
  }

  for (const statement of article.statements) {
    const who = el("strong", {}, statement.speaker || statement.speakerText || "not named");
    const button = el("button", { type: "button", class: "open" }, who, ` ${statement.text}`);
    button.addEventListener("click", () => {
      choose(statement);
      document.getElementById("chosen").scrollIntoView({ block: "center" });
    });
    list.append(el("li", {}, button));
  }
  choose(article.statements[0]);
  document.documentElement.dataset.ready = "true";
}

show();
