from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.sql_files import SqlError, execute_file
from pipelines.warehouse.views import Search, View, empty_warehouse, read_searches, read_views


def write(folder: Path, name: str, sql: str) -> None:
    (folder / f"{name}.sql").write_text(sql, encoding="utf-8")


def test_a_view_knows_what_it_reads_and_says_what_it_is(tmp_path: Path) -> None:
    sql = """-- One row per named actor.
-- Sorted by nothing.
CREATE VIEW named AS
WITH known AS (SELECT name FROM actors)
SELECT known.name FROM known INNER JOIN mentions ON true;
COMMENT ON COLUMN named.name IS 'The actor''s name.';
"""
    write(tmp_path, "named", sql)
    (view,) = read_views(tmp_path)
    assert view.upstreams == ("actors", "mentions")
    assert view.description == "One row per named actor. Sorted by nothing."
    assert view.columns == (("name", "The actor's name."),)


def test_a_view_comes_after_the_views_that_it_reads(tmp_path: Path) -> None:
    write(tmp_path, "a", "-- A.\nCREATE VIEW a AS SELECT name FROM b; COMMENT ON COLUMN a.name IS 'Its name.'")
    write(tmp_path, "b", "-- B.\nCREATE VIEW b AS SELECT name FROM actors; COMMENT ON COLUMN b.name IS 'Its name.'")
    assert [view.name for view in read_views(tmp_path)] == ["b", "a"]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("-- A.\nCREATE VIEW a AS\nSELECT (name FROM actors", r"a\.sql, line 3"),
        ("-- A.\nCREATE VIEW b AS SELECT name FROM actors", r"a\.sql must begin with CREATE VIEW a"),
        ("-- A.\nSELECT 1", r"a\.sql must begin with CREATE VIEW a"),
        ("", r"a\.sql must begin with CREATE VIEW a"),
        ("CREATE VIEW a AS SELECT name FROM actors", r"a\.sql must begin with a comment"),
        ("-- A.\nCREATE VIEW a AS SELECT name FROM actresses", r"a\.sql reads actresses: there is no such"),
        ("-- A.\nCREATE VIEW a AS SELECT name FROM a2", r"a\.sql reads a2"),
        ("-- A.\nCREATE VIEW a AS\nSELECT\n    nme\nFROM actors", r'a\.sql, line 4: .*"nme" not found'),
        (
            "-- A.\nCREATE VIEW a AS\nSELECT name FROM actors;\n\nCOMMENT ON COLUMN a.nme IS 'Its name.';",
            r"a\.sql, line 5: .*nme",
        ),
        ("-- A.\nCREATE VIEW a AS SELECT name, kind FROM actors", r"a\.sql has no comment on its columns name, kind"),
    ],
)
def test_an_error_names_the_file_and_says_why(tmp_path: Path, sql: str, message: str) -> None:
    write(tmp_path, "a", sql)
    with pytest.raises(SqlError, match=message):
        read_views(tmp_path)


def test_views_that_read_one_another_are_an_error(tmp_path: Path) -> None:
    write(tmp_path, "a", "-- A.\nCREATE VIEW a AS SELECT name FROM b")
    write(tmp_path, "b", "-- B.\nCREATE VIEW b AS SELECT name FROM a")
    with pytest.raises(SqlError, match="circle: "):
        read_views(tmp_path)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("-- A.\nCREATE MACRO a(word) AS TABLE\nSELECT nme FROM actors", r"a\.sql, line 3: .*nme"),
        ("-- A.\nCREATE MACRO a(word) AS TABLE\nSELECT (name FROM actors", r"a\.sql, line 3"),
        ("-- A.\nCREATE MACRO b(word) AS TABLE SELECT name FROM actors", r"a\.sql must begin with CREATE MACRO a"),
        ("CREATE MACRO a(word) AS TABLE SELECT name FROM actors", r"a\.sql must begin with a comment"),
    ],
)
def test_an_error_in_a_search_names_the_file_and_says_why(tmp_path: Path, sql: str, message: str) -> None:
    write(tmp_path, "a", sql)
    with pytest.raises(SqlError, match=message):
        read_searches(tmp_path)


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_warehouse() as warehouse:
        for view in read_views():
            warehouse.execute(view.sql)
        for search in read_searches():
            warehouse.execute(search.sql)
        yield warehouse


@pytest.mark.parametrize("view", read_views(), ids=lambda view: view.name)
def test_a_view_of_an_empty_warehouse_is_empty(empty: duckdb.DuckDBPyConnection, view: View) -> None:
    rows = empty.execute(f"FROM {view.name}").fetchall()
    assert rows == ([(0.5,)] if view.name == "confidence_threshold" else [])


SEARCHES = [search for search in read_searches() if search.name.startswith("search")]


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.name)
def test_a_search_in_an_empty_warehouse_finds_nothing(empty: duckdb.DuckDBPyConnection, search: Search) -> None:
    assert empty.execute(f"FROM {search.name}('word')").fetchall() == []


def test_an_error_in_a_question_names_the_file_and_the_line(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(tmp_path, "q", "-- Who?\nSELECT\n    speakr\nFROM who_said_what")
    with pytest.raises(SqlError, match=r'q\.sql, line 3: .*"speakr" not found'):
        execute_file(empty, tmp_path / "q.sql")
