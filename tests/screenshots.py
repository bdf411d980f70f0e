"""The pictures of the README: the report of the sample, as a browser shows it. `make screenshots` takes them anew."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from pipelines.definitions import ROOT
from pipelines.report.page import write_report
from tests.chromium import chromium
from tests.readme import load_sample

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


def main() -> int:
    """Load the sample and take the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        # Before the browser: Dagster needs an event loop of its own. The version is in no picture.
        write_report(load_sample(Path(folder)), report, "")
        with chromium() as browser:
            report_screenshots(browser, report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
