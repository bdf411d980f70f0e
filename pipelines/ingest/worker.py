"""The work of `ingest` as another process does it: many small files at a time, or one part of a file after the other.

How a file is read is `formats.py`'s; which files are read where, the assets'.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.formats import Reading, not_read, read_documents
from pipelines.records import Document, RawFile

# A part has so many records at the most, and so many characters of text, so that a few take little memory; and it ends
# after so many seconds, so that one that takes much longer hangs.
PART_DOCUMENTS = 1_000
PART_CHARACTERS = 4_000_000
PART_SECONDS = 10.0


class ReadFile(NamedTuple):
    """A file with all its documents, and when it was read, see `time_read`."""

    file: RawFile
    read_ns: int
    documents: Sequence[Document]


def read_files(root: Path | str, fields: Mapping[str, str], files: Sequence[RawFile]) -> list[ReadFile]:
    """Read whole files; `fields` maps columns to the user's names for them."""
    return [_read_file(root, fields, file) for file in files]


def time_read(began: int, *, failed: bool) -> int:
    """Give when a file was read, in nanoseconds since the epoch: what changed since is read again.

    One that the system failed to give counts as never read: a share that is back, a disk that recovered, or an
    archived object brought back, shows in no listing.
    """
    return 0 if failed else began


def _read_file(root: Path | str, fields: Mapping[str, str], file: RawFile) -> ReadFile:
    began = time.time_ns()
    reading = read_documents(root, file, fields)
    documents = list(reading)
    return ReadFile(file, time_read(began, failed=reading.failed), documents)


class Part(NamedTuple):
    """A part of a file that is to be read: from this record on; before the record `alone_until`, one at a time."""

    file: RawFile
    record: int
    alone_until: int


class ReadPart(NamedTuple):
    """The documents of a part; when its file was read, see `time_read`, and whether it is now read to its end."""

    part: Part
    documents: Sequence[Document]
    read_ns: int
    ended: bool


class _Open:
    """A file whose parts are read, at the record that comes next."""

    def __init__(self, root: Path | str, fields: Mapping[str, str], file: RawFile) -> None:
        self.file = file
        self.began = time.time_ns()
        self.reading: Reading = read_documents(root, file, fields)
        self.record = 0


# The file that this process has open between two parts: none or one.
_open: list[_Open] = []


def read_part(root: Path | str, fields: Mapping[str, str], part: Part) -> ReadPart:
    """Read the next part of a file.

    A process that has not read what goes before it does so first, and gives parts without documents while it does.
    """
    if not _open or _open[0].file != part.file or _open[0].record > part.record:
        _open[:] = [_Open(root, fields, part.file)]
    (file,) = _open
    until = time.monotonic() + PART_SECONDS
    most = 1 if part.record < part.alone_until else PART_DOCUMENTS
    documents: list[Document] = []
    characters = 0
    for document in file.reading:
        file.record += 1
        if document.record >= part.record:
            documents.append(document)
            characters += len(document.text)
        if len(documents) >= most or characters >= PART_CHARACTERS or time.monotonic() > until:
            return ReadPart(part, documents, 0, ended=False)
    _open.clear()
    return ReadPart(part, documents, time_read(file.began, failed=file.reading.failed), ended=True)


def read_alone(part: Part) -> list[Part]:
    """Give the part again whose records are then read one at a time; nothing where they were already."""
    return [] if part.record < part.alone_until else [part._replace(alone_until=part.record + PART_DOCUMENTS)]


def give_up(part: Part, what_happened: str) -> ReadPart:
    """Give the end of a file that cannot be read any further: a document that says so."""
    error = (
        f"the file cannot be read any further: {what_happened}; mend it or take it out of the raw folder, it is read "
        "again once it has changed"
    )
    return ReadPart(part, [not_read(part.file, part.record, error)], time.time_ns(), ended=True)
