"""What the Dagster UI is told of the warehouse, in a run on one article and in a second one that finds nothing new."""

from pathlib import Path

import pytest
from dagster import (
    AssetCheckEvaluation,
    AssetKey,
    AssetMaterialization,
    DagsterInstance,
    ExecuteInProcessResult,
    TableColumnDep,
    TableColumnLineage,
)

from pipelines.definitions import build_definitions
from pipelines.resources import PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.warehouse.drifts import DriftOutcome, read_drifts

Runs = tuple[ExecuteInProcessResult, ExecuteInProcessResult]


def drift(building: Path, previous: Path) -> list[DriftOutcome]:
    """Stand in for the comparison: something has drifted."""
    assert building.is_file()
    assert previous.name == "warehouse.duckdb"
    return [DriftOutcome(drift, ["outlet"], [("The <Echo>",)]) for drift in read_drifts()]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("assets")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text("“We shut the bridge in the night,” Mayor Ann Poe said.", encoding="utf-8")
    definitions = build_definitions(
        raw=RawFolder(path=str(folder / "raw")),
        staging_database=StagingDatabase(path=str(folder / "staging.duckdb")),
        published_warehouse=PublishedWarehouse(path=str(folder / "warehouse.duckdb")),
        workers=Workers(count=1),
    )
    job = definitions.resolve_job_def("news")
    with DagsterInstance.ephemeral() as instance, pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.warehouse.build.find_drifts", drift)
        return job.execute_in_process(instance=instance), job.execute_in_process(instance=instance)


def evaluations(result: ExecuteInProcessResult) -> dict[str, AssetCheckEvaluation]:
    found = result.get_asset_check_evaluations()
    return {evaluation.check_name: evaluation for evaluation in found if evaluation.check_name != "integrity"}


def materialization(result: ExecuteInProcessResult, *key: str) -> AssetMaterialization:
    [found] = [
        event.step_materialization_data.materialization
        for event in result.get_asset_materialization_events()
        if event.asset_key == AssetKey(key)
    ]
    return found


def test_a_drift_warns_and_stops_nothing_and_gives_the_sql_to_see_the_rows(runs: Runs) -> None:
    assert runs[0].success
    found = evaluations(runs[0])
    assert set(found) == {"without_statements", "without_speaker", "share_of_outlet", "sudden"}
    for drift in read_drifts():
        evaluation = found[drift.name]
        assert not evaluation.passed
        assert not evaluation.blocking
        rows = str(evaluation.metadata["rows"].value)
        assert "The \\<Echo\\>" in rows
        assert f"```sql\n{drift.to_see}\n```" in rows


def test_a_run_that_finds_nothing_new_repeats_what_has_drifted(runs: Runs) -> None:
    found = evaluations(runs[1])
    assert len(found) == 4
    for evaluation in found.values():
        assert not evaluation.passed
        assert "Echo" in str(evaluation.metadata["rows"].value)
        assert "unchanged" in evaluation.metadata


@pytest.mark.parametrize("run", [0, 1])
def test_tables_tell_numbers_to_plot_and_their_first_rows(runs: Runs, run: int) -> None:
    metadata = materialization(runs[run], "warehouse", "statements").metadata
    assert metadata["dagster/row_count"].value == 1
    assert metadata["share without a speaker"].value == 0.0
    assert "We shut the bridge" in str(metadata["first rows"].value)
    assert "Ann Poe" in str(materialization(runs[run], "views", "who_said_what").metadata["first rows"].value)


def test_columns_lead_to_the_columns_that_they_are_made_from(runs: Runs) -> None:
    lineage = materialization(runs[0], "views", "who_said_what").metadata["dagster/column_lineage"].value
    assert isinstance(lineage, TableColumnLineage)
    assert lineage.deps_by_column["speaker"] == [TableColumnDep(AssetKey(["warehouse", "actors"]), "name")]


def test_how_fast_texts_are_analysed_is_told_only_of_runs_that_analysed_some(runs: Runs) -> None:
    assert "texts a second" in materialization(runs[0], "extract", "mentions").metadata
    assert "texts a second" not in materialization(runs[1], "extract", "mentions").metadata
