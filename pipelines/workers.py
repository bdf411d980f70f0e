"""Work spread over processes: tasks in, results out as they come. What the work is, the caller knows.

A process that hangs or dies takes only its own task with it. Worker processes import this module and the function's
own, so both stay light. Processes of other machines are `cluster.py`'s.
"""

import gc
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from pebble import ProcessPool

# So often may processes be lost before they begin, and no task be done in between.
_MOST_BREAKS = 3

# Seconds without a result after which it is seen whether there are processes at all.
_PATIENCE = 5

# Seconds that processes may take to begin a task that they have been given: a start takes some tenths.
_LONGEST_START = 60

# So many tasks a process does, and then another takes its place: a language model never forgets a word that it has met.
_TASKS_OF_A_PROCESS = 100

# A list that gets smaller is at most such a share of what is left.
_SHARES = 8

# A model makes matrices of some dozens of megabytes for each batch and drops them. The C library (glibc: others do not
# know the word) would give the memory back and get it anew each time, cleared, in pages of 4 kB; so a twentieth of the
# time goes.
_ALLOCATION = "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=268435456:glibc.malloc.trim_threshold=536870912"

#: Seconds that any task may take besides those for its size: what a worker imports or loads with its first one takes
#: some, and a machine or a share may stand still for a while.
SLOWEST_START = 60.0

Task = TypeVar("Task")
Result = TypeVar("Result")
Thing = TypeVar("Thing")


class LostProcessesError(Exception):
    """Processes ended again and again before they began; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Rescue(Generic[Task, Result]):
    """What is done about a task that hangs or kills its process.

    `seconds` says how long a task may take. `divide` gives smaller tasks to find what in it is at fault, none where it
    is a single thing; then `give_up` makes the result, of the task and a sentence that says what happened.
    """

    seconds: Callable[[Task], float]
    divide: Callable[[Task], Sequence[Task]]
    give_up: Callable[[Task, str], Result]


def one_by_one(
    seconds: Callable[[Thing], float], set_aside: Callable[[Thing, str], Result]
) -> Rescue[list[Thing], list[Result]]:
    """Give the rescue of tasks that are lists: the things in one that fails are done anew, each alone.

    `seconds` says how long a thing may take, besides `SLOWEST_START`; `set_aside` makes the result of one that fails
    alone. Each alone, not half by half: to wait for a thing that hangs takes longer than to do all others again.
    """
    return Rescue(
        seconds=lambda things: SLOWEST_START + sum(map(seconds, things)),
        divide=lambda things: [[thing] for thing in things] if len(things) > 1 else [],
        give_up=lambda things, what_happened: [set_aside(thing, what_happened) for thing in things],
    )


class Pool(Protocol):
    """Processes that do tasks, wherever they are."""

    def submit(self, function: Callable[[Task], Result], task: Task, seconds: float | None) -> Future[Result]:
        """Have a process apply the function to the task, for so long at the most (null: without end).

        BrokenProcessPool as its error means that no process had begun it, or that none is known to have: it is not at
        fault.
        """

    def check(self) -> None:
        """Give the tasks an error that will have no result, their processes being lost."""

    def loss(self, error: BaseException) -> str | None:
        """Say what happened to a task that hung or lost its process; null where the error is the task's own."""


class Processes:
    """Processes of this machine, started with the first task; leaving the pool ends them."""

    # pebble, because the pools of the standard library neither end a task that hangs nor survive a process that dies.
    # A parent that has threads, as Dagster's has, may fork a child with a lock that nobody will release: so "spawn".
    def __init__(self, count: int) -> None:
        # The processes share the cores: threads of the libraries that multiply matrices, which would have a core each,
        # only wait for one another. They read the number when they are imported, so it must be there from the start.
        os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        os.environ.setdefault("GLIBC_TUNABLES", _ALLOCATION)
        self.count = count
        self._pool = self._new_pool()
        self._given: dict[Future[Any], float | None] = {}
        self._begun: list[Future[Any]] = []
        self._heard = time.monotonic()
        self._breaks = 0

    def submit(self, function: Callable[[Task], Result], task: Task, seconds: float | None) -> Future[Result]:
        """Have a process do the task, and end the process if it takes longer than `seconds`."""
        while True:
            try:
                future = self._pool.schedule(function, args=[task], timeout=seconds)
            except RuntimeError as error:
                self._renew(error)
            else:
                if not self._given:
                    self._heard = time.monotonic()
                self._given[future] = seconds
                future.add_done_callback(self._note)
                return future

    def check(self) -> None:
        """Replace a pool that broke or hangs, and give its tasks an error.

        pebble forgets tasks that it had not sent to a process, and ends only one that has begun its task and holds no
        lock: not one that was stopped at its start, or while it handed over a result.
        """
        if not self._pool.active or self._is_silent():
            self._renew(None)

    def do(self, function: Callable[[Task], Result], task: Task, seconds: float | None) -> Result:
        """Have a process do the task, and wait for its result; raise what `submit` gives as its error."""
        future = self.submit(function, task, seconds)
        while not wait([future], timeout=_PATIENCE).done:
            self.check()
        return future.result()

    @staticmethod
    def loss(error: BaseException) -> str | None:
        """Say what happened to a task that took too long or whose process died."""
        from pebble import ProcessExpired  # noqa: PLC0415

        if isinstance(error, ProcessExpired):
            return (
                f"the process that worked on it died (exit code {error.exitcode}; "
                "-9: killed, for want of memory perhaps)"
            )
        if isinstance(error, TimeoutError):
            seconds = error.args[1] if len(error.args) > 1 else "?"
            return f"it took longer than {seconds} s"
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the processes, whatever they do."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _new_pool(self) -> "ProcessPool":
        from pebble import ProcessPool  # noqa: PLC0415 - not for those who only name their work

        context = multiprocessing.get_context("spawn")
        return ProcessPool(self.count, _TASKS_OF_A_PROCESS, initializer=_end_with_parent, context=context)

    def _renew(self, error: Exception | None) -> None:
        """Replace a pool that broke: pebble's does when a process dies while none of them has a task."""
        self.end()
        self._pool = self._new_pool()
        self._breaks += 1
        if self._breaks > _MOST_BREAKS:
            self._breaks = 0
            raise LostProcessesError(
                f"Worker processes ended or hung {_MOST_BREAKS + 1} times, one after the other, before they began "
                "their work. Something kills or stops them, or there is no memory to start them: free some, or set "
                "VERBATIM_WORKERS to fewer, and run again. What was done is kept."
            ) from error
        self._begun = []
        for future in list(self._given):
            future.set_exception(BrokenProcessPool("The pool of its process broke."))

    def _note(self, future: Future[Any]) -> None:
        """Forget a task that has ended; where it was not for the pool's sake, the processes are well."""
        self._given.pop(future, None)
        self._heard = time.monotonic()
        if not isinstance(future.exception(), BrokenProcessPool):
            self._breaks = 0

    def _is_silent(self) -> bool:
        """Say whether no task has begun or ended for longer than a start and then the slowest of them may take."""
        running = [(future, seconds) for future, seconds in list(self._given.items()) if future.running()]
        begun = [future for future, _ in running]
        if begun != self._begun:
            self._begun = begun
            self._heard = time.monotonic()
        limits = [seconds for _, seconds in running if seconds is not None]
        longest = max(limits, default=0) + _LONGEST_START
        return len(limits) == len(running) and time.monotonic() - self._heard > longest


