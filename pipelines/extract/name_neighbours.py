"""What stands beside a short name and tells that it is another's, or nobody's: the Poe administration, at Ann's.

The name itself is not looked at here: whom it may name is `name_entities.py`'s.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.extract.name_lists import is_sure_first_name, known_names, state_names, words
from pipelines.extract.name_words import Word

# What is said of a president's or governor's time, by the surname alone.
_REIGNS = frozenset({"administration", "administrations", "appointee", "appointees", "cabinet", "era", "presidency"})
_FRIENDS = frozenset({"ally", "allies", "campaign", "confidant", "confidante", "loyalist", "loyalists"})
_CHAMBERS = frozenset({"assembly", "house", "legislature", "senate", "supreme court"})
# Organisations that have their name from a person, whom the first word alone names as well.
_NAMED_AFTER_PERSONS = frozenset({"campaign", "family", "foundation", "library"})

# What goes on a name with a surname: Roe-style, Roe-era.
_OF_ANOTHER = re.compile(r"[A-Z]\w+-[a-z]")


def end_of_unnamed(found: Sequence[Word], index: int) -> int | None:
    """Give the end of what begins at a word and is known to be no actor, whoever's name is in it: Air Force One."""
    for length in _lengths().get(found[index].text, ()):
        here = found[index : index + length]
        if all(word.joined for word in here[1:]) and " ".join(word.text for word in here) in _unnamed():
            return index + length
    return None


def is_anothers(found: Sequence[Word], end: int, method: str, name: str) -> bool:
    """Tell the surname of somebody else from a first name, or from the short name of an organisation.

    In a text on Carrow Quent, the Carrow administration is not hers, nor is a Carrow ally the Carrow Foundation's.
    `name` is the fullest one that the text has of who it would be.
    """
    following = found[end] if end < len(found) else None
    if following is None or not following.joined or found[end - 1].possessive:
        return False
    if method == "short_name":
        named_after = name.casefold().rpartition(" ")[2] in _NAMED_AFTER_PERSONS
        return named_after and following.key in _REIGNS | _FRIENDS
    return method == "given_name" and following.key in _REIGNS and not is_sure_first_name(found[end - 1].key)


def is_nobodys(found: Sequence[Word], start: int, end: int, method: str) -> bool:
    """Tell a place to eat (at Ann's), part of another's name (an Ann Roe-style plan), or a pronoun from a name."""
    word, before = found[start], found[start - 1] if start else None
    following = found[end] if end < len(found) else None
    if word.text == "Us" or _is_of_a_state(found, start, end):
        return True
    if (
        before is not None
        and before.possessive
        and before.capital
        and (word.key, end - start > 1) == ("republic", True)
    ):
        return True  # the People's Republic of Norland, which is not the Republic of Norland
    if method != "given_name":
        return False
    if word.possessive:
        ends = following is None or following.start > word.end + len("'s ")
        return ends and before is not None and word.joined and before.key == "at"
    return following is not None and following.joined and _OF_ANOTHER.match(following.text) is not None


def _is_of_a_state(found: Sequence[Word], start: int, end: int) -> bool:
    """Tell a chamber or a court of a state (the Ohio House and Senate, the state Supreme Court) from the nation's.

    The Ohio Senate race is one for a seat in the nation's.
    """
    if _key(found, start, end) not in _CHAMBERS:
        return False
    if start > 1 and found[start - 1].key == "and" and found[start - 2].key in _CHAMBERS:
        start -= 2
    before = found[start - 1] if start else None
    if before is None or not (found[start].joined or before.possessive):
        return False
    following = found[end] if end < len(found) and found[end].joined else None
    if following is not None and (following.capital or following.key in words("contest_words.txt")):
        return False
    return before.key == "state" or any(
        start >= length and _key(found, start - length, start) in state_names() for length in (1, 2)
    )


def _key(found: Sequence[Word], start: int, end: int) -> str:
    return " ".join(word.key for word in found[start:end])


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(name for name, kind in known_names().items() if kind is None and " " in name)


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Give the first words of names of several words that are no actor's, each with their lengths."""
    found: dict[str, set[int]] = {}
    for name in _unnamed():
        found.setdefault(name.split()[0], set()).add(len(name.split()))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
