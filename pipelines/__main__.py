"""What `make run` runs: the job `news`, in this process, with a summary at its end. It takes no arguments.

Work that is to run otherwise is run by Dagster (`make ui`); settings are in `definitions.py`.
"""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from dagster import DagsterInstance, ExecuteInProcessResult
from rich.console import Console

from pipelines.definitions import defs
from pipelines.terminal import STAGES, RunReport, StageReport, print_summary


def main() -> int:
    """Run the job; give the exit code."""
    console = Console()
    with DagsterInstance.get() as instance:
        result = defs.resolve_job_def("news").execute_in_process(instance=instance, raise_on_error=False)
    if not result.success:
        _print_failure(result)
        return 1
    print_summary(_report(result), console)
    return 0


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


def _print_failure(result: ExecuteInProcessResult) -> None:
    """Print the sentence of the first error, not its stack: that is in the run's log (`make ui`)."""
    console = Console(stderr=True)
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error.cause or error if error else None
            console.print(f"[bold red]{STAGES.get(event.step_key or '', '')} failed:[/bold red]", end=" ")
            sentence = cause.message.removeprefix(f"{cause.cls_name}: ") if cause else event.message
            console.print((sentence or "").strip(), markup=False, soft_wrap=True)
    console.print("What was done before is kept; the published warehouse is as it was. The whole log: make ui")


if __name__ == "__main__":
    sys.exit(main())
