import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import ClassVar

import pytest
from pebble import ProcessExpired

from pipelines.workers import Rescue, batched_by, spread


def test_every_task_has_its_result() -> None:
    results = spread(2, str, range(20), waiting=3)
    assert sorted(results, key=int) == [str(number) for number in range(20)]


def test_tasks_are_taken_only_a_few_ahead_of_results() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    results = spread(1, str, tasks(), waiting=4)
    next(results)
    assert taken == 4


def test_an_error_in_a_task_is_raised() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(spread(1, int, ["1", "x", "2"], waiting=1))


def test_work_is_done_in_other_processes() -> None:
    pids = set(spread(1, _pid, [1, 2, 3], waiting=2))
    assert os.getpid() not in pids
    assert len(pids) == 1


def _pid(_: int) -> int:
    return os.getpid()


def test_a_process_multiplies_matrices_in_one_thread_for_the_others_have_the_other_cores() -> None:
    (threads,) = spread(1, _threads_of_numpy, [0], waiting=1)
    assert threads == "1"


def _threads_of_numpy(_: int) -> str | None:
    return os.environ.get("OPENBLAS_NUM_THREADS")


class TestRescue:
    """A task is a list of words: "hang" hangs, "die" kills its process."""

    RESCUE: ClassVar[Rescue[list[str], list[str]]] = Rescue(
        seconds=lambda _: 2.0,
        divide=lambda words: [[word] for word in words] if len(words) > 1 else [],
        give_up=lambda words, what_happened: [f"{words[0]}: {what_happened}"],
    )

    def results(self, *tasks: list[str]) -> list[str]:
        return sorted(word for words in spread(2, _shout, tasks, waiting=4, rescue=self.RESCUE) for word in words)

    @pytest.mark.parametrize(
        ("word", "what_happened"),
        [("hang", "it took longer than 2.0 s"), ("die", "the process that worked on it died")],
    )
    def test_what_is_at_fault_is_found_and_all_else_is_done(self, word: str, what_happened: str) -> None:
        *done, set_aside = self.results(["a", "b"], ["c", word, "d"], ["e"])
        assert done == ["A", "B", "C", "D", "E"]
        assert set_aside.startswith(f"{word}: {what_happened}")

    def test_without_a_rescue_the_death_of_a_process_is_an_error(self) -> None:
        with pytest.raises(ProcessExpired):
            list(spread(1, _shout, [["die"]], waiting=1))


def _shout(words: Sequence[str]) -> list[str]:
    if "hang" in words:
        time.sleep(60)
    if "die" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    return [word.upper() for word in words]


PARENT = """
import time
from pipelines.workers import spread
results = spread(1, eval, ["__import__('os').getpid()", "__import__('time').sleep(60)"], waiting=2)
print(next(results), flush=True)
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


def test_batches_hold_up_to_the_weight_given_and_keep_the_order() -> None:
    assert list(batched_by([(1, 5), (2, 5), (3, 1), (4, 50)], 10)) == [[1, 2], [3], [4]]


def test_batches_get_smaller_towards_the_end_and_hold_all_in_order() -> None:
    batches = list(batched_by([(number, 1) for number in range(100)], most=10, least=2))
    sizes = [len(batch) for batch in batches]
    assert [number for batch in batches for number in batch] == list(range(100))
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-2]) == (10, 2)


def test_a_heavy_item_is_a_batch_of_its_own_wherever_it_stands() -> None:
    assert list(batched_by([(1, 50), (2, 1), (3, 50), (4, 1)], most=10, least=2)) == [[1], [2], [3], [4]]
