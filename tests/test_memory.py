from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from pipelines.memory import let_go, little_memory, more_if_needed, transaction, without_limit

LIMIT = "SELECT current_setting('memory_limit')"
# All in one text: nothing of it can be put aside.
LARGE = "SELECT length(string_agg(md5(number::VARCHAR), ' ')) FROM range(200000) AS numbers (number)"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(tmp_path / "some.duckdb")) as connection:
        yield connection


def test_a_database_has_little_memory_and_spills_beside_itself(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    before = connection.execute(LIMIT).fetchall()
    with little_memory(connection, "100MiB"):
        assert connection.execute(LIMIT).fetchall() == [("100.0 MiB",)] != before
    assert connection.execute(LIMIT).fetchall() == before
    folder = connection.execute("SELECT current_setting('temp_directory')").fetchall()
    assert folder == [(f"{tmp_path / 'some.duckdb'}.tmp",)]


def test_what_needs_more_is_asked_again_with_twice_as_much_until_it_is_enough(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    limits = []

    def ask() -> object:
        limits.extend(connection.execute(LIMIT).fetchall())
        return connection.execute(LARGE).fetchall()

    with little_memory(connection, "8MiB"):
        assert more_if_needed(connection, ask) == [(200_000 * 33 - 1,)]
        asked = [float(limit.removesuffix(" MiB")) for (limit,) in limits]
        assert 2 <= len(asked) <= 5
        assert all(more == pytest.approx(2 * less, rel=0.02) for less, more in pairwise(asked))
        assert connection.execute(LIMIT).fetchall() == [("8.0 MiB",)]


# So many keys that they can be written in so little memory, but not committed.
KEYS = "INSERT INTO numbers SELECT range, md5(range::VARCHAR) FROM range(800_000)"


@pytest.fixture
def numbers(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    connection.execute("CREATE TABLE numbers (number BIGINT PRIMARY KEY, text VARCHAR)")
    connection.execute("SET threads = 1")
    with little_memory(connection, "12MB"):
        yield connection


def test_a_commit_that_fails_for_want_of_memory_leaves_keys_behind(numbers: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.TransactionException, match="Failed to commit: failed to pin block"):
        numbers.execute(KEYS)
    assert numbers.execute("FROM numbers").fetchall() == []
    with pytest.raises(duckdb.ConstraintException):
        numbers.execute("INSERT INTO numbers VALUES (0, '')")


def test_so_a_transaction_is_committed_with_more(numbers: duckdb.DuckDBPyConnection) -> None:
    limit = numbers.execute(LIMIT).fetchall()
    with transaction(numbers):
        numbers.execute(KEYS)
        assert numbers.execute(LIMIT).fetchall() == limit
    assert numbers.execute(LIMIT).fetchall() == limit
    assert numbers.execute("SELECT count(*), min(number), max(number) FROM numbers").fetchall() == [
        (800_000, 0, 799_999)
    ]


def test_a_transaction_that_fails_leaves_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE numbers (number BIGINT PRIMARY KEY)")
    with pytest.raises(duckdb.ConstraintException), transaction(connection):
        connection.execute("INSERT INTO numbers VALUES (1)")
        connection.execute("INSERT INTO numbers VALUES (1)")
    with transaction(connection):
        connection.execute("INSERT INTO numbers VALUES (1)")
    assert connection.execute("FROM numbers").fetchall() == [(1,)]


def test_what_is_too_much_for_all_memory_fails_and_leaves_the_limit_as_it_was(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    own = connection.execute(LIMIT).fetchall()
    limits = []

    def ask() -> None:
        limits.extend(connection.execute(LIMIT).fetchall())
        raise duckdb.OutOfMemoryException("failed to pin block")

    with little_memory(connection, "64MiB"):
        with pytest.raises(duckdb.OutOfMemoryException):
            more_if_needed(connection, ask)
        assert limits[-1:] == own
        assert connection.execute(LIMIT).fetchall() == [("64.0 MiB",)]


def test_two_who_need_more_at_once_take_turns_and_leave_the_limit_as_it_was(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    limits: list[object] = []

    def other() -> None:
        with closing(connection.cursor()) as cursor, without_limit(cursor):
            limits.append(cursor.execute(LIMIT).fetchall())

    with little_memory(connection, "64MiB"):
        thread = Thread(target=other)
        with without_limit(connection):
            thread.start()
            thread.join(0.3)
            assert limits == []
        thread.join()
        assert len(limits) == 1
        assert connection.execute(LIMIT).fetchall() == [("64.0 MiB",)]


def test_another_error_is_not_asked_again(connection: duckdb.DuckDBPyConnection) -> None:
    asked = []

    def ask() -> None:
        asked.append(connection.execute("SELECT error('no')").fetchall())

    with pytest.raises(duckdb.InvalidInputException):
        more_if_needed(connection, ask)
    assert asked == []


def test_what_is_let_go_is_no_longer_in_memory_and_the_limit_is_as_before(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute("CREATE TABLE texts AS SELECT md5(range::VARCHAR) AS text FROM range(3000000)")
    connection.execute("CHECKPOINT")
    connection.execute("SELECT max(text) FROM texts").fetchall()
    limit, held = connection.execute(LIMIT).fetchall(), "SELECT sum(memory_usage_bytes) FROM duckdb_memory()"
    assert connection.execute(held).fetchall()[0][0] > 20_000_000
    let_go(connection)
    assert connection.execute(held).fetchall()[0][0] < 17_000_000
    assert connection.execute(LIMIT).fetchall() == limit
