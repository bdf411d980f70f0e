"""The normalised names by which entities of different texts are told to be one actor.

Case, accents, full stops, articles, titles and legal suffixes say nothing of who is meant and are off; middle names and
`Jr.` do and stay. What is merged by these keys is `actors.py`'s.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipelines.gazetteer import country_rows, name_suffixes, without_accents
from pipelines.word_lists import entries, rows

_APART = re.compile(r"[^\w&'+-]+")


def folded(text: str) -> str:
    """Fold a name: no case, no accents, no full stops, other marks to single spaces."""
    return " ".join(_APART.sub(" ", without_accents(text).casefold().replace(".", "")).split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, folded: `first` and `last` are one where there is one word only."""

    first: str
    middle: tuple[str, ...]
    last: str
    suffix: str

    @property
    def is_full(self) -> bool:
        """Whether it has a first name and a surname."""
        return bool(self.first)

    @property
    def base(self) -> str:
        """The name without what stands in the middle."""
        return " ".join(filter(None, (self.first, self.last, self.suffix)))

    @property
    def key(self) -> str:
        """The whole name."""
        return " ".join(filter(None, (self.first, *self.middle, self.last, self.suffix)))


@cache
def person_name(name: str) -> PersonName:
    """Take a person's name apart. Titles before it are off; a suffix (`Jr.`) is a part of its own."""
    parts = folded(name).split()
    while len(parts) > 1 and parts[0] in entries(__package__, "name_titles.txt"):
        parts = parts[1:]
    suffix = ""
    if len(parts) > 1 and parts[-1] in name_suffixes():
        suffix = parts.pop()
    if len(parts) < 2:
        return PersonName("", (), "".join(parts), suffix)
    return PersonName(parts[0], tuple(parts[1:-1]), parts[-1], suffix)


@cache
def organisation_key(name: str) -> str:
    """Normalise an organisation's name: no article before it, no legal suffix behind it, `&` as `and`."""
    parts = folded(name.replace("&", " and ")).split()
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in entries(__package__, "legal_suffixes.txt"):
        parts.pop()
    return " ".join(parts)


@cache
def place_key(name: str) -> str:
    """Normalise a place's name; all names of a country give one key."""
    key = folded(name).removeprefix("the ")
    country = _countries().get(key)
    return key if country is None else folded(country)


@cache
def country_named(text: str) -> str | None:
    """Give the country that a name or an adjective names: `Russia` for `Russian`, null for anything else."""
    key = folded(text).removeprefix("the ")
    return _countries().get(key) or _adjectives().get(key)


@cache
def organisation_type(name: str) -> str | None:
    """Tell what type of organisation a name says it is, null where it does not say."""
    types = {row[0]: row[1] for row in rows(__package__, "organisation_types.tsv")}
    parts = folded(name).split()
    for word, following in pairwise(parts):
        if following in ("of", "for", "on") and word in types:
            return types[word]
    return types.get(parts[-1]) if len(parts) > 1 else None


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in country_rows():
        for form in (row[0], *(row[1].split(",") if len(row) > 1 else ())):
            if form:
                found.setdefault(folded(form).removeprefix("the "), row[0])
    return found


@cache
def _adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in country_rows():
        for form in row[2].split(",") if len(row) > 2 else ():
            if form:
                found.setdefault(folded(form), row[0])
    return found
