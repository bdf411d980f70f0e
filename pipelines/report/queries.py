"""Ask the warehouse the questions of `sql/report/`. What is made of the answers is the pages'."""

from typing import Any

import duckdb

from pipelines.memory import more_if_needed
from pipelines.sql_files import SQL, tables_of

Row = dict[str, Any]


def rows(warehouse: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[Row]:
    """Give the rows that a file of `sql/report/` asks for."""
    sql = (SQL / "report" / f"{name}.sql").read_text(encoding="utf-8")
    answer: list[Row] = more_if_needed(
        warehouse, lambda: warehouse.execute(sql, parameters).to_arrow_table()
    ).to_pylist()
    return answer


def row(warehouse: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> Row:
    """Give the one row that a file of `sql/report/` asks for.

    Raises:
        ValueError: there is not one row.
    """
    (only,) = rows(warehouse, name, **parameters)
    return only


def tables_read() -> set[str]:
    """Give the names of the tables and views that the questions read, those that they make for themselves included."""
    import sqlglot  # noqa: PLC0415 - for the graph of assets; to ask the questions takes none of it

    scripts = [path.read_text(encoding="utf-8") for path in (SQL / "report").glob("*.sql")]
    statements = [statement for script in scripts for statement in sqlglot.parse(script, "duckdb") if statement]
    return {name for statement in statements for name in tables_of(statement)}
