"""The report: one page that shows what the warehouse holds, opens without a network, and carries its articles along.

Questions are `sql/report/`'s, drawings `charts.py`'s, articles `packing.py`'s; the words are in `report.html`. However
large the warehouse is, the page stays below ten million bytes and says what it leaves out.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.memory import little_memory
from pipelines.report.packing import Packed, pack
from pipelines.report.published import publish
from pipelines.report.queries import Row, row, rows
from pipelines.report.templates import render

if TYPE_CHECKING:
    from pipelines.report.charts import Chart

_MOST_BYTES = 9_950_000

# The longest period, in days, of which each day, week, month has a bar of its own.
_UNITS = ((62, "day"), (400, "week"), (20 * 366, "month"))
_CHANGED = re.compile(r"\[-(?P<out>.*?)-\]|\{\+(?P<put_in>.*?)\+\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Report:
    """What a page has: its bytes, and how many of the warehouse's articles and statements are listed in it."""

    size: int
    articles: int
    statements: int
    statements_listed: int


def write_report(warehouse: Path, page: Path, version: str) -> Report:
    """Write the report of a published warehouse, at once: who has the old one open keeps it."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection, little_memory(connection):
        sections = _sections(connection)
        rows(connection, "portions")
        packed = pack(connection, _MOST_BYTES)
    # When the warehouse is closed, not while articles are read: each takes some hundred megabytes, and a core.
    sections["drawings"] = _drawings(sections)
    bare = _render(sections, Packed(), version)
    packed = packed.within(_MOST_BYTES - len(bare.encode()))
    content = _render(sections, packed, version).encode()
    publish(content, page)
    return Report(len(content), sections["totals"]["articles"], sections["totals"]["statements"], packed.statements)


def _render(sections: Row, packed: Packed, version: str) -> str:
    return render("report.html", ("article.js", "report.js"), **sections, packed=packed, version=version)


def _sections(connection: duckdb.DuckDBPyConnection) -> Row:
    totals = row(connection, "totals")
    unit = _unit(totals["first_published"], totals["last_published"])
    answers = {
        name: rows(connection, name)
        for name in ("formats", "problems", "removals", "speakers", "kinds", "pairs", "outlets")
    }
    for outlet in answers["outlets"]:
        outlet["name"] = outlet["outlet"] or "outlet unknown"
    for name, key in (("speakers", "speaker"), ("kinds", "speaker_kind")):
        for group in answers[name]:
            group["name"] = group[key]
    return answers | {
        "totals": totals,
        "load": row(connection, "load"),
        "unit": unit,
        "moments": rows(connection, "over_time", unit=unit),
        "altered": _altered(rows(connection, "altered")),
    }


def _unit(first: date | None, last: date | None) -> str:
    days = (last - first).days if first and last else 0
    return next((unit for most, unit in _UNITS if days <= most), "year")


def _drawings(sections: Row) -> "dict[str, Chart | None]":
    """Draw what has enough to be drawn; where a chart is null, the page says it in a sentence."""
    # Here, so that articles are read meanwhile: it takes some tenths of a second.
    from pipelines.report import charts  # noqa: PLC0415
    from pipelines.report.network import lay_out  # noqa: PLC0415

    quoting = [outlet for outlet in sections["outlets"] if outlet["statements"]][:15]
    speakers, kinds, pairs = sections["speakers"], sections["kinds"], sections["pairs"]
    moments, unit = sections["moments"], sections["unit"]
    return {
        "speakers": charts.bars_by_kind(speakers, "Who is quoted most, by kind of statement", field="speaker")
        if speakers
        else None,
        "kinds": charts.shares_by_kind(kinds, "Shares of direct, mixed and indirect statements, by kind of speaker")
        if kinds
        else None,
        "pairs": charts.network(lambda width, height: lay_out(pairs, width, height), "Who speaks about whom")
        if len(pairs) > 1
        else None,
        "moments": charts.over_time(moments, unit, f"Statements by {unit} of publication")
        if len(moments) > 1
        else None,
        "outlets": charts.shares_by_kind(quoting, "Shares of direct, mixed and indirect statements, by outlet")
        if len(quoting) > 1
        else None,
    }


def _altered(wordings: Sequence[Row]) -> list[Row]:
    """Give for each utterance its first wording and the others, each beside the first with what differs."""
    utterances = []
    for _, group in groupby(wordings, key=lambda wording: wording["rank"]):
        first, *others = group
        for other in others:
            parts = list(_parts(other["difference"] or other["wording"]))
            other["before"] = _in_words_of(first["wording"], [part for part in parts if part[0] != "put_in"])
            other["after"] = [part for part in parts if part[0] != "out"]
        utterances.append({"first": first, "others": others})
    return utterances


def _parts(difference: str) -> Iterator[tuple[str, str]]:
    """Give the words that are the same, that were left out, that were put in, as they come."""
    last = 0
    for change in _CHANGED.finditer(difference):
        yield "same", difference[last : change.start()].strip()
        kind = change.lastgroup or "same"
        yield kind, change[kind]
        last = change.end()
    yield "same", difference[last:].strip()


def _in_words_of(wording: str, parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give parts in the words of the wording that they are of: what is the same may have other marks and capitals."""
    words = wording.split()
    if len(words) != sum(len(part.split()) for _, part in parts):
        return list(parts)
    taken = iter(words)
    return [(kind, " ".join(islice(taken, len(part.split())))) for kind, part in parts]
