import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from typing import ClassVar

import pytest
from pebble import ProcessExpired

from pipelines.workers import (
    LostProcessesError,
    Processes,
    Rescue,
    Result,
    Task,
    batched_by,
    one_by_one,
    spread,
    spread_in,
)


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


def test_a_task_that_follows_is_begun_before_the_result_is_given() -> None:
    with Processes(1) as pool:
        results = spread_in(pool, int, ["1"], lambda: 1, None, lambda number: str(number + 1) if number < 3 else None)
        assert next(results) == 1
        assert len(pool._given) == 1
        assert list(results) == [2, 3]


def test_an_error_in_a_task_is_raised() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(spread(1, int, ["1", "x", "2"], waiting=1))


def test_work_is_done_in_other_processes() -> None:
    pids = set(spread(1, _pid, [1, 2, 3], waiting=2))
    assert os.getpid() not in pids
    assert len(pids) == 1


def _pid(_: int) -> int:
    return os.getpid()


def test_a_process_ends_after_so_many_tasks_and_another_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.workers._TASKS_OF_A_PROCESS", 3)
    done = Counter(spread(2, _pid, range(20), waiting=4))
    assert done.total() == 20
    assert max(done.values()) == 3


def test_a_process_multiplies_matrices_in_one_thread_for_the_others_have_the_other_cores() -> None:
    (threads,) = spread(1, _threads_of_numpy, [0], waiting=1)
    assert threads == "1"


def _threads_of_numpy(_: int) -> str | None:
    return os.environ.get("OPENBLAS_NUM_THREADS")


def test_a_process_keeps_memory_for_the_next_batch_and_gives_way_to_what_the_user_has_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    (tunables,) = spread(1, _tunables, [0], waiting=1)
    assert tunables is not None
    assert "glibc.malloc.trim_threshold=" in tunables
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.arena_max=1")
    assert list(spread(1, _tunables, [0], waiting=1)) == ["glibc.malloc.arena_max=1"]


