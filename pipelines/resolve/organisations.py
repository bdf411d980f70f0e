"""Which organisations of different texts are one: by normalised name, by acronym, by the country whose body it is.

Never by prefix. What texts state comes first, then what every reader is expected to know (`known_organisations.tsv`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice

from pipelines.gazetteer import names_of_two_levels
from pipelines.records import ActorCandidate, NamedEntity, key_of
from pipelines.resolve.entities import Entities
from pipelines.resolve.identity import Identity, is_telling
from pipelines.resolve.name_keys import (
    body_of_state,
    country_named,
    folded,
    loose_organisation_key,
    organisation_key,
    person_name,
    remembered,
    state_named,
    state_names,
)
from pipelines.word_lists import entries, rows

# So many texts have to spell an acronym out in one way before it means that elsewhere, by its letters: short ones are
# many organisations'.
_ACRONYM_TEXTS = {2: 3, 3: 2}
_LONG_ACRONYM_TEXTS = 1
# A known acronym stays what it is known for, unless so many texts spell it out in another way, and more than one in so
# many.
_KNOWN_TEXTS = 3
_KNOWN_DOMINANCE = 4
# A body named without its country is that of the country which has this share of the bodies named with theirs.
_BODY_SHARE = 0.66
_BODY_TEXTS = 3
# What a full name begins with that others of the story leave out.
_NATIONS = ("federal", "national", "royal")
_HERE = "United States"
# A text that names another country so often, and so many times more often than this one and its states, may mean the
# bodies of that country, if it names nobody who is telling for the body here: so many texts have them beside it, so
# many times more often than others. So many texts are looked at.
_ABROAD = 6
_ABROAD_DOMINANCE = 2
_MATTER_TEXTS = 3
_MATTER_LIFT = 1.5
_MATTERS_LOOKED_AT = 40_000
_CHAMBERS = ("house ", "senate ")


class Organisations:
    """The organisations of the corpus.

    Args:
        entities: all entities.
        stories: the story of each text; a text that is not there is a story of its own.
    """

    def __init__(self, entities: Entities, stories: Mapping[int, int]) -> None:
        self._stories = stories
        self._entities = entities
        self._of_text = entities.of_text
        self._matters: dict[str, frozenset[str]] = {}
        self._last_text: tuple[int | None, bool] = (None, False)
        self._candidates: set[ActorCandidate] = set()
        self._texts: Counter[str] = Counter()
        self._owners: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._owners_in_story: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._national: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._foreign: dict[tuple[int, str], set[str]] = defaultdict(set)
        self._of_state: dict[tuple[int, str], set[str]] = defaultdict(set)
        organisations = entities.where(lambda kind, _: kind == "organisation")
        self._spelled = _one_spelling(organisations)
        for text_id, there in groupby(organisations, key=lambda named: named.text_id):
            self._add(text_id, list(there))
        self._bodies = self._national_bodies()

    def _add(self, text_id: int, entities: Sequence[NamedEntity]) -> None:
        """Take in the organisations of a text."""
        # "the army" of the Iraqi army is never the Army
        written = (name for named in entities if (name := named.name).rpartition(" ")[2][:1].isupper())
        keys = set(map(organisation_key, written))
        self._texts.update(keys)
        for key in keys:
            nation, _, rest = key.partition(" ")
            if nation in _NATIONS and " " in rest:
                self._national[self._story(text_id), rest].add(key)
            for body in _foreign_body_of(key):
                self._foreign[text_id, body].add(key)
            if (of_state := body_of_state(key)) is not None:
                self._of_state[text_id, of_state].add(key)
        for named in entities:
            key = self._full_key(named.name)
            if named.acronym is not None and key != (acronym := folded(named.acronym)):
                self._owners[acronym][key].add(text_id)
                self._owners_in_story[self._story(text_id), acronym].add(key)

    def identity(self, named: NamedEntity) -> Identity:
        """Tell which organisation an entity is."""
        name = named.name
        if is_acronym(name):
            return self._by_acronym(folded(name), named.text_id)
        key = organisation_key(name)
        undecided = named.level == "mixed" and key in _bodies_of_two_levels()
        body = key.removeprefix("state ")
        if named.level == "state" or undecided or (body != key and body in _bodies_of_two_levels()):
            key = body
            # Of a text that names the Tarrow Senate, the state Senate is that one.
            of_state = self._of_state.get((named.text_id, key), set())
            is_told = not undecided and len(of_state) == 1 and self._is_on_state_of(min(of_state), named.text_id)
            actor_id = _actor_id(min(of_state)) if is_told else _own_actor_id(key, named.text_id)
            return Identity(actor_id, "body_in_text")
        if key in self._bodies:
            # Of a text that names the Royal Norland Army, the Army is that one.
            foreign = self._foreign.get((named.text_id, key), set())
            owned = min(foreign) if len(foreign) == 1 else self._bodies[key]
            if not self._is_at_home(owned, key, named.text_id):
                return Identity(_own_actor_id(key, named.text_id), "body_in_text")
            return _identity(owned, "national_body")
        full = self._full_key(name)
        if " " in key and (longer := self._national_in_story(key, named.text_id)) is not None:
            return _identity(longer, "national_in_story")
        method = "name" if full == key else "other_name" if full == _known_or(key) else "spelling"
        return _identity(full, "acronym" if named.acronym is not None else method)

    def candidates(self) -> Iterator[ActorCandidate]:
        """Give the pairs that may be one, in no order."""
        yield from self._candidates

    def _by_acronym(self, acronym: str, text_id: int) -> Identity:
        there = {self._body(owner) for owner in self._owners_in_story.get((self._story(text_id), acronym), ())}
        if len(there) == 1:
            return _identity(min(there), "acronym_in_story")
        counts: Counter[str] = Counter()
        for owner, texts in self._owners.get(acronym, {}).items():
            counts[self._body(owner)] += len(texts)
        known = known_acronyms().get(acronym)
        if known is not None:
            most = max((count for owner, count in counts.items() if owner != known), default=0)
            if most < max(_KNOWN_TEXTS, (counts.get(known, 0) + 1) / _KNOWN_DOMINANCE):
                return _identity(known, "known_acronym")
        elif len(counts) == 1 and max(counts.values()) >= _ACRONYM_TEXTS.get(len(acronym), _LONG_ACRONYM_TEXTS):
            return _identity(min(counts), "acronym_in_corpus")
        alone = _identity(acronym, "acronym_alone")
        total = sum(counts.values())
        for owner, count in counts.items():
            other = _identity(owner, "acronym")
            if other != alone and count / total >= 0.25:
                score = round(0.8 * count / (total + 1), 3)
                self._candidates.add(ActorCandidate(alone.actor_id, other.actor_id, "acronym", score))
        return alone

    def _national_in_story(self, key: str, text_id: int) -> str | None:
        """Find what a text of the same story calls the national one: the National Museum of Arts, for that museum."""
        if _is_anyones(key) or key in _known_keys():
            return None
        names = self._national.get((self._story(text_id), key), set())
        return min(names) if len(names) == 1 else None

    def _is_at_home(self, owned: str, body: str, text_id: int) -> bool:
        """Tell whether a text names the country whose body is meant, or need not: the papers' own is left out."""
        country = country_named(owned.removesuffix(f" {body}"))
        if owned in self._foreign.get((text_id, body), ()):
            return True
        if country in (None, _HERE):
            return body not in entries(__package__, "national_bodies.txt") or not self._is_abroad(text_id, body)
        places = (named for named in self._of_text(text_id) if named.kind == "place")
        return any(country_named(place.name) == country for place in places)

    def _is_on_state_of(self, key: str, text_id: int) -> bool:
        """Tell whether a text names no other state as often as the one whose body a key names."""
        states = Counter[str]()
        for named in self._of_text(text_id):
            if named.kind == "place" and (state := state_named(named.name)) is not None:
                states[folded(state).removesuffix(" state")] += sum(times for _, times in named.names)
        own = max((times for state, times in states.items() if key.startswith(f"{state} ")), default=0)
        return all(times < max(own, 1) for state, times in states.items() if not key.startswith(f"{state} "))

    def _is_abroad(self, text_id: int, body: str) -> bool:
        """Tell whether a text is on another country and on nothing that a body of this one has to do with."""
        if not self._is_on_other_country(text_id):
            return False
        if not self._matters:
            self._matters = self._matters_of_bodies()
        return self._matters.get(body, frozenset()).isdisjoint(_names_beside(list(self._of_text(text_id))))

    def _is_on_other_country(self, text_id: int) -> bool:
        """Tell whether a text names one other country far more often than this one and its states."""
        if self._last_text[0] == text_id:  # asked for each body in it
            return self._last_text[1]
        abroad, here = Counter[str](), 0
        for named in self._of_text(text_id):
            if named.kind != "place":
                continue
            times = sum(times for _, times in named.names)
            country = country_named(named.name)
            if country == _HERE or state_named(named.name) is not None:
                here += times
            elif country is not None:
                abroad[country] += times
        found = max(abroad.values(), default=0) >= max(_ABROAD, _ABROAD_DOMINANCE * here + 1)
        self._last_text = text_id, found
        return found

    def _matters_of_bodies(self) -> dict[str, frozenset[str]]:
        """Give the persons and organisations that are telling for each body named without its country."""
        beside: dict[str, Counter[str]] = defaultdict(Counter)
        frequency, named_in, total = Counter[str](), Counter[str](), 0
        for _, there in islice(groupby(self._entities, key=lambda named: named.text_id), _MATTERS_LOOKED_AT):
            names = _names_beside(list(there))
            total += 1
            frequency.update(names)
            for body in self._bodies.keys() & names:
                named_in[body] += 1
                beside[body].update(names - {body})
        return {
            body: frozenset(
                name
                for name, count in counted.items()
                if count > _MATTER_TEXTS
                and is_telling(count, named_in[body], frequency[name] - count, total - named_in[body], _MATTER_LIFT)
            )
            for body, counted in beside.items()
        }

    def _body(self, key: str) -> str:
        return self._bodies.get(key, key)

    def _national_bodies(self) -> dict[str, str]:
        """Tell whose a body named without its country is, where the corpus mostly names that of one country."""
        of_country: dict[str, Counter[str]] = defaultdict(Counter)
        named: Counter[str] = Counter()  # how often an organisation has any of its names
        for key, texts in self._texts.items():
            named[_known_or(key)] += texts
        for key in self._texts:
            for body in _body_of(key):
                of_country[body][_known_or(key)] = named[_known_or(key)]
        found: dict[str, str] = {}
        for body, counted in of_country.items():
            key = min(counted, key=lambda each: (-counted[each], each))
            if counted[key] >= max(_BODY_TEXTS, _BODY_SHARE * counted.total()):
                found[body] = key
        return {**self._american_bodies(), **found}

    def _american_bodies(self) -> dict[str, str]:
        """Tell which names are those of a body of the United States without "U.S.": nobody else's body has the name.

        Names of one word, and those of courts and the like that every place has, say too little.
        """
        texts = self._texts
        bodies = {key.removeprefix("us ") for key in texts if key.startswith("us ")}
        bodies = {body for body in bodies if body in texts and " " in body and not _is_anyones(body)}
        bodies = {body for body in bodies if body not in _known_keys() and body not in _other_names()}
        others: Counter[str] = Counter()
        for key, count in texts.items():
            others.update({body: count for body in _endings(key) if body in bodies and key != f"us {body}"})
        found: dict[str, str] = {}
        for body in sorted(bodies):
            american = texts[f"us {body}"]
            if american >= _BODY_SHARE * (american + others[body]):
                found[body] = _other_names().get(f"us {body}", f"us {body}")
        return found

    def _full_key(self, name: str) -> str:
        key = _known_or(organisation_key(name))
        return self._spelled.get(key, key)

    def _story(self, text_id: int) -> int:
        return self._stories.get(text_id, text_id)


