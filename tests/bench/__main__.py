"""`make bench`: what the whole takes, beside what it could be compared with, in one table.

    python -m tests.bench ARTICLES.parquet [NUMBER] [FILES] [INVENTED]

NUMBER (3,000) articles of a Parquet file with the columns id, url, publisher_domain and text are timed as
`time_pipeline.py` says, FILES (100,000) small files as `time_idle.py` does, and INVENTED (3,000) articles, and ten
times as many, are measured as in `measure_memory.py`. What it is doing is said on standard error. All of it takes an
hour on two quiet cores, `100 1000 100` five minutes: enough to see that it works, for the start of processes and of
the model, some ten seconds, is in each run.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import measure_memory, time_idle
from tests.bench.time_pipeline import Row, run_rows, start_rows

SIZES = (3_000, 100_000, 3_000)


def idle_row(folder: Path, files: int) -> Row:
    """Time a run with nothing new."""
    idle = time_idle.measure(folder, files)
    return Row(
        f"nothing new over {files:,} small files",
        f"{idle.idle:.1f} s",
        "Dagster, one empty asset",
        f"{idle.empty:.1f} s",
        f"+ {idle.idle - idle.empty:.1f} s",
        "≤ + 10 s",
    )


def bound_rows(articles: int) -> Iterator[Row]:
    """Compare the memory of runs over so many articles and over ten times as many, and what 100 more cost then."""
    runs = {(run.kind, run.articles): run for run in measure_memory.runs(articles)}
    few, many = runs["all new", articles], runs["all new", 10 * articles]
    for who, one, ten in (
        ("driver", few.peak.driver, many.peak.driver),
        ("largest worker", few.peak.worker, many.peak.worker),
    ):
        yield Row(
            f"memory of the {who}, {many.articles:,} articles",
            f"{ten / 1e6:,.0f} MB",
            f"{few.articles:,} articles",
            f"{one / 1e6:,.0f} MB",
            ten / one,
            "1",
        )
    more, none = runs["100 new", 10 * articles], runs["nothing new", 10 * articles]
    yield Row(
        f"100 more articles on {many.articles:,}",
        f"{more.seconds:.0f} s",
        "all of them",
        f"{many.seconds:.0f} s",
        more.seconds / many.seconds,
        "–",
    )
    yield Row(
        f"nothing new over {many.articles:,} articles",
        f"{none.seconds:.1f} s",
        "100 more",
        f"{more.seconds:.0f} s",
        none.seconds / more.seconds,
        "seconds",
    )


def main(corpus: Path, number: int, files: int, invented: int) -> int:
    """Measure, and print the table."""
    console, began = Console(width=150), time.monotonic()
    if not corpus.is_file():
        console.print("skipped: name a Parquet file of articles")
        return 2

    def said(what: str) -> None:
        minutes, seconds = divmod(int(time.monotonic() - began), 60)
        sys.stderr.write(f"{minutes:3}:{seconds:02}  {what}\n")

    rows: list[Row] = []
    try:
        with tempfile.TemporaryDirectory() as name:
            said("starts")
            rows += start_rows(Path(name))
            said(f"{number:,} articles: one worker, two, with copies, spaCy and textacy alone, the tables")
            rows += run_rows(corpus, number, Path(name))
            said(f"{files:,} small files: loaded once, then nothing new")
            rows.append(idle_row(Path(name, "idle"), files))
        said(f"{invented:,} and {10 * invented:,} invented articles: memory, 100 more, nothing new")
        rows += bound_rows(invented)
        said("done")
    finally:  # what an hour has measured is shown, whatever comes after it
        _print(rows, number, console)
    return 0


def _print(rows: Sequence[Row], number: int, console: Console) -> None:
    """Print the table of what was measured."""
    title = f"{number:,} articles, {os.cpu_count()} cores"
    table = Table("measured", "", "against", "", "ratio", "to reach", title=title)
    for row in rows:
        reached = row.reached if isinstance(row.reached, str) else f"{row.reached:.2f}"
        table.add_row(row.what, row.measured, row.against, row.compared, reached, row.mark)
    console.print(table)
    if not any("textacy" in row.against for row in rows):
        console.print("skipped: textacy is not installed, so its quotations were not measured")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[2:]]
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ""), *given, *SIZES[len(given) :]))
