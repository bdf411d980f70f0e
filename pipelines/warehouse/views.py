"""The analyst's views: read `sql/views/*.sql`, tell what each reads, put them in an order in which they can be made."""

from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp

from models import Base
from pipelines.sql_files import SQL, head_comment


@dataclass(frozen=True, slots=True)
class View:
    """A view: its file's name, first comment and statements, and the tables and views that it reads, sorted."""

    name: str
    description: str
    sql: str
    upstreams: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


class ViewError(ValueError):
    """A file of `sql/views/` that cannot be used; the message names it and says why."""


@cache
def read_views(folder: Path = SQL / "views") -> tuple[View, ...]:
    """Read all views, each after those that it reads.

    Raises:
        ViewError: a file is not SQL, does not create the view that it is named after, has no comment at its head, reads
            what is not there, or reads itself by way of others.
    """
    views = {path.stem: _read_view(path) for path in sorted(folder.glob("*.sql"))}
    for view in views.values():
        unknown = set(view.upstreams) - set(views) - set(Base.metadata.tables)
        if unknown:
            message = f"{view.name}.sql reads {', '.join(sorted(unknown))}: there is no such table or view."
            raise ViewError(message)
    graph = {name: [upstream for upstream in view.upstreams if upstream in views] for name, view in views.items()}
    try:
        return tuple(views[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as error:
        message = f"Views read one another in a circle: {' -> '.join(error.args[1])}."
        raise ViewError(message) from error


def _read_view(path: Path) -> View:
    sql = path.read_text(encoding="utf-8")
    try:
        statements = [statement for statement in sqlglot.parse(sql, read="duckdb") if statement]
    except sqlglot.ParseError as error:
        place = error.errors[0] if error.errors else {}
        message = f"{path.name}, line {place.get('line', '?')}: {place.get('description', error)}"
        raise ViewError(message) from error
    create = statements[0] if statements else None
    if not isinstance(create, exp.Create) or create.kind != "VIEW" or create.this.name != path.stem:
        message = f"{path.name} must begin with CREATE VIEW {path.stem}."
        raise ViewError(message)
    description = head_comment(sql)
    if not description:
        message = f"{path.name} must begin with a comment that says what a row of the view is."
        raise ViewError(message)
    return View(path.stem, description, sql, _upstreams(create), _column_comments(statements))


def _upstreams(create: exp.Create) -> tuple[str, ...]:
    own = {common.alias for common in create.find_all(exp.CTE)} | {create.this.name}
    return tuple(sorted({table.name for table in create.find_all(exp.Table)} - own))


def _column_comments(statements: list[exp.Expr]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (statement.this.name, statement.expression.name)
        for statement in statements
        if isinstance(statement, exp.Comment) and statement.args.get("kind") == "COLUMN"
    )
