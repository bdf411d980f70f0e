"""What `make run` prints, from a process of its own."""

import io
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from pipelines.definitions import ROOT
from pipelines.progress import UNFINISHED
from pipelines.terminal import _Lines, print_interruption

Run = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(tmp_path: Path, raw: Path) -> dict[str, str]:
    (tmp_path / "dagster").mkdir()
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", tmp_path / "dagster")
    return {
        "VERBATIM_RAW": str(raw),
        "VERBATIM_DATA": str(tmp_path / "data"),
        "VERBATIM_WORKERS": "1",
        "DAGSTER_HOME": str(tmp_path / "dagster"),
        "COLUMNS": "200",
    }


@pytest.fixture
def run(settings: dict[str, str]) -> Run:
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
        f"Look at it: {tmp_path}/data/report.html",
        f"make sql DATA={tmp_path}/data",
    ):
        assert words in first.stdout
    assert re.search(r"^statements +1 ", first.stdout, re.MULTILINE)
    assert re.search(r"^Ann Poe +person +1 +1 ", first.stdout, re.MULTILINE)
    assert re.search(
        r"^Time ingest .* s, clean .* s, extract .* s, resolve .* s, w.* s, r.* s\.", first.stdout, re.MULTILINE
    )
    assert re.search(r"^\d\d:\d\d:\d\d  extract +[\d,]+ of [\d,]+ texts analysed in", first.stderr, re.MULTILINE)
    second = run()
    assert second.returncode == 0
    assert "Nothing to do: no raw file is new, changed or gone" in second.stdout
    assert "A question" not in second.stdout


def test_a_run_that_fails_says_why_without_a_stack(run: Run, raw: Path) -> None:
    result = run()
    assert result.returncode == 1
    assert f"ingest failed: There are no files in {raw}" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_the_folder_of_dagsters_records_is_made_where_there_is_none(run: Run, settings: dict[str, str]) -> None:
    settings["DAGSTER_HOME"] += "/of/another/user"
    result = run()
    assert "ingest failed: There are no files" in " ".join(result.stderr.split())
    assert Path(settings["DAGSTER_HOME"]).is_dir()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("VERBATIM_WORKERS", "many"), ("VERBATIM_FIELDS", "text"), ("VERBATIM_SCHEDULE", "at night")],
)
def test_a_wrong_setting_is_a_sentence(run: Run, settings: dict[str, str], setting: str, value: str) -> None:
    settings[setting] = value
    result = run()
    assert result.returncode == 1
    assert result.stderr.startswith(setting)
    assert len(result.stderr.splitlines()) == 1


def test_a_data_folder_that_cannot_be_made_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("A file stands in the way.", encoding="utf-8")
    result = run()
    assert result.returncode == 1
    assert "The run failed: [Errno 17] File exists: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_model_that_is_not_there_is_a_sentence(run: Run, raw: Path, settings: dict[str, str]) -> None:
    (raw / "a.txt").write_text("Tarrow bridge shut\n\nThe bridge was shut in the night.", encoding="utf-8")
    settings["VERBATIM_MODEL"] = "no_such_model"
    result = run()
    assert result.returncode == 1
    assert "extract failed: The spaCy model 'no_such_model' is neither" in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_says_what_is_saved_and_leaves_no_process(settings: dict[str, str], raw: Path, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"“We shut bridge {number},” Mayor Ann Poe said. " * 400}) for number in range(400)]
    (raw / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines"],
        cwd=ROOT,
        env=os.environ | settings,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stderr
    for line in process.stderr:
        if "texts to analyse" in line:
            break
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Stopped. Saved so far: 400 documents read, " in said
    assert "The same command goes on from there.\nNothing new was published." in said
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):
        for _ in range(100):  # what ends with its parent is gone a moment later
            os.killpg(process.pid, 0)
            time.sleep(0.1)
    with closing(duckdb.connect(str(tmp_path / "data" / "staging.duckdb"))) as staging:  # nobody has it open
        assert staging.execute("SELECT count(*) FROM documents").fetchall() == [(400,)]


def test_a_run_stopped_at_its_report_says_that_the_warehouse_is_published(tmp_path: Path) -> None:
    said = io.StringIO()
    print_interruption("report", tmp_path / "staging.duckdb", Console(file=said))
    assert "The warehouse is published; the report is as it was." in said.getvalue()


def terminal(width: int, record: Callable[[_Lines], None]) -> str:
    """What a terminal has been sent once some messages were shown."""
    handler = _Lines()
    sent = io.StringIO()
    handler.console = Console(file=sent, force_terminal=True, width=width, color_system=None)
    record(handler)
    handler.stop()
    return sent.getvalue()


def message(text: str, level: int = logging.INFO, **extra: object) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": text, "levelno": level, "levelname": logging.getLevelName(level), **extra})


def test_on_a_terminal_progress_is_one_live_line() -> None:
    def show(handler: _Lines) -> None:
        handler.emit(message("10 of 90 texts", **UNFINISHED))
        handler.emit(message("50 of 90 texts", **UNFINISHED))
        handler.emit(message("90 of 90 texts in 3 s"))

    sent = terminal(80, show)
    assert sent.count("\x1b[?25l") == 1  # the cursor hidden once: one live line
    assert sent.index("90 of 90 texts in 3 s") > sent.rindex("\x1b[2K")  # and taken away before the last line
    assert sent.endswith("90 of 90 texts in 3 s\n")


def test_where_it_is_no_terminal_progress_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    handler = _Lines()
    handler.emit(message("10 of 90 texts", **UNFINISHED))
    handler.emit(message("50 of 90 texts", **UNFINISHED))
    assert [line[10:].strip() for line in capsys.readouterr().err.splitlines()] == ["10 of 90 texts", "50 of 90 texts"]


def test_the_makefile_has_every_target_that_the_pages_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"\bmake ([a-z]+)\b", page.read_text(encoding="utf-8"))}
    assert {"run", "sql", "ui", "test"} <= named
    assert named <= targets
