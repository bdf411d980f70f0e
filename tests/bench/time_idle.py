"""How long a run with nothing new takes over many small files, beyond the start of Dagster itself.

    python -m tests.bench.time_idle [FOLDER] [FILES]

Writes small .txt files (100,000 unless told otherwise) into nested folders and loads them, which takes some minutes;
then runs the job as `make run` does, three times, and a job of one empty asset as often. A FOLDER is kept: what it
holds is not made again.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.time_pipeline import environment

FILES, RUNS = 100_000, 3
FILES_A_FOLDER, FOLDERS_A_FOLDER = 100, 32
NAMES = ("Ann Holt", "Peter Quillfeather", "Rosa Almendro", "Idris Fennimore", "Gail Thornbury", "Oskar Lindqvist")
EMPTY_JOB = """
from dagster import DagsterInstance, asset, materialize

@asset
def empty() -> None:
    pass

with DagsterInstance.get() as instance:
    materialize([empty], instance=instance)
"""


def write_files(raw: Path, files: int) -> None:
    """Write articles of a sentence or two, no two alike."""
    for first in range(0, files, FILES_A_FOLDER):
        number = first // FILES_A_FOLDER
        folder = raw / str(number % FOLDERS_A_FOLDER) / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        for article in range(first, min(first + FILES_A_FOLDER, files)):
            name = NAMES[article % len(NAMES)]
            text = (
                f'The bridge will be closed for {article} days, {name} said. "We found {article * 7} cracks," she said.'
            )
            (folder / f"{article}.txt").write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds of the first run, of one with nothing new, and of Dagster alone."""

    first: float
    idle: float
    empty: float


def seconds_of(command: Sequence[str], folder: Path) -> float:
    """Run a program to its end, with the folder's files and data; give the seconds. Raises what a failed one said."""
    env = environment(folder / "data", folder / "raw", workers=0)
    started = time.monotonic()
    done = subprocess.run([sys.executable, *command], env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return time.monotonic() - started


def measure(folder: Path, files: int) -> Idle:
    """Load the files, then time runs with nothing new, and Dagster's, by turns."""
    if not (folder / "raw").exists():
        write_files(folder / "raw", files)
    first = seconds_of(["-m", "pipelines"], folder)
    runs = [(seconds_of(["-m", "pipelines"], folder), seconds_of(["-c", EMPTY_JOB], folder)) for _ in range(RUNS)]
    idle, empty = (statistics.median(times) for times in zip(*runs, strict=True))
    return Idle(first, idle, empty)


def main(folder: Path, files: int) -> None:
    """Print the table."""
    found = measure(folder, files)
    table = Table("run", "files", "seconds (median of three)")
    table.add_row("the first since the files are there", f"{files:,}", f"{found.first:.1f} (once)")
    table.add_row("with nothing new", f"{files:,}", f"{found.idle:.1f}")
    table.add_row("Dagster, one empty asset", "", f"{found.empty:.1f}")
    table.add_row("with nothing new, beyond Dagster's own", f"{files:,}", f"{found.idle - found.empty:.1f}")
    Console().print(table)


if __name__ == "__main__":
    given = sys.argv[1:]
    count = int(given[1]) if len(given) > 1 else FILES
    if given:
        main(Path(given[0]), count)
    else:
        with tempfile.TemporaryDirectory() as name:
            main(Path(name), count)
