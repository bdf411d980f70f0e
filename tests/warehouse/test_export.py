from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.export import ExportError, export, main

NAME = 'Ann "the\nBrook", Poe'


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "it's a warehouse.duckdb"
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("CREATE TABLE actors (name VARCHAR, born DATE)")
        connection.execute("INSERT INTO actors VALUES (?, NULL), ('Bo', DATE '1970-01-01')", [NAME])
        connection.execute("CREATE VIEW named AS SELECT name FROM actors WHERE born IS NULL")
    return path


@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_tables_and_views_are_files_with_the_same_rows(warehouse: Path, tmp_path: Path, format_: str) -> None:
    folder = tmp_path / "it's out" / "here"
    assert export(warehouse, folder, format_) == {"actors": 2, "named": 1}
    assert {path.name for path in folder.iterdir()} == {f"actors.{format_}", f"named.{format_}"}
    read = duckdb.read_csv if format_ == "csv" else duckdb.read_parquet
    assert read(str(folder / f"named.{format_}")).fetchall() == [(NAME,)]


def test_nothing_is_overwritten(warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is there already"):
        export(warehouse, folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_an_export_that_fails_leaves_nothing(warehouse: Path, tmp_path: Path) -> None:
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute("CREATE VIEW broken AS SELECT error('no answer') AS answer FROM actors")
    with pytest.raises(duckdb.Error, match="no answer"):
        export(warehouse, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == [warehouse.name]


@pytest.mark.parametrize(
    ("target", "format_", "message"),
    [
        ("", "", "make export TO=folder"),
        ("out", "xlsx", "There is no format 'xlsx': say parquet or csv."),
    ],
)
def test_what_is_wrong_with_the_command_is_said(
    warehouse: Path,
    tmp_path: Path,
    target: str,
    format_: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["export", str(warehouse), target, format_])
    assert main() == 1
    assert message in capsys.readouterr().err


def test_what_was_written_is_said(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["export", str(warehouse), str(tmp_path / "out"), ""])
    assert main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "  actors.parquet  2 rows",
        "  named.parquet  1 rows",
        f"2 files in {tmp_path / 'out'}",
    ]
