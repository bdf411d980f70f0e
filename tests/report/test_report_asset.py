"""When the report is written, and what becomes of the warehouse if it cannot be."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dagster import DagsterInstance, materialize

from pipelines.report import page as page_module
from pipelines.report.assets import report
from pipelines.resources import PublishedWarehouse

Run = Callable[[], dict[str, Any]]


@pytest.fixture
def warehouse(sample_warehouse: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_warehouse, tmp_path))


@pytest.fixture
def run(warehouse: Path) -> Run:
    """Materialises the report; gives what it reports, nothing where it fails."""

    def materialise() -> dict[str, Any]:
        with DagsterInstance.ephemeral() as instance:
            result = materialize(
                [report],
                instance=instance,
                resources={"published_warehouse": PublishedWarehouse(path=str(warehouse))},
                raise_on_error=False,
            )
        return {
            name: value.value
            for event in result.get_asset_materialization_events()
            for name, value in event.materialization.metadata.items()
        }

    return materialise


def test_the_report_is_written_beside_the_warehouse_and_says_what_is_in_it(run: Run, warehouse: Path) -> None:
    page = warehouse.with_name("report.html")
    metadata = run()
    assert metadata["written"] is True
    assert metadata["page"] == str(page)
    assert metadata["open"] == page.as_uri()
    assert metadata["bytes"] == page.stat().st_size
    assert metadata["articles"] == 13
    assert metadata["statements listed"] == metadata["statements"] > 0
    assert metadata["seconds"] > 0


def test_it_is_left_alone_until_the_warehouse_changes_or_it_is_gone(run: Run, warehouse: Path) -> None:
    page = warehouse.with_name("report.html")
    run()
    before = page.stat().st_mtime_ns
    assert run()["written"] is False
    assert page.stat().st_mtime_ns == before
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute("UPDATE loads SET input_version = 'another'")
    assert run()["written"] is True
    page.unlink()
    assert run()["written"] is True


def test_a_report_that_fails_leaves_the_warehouse_and_the_last_report(
    run: Run, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = warehouse.with_name("report.html")
    page.write_text("the last one", encoding="utf-8")
    before = warehouse.read_bytes()

    def fail(*_: object) -> None:
        raise ValueError("nothing can be drawn")

    monkeypatch.setattr(page_module, "_drawings", fail)
    assert run() == {}
    assert page.read_text(encoding="utf-8") == "the last one"
    assert warehouse.read_bytes() == before
