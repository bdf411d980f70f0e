"""Measure how well article text is taken from web pages: whole (read, then cleaned), and against bare trafilatura.

`python -m tests.bench.score_html FOLDER` reads the pages `FOLDER/pages/<id>.html.gz` and `FOLDER/ground_truth.json`, an
object `{id: {"articleBody": text, "url": address}}` (the layout of Scrapinghub's article-extraction-benchmark).

Quality is that benchmark's: texts are multisets of shingles (four words in a row, words being `\\w+`); precision and
recall are of each page, then the mean over the pages; F1 is of these two means (as that benchmark has it), and
beside it the mean of the pages' F1. Residue is what a reader stumbles over: lines of the result
that are not of the body, see `is_residue`. Pages are told in halves by the first digit of their id (even: the
rules were developed on these; odd: they were not), and together.

Speed is CPU time over the same pages in one process, page by page in turn, the best of three rounds.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import trafilatura
from rich.console import Console
from rich.table import Table

from pipelines.clean.cleaning import clean
from pipelines.ingest.html import read_html
from pipelines.records import Document, key_of

SHINGLE = 4
_WORD = re.compile(r"\w+")
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came, and its article's text as people marked it."""

    page_id: str
    html: bytes
    body: str

    @property
    def half(self) -> str:
        """Say which half of the pages it belongs to."""
        return "odd" if int(self.page_id[0], 16) % 2 else "even"


@dataclass(frozen=True, slots=True)
class Score:
    """What a result is worth, on one page."""

    precision: float
    recall: float
    f1: float
    has_residue: bool
    starts_with_residue: bool


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words in a text; of a shorter one, its words are the one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def match(text: str, body: str) -> tuple[float, float, float]:
    """Give precision, recall and F1 of a text's shingles against the true body's."""
    found, true = shingles(text), shingles(body)
    common = (found & true).total()
    wrong, missed = found.total() - common, true.total() - common
    if not common:
        return 0.0, 0.0, 0.0
    return common / found.total(), common / true.total(), 2 * common / (2 * common + wrong + missed)


def is_residue(line: str, body: str) -> bool:
    """Say whether a line of a result is not of the true body.

    It is residue if fewer than half of its runs of four words occur in the body; a line of fewer than four words, if
    its words do not occur there as one run. Marks, spaces and case do not count; a line without words is no residue.
    """
    words = _WORD.findall(line.lower())
    if not words:
        return False
    body_words = _WORD.findall(body.lower())
    size = min(SHINGLE, len(words))
    runs = {tuple(body_words[at : at + size]) for at in range(len(body_words) - size + 1)}
    known = sum(tuple(words[at : at + size]) in runs for at in range(len(words) - size + 1))
    return 2 * known < len(words) - size + 1


def residue_of(text: str, body: str) -> list[int]:
    """Give the numbers of a result's lines that are residue, counted from 0 without empty lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [number for number, line in enumerate(lines) if is_residue(line, body)]


def judge(text: str, body: str) -> Score:
    """Score a result against the true body."""
    residue = residue_of(text, body)
    return Score(*match(text, body), bool(residue), 0 in residue)


def verbatim(html: bytes) -> str:
    """Read a page and clean what was read, as the pipeline does."""
    (record,) = read_html(BytesIO(html))
    document = Document(
        document_id=key_of("page"),
        path="page.html",
        record=0,
        format="html",
        encoding=record.encoding,
        sha256=None,
        text=record.text,
        title=record.title,
        published=record.published,
        authors=record.authors,
        url=record.url,
        outlet=record.outlet,
        status=record.status,
        error=record.error,
    )
    return clean(document).article.text


EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "verbatim": verbatim,
    "trafilatura": lambda html: trafilatura.extract(html) or "",
    "trafilatura precision": lambda html: trafilatura.extract(html, favor_precision=True) or "",
    "trafilatura recall": lambda html: trafilatura.extract(html, favor_recall=True) or "",
    "trafilatura fast": lambda html: trafilatura.extract(html, fast=True) or "",
}


def load_pages(folder: Path) -> list[Page]:
    """Read the pages that have a true body, in the order of their ids."""
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    return [
        Page(page_id, gzip.decompress((folder / "pages" / f"{page_id}.html.gz").read_bytes()), said["articleBody"])
        for page_id, said in sorted(truth.items())
    ]


def quality_table(pages: Sequence[Page]) -> Table:
    """Score every extractor on both halves and on all pages."""
    table = Table(
        "extractor", "pages", "P", "R", "F1 of means", "mean F1", "with residue", "first line", title="quality"
    )
    for name, extract in EXTRACTORS.items():
        scores = [(page.half, judge(extract(page.html), page.body)) for page in pages]
        for part in ("even", "odd", "all"):
            chosen = [score for half, score in scores if part in (half, "all")]
            if not chosen:
                continue
            count = len(chosen)
            precision, recall = sum(s.precision for s in chosen) / count, sum(s.recall for s in chosen) / count
            both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            numbers = (precision, recall, both, sum(s.f1 for s in chosen) / count)
            residue = (sum(s.has_residue for s in chosen), sum(s.starts_with_residue for s in chosen))
            table.add_row(name, f"{part}: {count}", *(f"{number:.4f}" for number in numbers), *map(str, residue))
    return table


def speed_line(pages: Sequence[Page]) -> str:
    """Time the pipeline's way and bare trafilatura's, page by page in turn."""
    best = {"verbatim": float("inf"), "trafilatura precision": float("inf")}
    for _ in range(_ROUNDS):
        spent = dict.fromkeys(best, 0.0)
        for page in pages:
            for name in best:
                started = time.process_time()
                EXTRACTORS[name](page.html)
                spent[name] += time.process_time() - started
        best = {name: min(best[name], spent[name]) for name in best}
    ours, bare = (len(pages) / seconds for seconds in best.values())
    return f"speed: {ours:.1f} pages a second; bare trafilatura (precision) {bare:.1f}; ratio {ours / bare:.2f}"


def main() -> int:
    """Print the tables for the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("(no folder named)")
    console = Console()
    if not (folder / "ground_truth.json").is_file():
        console.print(f"skipped: there is no {folder / 'ground_truth.json'}")
        return 0
    pages = load_pages(folder)
    console.print(quality_table(pages))
    console.print(speed_line(pages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
