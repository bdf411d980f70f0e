"""What `make run` prints, from a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.definitions import ROOT

Run = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def run(tmp_path: Path, raw: Path) -> Run:
    (tmp_path / "dagster").mkdir()
    settings = {
        "VERBATIM_RAW": str(raw),
        "VERBATIM_DATA": str(tmp_path / "data"),
        "VERBATIM_WORKERS": "1",
        "DAGSTER_HOME": str(tmp_path / "dagster"),
        "COLUMNS": "200",
    }

    def run_pipeline() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipelines"],
            cwd=ROOT,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_pipeline


def test_a_run_says_what_it_did_and_the_next_that_there_is_nothing_to_do(run: Run, raw: Path, tmp_path: Path) -> None:
    (raw / "a.txt").write_text(
        "Tarrow bridge shut\n\nTarrow bridge shut\n\n“We shut the bridge in the night,” Mayor Ann Poe said to us.",
        encoding="utf-8",
    )
    (raw / "b.txt").write_bytes(b"")
    first = run()
    assert first.returncode == 0, first.stderr
    for words in (
        "Read 2 of 2 files: 2 documents new or changed. All documents: 1 empty, 1 loaded.",
        "headline 1, repeated_headline 1",
        "1 documents with a problem",
        "empty: b.txt: the file is empty",
        "A question: Who is quoted most",
        f"The warehouse is {tmp_path}/data/warehouse.duckdb.",
        f"make sql DATA={tmp_path}/data",
    ):
        assert words in first.stdout
    assert re.search(r"^statements +1 ", first.stdout, re.MULTILINE)
    assert re.search(r"^Ann Poe +person +1 +1 ", first.stdout, re.MULTILINE)
    assert re.search(r"^Time ingest .* s, clean .* s, extract .* s, resolve .* s, w.* s\.", first.stdout, re.MULTILINE)
    assert re.search(r"^\d\d:\d\d:\d\d  extract +[\d,]+ of [\d,]+ words analysed in", first.stderr, re.MULTILINE)
    second = run()
    assert second.returncode == 0
    assert "Nothing to do: no raw file is new, changed or gone" in second.stdout
    assert "A question" not in second.stdout


def test_a_run_that_fails_says_why_without_a_stack(run: Run, raw: Path) -> None:
    result = run()
    assert result.returncode == 1
    assert f"ingest failed: There are no files in {raw}" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_the_makefile_has_every_target_that_the_pages_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"\bmake ([a-z]+)\b", page.read_text(encoding="utf-8"))}
    assert {"run", "sql", "ui", "test"} <= named
    assert named <= targets
