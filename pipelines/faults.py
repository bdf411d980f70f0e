"""What is wrong with the machine rather than with the input, said so that somebody can mend it.

A full disk and a damaged staging file: here is how they are told from other errors of DuckDB, SQLite and the system,
and the sentence that says what to do. Bad input is not here: it becomes rows, in the stages.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# As DuckDB, the C library and SQLite say it.
_FULL = ("No space left on device", "Disk quota exceeded", "database or disk is full")
# As DuckDB says it of a file that was cut off or written over.
_DAMAGED = ("not a valid DuckDB database", "Corrupt database file", "Could not read enough bytes", "Failed to load")


class DiskFullError(OSError):
    """No room is left where the pipeline writes; the message says where, and what to do."""

    def __init__(self, folder: Path, error: BaseException) -> None:
        super().__init__(
            f"The disk of {folder} is full. Make room there and run again: the run goes on where this one stopped, and "
            f"the published warehouse is as it was. ({_first_line(error)})"
        )


class StagingDamagedError(RuntimeError):
    """The staging file cannot be read; the message says what to do."""

    def __init__(self, path: Path, error: BaseException) -> None:
        super().__init__(
            f"{path} is damaged and cannot be used. It holds nothing that cannot be made again: delete it, and "
            f"{path.name}.wal beside it if there is one, and run again; all files are then read and analysed anew. The "
            f"published warehouse is as it was. ({_first_line(error)})"
        )


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def is_disk_full(error: BaseException) -> bool:
    """Say whether an error, or what caused it, is that a disk is full."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    if any(words in str(error) for words in _FULL):
        return True
    cause = error.__cause__ or error.__context__
    return cause is not None and is_disk_full(cause)


# Raised "from None": the sentence is what a log shows of an error, else it would be DuckDB's, its cause.
@contextmanager
def faults_told(staging: Path) -> Iterator[None]:
    """Raise a sentence that says what to do in the place of an error that a full disk or a damaged file is behind.

    Raises:
        DiskFullError: the disk of the staging file's folder is full.
        StagingDamagedError: the staging file is damaged.
    """
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if isinstance(error, DiskFullError):
            raise
        if is_disk_full(error):
            raise DiskFullError(staging.parent, error) from None
        if isinstance(error, duckdb.Error) and any(words in str(error) for words in _DAMAGED):
            raise StagingDamagedError(staging, error) from None
        raise
