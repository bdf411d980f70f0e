"""Score statements against hand annotation. Where they come from is `score_statements.py`'s: it runs the pipeline.

A unit is one contiguous segment with its statement's speaker, so that splitting or joining statements costs nothing.
A gold file has a JSON object a line: `id`, `text` and `quotes`, each with `quote` (a segment `[start, end]` or a list
of them), `speaker` (the same, or null where its sentence names none), `reference` (the speaker's full name) and
`type`.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Marks around a segment that annotators include or leave out.
EDGES = " \t\r\n\"“”„‟'‘’«».,;:—–-[]()"
PRONOUNS = frozenset(
    ("he", "she", "they", "it", "i", "we", "you", "who", "him", "her", "them", "his", "their", "its", "one")
)
TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "rep",
        "sen",
        "gov",
        "gen",
        "president",
        "premier",
        "minister",
        "prime",
        "senator",
        "prof",
        "professor",
        "const",
        "sgt",
        "coun",
        "cllr",
        "judge",
        "justice",
        "chief",
        "mayor",
        "the",
        "a",
        "an",
    )
)

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment of a statement, trimmed of marks, with its statement's speaker: spans, full name, kind."""

    span: Offsets
    speaker: tuple[Offsets, ...]
    name: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found, given and wanted; from which precision, recall and F follow."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Give the share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Give the share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """Give the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.given + other.given, self.wanted + other.wanted)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article."""

    id: str
    text: str
    units: tuple[Unit, ...]


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a gold file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [GoldArticle(row["id"], row["text"], tuple(_gold_units(row))) for row in rows]


def _gold_units(row: Mapping[str, Any]) -> Iterable[Unit]:
    for quote in row["quotes"]:
        for segment in _spans(quote["quote"]):
            span = trim(row["text"], segment)
            if span[0] < span[1]:
                yield Unit(span, _spans(quote.get("speaker")), quote.get("reference"), quote.get("type"))


def _spans(value: Any) -> tuple[Offsets, ...]:
    if not value:
        return ()
    return ((value[0], value[1]),) if isinstance(value[0], int) else tuple((start, end) for start, end in value)


def trim(text: str, span: Offsets) -> Offsets:
    """Take the marks of `EDGES` off a span."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def score(gold: Sequence[Unit], given: Sequence[Unit], text: str) -> dict[str, Counts]:
    """Score the statements given for one article.

    `span`: intersection over union of at least one half, one to one; `exact`: equal; `speaker`: span, and the
    speaker's words overlap (units whose sentence names no speaker count for neither side); `name`: span, and the full
    name is right; `recall of direct` and so on: `span`, of the gold units of that type.
    """
    pairs = match(gold, given)
    silent = sum(not wanted.speaker for wanted, _ in pairs)
    scores = {
        "span": Counts(len(pairs), len(given), len(gold)),
        "exact": Counts(sum(wanted.span == found.span for wanted, found in pairs), len(given), len(gold)),
        "speaker": Counts(
            sum(overlap_any(wanted.speaker, found.speaker) for wanted, found in pairs),
            len(given) - silent,
            sum(bool(unit.speaker) for unit in gold),
        ),
        "name": Counts(
            sum(bool(wanted.name) and same_name(_name(found, text), wanted.name or "") for wanted, found in pairs),
            len(given),
            sum(bool(unit.name) for unit in gold),
        ),
    }
    for kind in ("direct", "mixed", "indirect"):
        found = sum(wanted.kind == kind for wanted, _ in pairs)
        scores[f"recall of {kind}"] = Counts(found, found, sum(unit.kind == kind for unit in gold))
    return scores


def match(gold: Sequence[Unit], given: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Pair units one to one, those that overlap most first, with an intersection over union of at least one half."""
    candidates = [
        (-overlap, wanted, found)
        for wanted, unit in enumerate(gold)
        for found, other in enumerate(given)
        if (overlap := _intersection_over_union(unit.span, other.span)) >= 0.5
    ]
    pairs: list[tuple[Unit, Unit]] = []
    used_gold: set[int] = set()
    used_given: set[int] = set()
    for _, wanted, found in sorted(candidates):
        if wanted not in used_gold and found not in used_given:
            used_gold.add(wanted)
            used_given.add(found)
            pairs.append((gold[wanted], given[found]))
    return pairs


def _intersection_over_union(one: Offsets, other: Offsets) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def overlap_any(some: Iterable[Offsets], others: Sequence[Offsets]) -> bool:
    """Say whether any of some spans overlaps any of others."""
    return any(_intersection_over_union(one, other) > 0 for one in some for other in others)


def _name(unit: Unit, text: str) -> str:
    """Give the name of a unit's speaker, else the speaker's words."""
    return unit.name or " ".join(text[start:end] for start, end in unit.speaker)


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one: equal, of one last word, or one in the other; titles aside. Pronouns are none."""
    first, second = _name_words(one), _name_words(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if PRONOUNS.issuperset(first) or PRONOUNS.issuperset(second):
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def _name_words(name: str) -> list[str]:
    plain = re.sub(r"[^\w\s-]", " ", re.sub(r"[’']s\b", "", name.lower()))
    return [word for word in plain.split() if word not in TITLES]
