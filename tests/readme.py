"""The made parts of the pages: answers on the sample, tables, views. `make readme` writes them, a test compares."""

import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb
from dagster import DagsterInstance

from models import Base
from pipelines.definitions import ROOT, build_definitions
from pipelines.resources import PublishedWarehouse, RawFolder, StagingDatabase
from pipelines.sql_files import SQL, head_comment
from pipelines.warehouse.views import read_views
from pipelines.word_lists import rows

README = ROOT / "README.md"
PAGES = (README, ROOT / "docs" / "attribution.md")
PART = re.compile(r"(<!-- made: (?P<name>\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def render(page: str, warehouse: duckdb.DuckDBPyConnection) -> str:
    """Give the text of a page with its made parts as they should be."""
    return PART.sub(lambda part: f"{part[1]}\n{_part(part['name'], warehouse)}\n\n{part[3]}", page)


def _part(name: str, warehouse: duckdb.DuckDBPyConnection) -> str:
    if name == "tables":
        tables = [(table.name, table.comment or "") for table in Base.metadata.sorted_tables]
        return _markdown(["table", "what it has"], sorted(tables))
    if name == "quotation_methods":
        methods = rows("pipelines.extract", "quotation_methods.tsv")
        return _markdown(["method", "share right"], [method[:2] for method in methods[1:]])
    if name == "views":
        return _markdown(["view", "what it has"], sorted((view.name, view.description) for view in read_views()))
    return _answer((SQL / "analysis" / name).read_text(encoding="utf-8"), warehouse)


def _answer(sql: str, warehouse: duckdb.DuckDBPyConnection) -> str:
    query = sql.removeprefix("\n".join(line for line in sql.splitlines() if line.startswith("--"))).strip()
    cursor = warehouse.execute(query)
    columns = [column[0] for column in cursor.description or []]
    rows = [["" if value is None else str(value) for value in row] for row in cursor.fetchall()]
    return f"{head_comment(sql)}\n\n```sql\n{query}\n```\n\n{_markdown(columns, rows)}"


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> int:
    """Load the sample and write the README's made parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        definitions = build_definitions(
            raw=RawFolder(path=str(ROOT / "data" / "raw")),
            staging_database=StagingDatabase(path=str(Path(folder) / "staging.duckdb")),
            published_warehouse=PublishedWarehouse(path=str(path)),
        )
        with DagsterInstance.ephemeral() as instance:
            definitions.resolve_job_def("news").execute_in_process(instance=instance)
        with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
            for page in PAGES:
                page.write_text(render(page.read_text(encoding="utf-8"), warehouse), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
