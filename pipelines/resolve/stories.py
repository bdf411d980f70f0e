"""Stories: which texts report the same event, by the names in them, their telling words and their dates.

A story is an event, not a topic: the same actors a month later are another story. What a story is used for, who a
surname alone is and what a view shows, is not decided here.
"""

import math
import re
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise

from pipelines.records import NamedEntity, StoryText, TextStory, key_of
from pipelines.resolve.name_keys import group_key, organisation_key, person_name, place_key
from pipelines.word_lists import entries

_WORD = re.compile(r"[^\W_]{3,}")
# The terms of a text that are compared: more of them slow the work and add what every text has.
_TERMS = 40
# A term that more texts have finds nobody: it tells a topic. It bounds the work, too.
_COMMON = 60
# Two texts this many days apart are not news of one event; a story as a whole may take longer.
_DAYS_APART = 4.0
_STORY_DAYS = 8.0
# Least cosine of two groups of texts that are one story, by how many of the two have dates: none, one, both. Chosen by
# reading pairs at each value. A text without a date is near those of all dates, so it has to be more alike.
_ALIKE = (0.32, 0.42, 0.26)
# As if so many texts more had none of the terms: in a folder of two texts, what both have is not without worth.
_UNSEEN = 20
_DAY = 86_400.0


def stories_of(texts: Iterable[StoryText], entities: Iterable[NamedEntity]) -> Iterator[TextStory]:
    """Group texts into stories; a text that nobody else tells is a story of its own.

    Texts and entities come in the order of the texts' keys, and so do the stories. Each is read once, and of a text
    half a kilobyte is kept. Pairs are looked up by rare terms in texts of the same days, and the groups of the most
    alike pair are joined first, if the groups as a whole are alike: one text between two events does not join them.
    """
    vectors = _vectors(texts, entities)
    firsts = array("i", range(len(vectors.texts)))
    for pairs in _apart(_pairs(vectors), len(vectors.texts)):
        for story in _joined(pairs, vectors):
            first = story.first_text(vectors.days)
            for text in story.texts:
                firsts[text] = first
    for text_id, first in zip(vectors.texts, firsts, strict=True):
        yield TextStory(text_id, key_of("story", vectors.texts[first]))


@dataclass(frozen=True, slots=True)
class _Vectors:
    """The telling terms of each text, heaviest first, with their weights. Terms and texts are numbered from 0.

    Text `n` has the terms from `ends[n]` on and before `ends[n + 1]`; its day is not a number where it has none.
    """

    texts: "array[int]" = field(default_factory=lambda: array("q"))
    days: "array[float]" = field(default_factory=lambda: array("d"))
    ends: "array[int]" = field(default_factory=lambda: array("q", [0]))
    terms: "array[int]" = field(default_factory=lambda: array("i"))
    weights: "array[float]" = field(default_factory=lambda: array("d"))
    # In how many texts each term is.
    frequency: "array[int]" = field(default_factory=lambda: array("i"))

    def of(self, text: int) -> Iterator[tuple[int, float]]:
        own = slice(self.ends[text], self.ends[text + 1])
        return zip(self.terms[own], self.weights[own], strict=True)


@dataclass(frozen=True, slots=True)
class _Story:
    """Texts of one story: the sum of their vectors, first and last day of those that have one."""

    texts: tuple[int, ...]
    terms: Mapping[int, float]
    first: float | None
    last: float | None

    @staticmethod
    def of(text: int, vectors: _Vectors) -> "_Story":
        day = None if math.isnan(vectors.days[text]) else vectors.days[text]
        return _Story((text,), dict(vectors.of(text)), day, day)

    def joins(self, other: "_Story") -> bool:
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        if firsts and lasts and max(lasts) - min(firsts) > _STORY_DAYS:
            return False
        return self._cosine(other) >= _ALIKE[len(firsts)]

    def joined(self, other: "_Story") -> "_Story":
        terms = dict(self.terms)
        for term, weight in other.terms.items():
            terms[term] = terms.get(term, 0.0) + weight
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        texts = tuple(sorted((*self.texts, *other.texts)))
        return _Story(texts, terms, min(firsts, default=None), max(lasts, default=None))

    def first_text(self, days: Sequence[float]) -> int:
        dated = [(day, text) for text in self.texts if not math.isnan(day := days[text])]
        return min(dated)[1] if dated else min(self.texts)

    def _cosine(self, other: "_Story") -> float:
        small, large = sorted((self.terms, other.terms), key=len)
        # The sum is taken in an order of its own: floating-point sums depend on it, and merges must not.
        product = math.fsum(weight * large[term] for term, weight in small.items() if term in large)
        return product / (_length(self.terms.values()) * _length(other.terms.values()) or 1.0)


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in weights))


def _day(published_at: datetime | None) -> float:
    return math.nan if published_at is None else (published_at - datetime(1970, 1, 1)).total_seconds() / _DAY


def _vectors(texts: Iterable[StoryText], entities: Iterable[NamedEntity]) -> _Vectors:
    """Weigh the terms of each text by count and rarity; the heaviest `_TERMS` are kept, scaled to length 1."""
    found = _Vectors()
    numbers: dict[str, int] = {}
    ends, terms, counts = array("q", [0]), array("i"), array("i")
    for text, counted in _counted(texts, entities):
        found.texts.append(text.text_id)
        found.days.append(_day(text.published_at))
        terms.extend(numbers.setdefault(term, len(numbers)) for term in counted)
        counts.extend(counted.values())
        ends.append(len(terms))
    names = list(numbers)
    found.frequency.frombytes(bytes(len(names) * found.frequency.itemsize))
    for term in terms:
        found.frequency[term] += 1
    # Once for each term and each count, not for each term of each text.
    rarities = [math.log((_UNSEEN + len(found.texts)) / frequency) for frequency in found.frequency]
    often = {count: 1.0 + math.log(count) for count in set(counts)}
    for start, end in pairwise(ends):
        there = zip(terms[start:end], counts[start:end], strict=True)
        weights = {term: often[count] * rarities[term] for term, count in there}
        heaviest = sorted(weights, key=lambda term: (-weights[term], names[term]))[:_TERMS]
        length = _length(weights[term] for term in heaviest) or 1.0
        found.terms.extend(heaviest)
        found.weights.extend(weights[term] / length for term in heaviest)
        found.ends.append(len(found.terms))
    return found


