"""The project's SQL: where the files of `sql/` are, what the comment at the head of each says, and where one is wrong.

What the files are for is not known here: views and searches are `warehouse/views.py`'s.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from sqlglot import exp

SQL = Path(__file__).resolve().parent.parent / "sql"

LINE = re.compile(r"\n\nLINE (\d+): .*", re.DOTALL)


class SqlError(ValueError):
    """A file of `sql/` that cannot be used; the message names it, with the line where there is one, and says why."""


def head_comment(sql: str) -> str:
    """Give the comment lines at the head of a script as one line; empty where it has none."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def body(sql: str) -> str:
    """Give a script without the comment at its head."""
    lines = sql.splitlines()
    while lines and lines[0].startswith("--"):
        del lines[0]
    return "\n".join(lines).strip()


def tables_of(statement: "exp.Expr") -> set[str]:
    """Give the names of the tables and views that a statement reads or makes, its common table expressions aside."""
    from sqlglot import exp  # noqa: PLC0415 - who has a statement has imported it

    own = {common.alias for common in statement.find_all(exp.CTE)}
    return {table.name for table in statement.find_all(exp.Table)} - own


def execute_file(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    """Execute the statements of a file, one after the other; give the columns and the rows of the last one.

    Raises:
        SqlError: DuckDB refuses one of them.
    """
    line, query = 1, ""
    cursor = connection
    try:
        for statement in connection.extract_statements(path.read_text(encoding="utf-8")):
            query = statement.query
            cursor = connection.execute(query)
            line += query.count("\n")
    except duckdb.Error as error:
        place = LINE.search(str(error))
        blank = query[: len(query) - len(query.lstrip())].count("\n")
        line += int(place[1]) - 1 if place else blank
        message = f"{path.name}, line {line}: {LINE.sub('', str(error))}"
        raise SqlError(message) from error
    return [column[0] for column in cursor.description or []], cursor.fetchall()
