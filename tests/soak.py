"""Kill the pipeline at random moments, again and again, and see that nothing comes of it.

`python -m tests.soak [KILLS] [RAW_FOLDER]` runs the job on the sample, or on a folder, in a process of its own and
kills it with SIGKILL after a random time; then again, on what was left. Where a run ends first, a file is added. At the
end the tables must be those of one undisturbed run; all the while a reader asks the published file.
`make soak` does it fifty times; tests/test_crash.py does it a few times, at chosen moments.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import duckdb
from rich.console import Console

from models import Base
from pipelines.definitions import ROOT

SEED = 7
#: A run on the sample takes about this long, in seconds.
LONGEST = 25.0


def start(raw: Path, data: Path) -> subprocess.Popen[bytes]:
    """Start a run in a process of its own; what it prints goes to run.log in the data folder."""
    data.mkdir(parents=True, exist_ok=True)
    home = data / "dagster"
    home.mkdir(exist_ok=True)
    settings = {
        "VERBATIM_RAW": str(raw),
        "VERBATIM_DATA": str(data),
        "VERBATIM_CURATION": str(data / "actors.csv"),
        "DAGSTER_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    with (data / "run.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines"], stdout=log, stderr=log, env=os.environ | settings, cwd=ROOT
        )


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


def main(kills: int, source: Path) -> None:
    """Kill so many runs, let the last one end, compare, and print what happened."""
    chance = random.Random(SEED)  # noqa: S311 - the same moments every time
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        raw, data, undisturbed = Path(name, "raw"), Path(name, "data"), Path(name, "undisturbed")
        shutil.copytree(source, raw)
        answers = ended = 0
        for number in range(kills):
            process = start(raw, data)
            end = time.monotonic() + chance.uniform(0.5, LONGEST)
            while time.monotonic() < end and process.poll() is None:
                answers += ask(data)
                time.sleep(0.05)
            if process.poll() is None:
                kill(process)
            else:
                ended += 1
                assert process.returncode == 0, (data / "run.log").read_text(encoding="utf-8")
                (raw / f"new-{number}.txt").write_text(
                    f"“The gate will open in {number} days,” said harbour master Ilse Brandt.", encoding="utf-8"
                )
            console.print(
                f"{number + 1} of {kills}: {'ended' if process.returncode == 0 else 'killed'}", highlight=False
            )
        assert start(raw, data).wait() == 0, (data / "run.log").read_text(encoding="utf-8")
        assert start(raw, undisturbed).wait() == 0
        assert tables(data) == tables(undisturbed)
        console.print(
            f"{kills - ended} runs killed, {ended} ended; the reader had {answers:,} answers; "
            "the tables are those of an undisturbed run."
        )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 50,
        Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "data" / "raw",
    )
