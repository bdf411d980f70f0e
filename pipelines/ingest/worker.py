"""The work of `ingest` as another process does it: many small files at a time.

How a file is read is `formats.py`'s; which files are read where, the assets'.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.formats import read_documents
from pipelines.records import Document, RawFile


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
