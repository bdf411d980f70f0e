"""How a build differs from the warehouse that it replaces: what has moved so far that somebody should look at it.

A drift is no mistake by itself, so it warns and stops nothing. `sql/drifts/` says what counts as one: each file has two
queries, one for what has drifted, which reads the warehouse to be replaced as `previous`, and one to look at the rows.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from pipelines.memory import little_memory, more_if_needed
from pipelines.sql_files import SQL, body, head_comment


@dataclass(frozen=True, slots=True)
class Drift:
    """Something that may drift: the table that it is told of, a name, what is compared, and the two queries."""

    table: str
    name: str
    description: str
    query: str
    to_see: str


@dataclass(frozen=True, slots=True)
class DriftOutcome:
    """What has drifted, a row each; `not_compared` says why, where there was nothing to compare with."""

    drift: Drift
    columns: Sequence[str] = ()
    rows: Sequence[tuple[object, ...]] = ()
    not_compared: str = ""


@cache
def read_drifts() -> tuple[Drift, ...]:
    """Read `sql/drifts/<table>__<name>.sql`."""
    drifts = []
    for path in sorted((SQL / "drifts").glob("*.sql")):
        table, name = path.stem.split("__")
        sql = path.read_text(encoding="utf-8")
        query, to_see = (duckdb_statement.strip() for duckdb_statement in body(sql).rstrip().rstrip(";").split(";\n"))
        drifts.append(Drift(table, name, head_comment(sql), query, to_see))
    return tuple(drifts)


def find_drifts(building: Path, previous: Path) -> list[DriftOutcome]:
    """Compare a build with the warehouse that it is to replace."""
    if not previous.is_file():
        return [DriftOutcome(drift, not_compared="This is the first publication.") for drift in read_drifts()]
    with closing(duckdb.connect(config={"temp_directory": f"{building}.tmp"})) as connection, little_memory(connection):
        try:
            for path, name in ((building, "building"), (previous, "previous")):
                quoted = str(path).replace("'", "''")
                connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
            connection.execute("USE building")
        except duckdb.Error as error:
            return [_not_compared(drift, error) for drift in read_drifts()]
        return [_find(connection, drift) for drift in read_drifts()]


def _find(connection: duckdb.DuckDBPyConnection, drift: Drift) -> DriftOutcome:
    try:
        return more_if_needed(connection, lambda: _compare(connection, drift))
    except duckdb.Error as error:
        return _not_compared(drift, error)


def _compare(connection: duckdb.DuckDBPyConnection, drift: Drift) -> DriftOutcome:
    cursor = connection.execute(drift.query)
    return DriftOutcome(drift, [column[0] for column in cursor.description or []], cursor.fetchall())


def _not_compared(drift: Drift, error: duckdb.Error) -> DriftOutcome:
    """Say that the published warehouse has other tables, being made by other code, or is damaged."""
    return DriftOutcome(drift, not_compared=f"The last publication cannot be compared: {str(error).splitlines()[0]}")
