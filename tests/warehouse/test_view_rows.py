"""What the views count, on the sample: their figures agree with the tables and with one another."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from models import Base
from pipelines.definitions import ROOT
from pipelines.sql_files import SQL
from pipelines.warehouse.views import read_views


@pytest.fixture(scope="module")
def sample(sample_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("figure", "same"),
    [
        ("sum(statements) FROM statements_by_month", "count(*) FROM who_said_what"),
        ("sum(direct) FROM statements_by_month", "count(*) FROM who_said_what WHERE kind = 'direct'"),
        ("sum(statements) FROM who_gets_quoted", "count(*) FROM who_said_what"),
        ("sum(statements) FROM actor_profiles", "count(*) FROM who_said_what"),
        ("sum(statements_about) FROM actor_profiles", "count(*) FROM said_about"),
        ("count(*) FROM actor_profiles", "count(*) FROM actors"),
        ("sum(passages) FROM removed_by_outlet", "count(*) FROM removed_passages"),
        ("sum(characters) FROM removed_by_outlet", "sum(length(text)) FROM removed_passages"),
        ("sum(articles) FROM coverage_by_outlet", "count(*) FROM articles"),
        ("sum(statements) FROM coverage_by_outlet", "count(*) FROM statements"),
        ("sum(statements_copied) FROM coverage_by_outlet", "count(*) FROM statements WHERE copied"),
        ("sum(analysed + failed + skipped) FROM coverage_by_outlet", "count(*) FROM articles"),
        ("count(*) FROM story_articles", "sum(articles) FROM stories"),
    ],
)
def test_figures_of_two_views_agree(sample: duckdb.DuckDBPyConnection, figure: str, same: str) -> None:
    ((value, other),) = sample.execute(f"SELECT (SELECT {figure}), (SELECT {same})").fetchall()
    assert value == other > 0


def test_the_shares_of_an_outlet_are_the_whole(sample: duckdb.DuckDBPyConnection) -> None:
    rows = sample.execute("SELECT sum(share_of_outlet) FROM who_gets_quoted GROUP BY outlet").fetchall()
    assert [row[0] for row in rows] == pytest.approx([1.0] * len(rows))


def test_a_copy_follows_its_original_also_where_its_date_has_no_time(sample: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT ordinal, published_precision, copied_from, copied_share, days_after_first
        FROM story_articles
        WHERE story_id IN (SELECT story_id FROM story_articles WHERE original_id IS NOT NULL)
        ORDER BY ordinal
    """
    original, copy = sample.execute(query).fetchall()
    assert original[2:] == (None, 0, 0)
    assert copy == (2, "day", "Northern Press Agency", 1, 0)


