"""From what a container or a line says of the date to a moment in UTC. What is not said is not guessed."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pipelines.records import DatePrecision

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_WRITTEN_DATES = (
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>\d{{4}})"),
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
)
_NUMBERS_ONLY = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>z\b|utc|gmt|bst|cest|cet|[ecmp][sd]?t\b)?(?P<offset>[+-]\d\d:?\d\d)?"
)
_OFFSET_HOURS = {"z": 0, "utc": 0, "gmt": 0, "bst": 1, "cet": 1, "cest": 2}
_OFFSET_HOURS |= {zone + half: base for zone, base in zip("ecmp", (-5, -6, -7, -8), strict=True) for half in ("st",)}
_OFFSET_HOURS |= {zone + half: base for zone, base in zip("ecmp", (-4, -5, -6, -7), strict=True) for half in ("dt",)}
_PLACES_OF_ZONES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")

#: Newspapers are not older; what claims to be is a wrong date.
_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_LONGEST = 100


class StatedDate(NamedTuple):
    """A moment in UTC, without a time zone of its own, and how exactly it was stated: a day is its midnight."""

    moment: datetime
    precision: DatePrecision


def parse_date(stated: str | None) -> StatedDate | None:
    """Give the moment that a date states; None for what states no whole date.

    A time without a zone is taken as UTC; midnight sharp is how programs write a day without a time, whatever the zone.
    Read are ISO 8601, RFC 2822, seconds or milliseconds since the epoch, dates written out in English, and numbers
    where day and month cannot be mistaken. Nothing is filled in from today.
    """
    text = " ".join((stated or "").split())
    if not text or len(text) > _LONGEST:
        return None
    for read in (_iso, _epoch, _mail, _written):
        try:
            moment = read(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if moment is not None and _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            precision = _precision(moment)
            return StatedDate(moment.replace(tzinfo=None) if precision == "day" else _utc(moment), precision)
    return None


def date_in_address(url: str | None) -> StatedDate | None:
    """Give the day in the address of an article ("…/2024/06/03/…"); None where there is none."""
    found = _IN_ADDRESS.search(url or "")
    return parse_date("-".join(found.groups())) if found else None


def _precision(moment: datetime) -> DatePrecision:
    if moment.second:
        return "second"
    return "minute" if moment.hour or moment.minute else "day"


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _iso(text: str) -> datetime | None:
    # Python reads "20240603" and "2024-W23" too; eight figures alone are as well an identifier.
    return datetime.fromisoformat(text) if re.match(r"\d{4}-\d\d-\d\d", text) else None


def _epoch(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        return None
    seconds = float(text) if len(text.split(".")[0]) <= 10 else int(text) / 1000
    return datetime.fromtimestamp(seconds, UTC)


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if re.match(r"[A-Z][a-z]{2}, \d", text) else None


def _written(text: str) -> datetime | None:
    """Read a date that is written out, with a time before or behind it."""
    lower = text.lower()
    for pattern in _WRITTEN_DATES:
        found = pattern.search(lower)
        if found is not None:
            month = _MONTHS.get(found["month"]) or int(found["month"])
            day = datetime(int(found["year"]), month, int(found["day"]))
            return _with_time(day, f"{lower[: found.start()]} | {lower[found.end() :].removeprefix('t')}")
    numbers = _NUMBERS_ONLY.search(lower)
    if numbers is None:
        return None
    first, second, year = map(int, numbers.groups())
    if first <= 12 and second <= 12 and first != second:
        return None
    day = datetime(year, *((second, first) if first > 12 else (first, second)))
    return _with_time(day, f"{lower[: numbers.start()]} | {lower[numbers.end() :]}")


def _with_time(day: datetime, around: str) -> datetime:
    """Add the time that stands around a date; a number without minutes or "am" is none."""
    for found in _TIME.finditer(around):
        if found["minute"] is None and found["half"] is None:
            continue
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
        moment = day.replace(hour=hour, minute=int(found["minute"] or 0), second=int(found["second"] or 0))
        return _in_zone(moment, found["zone"], found["offset"])
    return day


def _in_zone(moment: datetime, zone: str | None, offset: str | None) -> datetime:
    if offset is not None:
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        return moment.replace(tzinfo=timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes)))
    if zone in _PLACES_OF_ZONES:
        return moment.replace(tzinfo=ZoneInfo(_PLACES_OF_ZONES[zone]))
    if zone is not None:
        return moment.replace(tzinfo=timezone(timedelta(hours=_OFFSET_HOURS[zone])))
    return moment
