"""The made parts of the pages: answers on the sample, tables, views. `make readme` writes them, a test compares."""

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
from dagster import DagsterInstance
from sqlalchemy import ForeignKey, Table

from models import Base
from pipelines.definitions import ROOT, build_definitions
from pipelines.resources import PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.sql_files import SQL, body, execute_file, head_comment
from pipelines.warehouse import lineage
from pipelines.warehouse.views import read_searches, read_views
from pipelines.word_lists import rows

README = ROOT / "README.md"
PAGES = (README, ROOT / "docs" / "attribution.md", ROOT / "docs" / "data-dictionary.md")
PART = re.compile(r"(<!-- made: (?P<name>\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

COLUMNS = """
    SELECT column_name, data_type, coalesce(comment, '')
    FROM duckdb_columns() WHERE table_name = ? AND NOT internal ORDER BY column_index
"""


def render(page: str, warehouse: duckdb.DuckDBPyConnection) -> str:
    """Give the text of a page with its made parts as they should be."""
    return PART.sub(lambda part: f"{part[1]}\n{_part(part['name'], warehouse)}\n\n{part[3]}", page)


def load_sample(folder: Path) -> Path:
    """Load the sample; give the published warehouse in that folder."""
    path = folder / "warehouse.duckdb"
    definitions = build_definitions(
        raw=RawFolder(path=str(ROOT / "data" / "raw")),
        staging_database=StagingDatabase(path=str(folder / "staging.duckdb")),
        published_warehouse=PublishedWarehouse(path=str(path)),
        workers=Workers(count=1),
    )
    with DagsterInstance.ephemeral() as instance:
        definitions.resolve_job_def("news").execute_in_process(instance=instance)
    return path


def _part(name: str, warehouse: duckdb.DuckDBPyConnection) -> str:
    if name == "tables":
        tables = [(table.name, table.comment or "") for table in Base.metadata.sorted_tables]
        return _markdown(["table", "what it has"], sorted(tables))
    if name == "quotation_methods":
        methods = rows("pipelines.extract", "quotation_methods.tsv")
        return _markdown(["method", "share right"], [method[:2] for method in methods[1:]])
    if name == "views":
        return _markdown(["view", "what it has"], sorted((view.name, view.description) for view in read_views()))
    if name == "diagram":
        return "\n".join(["```mermaid", "erDiagram", *sorted(_relations()), "```"])
    if name == "table_columns":
        sections = sorted(Base.metadata.tables.items())
        return "\n\n".join(_table_section(table, warehouse) for _, table in sections)
    if name == "view_columns":
        views = sorted(read_views(), key=lambda view: view.name)
        return "\n\n".join(_section(view.name, view.description, _columns(view.name, warehouse)) for view in views)
    if name == "searches":
        return "\n\n".join(f"### {search.name}\n\n{search.description}" for search in read_searches())
    return _answer(SQL / "analysis" / name, warehouse)


def _relations() -> Iterator[str]:
    """Give a line of the diagram for each foreign key: how many rows there may be at either end, and the column."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            one = "|o" if key.parent.nullable else "||"
            many = "o|" if [column.name for column in table.primary_key] == [key.parent.name] else "o{"
            yield f"    {key.column.table.name} {one}--{many} {table.name} : {key.parent.name}"


def _table_section(table: Table, warehouse: duckdb.DuckDBPyConnection) -> str:
    columns = [(name, type_, _key(table, name), comment) for name, type_, _, comment in _columns(table.name, warehouse)]
    return _section(table.name, table.comment or "", columns)


def _key(table: Table, name: str) -> str:
    column = table.columns[name]
    leads: list[ForeignKey] = sorted(column.foreign_keys, key=lambda key: key.target_fullname)
    return ", ".join(
        [
            *(["key"] if column.primary_key else []),
            *(f"→ {key.column.table.name}" for key in leads),
            *(["may be null"] if column.nullable else []),
        ]
    )


def _columns(name: str, warehouse: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    columns = warehouse.execute(COLUMNS, [name]).fetchall()
    return [(column, type_, "", comment) for column, type_, comment in columns]


def _section(name: str, description: str, columns: Sequence[tuple[str, str, str, str]]) -> str:
    if any(column[2] for column in columns):
        return f"### {name}\n\n{description}\n\n{_markdown(['column', 'type', 'key', 'what it has'], columns)}"
    plain = [(column, type_, comment) for column, type_, _, comment in columns]
    return f"### {name}\n\n{description}\n\n{_markdown(['column', 'type', 'what it has'], plain)}"


def _answer(path: Path, warehouse: duckdb.DuckDBPyConnection) -> str:
    sql = path.read_text(encoding="utf-8")
    columns, answer = execute_file(warehouse, path)
    cells = [["" if value is None else str(value) for value in row] for row in answer]
    return f"{head_comment(sql)}\n\n```sql\n{body(sql)}\n```\n\n{_markdown(columns, cells)}"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> int:
    """Write the lineage of columns; load the sample and write the made parts of the pages."""
    lineage.FILE.write_text(lineage.write_lineage(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = load_sample(Path(folder))
        with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
            for page in PAGES:
                page.write_text(render(page.read_text(encoding="utf-8"), warehouse), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
