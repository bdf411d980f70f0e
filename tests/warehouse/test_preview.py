from collections.abc import Iterator

import duckdb
import pytest
from markdown_it import MarkdownIt

from models import Base
from pipelines.warehouse.preview import figures, markdown_table, previews
from pipelines.warehouse.views import empty_warehouse


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def test_the_first_ten_rows_are_shown(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("CREATE VIEW numbers AS SELECT range AS number, NULL AS nothing FROM range(100)")
    lines = previews(warehouse, ["numbers"])["numbers"].splitlines()
    assert lines[0] == "| number | nothing |"
    assert len(lines) == 12
    assert lines[-1] == "| 9 |  |"


def test_what_an_article_says_is_shown_as_text_and_nothing_else() -> None:
    hostile = "<img src=x onerror=alert(1)> | **bold** [link](http://a.example)\n# head `code` &lt; \\| www.a.example"
    page = MarkdownIt("commonmark").enable("table").render(markdown_table(["text"], [[hostile]]))
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; | **bold** [link](http://a.example) # head `code" in page
    for tag in ("<strong>", "<a ", "<h1>", "<code>"):
        assert tag not in page
    assert page.count("<td>") == 1


def test_a_long_text_is_cut(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("CREATE VIEW texts AS SELECT repeat('x', 1000000) AS text")
    assert previews(warehouse, ["texts"])["texts"].splitlines()[2] == f"| {'x' * 79}… |"


def test_what_takes_too_long_is_left_out(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("CREATE VIEW quick AS SELECT 1 AS number")
    warehouse.execute("CREATE VIEW slow AS SELECT count(*) AS number FROM range(1000000000000) WHERE range % 7 = 3")
    assert list(previews(warehouse, ["quick", "slow"], seconds=0.2)) == ["quick"]


def test_the_figures_are_of_tables_and_have_no_value_where_there_is_no_row() -> None:
    with empty_warehouse() as connection:
        found = figures(connection)
    assert set(found) <= set(Base.metadata.tables)
    assert found["statements"] == {"without a speaker": 0, "direct": 0, "indirect": 0, "mixed": 0, "copied": 0}


def test_of_what_is_traced_to_documents_the_rows_of_one_article_are_shown(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("CREATE TABLE mentions AS SELECT range // 3 AS article_id, range AS mention_id FROM range(30)")
    warehouse.execute("CREATE VIEW mention_provenance AS FROM mentions")
    assert len(previews(warehouse, ["mention_provenance"])["mention_provenance"].splitlines()) == 2 + 3
    warehouse.execute("DELETE FROM mentions")
    assert len(previews(warehouse, ["mention_provenance"])["mention_provenance"].splitlines()) == 2


def test_what_takes_too_much_memory_is_left_out(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("SET memory_limit = '20MB'")
    large = "SELECT string_agg(md5(range::VARCHAR), ' ') AS text FROM range(2000000)"
    warehouse.execute(f"CREATE VIEW large AS {large}")
    warehouse.execute("CREATE VIEW small AS SELECT 1 AS number")
    assert list(previews(warehouse, ["large", "small"], seconds=60)) == ["small"]
