"""Draw removals from what cleaning makes of a corpus and print them in context, to be judged by reading.

`python -m tests.bench.sample_removals CORPUS.parquet [--count 200] [--seed 1]` prints a table in Markdown: the rule,
what stands before, the passage removed, what stands behind. Removals of marks and white space alone are left out.
`--quotations` prints instead all removed passages that end in a quotation mark: a paragraph of the article that ends in
a quotation must never be among them. The corpus has the columns headline, text, url, publisher, authors and date.
"""

import random
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.clean.blocks import ends_in_quotation
from pipelines.clean.cleaning import clean
from pipelines.records import Document

#: Rules that remove no words.
WORDLESS = ("blank", "separator")
_CONTEXT = 90
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Removal:
    """A removed passage with its rule and what stands around it in the document."""

    url: str
    rule: str
    before: str
    text: str
    after: str


def main() -> int:
    """Print removals of the corpus named on the command line."""
    parser = ArgumentParser(description="Print removals in context, to be judged by reading.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quotations", action="store_true", help="all that end in a quotation mark")
    arguments = parser.parse_args()
    if not arguments.corpus.is_file():
        sys.stderr.write(f"skipped: there is no {arguments.corpus}\n")
        return 0
    removals = list(removals_of(read_documents(arguments.corpus)))
    if arguments.quotations:
        drawn = [removal for removal in removals if ends_in_quotation(removal.text)]
    else:
        drawn = draw(removals, arguments.count, arguments.seed)
    sys.stdout.writelines(markdown(drawn))
    counts = Counter(removal.rule for removal in drawn)
    of_rules = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items()))
    sys.stdout.write(f"\n{len(drawn)} of {len(removals)} removals: {of_rules}\n")
    return 0


def read_documents(path: Path) -> Iterator[Document]:
    """Read the articles of a Parquet file, in order of address and text."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT text, headline, date, authors, url, publisher FROM read_parquet(?) ORDER BY url, text", [str(path)]
        ).fetchall()
    for number, (text, headline, date, authors, url, publisher) in enumerate(rows):
        yield Document(
            document_id=number,
            path=path.name,
            record=number,
            format="parquet",
            encoding=None,
            sha256=None,
            text=text,
            title=headline,
            published=date,
            authors=authors,
            url=url,
            outlet=publisher,
            status="loaded",
            error=None,
        )


def removals_of(documents: Iterator[Document]) -> Iterator[Removal]:
    """Yield what cleaning removes from documents, but for marks and white space."""
    for document in documents:
        for passage in clean(document).removed:
            if passage.rule not in WORDLESS:
                yield Removal(
                    url=document.url or document.path,
                    rule=passage.rule,
                    before=document.text[max(0, passage.document_start - _CONTEXT) : passage.document_start],
                    text=passage.text.rstrip(),
                    after=document.text[passage.document_end : passage.document_end + _CONTEXT],
                )


def draw(removals: Sequence[Removal], count: int, seed: int) -> list[Removal]:
    """Draw removals at random, all of them where there are fewer."""
    return random.Random(seed).sample(removals, min(count, len(removals)))  # noqa: S311 no secret is drawn


def markdown(removals: Sequence[Removal]) -> Iterator[str]:
    """Yield the lines of a table of removals."""
    yield "| | rule | before | removed | after | page |\n| --- | --- | --- | --- | --- | --- |\n"
    for number, removal in enumerate(removals, start=1):
        cells = (str(number), removal.rule, removal.before, shortened(removal.text), removal.after, removal.url)
        yield f"| {' | '.join(' '.join(cell.replace('|', '¦').split()) for cell in cells)} |\n"


def shortened(text: str) -> str:
    """Give a passage without its middle, if it is long."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST * 2 // 3]} […] {text[-_LONGEST // 3 :]}"


if __name__ == "__main__":
    sys.exit(main())
