"""Which organisations of different texts are one: by normalised name, by acronym, by the country whose body it is.

Never by prefix. What texts state comes first, then what every reader is expected to know (`known_organisations.tsv`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from pipelines.records import ActorCandidate, NamedEntity, key_of
from pipelines.resolve.identity import Identity
from pipelines.resolve.name_keys import country_named, folded, organisation_key
from pipelines.word_lists import entries, rows

# So many texts have to spell an acronym out in one way before it means that elsewhere.
_ACRONYM_TEXTS = 3
# A known acronym stays what it is known for, unless texts spell it out in another way more often than one in so many.
_KNOWN_DOMINANCE = 4
# A body named without its country is that of the country which has this share of the bodies named with theirs.
_BODY_SHARE = 0.66
_BODY_TEXTS = 3


class Organisations:
    """The organisations of the corpus.

    Args:
        entities: all entities that are organisations, those of a text in a row.
        stories: the story of each text; a text that is not there is a story of its own.
    """

    def __init__(self, entities: Iterable[NamedEntity], stories: Mapping[int, int]) -> None:
        self._stories = stories
        self._candidates: set[ActorCandidate] = set()
        self._texts: Counter[str] = Counter()
        self._owners: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._owners_in_story: dict[tuple[int, str], set[str]] = defaultdict(set)
        for _, there in groupby(entities, key=lambda named: named.text_id):
            self._add(list(there))
        self._bodies = self._national_bodies()

    def _add(self, entities: Sequence[NamedEntity]) -> None:
        """Take in the organisations of a text."""
        # "the army" of the Iraqi army is never the Army
        written = (name for named in entities if (name := named.entity.name).rpartition(" ")[2][:1].isupper())
        self._texts.update(set(map(organisation_key, written)))
        for named in entities:
            key = _full_key(named.entity.name)
            if named.entity.acronym is not None and key != (acronym := folded(named.entity.acronym)):
                self._owners[acronym][key].add(named.text_id)
                self._owners_in_story[self._story(named.text_id), acronym].add(key)

    def identity(self, named: NamedEntity) -> Identity:
        """Tell which organisation an entity is."""
        name = named.entity.name
        if is_acronym(name):
            return self._by_acronym(folded(name), named.text_id)
        key = organisation_key(name)
        if key in self._bodies:
            return _identity(self._bodies[key], "national_body")
        full = _full_key(name)
        method = "name" if full == key else "other_name"
        return _identity(full, "acronym" if named.entity.acronym is not None else method)

    def candidates(self) -> Iterator[ActorCandidate]:
        """Give the pairs that may be one, in no order."""
        yield from self._candidates

    def _by_acronym(self, acronym: str, text_id: int) -> Identity:
        there = self._owners_in_story.get((self._story(text_id), acronym), set())
        if len(there) == 1:
            return _identity(min(there), "acronym_in_story")
        counts = {owner: len(texts) for owner, texts in self._owners.get(acronym, {}).items()}
        known = known_acronyms().get(acronym)
        if known is not None:
            most = max((count for owner, count in counts.items() if owner != known), default=0)
            if most < max(_ACRONYM_TEXTS, (counts.get(known, 0) + 1) / _KNOWN_DOMINANCE):
                return _identity(known, "known_acronym")
        elif len(counts) == 1 and max(counts.values()) >= _ACRONYM_TEXTS:
            return _identity(min(counts), "acronym_in_corpus")
        alone = _identity(acronym, "acronym_alone")
        total = sum(counts.values())
        for owner, count in counts.items():
            other = _identity(owner, "acronym")
            if other != alone and count / total >= 0.25:
                score = round(0.8 * count / (total + 1), 3)
                self._candidates.add(ActorCandidate(alone.actor_id, other.actor_id, "acronym", score))
        return alone

    def _national_bodies(self) -> dict[str, str]:
        """Tell whose a body named without its country is, where the corpus mostly names that of one country."""
        of_country: dict[str, Counter[str]] = defaultdict(Counter)
        for key, texts in self._texts.items():
            for body in _body_of(key):
                of_country[body][_other_names().get(key, key)] += texts
        found: dict[str, str] = {}
        for body, counted in of_country.items():
            key = min(counted, key=lambda each: (-counted[each], each))
            if counted[key] >= max(_BODY_TEXTS, _BODY_SHARE * counted.total()):
                found[body] = key
        return found

    def _story(self, text_id: int) -> int:
        return self._stories.get(text_id, text_id)


@cache
def is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym: one word of two to six capitals, full stops aside."""
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 6


@cache
def known_acronyms() -> Mapping[str, str]:
    """Give the keys of the organisations that acronyms are known to stand for."""
    return {
        folded(acronym): organisation_key(row[0])
        for row in rows(__package__, "known_organisations.tsv")
        for acronym in (row[1].split(",") if len(row) > 1 else ())
        if acronym
    }


@cache
def known_organisations() -> Mapping[int, tuple[str, str | None]]:
    """Give usual name and acronym of the organisations that every reader is expected to know, by the actor's key."""
    return {
        _identity(organisation_key(row[0]), "name").actor_id: (
            row[0],
            (row[1].split(",")[0] or None) if len(row) > 1 else None,
        )
        for row in rows(__package__, "known_organisations.tsv")
    }


@cache
def _other_names() -> dict[str, str]:
    return {
        organisation_key(other): organisation_key(row[0])
        for row in rows(__package__, "known_organisations.tsv")
        for other in (row[2].split(",") if len(row) > 2 else ())
    }


@cache
def _full_key(name: str) -> str:
    key = organisation_key(name)
    return _other_names().get(key, key)


def _body_of(key: str) -> Iterator[str]:
    """Give the body of which a key names a country's: `senate` for `us senate`."""
    for body in sorted(entries(__package__, "national_bodies.txt")):
        country = key.removesuffix(f" {body}")
        if country != key and (country == "us" or country_named(country) is not None):
            yield body


def _identity(key: str, method: str) -> Identity:
    return Identity(key_of("actor", "organisation", key), method)
