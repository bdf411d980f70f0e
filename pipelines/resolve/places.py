"""Which places of different texts are one: by name, and where one name is two places', by the other places of the text.

Places are not looked up in a list of the world's: two towns of one name are one here, unless texts put different states
behind the name. New York and Washington are a state and a city each: where a text does not tell, New York stays
undecided, and Washington is the capital, unless some of its words tell of the state.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from pipelines.gazetteer import city_rows, names_of_two_levels, state_rows
from pipelines.records import NamedEntity, key_of
from pipelines.resolve.identity import Identity
from pipelines.resolve.name_keys import (
    body_of_state,
    country_named,
    doubtful_codes,
    folded,
    is_country,
    place_key,
    remembered,
    state_named,
    state_names,
)

# A text that names so many countries more than it names states means the country where a state has the same name.
_COUNTRIES = 2
_DOMINANCE = 3
# States that share their names with a city: the state, the city, what is left undecided where a text speaks of the
# state and maybe of the city too, and which one a text means that does not tell.
_STATES_AND_CITIES = {
    "new york": ("new york state", "new york city", "new york", "new york"),
    "washington": ("washington state", "district of columbia", "washington", "district of columbia"),
}
_CALLED = {
    "new york": "New York (city or state)",
    "new york city": "New York City",
    "district of columbia": "Washington, D.C.",
    "washington state": "Washington State",
    "washington": "Washington (capital or state)",
}
_POSTAL_CODE = re.compile("[A-Z]{2}")


class Places:
    """The places of the corpus.

    Args:
        entities: all entities that are places, those of a text in a row.
    """

    def __init__(self, entities: Iterable[NamedEntity]) -> None:
        self._on_countries: set[int] = set()  # texts in which a state's name is a country's
        self._uncoded: set[int] = set()  # texts in which a state's code may be anything
        keys: set[str] = set()
        self._within: dict[str, Counter[str]] = defaultdict(Counter)  # how many texts put which state behind a name
        self._of_state: dict[tuple[int, str], set[str]] = defaultdict(set)
        for text_id, there in groupby(entities, key=lambda named: named.text_id):
            places = list(there)
            if any(folded(named.name) in states_and_countries() for named in places) and _is_on_countries(places):
                self._on_countries.add(text_id)
            if _is_uncoded(places):
                self._uncoded.add(text_id)
            for named in places:
                keys.add(key := place_key(named.name))
                if (state := _state_behind(named)) is not None:
                    self._within[key][state] += 1
                if (building := body_of_state(key)) is not None:
                    self._of_state[text_id, building].add(key)
        # The U.S. Virgin Islands are the Virgin Islands, if no text names those of somebody else.
        bare = {key.removeprefix("us ") for key in keys if key.startswith("us ")} & keys
        others = Counter(end for key in keys for end in _ends(key) if end in bare)
        self._american = {f"us {key}": key for key in bare if others[key] == 1}

    def identity(self, named: NamedEntity) -> Identity:
        """Tell which place an entity is."""
        key = place_key(named.name)
        key = self._american.get(key, key)
        if named.text_id in self._uncoded and _is_doubtful_code(named):
            return _identity(folded(named.name), "name")  # CT, with no other state near, may be anything
        if named.text_id in self._on_countries and folded(named.name) in states_and_countries():
            return _identity(country_key(key), "country_by_others")
        if key in _STATES_AND_CITIES:
            of_state, city, undecided, usual = _STATES_AND_CITIES[key]
            meant = {"state": of_state, "city": city, "mixed": undecided, None: usual}[named.level]
            return _identity(meant, "place_by_words_beside" if named.level in ("state", "city") else "name")
        if named.level == "state" or (named.level == "mixed" and is_building_of_any_state(named.name)):
            buildings = self._of_state.get((named.text_id, key), set())
            own = key_of("actor", "place", key, named.text_id)
            told = named.level == "state" and len(buildings) == 1
            return Identity(place_id(min(buildings)) if told else own, "body_in_text")
        if (state := _state_behind(named)) is not None and state != self._usual_state(key):
            return _identity(f"{key} {folded(state)}", "place_by_words_beside")
        return _identity(key, "name")

    def _usual_state(self, key: str) -> str | None:
        """Give the state that most texts put behind a name, which need not: null where as many put another.

        Of a city that needs none, it is the city's.
        """
        if key in _homes():
            return _homes()[key]
        (usual, most), *others = sorted(self._within[key].items(), key=lambda item: (-item[1], item[0]))
        return None if any(times == most for _, times in others) else usual


@cache
def _homes() -> dict[str, str]:
    return {place_key(row[0]): row[1] for row in city_rows()}


def _state_behind(named: NamedEntity) -> str | None:
    """Give the state that a text puts behind the name of a place in it: South Carolina for Tarrow, S.C."""
    state = None if named.within is None else state_named(named.within)
    key = place_key(named.name)
    if state is None or state_named(key) is not None or country_named(key) is not None or key in _STATES_AND_CITIES:
        return None
    return state


@remembered
def is_building_of_any_state(name: str) -> bool:
    """Tell whether a name is that of a building which each state has: the Capitol."""
    return any(place_key(name) == place_key(other) for other, sort in names_of_two_levels() if sort != "place")


def _ends(key: str) -> Iterator[str]:
    """Give what is left of a name of many words without the first ones."""
    parts = key.split()
    yield from (" ".join(parts[start:]) for start in range(1, len(parts)))


def _is_on_countries(places: Iterable[NamedEntity]) -> bool:
    keys = {place_key(named.name) for named in places} - states_and_countries()
    states = sum(state_named(key) is not None for key in keys)
    countries = sum(is_country(key) for key in keys - {"united states"})
    return countries >= max(_COUNTRIES, _DOMINANCE * states)


def _is_uncoded(places: Sequence[NamedEntity]) -> bool:
    """Tell a text with a code of a state that stands for other things as often, and nothing that tells the state."""
    doubtful = {place_key(named.name) for named in places if _is_doubtful_code(named)}
    sure = {place_key(named.name) for named in places if not _is_code(named)}
    return bool(doubtful - sure) and sum(map(_is_code, places)) < 2


@cache
def states_and_countries() -> frozenset[str]:
    """Give the names, folded, that a country and a state have both: one in the whole world's English."""
    return frozenset(name for name in state_names() if is_country(name))


