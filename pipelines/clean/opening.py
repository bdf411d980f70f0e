"""Bylines, datelines and date lines: what stands between a headline and the first sentence.

Each function looks at one block and says what it finds there; where to look is `cleaning.py`'s.
"""

import re
from functools import cache
from typing import NamedTuple

from pipelines.clean.dates import parse_date
from pipelines.word_lists import entries

_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|ter|ten|y)"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,5}}(?:, (?:Jr|Sr)\.?)?"
# Behind the names: where they work, since when, how to reach them. Never a sentence.
_TAIL = (
    r"(?: \([^()]{2,40}\))?"
    r"(?:\s*(?:,|\||–|—|-|·|•|for|in|at|of)\s*(?:[^.!?;:]|(?<=\b[A-Z])\.|(?<=\bSt)\.){2,80}(?:[|,·•][^.!?;]{2,60})?)?"
)
_BYLINE_START = r"(?i:written by|reported by|words by|story by|by|par|por)"
_BYLINE = re.compile(
    rf"{_BYLINE_START}\s*:?\s+(?P<names>{_NAMES}(?:(?:, {_NAMES}){{0,6}}(?:,? and|,? &|,? with) {_NAMES})?){_TAIL}"
)
_NAME_AND_AGENCY = re.compile(
    rf"(?P<names>{_NAMES})\s*(?:\||,|/|–|—|·)\s*(?:the |The )?(?:[\w.&'’ -]{{2,40}} )?"
    r"(?i:correspondent|reporter|staff writer|editor|columnist|contributor|opinion contributor|producer|analyst"
    r"|(?:associated|canadian|australian associated) press|reuters|afp|usa today|bloomberg|news agency|news service)"
)
_NO_NAMES = re.compile(
    r"\b(?<!\.)(?i:the|a|an|numbers|day|night|morning|year)\b(?!\.)|\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_NAME_SEPARATOR = re.compile(r"\s*(?:,(?! (?:Jr|Sr)\b)|\band\b|\bwith\b|&)\s*")
# Behind the names, or where they work: when it was published. Where that may start:
_DATE_MAY_START = re.compile(
    r"(?<=\s)(?:(?:published|updated|posted):?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,|\d)",
    re.IGNORECASE,
)
_OCCUPATION = re.compile(
    r"(?:(?!The )[A-Z][\w.&'’-]* ){0,4}"
    r"(?:[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Ee]ditor|[Cc]olumnist|[Cc]ontributor|Press)"
)
_ADDRESS = re.compile(r"@\w{2,30}|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,4}")
_LONGEST_BYLINE = 200

_PLACE = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*){0,4}"
_MIXED_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]+){0,3}"
_REGION = r"(?:, ?[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,3}){0,2}"
_DAY = (
    r"(?:,? ?(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?(?:,? \d{4})?))?"
)
_AGENCY = re.compile(r"\s*\(([^()]+)\)")
_DAY_BEHIND = re.compile(rf"{_DAY}$")
_DASH = r"(?:\s*[—–―−]|\s--?|--(?=\s))\s*"
_BODY_FOLLOWS = r"(?=[\"“‘'(\[]?[A-ZÀ-ÖØ-Þ0-9$£€])"

_LONGEST_DATELINE = 160

