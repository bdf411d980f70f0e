"""The pages: what they tell a reader to run runs, what they point to is there. Made parts are `test_news.py`'s."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipelines.definitions import ROOT
from pipelines.sql_files import SQL, head_comment
from pipelines.warehouse.views import read_views
from tests.readme import PAGES, README

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```", re.DOTALL | re.MULTILINE)
NOT_NEEDED = ("polars",)


def blocks(language: str) -> list[str]:
    text = README.read_text(encoding="utf-8")
    return [match["code"] for match in BLOCK.finditer(text) if match["language"] == language]


@pytest.fixture
def checkout(sample_warehouse: Path, tmp_path: Path) -> Path:
    """A working folder that has the sample where the pages say that the warehouse is."""
    (tmp_path / "data").mkdir()
    shutil.copy(sample_warehouse, tmp_path / "data")
    return tmp_path


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.splitlines()[0])
def test_python_of_the_readme_runs(code: str, checkout: Path) -> None:
    done = run(code, checkout)
    if any(f"No module named '{name}'" in done.stderr for name in NOT_NEEDED):
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stderr


def test_the_sqlalchemy_example_finds_statements(checkout: Path) -> None:
    (code,) = (code for code in blocks("python") if "sqlalchemy" in code)
    lines = run(code, checkout).stdout.splitlines()
    assert len(lines) >= 3
    assert all(len(line.split(" · ")) == 3 for line in lines)


@pytest.mark.parametrize("code", blocks("sql"), ids=lambda code: code.splitlines()[0])
def test_sql_of_the_readme_has_answers(code: str, sample_warehouse: Path) -> None:
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as warehouse:
        for statement in warehouse.extract_statements(code):
            assert warehouse.execute(statement).fetchall(), statement.query


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_the_pages_are_targets(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = re.findall(r"(?:^|`| )make ([a-z]+)(?=[ `]|$)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(commands) <= targets


def test_every_setting_is_in_the_readme() -> None:
    definitions = (ROOT / "pipelines" / "definitions.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"VERBATIM_[A-Z]+", definitions))
    assert settings <= set(re.findall(r"VERBATIM_[A-Z]+", README.read_text(encoding="utf-8")))


@pytest.mark.parametrize("question", sorted((SQL / "analysis").glob("*.sql")), ids=lambda path: path.stem)
def test_a_question_is_asked_of_the_views_and_says_how_to_read_the_answer(question: Path) -> None:
    sql = question.read_text(encoding="utf-8")
    assert "?" in head_comment(sql)
    assert len(head_comment(sql).split("?", 1)[1]) > 20
    assert any(view.name in sql for view in read_views())