def country_key(country: str) -> str:
    """Give the key of a country, also where a state has its name."""
    key = place_key(country)
    return f"{key} country" if key in states_and_countries() else key


def place_called(actor_id: int, form: str) -> str | None:
    """Give the usual name of the country, state or city that a form names, told from the other one of its name."""
    for key, name in _CALLED.items():
        if actor_id == place_id(key):
            return name
    country = country_named(form)
    if country is None:
        state = state_named(form)
        if state is not None:
            return state if actor_id == place_id(place_key(state)) else None
        key = place_key(form)
        if actor_id == place_id(key):
            return None
        within = (row[0] for row in state_rows() if actor_id == place_id(f"{key} {folded(row[0])}"))
        return next((f"{form}, {state}" for state in within), None)
    told_apart = country_key(country) != place_key(country) and actor_id == place_id(country_key(country))
    return f"{country} (country)" if told_apart else country


def country_of(of_text: str) -> int | None:
    """Give the actor that a country is by a name or an adjective: "Russian"."""
    country = country_named(of_text)
    if country is None:
        return None
    return place_id(place_key(country) if folded(of_text) == folded(country) else country_key(country))


def place_id(key: str) -> int:
    """Give the key of the actor that a place is."""
    return key_of("actor", "place", key)


def _identity(key: str, method: str) -> Identity:
    return Identity(place_id(key), method)


def _is_code(named: NamedEntity) -> bool:
    return all(_POSTAL_CODE.fullmatch(form) for form, _ in named.names) and state_named(named.name) is not None


def _is_doubtful_code(named: NamedEntity) -> bool:
    return all(form in doubtful_codes() for form, _ in named.names) and named.name in doubtful_codes()
