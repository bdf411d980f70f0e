"""Time the build of the warehouse and the questions of sql/analysis/, and weigh the file, on synthetic articles.

`python -m tests.bench.time_warehouse FOLDER ARTICLES …` makes in a new folder, for each number of articles, a staging
with five statements and thirty mentions an article (drawn by hash: always the same), builds the warehouse from it with
the pipeline's code, and removes both. The memory is the most that this process had until then, which is the build's.
`--keys` builds it a second time with primary and foreign keys in the file, to see what they cost. CPU seconds beside
the others tell what else the machine did. A question counts by the better of two tries. A million articles take twenty
minutes, and 15 GB on the disk.
"""

import resource
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

import duckdb
from rich.console import Console
from rich.table import Table
from sqlalchemy import MetaData, PrimaryKeyConstraint

from models import Base
from pipelines.checks import run_checks
from pipelines.memory import more_if_needed
from pipelines.sql_files import SQL, body
from pipelines.staging import Staging
from pipelines.warehouse import build as builder
from pipelines.warehouse.views import read_views

HERE = Path(__file__).parent
PART = 10_000
PUBLICATION = builder.Publication("bench", datetime(2025, 1, 1, tzinfo=UTC), "input", "code", "none", "0")
# The mark for a question, in seconds.
LONGEST = 1.0


@dataclass
class Timing:
    """Seconds of each step, as (by the clock, of CPU)."""

    steps: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = (time.perf_counter() - wall, time.process_time() - cpu)


