"""Kill the pipeline at random moments, again and again, and see that nothing comes of it.

`python -m tests.soak [KILLS] [RAW_FOLDER]` takes the sample, or a folder, and publishes half of it. Then it adds the
rest, changes a file and deletes one; runs the job on that in a process of its own, kills it with SIGKILL at a random
moment, one stage after the other, a third of the time its successor too, and runs it to its end. Each time the tables
must be those of an undisturbed first run on the same files; all the while a reader asks the published file. Then
workers of a run are killed and stopped, before they begin and at work: it has to replace them, and to end well. Then
the same on a disk in memory on which ever more room is left, until a run ends in spite of it. `make soak` does it fifty
times; tests/test_crash.py does it a few times, at chosen moments.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from models import Base
from pipelines.definitions import ROOT
from pipelines.terminal import STAGES

SEED = 7
#: Before the first stage begins.
START = "start"
#: Seconds of processor that a worker has used when it has begun: a start takes 0.2, the little work on the sample 1.
AT_WORK = 0.5


def start(raw: Path, data: Path, **settings: str) -> subprocess.Popen[bytes]:
    """Start a run in a process of its own; what it prints goes to run.log in the data folder."""
    data.mkdir(parents=True, exist_ok=True)
    home = data / "dagster"
    home.mkdir(exist_ok=True)
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    own = {
        "VERBATIM_RAW": str(raw),
        "VERBATIM_DATA": str(data),
        "VERBATIM_CURATION": str(data / "actors.csv"),
        "DAGSTER_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    with (data / "run.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines"], stdout=log, stderr=log, env=os.environ | own | settings, cwd=ROOT
        )


def finish(raw: Path, data: Path) -> None:
    """Run the job to its end, which has to be a good one."""
    assert start(raw, data).wait() == 0, (data / "run.log").read_text(encoding="utf-8")


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a run as the kernel would."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def tables(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read all tables of the published warehouse but the history of publications."""
    with closing(duckdb.connect(str(data / "warehouse.duckdb"), read_only=True)) as warehouse:
        return {
            name: warehouse.execute(f"FROM {name} ORDER BY ALL").fetchall()
            for name in Base.metadata.tables
            if name != "loads"
        }


def ask(data: Path) -> bool:
    """Ask the published file something; say whether there is one. Raises duckdb.Error if it does not answer."""
    path = data / "warehouse.duckdb"
    if not path.exists():
        return False
    with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
        rows = warehouse.execute("SELECT count(*) FROM who_said_what").fetchone()
    assert rows is not None
    assert rows[0] > 0
    return True


@dataclass
class Reader:
    """Asks the published file all the time, and counts its answers."""

    data: Path
    answers: int = 0

    def wait(self, process: subprocess.Popen[bytes], until: Callable[[], bool] = lambda: False) -> None:
        """Ask until a run has ended, or something is so."""
        while process.poll() is None and not until():
            self.answers += ask(self.data)
            time.sleep(0.02)

    def wait_for_stage(self, process: subprocess.Popen[bytes], stage: str, seconds: float) -> None:
        """Ask until a run has been so many seconds at a stage, or has ended."""
        self.wait(process, lambda: stage in stage_starts(self.data))
        end = time.monotonic() + seconds
        self.wait(process, lambda: time.monotonic() > end)


def stage_starts(data: Path) -> dict[str, float]:
    """Give the stages that the run of this Dagster home has begun, and when, in seconds since the epoch."""
    starts = {START: (data / "dagster").stat().st_mtime}
    query = "SELECT step_key, event FROM event_logs WHERE dagster_event_type = 'STEP_START' ORDER BY id"
    for path in (data / "dagster" / "history" / "runs").glob("*-*.db"):
        # Read beside the run, which writes there: SQLite lets it.
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as events, suppress(sqlite3.OperationalError):
            for step, event in events.execute(query):
                starts[STAGES.get(step, step)] = json.loads(event)["timestamp"]
    return starts


def durations(raw: Path, data: Path) -> dict[str, float]:
    """Run the job undisturbed in a new Dagster home; give how long each stage took, in seconds."""
    finish(raw, data)
    starts = list(stage_starts(data).items())
    ends = [*(at for _, at in starts[1:]), time.time()]
    return {stage: end - at for (stage, at), end in zip(starts, ends, strict=True)}


def change(raw: Path, held_back: Path) -> None:
    """Add what was held back, change a file, delete one."""
    shutil.copytree(held_back, raw, dirs_exist_ok=True)
    for path in sorted(raw.rglob("*.txt"))[:1]:
        path.write_text("“The tide is turning,” said harbour master Ilse Brandt.", encoding="utf-8")
    (raw / "gone.txt").unlink()


def hold_back(raw: Path, held_back: Path) -> None:
    """Take every second file out of the raw folder, and put in one that will be deleted."""
    for path in sorted(path for path in raw.rglob("*") if path.is_file())[::2]:
        kept = held_back / path.relative_to(raw)
        kept.parent.mkdir(parents=True, exist_ok=True)
        path.rename(kept)
    (raw / "gone.txt").write_text("“Nobody will read this,” said printer Otto Falk.", encoding="utf-8")


