"""General knowledge of names: countries, states, cities, suffixes, how names are folded.

Only lists that more than one stage needs belong here; a stage's own lists are in its folder.
"""

import unicodedata
from functools import cache

from pipelines.word_lists import entries, rows


def without_accents(text: str) -> str:
    """Take accents off letters, and make typographic apostrophes straight."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def country_rows() -> tuple[tuple[str, ...], ...]:
    """Give the rows of `countries.tsv`: name, other names, adjectives, plural of the people."""
    return rows(__package__, "countries.tsv")


def state_rows() -> tuple[tuple[str, ...], ...]:
    """Give the rows of `states.tsv`: name, abbreviations, doubtful codes."""
    return rows(__package__, "states.tsv")


def city_rows() -> tuple[tuple[str, ...], ...]:
    """Give the rows of `cities.tsv`: name, its state or country."""
    return rows(__package__, "cities.tsv")


def names_of_two_levels() -> tuple[tuple[str, ...], ...]:
    """Give the rows of `names_of_two_levels.tsv`: name, what it names."""
    return rows(__package__, "names_of_two_levels.tsv")


def name_suffixes() -> frozenset[str]:
    """Give what may follow a surname and tells two persons apart, in lower case and without full stops: `jr`."""
    return entries(__package__, "name_suffixes.txt")


@cache
def name_particles() -> frozenset[str]:
    """Give the words in lower case that may stand within a person's name, or begin a surname: `van`, `y`."""
    return entries(__package__, "name_particles.tsv")


@cache
def surname_particles() -> frozenset[str]:
    """Give those of them that begin a surname and belong to it: `van`."""
    return frozenset(particle for particle, where in rows(__package__, "name_particles.tsv") if where == "surname")


def institutions() -> frozenset[str]:
    """Give the nouns of institutions that stand behind a country's name or adjective, in lower case: `army`."""
    return entries(__package__, "institutions.txt")
