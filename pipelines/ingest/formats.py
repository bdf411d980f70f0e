"""From a raw file to its documents: opens the file safely and hands it to the reader of its format.

Each format's reader is a module of its own; listing is `listing.py`'s. Nothing here raises for what a file holds.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.html import read_html
from pipelines.ingest.json_lines import read_json_lines
from pipelines.ingest.plain_text import read_plain_text
from pipelines.records import Document, RawFile, key_of

#: The largest file of one article that is read, in bytes. No article is longer; what is does not fit in memory.
LARGEST_ARTICLE_FILE = 64 * 1024 * 1024


class _Format(NamedTuple):
    """A format's name, its reader, and whether the reader streams (a file of any size) or reads the whole file."""

    name: str
    read: Callable[[BinaryIO], Iterator[ExtractedRecord]]
    streams: bool


_TEXT = _Format("txt", read_plain_text, streams=False)
_HTML = _Format("html", read_html, streams=False)
_JSON_LINES = _Format("jsonl", read_json_lines, streams=True)
_FORMATS: Mapping[str, _Format] = {
    ".txt": _TEXT,
    ".html": _HTML,
    ".htm": _HTML,
    ".jsonl": _JSON_LINES,
    ".ndjson": _JSON_LINES,
}

#: The suffixes of the files that are read.
KNOWN_SUFFIXES: tuple[str, ...] = tuple(_FORMATS)


class _RefusedError(Exception):
    """The file must not be opened; the message says why."""


def read_documents(root: Path, file: RawFile) -> Iterator[Document]:
    """Yield the documents of a raw file, in order; one with status and error for what could not be loaded.

    Never raises for what a file holds or for a file that cannot be opened: both are rows. A file that the listing
    gave a status yields one row with that status.
    """
    suffix = PurePosixPath(file.path).suffix.lower()
    format_name = _FORMATS[suffix].name if suffix in _FORMATS else suffix.removeprefix(".")
    for record, extracted in enumerate(_extracted_records(root, file, suffix)):
        yield _document(file.path, record, format_name, extracted)


def _extracted_records(root: Path, file: RawFile, suffix: str) -> Iterator[ExtractedRecord]:
    """Yield what the reader of the file's format finds, and at the end what kept it from going on."""
    if file.status is not None:
        yield ExtractedRecord(status=file.status, error=file.error)
        return
    if suffix not in _FORMATS:
        yield rejected(f"files of the kind {suffix or 'without a suffix'} are not read")
        return
    reader = _FORMATS[suffix]
    try:
        with _open(root, file.path) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size == 0:
                yield ExtractedRecord(status="empty", error="the file is empty")
            elif size > LARGEST_ARTICLE_FILE and not reader.streams:
                yield rejected(f"the file has {size:,} bytes; a file of one article has up to {LARGEST_ARTICLE_FILE:,}")
            else:
                yield from reader.read(stream)
    except _RefusedError as error:
        yield ExtractedRecord(status="refused", error=str(error))
    except OSError as error:
        yield ExtractedRecord(status="unreadable", error=f"the file cannot be read ({error.strerror or error})")


def _open(root: Path, path: str) -> BufferedReader:
    """Open a file below `root` for reading.

    Checked again here, because a file may have become a link or a pipe since it was listed: where the path leads is
    settled first, and that place is opened without following a link and without waiting for a pipe's other end.
    Raises _RefusedError for what is outside or no file, OSError for what cannot be opened.
    """
    real_root = os.path.realpath(root)
    real_path = os.path.realpath(Path(root, path), strict=True)
    if not Path(real_path).is_relative_to(real_root):
        raise _RefusedError("a link that leaves the raw folder")
    descriptor = os.open(real_path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _RefusedError("not a file")
    return os.fdopen(descriptor, "rb")


def _document(path: str, record: int, format_name: str, extracted: ExtractedRecord) -> Document:
    """Give an extracted record its place and its key."""
    text = extracted.text
    return Document(
        document_id=key_of("document", path, record),
        path=path,
        record=record,
        format=format_name,
        encoding=extracted.encoding,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None,
        text=text,
        title=extracted.title,
        published=extracted.published,
        authors=extracted.authors,
        url=extracted.url,
        outlet=extracted.outlet,
        status=extracted.status,
        error=extracted.error,
    )
