import sys
from pathlib import Path

import pytest

from pipelines.kept import kept


def refuse() -> None:
    raise AssertionError("it is asked again")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return str(tmp_path / "module.py")


def test_what_was_found_is_kept_while_the_version_is_the_same(module: str) -> None:
    assert kept("names", "1", lambda: ["a", {"b": 2}], module) == ["a", {"b": 2}]
    assert kept("names", "1", refuse, module) == ["a", {"b": 2}]
    assert kept("others", "1", list, module) == []


def test_another_version_is_found_anew(module: str) -> None:
    kept("names", "1", lambda: ["a"], module)
    assert kept("names", "2", lambda: ["b"], module) == ["b"]
    assert kept("names", "2", refuse, module) == ["b"]


@pytest.mark.parametrize("content", ["", "{", "[]", "1", '{"version": "1"}'])
def test_what_is_damaged_is_found_anew(module: str, content: str, tmp_path: Path) -> None:
    kept("names", "1", lambda: ["a"], module)
    (tmp_path / "__pycache__" / "names.json").write_text(content, encoding="utf-8")
    assert kept("names", "1", lambda: ["b"], module) == ["b"]


def test_where_nothing_can_be_written_it_is_found_each_time(module: str, tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file, no folder", encoding="utf-8")
    assert kept("names", "1", lambda: ["a"], module) == ["a"]
    assert kept("names", "1", lambda: ["b"], module) == ["b"]
