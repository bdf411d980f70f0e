"""What stands beside a name and tells that it is an organisation's: a partner at Poe Roe; Poe Roe, a law firm.

The name itself is not looked at here, beyond where it begins and ends; what its evidence comes to is `name_kinds.py`'s.
"""

from collections.abc import Sequence

from pipelines.extract.name_kinds import is_noun
from pipelines.extract.name_lists import is_sure_first_name, role_nouns, words
from pipelines.extract.name_words import Word

# Those whom firms employ and persons do not: the name before is a firm's.
_EMPLOYED = frozenset({"analyst", "economist", "strategist"})
_PRINT = frozenset({"magazine", "newspaper"})
_AT = frozenset({"at", "with"})  # of those who work there: an analyst at Poe Roe
# With these a name goes on that capitals alone cut short: Poe Institute | for Salt.
_GOES_ON = frozenset({"and", "for", "of", "on", "to", "with", "without"})
# What goes on behind the noun that a name is explained by: Poe Roe, a law firm in Bellmouth.
_BEHIND_NOUN = frozenset({"based", "for", "from", "in", "of", "that", "which", "whose", "with"})
_LONGEST_NAME, _LONGEST_EXPLANATION = 5, 6  # words


def is_employer(found: Sequence[Word], start: int, end: int) -> bool:
    """Tell the firm that someone is an analyst of, before the name: Poe Roe analyst Ann Doe."""
    if end + 1 >= len(found) or end - start > 3 or not (found[end].joined and found[end + 1].joined):
        return False
    return found[end].key in _EMPLOYED and found[end + 1].capital and not found[end - 1].possessive


def is_staffed(found: Sequence[Word], start: int, end: int) -> bool:
    """Tell by the words before a name that somebody works there: a partner at Poe Roe, the founder of Poe Roe."""
    if start < 3 or end - start > _LONGEST_NAME or not (found[start].joined and found[start - 1].joined):
        return False
    small, staff = found[start - 1].key, found[start - 2]
    if small == "the" and found[start - 2].joined:
        small, staff = found[start - 2].key, found[start - 3]
    if staff.capital or found[start].titled or (end < len(found) and found[end].joined and is_noun(found[end].key)):
        return False
    if small in _AT:
        is_place = found[end - 1].key in words("place_words.txt")
        return not is_place and (staff.key in role_nouns() or staff.key in words("staff_nouns.txt"))
    if small != "of" or found[end - 1].possessive or is_sure_first_name(found[start].key):
        return False
    return staff.key in words("staff_nouns.txt")


def is_called_firm(found: Sequence[Word], start: int, end: int) -> bool:
    """Tell a name that a noun before or behind it says is an organisation's: the law firm Poe Roe."""
    if end - start > _LONGEST_NAME:
        return False
    before = found[start - 1] if start else None
    if before is not None and found[start].joined and not before.possessive:
        if before.key in words("nouns_of_firms.txt") and not before.capital:
            return True
        if before.key == "of" and start > 1 and before.joined and found[start - 2].key in ("firm", "firms"):
            return True
    if end + 1 >= len(found) or found[end - 1].possessive:
        return False
    if found[end].joined:
        return found[end].key in _PRINT and not found[end].capital
    is_explained = found[end].start - found[end - 1].end == len(", ") and found[end].key in ("a", "an", "the")
    return is_explained and _is_explained_as_firm(found, end + 1)


def _is_explained_as_firm(found: Sequence[Word], start: int) -> bool:
    """Tell whether words behind a name and a comma say that it is an organisation's: the insurer; a law firm in Roe."""
    for index in range(start, min(len(found), start + _LONGEST_EXPLANATION)):
        word = found[index]
        if not word.joined or word.key in role_nouns() or word.key in _BEHIND_NOUN:
            return False
        if word.key in words("nouns_of_firms.txt") and not (word.capital or word.possessive):
            behind = found[index + 1] if index + 1 < len(found) else None
            return behind is None or not behind.joined or behind.key in _BEHIND_NOUN
    return False


def is_part(found: Sequence[Word], text: str, start: int, end: int) -> bool:
    """Tell words that a longer name begins with (Poe Roe | and Quent; Bellmouth, Ont.) from a whole name."""
    if (end - start == 1 and len(found[start].key) < 3) or found[end - 1].text == "I":
        return True
    if end == len(found):
        return False
    following, gap = found[end], text[found[end - 1].end : found[end].start]
    if gap == ", ":
        return following.capital and following.key in words("state_abbreviations.txt")
    small = following.joined and following.key in _GOES_ON and end + 1 < len(found)
    goes_on = small and found[end + 1].capital and found[end + 1].key not in words("days_and_months.txt")
    return goes_on or gap.startswith("-")
