"""What the published file has besides tables: the views of `sql/views/`, and the text searches of `sql/searches/`.

They are read, tried on an empty warehouse, and put in an order in which they can be made. `build.py` makes them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb
import sqlglot
from duckdb_sqlalchemy import Dialect
from sqlalchemy.schema import CreateTable
from sqlglot import exp

from models import Base
from pipelines.sql_files import SQL, SqlError, execute_file, head_comment, tables_of


@dataclass(frozen=True, slots=True)
class View:
    """A view: its file's name, first comment and statements, and the tables and views that it reads, sorted."""

    name: str
    description: str
    sql: str
    upstreams: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A text search, stored as a table macro: its file's name, first comment and statements."""

    name: str
    description: str
    sql: str


@cache
def read_views(folder: Path = SQL / "views") -> tuple[View, ...]:
    """Read all views, each after those that it reads.

    Raises:
        SqlError: a file is not SQL, does not create the view that it is named after, has no comment at its head, reads
            what is not there, reads itself by way of others, or leaves a column without a comment.
    """
    views = {path.stem: _read_view(path) for path in sorted(folder.glob("*.sql"))}
    for view in views.values():
        unknown = set(view.upstreams) - set(views) - set(Base.metadata.tables)
        if unknown:
            message = f"{view.name}.sql reads {', '.join(sorted(unknown))}: there is no such table or view."
            raise SqlError(message)
    graph = {name: [upstream for upstream in view.upstreams if upstream in views] for name, view in views.items()}
    try:
        ordered = tuple(views[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as error:
        message = f"Views read one another in a circle: {' -> '.join(error.args[1])}."
        raise SqlError(message) from error
    with empty_warehouse() as warehouse:
        for view in ordered:
            execute_file(warehouse, folder / f"{view.name}.sql")
            _check_comments(warehouse, view)
    return ordered


@cache
def read_searches(folder: Path = SQL / "searches") -> tuple[Search, ...]:
    """Read all text searches, by name.

    Raises:
        SqlError: a file is not SQL, does not create the macro that it is named after, has no comment at its head, or
            reads what is not there.
    """
    with empty_warehouse() as warehouse:
        return tuple(_read_search(warehouse, path) for path in sorted(folder.glob("*.sql")))


@contextmanager
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a warehouse in memory that has the tables and no row: what SQL is tried on."""
    with duckdb.connect() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=Dialect())))
        yield connection


def comment_on(kind: str, name: str, comment: str) -> str:
    """Give the statement that comments on a view (`VIEW`) or a search (`MACRO TABLE`)."""
    return f"COMMENT ON {kind} {name} IS {exp.Literal.string(comment).sql('duckdb')}"


def _read_view(path: Path) -> View:
    sql = path.read_text(encoding="utf-8")
    try:
        statements = [statement for statement in sqlglot.parse(sql, read="duckdb") if statement]
    except sqlglot.ParseError as error:
        place = error.errors[0] if error.errors else {}
        message = f"{path.name}, line {place.get('line', '?')}: {place.get('description', error)}"
        raise SqlError(message) from error
    # A setting has a function of its name, made first: DuckDB plans with its value, and cannot with a view's.
    create = next((statement for statement in statements if not _makes(statement, "MACRO", path.stem)), None)
    if create is None or not _makes(create, "VIEW", path.stem):
        message = f"{path.name} must begin with CREATE VIEW {path.stem}."
        raise SqlError(message)
    return View(
        path.stem,
        _description(path, sql),
        sql,
        tuple(sorted((tables_of(create) | _functions_of(create, path.parent)) - {path.stem})),
        _column_comments(statements),
    )


def _makes(statement: exp.Expr, kind: str, name: str) -> bool:
    return isinstance(statement, exp.Create) and statement.kind == kind and statement.this.this.name == name


def _functions_of(create: exp.Expr, folder: Path) -> set[str]:
    """Give the names of the views whose functions a statement calls."""
    return {call.name for call in create.find_all(exp.Anonymous) if (folder / f"{call.name}.sql").is_file()}


def _read_search(warehouse: duckdb.DuckDBPyConnection, path: Path) -> Search:
    sql = path.read_text(encoding="utf-8")
    execute_file(warehouse, path)
    made = "SELECT count(*) FROM duckdb_functions() WHERE function_type = 'table_macro' AND function_name = ?"
    if warehouse.execute(made, [path.stem]).fetchall() == [(0,)]:
        message = f"{path.name} must begin with CREATE MACRO {path.stem} (as a table)."
        raise SqlError(message)
    return Search(path.stem, _description(path, sql), sql)


def _description(path: Path, sql: str) -> str:
    description = head_comment(sql)
    if not description:
        message = f"{path.name} must begin with a comment that says what a row of it is."
        raise SqlError(message)
    return description


def _column_comments(statements: list[exp.Expr]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (statement.this.name, statement.expression.name)
        for statement in statements
        if isinstance(statement, exp.Comment) and statement.args.get("kind") == "COLUMN"
    )


def _check_comments(warehouse: duckdb.DuckDBPyConnection, view: View) -> None:
    columns = [row[0] for row in warehouse.execute(f"DESCRIBE {view.name}").fetchall()]
    bare = [column for column in columns if column not in dict(view.columns)]
    if bare:
        message = f"{view.name}.sql has no comment on its columns {', '.join(bare)}."
        raise SqlError(message)