def _counted(texts: Iterable[StoryText], entities: Iterable[NamedEntity]) -> Iterator[tuple[StoryText, Counter[str]]]:
    """Give each text with how often it has which term: its words, and the names of its entities."""
    named_in = groupby(entities, key=lambda named: named.text_id)
    text_id, named_there = next(named_in, (None, iter(())))
    for text in texts:
        counted = _words(text)
        while text_id is not None and text_id <= text.text_id:
            for named in named_there if text_id == text.text_id else ():
                counted[f"={_name_term(named)}"] += sum(times for _, times in named.names) or 1
            text_id, named_there = next(named_in, (None, iter(())))
        yield text, counted


def _words(text: StoryText) -> Counter[str]:
    # A word of the headline counts twice: it says what the event is.
    headline = _WORD.findall((text.headline or "").casefold())
    words = Counter([*headline, *headline, *_WORD.findall(text.opening.casefold())])
    for common in entries(__package__, "common_words.txt") & words.keys():
        del words[common]
    return words


def _name_term(named: NamedEntity) -> str:
    match named.kind:
        case "person":
            return person_name(named.name).last
        case "organisation":
            return organisation_key(named.name)
        case "place":
            return place_key(named.name)
        case "group":
            return group_key(named.name)


def _pairs(vectors: _Vectors) -> Iterator[tuple[float, int, int]]:
    """Give the pairs of texts that are alike and near in time, with their cosine.

    Texts are taken in the order of their dates, and each is compared with the earlier ones of its days that share a
    term which few texts of those days have: so the work grows with the number of texts, not with its square.
    """
    days = [None if math.isnan(day) else day for day in vectors.days]
    index = _Index(vectors)
    # Those without dates come first, then by date, then by key.
    for text in sorted(range(len(days)), key=lambda each: -math.inf if (day := days[each]) is None else day):
        for other, dot in index.dots(text, days[text]).items():
            if dot >= _ALIKE[(days[text] is not None) + (days[other] is not None)]:
                yield round(dot, 9), min(text, other), max(text, other)
        index.add(text, days[text])


class _Index:
    """The texts without dates, and those of the last days, by their terms."""

    def __init__(self, vectors: _Vectors) -> None:
        self._vectors = vectors
        self._undated: dict[int, list[tuple[int, float]]] = {}
        self._dated: dict[int, deque[tuple[int, float]]] = {}
        self._near: deque[tuple[int, float]] = deque()

    def dots(self, text: int, day: float | None) -> dict[int, float]:
        """Multiply the vector of a text with those of the others that share a rare term; those too old are dropped."""
        while self._near and day is not None and day - self._near[0][1] > _DAYS_APART:
            self._forget(self._near.popleft()[0])
        dots: dict[int, float] = defaultdict(float)
        for term, weight in self._vectors.of(text):
            undated, dated = self._undated.get(term, ()), self._dated.get(term, ())
            if len(undated) + len(dated) <= _COMMON:
                for other, its_weight in (*undated, *dated):
                    dots[other] += weight * its_weight
        return dots

    def add(self, text: int, day: float | None) -> None:
        """Put in a text; it is not older than those with dates that are in."""
        for term, weight in self._vectors.of(text):
            if self._vectors.frequency[term] == 1:
                continue  # nobody will ask
            if day is not None:
                self._dated.setdefault(term, deque()).append((text, weight))
            elif len(found := self._undated.setdefault(term, [])) <= _COMMON:
                found.append((text, weight))
        if day is not None:
            self._near.append((text, day))

    def _forget(self, text: int) -> None:
        """Take out the oldest of the texts with dates."""
        for term, _ in self._vectors.of(text):
            if term in self._dated:
                self._dated[term].popleft()
                if not self._dated[term]:
                    del self._dated[term]


def _apart(pairs: Iterable[tuple[float, int, int]], texts: int) -> Iterator[list[tuple[float, int, int]]]:
    """Divide pairs into those that have nothing to do with each other; in each, the most alike come first."""
    parents = array("i", range(texts))

    def root(text: int) -> int:
        while parents[text] != text:
            parents[text] = text = parents[parents[text]]
        return text

    kept = []
    for pair in pairs:
        kept.append(pair)
        parents[root(pair[1])] = root(pair[2])
    parts: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for pair in kept:
        parts[root(pair[1])].append(pair)
    for part in parts.values():
        yield sorted(part, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _joined(pairs: Sequence[tuple[float, int, int]], vectors: _Vectors) -> Iterable[_Story]:
    """Join the texts of pairs into stories, in the order of the pairs."""
    groups = {text: _Story.of(text, vectors) for _, *both in pairs for text in both}
    for _, one, other in pairs:
        first, second = groups[one], groups[other]
        if first is not second and first.joins(second):
            joined = first.joined(second)
            groups.update(dict.fromkeys(joined.texts, joined))
    return {story.texts: story for story in groups.values()}.values()
