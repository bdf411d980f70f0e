"""What a person sees of a run in the terminal: the lines of the log while it runs, and a summary at its end."""

import logging
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.status import Status
from rich.table import Table as Grid
from rich.text import Text

from pipelines.sql_files import SQL, body, head_comment

STAGES = {
    "raw__documents": "ingest",
    "clean": "clean",
    "extract": "extract",
    "resolve": "resolve",
    "warehouse": "warehouse",
    "report": "report",
}


class _Lines(logging.Handler):
    """A line a message: time, stage, message. What Dagster says of its own work is left to the UI.

    On a terminal, progress is one live line at the bottom, which the next message takes away.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.console = Console(stderr=True, highlight=False)
        self.live: Status | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Show a message; of an error, nothing: Dagster has a line for each step that now cannot run."""
        if record.levelno >= logging.ERROR:
            self.stop()
            return
        line = Text(_line(record), "yellow" if record.levelno > logging.INFO else "")
        if not (self.console.is_terminal and getattr(record, "unfinished", False)):
            self.stop()
            self.console.print(line, soft_wrap=True)
        elif self.live:
            self.live.update(line)
        else:
            self.live = self.console.status(line)
            self.live.start()

    def stop(self) -> None:
        """Take the live line away."""
        if self.live:
            self.live.stop()
            self.live = None


def _line(record: logging.LogRecord) -> str:
    meta: Mapping[str, Any] = getattr(record, "dagster_meta", None) or {}
    step = str(meta.get("step_key") or "")
    message = meta.get("orig_message") or record.getMessage()
    level = "" if record.levelno <= logging.INFO else f"{record.levelname.lower()}: "
    return f"{time.strftime('%H:%M:%S', time.localtime(record.created))}  {STAGES.get(step, step):<10}{level}{message}"


def terminal_lines() -> logging.Logger:
    """Give a logger whose lines go to the terminal."""
    log = logging.Logger("verbatim", logging.INFO)
    log.addHandler(_Lines())
    return log


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a stage reported: its seconds, and the metadata of its assets, by name."""

    seconds: float
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run reported: its stages by name, and where the published warehouse is."""

    stages: Mapping[str, StageReport]
    warehouse: Path

    def number(self, stage: str, name: str) -> int:
        """Give a number that a stage reported, 0 where it did not."""
        report = self.stages.get(stage)
        return int(report.metadata.get(name, 0)) if report else 0

    @property
    def nothing_to_do(self) -> bool:
        """Say whether the run found everything as the last one left it."""
        return not self.stages["warehouse"].metadata.get("published")


def print_summary(report: RunReport, console: Console) -> None:
    """Print what a run did, what is in the warehouse, and how to look at it."""
    console.print()
    if report.nothing_to_do:
        console.print("[bold]Nothing to do:[/bold] no raw file is new, changed or gone since the last run.")
    else:
        _print_ingested(report, console)
        _print_removed(report, console)
    with closing(duckdb.connect(str(report.warehouse), read_only=True)) as warehouse:
        _print_rows(warehouse, console)
        _print_times(report, console)
        _print_problems(warehouse, console)
        if not report.nothing_to_do:
            _print_question(warehouse, console)
    folder = _shown(report.warehouse.parent)
    data = "" if folder == "data" else f" DATA={folder}"
    console.print(f"\nThe warehouse is [bold]{_shown(report.warehouse)}[/bold].")
    console.print(f"Look at it: [bold]{_shown(report.warehouse.with_name('report.html'))}[/bold], in any browser")
    console.print(f"Ask it in SQL: [bold]make sql{data}[/bold]")
    console.print(f"See who says what in an article: [bold]make show{data} ARTICLE=path[/bold]")


def print_failure(stage: str, sentence: str, console: Console) -> None:
    """Print what failed and why, and that nothing is lost."""
    console.print(f"[bold red]{stage or 'The run'} failed:[/bold red]", end=" ")
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    if stage == STAGES["report"]:
        kept = "The warehouse is published; the report is as it was."
    else:
        kept = "What was done before is kept; the published warehouse is as it was."
    console.print(f"{kept} The whole log: make ui")


