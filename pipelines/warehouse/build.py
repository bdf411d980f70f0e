"""Build the warehouse in a new file, check it, put it in the place of the published one.

Tables come from `models/`, their rows from `sql/warehouse/`, views and searches from `sql/views/` and `sql/searches/`.
Readers of the published file are never in the way, and whatever fails here leaves it as it was.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
from sqlalchemy import create_engine

from models import Base
from pipelines.article_ranges import article_ranges
from pipelines.checks import CheckOutcome, count_rows, run_checks
from pipelines.faults import faults_told
from pipelines.memory import let_go, little_memory, more_if_needed, transaction
from pipelines.sql_files import SQL
from pipelines.staging import Staging
from pipelines.warehouse.drifts import DriftOutcome, find_drifts
from pipelines.warehouse.views import View, comment_on, read_searches

# Read by DuckDB from this version on; the first that compresses long texts, which are most of the file.
STORAGE_VERSION = "v1.2.0"

_WRITTEN_AHEAD = "16MB"
# The script that takes as long as all others, and the last one that it needs: the two go on side by side.
_WORDS, _NEEDED_BY_WORDS = "19_article_words", "03_articles"
# So many words are sorted together: they take half of what memory there is. More, if there were so many parts that a
# search, which reads a piece of each, took long.
_SORTED_WORDS, _MOST_PARTS = 500_000, 200


@dataclass(frozen=True, slots=True)
class Publication:
    """What the `loads` row of a build says of it, its counts aside."""

    run_id: str
    published_at: datetime
    input_version: str
    code_version: str
    model: str
    model_version: str


@dataclass(frozen=True, slots=True)
class Built:
    """A build that is not published yet: its file, the rows of each table, and what the checks found."""

    path: Path
    rows: Mapping[str, int]
    outcomes: Sequence[CheckOutcome]
    drifts: Sequence[DriftOutcome]

    @property
    def failures(self) -> list[CheckOutcome]:
        """Give the checks that found a wrong row."""
        return [outcome for outcome in self.outcomes if not outcome.passed]


def published_version(path: Path) -> str | None:
    """Give the input version of the published warehouse; null where there is none that can be read."""
    if not path.is_file():
        return None
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
            row = warehouse.execute("SELECT input_version FROM loads ORDER BY published_at DESC LIMIT 1").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def published_rows(path: Path) -> dict[str, int]:
    """Count the rows of the tables of the published warehouse."""
    with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
        return _count_all(warehouse)


def build(staging: Staging, path: Path, publication: Publication, views: Sequence[View]) -> Built:
    """Build and check a warehouse beside the one at `path`; what fails leaves nothing behind.

    Raises:
        duckdb.Error: a query failed, or a row breaks a constraint.
        DiskFullError: there is no room for it.
    """
    remove_unfinished(path)
    folder = _building(path)
    try:
        with faults_told(staging.path):
            folder.mkdir(parents=True)
            return _build(staging, folder / path.name, path, publication, views)
    except BaseException:
        remove_unfinished(path)
        raise


def remove_unfinished(path: Path) -> None:
    """Remove what a build left that was killed or rejected."""
    shutil.rmtree(_building(path), ignore_errors=True)


def _building(path: Path) -> Path:
    """Give the folder of a build. The file in it has its final name: DuckDB names a database after its file."""
    return path.parent / f".{path.stem}.building"


def _build(staging: Staging, building: Path, previous: Path, publication: Publication, views: Sequence[View]) -> Built:
    storage = {"config": {"storage_compatibility_version": STORAGE_VERSION}}
    engine = create_engine(f"duckdb:///{building}", connect_args=storage)
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(duckdb.connect(str(building))) as warehouse:
        # Before the rows: some are counted from what the views show.
        for view in views:
            warehouse.execute(view.sql)
            warehouse.execute(comment_on("VIEW", view.name, view.description))
    with _little_to_write(staging.connection):
        expected = _fill(staging, building, previous, publication)
    let_go(staging.connection)
    with closing(duckdb.connect(str(building))) as warehouse, little_memory(warehouse):
        for search in read_searches():
            warehouse.execute(search.sql)
            warehouse.execute(comment_on("MACRO TABLE", search.name, search.description))
        outcomes = run_checks(warehouse, expected)
        rows = _count_all(warehouse)
        warehouse.execute("CHECKPOINT")
    return Built(building, rows, outcomes, find_drifts(building, previous))


def publish(built: Built, path: Path) -> None:
    """Put a build in the place of the published file, at once; who has the old one open keeps it.

    Raises:
        ValueError: the build failed a check.
    """
    if built.failures:
        message = f"{built.path} failed {len(built.failures)} checks and must not be published."
        raise ValueError(message)
    with built.path.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(built.path, path)  # noqa: PTH105 - the design names it: atomic on one file system
    shutil.rmtree(built.path.parent, ignore_errors=True)


@contextmanager
def _little_to_write(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Have tables written in little memory: each by one thread, and put in its place when it is written.

    Two threads that write sorted rows hold most of a table between them: of 30,000 articles 700 MB more, for a quarter
    of the time. What is not in its place yet is in memory; with staging's own threshold that were all tables.
    """
    names = ("threads", "checkpoint_threshold")
    before = [connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0] for name in names]
    with little_memory(connection):
        for name, value in zip(names, ("1", _WRITTEN_AHEAD), strict=True):
            connection.execute(f"SET {name} = '{value}'")
        try:
            yield
        finally:
            for name, value in zip(names, before, strict=True):
                connection.execute(f"SET {name} = '{value}'")


