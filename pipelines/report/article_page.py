"""The page of one article: its text with each statement, its speaker and its cue marked, and a table of the statements.

`make show ARTICLE=path` writes it. Everything on it is text of the warehouse, escaped; it asks nothing of the network.
"""

import html
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import spacy
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Span

from pipelines.sql_files import SQL

# Colours that black letters can be read on; a speaker keeps one on the whole page.
COLOURS = ("#9ecae1", "#a1d99b", "#fdae6b", "#bcbddc", "#fa9fb5", "#c7e9b4", "#fdd0a2", "#ccebc5", "#decbe4", "#fed9a6")
NOBODY, CUE, SPEAKER = "#d9d9d9", "#ffffb3", "#f0f0f0"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the article to be marked, with the words on its label and its colour."""

    start: int
    end: int
    label: str
    colour: str


class NoSuchArticleError(LookupError):
    """The warehouse has no article of that path and record."""


def article_page(warehouse: duckdb.DuckDBPyConnection, path: str, record: int) -> str:
    """Give the HTML page of the article that was made of a record of a raw file.

    Raises:
        NoSuchArticleError: there is none.
    """
    articles = _rows(warehouse, "article", path=path, record=record)
    if not articles:
        message = f"There is no article of {path}, record {record}."
        raise NoSuchArticleError(message)
    (article,) = articles
    statements = _rows(warehouse, "article_statements", article_id=article["article_id"])
    figures = [Markup(figure) for figure in _figures(article["text"], _marks(statements))]  # noqa: S704 - displaCy escapes
    template = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())
    return template.get_template("article.html").render(article=article, statements=statements, figures=figures)


def _rows(warehouse: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[dict[str, Any]]:
    sql = (SQL / "report" / f"{name}.sql").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = warehouse.execute(sql, parameters).to_arrow_table().to_pylist()
    return rows


def _marks(statements: Sequence[dict[str, Any]]) -> list[Mark]:
    speakers = dict.fromkeys(statement["speaker"] for statement in statements if statement["speaker"])
    colours = {speaker: COLOURS[number % len(COLOURS)] for number, speaker in enumerate(speakers)}
    marks = set()
    for statement in statements:
        speaker = statement["speaker"]
        label = f"{statement['kind']}: {speaker or 'nobody named'}"
        marks.add(Mark(statement["start"], statement["end"], label, colours.get(speaker, NOBODY)))
        if statement["speaker_start"] is not None:
            marks.add(Mark(statement["speaker_start"], statement["speaker_end"], "speaker", SPEAKER))
        if statement["cue_start"] is not None:
            marks.add(Mark(statement["cue_start"], statement["cue_end"], "cue", CUE))
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label))


def _figures(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    """Give displaCy's markup of each paragraph."""
    tokenizer = spacy.blank("en")
    colours = {html.escape(mark.label).upper(): mark.colour for mark in marks}
    for paragraph in re.finditer(r"\S[^\n]*", text):
        here = [mark for mark in marks if mark.start < paragraph.end() and mark.end > paragraph.start()]
        yield _figure(tokenizer, paragraph.group(), paragraph.start(), here, colours)


def _figure(tokenizer: Language, paragraph: str, offset: int, marks: Sequence[Mark], colours: dict[str, str]) -> str:
    doc = tokenizer.make_doc(paragraph)
    spans = []
    for mark in marks:
        start, end = max(mark.start - offset, 0), min(mark.end - offset, len(paragraph))
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            # displaCy escapes the text and not the labels, which hold names.
            spans.append(Span(doc, span.start, span.end, html.escape(mark.label)))
    if not spans:
        return f"<p>{html.escape(paragraph)}</p>"
    doc.spans["sc"] = spans
    return displacy.render(doc, style="span", page=False, jupyter=False, options={"colors": colours})


def main() -> int:
    """Write the page of the article named on the command line: warehouse, path, record."""
    warehouse_path, path, record = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3] or 0)
    if not warehouse_path.is_file():
        sys.stderr.write(f"There is no {warehouse_path} yet: make run\n")
        return 1
    with closing(duckdb.connect(str(warehouse_path), read_only=True)) as warehouse:
        try:
            page = article_page(warehouse, path, record)
        except NoSuchArticleError as error:
            some = warehouse.execute("SELECT path, record FROM documents ORDER BY path, record LIMIT 20").fetchall()
            sys.stderr.write(f"{error} Say make show ARTICLE=path, and RECORD=number in a file of many:\n")
            sys.stderr.writelines(f"  ARTICLE={known} RECORD={number}\n" for known, number in some)
            return 1
    target = warehouse_path.parent / "pages" / (re.sub(r"[^\w.-]+", "_", path) + f".{record}.html")
    target.parent.mkdir(exist_ok=True)
    target.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
