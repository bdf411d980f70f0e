from pathlib import Path

import pytest
from dagster import RunRequest, SensorEvaluationContext, SkipReason, build_sensor_context

from pipelines.automation import raw_files
from pipelines.resources import RawFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    return tmp_path


def look(folder: Path, cursor: str | None) -> tuple[object, str | None]:
    context: SensorEvaluationContext = build_sensor_context(
        cursor=cursor, resources={"raw": RawFolder(path=str(folder))}
    )
    return raw_files(context), context.cursor


def settle(folder: Path, cursor: str | None = None) -> str | None:
    """Look until a run is asked for; give the cursor then."""
    result, cursor = look(folder, cursor)
    assert isinstance(result, SkipReason)
    result, cursor = look(folder, cursor)
    assert isinstance(result, RunRequest)
    return cursor


def test_new_files_ask_for_a_run_once_they_have_stopped_changing(folder: Path) -> None:
    _, cursor = look(folder, None)
    (folder / "b.txt").write_text("Two.", encoding="utf-8")
    result, cursor = look(folder, cursor)
    assert isinstance(result, SkipReason)
    result, _ = look(folder, cursor)
    assert isinstance(result, RunRequest)


def test_an_unchanged_folder_asks_for_no_second_run(folder: Path) -> None:
    result, _ = look(folder, settle(folder))
    assert isinstance(result, SkipReason)
    assert "Nothing has changed" in (result.skip_message or "")


def test_a_file_that_is_gone_asks_for_a_run(folder: Path) -> None:
    (folder / "b.txt").write_text("Two.", encoding="utf-8")
    cursor = settle(folder)
    (folder / "b.txt").unlink()
    settle(folder, cursor)


def test_a_folder_that_comes_back_to_an_earlier_state_asks_for_a_run(folder: Path) -> None:
    cursor = settle(folder)
    (folder / "b.txt").write_text("Two.", encoding="utf-8")
    cursor = settle(folder, cursor)
    (folder / "b.txt").unlink()
    settle(folder, cursor)


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(folder: Path) -> None:
    cursor = settle(folder)
    result, after = look(folder / "gone", cursor)
    assert isinstance(result, SkipReason)
    assert "cannot be listed" in (result.skip_message or "")
    assert after == cursor
