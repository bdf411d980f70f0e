"""A raw folder, and shortcuts to list and read it."""

import errno
import os
from collections.abc import Callable, Mapping
from io import BufferedReader, FileIO
from pathlib import Path

import pytest

from pipelines.ingest.formats import read_documents
from pipelines.ingest.listing import list_raw_files
from pipelines.records import Document


class _Failing(FileIO):
    """A file on a disk that fails: it can be opened, and not read."""

    def readinto(self, _: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def readall(self) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def fail_to_read(root: Path | str, path: str) -> BufferedReader:
    """Open a raw file that cannot be read."""
    return BufferedReader(_Failing(Path(root) / path))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def read(root: Path) -> Callable[..., list[Document]]:
    """Write one file into the raw folder and read it by way of the listing."""

    def write_and_read(name: str, content: bytes, fields: Mapping[str, str] | None = None) -> list[Document]:
        (root / name).write_bytes(content)
        return [
            document
            for file in list_raw_files(root)
            if file.path == name
            for document in read_documents(root, file, fields or {})
        ]

    return write_and_read
