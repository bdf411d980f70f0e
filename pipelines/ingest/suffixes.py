"""What the name of a file says: its format, and how it is compressed. Who reads a format is `formats.py`'s."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from pipelines.ingest.opening import COMPRESSED_SUFFIXES

#: Files of one article, held in memory as a whole: the format of each suffix.
ARTICLES: Mapping[str, str] = {".txt": "txt", ".md": "md", ".html": "html", ".htm": "html"}

#: Files of any number of records, streamed: the format of each suffix.
COLLECTIONS: Mapping[str, str] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
}

#: The suffixes of the files that are read; each may be followed by one of COMPRESSED_SUFFIXES.
KNOWN_SUFFIXES: tuple[str, ...] = (*ARTICLES, *COLLECTIONS)


@lru_cache(maxsize=1)  # whoever has to do with a file asks, one after the other
def split_suffixes(path: str) -> tuple[str, str]:
    """Give the suffix that says a file's format and the one that says how it is compressed, lower case, "" for none."""
    name = PurePosixPath(path)
    suffix = name.suffix.lower()
    return (PurePosixPath(name.stem).suffix.lower(), suffix) if suffix in COMPRESSED_SUFFIXES else (suffix, "")


def format_of(path: str) -> str:
    """Give the format that a file's name says, its bare suffix where that is none that is read."""
    suffix, _ = split_suffixes(path)
    return ARTICLES.get(suffix) or COLLECTIONS.get(suffix) or suffix.removeprefix(".")


def unknown_format(path: str) -> str | None:
    """Say why a file's name makes it none that is read; None for one that is."""
    suffix, compression = split_suffixes(path)
    if suffix in KNOWN_SUFFIXES:
        return None
    found = f"files of the kind {suffix}{compression}" if suffix or compression else "files without a suffix"
    compressed = " or ".join(COMPRESSED_SUFFIXES)
    return f"{found} are not read; known are {', '.join(KNOWN_SUFFIXES)}, each also {compressed}"
