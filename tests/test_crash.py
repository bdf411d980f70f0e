"""A run that is killed leaves nothing that the next one does not mend; tests/soak.py does it at random moments."""

import shutil
import signal
import time
from pathlib import Path

import pytest

from pipelines.definitions import ROOT
from tests.soak import ask, children, finish, kill, start, tables

RAW = ROOT / "data" / "raw" / "harbour-gazette"


def wait_for(data: Path, words: str) -> None:
    """Wait until the run has printed words."""
    deadline = time.monotonic() + 120
    while words not in (data / "run.log").read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, words
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("documents cleaned", signal.SIGKILL),
        ("texts to analyse", signal.SIGTERM),
        ("texts analysed", signal.SIGKILL),
    ],
)
def test_a_run_after_one_that_was_killed_or_stopped_gives_the_tables_of_an_undisturbed_one(
    tmp_path: Path, undisturbed: Path, words: str, how: signal.Signals
) -> None:
    process = start(RAW, tmp_path)
    wait_for(tmp_path, words)
    workers = children(process.pid)
    process.send_signal(how)
    assert process.wait() != 0
    finish(RAW, tmp_path)
    assert tables(tmp_path) == tables(undisturbed)
    assert not [pid for pid in workers if (Path("/proc") / str(pid)).exists()], "no process is left over"


def test_two_runs_at_once_wait_for_each_other(tmp_path: Path, undisturbed: Path) -> None:
    runs = [start(RAW, tmp_path), start(RAW, tmp_path)]
    assert [run.wait() for run in runs] == [0, 0], (tmp_path / "run.log").read_text(encoding="utf-8")
    assert "Nothing to do" in (tmp_path / "run.log").read_text(encoding="utf-8")
    assert tables(tmp_path) == tables(undisturbed)


def test_the_published_file_answers_while_a_run_is_killed(tmp_path: Path, undisturbed: Path) -> None:
    data, raw = tmp_path / "data", tmp_path / "raw"
    shutil.copytree(RAW, raw)
    shutil.copytree(undisturbed, data)
    (raw / "new.txt").write_text("“The tide is turning,” said harbour master Ilse Brandt.", encoding="utf-8")
    (data / "run.log").unlink()
    before = tables(data)
    process = start(raw, data)
    wait_for(data, "of 3 files")
    assert ask(data)
    kill(process)
    assert tables(data) == before


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("undisturbed")
    finish(RAW, data)
    return data
