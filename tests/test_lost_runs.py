import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, SkipReason, build_sensor_context

from pipelines.automation import lost_runs
from pipelines.lost_runs import PROCESS_TAG, end_lost_runs, this_process

NAME_YOURSELF = (
    "import time; from pipelines.lost_runs import this_process; print(this_process(), flush=True); time.sleep(60)"
)


@pytest.fixture
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(scope="module")
def killed() -> str:
    """The tag of a process that was killed."""
    process = subprocess.Popen([sys.executable, "-c", NAME_YOURSELF], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    tag = process.stdout.readline().strip()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return tag


def status_after(instance: DagsterInstance, process: str | None) -> DagsterRunStatus:
    """The status of a run of that process once lost runs were looked for."""
    tags = {} if process is None else {PROCESS_TAG: process}
    run = DagsterRun("news", "00000000-0000-4000-8000-000000000000", status=DagsterRunStatus.STARTED, tags=tags)
    instance.add_run(run)
    end_lost_runs(instance)
    found = instance.get_run_by_id(run.run_id)
    assert found
    return found.status


def test_a_run_whose_process_was_killed_has_failed(instance: DagsterInstance, killed: str) -> None:
    assert status_after(instance, killed) == DagsterRunStatus.FAILURE


def test_a_run_whose_process_is_there_goes_on(instance: DagsterInstance) -> None:
    assert status_after(instance, this_process()) == DagsterRunStatus.STARTED


def test_a_number_that_was_given_again_is_another_process(instance: DagsterInstance) -> None:
    machine, pid, _ = this_process().split(" ")
    assert status_after(instance, f"{machine} {pid} 1") == DagsterRunStatus.FAILURE


@pytest.mark.parametrize("process", [None, "elsewhere 1 1"])
def test_of_a_process_that_cannot_be_seen_nothing_is_said(instance: DagsterInstance, process: str | None) -> None:
    assert status_after(instance, process) == DagsterRunStatus.STARTED


def test_the_sensor_frees_the_queue(instance: DagsterInstance, killed: str) -> None:
    run = DagsterRun("news", "00000000-0000-4000-8000-000000000000", status=DagsterRunStatus.STARTED)
    instance.add_run(run.with_tags({PROCESS_TAG: killed}))
    said = lost_runs(build_sensor_context(instance=instance))
    assert isinstance(said, SkipReason)
    assert run.run_id in (said.skip_message or "")
