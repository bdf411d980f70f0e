"""The Dagster UI in a real browser: one server for all tests here, on two articles."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines.definitions import build_definitions
from pipelines.settings import ROOT
from tests.running_ui import materialize_all, running_ui


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ui")


@pytest.fixture(scope="module")
def address(browser: Browser, data: Path) -> Iterator[str]:  # noqa: ARG001 - without one, no server need be started
    shutil.copytree(ROOT / "data" / "raw" / "harbour-gazette", data / "raw")
    with running_ui(data, data / "raw") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1600, "height": 2400})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def test_the_graph_shows_every_asset(page: Page, address: str) -> None:
    page.goto(f"{address}/asset-groups")
    folded = page.locator("[class*=AssetSidebarNode] [aria-label=arrow_drop_down]")
    specs = list(build_definitions().resolve_all_asset_specs())
    groups = {spec.group_name for spec in specs}
    expect(folded).to_have_count(len(groups), timeout=60_000)
    for group in reversed(range(len(groups))):
        folded.nth(group).click()
    for spec in specs:
        expect(page.locator(f'[class*=Sidebar] [title="{spec.key.path[-1]}"]').first).to_be_visible()


def test_a_run_started_with_a_click_ends_well_and_the_rows_are_counted(page: Page, address: str, data: Path) -> None:
    materialize_all(page, address)
    with closing(duckdb.connect(str(data / "data" / "warehouse.duckdb"), read_only=True)) as warehouse:
        [(statements,)] = warehouse.execute("SELECT count(*) FROM statements").fetchall()
    assert statements > 0
    page.goto(f"{address}/assets/warehouse/statements")
    expect(page.get_by_text("Row count", exact=True).first).to_be_visible(timeout=60_000)
    expect(page.get_by_text(str(statements), exact=True).first).to_be_visible()
    expect(page.get_by_text("share without a speaker")).to_be_visible()
