"""Stories: which texts report the same event, by the names in them, their telling words and their dates.

A story is an event, not a topic: the same actors a month later are another story. What a story is used for, who a
surname alone is and what a view shows, is not decided here.
"""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


def stories_of(texts: Iterable[StoryText], entities: Iterable[NamedEntity]) -> tuple[TextStory, ...]:
    """Group texts into stories; a text that nobody else tells is a story of its own.

    The order of the input does not matter. Pairs are looked up by rare terms in texts of the same days, and the groups
    of the most alike pair are joined first, if the groups as a whole are alike: one text between two events does not
    join them. Sorted by text.
    """
    ordered = sorted(texts, key=lambda text: text.text_id)
    vectors = _vectors(ordered, entities)
    days = {text.text_id: _day(text.published_at) for text in ordered}
    groups = {text.text_id: _Story.of(text.text_id, days[text.text_id], vectors[text.text_id]) for text in ordered}
    for _, one, other in sorted(_pairs(vectors, days), key=lambda pair: (-pair[0], pair[1], pair[2])):
        first, second = groups[one], groups[other]
        if first is not second and first.joins(second):
            joined = first.joined(second)
            groups.update(dict.fromkeys(joined.texts, joined))
    return tuple(TextStory(text.text_id, groups[text.text_id].story_id(days)) for text in ordered)


@dataclass(frozen=True, slots=True)
class _Story:
    """Texts of one story: the sum of their vectors, first and last day of those that have one."""

    texts: tuple[int, ...]
    terms: Mapping[str, float]
    first: float | None
    last: float | None

    @staticmethod
    def of(text_id: int, day: float | None, terms: Mapping[str, float]) -> "_Story":
        return _Story((text_id,), terms, day, day)

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

    def story_id(self, days: Mapping[int, float | None]) -> int:
        dated = [(day, text) for text in self.texts if (day := days[text]) is not None]
        return key_of("story", min(dated)[1] if dated else min(self.texts))

    def _cosine(self, other: "_Story") -> float:
        small, large = sorted((self.terms, other.terms), key=len)
        # The sum is taken in an order of its own: floating-point sums depend on it, and merges must not.
        product = math.fsum(weight * large[term] for term, weight in small.items() if term in large)
        return product / (_length(self.terms) * _length(other.terms) or 1.0)


def _length(terms: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in terms.values()))


def _day(published_at: datetime | None) -> float | None:
    return None if published_at is None else (published_at - datetime(1970, 1, 1)).total_seconds() / _DAY


def _vectors(texts: Sequence[StoryText], entities: Iterable[NamedEntity]) -> dict[int, dict[str, float]]:
    """Weigh the terms of each text by count and rarity; the heaviest `_TERMS` are kept, scaled to length 1."""
    counts: dict[int, Counter[str]] = {text.text_id: _words(text) for text in texts}
    for named in entities:
        if named.text_id in counts:
            term = f"={_name_term(named)}"
            counts[named.text_id][term] += sum(times for _, times in named.names) or 1
    frequency = Counter(term for counted in counts.values() for term in counted)
    total = len(counts)
    vectors: dict[int, dict[str, float]] = {}
    for text_id, counted in counts.items():
        weights = {
            term: (1.0 + math.log(count)) * math.log((_UNSEEN + total) / frequency[term])
            for term, count in counted.items()
        }
        heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:_TERMS]
        length = _length({term: weights[term] for term in heaviest}) or 1.0
        vectors[text_id] = {term: weights[term] / length for term in heaviest}
    return vectors


def _words(text: StoryText) -> Counter[str]:
    # A word of the headline counts twice: it says what the event is.
    headline = _WORD.findall((text.headline or "").casefold())
    words = Counter([*headline, *headline, *_WORD.findall(text.opening.casefold())])
    for common in entries(__package__, "common_words.txt") & words.keys():
        del words[common]
    return words


def _name_term(named: NamedEntity) -> str:
    match named.entity.kind:
        case "person":
            return person_name(named.entity.name).last
        case "organisation":
            return organisation_key(named.entity.name)
        case "place":
            return place_key(named.entity.name)
        case "group":
            return group_key(named.entity.name)


def _pairs(
    vectors: Mapping[int, Mapping[str, float]], days: Mapping[int, float | None]
) -> Iterator[tuple[float, int, int]]:
    """Give the pairs of texts that are alike and near in time, with their cosine.

    Texts are taken in the order of their dates, and each is compared with the earlier ones of its days that share a
    term which few texts of those days have: so the work grows with the number of texts, not with its square.
    """
    undated: dict[str, list[int]] = defaultdict(list)
    dated: dict[str, deque[int]] = defaultdict(deque)
    for text in sorted(days, key=lambda each: (days[each] is not None, days[each] or 0.0, each)):
        day = days[text]
        dots: dict[int, float] = defaultdict(float)
        for term, weight in vectors[text].items():
            recent = dated[term]
            while recent and day is not None and day - (days[recent[0]] or 0.0) > _DAYS_APART:
                recent.popleft()
            if len(recent) + len(undated[term]) <= _COMMON:
                for other in (*undated[term], *recent):
                    dots[other] += weight * vectors[other][term]
            if day is not None:
                recent.append(text)
            elif len(undated[term]) <= _COMMON:
                undated[term].append(text)
        for other, dot in dots.items():
            if dot >= _ALIKE[(day is not None) + (days[other] is not None)]:
                yield round(dot, 9), min(text, other), max(text, other)
