"""What `make run` runs: the job `news`, in this process, with a summary at its end. It takes no arguments.

Work that is to run otherwise is run by Dagster (`make ui`); settings are in `settings.py`.
"""

import fcntl
import gc
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from dagster import DagsterEventType, DagsterInstance, ExecuteInProcessResult
from dagster_shared.error import SerializableErrorInfo
from rich.console import Console

from pipelines.faults import is_disk_full
from pipelines.lost_runs import PROCESS_TAG, end_lost_runs, this_process
from pipelines.settings import SettingError
from pipelines.terminal import STAGES, RunReport, StageReport, print_failure, print_interruption, print_summary

# As a shell says it of a process that Ctrl-C ended.
INTERRUPTED = 130

try:
    from pipelines.definitions import defs
except SettingError as wrong:
    sys.exit(str(wrong))


def _instance() -> DagsterInstance:
    """Open Dagster's instance, one process at a time: of two that make its tables at once, one fails."""
    home = Path(os.environ.get("DAGSTER_HOME") or ".")
    home.mkdir(parents=True, exist_ok=True)
    folder = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        return DagsterInstance.get()
    finally:
        os.close(folder)


def main() -> int:
    """Run the job; give the exit code."""
    with _instance() as instance:
        end_lost_runs(instance)
        result = defs.resolve_job_def("news").execute_in_process(
            instance=instance, tags={PROCESS_TAG: this_process()}, raise_on_error=False
        )
    staging = Path((defs.resources or {})["staging_database"].path)
    if result.success:
        print_summary(_report(result), Console())
        return 0
    stage, error = _first_error(result)
    if _is_interruption(error):
        print_interruption(stage, staging, Console(stderr=True))
        return INTERRUPTED
    # The sentence, not its stack: that is in the run's log.
    print_failure(stage, error.message.removeprefix(f"{error.cls_name}: ").strip(), Console(stderr=True))
    return 1


def _report(result: ExecuteInProcessResult) -> RunReport:
    seconds: dict[str, float] = {}
    metadata: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for event in result.all_events:
        stage = STAGES.get(event.step_key or "")
        if stage and event.is_step_success:
            seconds[stage] = event.step_success_data.duration_ms / 1000
        elif stage and event.is_step_materialization:
            values = event.step_materialization_data.materialization.metadata
            metadata[stage] |= {name: value.value for name, value in values.items()}
    stages = {stage: StageReport(seconds[stage], metadata[stage]) for stage in seconds}
    return RunReport(stages, Path(metadata["warehouse"]["file"]))


def _first_error(result: ExecuteInProcessResult) -> tuple[str, SerializableErrorInfo]:
    """Give the stage that failed, empty where it was none, and what was raised."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
        elif event.event_type == DagsterEventType.RESOURCE_INIT_FAILURE:
            error = event.engine_event_data.error
        elif event.is_job_failure:
            error = event.job_failure_data.error
        else:
            continue
        if error:
            return STAGES.get(event.step_key or "", ""), error.cause or error
    return "", SerializableErrorInfo("Dagster gives no reason.", [], None)


def _is_interruption(error: SerializableErrorInfo) -> bool:
    """Say whether Ctrl-C is behind an error: DuckDB makes an error of its own of it, caused by the other."""
    return error.cls_name in ("DagsterExecutionInterruptedError", "KeyboardInterrupt") or any(
        _is_interruption(other) for other in (error.cause, error.context) if other
    )


if __name__ == "__main__":
    try:
        code = main()
        gc.freeze()  # a process that ends would look through all that is left for garbage: half a second or more
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        # Errors of the stages are in the result; this one is of Dagster's own records.
        if not is_disk_full(error):
            raise
        sys.exit(
            f"The disk of DAGSTER_HOME ({os.environ.get('DAGSTER_HOME')}) is full: the run could not be recorded. Make "
            "room there and run again: the run goes on where this one stopped, and the published warehouse is whole."
        )