def print_interruption(stage: str, staging: Path, console: Console) -> None:
    """Print what a run that was stopped in a stage has saved and published, and how to go on."""
    saved = ""
    if staging.is_file():
        with closing(duckdb.connect(str(staging), read_only=True)) as connection:
            rows = connection.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM analyses)")
            documents, texts = rows.fetchone() or (0, 0)
        saved = f" Saved so far: {documents:,} documents read, {texts:,} texts analysed."
    console.print(
        f"\n[bold]Stopped.[/bold]{saved} The same command goes on from there.", highlight=False, soft_wrap=True
    )
    published = stage == STAGES["report"]
    console.print("The warehouse is published; the report is as it was." if published else "Nothing new was published.")


def _print_ingested(report: RunReport, console: Console) -> None:
    ingest = report.stages["ingest"].metadata
    statuses = [
        f"{rows} {name.removeprefix('documents ')}"
        for name, rows in ingest.items()
        if name.startswith("documents ") and name != "documents new or changed"
    ]
    console.print(
        f"[bold]Read[/bold] {ingest['files read']} of {ingest['files']} files: "
        f"{ingest['documents new or changed']} documents new or changed. All documents: {', '.join(statuses)}."
    )
    console.print(
        f"[bold]Analysed[/bold] {report.number('extract', 'texts analysed')} texts "
        f"at {report.number('extract', 'words a second'):,} words a second."
    )


def _print_removed(report: RunReport, console: Console) -> None:
    clean = report.stages["clean"].metadata
    rules = [f"{name.removeprefix('removed: ')} {rows}" for name, rows in clean.items() if name.startswith("removed: ")]
    share = float(clean["share of characters removed"])
    console.print(f"[bold]Removed[/bold] {share:.1%} of the characters: {', '.join(rules) or 'nothing'}.")


def _print_rows(warehouse: duckdb.DuckDBPyConnection, console: Console) -> None:
    grid = Grid("table", "rows", "one row per", title="The warehouse", title_justify="left", box=None, pad_edge=False)
    grid.columns[1].justify = "right"
    for name, comment in warehouse.execute(
        "SELECT table_name, comment FROM duckdb_tables() ORDER BY table_name"
    ).fetchall():
        row = warehouse.execute(f'SELECT count(*) FROM "{name}"').fetchone() or (0,)
        grid.add_row(name, f"{row[0]:,}", str(comment).split(":")[0].removeprefix("One row per ").rstrip("."))
    console.print()
    console.print(grid)


def _print_times(report: RunReport, console: Console) -> None:
    times = [f"{stage} {stage_report.seconds:.1f} s" for stage, stage_report in report.stages.items()]
    console.print(f"\n[bold]Time[/bold] {', '.join(times)}.")


def _print_problems(warehouse: duckdb.DuckDBPyConnection, console: Console, most: int = 10) -> None:
    problems = warehouse.execute(
        "SELECT path, record, status, error FROM documents WHERE error IS NOT NULL ORDER BY path, record"
    ).fetchall()
    if not problems:
        return
    console.print(
        f"\n[bold yellow]{len(problems)} documents with a problem[/bold yellow] (table documents, column error):"
    )
    for path, record, status, error in problems[:most]:
        place = f"{path}, record {record}" if record else path
        console.print(Text(f"  {status}: {place}: {error}"))
    if len(problems) > most:
        console.print(f"  … and {len(problems) - most} more.")


def _print_question(warehouse: duckdb.DuckDBPyConnection, console: Console) -> None:
    """Print the first question of `sql/analysis/` with its answer."""
    from rich.syntax import Syntax  # noqa: PLC0415 - it knows all languages, which takes a while, and comes last

    sql = min((SQL / "analysis").glob("*.sql")).read_text(encoding="utf-8")
    query = body(sql)
    cursor = warehouse.execute(query)
    grid = Grid(*[column[0] for column in cursor.description or []], box=None, pad_edge=False)
    for row in cursor.fetchmany(5):
        grid.add_row(*[Text("" if value is None else str(value), overflow="ellipsis") for value in row])
    console.print(f"\n[bold]A question:[/bold] {head_comment(sql)}")
    console.print(Syntax(query, "sql", background_color="default"))
    console.print(grid)


def _shown(path: Path) -> str:
    """Give a path as short as it can be from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
