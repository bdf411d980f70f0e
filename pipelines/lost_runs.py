"""Runs whose process is gone: Dagster goes on taking them for running, and in its queue no other would ever start.

Dagster's run monitoring knows of them where a cluster runs them, not on one machine. So each run notes its process in a
tag; who looks after it here is a sensor (`automation.py`) and each run of `make run`.
"""

import os
import socket
from pathlib import Path

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

PROCESS_TAG = "verbatim/process"


def this_process() -> str:
    """Name this process for the tag: machine, number, and when it began, for numbers are given again."""
    return f"{socket.gethostname()} {os.getpid()} {_began(os.getpid())}"


def is_gone(process: str) -> bool:
    """Say whether the process of a tag is one of this machine that has ended; of another machine nothing is known."""
    machine, pid, began = process.split(" ")
    if machine != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # somebody else's process: the number was given again, or it is another user's run
    return _began(int(pid)) != began


def end_lost_runs(instance: DagsterInstance) -> list[str]:
    """Mark the runs as failed whose process is gone; give their keys."""
    running = RunsFilter(statuses=[DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING])
    lost = [run for run in instance.get_runs(running) if is_gone(run.tags.get(PROCESS_TAG, "- 0 0"))]
    for run in lost:
        instance.report_run_failed(
            run, "The process of this run is gone: it was killed. The next run goes on from there."
        )
    return [run.run_id for run in lost]


def _began(pid: int) -> str:
    """Give the moment at which a process began, as Linux counts it; elsewhere nothing."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
