"""Dagster's history as `.dagster/dagster.yaml` has it kept."""

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from dagster import AssetExecutionContext, AssetKey, DagsterEventType, DagsterInstance, asset, materialize
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

from pipelines.run_history import RunHistory
from pipelines.settings import ROOT

KILLED = """
import os, signal
from dagster import DagsterInstance, asset, materialize

@asset
def first() -> None: ...

@asset(deps=[first])
def second() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

with DagsterInstance.get() as instance:
    materialize([first, second], instance=instance)
"""


@asset
def empty() -> None:
    pass


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", tmp_path)
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def instance(home: Path) -> Iterator[DagsterInstance]:
    with DagsterInstance.get() as instance:
        assert instance.root_directory == str(home)
        assert type(instance.event_log_storage).__module__ == RunHistory.__module__
        yield instance


def events_of(home: Path, run_id: str) -> list[DagsterEventType]:
    """Read the events of a run as Dagster does by itself."""
    storage = SqliteEventLogStorage(str(home / "history" / "runs"))
    return [record.get_dagster_event().event_type for record in storage.get_logs_for_run(run_id)]


def test_it_is_in_the_files_that_dagster_would_have_itself(home: Path, instance: DagsterInstance) -> None:
    results = [materialize([empty], instance=instance) for _ in range(2)]
    for result in results:
        assert DagsterEventType.ASSET_MATERIALIZATION in events_of(home, result.run_id)
        assert events_of(home, result.run_id)[-1] == DagsterEventType.RUN_SUCCESS
    assert {run.run_id for run in instance.get_runs()} == {result.run_id for result in results}
    record = instance.get_latest_materialization_event(AssetKey("empty"))
    assert record is not None
    assert record.run_id == results[-1].run_id


def test_the_events_of_a_run_that_is_killed_are_there(home: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
    assert DagsterEventType.ASSET_MATERIALIZATION in events_of(home, run.run_id)


def test_who_watches_a_run_sees_its_events_while_it_goes_on(instance: DagsterInstance) -> None:
    step_started = threading.Event()

    def note(event: EventLogEntry, _: object) -> None:
        if event.is_dagster_event and event.dagster_event_type == DagsterEventType.STEP_START:
            step_started.set()

    @asset
    def watched(context: AssetExecutionContext) -> None:
        with DagsterInstance.get() as the_uis:
            the_uis.watch_event_logs(context.run_id, None, note)
            assert step_started.wait(30)
            the_uis.end_watch_event_logs(context.run_id, note)

    assert materialize([watched], instance=instance).success