def _fill(staging: Staging, building: Path, previous: Path, publication: Publication) -> dict[str, int]:
    """Load the tables from staging; give how many rows staging says that some must have."""
    scripts = [path for path in sorted((SQL / "warehouse").glob("*.sql")) if path.stem != _WORDS]
    needed = [path.stem for path in scripts].index(_NEEDED_BY_WORDS) + 1
    with closing(staging.connection.cursor()) as connection, _attached(connection, building, "warehouse"):
        with closing(staging.connection.cursor()) as another, ThreadPoolExecutor(1) as beside:
            for each in (connection, another):
                each.execute("USE warehouse")
                each.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
            for script in scripts[:needed]:
                _load(connection, script, publication)
            words = beside.submit(load_words, another)
            for script in scripts[needed:]:
                _load(connection, script, publication)
            _keep_loads(connection, previous)
            words.result()
        connection.execute("USE staging")
        return staging.expected_rows()


def _load(connection: duckdb.DuckDBPyConnection, script: Path, publication: Publication) -> None:
    """Run a script that loads tables."""
    facts = asdict(publication)
    for statement in connection.extract_statements(script.read_text(encoding="utf-8")):
        wanted = {name: value for name, value in facts.items() if name in statement.named_parameters}
        more_if_needed(connection, partial(_execute_whole, connection, statement, wanted))


def _execute_whole(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement | str, parameters: Mapping[str, object]
) -> None:
    with transaction(connection):
        connection.execute(statement, dict(parameters) or None)


def load_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `article_words`, so many articles at a time that sorting their words takes little memory."""
    script = (SQL / "warehouse" / f"{_WORDS}.sql").read_text(encoding="utf-8")
    total = "SELECT coalesce(sum(word_count), 0) FROM articles"
    ((words,),) = more_if_needed(connection, lambda: connection.execute(total).fetchall())
    for parameters in article_ranges(connection, max(_SORTED_WORDS, int(words) // _MOST_PARTS)):
        more_if_needed(connection, partial(_execute_whole, connection, script, parameters))


def _keep_loads(connection: duckdb.DuckDBPyConnection, previous: Path) -> None:
    """Copy the history of publications from the file to be replaced; from one that cannot be read there is none."""
    if not previous.is_file():
        return
    try:
        with _attached(connection, previous, "previous", "(READ_ONLY)"):
            connection.execute("INSERT INTO loads BY NAME SELECT * FROM previous.loads")
    except duckdb.Error:
        return


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, name: str, options: str = "") -> Iterator[None]:
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name} {options}")
    try:
        yield
    finally:
        connection.execute("USE staging" if name == "warehouse" else "USE warehouse")
        connection.execute(f"DETACH {name}")


def _count_all(warehouse: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {table.name: count_rows(warehouse, table.name) for table in Base.metadata.sorted_tables}
