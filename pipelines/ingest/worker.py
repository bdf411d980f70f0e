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
    """A file with all its documents, and when reading it began, in nanoseconds since the epoch."""

    file: RawFile
    read_ns: int
    documents: Sequence[Document]


def read_files(root: Path, fields: Mapping[str, str], files: Sequence[RawFile]) -> list[ReadFile]:
    """Read whole files; `fields` maps columns to the user's names for them."""
    return [ReadFile(file, time.time_ns(), list(read_documents(root, file, fields))) for file in files]
