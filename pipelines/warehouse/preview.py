"""What a person sees of the rows of a table or view in the Dagster UI: the first ten, as Markdown, and some figures."""

import re
from collections.abc import Iterable, Sequence
from threading import Timer

import duckdb

from pipelines.sql_files import SQL

ROWS = 10
# Characters of a cell.
WIDTH = 80

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def previews(warehouse: duckdb.DuckDBPyConnection, names: Iterable[str], seconds: float = 5) -> dict[str, str]:
    """Give the first rows of tables and views by name, as Markdown; what takes longer than they may is left out.

    A view over millions of rows may have to read them all for its first ten.
    """
    timer = Timer(seconds, warehouse.interrupt)
    timer.start()
    found: dict[str, str] = {}
    try:
        for name in names:
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
        cursor = warehouse.execute(path.read_text(encoding="utf-8"))
        names, row = [column[0] for column in cursor.description or []], cursor.fetchone() or ()
        found[path.stem] = {
            name.replace("_", " "): value for name, value in zip(names, row, strict=True) if value is not None
        }
    return found


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give rows as a table in Markdown, in which what a text says is text and no markup."""
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _preview(warehouse: duckdb.DuckDBPyConnection, name: str) -> str:
    # Cut by DuckDB: a text may be a book.
    cells = f"left(COLUMNS(*)::VARCHAR, {WIDTH + 1})"
    cursor = warehouse.execute(f'SELECT {cells} FROM "{name}" LIMIT {ROWS}')
    return markdown_table([column[0] for column in cursor.description or []], cursor.fetchall())


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    shown = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
    return _MARKUP.sub(r"\\\1", shown)
