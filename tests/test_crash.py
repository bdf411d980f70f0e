"""A run that is killed leaves nothing that the next one does not mend; tests/soak.py does it at random moments."""

import shutil
import time
from pathlib import Path

import pytest

from pipelines.definitions import ROOT
from tests.soak import ask, kill, start, tables

RAW = ROOT / "data" / "raw" / "harbour-gazette"


def wait_for(data: Path, words: str) -> None:
    """Wait until the run has printed words."""
    deadline = time.monotonic() + 120
    while words not in (data / "run.log").read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, words
        time.sleep(0.02)


@pytest.mark.parametrize("words", ["documents cleaned", "texts to analyse", "words analysed"])
def test_a_run_after_one_that_was_killed_gives_the_tables_of_an_undisturbed_one(
    tmp_path: Path, undisturbed: Path, words: str
) -> None:
    process = start(RAW, tmp_path)
    wait_for(tmp_path, words)
    kill(process)
    assert start(RAW, tmp_path).wait() == 0
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
    assert start(RAW, data).wait() == 0
    return data