def spread(
    processes: int,
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    waiting: int,
    rescue: Rescue[Task, Result] | None = None,
    following: Callable[[Result], Task | None] = lambda _: None,
) -> Iterator[Result]:
    """Apply a function to tasks in so many processes of this machine, `waiting` tasks ahead; see `spread_in`."""
    with Processes(processes) as pool:
        yield from spread_in(pool, function, tasks, lambda: waiting, rescue, following)


def spread_in(
    pool: Pool,
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    waiting: Callable[[], int],
    rescue: Rescue[Task, Result] | None = None,
    following: Callable[[Result], Task | None] = lambda _: None,
) -> Iterator[Result]:
    """Apply a function to tasks in the processes of a pool; yield results as they come, in no set order.

    At most `waiting()` tasks are taken from `tasks` ahead of their results, so that neither fill the memory. A task
    that follows from a result is begun before that is given: the caller works on the one while the other is done. An
    error in a task is raised here, as is the death of its process where there is no `rescue`; tasks that have not begun
    are then dropped with the pool. A task that lost its process before it began is done again as it is.

    Raises:
        LostProcessesError: no process lives long enough to begin.
    """
    again: deque[Task] = deque()
    left = iter(tasks)
    running: dict[Future[Result], Task] = {}

    def submit(task: Task) -> None:
        running[pool.submit(function, task, rescue.seconds(task) if rescue else None)] = task

    while True:
        for task in _take(again, left, max(0, waiting() - len(running))):
            submit(task)
        if not running:
            return
        done, _ = wait(running, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
        if not done:
            pool.check()
        for future in done:
            task = running.pop(future)
            error = future.exception()
            what_happened = pool.loss(error) if error else None
            if isinstance(error, BrokenProcessPool):
                again.append(task)
            elif rescue and what_happened and (parts := rescue.divide(task)):
                again.extend(parts)
            else:
                result = rescue.give_up(task, what_happened) if rescue and what_happened else future.result()
                if (next_task := following(result)) is not None:
                    submit(next_task)
                yield result


def batched_by(items: Sequence[tuple[int, int]], most: int, least: int | None = None) -> Iterator[list[int]]:
    """Cut (key, weight) pairs into lists of keys whose weights add up to at most `most`; a heavier one stands alone.

    With `least`, lists get smaller, down to that, the less is left: those who do the work then end together.
    """
    least = most if least is None else least
    left = sum(size for _, size in items)
    batch: list[int] = []
    weight = 0
    for key, size in items:
        if batch and weight + size > max(least, min(most, left // _SHARES)):
            yield batch
            left -= weight
            batch, weight = [], 0
        batch.append(key)
        weight += size
    if batch:
        yield batch


def search_rarely() -> None:
    """Have Python search for garbage rarely: this process makes many small rows, and hardly a circle of them.

    After each seven hundred, as by itself, it takes a tenth of the time.
    """
    gc.set_threshold(50_000, 20, 20)


def _take(again: deque[Task], left: Iterator[Task], most: int) -> list[Task]:
    """Take the next tasks, those first that are done again."""
    taken = [again.popleft() for _ in range(min(most, len(again)))]
    return taken + list(islice(left, most - len(taken)))


def _end_with_parent() -> None:
    """Watch the parent from a thread: a worker whose parent was killed would wait for tasks for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
