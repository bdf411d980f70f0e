import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from dagster import (
    DagsterInstance,
    RunRequest,
    SensorEvaluationContext,
    SkipReason,
    asset,
    build_run_status_sensor_context,
    build_sensor_context,
    materialize,
)

from pipelines.automation import failed_runs, raw_files
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


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The address of a server on this machine, and what was posted to it."""
    posted: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json"
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", posted
        server.shutdown()


def report_failure(webhook: str | None) -> object:
    """Let a run fail over a line of an article, and let the sensor see it."""

    @asset
    def extract() -> None:
        message = "cannot read “We shut the bridge,” Ann Poe said"
        raise ValueError(message)

    with DagsterInstance.ephemeral() as instance:
        result = materialize([extract], instance=instance, raise_on_error=False)
        context = build_run_status_sensor_context(
            "failed_runs", result.get_run_failure_event(), instance, result.dagster_run
        ).for_run_failure()
        return failed_runs(webhook)(context)


def test_a_run_that_fails_is_posted_without_a_word_of_the_articles(
    receiver: tuple[str, list[dict[str, str]]],
) -> None:
    address, posted = receiver
    report_failure(address)
    assert len(posted) == 1
    assert posted[0]["step"] == "extract"
    assert posted[0]["error"] == "ValueError"
    assert posted[0]["text"].startswith(f"Verbatim: run {posted[0]['run_id'][:8]} of ")
    assert " failed in extract (ValueError). " in posted[0]["text"]
    assert "bridge" not in json.dumps(posted)


def test_without_an_address_nothing_is_sent() -> None:
    result = report_failure(None)
    assert isinstance(result, SkipReason)
    assert "VERBATIM_WEBHOOK" in (result.skip_message or "")


def test_a_receiver_that_is_not_there_is_an_error_of_the_tick() -> None:
    with pytest.raises(OSError, match="refused"):
        report_failure("http://127.0.0.1:9/hook")
