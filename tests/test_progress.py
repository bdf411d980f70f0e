import logging
from collections.abc import Mapping

import pytest

from pipelines.progress import Progress, say_why


class Lines(list[str]):
    def info(self, msg: str, *, extra: Mapping[str, object] | None = None) -> None:
        self.unfinished = bool(extra)
        self.append(msg)


def test_the_last_line_says_that_all_is_done() -> None:
    lines = Lines()
    progress = Progress(lines, "texts", 3)
    progress.advance(2)
    progress.advance(1)
    assert len(lines) == 1
    assert lines[0].startswith("3 of 3 texts in ")
    assert not lines.unfinished


def test_between_the_lines_there_is_time() -> None:
    lines = Lines()
    progress = Progress(lines, "texts", 1_000, every=0)
    progress.advance(250)
    assert lines[0].startswith("250 of 1,000 texts, ")
    assert lines[0].endswith(" left")
    assert lines.unfinished


def test_the_time_left_is_that_of_the_work_not_of_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 10.0])
    monkeypatch.setattr("pipelines.progress.time.monotonic", lambda: next(moments))
    lines = Lines()
    Progress(lines, "texts", 100, work=1_000, every=0).advance(5, work=500)
    assert lines == ["5 of 100 texts, 0.5 a second, 10 s left"]


def test_one_that_takes_long_shows_how_far_it_has_come() -> None:
    lines = Lines()
    progress = Progress(lines, "files", 1, every=0, parts="records")
    progress.advance(0, parts=5_000)
    progress.advance(0, parts=5_000)
    progress.advance(1, parts=17)
    assert lines[:2] == ["0 of 1 files, 5,000 records", "0 of 1 files, 10,000 records"]
    assert lines[2].startswith("1 of 1 files, 10,017 records in ")


@pytest.mark.parametrize("total", [0])
def test_no_work_makes_no_line(total: int) -> None:
    lines = Lines()
    Progress(lines, "texts", total).advance(0)
    assert lines == []


def test_a_logger_of_the_standard_library_will_do(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Progress(logging.getLogger("test"), "files", 1).advance(1)
    assert "1 of 1 files" in caplog.text


def test_it_is_said_why_something_is_done_again() -> None:
    lines = Lines()
    say_why(lines, "texts to analyse", {"because the code changed": 1_200, "new": 34})
    assert lines == ["1,234 texts to analyse: 1,200 because the code changed, 34 new"]


def test_what_is_new_needs_no_reason() -> None:
    lines = Lines()
    say_why(lines, "texts to analyse", {"new": 34})
    say_why(lines, "texts to analyse", {})
    assert lines == []
