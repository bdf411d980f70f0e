"""The report's file: of what and by which code it was made, and how it is put in the place of the last one."""

import os
import re
from contextlib import closing
from pathlib import Path

import duckdb

from pipelines.report.queries import row
from pipelines.versions import stage_version

_MADE_OF = re.compile(rb'<meta name="verbatim-made-of" content="([^"]*)">')


def version_of(warehouse: Path) -> str:
    """Give the version of the report that a published warehouse would have: equal means an equal page."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        return f"{row(connection, 'load')['input_version']} {stage_version('report')}"


def made_of(page: Path) -> str | None:
    """Give the version of the report in a file; null where there is no file, or it is not a report."""
    if not page.is_file():
        return None
    with page.open("rb") as file:
        found = _MADE_OF.search(file.read(2_000))
    return found[1].decode() if found else None


def publish(content: bytes, page: Path) -> None:
    """Put a report in the place of the last one, at once: who has that open keeps it."""
    building = page.with_name(f".{page.name}.building")
    try:
        with building.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(building, page)  # noqa: PTH105 - the design names it: atomic on one file system
    finally:
        building.unlink(missing_ok=True)
