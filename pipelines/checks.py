"""The integrity checks of the warehouse: generated from `models/`, or written once in `sql/checks/`.

A check is a query for the rows that are wrong; one wrong row keeps a build from being published. How many rows it
looked at is reported with it: a check of nothing is seen to be one.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import duckdb
from sqlalchemy import Column, Table

from models import Base
from pipelines.article_ranges import ALL_ARTICLES, FIRST, LAST, article_ranges
from pipelines.memory import more_if_needed
from pipelines.sql_files import SQL, head_comment
from pipelines.staging import EXPECTED_TABLES

# Most checks read less than DuckDB divides among threads, and keep one core busy.
_AT_ONCE = 2

# Articles of so many words are compared with their documents at a time: a join holds all texts that it looks into.
_WORDS_AT_ONCE = 3_000_000


@dataclass(frozen=True, slots=True)
class IntegrityCheck:
    """A check of one table. `query` gives the wrong rows; no row means passed.

    One that looks into texts names the parameters `$first_article` and `$last_article`: it gives the wrong rows of the
    articles with those keys and all keys between them.
    """

    table: str
    name: str
    description: str
    query: str

    @property
    def looks_into_texts(self) -> bool:
        """Say whether it is asked of some articles at a time."""
        return f"${FIRST}" in self.query

    @property
    def to_see(self) -> str:
        """Give the query that anybody can ask, for the wrong rows of all articles."""
        query = self.query
        for name, key in ALL_ARTICLES.items():
            query = query.replace(f"${name}", str(key))
        return query


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What a check found: of `rows` rows of its table, `wrong` are wrong; a few of them are in `examples`."""

    check: IntegrityCheck
    rows: int
    wrong: int
    examples: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Say whether no row is wrong."""
        return self.wrong == 0


@cache
def integrity_checks() -> tuple[IntegrityCheck, ...]:
    """Give all checks, by table and name."""
    checks = [*_written_checks()]
    for table in Base.metadata.sorted_tables:
        checks += [*_key_checks(table), *_span_checks(table)]
    return tuple(sorted(checks, key=lambda check: (check.table, check.name)))


def checks_of(table: str) -> tuple[IntegrityCheck, ...]:
    """Give the checks of one table, that for its number of rows included where staging knows it."""
    complete = (completeness_check(table),) if table in EXPECTED_TABLES else ()
    return tuple(check for check in integrity_checks() if check.table == table) + complete


def run_checks(warehouse: duckdb.DuckDBPyConnection, expected: Mapping[str, int]) -> list[CheckOutcome]:
    """Run all checks on an open warehouse; `expected` says how many rows some tables must have."""
    ranges = article_ranges(warehouse, _WORDS_AT_ONCE)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = list(threads.map(partial(_run, warehouse, ranges), integrity_checks()))
    return outcomes + [_compare_rows(warehouse, completeness_check(table), rows) for table, rows in expected.items()]


def completeness_check(table: str) -> IntegrityCheck:
    """Give the check that a table has as many rows as staging says it must: no join lost or doubled any."""
    return IntegrityCheck(table, "complete", "Has as many rows as staging.", f'SELECT count(*) FROM "{table}"')


def _compare_rows(warehouse: duckdb.DuckDBPyConnection, check: IntegrityCheck, expected: int) -> CheckOutcome:
    rows = count_rows(warehouse, check.table)
    examples = () if rows == expected else (f"{rows} rows, expected {expected}",)
    return CheckOutcome(check, rows, abs(rows - expected), examples)


def _run(
    warehouse: duckdb.DuckDBPyConnection, ranges: Sequence[Mapping[str, int]], check: IntegrityCheck
) -> CheckOutcome:
    wrong: list[tuple[Any, ...]] = []
    with closing(warehouse.cursor()) as connection:
        for parameters in ranges if check.looks_into_texts else [None]:
            wrong += more_if_needed(connection, partial(_wrong_rows, connection, check, parameters))
        # To count as well: while another check has more memory, and just after, there is none for anybody else.
        rows = more_if_needed(connection, lambda: count_rows(connection, check.table))
    examples = tuple(", ".join(map(str, row)) for row in wrong[:5])
    return CheckOutcome(check, rows, len(wrong), examples)


def _wrong_rows(
    connection: duckdb.DuckDBPyConnection, check: IntegrityCheck, parameters: Mapping[str, int] | None
) -> list[tuple[Any, ...]]:
    return connection.execute(check.query, parameters).fetchall()


def count_rows(warehouse: duckdb.DuckDBPyConnection, table: str) -> int:
    """Count the rows of a table or view."""
    row = warehouse.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(row[0]) if row else 0


def _written_checks() -> Iterator[IntegrityCheck]:
    """Read `sql/checks/<table>__<name>.sql`; the first comment is the description."""
    for path in sorted((SQL / "checks").glob("*.sql")):
        table, name = path.stem.split("__")
        query = path.read_text(encoding="utf-8")
        yield IntegrityCheck(table, name, head_comment(query), query)


def _key_checks(table: Table) -> Iterator[IntegrityCheck]:
    """Check that keys are unique and foreign keys lead somewhere, those to the own table too (no DDL says those)."""
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    yield IntegrityCheck(
        table.name,
        "key_unique",
        f"{keys} identifies a row.".replace('"', ""),
        f'SELECT {keys} FROM "{table.name}" GROUP BY {keys} HAVING count(*) > 1',
    )
    for foreign_key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        column, target = foreign_key.parent.name, foreign_key.column
        yield IntegrityCheck(
            table.name,
            f"{column}_exists",
            f"{column} is a key of {target.table.name}, or null.",
            f'SELECT "{column}" FROM "{table.name}" WHERE "{column}" IS NOT NULL '
            f'AND "{column}" NOT IN (SELECT "{target.name}" FROM "{target.table.name}")',
        )


def _span_checks(table: Table) -> Iterator[IntegrityCheck]:
    """Check that each text declared a span is what stands at its offsets."""
    for column in table.columns:
        if "span_of" in column.info:
            yield _span_check(table, column)


def _span_check(table: Table, column: "Column[str]") -> IntegrityCheck:
    source, start, end = column.info["span_of"]
    source_table, source_column = source.split(".")
    keys = [key for key in table.foreign_keys if key.column.table.name == source_table]
    key = min(keys, key=lambda key: key.parent.name)
    row_key = next(iter(table.primary_key)).name
    slice_ = f'substring(source."{source_column}", span."{start}" + 1, span."{end}" - span."{start}")'
    return IntegrityCheck(
        table.name,
        f"{column.name}_is_span",
        f"{column.name} is {source} from {start} to {end}.",
        f'SELECT span."{row_key}" FROM "{table.name}" AS span '
        f'INNER JOIN "{source_table}" AS source ON source."{key.column.name}" = span."{key.parent.name}" '
        f'WHERE source."{key.column.name}" BETWEEN ${FIRST} AND ${LAST} '
        f'AND ({slice_} IS DISTINCT FROM span."{column.name}" OR span."{end}" <= span."{start}")',
    )
