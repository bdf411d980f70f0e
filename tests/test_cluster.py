import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from posixpath import expandvars
from typing import NamedTuple

import pytest
from dagster import DagsterInstance, ExecuteInProcessResult
from distributed import Client, Scheduler

from pipelines import cluster
from pipelines.cluster import ClusterError, connected
from pipelines.definitions import ROOT, build_definitions
from pipelines.extract import assets
from pipelines.resources import PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.workers import Rescue, spread_in
from tests.soak import tables
from tests.test_workers import _shout


class Started(NamedTuple):
    """A scheduler and its workers, processes of their own on the loopback address."""

    address: str
    workers: Sequence[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    said = tmp_path_factory.mktemp("scheduler") / "stderr"
    process = start("scheduler", "--port", "0", "--no-dashboard", said=said)
    yield wait_for_words(said, "Scheduler at:").split()[-1]
    end(process)


@pytest.fixture(scope="module")
def started(scheduler: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    folder = tmp_path_factory.mktemp("workers")
    options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    workers = [start("worker", scheduler, *options, said=folder / f"{number}.stderr") for number in (1, 2)]
    with Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    yield Started(scheduler, workers)
    for process in workers:
        end(process)


def start(what: str, *options: str, said: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1", *options]
    with said.open("wb") as file:
        return subprocess.Popen(
            command, stderr=file, env=os.environ | {"PYTHONPATH": str(ROOT), "CODE": "old"}, cwd=said.parent
        )


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)
    process.kill()
    process.wait()


def wait_for_words(said: Path, words: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for line in said.read_text(encoding="utf-8").splitlines():
            if words in line:
                return line
        time.sleep(0.05)
    raise AssertionError(said.read_text(encoding="utf-8"))


def refusal(address: str, version: Callable[[], str] = platform.system) -> str:
    with pytest.raises(ClusterError) as refused, connected(address, version):
        pass
    return str(refused.value)


def test_an_address_without_a_scheduler_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    said = refusal("tcp://127.0.0.1:9")
    assert re.match(r"No Dask scheduler answers at VERBATIM_CLUSTER=tcp://127.0.0.1:9 .*Start one", said)


def test_a_scheduler_without_workers_is_an_error_that_says_what_to_do(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    assert f"has no workers. Start some: dask worker {scheduler} --no-nanny" in refusal(scheduler)


def test_workers_with_other_code_get_no_work(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE", "new")
    said = refusal(started.address, partial(expandvars, "$CODE"))
    assert re.search(r"tcp://\S+ has the version old, this machine new; tcp://\S+ has", said)


def test_a_worker_that_comes_later_with_other_code_does_no_work(started: Started) -> None:
    with connected(started.address, platform.system) as pool:
        pool._expected = "another"
        with pytest.raises(
            ClusterError, match=f"worker of the cluster has the version {platform.system()}, .* another"
        ):
            list(spread_in(pool, _shout, [["a"]], pool.waiting))


@pytest.mark.parametrize(
    ("word", "what_happened"),
    [("hang", "it took longer than 2.0 s"), ("die", "the process that worked on it died")],
)
def test_a_text_that_hangs_or_kills_its_process_is_found_there_as_here(
    started: Started, word: str, what_happened: str
) -> None:
    rescue: Rescue[list[str], list[str]] = Rescue(
        seconds=lambda _: 2.0,
        divide=lambda words: [[word] for word in words] if len(words) > 1 else [],
        give_up=lambda words, what_happened: [f"{words[0]}: {what_happened}"],
    )
    with connected(started.address, platform.system) as pool:
        results = spread_in(pool, _shout, [["a", "b"], ["c", word, "d"], ["e"]], pool.waiting, rescue)
        *done, set_aside = sorted(each for some in results for each in some)
    assert done == ["A", "B", "C", "D", "E"]
    assert set_aside.startswith(f"{word}: {what_happened}")
    assert [worker.poll() for worker in started.workers] == [None, None]


def test_a_run_on_a_cluster_that_loses_a_worker_gives_the_tables_of_a_run_on_this_machine(
    started: Started, sample_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "BATCH_WORDS", 300)
    monkeypatch.setattr(assets, "LEAST_BATCH_WORDS", 300)
    lost = started.workers[0]
    with ThreadPoolExecutor() as thread, Client(started.address, set_as_default=False) as client:
        run = thread.submit(_run, tmp_path, started.address)
        [address] = [worker for worker, pid in client.run(os.getpid).items() if pid == lost.pid]
        wait_until_it_has_work(client, address)
        # Stopped first: what it has in hand is then certainly not done when it is killed.
        lost.send_signal(signal.SIGSTOP)
        assert client.processing()[address]
        lost.kill()
        result = run.result(120)
        suspicious = client.run_on_scheduler(_suspicious)
    assert result.success
    assert suspicious
    assert tables(tmp_path) == tables(sample_warehouse.parent)


def wait_until_it_has_work(client: Client, worker: str) -> None:
    deadline = time.monotonic() + 60
    while not client.processing()[worker]:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _run(data: Path, address: str) -> ExecuteInProcessResult:
    definitions = build_definitions(
        raw=RawFolder(path=str(ROOT / "data" / "raw")),
        staging_database=StagingDatabase(path=str(data / "staging.duckdb")),
        published_warehouse=PublishedWarehouse(path=str(data / "warehouse.duckdb")),
        workers=Workers(count=1, cluster=address),
    )
    with DagsterInstance.ephemeral() as instance:
        return definitions.resolve_job_def("news").execute_in_process(instance=instance)


def _suspicious(dask_scheduler: Scheduler) -> int:
    """Count the tasks that a worker took with it."""
    return sum(prefix.suspicious for prefix in dask_scheduler.task_prefixes.values())