def main(kills: int, source: Path) -> None:
    """Kill so many runs, compare after each that was left to end, and print what happened."""
    chance = random.Random(SEED)  # noqa: S311 - the same moments every time
    console = Console()
    killed: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        raw, before, data = Path(name, "raw"), Path(name, "before"), Path(name, "data")
        shutil.copytree(source, raw)
        hold_back(raw, Path(name, "held-back"))
        finish(raw, before)
        change(raw, Path(name, "held-back"))
        finish(raw, Path(name, "undisturbed"))
        expected = tables(Path(name, "undisturbed"))
        seconds = durations(raw, copy(before, data))
        assert tables(data) == expected
        reader = Reader(data)
        ended = 0
        for stage in cycle(seconds):
            if killed.total() >= kills:
                break
            copy(before, data)
            while True:
                process = start(raw, data)
                reader.wait_for_stage(process, stage, chance.uniform(0, seconds[stage]))
                if process.poll() is not None:
                    ended += 1
                    break
                kill(process)
                where = list(stage_starts(data))[-1]
                killed[where] += 1
                console.print(f"{killed.total()} of {kills}: killed in {where}", highlight=False)
                shutil.rmtree(data / "dagster")
                if chance.random() > 1 / 3:
                    break
            process = start(raw, data)
            reader.wait(process)
            assert process.returncode == 0, (data / "run.log").read_text(encoding="utf-8")
            assert tables(data) == expected
            assert not list(data.glob(".*")), "a run leaves nothing unfinished behind"
        for how, used in product((signal.SIGKILL, signal.SIGSTOP), (0, AT_WORK)):
            took = lose_worker(raw, copy(before, data), how, used)
            assert tables(data) == expected
            when = "at work" if used else "that had not begun"
            console.print(f"a worker {when} had {how.name}, another came after {took:.1f} s", highlight=False)
        full = fill_disk(Path(name), raw, before, expected, console)
    grid = Table("killed in", "times", box=None)
    for stage in seconds:
        grid.add_row(stage, str(killed[stage]))
    console.print(grid)
    console.print(
        f"{killed.total()} runs killed, {ended} ended before; the reader had {reader.answers:,} answers. Each run that "
        "came after gave the tables of an undisturbed one."
    )
    console.print(full)
    missed = set(seconds) - set(killed)
    assert not missed, f"No kill hit {', '.join(sorted(missed))}: kill more often."


def lose_worker(raw: Path, data: Path, how: signal.Signals, used: float) -> float:
    """Run the job to its end, and kill or stop its worker once it has used so many seconds of processor.

    Another has to come; give after how many seconds it did. One that is stopped is taken to hang when its time is over:
    a minute, and more for long texts. With one worker, one reads and cleans the files, then one analyses the texts.
    """
    process = start(raw, data, VERBATIM_WORKERS="1")
    lost = struck = replaced = 0.0
    while process.poll() is None:
        for worker in _workers(process.pid):
            if not lost and _has_used(worker, used):
                os.kill(worker, how)
                lost, struck = worker, time.monotonic()
            elif lost and worker != lost and not replaced:
                replaced = time.monotonic()
        time.sleep(0.02)
    assert process.returncode == 0, (data / "run.log").read_text(encoding="utf-8")
    assert lost, "The run had no worker."
    assert replaced, "The worker that was lost had nothing more to do."
    return replaced - struck


def children(pid: int) -> list[int]:
    """Give the processes that a process has started; none where there is no /proc."""
    try:
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text(encoding="utf-8").split()
        ]
    except OSError:
        return []


def _workers(pid: int) -> list[int]:
    return [child for child in children(pid) if b"spawn_main" in _process_file(child, "cmdline")]


def _has_used(pid: int, seconds: float) -> bool:
    ticks = _process_file(pid, "stat").rpartition(b")")[2].split()[11:12]
    return bool(ticks) and int(ticks[0]) >= seconds * os.sysconf("SC_CLK_TCK")


def _process_file(pid: int, name: str) -> bytes:
    """Read what the kernel says of a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def fill_disk(folder: Path, raw: Path, before: Path, expected: object, console: Console) -> str:
    """Run the job on a disk with too little room, more each time, then with enough; say how often it had too little."""
    disk = folder / "disk"
    disk.mkdir()
    mount, umount = shutil.which("mount") or "", shutil.which("umount") or ""
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(disk)]).returncode:
        return "The full disk was not tried: this user may not mount one."
    too_little = 0
    try:
        data, filler, home = disk / "data", disk / "filler", folder / "home"
        home.mkdir()
        for room in (16, 64, 128, 256, 512, 2_048, 8_192, 24_576, 65_536):
            copy(before, data)
            filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - room * 1024))
            code = start(raw, data, DAGSTER_HOME=str(home)).wait()
            answered = ask(data)
            assert answered
            filler.unlink()
            if code:
                too_little += 1
                assert not (data / ".warehouse.building").exists()
                finish(raw, data)
            assert tables(data) == expected
            console.print(f"{room:,} kB of room: {'too little' if code else 'enough'}", highlight=False)
    finally:
        subprocess.run([umount, "--lazy", str(disk)], check=True)
    assert too_little
    return f"{too_little} runs had a full disk; the next one gave the tables of an undisturbed one each time."


def copy(before: Path, data: Path) -> Path:
    """Put the state before the changes in the place of what is there, with a Dagster home of its own."""
    shutil.rmtree(data, ignore_errors=True)
    return shutil.copytree(before, data, ignore=shutil.ignore_patterns("dagster"))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 50,
        Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "data" / "raw",
    )
