"""Reads the word lists and rules that are data: .txt and .tsv files beside the code that they belong to.

What a list means, the module that asks for it knows.
"""

from functools import cache
from importlib.resources import files


@cache
def rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Read a list in the folder of a package: its lines without comments and empty ones, split at tabs."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def entries(package: str, name: str) -> frozenset[str]:
    """Read a list of one entry a line."""
    return frozenset(row[0] for row in rows(package, name))
