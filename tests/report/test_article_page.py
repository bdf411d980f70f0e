from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine

from models import Base
from pipelines.report.article_page import NoSuchArticleError, article_page

TEXT = "“It is <safe>,” said Ann Poe.\n\nNobody asked & nobody told."
HOSTILE = "Ann <script>document.title='attacked'</script> Poe"


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    engine = create_engine(f"duckdb:///{tmp_path / 'warehouse.duckdb'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(duckdb.connect(str(tmp_path / "warehouse.duckdb"))) as connection:
        connection.execute(
            "INSERT INTO documents BY NAME SELECT 1 AS document_id, 'a.txt' AS path, 0 AS record, 'txt' AS format, "
            "$text AS text, 'loaded' AS status",
            {"text": TEXT},
        )
        connection.execute(
            "INSERT INTO articles BY NAME SELECT 1 AS article_id, $text AS text, 10 AS word_count, "
            "$headline AS headline, 'analysed' AS analysis",
            {"text": TEXT, "headline": f"Bridge {HOSTILE}"},
        )
        connection.execute("INSERT INTO actors VALUES (5, 'person', $name, NULL)", {"name": HOSTILE})
        connection.execute("INSERT INTO utterances VALUES (3, 1, '“It is <safe>,”')")
        connection.execute("INSERT INTO wordings VALUES (4, 3, '“It is <safe>,”', NULL, 0, 0)")
        connection.execute(
            "INSERT INTO statements BY NAME SELECT 2 AS statement_id, 1 AS article_id, 0 AS ordinal, 'direct' AS kind, "
            "'“It is <safe>,”' AS text, 5 AS speaker_id, 'Ann Poe' AS speaker_text, 21 AS speaker_start, "
            "28 AS speaker_end, 'said' AS cue_text, 16 AS cue_start, 20 AS cue_end, "
            "3 AS utterance_id, 4 AS wording_id, false AS copied, "
            "'cue after quote' AS method, 0.9 AS confidence"
        )
        connection.execute("INSERT INTO statement_segments VALUES (2, 0, 1, 0, 15, '“It is <safe>,”')")
        yield connection


class Words(HTMLParser):
    """The visible words of a page, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "onclick", "onload"}

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def __contains__(self, words: str) -> bool:
        return words in " ".join(self.words)


def test_the_text_stands_there_with_its_statement_its_speaker_and_its_cue(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    page = Words(article_page(warehouse, "a.txt", 0))
    for words in ("Nobody asked & nobody told.", "speaker", "cue", "direct: Ann", "a.txt, record 0", "0.90"):
        assert words in page


def test_nothing_of_the_warehouse_becomes_markup(warehouse: duckdb.DuckDBPyConnection) -> None:
    page = Words(article_page(warehouse, "a.txt", 0))
    assert "script" not in page.elements
    assert "safe" not in page.elements
    assert "<script>document.title='attacked'</script>" in page


def test_a_speaker_who_is_nobody_is_shown_in_the_words_of_the_article(warehouse: duckdb.DuckDBPyConnection) -> None:
    # DuckDB updates no row that a foreign key leads to.
    warehouse.execute("DELETE FROM statement_segments")
    warehouse.execute("UPDATE statements SET speaker_id = NULL")
    warehouse.execute("INSERT INTO statement_segments VALUES (2, 0, 1, 0, 15, '“It is <safe>,”')")
    assert "direct: nobody named" in Words(article_page(warehouse, "a.txt", 0))


def test_an_article_without_statements_says_so(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("DELETE FROM statement_segments")
    assert "No statement was found" in Words(article_page(warehouse, "a.txt", 0))


def test_an_article_that_is_not_there_is_an_error(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NoSuchArticleError, match=r"b\.txt, record 3"):
        article_page(warehouse, "b.txt", 3)


def test_a_browser_shows_the_page_and_runs_nothing_in_it(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, browser: Browser
) -> None:
    file = tmp_path / "page.html"
    file.write_text(article_page(warehouse, "a.txt", 0), encoding="utf-8")
    with browser.new_page() as page:
        page.goto(file.as_uri())
        assert page.title() == f"Bridge {HOSTILE}"
        assert "direct: Ann" in page.inner_text("main")
