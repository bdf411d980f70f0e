"""Measure how well cleaning tells an article's lines from the rest of a page.

`python -m tests.bench.score_lines FILE.jsonl` reads pages, one a line, each `{"lines": [[text, 1 or 0], ...]}`: the
lines of a whole web page, 1 where a line is of the article's text. Each page goes through `clean` as one document, its
lines joined by line feeds, with nothing else known of it. A line counts as kept if more than half of its visible
characters are in the article's text; one that goes to the headline, the byline or the dateline counts as removed.
Precision, recall and F1 are of the kept lines: over all lines of all pages (micro), and as means of the pages' own. The
other rows are of the same pages dealt into five parts, to show how much the figures depend on the pages.
"""

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from pipelines.clean.cleaning import clean
from pipelines.records import CleanDocument, Document

_PARTS = 5


class Page(NamedTuple):
    """The lines of a page, and for each whether it is of the article."""

    lines: tuple[str, ...]
    is_body: tuple[bool, ...]


class Counts(NamedTuple):
    """Lines that are kept and of the article, kept and not of it, of it and not kept."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the kept lines that are of the article, 0 where nothing is kept."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of the article's lines that are kept, 0 where none is."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


def main() -> int:
    """Score the files named on the command line."""
    if len(sys.argv) < 2:
        sys.stderr.write("usage: python -m tests.bench.score_lines FILE.jsonl\n")
        return 2
    for path in map(Path, sys.argv[1:]):
        if not path.is_file():
            sys.stderr.write(f"skipped: there is no {path}\n")
            continue
        pages = list(read_pages(path))
        print_scores(path.name, [score_page(page, kept_lines(page)) for page in pages])
    return 0


def read_pages(path: Path) -> Iterator[Page]:
    """Read the labelled pages of a file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            labelled = json.loads(line)["lines"]
            yield Page(tuple(text for text, _ in labelled), tuple(label == 1 for _, label in labelled))


def kept_lines(page: Page) -> list[bool]:
    """Say of each line of a page whether cleaning keeps most of it in the article's text."""
    text = "\n".join(page.lines)
    document = Document(0, "", 0, "txt", None, None, text, None, None, None, None, None, "loaded", None)
    return lines_in_article(page.lines, clean(document))


def lines_in_article(lines: Sequence[str], cleaned: CleanDocument) -> list[bool]:
    """Say of each line of a document, its lines joined by line feeds, whether most of it is in the kept segments."""
    kept = []
    segments = [(segment.document_start, segment.document_end) for segment in cleaned.segments]
    first = start = 0
    for line in lines:
        end = start + len(line)
        while first < len(segments) and segments[first][1] <= start:
            first += 1
        visible = within = 0
        at = first
        for offset in range(start, end):
            while at < len(segments) and segments[at][1] <= offset:
                at += 1
            if not line[offset - start].isspace():
                visible += 1
                within += at < len(segments) and segments[at][0] <= offset
        kept.append(2 * within > visible)
        start = end + 1
    return kept


def score_page(page: Page, kept: Sequence[bool]) -> Counts:
    """Count the lines of a page by what they are and whether they are kept."""
    pairs = list(zip(page.is_body, kept, strict=True))
    return Counts(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def print_scores(name: str, pages: Sequence[Counts]) -> None:
    """Print a table of the scores of a file's pages, as a whole and in parts."""
    table = Table("pages", "mean", "precision", "recall", "F1", title=name)
    for label, part in [("all", pages), *((f"part {n + 1}", pages[n::_PARTS]) for n in range(_PARTS))]:
        if not part:
            continue
        total = Counts(*map(sum, zip(*part, strict=True)))
        table.add_row(f"{label} ({len(part)})", "micro", *_figures(total.precision, total.recall, total.f1))
        means = (statistics.fmean(getattr(page, of) for page in part) for of in ("precision", "recall", "f1"))
        table.add_row("", "of pages", *_figures(*means))
    Console().print(table)


def _figures(*scores: float) -> list[str]:
    return [f"{score:.3f}" for score in scores]


if __name__ == "__main__":
    sys.exit(main())
