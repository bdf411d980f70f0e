"""Which columns each column of the warehouse is made from: read from the SQL, written once to `sql/lineage.tsv`.

Reading it takes sqlglot seconds, which no run should wait for: `make readme` writes the file, a test compares it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from models import Base
from pipelines.sql_files import SQL
from pipelines.warehouse.views import read_views

FILE = SQL / "lineage.tsv"
STAGING = "staging__"

# Which asset has the rows of a table of staging. Tables that are no asset's own are left out.
ASSETS = {
    "documents": "raw/documents",
    "articles": "clean/articles",
    "removed_passages": "clean/removed_passages",
    "copies": "clean/copies",
    "shared_texts": "clean/shared_texts",
    "mentions": "extract/mentions",
    "quotations": "extract/quotations",
    "text_stories": "resolve/stories",
    "actors": "resolve/actors",
    "actor_aliases": "resolve/actor_aliases",
    "actor_candidates": "resolve/actor_candidates",
    "affiliations": "resolve/affiliations",
    "entity_links": "resolve/entity_links",
    "wording_links": "resolve/wordings",
}


class Origin(NamedTuple):
    """A column of a table or view, and one that it is made from: an asset's (`warehouse/actors`) column."""

    relation: str
    column: str
    asset: str
    origin: str


@cache
def read_lineage() -> tuple[Origin, ...]:
    """Read the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(Origin(*line.split("\t")) for line in lines if not line.startswith("#"))


def write_lineage() -> str:
    """Give the content that the file should have."""
    head = "# The columns that each column is made from, as the SQL says; `make readme` writes this file.\n"
    head += "# relation, column, asset, column of the asset\n"
    origins = sorted({*_table_origins(), *_view_origins()})
    return head + "".join("\t".join(origin) + "\n" for origin in origins)


def _view_origins() -> Iterator[Origin]:
    views = read_views()
    schema = {table.name: {column.name: "TEXT" for column in table.columns} for table in Base.metadata.sorted_tables}
    schema |= {view.name: {name: "TEXT" for name, _ in view.columns} for view in views}
    for view in views:
        create = sqlglot.parse(view.sql, read="duckdb")[0]
        if isinstance(create, exp.Create):
            yield from _origins(view.name, create.expression, schema, {})


def _table_origins() -> Iterator[Origin]:
    """Follow each INSERT of `sql/warehouse/` to staging, by way of the temporary tables made before it."""
    schema = {table.name: {column.name: "TEXT" for column in table.columns} for table in Base.metadata.sorted_tables}
    schema |= _staging_schema()
    temporary: dict[str, exp.Query] = {}
    for path in sorted((SQL / "warehouse").glob("*.sql")):
        for statement in sqlglot.parse(path.read_text(encoding="utf-8"), read="duckdb"):
            if isinstance(statement, exp.Create):
                temporary[statement.this.name] = _named_apart(statement.expression)
            elif isinstance(statement, exp.Insert):
                yield from _origins(statement.this.name, _named_apart(statement.expression), schema, temporary)


def _staging_schema() -> dict[str, dict[str, str]]:
    statements = sqlglot.parse((SQL / "staging" / "schema.sql").read_text(encoding="utf-8"), read="duckdb")
    return {
        STAGING + create.this.this.name: {column.name: "TEXT" for column in create.find_all(exp.ColumnDef)}
        for create in statements
        if isinstance(create, exp.Create) and isinstance(create.this, exp.Schema)
    }


def _named_apart(query: exp.Query) -> exp.Query:
    """Give a query in which the tables of staging have names of their own: some are called like the warehouse's."""
    query = query.copy()
    for table in list(query.find_all(exp.Table)):
        if table.db == "staging":
            alias = exp.TableAlias(this=exp.to_identifier(table.alias or table.name))
            table.replace(exp.Table(this=exp.to_identifier(STAGING + table.name), alias=alias))
    return query


def _origins(
    relation: str, query: exp.Query, schema: Mapping[str, Mapping[str, str]], temporary: Mapping[str, exp.Query]
) -> Iterator[Origin]:
    expanded = exp.expand(query, dict(temporary), dialect="duckdb")
    qualified = qualify(expanded, dialect="duckdb", schema=dict(schema), validate_qualify_columns=False)
    scope = build_scope(qualified)
    for column in qualified.named_selects if isinstance(qualified, exp.Query) else ():
        for asset, origin in _leaves(lineage(column, qualified, scope=scope, dialect="duckdb", schema=dict(schema))):
            yield Origin(relation, column, asset, origin)


def _leaves(node: Node) -> Iterator[tuple[str, str]]:
    for leaf in node.walk():
        if leaf.downstream or not isinstance(leaf.source, exp.Table):
            continue
        name, column = leaf.source.name, leaf.name.rsplit(".", 1)[-1].strip('"')
        if name.startswith(STAGING):
            asset = ASSETS.get(name.removeprefix(STAGING))
            if asset:
                yield asset, column
        else:
            yield f"{'warehouse' if name in Base.metadata.tables else 'views'}/{name}", column
