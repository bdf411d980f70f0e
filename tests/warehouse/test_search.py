"""The text searches, as anyone who opens the published file asks them."""

from collections.abc import Iterator

import duckdb
import pytest

from pipelines.sql_files import SQL
from pipelines.warehouse.views import empty_warehouse, read_searches

# Article, headline, text, duplicate_of
ARTICLES = [
    (1, "Bridge shut", "The bridge in Östra Älv is unsafe, they say.", None),
    (2, "Ferry to run", "No ferry runs while the bridge is shut. An unsafe bridge is worse than none.", None),
    (3, "Bridge shut", "The bridge in Östra Älv is unsafe, they say.", 1),
    (4, None, "A café don’t open.", None),
]

# Statement, article, text, copied
STATEMENTS = [
    (10, 1, "“It is an unsafe bridge,”", False),
    (11, 2, "that bridges are not unsafe", False),
    (12, 2, "that a BRIDGE, any bridge, was unsafe", False),
    (13, 3, "“It is an unsafe bridge,”", True),
    (14, 4, "“The café in Zürich don’t open”", False),
    (15, 4, "that the abridged text was read", False),
    (16, 4, "a cafe\N{COMBINING ACUTE ACCENT}", False),
    (17, 4, "что мост закрыт", False),
]


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_warehouse() as connection:
        for search in read_searches():
            connection.execute(search.sql)
        connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO documents BY NAME SELECT unnest([1, 2, 3, 4]) AS document_id, 'a' AS path, 0 AS record, "
            "'txt' AS format, '' AS text, 'loaded' AS status"
        )
        for article_id, headline, text, original in ARTICLES:
            connection.execute(
                "INSERT INTO articles BY NAME SELECT $id AS article_id, $headline AS headline, $text AS text, "
                "$original AS duplicate_of, 9 AS word_count, 'analysed' AS analysis",
                {"id": article_id, "headline": headline, "text": text, "original": original},
            )
        for statement_id, article_id, text, copied in STATEMENTS:
            connection.execute("INSERT INTO utterances VALUES (?, ?, ?)", [statement_id, article_id, text])
            connection.execute(
                "INSERT INTO wordings VALUES ($1, $1, $2, words_of($2), NULL, NULL, 0, 0)", [statement_id, text]
            )
            connection.execute(
                "INSERT INTO statements BY NAME SELECT $1 AS statement_id, $2 AS article_id, 0 AS ordinal, "
                "'indirect' AS kind, $3 AS text, $1 AS utterance_id, $1 AS wording_id, $4 AS copied, "
                "'clause' AS method, 0.4 AS confidence",
                [statement_id, article_id, text, copied],
            )
        yield connection


def statements(warehouse: duckdb.DuckDBPyConnection, words: str | None) -> list[int]:
    rows = warehouse.execute("SELECT statement_id FROM search_statements($words)", {"words": words}).fetchall()
    return [row[0] for row in rows]


def articles(warehouse: duckdb.DuckDBPyConnection, words: str) -> list[int]:
    rows = warehouse.execute("SELECT article_id FROM search_articles($words)", {"words": words}).fetchall()
    return [row[0] for row in rows]


def test_all_words_are_found_in_any_order_side_by_side_first(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert statements(warehouse, "unsafe bridge") == [10, 12, 11]


def test_more_hits_go_first(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert statements(warehouse, "bridge")[0] == 12


def test_a_word_finds_those_that_begin_with_it_and_not_those_that_have_it_inside(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert set(statements(warehouse, "bridge")) == {10, 11, 12}


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "cafe\N{COMBINING ACUTE ACCENT}"])
def test_case_and_accents_do_not_count(warehouse: duckdb.DuckDBPyConnection, words: str) -> None:
    assert set(statements(warehouse, words)) == {14, 16}


@pytest.mark.parametrize("words", ["cafe zurich", "don't open", "“don’t”", "Zürich,"])
def test_marks_do_not_count(warehouse: duckdb.DuckDBPyConnection, words: str) -> None:
    assert statements(warehouse, words) == [14]


def test_other_scripts_are_searched_too(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert statements(warehouse, "МОСТ") == [17]


@pytest.mark.parametrize("words", ["", " ", "“…”", None])
def test_no_word_finds_nothing(warehouse: duckdb.DuckDBPyConnection, words: str | None) -> None:
    assert statements(warehouse, words) == []


@pytest.mark.parametrize("words", ["%", "bridge%", "br_dge", "'; DROP TABLE statements; --", ".*"])
def test_what_is_looked_for_is_words_and_nothing_else(warehouse: duckdb.DuckDBPyConnection, words: str) -> None:
    assert set(statements(warehouse, words)) == (set() if words != "bridge%" else {10, 11, 12})


def test_articles_with_the_words_in_the_headline_go_first_and_copies_are_left_out(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert articles(warehouse, "bridge") == [1, 2]
    assert articles(warehouse, "unsafe bridge") == [2, 1]


def test_headline_and_text_are_searched_together(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert articles(warehouse, "ferry worse") == [2]
    assert articles(warehouse, "shut alv") == [1]


def test_an_article_shows_the_words_where_they_stand(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("SELECT excerpt FROM search_articles('worse')").fetchall()
    assert rows == [("No ferry runs while the bridge is shut. An unsafe bridge is worse than none.",)]
