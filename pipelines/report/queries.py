"""Ask the warehouse the questions of `sql/report/`. What is made of the answers is the pages'."""

from typing import Any

import duckdb
import sqlglot

from pipelines.sql_files import SQL, tables_of

Row = dict[str, Any]


def rows(warehouse: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[Row]:
    """Give the rows that a file of `sql/report/` asks for."""
    sql = (SQL / "report" / f"{name}.sql").read_text(encoding="utf-8")
    answer: list[Row] = warehouse.execute(sql, parameters).to_arrow_table().to_pylist()
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
    files = sorted((SQL / "report").glob("*.sql"))
    statements = [
        statement for path in files for statement in sqlglot.parse(path.read_text(encoding="utf-8"), "duckdb")
    ]
    return {table for statement in statements if statement for table in tables_of(statement)}
