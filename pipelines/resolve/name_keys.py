"""The normalised names by which entities of different texts are told to be one actor.

Case, accents, full stops, articles, titles and legal suffixes say nothing of who is meant and are off; middle names and
`Jr.` do and stay. Looser forms stand beside them, for names that may be one. What is
merged by these keys is not decided here.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, ParamSpec, TypeVar, cast

from pipelines.gazetteer import (
    country_rows,
    institutions,
    name_suffixes,
    state_rows,
    surname_particles,
    without_accents,
)
from pipelines.word_lists import entries, rows

_APART = re.compile(r"[^\w&'+-]+")
_REMEMBERING: list[Callable[[], None]] = []

Given = ParamSpec("Given")
Made = TypeVar("Made")


def remembered(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Keep what a function makes of each name, for names come again and again, until `forget_names`."""
    kept = cache(function)
    _REMEMBERING.append(kept.cache_clear)
    return cast("Callable[Given, Made]", kept)


def forget_names() -> None:
    """Forget all names of a corpus: they take memory, and hold much more that lies between them."""
    for forget in _REMEMBERING:
        forget()


@remembered
def folded(text: str) -> str:
    """Fold a name: no case, no accents, no full stops, other marks to single spaces."""
    return " ".join(_APART.sub(" ", without_accents(text).casefold().replace(".", "")).split())


class PersonName(NamedTuple):
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


@remembered
def person_name(name: str) -> PersonName:
    """Take a person's name apart. Titles before it are off; a suffix (`Jr.`) is a part of its own.

    Words that begin a surname belong to it ("van Berg"), and the Arabic article, which papers often leave out, is
    off. Initials are letters of their own: "H.W." and "H. W." are alike, and "J.D." is one first name.
    """
    parts = [part for word in _spaced_initials(_without_possessive(name)).split() if (part := folded(word))]
    while len(parts) > 1 and parts[0] in entries(__package__, "name_titles.txt"):
        parts = parts[1:]
    suffix = ""
    if len(parts) > 1 and parts[-1] in name_suffixes():
        suffix = parts.pop()
    *before, last = parts or [""]
    while before and before[-1] == last:  # a caption after a sentence: "Jane Doe Doe"
        before.pop()
    last = _without_article(last)
    if len(before) > 1 and before[-1] in ("al", "el"):
        before.pop()
    while before and before[-1] in surname_particles():
        last = f"{before.pop()} {last}"
    first, middle = _first_and_middle(before)
    return PersonName(first, middle, last, suffix)


def _without_possessive(name: str) -> str:
    """Take the ending off a name in capitals, where it is no part of the name: JANE DOE'S."""
    return re.sub("['’]S$", "", name) if name.isupper() else name


def _spaced_initials(name: str) -> str:
    return re.sub(r"\b(\w)\.(?=\w\b)", r"\1. ", name)


def _without_article(surname: str) -> str:
    article, hyphen, rest = surname.partition("-")
    return rest if hyphen and article in ("al", "el") and rest else surname


