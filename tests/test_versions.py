import ast
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from pipelines import versions
from pipelines.versions import LIBRARIES, code_version, model_version, stage_files, stage_version


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the code, to change."""
    for folder in ("pipelines", "models", "sql"):
        shutil.copytree(versions.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    stage_version.cache_clear()
    code_version.cache_clear()


def changed_by(root: Path, path: str) -> set[str]:
    """The stages whose version a change of a file changes."""
    before = {stage: stage_version(stage) for stage in LIBRARIES}
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    forget()
    return {stage for stage, version in before.items() if stage_version(stage) != version}


@pytest.mark.parametrize(
    ("path", "stages"),
    [
        ("pipelines/clean/phrases.tsv", {"clean"}),
        ("pipelines/extract/quotations.py", {"extract"}),
        ("pipelines/gazetteer/countries.tsv", {"extract", "resolve"}),
        ("pipelines/resolve/actors.py", {"resolve"}),
        ("models/actors.py", {"warehouse"}),
        ("sql/views/who_said_what.sql", {"warehouse"}),
        ("pipelines/report/report.js", {"report"}),
        ("sql/report/totals.sql", {"report"}),
        ("sql/analysis/01_who_is_quoted_most.sql", set()),
        ("sql/staging/near_copy_candidates.sql", {"clean", "warehouse"}),
        ("sql/staging/named_entities.sql", {"resolve", "warehouse"}),
        ("sql/staging/files_to_read.sql", {"warehouse"}),
        ("pipelines/records.py", set(LIBRARIES)),
        ("pipelines/word_lists.py", set(LIBRARIES)),
        ("pipelines/clean/assets.py", set()),
        ("pipelines/terminal.py", set()),
    ],
)
def test_a_change_makes_stale_what_reads_the_file_and_nothing_else(root: Path, path: str, stages: set[str]) -> None:
    assert changed_by(root, path) == stages


# What a stage imports that changes none of its rows: how errors are said, where files are, how staging is asked, where
# work is done.
NO_ROWS = {
    f"pipelines/{name}.py"
    for name in ("faults", "kept", "memory", "object_store", "sql_files", "staging", "versions", "workers")
}


@pytest.mark.parametrize("stage", LIBRARIES)
def test_all_that_a_stage_imports_is_in_its_version(stage: str) -> None:
    files = {path.relative_to(versions.ROOT).as_posix() for path in stage_files(stage)}
    distributions = packages_distributions()
    for path in (versions.ROOT / "pipelines" / stage).rglob("*.py"):
        if path.name == "assets.py":
            continue
        for module in imported(path):
            top = module.split(".")[0]
            source = module.replace(".", "/")
            if top in ("pipelines", "models"):
                assert {f"{source}.py", f"{source}/__init__.py"} & (files | NO_ROWS), f"{path.name} reads {module}"
            elif top not in sys.stdlib_module_names:
                names = {name.lower().replace("_", "-") for name in distributions[top]} - {"sqlalchemy", "sqlglot"}
                assert not names or names & set(LIBRARIES[stage]), f"{path.name} reads {module}"


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def test_the_version_does_not_depend_on_where_the_code_is(root: Path) -> None:
    here = stage_version("extract")
    versions.ROOT = root.parent / "elsewhere"
    shutil.copytree(root, versions.ROOT)
    forget()
    assert stage_version("extract") == here


def test_a_model_folder_has_the_version_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    (tmp_path / "weights").write_bytes(b"1")
    before = model_version(str(tmp_path))
    model_version.cache_clear()
    (tmp_path / "weights").write_bytes(b"2")
    assert model_version(str(tmp_path)) != before


def test_a_model_that_is_not_there_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="VERBATIM_MODEL"):
        model_version("no_such_model")