def make_staging(path: Path, articles: int) -> None:
    """Write a staging database of synthetic articles."""
    parameters = {"articles": articles, "actors": max(articles // 2, 1000)}
    with Staging(path) as staging:
        _execute(staging.connection, HERE / "synthetic_names.sql", parameters)
        for first in range(0, articles, PART):
            part = parameters | {"first": first, "last": min(first + PART, articles)}
            _execute(staging.connection, HERE / "synthetic_staging.sql", part)
        staging.connection.execute("CHECKPOINT")


def _execute(connection: duckdb.DuckDBPyConnection, path: Path, parameters: dict[str, int]) -> None:
    for statement in connection.extract_statements(path.read_text(encoding="utf-8")):
        wanted = {name: parameters[name] for name in statement.named_parameters}
        more_if_needed(connection, partial(connection.execute, statement, wanted or None))


def build(staging_path: Path, path: Path, *, keys: bool) -> tuple[builder.Built, Timing]:
    """Build and check a warehouse, with keys in the file or as the pipeline does."""
    timing = Timing()
    fill, check = builder._fill, run_checks

    def timed_fill(*arguments: object) -> object:
        with timing.step("fill"):
            return fill(*arguments)  # type: ignore[arg-type]

    def timed_check(*arguments: object) -> object:
        with timing.step("check"):
            return check(*arguments)  # type: ignore[arg-type]

    create = _keyed().create_all if keys else Base.metadata.create_all
    with (
        mock.patch.object(builder, "_fill", timed_fill),
        mock.patch.object(builder, "run_checks", timed_check),
        mock.patch.object(Base.metadata, "create_all", create),
        Staging(staging_path) as staging,
        timing.step("build"),
    ):
        built = builder.build(staging, path, PUBLICATION, read_views())
    if built.failures:
        message = f"The synthetic warehouse fails {built.failures[0].check.table}.{built.failures[0].check.name}."
        raise ValueError(message)
    return built, timing


def _keyed() -> MetaData:
    """Give the tables with those of their keys that DuckDB can hold."""
    keyed = MetaData()
    for table in Base.metadata.sorted_tables:
        copy = table.to_metadata(keyed)
        # Rows of one table come in no order in which a key to the table itself could hold.
        copy.constraints -= {key for key in copy.foreign_key_constraints if key.referred_table is copy}
        # Counts of no known outlet or month have a null in their key, which DuckDB refuses.
        if any(column.nullable for column in table.primary_key):
            for column in copy.columns:
                column.primary_key = False
            copy.append_constraint(PrimaryKeyConstraint())
    return keyed


def table_sizes(path: Path) -> dict[str, tuple[int, int]]:
    """Give rows and bytes of each table; what the file has besides are indexes."""
    sizes = {}
    with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
        (block_size,) = warehouse.execute("SELECT block_size FROM pragma_database_size()").fetchall()[0]
        for table in Base.metadata.sorted_tables:
            blocks = """
                SELECT count(DISTINCT block) FROM (
                    SELECT block_id AS block FROM pragma_storage_info(?) WHERE block_id >= 0
                    UNION ALL
                    SELECT unnest(additional_block_ids) AS block FROM pragma_storage_info(?)
                ) AS blocks
            """
            ((count,),) = warehouse.execute(blocks, [table.name, table.name]).fetchall()
            ((rows,),) = warehouse.execute(f'SELECT count(*) FROM "{table.name}"').fetchall()
            sizes[table.name] = (rows, count * block_size)
    return sizes


def questions(path: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield each question and search with the seconds that its answer takes, by the clock and of CPU."""
    with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
        names = {
            "Aldermoor Bank": _most_named(warehouse, "organisation"),
            "Helena Brandvik": _most_named(warehouse, "person"),
        }
        frequent, rare = _words(warehouse)
        for question in sorted((SQL / "analysis").glob("*.sql")):
            sql = body(question.read_text(encoding="utf-8"))
            for name, stand_in in names.items():
                sql = sql.replace(name, stand_in)
            yield question.stem, _seconds(warehouse, sql.replace("customer bank", f"{frequent} {rare}"))
        for search in ("search_statements", "search_articles"):
            for kind, words in (("rare word", rare), ("frequent word", frequent), ("both", f"{frequent} {rare}")):
                yield f"{search}: {kind}", _seconds(warehouse, f"FROM {search}('{words}') LIMIT 20")


def _most_named(warehouse: duckdb.DuckDBPyConnection, kind: str) -> str:
    query = """
        SELECT actors.name FROM mentions INNER JOIN actors ON actors.actor_id = mentions.actor_id
        WHERE actors.kind = ? GROUP BY actors.name ORDER BY count(*) DESC, actors.name LIMIT 1
    """
    return str(warehouse.execute(query, [kind]).fetchall()[0][0])


def _words(warehouse: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    """Give a word that about one statement in fifty has, and one that about one in ten thousand has."""
    query = """
        SELECT word, count(*) AS times
        FROM (SELECT unnest(string_split(words, ' ')) AS word FROM (FROM wordings LIMIT 100000)) AS words
        WHERE length(word) > 3 GROUP BY word
    """
    counted = warehouse.execute(query).fetchall()
    (total,) = warehouse.execute("SELECT least(count(*), 100000) FROM wordings").fetchall()[0]
    nearest = [min(counted, key=lambda row: (abs(row[1] - total / share), row[0]))[0] for share in (50, 10_000)]
    return nearest[0], nearest[1]


def _seconds(warehouse: duckdb.DuckDBPyConnection, sql: str) -> tuple[float, float]:
    tries = []
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        warehouse.execute(sql).fetchall()
        tries.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(tries)


def _show_build(console: Console, articles: int, keys: bool, timing: Timing, path: Path) -> None:
    sizes = table_sizes(path)
    size = path.stat().st_size
    title = f"{articles:,} articles, {'with' if keys else 'without'} keys in the file: {size / 1e6:,.0f} MB"
    grid = Table("table", "rows", "MB", title=title)
    for name, (rows, weight) in sorted(sizes.items(), key=lambda item: -item[1][1]):
        if rows:
            grid.add_row(name, f"{rows:,}", f"{weight / 1e6:,.0f}")
    grid.add_row("indexes and the rest", "", f"{(size - sum(weight for _, weight in sizes.values())) / 1e6:,.0f}")
    console.print(grid)
    rows = sum(rows for rows, _ in sizes.values())
    times = Table("step", "seconds", "CPU seconds", "rows a second")
    for name, (wall, cpu) in timing.steps.items():
        times.add_row(name, f"{wall:.1f}", f"{cpu:.1f}", f"{rows / wall:,.0f}")
    console.print(times)
    console.print(f"the most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:,.0f} MB")


def _show_questions(console: Console, path: Path) -> None:
    grid = Table("question", "seconds", "CPU seconds")
    for name, (wall, cpu) in questions(path):
        grid.add_row(name, f"{wall:.2f}" + (" !" if wall > LONGEST else ""), f"{cpu:.2f}")
    console.print(grid)


def main(arguments: Sequence[str]) -> int:
    """Measure as the command line says."""
    folder, *rest = arguments
    target = Path(folder)
    target.mkdir(parents=True)
    console = Console()
    try:
        for articles in (int(number) for number in rest if number != "--keys"):
            staging = target / "staging.duckdb"
            begun = time.perf_counter()
            make_staging(staging, articles)
            size = staging.stat().st_size / 1e6
            console.print(f"{articles:,} articles: staging of {size:,.0f} MB in {time.perf_counter() - begun:.0f} s")
            for keys in (False, True) if "--keys" in rest else (False,):
                built, timing = build(staging, target / "warehouse.duckdb", keys=keys)
                _show_build(console, articles, keys, timing, built.path)
                if not keys:
                    _show_questions(console, built.path)
                builder.remove_unfinished(target / "warehouse.duckdb")
            staging.unlink()
    finally:
        shutil.rmtree(target, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
