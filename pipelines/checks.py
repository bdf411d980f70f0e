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
from pipelines.memory import more_if_needed
from pipelines.sql_files import SQL, head_comment
from pipelines.staging import EXPECTED_TABLES

# Most checks read less than DuckDB divides among threads, and keep one core busy.
_AT_ONCE = 2

# Articles of so many words are compared with their documents at a time: a join holds all texts that it looks into.
_WORDS_AT_ONCE = 3_000_000
_LEAST_KEY, _GREATEST_KEY = -(2**63), 2**63 - 1
_FIRST, _LAST = "$first_article", "$last_article"


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
        return _FIRST in self.query

    @property
    def to_see(self) -> str:
        """Give the query that anybody can ask, for the wrong rows of all articles."""
        return self.query.replace(_FIRST, str(_LEAST_KEY)).replace(_LAST, str(_GREATEST_KEY))


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
    checks = integrity_checks()
    ranges = _ranges(warehouse)
    queries = [query for check in checks for query in _queries(check, ranges)]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        answers = threads.map(partial(_wrong_rows, warehouse), queries)
        wrong = {check: [row for _ in _queries(check, ranges) for row in next(answers)] for check in checks}
    tables = {check.table for check in checks}
    counts = more_if_needed(warehouse, lambda: {table: count_rows(warehouse, table) for table in tables})
    outcomes = [_outcome(check, counts[check.table], rows) for check, rows in wrong.items()]
    return outcomes + [_compare_rows(warehouse, completeness_check(table), rows) for table, rows in expected.items()]


def completeness_check(table: str) -> IntegrityCheck:
    """Give the check that a table has as many rows as staging says it must: no join lost or doubled any."""
    return IntegrityCheck(table, "complete", "Has as many rows as staging.", f'SELECT count(*) FROM "{table}"')


def _compare_rows(warehouse: duckdb.DuckDBPyConnection, check: IntegrityCheck, expected: int) -> CheckOutcome:
    rows = count_rows(warehouse, check.table)
    examples = () if rows == expected else (f"{rows} rows, expected {expected}",)
    return CheckOutcome(check, rows, abs(rows - expected), examples)


def _ranges(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    """Divide all keys that there could be into ranges, each with articles of some words; give its first and last."""
    query = (
        "SELECT min(article_id) FROM ("
        f"SELECT article_id, sum(word_count) OVER (ORDER BY article_id) // {_WORDS_AT_ONCE} AS part FROM articles"
        ") GROUP BY part ORDER BY part"
    )
    firsts = more_if_needed(warehouse, lambda: warehouse.execute(query).fetchall())
    borders = [first for (first,) in firsts[1:]]
    return list(zip([_LEAST_KEY, *borders], [*(border - 1 for border in borders), _GREATEST_KEY], strict=True))


def _queries(check: IntegrityCheck, ranges: Sequence[tuple[int, int]]) -> list[tuple[str, dict[str, int]]]:
    """Give what a check asks, with its parameters."""
    if not check.looks_into_texts:
        return [(check.query, {})]
    return [(check.query, {_FIRST[1:]: first, _LAST[1:]: last}) for first, last in ranges]


def _wrong_rows(warehouse: duckdb.DuckDBPyConnection, asked: tuple[str, dict[str, int]]) -> list[tuple[Any, ...]]:
    query, parameters = asked
    with closing(warehouse.cursor()) as connection:
        return more_if_needed(connection, lambda: connection.execute(query, parameters or None).fetchall())


def _outcome(check: IntegrityCheck, rows: int, wrong: Sequence[tuple[Any, ...]]) -> CheckOutcome:
    examples = tuple(", ".join(map(str, row)) for row in wrong[:5])
    return CheckOutcome(check, rows, len(wrong), examples)


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
        f'WHERE source."{key.column.name}" BETWEEN {_FIRST} AND {_LAST} '
        f'AND ({slice_} IS DISTINCT FROM span."{column.name}" OR span."{end}" <= span."{start}")',
    )
