"""Work spread over processes: tasks in, results out as they come. What the work is, the caller knows.

Worker processes import this module and the function's own, so both stay light.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def process_pool(count: int) -> Executor:
    """Make an executor of so many processes, which end with this one even if it is killed."""
    # A parent that has threads, as Dagster's has, may fork a child with a lock that nobody will release.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent)


def spread(
    executor: Executor, function: Callable[[Task], Result], tasks: Iterable[Task], waiting: int
) -> Iterator[Result]:
    """Apply a function to tasks in an executor; yield results as they come, in no set order.

    At most `waiting` tasks are taken from `tasks` ahead of their results, so that neither fill the memory. An error in
    a task is raised here; tasks that have not begun are then dropped.
    """
    running: set[Future[Result]] = set()
    try:
        for task in tasks:
            running.add(executor.submit(function, task))
            if len(running) >= waiting:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    """Watch the parent from a thread: a worker whose parent was killed would wait for tasks for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
