"""The work of `ingest` as another process does it: many small files at a time.

How a file is read is `formats.py`'s; which files are read where, the assets'.
"""

import time
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.formats import read_documents
from pipelines.object_store import is_address
from pipelines.records import Document, DocumentStatus, RawFile


class ReadFile(NamedTuple):
    """A file with all its documents, and when it was read, see `time_read`."""

    file: RawFile
    read_ns: int
    documents: Sequence[Document]


def read_files(root: Path | str, fields: Mapping[str, str], files: Sequence[RawFile]) -> list[ReadFile]:
    """Read whole files; `fields` maps columns to the user's names for them."""
    return [_read_file(root, fields, file) for file in files]


def time_read(root: Path | str, began: int, statuses: Container[DocumentStatus]) -> int:
    """Give when a file was read, in nanoseconds since the epoch: what changed since is read again.

    An object that could not be read counts as never read. A permission given, or an archived object brought back,
    shows in the listing of a folder, but not in one of objects.
    """
    return 0 if "unreadable" in statuses and is_address(str(root)) else began


def _read_file(root: Path | str, fields: Mapping[str, str], file: RawFile) -> ReadFile:
    began = time.time_ns()
    documents = list(read_documents(root, file, fields))
    return ReadFile(file, time_read(root, began, {document.status for document in documents}), documents)
