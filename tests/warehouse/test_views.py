from pathlib import Path

import pytest

from pipelines.warehouse.views import ViewError, read_views


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
    write(tmp_path, "a", "-- A.\nCREATE VIEW a AS SELECT name FROM b")
    write(tmp_path, "b", "-- B.\nCREATE VIEW b AS SELECT name FROM actors")
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
    ],
)
def test_an_error_names_the_file_and_says_why(tmp_path: Path, sql: str, message: str) -> None:
    write(tmp_path, "a", sql)
    with pytest.raises(ViewError, match=message):
        read_views(tmp_path)


def test_views_that_read_one_another_are_an_error(tmp_path: Path) -> None:
    write(tmp_path, "a", "-- A.\nCREATE VIEW a AS SELECT name FROM b")
    write(tmp_path, "b", "-- B.\nCREATE VIEW b AS SELECT name FROM a")
    with pytest.raises(ViewError, match="circle: "):
        read_views(tmp_path)


def test_the_projects_views_document_every_column() -> None:
    views = read_views()
    assert {"who_said_what", "statement_provenance", "mention_provenance"} <= {view.name for view in views}
    assert all(view.columns for view in views)
