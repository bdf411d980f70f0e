"""General knowledge of names that both `extract` and `resolve` read: countries, states, suffixes, how names are folded.

Only lists that more than one stage needs belong here; a stage's own lists are in its folder.
"""

import unicodedata

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


def name_suffixes() -> frozenset[str]:
    """Give what may follow a surname and tells two persons apart, in lower case and without full stops: `jr`."""
    return entries(__package__, "name_suffixes.txt")


def institutions() -> frozenset[str]:
    """Give the nouns of institutions that stand behind a country's name or adjective, in lower case: `army`."""
    return entries(__package__, "institutions.txt")
