"""The text searches, as anyone who opens the published file asks them."""

import unicodedata
from collections.abc import Iterator, Sequence
from unittest import mock

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sql_files import SQL
from pipelines.warehouse import build
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


ArticleRow = tuple[int, str | None, str, int | None]


def put_articles(warehouse: duckdb.DuckDBPyConnection, rows: Sequence[ArticleRow]) -> None:
    """Put articles into a warehouse, and their words as a build does."""
    for article_id, headline, text, original in rows:
        warehouse.execute(
            "INSERT INTO articles BY NAME SELECT $id AS article_id, $id AS number, $headline AS headline, "
            "$text AS text, $original AS duplicate_of, 9 AS word_count, 'analysed' AS analysis",
            {"id": article_id, "headline": headline, "text": text, "original": original},
        )
    with mock.patch.object(build, "_SORTED_WORDS", 20):  # two articles at a time
        build.load_words(warehouse)


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
        put_articles(connection, ARTICLES)
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


def test_the_headline_ends_where_no_text_begins(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("SELECT article_id, together FROM search_articles('shut the')").fetchall()
    assert rows == [(1, False), (2, False)]
    rows = warehouse.execute("SELECT article_id, together FROM search_articles('bridge shut')").fetchall()
    assert rows == [(1, True), (2, False)]


def test_excerpts_are_cut_from_as_many_of_the_best_as_are_asked_for(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("SELECT excerpt IS NOT NULL FROM search_articles('bridge', excerpts := 1)").fetchall()
    assert rows == [(True,), (False,)]


@pytest.mark.parametrize("words", ["", " ", "“…”", None])
def test_no_word_finds_no_article(warehouse: duckdb.DuckDBPyConnection, words: str | None) -> None:
    assert warehouse.execute("FROM search_articles($words)", {"words": words}).fetchall() == []


def test_every_word_is_where_it_stands(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("SELECT word, position FROM article_words WHERE article_number = 4 ORDER BY position")
    assert rows.fetchall() == [("a", 0), ("cafe", 1), ("don", 2), ("t", 3), ("open", 4)]
    rows = warehouse.execute("SELECT word, position FROM article_words WHERE article_number = 2 ORDER BY position")
    assert rows.fetchall()[:4] == [("ferry", -4), ("to", -3), ("run", -2), ("no", 0)]


def words_in(text: str) -> list[str]:
    """Give the words of a text, case, accents and marks aside, letter by letter."""
    bare = (ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.category(ch).startswith("M"))
    return "".join(ch if unicodedata.category(ch)[0] in "LN" else " " for ch in "".join(bare).lower()).split()


def stands_in(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Say whether a phrase stands in a text, its last word as the beginning of one."""
    *first, last = phrase
    return any(
        list(words[start : start + len(first)]) == first and words[start + len(first)].startswith(last)
        for start in range(len(words) - len(first))
    )


def found_by_reading(rows: Sequence[ArticleRow], asked: str) -> list[tuple[int, bool, bool, int]]:
    """Search by reading every text, word by word: what the search is to find, in its order."""
    phrase, found = words_in(asked), []
    for article_id, headline, text, original in rows:
        head, body = words_in(headline or ""), words_in(text)
        if original is not None or not phrase:
            continue
        if all(any(word.startswith(wanted) for word in head + body) for wanted in phrase):
            in_headline = all(any(word.startswith(wanted) for word in head) for wanted in phrase)
            hits = sum(word.startswith(wanted) for wanted in set(phrase) for word in body)
            found.append((article_id, in_headline, stands_in(head, phrase) or stands_in(body, phrase), hits))
    return sorted(found, key=lambda row: (not row[1], not row[2], -row[3], row[0]))


PIECES = st.sampled_from(["bridge", "Bridges", "br", "ÉTÉ", "été", "don’t", "—", ",", "a", "ab", "на", "10", "\n", "ﬁ"])
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.none() | TEXTS, TEXTS, st.booleans()), min_size=1, max_size=4),
    st.lists(PIECES, min_size=1, max_size=4) | st.lists(PIECES, min_size=9, max_size=14),
)
def test_the_search_finds_what_reading_every_text_finds(
    texts: list[tuple[str | None, str, bool]], asked: list[str]
) -> None:
    rows = [(i, headline, text, 0 if copy and i else None) for i, (headline, text, copy) in enumerate(texts)]
    words = " ".join(asked)
    with empty_warehouse() as connection:
        for search in read_searches():
            connection.execute(search.sql)
        connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO documents BY NAME SELECT unnest(range(4)) AS document_id, 'a' AS path, 0 AS record, "
            "'txt' AS format, '' AS text, 'loaded' AS status"
        )
        put_articles(connection, rows)
        query = "SELECT article_id, in_headline, together, hits FROM search_articles($words)"
        assert connection.execute(query, {"words": words}).fetchall() == found_by_reading(rows, words)
        check = (SQL / "checks" / "article_words__as_many_as_in_texts.sql").read_text(encoding="utf-8")
        assert connection.execute(check).fetchall() == []
