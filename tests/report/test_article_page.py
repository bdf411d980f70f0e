from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page
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
            "INSERT INTO articles BY NAME SELECT 1 AS article_id, 0 AS number, $text AS text, 10 AS word_count, "
            "$headline AS headline, 'analysed' AS analysis",
            {"text": TEXT, "headline": f"Bridge {HOSTILE}"},
        )
        connection.execute("INSERT INTO actors VALUES (5, 'person', $name, NULL)", {"name": HOSTILE})
        connection.execute("INSERT INTO utterances VALUES (3, 1, '“It is <safe>,”')")
        connection.execute("INSERT INTO wordings VALUES (4, 3, '“It is <safe>,”', 'it is safe', NULL, NULL, 0, 0)")
        connection.execute(
            "INSERT INTO statements BY NAME SELECT 2 AS statement_id, 1 AS article_id, 0 AS ordinal, 'direct' AS kind, "
            "'“It is <safe>,”' AS text, 5 AS speaker_id, 'Ann Poe' AS speaker_text, 21 AS speaker_start, "
            "28 AS speaker_end, 'said' AS cue_text, 16 AS cue_start, 20 AS cue_end, "
            "3 AS utterance_id, 4 AS wording_id, false AS copied, "
            "'cue after quote' AS method, 0.9 AS confidence"
        )
        connection.execute("INSERT INTO article_segments VALUES (1, 0, $end, 0, $end)", {"end": len(TEXT)})
        connection.execute("INSERT INTO statement_segments VALUES (2, 0, 1, 0, 15, '“It is <safe>,”')")
        yield connection


@pytest.fixture
def shown(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, browser: Browser) -> Iterator[Callable[[], Page]]:
    """Opens the page of the article as the warehouse has it at that moment."""
    with browser.new_context() as context:

        def show() -> Page:
            file = tmp_path / "page.html"
            file.write_text(article_page(warehouse, "a.txt", 0), encoding="utf-8")
            page = context.new_page()
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-ready]")
            return page

        yield show


def test_the_text_stands_there_with_its_statement_its_speaker_and_its_cue_marked(shown: Callable[[], Page]) -> None:
    page = shown()
    assert page.text_content("mark.chosen") == "statement: “It is <safe>,”"
    assert page.text_content(".article-text b.speaker") == "Ann Poe"
    assert page.text_content(".article-text b.cue") == "said"
    assert "Nobody asked & nobody told." in page.inner_text(".article-text")
    assert "a.txt, record 0" in page.inner_text("header")
    assert "0.90, by the rule “cue after quote”" in page.inner_text(".facts")
    assert "statement 0–15; speaker 21–28; cue 16–20" in page.inner_text(".facts")


def test_nothing_of_the_warehouse_becomes_markup(shown: Callable[[], Page]) -> None:
    page = shown()
    assert page.title() == f"Bridge {HOSTILE}"
    assert page.inner_text("h1") == f"Bridge {HOSTILE}"
    assert f"{HOSTILE}, person" in page.inner_text(".facts")
    assert page.locator("safe").count() == 0


def test_a_speaker_who_is_nobody_is_shown_in_the_words_of_the_article(
    warehouse: duckdb.DuckDBPyConnection, shown: Callable[[], Page]
) -> None:
    # DuckDB updates no row that a foreign key leads to.
    warehouse.execute("DELETE FROM statement_segments")
    warehouse.execute("UPDATE statements SET speaker_id = NULL")
    warehouse.execute("INSERT INTO statement_segments VALUES (2, 0, 1, 0, 15, '“It is <safe>,”')")
    page = shown()
    assert page.inner_text(".list strong") == "Ann Poe"
    assert "not named" in page.inner_text(".facts")


def test_an_article_without_statements_says_so(warehouse: duckdb.DuckDBPyConnection, shown: Callable[[], Page]) -> None:
    warehouse.execute("DELETE FROM statement_segments")
    warehouse.execute("DELETE FROM statements")
    page = shown()
    assert "No statement was found" in page.inner_text("aside")
    assert "Nobody asked & nobody told." in page.inner_text(".article-text")


def test_an_article_that_is_not_there_is_an_error(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NoSuchArticleError, match=r"b\.txt, record 3"):
        article_page(warehouse, "b.txt", 3)