_DATE_PART = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)"
    r"|\d{1,4}(?:st|nd|rd|th)?(?:[:./-]\d{1,2}){0,3}(?:t\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?"
    r"|[ap]\.?m\.?|at|on|and|the|of|noon|midnight|[ecmp][sd]?t|gmt|utc|bst|ist|cest|cet|local|time|hrs?|hours"
    r"|minutes|mins?|days?|ago|read"
)
_DATE_LABEL = re.compile(
    r"(?:(?:first |originally |last )?(?:published|posted|updated|modified|created)|(?:publication |publish )?date"
    r"|last update|last modified|update|issued)\b(?: (?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 100
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


class Dateline(NamedTuple):
    """A dateline: its words, its place and its agency as they stand ("PARIS, June 3 (AFP)", "PARIS", "AFP").

    `length` is in characters, dash and space included; the place has its region with it ("RENO, Nev.").
    """

    words: str
    place: str | None
    agency: str | None
    length: int


class DateLine(NamedTuple):
    """A line that gives a date: the words of the date, and whether it is labelled as the date of an update."""

    date: str
    is_update: bool


def read_byline(line: str, stated: str | None = None) -> str | None:
    """Give the names in a byline, joined by ", "; None if the line is none.

    `stated` are the container's authors, for a place where their names alone are a byline; null elsewhere.
    """
    if len(line) > _LONGEST_BYLINE:
        return None
    if (
        stated is not None
        and line.lower().removeprefix("by ").strip(" .:") == stated.lower().removeprefix("by ").strip()
    ):
        return author_names(stated)
    if line[:3].lower() not in _BYLINE_STARTS and not line[-_LONGEST_WORK_ENDING:].lower().endswith(_WORK_ENDINGS):
        return None
    line = _without_date(line)
    found = _BYLINE.fullmatch(line) or _NAME_AND_AGENCY.fullmatch(line)
    if found is None or _NO_NAMES.search(found["names"]):
        return None
    return author_names(found["names"])


_BYLINE_STARTS = frozenset({"by ", "by:", "wri", "rep", "wor", "sto", "par", "por"})
_WORK_ENDINGS = (
    *("correspondent", "reporter", "writer", "editor", "columnist", "contributor", "producer", "analyst"),
    *("press", "reuters", "afp", "today", "bloomberg", "agency", "service"),
)
_LONGEST_WORK_ENDING = max(map(len, _WORK_ENDINGS))


def _without_date(line: str) -> str:
    """Give a line without the date behind it ("By Ann Lee | June 3, 2024")."""
    start = _DATE_MAY_START.search(line)
    if start is None or read_date_line(line[start.start() :]) is None:
        return line
    return line[: start.start()].rstrip(" |,·•–—-")


def is_affiliation(line: str, is_next_line: bool) -> bool:
    """Say whether a block under a byline can say where its author works ("Staff Writer") or how to reach them.

    In a paragraph of its own it must be an address, an agency or an occupation; on the next line any few words do.
    """
    if _ADDRESS.fullmatch(line) or line in entries(__package__, "agencies.txt") or _OCCUPATION.fullmatch(line):
        return True
    words = line.split()
    return is_next_line and 1 <= len(words) <= 5 and line[0].isupper() and not line.endswith((".", "!", "?", ":"))


def author_names(stated: str | None) -> str | None:
    """Give the names in what a container or a line says of its authors, joined by ", ", without "By"; None if none."""
    names = " ".join((stated or "").split())
    names = re.sub(r"^by:?\s+", "", names, flags=re.IGNORECASE)
    return ", ".join(name for name in _NAME_SEPARATOR.split(names) if name) or None


def read_dateline(text: str) -> Dateline | None:
    """Give the dateline at the start of a paragraph, or None. Of several in a row the first gives the words.

    A place is in capitals before a dash, with region, agency and day or without; any place, or none, does before an
    agency in parentheses. Words in capitals that are no place ("UPDATE —") and short ones that may be an
    acronym ("NATO —") are left.
    """
    first, end = None, 0
    while found := _dateline_pattern().match(text, end, end + _LONGEST_DATELINE):
        words = next(group for group in found.groups() if group is not None).strip()
        if found["place"] is not None and found["agency"] is None and not _is_place(found["place"], words):
            break
        first, end = first or words, found.end()
    if first is None:
        return None
    by = _AGENCY.search(first)
    place = _DAY_BEHIND.sub("", _AGENCY.sub("", first)).strip(" ,")
    return Dateline(first, place or None, by.group(1) if by else None, end)


def _is_place(place: str, words: str) -> bool:
    """Say whether a word in capitals can be a place; `words` is the whole dateline."""
    letters = [character for character in place if character.isalpha()]
    if place in entries(__package__, "not_places.txt"):
        return False
    return len(letters) > 4 or words != place or place in entries(__package__, "short_places.txt")


def read_date_line(line: str) -> DateLine | None:
    """Give the date in a line that says only when the article was published or updated; None if it is no such line.

    A line without a label ("June 3, 2024") must have a year.
    """
    if len(line) > _LONGEST_DATE_LINE or not any(character.isdigit() for character in line):
        return None
    label = _DATE_LABEL.match(line)
    date = line[label.end() :] if label else line
    if label is None and (not _YEAR.search(date) or parse_date(date) is None):
        return None
    # Two dates in one line: the first counts.
    date, _, rest = date.partition("Updated") if label else (date, "", "")
    parts = re.split(r"[\s,|()·•–—:/]+(?![\d])|[\s,|()·•–—]+", f"{date} {rest}".lower())
    if not all(_DATE_PART.fullmatch(part) for part in parts if part.strip(":-")):
        return None
    return DateLine(date.strip(" ,|·•–—-:"), is_update=label is not None and "pdate" in label.group())


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """Make the pattern of datelines, with the agencies of `agencies.txt`."""
    names = sorted(entries(__package__, "agencies.txt"), key=lambda name: (-len(name), name))
    agency = rf"\((?:{'|'.join(map(re.escape, names))})\)"
    # Between a place in capitals and a dash, any acronym is an agency's.
    acronym = rf"(?:{agency}|\([A-Z]{{2,6}}\))"
    return re.compile(
        rf"(?:(?P<words>(?P<place>{_PLACE}){_REGION}{_DAY}(?: ?(?P<agency>{acronym}))?{_DAY}){_DASH}{_BODY_FOLLOWS}"
        rf"|(?P<mixed>{_MIXED_PLACE}{_REGION}{_DAY} {agency}{_DAY}){_DASH}{_BODY_FOLLOWS}"
        rf"|(?P<colon>{_PLACE}{_REGION}{_DAY} ?{agency}{_DAY}):\s*{_BODY_FOLLOWS}"
        rf"|(?P<run_on>(?:{_PLACE}{_REGION}{_DAY} )?{agency})(?:{_DASH}|\s*){_BODY_FOLLOWS})"
    )