def _first_and_middle(before: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Split the words before a surname: initials that begin it are one first name, as "J.D." is."""
    initials = 0
    while initials < len(before) and len(before[initials]) == 1:
        initials += 1
    if initials > 1:
        return "".join(before[:initials]), tuple(before[initials:])
    return (before[0], tuple(before[1:])) if before else ("", ())


@remembered
def squeezed(name: PersonName) -> str:
    """Give all letters of a full name without what parts them: one for `Tan Ryo-mi` and `Tan Ryo Mi`."""
    return re.sub(r"[^\w]", "", name.key)


@remembered
def group_key(name: str) -> str:
    """Normalise the name of a group of people: no hyphens, no article."""
    return folded(name.replace("-", " ")).removeprefix("the ")


@remembered
def first_names(first: str) -> frozenset[str]:
    """Give the first names that a first name may stand for, itself among them: `bob` for `robert` as well."""
    return frozenset((first, *_nicknames().get(first, ())))


@remembered
def loose_surname(last: str) -> str:
    """Spell a surname as all its transliterations have it: `Volensky` and `Volenskiy` come out alike."""
    for pattern, replacement in _transliterations():
        last = pattern.sub(replacement, last)
    return last


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for form, full in rows(__package__, "nicknames.tsv"):
        found[form] = (*found.get(form, ()), *full.split(","))
    return found


@cache
def _transliterations() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row[0]), row[1] if len(row) > 1 else "") for row in rows(__package__, "transliterations.tsv")
    )


@remembered
def organisation_key(name: str) -> str:
    """Normalise an organisation's name: no article before it, no legal suffix behind it, no hyphens, `&` as `and`.

    `United States` and `United Nations` before a name are `us` and `un`; an institution of a country has the country's
    name before it: `iraq army` for the Iraqi army.
    """
    parts = folded(name.replace("&", " and ").replace("-", " ")).split()
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    if len(parts) > 2 and parts[:2] in (["united", "states"], ["united", "nations"]):
        parts = ["us" if parts[1] == "states" else "un", *parts[2:]]
    while len(parts) > 1 and parts[-1] in entries(__package__, "legal_suffixes.txt"):
        parts.pop()
    for length in range(1, min(4, len(parts))):
        country = country_named(" ".join(parts[:length]))
        if country is not None and " ".join(parts[length:]) in institutions():
            return " ".join(("us" if country == "United States" else folded(country), *parts[length:]))
    return " ".join(parts)


# Words that say nothing of which organisation is meant, and nouns whose place in a name is free: the Committee on Ways
# and Means is the Ways and Means Committee.
_LINKING = frozenset(("and", "at", "for", "in", "of", "on", "the"))
_HEADS = frozenset(
    ("board", "bureau", "commission", "committee", "court", "department", "division", "ministry", "party")
)
_HEADS_OF_SCHOOLS = frozenset(("school", "law"))
# Words of names that are spelled in two ways, and how they are compared.
_SPELLED_AS = {
    "advisor": "adviser",
    "advisors": "adviser",
    "centre": "center",
    "defence": "defense",
    "organisation": "organization",
    "programme": "program",
}
_KINDS_OF_COMMITTEES = frozenset(("permanent", "select", "standing"))


@remembered
def loose_organisation_key(key: str) -> str:
    """Give one key for the spellings of a key: with other linking words, in the plural, in another order."""
    parts = (_SPELLED_AS.get(part, part) for part in key.split())
    words = [word for part in parts if (word := _singular(part.removesuffix("'s"))) not in _LINKING]
    if "committee" in words:
        words = [word for word in words if word not in _KINDS_OF_COMMITTEES]
    is_free = not _HEADS.isdisjoint(words) or _HEADS_OF_SCHOOLS.issubset(words)
    return " ".join(sorted(words) if is_free else words)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


@remembered
def place_key(name: str) -> str:
    """Normalise a place's name; all names of a country give one key, and so do a state's and its abbreviations."""
    key = folded(_without_possessive(name)).removeprefix("the ")
    if is_country(state := key.removeprefix("state of ")) and state not in state_names():
        key = state
    full = _countries().get(key) or state_named(key)
    return key if full is None else folded(full)


@remembered
def state_named(text: str) -> str | None:
    """Give the state or province that an abbreviation names: `Pennsylvania` for `Pa.`, null for anything else."""
    return _states().get(folded(text))


@remembered
def country_named(text: str) -> str | None:
    """Give the country that a name or an adjective names: `Russia` for `Russian`, null for anything else."""
    key = folded(text).removeprefix("the ")
    return _countries().get(key) or _adjectives().get(key)


@remembered
def is_country(key: str) -> bool:
    """Tell whether a folded name is the usual one of a country."""
    return _countries().get(key, "").casefold() == key


@cache
def state_names() -> frozenset[str]:
    """Give the names of states and provinces, folded."""
    return frozenset(folded(row[0]) for row in state_rows())


@remembered
def body_of_state(key: str) -> str | None:
    """Give what a key names of a state: `senate` for `tarrow state senate`, `capitol` for `tarrow capitol`."""
    for state in (*state_names(), "new york", "washington"):
        if key.startswith(f"{state} ") and (body := key.removeprefix(f"{state} ").removeprefix("state ")):
            return body
    return None


@cache
def doubtful_codes() -> frozenset[str]:
    """Give the codes of states that stand for other things as often."""
    return frozenset(code for row in state_rows() for code in "".join(row[2:]).split(",") if code)


@remembered
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
def _states() -> dict[str, str]:
    return {folded(form): row[0] for row in state_rows() for form in (row[0], *",".join(row[1:]).split(",")) if form}


@cache
def _adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in country_rows():
        for form in row[2].split(",") if len(row) > 2 else ():
            if form:
                found.setdefault(folded(form), row[0])
    return found
