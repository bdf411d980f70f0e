"""Score the names of persons and organisations in annotated texts: `python -m tests.bench.score_names ENTITIES QUOTES`.

Texts are cleaned and analysed as the pipeline does it; what is found in an article is scored where it stands in the
text. ENTITIES has a JSON object a line: `text` and `mentions`, each with `span` (`[start, end]`), `type` ("person" or
"organisation") and `wikidata`, who or what it is. Annotators of such files annotate what has an entry in a knowledge
base, so precision is of the names that touch an annotated one; how many do not is the column "not judged".

- mentions: an annotated one is found if a name of its kind overlaps it; a name is right if it overlaps one of its kind.
- B³ (Bagga and Baldwin 1998): clusters within an article, over all annotated mentions; one that is not found is alone.
- people: QUOTES has `text` and `people`, the full names of the persons of an article. A person is right if its fullest
  name in the article, folded (case, accents and marks aside), is one of them, middle names aside; each counts once.
"""

import json
import re
import sys
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipelines.clean.cleaning import clean
from pipelines.extract.analysis import analyse
from pipelines.extract.language import load_model
from pipelines.gazetteer import without_accents
from pipelines.records import ArticleSegment, CleanDocument, Document, TextAnalysis

KINDS = ("person", "organisation")
_MARKS = re.compile(r"[^\w\s'-]")


@dataclass(frozen=True, slots=True)
class Name:
    """A span that names someone or something of a kind; names of the same are of equal identity."""

    start: int
    end: int
    kind: str
    identity: Hashable


@dataclass(frozen=True, slots=True)
class Shares:
    """Sums of precision over what was given, of recall over what was wanted; of what is `unjudged` nobody knows."""

    precise: float = 0
    given: int = 0
    recalled: float = 0
    wanted: int = 0
    unjudged: int = 0

    @property
    def precision(self) -> float:
        """Give the share of what was given that is right."""
        return self.precise / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Give the share of what was wanted that was found."""
        return self.recalled / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """Give the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Shares") -> "Shares":
        return Shares(
            self.precise + other.precise,
            self.given + other.given,
            self.recalled + other.recalled,
            self.wanted + other.wanted,
            self.unjudged + other.unjudged,
        )


def mention_shares(gold: Sequence[Name], found: Sequence[Name], kind: str) -> Shares:
    """Score the names of a kind in one text by overlap."""
    of_kind = [name for name in found if name.kind == kind]
    judged = [name for name in of_kind if any(_overlap(name, other) for other in gold)]
    wanted = [name for name in gold if name.kind == kind]
    return Shares(
        sum(any(_overlap(name, other) for other in wanted) for name in judged),
        len(judged),
        sum(any(_overlap(name, other) for other in of_kind) for name in wanted),
        len(wanted),
        len(of_kind) - len(judged),
    )


def cluster_shares(gold: Sequence[Name], found: Sequence[Name], kind: str) -> Shares:
    """Score by B³ which of the annotated mentions of a kind in one text are one."""
    wanted = [name for name in gold if name.kind == kind]
    answers: list[Hashable] = []
    for position, name in enumerate(wanted):
        touching = [other.identity for other in found if other.kind == kind and _overlap(name, other)]
        answers.append(("found", touching[0]) if touching else ("alone", position))
    precise = recalled = 0.0
    for position, name in enumerate(wanted):
        together = {index for index, answer in enumerate(answers) if answer == answers[position]}
        same = {index for index, other in enumerate(wanted) if other.identity == name.identity}
        precise += len(together & same) / len(together)
        recalled += len(together & same) / len(same)
    return Shares(precise, len(wanted), recalled, len(wanted))


def people_shares(people: Iterable[str], names: Iterable[str]) -> Shares:
    """Score the full names of the persons of one text."""
    wanted = {_plain(name) for name in people}
    given = {_plain(name) for name in names}
    left = set(given)
    for person in sorted(wanted):
        match = next((name for name in sorted(left) if name == person or _ends(name) == _ends(person)), None)
        left.discard(match or "")
    right = len(given) - len(left)
    return Shares(right, len(given), right, len(wanted))


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _plain(name: str) -> str:
    return " ".join(_MARKS.sub(" ", without_accents(name)).casefold().split())