def _tunables(_: int) -> str | None:
    return os.environ.get("GLIBC_TUNABLES")


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

    @pytest.mark.parametrize("word", ["hang", "die"])
    def test_things_of_a_list_are_done_one_by_one(self, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
        monkeypatch.setattr("pipelines.workers.SLOWEST_START", 2.0)
        rescue: Rescue[list[str], list[str]] = one_by_one(lambda _: 0.0, lambda word, _: f"set aside: {word}")
        results = list(spread(2, _shout, [["a", word, "b"], ["c"]], waiting=2, rescue=rescue))
        assert sorted(results) == [["A"], ["B"], ["C"], [f"set aside: {word}"]]

    def test_without_a_rescue_the_death_of_a_process_is_an_error(self) -> None:
        with pytest.raises(ProcessExpired):
            list(spread(1, _shout, [["die"]], waiting=1))


def _shout(words: Sequence[str]) -> list[str]:
    if "hang" in words:
        time.sleep(60)
    if "die" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    return [word.upper() for word in words]


class TestProcessesLostBeforeTheyBegin:
    class Struck(Processes):
        """A pool whose process is killed as soon as it is started, so many times."""

        def __init__(self, times: int) -> None:
            super().__init__(1)
            self.times = times

        def submit(self, function: Callable[[Task], Result], task: Task, seconds: float | None) -> Future[Result]:
            known = set(active_children())
            future = super().submit(function, task, seconds)
            # The first task of a pool starts the process, which needs some tenths of a second before it can begin.
            if self.times and (started := set(active_children()) - known):
                self.times -= 1
                _kill(started.pop().pid)
            return future

    def test_their_tasks_are_done_as_they_were_given(self) -> None:
        # More than a pipe holds: the second task waits for a process to read the first.
        tasks = [[letter * 100_000, "-"] for letter in "abcd"]
        with self.Struck(times=2) as pool:
            results = list(spread_in(pool, _shout, tasks, lambda: 3, TestRescue.RESCUE))
        assert sorted(results) == [[letter * 100_000, "-"] for letter in "ABCD"]

    def test_a_task_that_is_done_gives_new_patience(self) -> None:
        with self.Struck(times=3) as pool:
            results = spread_in(pool, _shout, [["a"], ["b"]], lambda: 1)
            assert next(results) == ["A"]
            pool.times = 2
            _kill(active_children()[0].pid)
            assert next(results) == ["B"]

    def test_if_it_does_not_end_it_is_said_what_to_do(self) -> None:
        with self.Struck(times=100) as pool, pytest.raises(LostProcessesError, match=r"4 times.*VERBATIM_WORKERS"):
            list(spread_in(pool, _shout, [["a"]], lambda: 1, TestRescue.RESCUE))

    @pytest.mark.parametrize("seconds", [0, 0.5])
    def test_one_that_had_nothing_to_do_is_replaced(self, seconds: float) -> None:
        results = spread(1, _pid, [1, 2], waiting=1)
        first = next(results)
        _kill(first)
        # The pool may have seen it, or not.
        time.sleep(seconds)
        assert next(results) != first

    def test_a_task_that_the_pool_forgot_is_done_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pipelines.workers._PATIENCE", 0.2)
        with Processes(1) as pool:
            results = spread_in(pool, _pid, [1, 2], lambda: 1)
            first = next(results)
            _kill(first)
            time.sleep(0.5)
            monkeypatch.setattr(pool._pool, "schedule", lambda *_, **__: Future())
            assert next(results) != first


class TestProcessesThatAreStopped:
    """They live, and say nothing: with SIGSTOP, as a terminal or an operator stops them."""

    RESCUE: ClassVar[Rescue[int, int]] = Rescue(lambda _: 60.0, lambda _: [], lambda *_: 0)

    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pipelines.workers._PATIENCE", 0.2)
        monkeypatch.setattr("pipelines.workers._LONGEST_START", 2)

    @staticmethod
    def stop(pool: Processes) -> list[int]:
        """Give it the first task, and stop its processes as soon as they are there."""
        known = set(active_children())
        pool.submit(_pid, 0, 60)
        stopped = [process.pid for process in set(active_children()) - known if process.pid]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        return stopped

    def test_before_their_first_task_they_are_replaced(self) -> None:
        with Processes(2) as pool:
            stopped = self.stop(pool)
            done = list(spread_in(pool, _pid, range(4), lambda: 2, self.RESCUE))
        assert len(stopped) == 2
        assert len(done) == 4
        assert not set(done) & set(stopped)
        assert not any(_is_running(pid) for pid in stopped)

    def test_the_others_do_the_work_of_one(self) -> None:
        with Processes(2) as pool:
            pool.submit(_pid, 0, None)
            stopped = active_children()[0].pid
            assert stopped
            os.kill(stopped, signal.SIGSTOP)
            assert len(list(spread_in(pool, _pid, range(20), lambda: 4))) == 20
        assert not _is_running(stopped)

    def test_one_that_had_nothing_to_do_is_replaced(self) -> None:
        results = spread(1, _pid, [1, 2], waiting=1)
        first = next(results)
        os.kill(first, signal.SIGSTOP)
        assert next(results) != first

    def test_one_that_was_handing_over_its_result_is_replaced(self, tmp_path: Path) -> None:
        rescue: Rescue[Path, StopsOnce] = Rescue(lambda _: 1.0, lambda _: [], lambda path, _: StopsOnce(path))
        (result,) = spread(1, StopsOnce, [tmp_path / "stopped"], waiting=1, rescue=rescue)
        assert (result.path, result.path.exists()) == (tmp_path / "stopped", True)

    def test_a_long_task_is_left_to_work(self) -> None:
        rescue: Rescue[float, float] = Rescue(lambda _: 60.0, lambda _: [], lambda *_: 0.0)
        assert list(spread(1, _sleep, [3.0], waiting=1, rescue=rescue)) == [3.0]
        assert list(spread(1, _sleep, [3.0], waiting=1)) == [3.0]

    def test_a_caller_that_waits_for_one_task_is_helped(self) -> None:
        with Processes(1) as pool:
            (stopped,) = self.stop(pool)
            with pytest.raises(BrokenProcessPool):
                pool.do(_pid, 1, None)
            assert pool.do(_pid, 1, None) != stopped


@dataclass(frozen=True)
class StopsOnce:
    """A result whose process is stopped while it is handed over, with the pool's lock held; the second time it is not.

    It is pickled under that lock.
    """

    path: Path

    def __reduce__(self) -> tuple[type["StopsOnce"], tuple[Path]]:
        if not self.path.exists():
            self.path.touch()
            os.kill(os.getpid(), signal.SIGSTOP)
        return StopsOnce, (self.path,)


def _sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _kill(pid: int | None) -> None:
    assert pid
    os.kill(pid, signal.SIGKILL)


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
