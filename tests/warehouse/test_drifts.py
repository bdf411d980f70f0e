"""What counts as a drift, on warehouses of a few columns: 60 articles of one outlet, then as many again."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest
from duckdb_sqlalchemy import Dialect

from models import Base
from pipelines.warehouse.drifts import DriftOutcome, find_drifts, read_drifts
from pipelines.warehouse.views import read_views

# An article with one statement of a known speaker; cleaning took 10 of the 100 characters of its document.
ARTICLES = """
    INSERT INTO sources BY NAME SELECT 1 AS source_id, 'The Echo' AS name;
    INSERT INTO actors BY NAME SELECT 1 AS actor_id, 'Ann Poe' AS name, 'person' AS kind;
    INSERT INTO documents BY NAME
        SELECT number AS document_id, number || '.txt' AS path, 0 AS record, repeat('x', 100) AS text FROM numbers;
    INSERT INTO articles BY NAME
        SELECT number AS article_id, 1 AS source_id, 'analysed' AS analysis, 20 AS word_count FROM numbers;
    INSERT INTO removed_passages BY NAME
        SELECT number AS document_id, 0 AS document_start, 10 AS document_end FROM numbers;
    INSERT INTO statements BY NAME
        SELECT number AS statement_id, number AS article_id, 1 AS speaker_id, 'so' AS text FROM numbers;
    INSERT INTO mentions BY NAME
        SELECT number AS mention_id, number AS article_id, 1 AS actor_id, 'Ann Poe' AS text FROM numbers;
"""

Compare = Callable[[str], dict[str, DriftOutcome]]


@contextmanager
def warehouse_of(path: Path, articles: int) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(path))) as connection:
        for table in Base.metadata.sorted_tables:
            columns = ", ".join(f'"{column.name}" {column.type.compile(dialect=Dialect())}' for column in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({columns})")
        for view in read_views():
            connection.execute(view.sql)
        connection.execute(f"CREATE TEMP TABLE numbers AS SELECT range AS number FROM range({articles})")
        connection.execute(ARTICLES)
        yield connection


@pytest.fixture
def previous(tmp_path: Path) -> Path:
    path = tmp_path / "previous" / "warehouse.duckdb"
    path.parent.mkdir()
    with warehouse_of(path, 60):
        return path


@pytest.fixture
def compare(tmp_path: Path, previous: Path) -> Compare:
    """Compare a build that has 60 articles more, changed by some SQL; give the outcomes by name."""

    def build(changes: str) -> dict[str, DriftOutcome]:
        path = tmp_path / "building" / "warehouse.duckdb"
        path.parent.mkdir()
        with warehouse_of(path, 120) as connection:
            connection.execute(changes)
        return {outcome.drift.name: outcome for outcome in find_drifts(path, previous)}

    return build


def drifted(outcomes: dict[str, DriftOutcome]) -> dict[str, list[tuple[object, ...]]]:
    assert {outcome.not_compared for outcome in outcomes.values()} == {""}
    return {name: list(outcome.rows) for name, outcome in outcomes.items() if outcome.rows}


def test_more_of_the_same_is_no_drift(compare: Compare) -> None:
    assert drifted(compare("")) == {}


def test_new_articles_of_an_outlet_that_report_nobodys_words(compare: Compare) -> None:
    outcomes = compare("DELETE FROM statements WHERE article_id >= 100")
    assert drifted(outcomes) == {"without_statements": [("The Echo", "new", 60, 33.3, 0.0)]}
    assert outcomes["without_statements"].columns[:3] == ["outlet", "articles_are", "articles"]


def test_what_the_code_loses_in_articles_that_were_there_before(compare: Compare) -> None:
    changes = "UPDATE statements SET speaker_id = NULL WHERE article_id < 15"
    assert drifted(compare(changes)) == {"without_speaker": [("The Echo", "there before", 60, 25.0, 0.0)]}


@pytest.mark.parametrize(("end", "percent"), [(0, 0.0), (60, 60.0)])
def test_an_outlet_of_which_much_more_or_nothing_is_removed(compare: Compare, end: int, percent: float) -> None:
    changes = f"UPDATE removed_passages SET document_end = {end} WHERE document_id >= 60"
    rows = [] if abs(percent - 10) <= 10 else [("The Echo", "new", 60, percent, 10.0)]
    assert drifted(compare(changes)).get("share_of_outlet", []) == rows


def test_an_actor_who_is_all_at_once_in_many_articles(compare: Compare) -> None:
    changes = """
        INSERT INTO actors BY NAME SELECT 2 AS actor_id, 'Daily Update' AS name, 'person' AS kind;
        INSERT INTO actors BY NAME SELECT 3 AS actor_id, 'Jo Marlow' AS name, 'person' AS kind;
        INSERT INTO mentions BY NAME SELECT 2 AS actor_id, number AS article_id FROM numbers WHERE number >= 90;
        INSERT INTO mentions BY NAME SELECT 3 AS actor_id, number AS article_id FROM numbers WHERE number >= 111;
    """
    assert drifted(compare(changes)) == {"sudden": [("Daily Update", "person", 30, 1, 2)]}


def test_few_articles_are_no_drift(tmp_path: Path) -> None:
    for name in ("previous", "building"):
        (tmp_path / name).mkdir()
        with warehouse_of(tmp_path / name / "warehouse.duckdb", 15) as connection:
            if name == "building":
                connection.execute("DELETE FROM statements; UPDATE removed_passages SET document_end = 90")
    found = find_drifts(tmp_path / "building" / "warehouse.duckdb", tmp_path / "previous" / "warehouse.duckdb")
    assert [outcome.rows for outcome in found] == [[], [], [], []]


def test_the_first_publication_has_nothing_to_be_compared_with(tmp_path: Path, previous: Path) -> None:
    outcomes = find_drifts(previous, tmp_path / "none.duckdb")
    assert {outcome.not_compared for outcome in outcomes} == {"This is the first publication."}


def test_a_warehouse_of_other_tables_is_not_compared(tmp_path: Path, previous: Path) -> None:
    other = tmp_path / "other.duckdb"
    with closing(duckdb.connect(str(other))) as connection:
        connection.execute("CREATE TABLE articles (id INTEGER)")
    (tmp_path / "damaged.duckdb").write_bytes(b"no database")
    for path in (other, tmp_path / "damaged.duckdb"):
        outcomes = find_drifts(previous, path)
        assert all(o.not_compared.startswith("The last publication cannot be compared: ") for o in outcomes)


def test_each_drift_says_what_it_compares_and_how_to_see_the_rows(tmp_path: Path) -> None:
    with warehouse_of(tmp_path / "warehouse.duckdb", 60) as connection:
        for drift in read_drifts():
            assert drift.table in Base.metadata.tables
            assert "Warns of" in drift.description
            connection.execute(drift.to_see)
