"""How much memory DuckDB takes: little, so that a run over many articles needs no more than one over few.

By itself it keeps what it has read, sorted and joined, up to most of the machine's memory. What it may not keep, it
reads again, or puts into a folder beside the database. A few queries cannot do with little: they are asked again with
more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from typing import TypeVar

import duckdb

LITTLE = "128MB"
_LEAST = "16MB"
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")
_ONE_AT_A_TIME = RLock()

Answer = TypeVar("Answer")


@contextmanager
def little_memory(connection: duckdb.DuckDBPyConnection, memory: str = LITTLE) -> Iterator[duckdb.DuckDBPyConnection]:
    """Let a database have no more than so much memory meanwhile, and then as much as it had."""
    before = _limit(connection)
    with suppress(duckdb.OutOfMemoryException):  # it holds more that it cannot let go
        connection.execute(f"SET memory_limit = '{memory}'")
    try:
        yield connection
    finally:
        connection.execute(f"SET memory_limit = '{before}'")


def more_if_needed(connection: duckdb.DuckDBPyConnection, ask: Callable[[], Answer]) -> Answer:
    """Ask a database something that changes nothing if it fails; again with twice its memory as often as that fails.

    Twice, not without limit: DuckDB would then take most of the machine's memory, for what needs a little more. What is
    asked must not be within a transaction: DuckDB ends that with the error.
    """
    with suppress(duckdb.OutOfMemoryException):
        return ask()
    with _other_limit(connection) as (before, own):
        for limit in _doubled(before, own):
            connection.execute(f"SET memory_limit = '{limit}'")
            with suppress(duckdb.OutOfMemoryException):
                return ask()
        connection.execute(f"SET memory_limit = '{own}'")
        return ask()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Make what is asked inside all or nothing, and commit it with as much memory as DuckDB gives by itself.

    What cannot be committed for want of memory is undone but for its keys, which stay in the indexes: to ask it again
    would be an error.
    """
    connection.begin()
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # a full disk may have ended the connection, and with it the transaction
            connection.rollback()
        raise
    with without_limit(connection):
        connection.commit()


@contextmanager
def without_limit(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let a database have as much memory meanwhile as DuckDB gives by itself."""
    with _other_limit(connection) as (_, own):
        connection.execute(f"SET memory_limit = '{own}'")
        yield


@contextmanager
def _other_limit(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Give a database its limit back in the end; yield that, and the one that DuckDB has by itself.

    To reset the setting is not enough to have the latter: DuckDB then shows the new value, and keeps to the old one.
    """
    with _ONE_AT_A_TIME:  # the limit is that of all who ask the database
        before = _limit(connection)
        connection.execute("RESET memory_limit")
        try:
            yield before, _limit(connection)
        finally:
            with suppress(duckdb.OutOfMemoryException):  # by now it holds more that it cannot let go
                connection.execute(f"SET memory_limit = '{before}'")


def let_go(connection: duckdb.DuckDBPyConnection) -> None:
    """Have a database give back what it has kept and freed: DuckDB does that when it gets another limit.

    Not within a transaction.
    """
    with suppress(duckdb.OutOfMemoryException), little_memory(connection, _LEAST):
        pass


def _doubled(limit: str, most: str) -> Iterator[str]:
    """Give twice a limit, twice that and so on, as long as it is less than the most."""
    size = 2 * _bytes(limit)
    while size < _bytes(most):
        yield f"{size:.0f} bytes"
        size *= 2


def _bytes(limit: str) -> float:
    number, unit = limit.split()
    return float(number) * float(1024 ** _UNITS.index(unit))


def _limit(connection: duckdb.DuckDBPyConnection) -> str:
    ((limit,),) = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    number, unit = limit.split()
    return f"{float(number) + 0.05} {unit}"  # it is shown cut to one place, and would get less each time
