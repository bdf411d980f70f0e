import logging

import pytest

from pipelines.progress import Progress


class Lines(list[str]):
    def info(self, msg: str) -> None:
        self.append(msg)


def test_the_last_line_says_that_all_is_done() -> None:
    lines = Lines()
    progress = Progress(lines, "texts", 3)
    progress.advance(2)
    progress.advance(1)
    assert len(lines) == 1
    assert lines[0].startswith("3 of 3 texts in ")


def test_between_the_lines_there_is_time() -> None:
    lines = Lines()
    progress = Progress(lines, "texts", 1_000, every=0)
    progress.advance(250)
    assert lines[0].startswith("250 of 1,000 texts, ")
    assert lines[0].endswith(" left")


@pytest.mark.parametrize("total", [0])
def test_no_work_makes_no_line(total: int) -> None:
    lines = Lines()
    Progress(lines, "texts", total).advance(0)
    assert lines == []


def test_a_logger_of_the_standard_library_will_do(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Progress(logging.getLogger("test"), "files", 1).advance(1)
    assert "1 of 1 files" in caplog.text
