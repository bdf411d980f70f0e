"""Time the report of a warehouse: how long it takes to make, how large it is, how long a browser takes to open it.

    .venv/bin/python -m tests.bench.time_report data/warehouse.duckdb

Opened is until the page can be read and the first statements are there, complete until every statement can be searched;
the medians of five visits, each in a new context. A search is until its hits are in the table.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from pipelines.report.page import write_report
from pipelines.report.published import version_of
from tests.chromium import chromium

_VISITS = 5
_SEARCHES = ("the", "a", "we will", "nobody says this")

_TIMED_SEARCH = """
    (words) => {
        form.elements.q.value = words;
        readForm();
        const started = performance.now();
        update();
        return performance.now() - started;
    }
"""


def visit(browser: Browser, page: Path) -> tuple[float, float, float]:
    """Open the page; give the seconds until it is opened and until it is complete, and those of the slowest search."""
    with browser.new_context() as context:
        tab = context.new_page()
        started = perf_counter()
        tab.goto(page.as_uri())
        tab.wait_for_selector("#statements tbody tr", state="attached")
        opened = perf_counter() - started
        tab.wait_for_selector("html[data-ready]")
        complete = perf_counter() - started
        searches = [float(tab.evaluate(_TIMED_SEARCH, words)) for words in _SEARCHES]
    return opened, complete, max(searches) / 1000


def main() -> int:
    """Make the report of the warehouse named on the command line and print a table."""
    warehouse = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        started = perf_counter()
        report = write_report(warehouse, page, version_of(warehouse))
        made = perf_counter() - started
        with chromium() as browser:
            visits = [visit(browser, page) for _ in range(_VISITS)]
    opened, complete, search = (median(times) for times in zip(*visits, strict=True))
    table = Table("what", "measured", "wanted", title=f"Report of {report.articles:,} articles", title_justify="left")
    table.add_row("statements listed", f"{report.statements_listed:,} of {report.statements:,}", "")
    table.add_row("size", f"{report.size / 1e6:.2f} MB", "< 10 MB")
    table.add_row("made in", f"{made:.1f} s", "")
    table.add_row("opened in", f"{opened:.2f} s", "< 2 s")
    table.add_row("complete in", f"{complete:.2f} s", "")
    table.add_row("slowest search", f"{search:.3f} s", "")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