@remembered
def is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym: one word of two to six capitals, full stops aside."""
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 6


@remembered
def is_national_body(name: str) -> bool:
    """Tell whether a name is that of a body which many countries have: the Senate."""
    return organisation_key(name) in entries(__package__, "national_bodies.txt")


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


def _one_spelling(organisations: Iterable[NamedEntity]) -> dict[str, str]:
    """Give the keys that are not how most texts spell an organisation's name, each with the one that is.

    A name that every reader knows goes before. The Senate Finance Committee may be called Senate Finance. A court or a
    department of which the name says no more is anyone's, however it is spelled.
    """
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    for named in organisations:
        key = _known_or(organisation_key(named.name))
        loose = loose_organisation_key(key)
        if loose.count(" ") > (1 if _is_anyones(key) and not loose.startswith(_CHAMBERS) else 0):
            texts[loose][key] += 1
    for loose in sorted(texts):
        if loose.startswith(_CHAMBERS) and (full := " ".join(sorted((*loose.split(), "committee")))) in texts:
            texts[full].update(texts.pop(loose))
    in_one_word: dict[str, Counter[str]] = defaultdict(Counter)  # Ferry Line, FerryLine
    for loose, counted in texts.items():
        in_one_word[loose.replace(" ", "")].update(counted)
    found: dict[str, str] = {}
    for counted in in_one_word.values():
        usual = min(counted, key=lambda key: (key not in _known_keys(), -counted[key], key))
        found |= {key: usual for key in counted if key != usual and key not in _known_keys()}
    return found


@remembered
def _known_or(key: str) -> str:
    """Give the key of the organisation that every reader knows by a key, with "U.S." before it or not; else the key."""
    known = _other_names()
    rest = key.removeprefix("us ")
    if key in known or key in _known_keys():
        return known.get(key, key)
    return known.get(rest, rest if rest in _known_keys() else key)


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(organisation_key(row[0]) for row in rows(__package__, "known_organisations.tsv"))


@remembered
def _foreign_body_of(key: str) -> tuple[str, ...]:
    """Give the body of which a key names another country's: `army` for `royal norland army`."""
    return tuple(
        body
        for body in sorted(entries(__package__, "national_bodies.txt"))
        if key.endswith(f" {body}") and _is_foreign(key.removesuffix(f" {body}"))
    )


