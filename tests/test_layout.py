"""The walls of the house: which module may import which."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.definitions import ROOT

STAGES = ("ingest", "clean", "extract", "resolve", "warehouse", "report")
MODULES = sorted(path.relative_to(ROOT) for path in (ROOT / "pipelines").rglob("*.py"))
STAGE_MODULES = [path for path in MODULES if path.parts[1] in STAGES]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_there_are_stages_to_look_at() -> None:
    assert {path.parts[1] for path in STAGE_MODULES} == set(STAGES)


@pytest.mark.parametrize("path", STAGE_MODULES, ids=str)
def test_a_stage_imports_no_other_stage(path: Path) -> None:
    others = {f"pipelines.{stage}" for stage in STAGES if stage != path.parts[1]}
    assert [name for name in imported(path) if name.startswith(tuple(others))] == []


@pytest.mark.parametrize("path", [path for path in STAGE_MODULES if path.name != "assets.py"], ids=str)
def test_the_modules_that_do_a_stages_work_know_no_dagster(path: Path) -> None:
    assert [name for name in imported(path) if name.split(".")[0] == "dagster"] == []
    assert "pipelines.resources" not in imported(path)


@pytest.mark.parametrize("path", [path for path in STAGE_MODULES if path.parts[1] in STAGES[:4]], ids=str)
def test_only_the_warehouse_and_the_report_know_the_tables(path: Path) -> None:
    assert [name for name in imported(path) if name.split(".")[0] == "models"] == []


@pytest.mark.parametrize(
    "path", [path for path in STAGE_MODULES if path.parts[1] in STAGES[:4] and path.name != "assets.py"], ids=str
)
def test_text_code_knows_no_database(path: Path) -> None:
    assert [name for name in imported(path) if name.split(".")[0] in ("duckdb", "sqlalchemy")] == []
    assert "pipelines.staging" not in imported(path)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_every_module_says_what_belongs_in_it(path: Path) -> None:
    assert ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))
