"""The pictures of the README, of the sample: the report and the Dagster UI. `make screenshots` takes them anew."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from pipelines.definitions import ROOT
from pipelines.report.page import write_report
from tests.chromium import chromium
from tests.readme import load_sample
from tests.running_ui import materialize_all, running_ui

IMAGES = ROOT / "docs" / "images"


def report_screenshots(browser: Browser, report: Path) -> None:
    """Take the report by day and by night, and an article opened in it."""
    page = _opened(browser, report)
    page.screenshot(path=IMAGES / "report-light.png")
    page = _opened(browser, report, dark=True, fragment="#network")
    page.screenshot(path=IMAGES / "report-dark.png")
    page = _opened(browser, report, fragment="#q=traffic+jam")
    page.click("#statements button.open")
    page.set_viewport_size({"width": 1200, "height": 800})
    page.screenshot(path=IMAGES / "report-article.png")


def _opened(browser: Browser, report: Path, *, dark: bool = False, fragment: str = "") -> Page:
    page = browser.new_context(
        viewport={"width": 1200, "height": 1250}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    ).new_page()
    page.goto(report.as_uri() + fragment)
    page.wait_for_selector("html[data-ready]")
    return page


def ui_screenshots(browser: Browser, address: str) -> None:
    """Run everything in the UI; take the graph of assets, without the space around it, and the page of a table."""
    page = browser.new_page(viewport={"width": 1400, "height": 720}, device_scale_factor=2)
    materialize_all(page, address)
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").wait_for()
    page.wait_for_timeout(3_000)
    page.screenshot(path=IMAGES / "asset-graph.png", clip={"x": 550, "y": 320, "width": 840, "height": 120})
    page.goto(f"{address}/assets/warehouse/statements")
    page.get_by_text("Row count", exact=True).first.wait_for()
    page.wait_for_timeout(2_000)
    page.screenshot(path=IMAGES / "asset-statements.png", scale="css")


def main() -> int:
    """Load the sample and take the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        # Before the browser: Dagster needs an event loop of its own. The version is in no picture.
        write_report(load_sample(Path(folder)), report, "")
        with running_ui(Path(folder), ROOT / "data" / "raw") as address, chromium() as browser:
            report_screenshots(browser, report)
            ui_screenshots(browser, address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
