"""What a person sees of the rows of a table or view in the Dagster UI: the first ten, as Markdown, and some figures."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from threading import Timer
from typing import Any

import duckdb

from pipelines.memory import more_if_needed
from pipelines.sql_files import SQL

ROWS = 10
# Characters of a cell.
WIDTH = 80

# Views that trace the rows of a table to their documents.
_TRACED = {"mention_provenance": "mentions", "statement_provenance": "statements"}

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def previews(warehouse: duckdb.DuckDBPyConnection, names: Iterable[str], seconds: float = 5) -> dict[str, str]:
    """Give the first rows of tables and views by name, as Markdown; what takes more time or memory is left out.

    A view over millions of rows may have to read them all for its first ten. Those that trace rows to their documents
    would hold the texts of all of them: the rows shown are of one article.
    """
    timer = Timer(seconds, warehouse.interrupt)
    timer.start()
    found: dict[str, str] = {}
    try:
        for name in names:
            with suppress(duckdb.OutOfMemoryException):
                found[name] = _preview(warehouse, name)
    except duckdb.InterruptException:
        return found
    finally:
        timer.cancel()
    return found


def figures(warehouse: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float]]:
    """Give what `sql/figures/` counts of tables, by table and by what is counted; what has no value is left out."""
    found = {}
    for path in sorted((SQL / "figures").glob("*.sql")):
        names, row = more_if_needed(warehouse, partial(_only_row, warehouse, path.read_text(encoding="utf-8")))
        found[path.stem] = {
            name.replace("_", " "): value for name, value in zip(names, row, strict=True) if value is not None
        }
    return found


def _only_row(warehouse: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], tuple[Any, ...]]:
    cursor = warehouse.execute(sql)
    return [column[0] for column in cursor.description or []], cursor.fetchone() or ()


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give rows as a table in Markdown, in which what a text says is text and no markup."""
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _preview(warehouse: duckdb.DuckDBPyConnection, name: str) -> str:
    # Cut by DuckDB: a text may be a book.
    cells = f"left(COLUMNS(*)::VARCHAR, {WIDTH + 1})"
    of_article = f"WHERE article_id = {_article_of(warehouse, _TRACED[name])}" if name in _TRACED else ""
    cursor = warehouse.execute(f'SELECT {cells} FROM "{name}" {of_article} LIMIT {ROWS}')
    return markdown_table([column[0] for column in cursor.description or []], cursor.fetchall())


def _article_of(warehouse: duckdb.DuckDBPyConnection, table: str) -> int | str:
    """Give the article of the first row of a table, for a query: DuckDB looks for a number in all tables at once."""
    row = warehouse.execute(f'SELECT article_id FROM "{table}" LIMIT 1').fetchone()
    return int(row[0]) if row else "NULL"


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    shown = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
    return _MARKUP.sub(r"\\\1", shown)
