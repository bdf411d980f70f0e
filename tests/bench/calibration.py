"""What a confidence is worth: how often statements of one confidence, or of one method, are right.

Only the reckoning; `calibrate_statements.py` runs the pipeline, prints and writes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.scoring import PRONOUNS, Unit, match, overlap_any, same_name

BINS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A segment that the pipeline found, with its statement's method and its confidence in the warehouse."""

    unit: Unit
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a found segment is right: with the words of its speaker, and with the speaker's full name.

    Null where the annotation does not tell. What a statement does not claim does not count against it: one that names
    no speaker is right if its span is.
    """

    found: Found
    words: bool | None
    name: bool | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some judgements are right, and what was said of them: their mean confidence."""

    right: int
    given: int
    confidence: float

    @property
    def share(self) -> float:
        """Give the share that is right."""
        return self.right / self.given

    @property
    def smoothed(self) -> float:
        """Give the share that is right by Laplace's rule of succession, near one half where little was seen."""
        return (self.right + 1) / (self.given + 2)


def judge(gold: Sequence[Unit], found: Sequence[Found], text: str) -> list[Judgement]:
    """Judge what was found in an article: span with an intersection over union of one half, and speaker."""
    names = any(unit.name for unit in gold)  # where the annotation has none, not even a wrong span is a wrong name
    wanted = {id(given): unit for unit, given in match(gold, [one.unit for one in found])}
    judgements = []
    for one in found:
        unit = wanted.get(id(one.unit))
        name = _name_is_right(unit, one.unit) if names else None
        judgements.append(Judgement(one, _words_are_right(unit, one.unit, text), name))
    return judgements


def _words_are_right(wanted: Unit | None, given: Unit, text: str) -> bool | None:
    if wanted is None:
        return False
    if given.speaker and wanted.speaker:
        return overlap_any(wanted.speaker, given.speaker)
    if given.name is None and not given.speaker:
        return True
    if wanted.name:
        return same_name(given.name or _words(given, text), wanted.name)
    words = _words(wanted, text)
    if not words or words.lower() in PRONOUNS or given.name is None:
        return None
    return same_name(given.name, words) if any(word[0].isupper() for word in words.split()) else None


def _name_is_right(wanted: Unit | None, given: Unit) -> bool | None:
    """Judge the name of a statement that has one; null where it has none, or the annotation has none."""
    if given.name is None:
        return None
    if wanted is None:
        return False
    return same_name(given.name, wanted.name) if wanted.name else None


def _words(unit: Unit, text: str) -> str:
    return " ".join(text[start:end] for start, end in unit.speaker)


def by_bin(outcomes: Iterable[tuple[float, bool]]) -> dict[int, Share]:
    """Group pairs of confidence and outcome in ten bins of confidence: bin 8 is 0.8 to 0.9, and 1 is in bin 9."""
    groups: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in outcomes:
        groups[min(int(confidence * BINS + 1e-9), BINS - 1)].append((confidence, right))
    return {number: _share(groups[number]) for number in sorted(groups)}


def by_method(judgements: Iterable[Judgement]) -> dict[str, Share]:
    """Group judgements of the words by method, in order of their names; those that nobody can judge are left out."""
    groups: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for judgement in judgements:
        if judgement.words is not None:
            groups[judgement.found.method].append((judgement.found.confidence, judgement.words))
    return {method: _share(groups[method]) for method in sorted(groups)}


def above(outcomes: Iterable[tuple[float, bool]], threshold: float) -> Share | None:
    """Give how many of those with at least some confidence are right; null if there are none."""
    kept = [outcome for outcome in outcomes if outcome[0] >= threshold]
    return _share(kept) if kept else None


def _share(outcomes: Sequence[tuple[float, bool]]) -> Share:
    given = len(outcomes)
    return Share(sum(right for _, right in outcomes), given, sum(confidence for confidence, _ in outcomes) / given)
