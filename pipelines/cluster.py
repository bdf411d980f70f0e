"""Work done on a Dask cluster: the same function and the same tasks as `workers.py` gives to processes of this machine.

A Dask worker is only the courier here: it hands each task to a process of its own, so that a text that hangs or kills
its process does so there as it does here, and the worker, and the machine, go on. Dask does again elsewhere what a
machine that went away had in hand.

What goes between the machines is pickled: a cluster is to be trusted as this machine is (docs/scale.md).
"""

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from pipelines.workers import Processes, Result, Task

if TYPE_CHECKING:
    from distributed import Client

# How long a scheduler has to answer, and then a first worker to be there, in seconds.
PATIENCE = 10


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""


class Cluster:
    """A pool whose processes are those of the cluster's workers, one a thread of each worker."""

    def __init__(self, client: "Client", version: Callable[[], str]) -> None:
        self._client = client
        self._version = version
        self._expected = version()
        self._executor = client.get_executor(pure=False)

    def waiting(self) -> int:
        """Give how many tasks keep its workers busy, as many as there are now: two a thread."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, 2 * sum(threads.values()))

    def submit(self, function: Callable[[Task], Result], task: Task, seconds: float | None) -> "Future[Result]":
        """Have a process of some worker do the task, and end that process if it takes longer than `seconds`."""
        same = partial(_do_if_same, self._version, self._expected, function)
        future: Future[Result] = self._executor.submit(_do_in_process, same, task, seconds)
        return future

    def check(self) -> None:
        """Do nothing: Dask sees that every task has a result or an error."""

    def loss(self, error: BaseException) -> str | None:
        """Say what happened to a task that took too long, or whose process or machines died."""
        from distributed import KilledWorker  # noqa: PLC0415

        if isinstance(error, KilledWorker):
            return "each of the Dask workers that worked on it, one after the other, went away"
        return Processes.loss(error)

    def refuse_others(self) -> None:
        """Raise ClusterError where a worker has other code, or cannot do the work; give no work to any."""
        found = self._client.run(_introduce, self._version, on_error="return")
        wrong = {worker: _complaint(answer, self._expected) for worker, answer in found.items()}
        complaints = [f"{worker} {complaint}" for worker, complaint in sorted(wrong.items()) if complaint]
        if complaints:
            raise ClusterError(
                f"Workers of the cluster cannot do the work: {'; '.join(complaints)}. Bring the same release to all "
                "machines and start their workers anew."
            )


@contextmanager
def connected(address: str, version: Callable[[], str]) -> Iterator[Cluster]:
    """Connect to the scheduler at `address` for a piece of work, on workers that all give the same version of it.

    Args:
        address: of the scheduler, tcp://host:port or tls://host:port.
        version: gives the version of the work in the process that does it; workers import it.

    Raises:
        ClusterError: there is no such cluster, its workers are others, or it went away.
    """
    client = _connect(address)
    try:
        cluster = Cluster(client, version)
        cluster.refuse_others()
        yield cluster
    except CancelledError:
        raise ClusterError(
            f"The connection to the Dask scheduler at {address} was lost. What was done is kept: see that it and its "
            "workers are there, then run again."
        ) from None
    finally:
        client.close()


def _connect(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - only those who have a cluster need it
    except ImportError:
        raise ClusterError("VERBATIM_CLUSTER is set, but the package for it is not installed: make extras.") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at VERBATIM_CLUSTER={address} ({error}). Start one (dask scheduler), or leave "
            "the setting out: then the work is done on this machine."
        ) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise ClusterError(
            f"The Dask scheduler at {address} has no workers. Start some: dask worker {address} --no-nanny"
        ) from None
    return client


def _introduce(version: Callable[[], str]) -> str:
    """Give a worker's version of the work."""
    if multiprocessing.current_process().daemon:
        raise ClusterError("it has a nanny, under which it may start no processes: start it with --no-nanny")
    return version()


def _complaint(answer: str | Exception, expected: str) -> str | None:
    if isinstance(answer, ClusterError):
        return f"does not fit: {answer}"
    if isinstance(answer, Exception):
        return f"fails where it should give its version ({type(answer).__name__}: {answer})"
    return None if answer == expected else f"has the version {answer}, this machine {expected}"


def _do_in_process(function: Callable[[Task], Result], task: Task, seconds: float | None) -> Result:
    """Do a task on a worker, in the process that belongs to this thread of it."""
    if not hasattr(_own, "process"):
        _own.process = Processes(1)
    pool: Processes = _own.process
    return pool.do(function, task, seconds)


_own = threading.local()


def _do_if_same(version: Callable[[], str], expected: str, function: Callable[[Task], Result], task: Task) -> Any:
    """Do a task in a process whose version of the work is the expected one: a worker may have come later."""
    found = version()
    if found != expected:
        raise ClusterError(f"A worker of the cluster has the version {found}, this machine {expected}.")
    return function(task)