def _ends(name: str) -> tuple[str, ...]:
    """Give the first and the last of several words."""
    parts = name.split()
    return (parts[0], parts[-1]) if len(parts) > 1 else (name,)


def names_in(analysis: TextAnalysis, segments: Sequence[ArticleSegment]) -> list[Name]:
    """Give the names that an analysis found, in order, where they stand in the document."""
    kinds = {entity.entity: entity.kind for entity in analysis.entities}
    found: list[Name] = []
    for mention in analysis.mentions:
        if mention.kind != "name" or mention.entity is None:
            continue
        for segment in segments:
            if segment.article_start <= mention.start < segment.article_end:
                start = mention.start + segment.document_start - segment.article_start
                end = start + mention.end - mention.start
                found.append(Name(start, end, kinds[mention.entity], mention.entity))
    return found


def names_annotated(row: Mapping[str, Any]) -> list[Name]:
    """Read the annotated mentions of a line of ENTITIES."""
    return [
        Name(mention["span"][0], mention["span"][1], mention["type"], mention["wikidata"])
        for mention in row["mentions"]
    ]


def analyses_of(rows: Sequence[Mapping[str, Any]]) -> list[tuple[CleanDocument, TextAnalysis]]:
    """Clean and analyse the texts of a file, in order."""
    cleaned = [clean(_document(number, row["text"])) for number, row in enumerate(rows)]
    articles = ((document.article.document_id, document.article.text) for document in cleaned)
    return list(zip(cleaned, analyse(articles, load_model()), strict=True))


def _document(number: int, text: str) -> Document:
    return Document(
        document_id=number,
        path=f"{number}.txt",
        record=0,
        format="text",
        encoding="utf-8",
        sha256=None,
        text=text,
        title=None,
        published=None,
        authors=None,
        url=None,
        outlet=None,
        status="loaded",
        error=None,
    )


def score_entities(rows: Sequence[Mapping[str, Any]]) -> dict[str, Shares]:
    """Score mentions and clusters on the lines of ENTITIES."""
    found = [
        (names_annotated(row), names_in(analysis, document.segments))
        for row, (document, analysis) in zip(rows, analyses_of(rows), strict=True)
    ]
    scores: dict[str, Shares] = {}
    for kind in KINDS:
        scores[f"{kind} mentions"] = sum((mention_shares(gold, names, kind) for gold, names in found), Shares())
        scores[f"{kind} clusters, B³"] = sum((cluster_shares(gold, names, kind) for gold, names in found), Shares())
    return scores


def score_people(rows: Sequence[Mapping[str, Any]]) -> dict[str, Shares]:
    """Score the people of each article on the lines of QUOTES."""
    total = Shares()
    for row, (_, analysis) in zip(rows, analyses_of(rows), strict=True):
        persons = [entity.name for entity in analysis.entities if entity.kind == "person"]
        total += people_shares(row["people"], persons)
    return {"people of an article": total}


def main() -> int:
    """Score the two files named on the command line."""
    if len(sys.argv) != 3:
        sys.stderr.write("usage: python -m tests.bench.score_names ENTITIES.jsonl QUOTES.jsonl\n")
        return 2
    scores: dict[str, Shares] = {}
    for argument, score in zip(sys.argv[1:], (score_entities, score_people), strict=True):
        path = Path(argument)
        if path.is_file():
            scores |= score([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])
        else:
            sys.stderr.write(f"skipped: there is no {path}\n")
    if scores:
        print_scores(scores)
    return 0


def print_scores(scores: Mapping[str, Shares]) -> None:
    """Print a table of precision, recall and F in per cent."""
    table = Table("measure", "precision", "recall", "F", "given", "wanted", "not judged", title="names")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, shares in scores.items():
        percents = (f"{100 * share:.1f}" for share in (shares.precision, shares.recall, shares.f))
        table.add_row(name, *percents, str(shares.given), str(shares.wanted), str(shares.unjudged or ""))
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
