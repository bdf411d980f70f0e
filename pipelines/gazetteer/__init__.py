"""General knowledge of names that both `extract` and `resolve` read: countries, suffixes, and how names are folded.

Only lists that more than one stage needs belong here; a stage's own lists are in its folder.
"""

import unicodedata
from functools import cache
from importlib.resources import files


def without_accents(text: str) -> str:
    """Take accents off letters, and make typographic apostrophes straight."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def rows(name: str, package: str = __package__) -> tuple[tuple[str, ...], ...]:
    """Read a list of this folder, or of a stage's: its lines without comments, split at tabs."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def name_suffixes() -> frozenset[str]:
    """Give what may follow a surname and tells two persons apart, in lower case and without full stops: `jr`."""
    return frozenset(row[0] for row in rows("name_suffixes.txt"))