def test_a_mayor_speaks_for_the_town_and_a_court_for_itself(sample: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT speaker, roles FROM who_speaks_for WHERE body = ?"
    assert sample.execute(query, ["Port Ellery"]).fetchall() == [("Helena Brandvik", ["Mayor"])]
    assert sample.execute(query, ["High Court"]).fetchall() == [("High Court", None)]


@pytest.fixture
def changed(sample_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's rows and the views, in memory, to be changed."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"ATTACH '{sample_warehouse}' AS sample (READ_ONLY)")
        for table in Base.metadata.tables:
            connection.execute(f"CREATE TABLE {table} AS FROM sample.{table}")
        for view in read_views():
            connection.execute(view.sql)
        yield connection


def count_anew(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables of counts from the others, as a build does."""
    for table in ("statement_counts", "voices", "actor_counts"):
        (script,) = (SQL / "warehouse").glob(f"*_{table}.sql")
        warehouse.execute(f"DELETE FROM {table}")
        warehouse.execute(script.read_text(encoding="utf-8"))


def test_a_place_speaks_by_itself_and_by_who_holds_a_role_there(changed: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT statements, statements_of_persons, persons FROM places_that_speak WHERE place = 'Port Ellery'
    """
    assert changed.execute(query).fetchall() == []
    # Of the mayor's statements, one is made the town's own.
    changed.execute("""
        UPDATE statements
        SET speaker_id = (SELECT actor_id FROM actors WHERE name = 'Port Ellery')
        WHERE statement_id = (SELECT min(statement_id) FROM who_said_what WHERE speaker = 'Helena Brandvik')
    """)
    count_anew(changed)
    ((of_mayor,),) = changed.execute("SELECT count(*) FROM who_said_what WHERE speaker = 'Helena Brandvik'").fetchall()
    assert changed.execute(query).fetchall() == [(1, of_mayor, ["Helena Brandvik"])]


def test_a_profile_says_from_when_to_when_a_role_was_stated(sample: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT stated['role'], stated['of'], stated['first_stated'] <= stated['last_stated']
        FROM (SELECT unnest(roles) AS stated FROM actor_profiles WHERE name = 'Helena Brandvik')
    """
    assert ("Mayor", "Port Ellery", True) in sample.execute(query).fetchall()


def test_documents_not_loaded_are_counted_by_reason(changed: duckdb.DuckDBPyConnection) -> None:
    changed.execute(
        "INSERT INTO documents BY NAME SELECT number AS document_id, concat('f', number // 2, '.csv') AS path, "
        "number % 2 AS record, 'csv' AS format, '' AS text, 'empty' AS status, 'no text' AS error "
        "FROM range(3) AS numbers (number)"
    )
    rows = changed.execute("FROM documents_not_loaded").fetchall()
    assert rows == [("empty", "csv", "no text", 3, 2, "f0.csv", 0)]


def test_a_person_speaks_for_a_body_in_the_articles_that_state_the_role(changed: duckdb.DuckDBPyConnection) -> None:
    def of_the_town() -> int:
        query = "SELECT statements FROM who_speaks_for WHERE body = 'Port Ellery' AND speaker = 'Helena Brandvik'"
        return int(changed.execute(query).fetchall()[0][0])

    ((all_of_them,),) = changed.execute(
        "SELECT count(*) FROM who_said_what WHERE speaker = 'Helena Brandvik'"
    ).fetchall()
    assert of_the_town() == all_of_them
    # One article says no more that she is the mayor.
    ((silent, said_there),) = changed.execute(
        "SELECT article_id, count(*) FROM who_said_what WHERE speaker = 'Helena Brandvik' GROUP BY article_id "
        "ORDER BY count(*) LIMIT 1"
    ).fetchall()
    changed.execute("DELETE FROM affiliations WHERE article_id = ?", [silent])
    count_anew(changed)
    assert of_the_town() == all_of_them - said_there > 0


def test_a_line_and_its_character_lead_to_the_words_in_the_raw_file(sample: duckdb.DuckDBPyConnection) -> None:
    for view in ("statement_provenance", "mention_provenance"):
        rows = sample.execute(f"""
            SELECT path, encoding, line, line_character, traced.text
            FROM {view} AS traced
            INNER JOIN documents USING (path, record)
            WHERE format = 'txt'
        """).fetchall()
        assert len(rows) > 20
        for path, encoding, line, character, text in rows:
            lines = (ROOT / "data" / "raw" / path).read_bytes().decode(encoding).split("\n")
            assert lines[line - 1][character - 1 :].startswith(text.split("\n")[0])


def test_a_wording_that_one_article_alone_repeats_is_no_altered_quote(changed: duckdb.DuckDBPyConnection) -> None:
    ((utterance, first, other),) = changed.execute(
        "SELECT one.utterance_id, one.wording_id, other.wording_id FROM altered_quotes AS one "
        "INNER JOIN altered_quotes AS other USING (utterance_id) WHERE one.ordinal = 1 AND other.ordinal = 2 LIMIT 1"
    ).fetchall()
    query = "SELECT count(*) FROM altered_quotes WHERE utterance_id = ?"
    assert changed.execute(query, [utterance]).fetchall() == [(2,)]
    changed.execute(
        "UPDATE statements SET article_id = (SELECT any_value(article_id) FROM statements WHERE wording_id = ?) "
        "WHERE wording_id = ?",
        [first, other],
    )
    assert changed.execute(query, [utterance]).fetchall() == [(0,)]


def test_an_altered_quote_says_in_short_what_changed(sample: duckdb.DuckDBPyConnection) -> None:
    rows = sample.execute("SELECT ordinal, changes FROM altered_quotes WHERE speaker = 'Ingrid Falkner'").fetchall()
    assert sorted(rows) == [(1, None), (2, "Every → Each; will → is going to")]


def test_a_view_gives_the_same_rows_in_whatever_order_its_tables_are_stored(
    changed: duckdb.DuckDBPyConnection,
) -> None:
    changed.execute("""
        INSERT INTO actors BY NAME
        SELECT number AS actor_id, 'Brandvik' AS name, 'person' AS kind FROM range(1, 400) AS numbers (number);
        INSERT INTO mentions BY NAME
        SELECT number AS mention_id, number AS actor_id, article_id, 'Brandvik' AS text, 'full_name' AS method
        FROM range(1, 400) AS numbers (number), (SELECT min(article_id) AS article_id FROM articles);
        INSERT INTO actor_candidates BY NAME
        SELECT number AS candidate_id, number AS actor_id, actors.actor_id AS other_actor_id, 'surname' AS method,
               number / 400 AS score
        FROM range(1, 400) AS numbers (number), actors WHERE actors.name = 'Helena Brandvik';
    """)
    views = [view.name for view in read_views()]
    rows = {view: sorted(map(repr, changed.execute(f"FROM {view}").fetchall())) for view in views}
    assert any("Brandvik" in row for row in rows["actors_to_review"])
    for table in Base.metadata.tables:
        changed.execute(f"CREATE TEMPORARY TABLE reversed AS FROM {table} ORDER BY rowid DESC")
        changed.execute(f"DELETE FROM {table}; INSERT INTO {table} FROM reversed; DROP TABLE reversed")
    changed.execute("SET threads = 1")
    for view in views:
        assert sorted(map(repr, changed.execute(f"FROM {view}").fetchall())) == rows[view], view
