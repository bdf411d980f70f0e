"""The word lists that tell names apart: titles, first names, countries, organisation words, names that are none.

Only their reading belongs here; the lists are the `.txt` and `.tsv` files beside this module, which say in their
first lines what they hold. What is done with them is `name_forms.py`'s, `roles.py`'s and `gender.py`'s.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipelines.gazetteer import country_rows, state_rows, without_accents
from pipelines.records import ActorKind
from pipelines.word_lists import rows

Gender = Literal["m", "f"]
TitleKind = Literal["honorific", "rank", "office", "weak"]


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name: its kind, the gender it tells and the role it states, where it does."""

    kind: TitleKind
    gender: Gender | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its name, and the folded forms of all its names."""

    name: str
    forms: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]


def folded(text: str) -> str:
    """Fold a text for comparison: no case, no accents, straight apostrophes, no full stops, single spaces."""
    return " ".join(without_accents(text).casefold().replace(".", "").split())


@cache
def words(name: str) -> frozenset[str]:
    """Read a list of one entry a line, folded."""
    return frozenset(folded(row[0]) for row in rows(__package__, name))


def _gender(text: str) -> Gender | None:
    return "m" if text == "m" else "f" if text == "f" else None


@cache
def titles() -> dict[tuple[str, ...], Title]:
    """Titles before names, by their folded words."""
    table: dict[tuple[str, ...], Title] = {}
    for row in rows(__package__, "titles.tsv"):
        form, kind, gender, role = (*row, "", "", "")[:4]
        named: dict[str, TitleKind] = {"honorific": "honorific", "rank": "rank", "office": "office", "weak": "weak"}
        table[tuple(form.split())] = Title(named[kind], _gender(gender), role or None)
    return table


@cache
def title_words() -> frozenset[str]:
    """All words of titles, to tell quickly that a word is part of none."""
    return frozenset(word for title in titles() for word in title)


@cache
def first_names() -> dict[str, tuple[Gender | None, bool]]:
    """First names, folded: the gender each tells, and whether the word is hardly ever anything else."""
    return {
        folded(name): (_gender(gender), sure == "strong") for name, gender, sure in rows(__package__, "first_names.tsv")
    }


def is_sure_first_name(word: str) -> bool:
    """Tell whether a folded word is a first name and hardly ever anything else."""
    return first_names().get(word, (None, False))[1]


@cache
def countries() -> tuple[Country, ...]:
    """Read the countries of the world."""
    found: list[Country] = []
    for row in country_rows():
        name, others, adjectives, people = (*row, "", "", "")[:4]
        forms = (name, *(other for other in others.split(",") if other))
        found.append(
            Country(name, forms, tuple(filter(None, adjectives.split(","))), tuple(filter(None, people.split(","))))
        )
    return tuple(found)


@cache
def country_of_form() -> dict[str, str]:
    """Countries by the folded forms of their names; `United States` for `us` and `america`."""
    table: dict[str, str] = {}
    for country in countries():
        for form in country.forms:
            table.setdefault(folded(form), country.name)
            table.setdefault(folded(form).removeprefix("the "), country.name)
    return table


@cache
def country_beginnings() -> dict[str, int]:
    """Give the first words of countries' folded names, each with the length in words of the longest that begins so."""
    table: dict[str, int] = {}
    for form in country_of_form():
        parts = form.split()
        table[parts[0]] = max(len(parts), table.get(parts[0], 0))
    return table


@cache
def country_of_adjective() -> dict[str, str]:
    """Countries by their folded adjectives; the first country that has it ("Congolese")."""
    table: dict[str, str] = {}
    for country in countries():
        for adjective in country.adjectives:
            table.setdefault(folded(adjective), country.name)
    return table


@cache
def role_nouns() -> dict[str, Gender | None]:
    """Nouns for what persons are, folded, with the gender that each tells."""
    return {row[0]: _gender((*row, "")[1]) for row in rows(__package__, "role_nouns.tsv")}


@cache
def person_nouns() -> dict[str, tuple[Gender | None, bool]]:
    """Nouns for persons that name no role: the gender that each tells, and whether it names a relative."""
    found: dict[str, tuple[Gender | None, bool]] = {}
    for row in rows(__package__, "person_nouns.tsv"):
        noun, gender, kin = (*row, "", "")[:3]
        found[noun] = (_gender(gender), bool(kin))
    return found


@cache
def governing_nouns() -> dict[str, frozenset[str]]:
    """Read the nouns behind which an organisation's name goes on, each with the small words that it goes on with."""
    return {noun: frozenset(small.split()) for noun, small in rows(__package__, "governing_nouns.tsv")}


@cache
def pronouns() -> frozenset[str]:
    """Read the pronouns that coreference resolves; they are nobody's name, though there are families called He."""
    return words("pronouns.tsv")


@cache
def team_names() -> frozenset[str]:
    """Read the full names of sports teams, folded."""
    return words("sports_teams.txt")


@cache
def peoples() -> frozenset[str]:
    """Give the plurals of peoples, folded: `russians`, `texans`."""
    return frozenset(folded(people) for country in countries() for people in country.people) | words("peoples.txt")


@cache
def state_names() -> frozenset[str]:
    """Give the full names of states and provinces, folded."""
    return frozenset(folded(row[0]) for row in state_rows())


@cache
def places() -> dict[str, bool]:
    """Read places by folded name, with whether the name is hardly ever anything else (as countries mostly are)."""
    table = {folded(name): sure == "sure" for name, sure in rows(__package__, "places.tsv")}
    for form in country_of_form():
        table.setdefault(form, form not in first_names())
    return table


@cache
def known_names() -> dict[str, ActorKind | None]:
    """Names whose kind is known, as they are written; null for names that are no actor's."""
    kinds: dict[str, ActorKind | None] = {
        "organisation": "organisation",
        "group": "group",
        "place": "place",
        "person": "person",
        "none": None,
    }
    return {name: kinds[kind] for name, kind in rows(__package__, "known_names.tsv")}


@cache
def known_keys() -> frozenset[str]:
    """Give the known names, folded."""
    return frozenset(folded(name) for name in known_names())


@cache
def known_possessives() -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the words of known names that end in 's, each with what stands before and behind it in each name."""
    table: dict[str, list[tuple[str, str]]] = {}
    for name in known_names():
        for word in name.split():
            if word.endswith("'s") and folded(word[:-2]) not in words("owners_in_names.txt"):
                before, _, behind = name.partition(word)
                table.setdefault(word, []).append((before, behind))
    return {word: tuple(names) for word, names in table.items()}


@cache
def known_beginnings() -> dict[str, int]:
    """Give the first words of known names, each with the length in words of the longest that begins so."""
    table: dict[str, int] = {}
    for name in known_names():
        parts = name.split()
        table[parts[0]] = max(len(parts), table.get(parts[0], 0))
    return table
