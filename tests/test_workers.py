import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipelines.workers import process_pool, spread


def test_every_task_has_its_result() -> None:
    results = spread(ThreadPoolExecutor(2), str, range(20), waiting=3)
    assert sorted(results, key=int) == [str(number) for number in range(20)]


def test_tasks_are_taken_only_a_few_ahead_of_results() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    results = spread(ThreadPoolExecutor(1), str, tasks(), waiting=4)
    next(results)
    assert taken == 4


def test_an_error_in_a_task_is_raised() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(spread(ThreadPoolExecutor(1), int, ["1", "x", "2"], waiting=1))


def test_work_is_done_in_other_processes() -> None:
    pids = set(spread(process_pool(1), _pid, [1, 2, 3], waiting=2))
    assert os.getpid() not in pids
    assert len(pids) == 1


def _pid(_: int) -> int:
    return os.getpid()


PARENT = """
import os, time
from pipelines.workers import process_pool
executor = process_pool(1)
print(executor.submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


def test_workers_end_when_their_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    worker = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    deadline = time.monotonic() + 20
    while _is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _is_running(worker)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