@cache
def _bodies_of_two_levels() -> frozenset[str]:
    """Give the bodies that the nation and its states have both."""
    return frozenset(organisation_key(name) for name, sort in names_of_two_levels() if sort != "place")


def _names_beside(entities: Sequence[NamedEntity]) -> set[str]:
    """Give the organisations of a text by their keys, and the persons whom it names in full."""
    names = {organisation_key(named.name) for named in entities if named.kind == "organisation"}
    persons = (person_name(named.name) for named in entities if named.kind == "person")
    return names | {f"person {name.base}" for name in persons if name.is_full}


def _is_foreign(prefix: str) -> bool:
    """Tell whether what stands before a body's name has another country or its adjective in it: royal norland."""
    if any(f" {state} " in f" {prefix} " for state in state_names()):  # New Mexico
        return False
    return any(country_named(word) not in (None, _HERE) for word in prefix.split())


def _is_anyones(body: str) -> bool:
    return not entries(__package__, "bodies_of_any_place.txt").isdisjoint(body.split())


def _endings(key: str) -> Iterator[str]:
    """Give what is left of a name of many words without the first ones: two words at least."""
    parts = key.split()
    for start in range(1, len(parts) - 1):
        yield " ".join(parts[start:])


def _body_of(key: str) -> Iterator[str]:
    """Give the body of which a key names a country's: `senate` for `us senate`."""
    for body in sorted(entries(__package__, "national_bodies.txt")):
        country = key.removesuffix(f" {body}")
        if country != key and (country == "us" or country_named(country) is not None):
            yield body


def _identity(key: str, method: str) -> Identity:
    return Identity(_actor_id(key), method)


def _actor_id(key: str) -> int:
    return key_of("actor", "organisation", key)


def _own_actor_id(key: str, text_id: int) -> int:
    return key_of("actor", "organisation", key, text_id)
