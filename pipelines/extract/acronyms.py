"""Acronyms that a text spells out: `International Criminal Court (ICC)` and `ICC (International Criminal Court)`.

Only the pairing of letters with words belongs here. Which of the names are organisations is `names.py`'s.

The rule is Schwartz and Hearst's (A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text, PSB
2003), made stricter for news: the long form is capitalised and its capitals account for each letter of the acronym.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.name_kinds import is_no_acronym
from pipelines.extract.name_lists import words

_SHORT_BEHIND = re.compile(r"\(\s{0,2}([A-Z][A-Za-z&.-]{1,9})\s{0,2}[,;)]")
_LONG_BEHIND = re.compile(r"\b([A-Z][A-Z&.-]{1,9})\s{1,2}\(([A-Z][^()\n]{5,100})\)")
_SHORT_APPOSED = re.compile(r",? (?:or|known as) (?:the )?([A-Z]{2,8})\b")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_BREAK = re.compile(r"[\n.!?;:()\"“”]")
_LONGEST = 120  # characters before the bracket in which the long form may begin
_CONNECTORS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "&", "de", "des", "du"})


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym and its long form, with the spans of both in the text, half-open."""

    short: str
    long: str
    short_start: int
    long_start: int
    long_end: int


def stated_acronyms(text: str) -> tuple[Acronym, ...]:
    """Find the acronyms that a text spells out in brackets, in order, each place where it does so.

    Acronyms have two to ten characters, mostly capitals. Takes linear time.
    """
    found = [acronym for match in _SHORT_BEHIND.finditer(text) if (acronym := _spelled_before(text, match))]
    for match in _LONG_BEHIND.finditer(text):
        short, long = match.group(1), match.group(2).strip()
        if _is_acronym(short) and (first := _first_word(_letters(short), list(_WORD.finditer(long)))) == 0:
            found.append(Acronym(short, long, match.start(1), match.start(2) + first, match.start(2) + len(long)))
    return tuple(sorted(found, key=lambda acronym: acronym.short_start))


def acronyms_of_things(text: str) -> frozenset[str]:
    """Find the acronyms that a text spells out as no institution's: low back pain (LBP); the Salt Treaty, or ST."""
    found: set[str] = set()
    for match in _SHORT_BEHIND.finditer(text):
        letters = _letters(match.group(1)).casefold()
        before = _WORD.findall(text, max(0, match.start() - _LONGEST), match.start())[-len(letters) :]
        spelled = "".join(word[0] for word in before)
        if len(letters) > 1 and spelled == letters and before[-1] not in words("organisation_words.txt"):
            found.add(match.group(1))
    things = words("not_organisation_words.txt") | words("thing_nouns.txt")
    for match in _SHORT_APPOSED.finditer(text):
        short = match.group(1)
        wording = _WORD.findall(text, max(0, match.start() - _LONGEST), match.start())
        long = [word for word in wording if word.lower() not in _CONNECTORS][-len(short) :]
        if "".join(word[0] for word in long).upper() == short and (long[-1].islower() or long[-1].casefold() in things):
            found.add(short)
    return frozenset(found)


def initials(name: str) -> str:
    """Give the capital initials of a name's words, connectors left out: `ICC` for `International Criminal Court`."""
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper() and word.lower() not in _CONNECTORS)


def _is_acronym(short: str) -> bool:
    letters = _letters(short)
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= 2 and capitals * 2 > len(letters) and not is_no_acronym(letters)


def _letters(short: str) -> str:
    return "".join(letter for letter in short if letter.isalnum())


def _spelled_before(text: str, match: re.Match[str]) -> Acronym | None:
    short = match.group(1)
    if not _is_acronym(short):
        return None
    start = max(0, match.start() - _LONGEST)
    end = start + len(text[start : match.start()].rstrip())
    breaks = [found.end() for found in _BREAK.finditer(text, start, end) if not _is_initial(text, found)]
    before = list(_WORD.finditer(text, breaks[-1] if breaks else start, end))
    letters = _letters(short)
    before = before[-max(2 * len(letters), len(letters) + 5) :]
    first = _first_word(letters, before)
    if first is None or not before[first].group()[0].isupper():
        return None
    long_start, long_end = before[first].start(), before[-1].end()
    if text.endswith(("'s", "’s"), long_start, long_end):
        long_end -= 2  # the Harbour Board's (HB) report
    return Acronym(short, text[long_start:long_end], match.start(1), long_start, long_end)


def _is_initial(text: str, found: re.Match[str]) -> bool:
    """Tell the full stop of U.S. or J. from one that ends a sentence."""
    position = found.start()
    return (
        found.group() == "."
        and text[position - 1 : position].isupper()
        and not text[position - 2 : position - 1].isalpha()
    )


def _first_word(letters: str, before: Sequence[re.Match[str]]) -> int | None:
    """Find the word where the long form of an acronym begins. Null where the letters do not fit the words."""
    return _spell(letters.casefold(), [match.group() for match in before], skips=1 if len(letters) > 2 else 0)


def _spell(letters: str, before: list[str], skips: int) -> int | None:
    """Account for all letters, from right to left, each word taking one to three of them, connectors none or one.

    `skips` capitalised words may take none: `Centers for Disease Control and Prevention (CDC)`.
    """
    if not letters:
        return len(before)
    if not before:
        return None
    word, rest = before[-1], before[:-1]
    capital = word[0].isupper()
    for count in range(1, min(3, len(letters)) + 1 if capital else 2):
        if (capital or len(letters) > 1) and _begins_and_holds(word.casefold(), letters[-count:]):
            first = _spell(letters[:-count], rest, skips)
            if first is not None:
                return first
    if word.lower() in _CONNECTORS:
        return _spell(letters, rest, skips)
    return _spell(letters, rest, skips - 1) if capital and skips else None


def _begins_and_holds(word: str, part: str) -> bool:
    following = iter(word[1:])
    return word[0] == part[0] and all(letter in following for letter in part[1:])
