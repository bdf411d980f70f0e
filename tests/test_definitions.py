import subprocess
import sys
from datetime import timedelta

import pytest
from dagster import AssetSpec, DefaultScheduleStatus, DefaultSensorStatus, Definitions
from dagster._core.definitions.freshness import CronFreshnessPolicy

from models import Base
from pipelines.definitions import ROOT, build_definitions

GROUPS = {
    "raw": "ingest",
    "clean": "clean",
    "extract": "extract",
    "resolve": "resolve",
    "warehouse": "warehouse",
    "views": "views",
    "report": "report",
}


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return build_definitions()


@pytest.fixture(scope="module")
def specs(definitions: Definitions) -> list[AssetSpec]:
    return list(definitions.resolve_all_asset_specs())


def test_the_definitions_load_and_resolve(definitions: Definitions) -> None:
    Definitions.validate_loadable(definitions)


def test_they_load_without_what_only_a_run_needs() -> None:
    heavy = {"duckdb", "ftfy", "lxml", "numpy", "pebble", "pyarrow", "rich", "spacy", "sqlalchemy", "sqlglot"}
    loaded = "import sys; import pipelines.definitions; print(*sys.modules)"
    for _ in range(2):  # what is kept of the tables and views may be of other code
        done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) & heavy == set()


def test_every_table_and_view_is_an_asset(specs: list[AssetSpec]) -> None:
    keys = {spec.key.to_user_string() for spec in specs}
    assert {f"warehouse/{table}" for table in Base.metadata.tables} <= keys
    assert {"raw/documents", "clean/articles", "clean/removed_passages", "extract/quotations"} <= keys
    assert {"views/who_said_what", "views/statement_provenance", "views/mention_provenance"} <= keys


def test_every_asset_says_what_a_row_is_and_whose_it_is(specs: list[AssetSpec]) -> None:
    for spec in specs:
        assert (spec.description or "").startswith(("One row per ", "One page ")), spec.key
        assert spec.owners, spec.key
        assert spec.kinds, spec.key
        assert spec.code_version, spec.key
        assert spec.group_name == GROUPS[spec.key.path[0]], spec.key


def test_tables_show_their_columns(specs: list[AssetSpec]) -> None:
    for spec in specs:
        if spec.key.path[0] in ("warehouse", "views"):
            columns = spec.metadata["dagster/column_schema"].columns
            assert columns, spec.key
            assert all(column.description for column in columns), spec.key


def test_a_view_depends_on_the_tables_that_its_sql_reads(specs: list[AssetSpec]) -> None:
    upstreams = {spec.key.to_user_string(): {dep.asset_key.to_user_string() for dep in spec.deps} for spec in specs}
    assert upstreams["views/who_said_what"] == {
        "views/confidence_threshold",
        "warehouse/actors",
        "warehouse/articles",
        "warehouse/sources",
        "warehouse/statements",
    }
    assert "views/who_said_what" in upstreams["views/said_about"]


def test_the_report_depends_on_the_tables_and_views_that_its_sql_reads(specs: list[AssetSpec]) -> None:
    (report,) = (spec for spec in specs if spec.key.path == ["report"])
    upstreams = {dep.asset_key.to_user_string() for dep in report.deps}
    assert {"warehouse/articles", "warehouse/statements", "views/who_said_what", "views/altered_quotes"} <= upstreams
    assert upstreams <= {spec.key.to_user_string() for spec in specs}


def test_every_table_has_an_integrity_check_that_blocks(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    specs = [graph.get_check_spec(key) for key in graph.asset_check_keys if key.name == "integrity"]
    assert {spec.asset_key.path[-1] for spec in specs} == set(Base.metadata.tables)
    assert all(spec.blocking and spec.description for spec in specs)


def test_drifts_are_checks_that_block_nothing(definitions: Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    specs = [graph.get_check_spec(key) for key in graph.asset_check_keys if key.name != "integrity"]
    assert {spec.key.to_user_string() for spec in specs} == {
        "warehouse/actors:sudden",
        "warehouse/articles:without_statements",
        "warehouse/removed_passages:share_of_outlet",
        "warehouse/statements:without_speaker",
    }
    assert all(spec.description and not spec.blocking for spec in specs)


def test_nothing_runs_by_itself_until_it_is_switched_on(definitions: Definitions) -> None:
    assert definitions.resolve_schedule_def("news_schedule").default_status == DefaultScheduleStatus.STOPPED
    for sensor in ("raw_files", "failed_runs"):
        assert definitions.resolve_sensor_def(sensor).default_status == DefaultSensorStatus.STOPPED


def test_the_warehouse_is_expected_to_be_as_fresh_as_the_schedule_makes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VERBATIM_SCHEDULE", "30 6 * * 1")
    monkeypatch.setenv("VERBATIM_TIMEZONE", "Europe/Berlin")
    definitions = build_definitions()
    policies = {spec.key.to_user_string(): spec.freshness_policy for spec in definitions.resolve_all_asset_specs()}
    policy = policies.pop("warehouse/loads")
    assert isinstance(policy, CronFreshnessPolicy)
    assert (policy.deadline_cron, policy.timezone) == ("30 6 * * 1", "Europe/Berlin")
    assert policy.lower_bound_delta == timedelta(days=7)
    assert set(policies.values()) == {None}


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBATIM_RAW", "/somewhere/raw")
    monkeypatch.setenv("VERBATIM_DATA", "/somewhere/data")
    monkeypatch.setenv("VERBATIM_WORKERS", "3")
    resources = build_definitions().resources or {}
    assert resources["raw"].path == "/somewhere/raw"
    assert resources["staging_database"].path == "/somewhere/data/staging.duckdb"
    assert resources["published_warehouse"].path == "/somewhere/data/warehouse.duckdb"
    assert resources["workers"].count == 3
