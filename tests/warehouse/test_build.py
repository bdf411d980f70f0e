import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models import Base, Organisation, Person, Statement
from pipelines.checks import integrity_checks, run_checks
from pipelines.clean.cleaning import set_aside
from pipelines.sql_files import SQL
from pipelines.staging import Staging
from pipelines.warehouse.build import (
    Built,
    Publication,
    build,
    publish,
    published_rows,
    published_version,
)
from pipelines.warehouse.views import read_views

FIRST = Publication("run-1", datetime(2025, 3, 13), "input-1", "code", "model", "1.0")
SECOND = replace(FIRST, run_id="run-2", published_at=datetime(2025, 3, 14), input_version="input-2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture(scope="module")
def built(filled_once: Staging, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(filled_once, tmp_path_factory.mktemp("data") / "warehouse.duckdb", FIRST, read_views())


@pytest.fixture
def warehouse(built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(built.path), read_only=True)) as connection:
        yield connection


def one(warehouse: duckdb.DuckDBPyConnection, query: str) -> object:
    rows = warehouse.execute(query).fetchall()
    assert len(rows) == 1
    return rows[0][0] if len(rows[0]) == 1 else rows[0]


def test_a_document_that_could_not_be_cleaned_is_damaged_and_says_so(filled: Staging, path: Path) -> None:
    (key,) = filled.connection.execute("SELECT document_id FROM documents WHERE path = 'c.txt'").fetchone() or ()
    (document,) = filled.documents([key])
    filled.replace_copies({})
    filled.append_articles([set_aside(document, "it could not be cleaned")], "c1")
    built = build(filled, path, FIRST, read_views())
    assert [outcome for outcome in built.outcomes if not outcome.passed] == []
    with closing(duckdb.connect(str(built.path), read_only=True)) as warehouse:
        said = one(warehouse, "SELECT status, error FROM documents WHERE path = 'c.txt'")
        listed = one(warehouse, "SELECT first_path FROM documents_not_loaded WHERE reason = 'it could not be cleaned'")
        left = one(warehouse, f"SELECT text, analysis FROM articles WHERE article_id = {key}")
    assert (said, listed, left) == (("damaged", "it could not be cleaned"), "c.txt", ("", "skipped"))


class TestTables:
    def test_all_integrity_checks_pass_and_have_rows_to_look_at(self, built: Built) -> None:
        assert [outcome for outcome in built.outcomes if not outcome.passed] == []
        assert {outcome.check.table for outcome in built.outcomes if outcome.rows == 0} == set()

    def test_every_document_is_there_also_those_that_did_not_load(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        assert one(warehouse, "SELECT status, error, text FROM documents WHERE path = 'd.txt'") == (
            "empty",
            "the file is empty",
            "",
        )
        assert one(warehouse, "SELECT count(*) FROM articles") == 3

    def test_the_first_published_of_exact_copies_is_the_original(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        query = """
            SELECT copy_document.path, original_document.path
            FROM articles AS copy
            LEFT JOIN documents AS original_document ON original_document.document_id = copy.duplicate_of
            INNER JOIN documents AS copy_document ON copy_document.document_id = copy.article_id
            ORDER BY 1
        """
        assert warehouse.execute(query).fetchall() == [("a.txt", "b.txt"), ("b.txt", None), ("c.txt", "b.txt")]

    def test_of_an_exact_copy_the_whole_text_is_copied(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        query = """
            SELECT copied_passages.text = articles.text AND original_end = length(articles.text)
            FROM copied_passages
            INNER JOIN articles ON articles.article_id = copied_passages.article_id
        """
        assert warehouse.execute(query).fetchall() == [(True,), (True,)]

    def test_statements_of_a_copy_are_copied_and_those_of_its_original_are_not(
        self, warehouse: duckdb.DuckDBPyConnection
    ) -> None:
        query = """
            SELECT documents.path, min(statements.copied), max(statements.copied)
            FROM statements
            INNER JOIN documents ON documents.document_id = statements.article_id
            GROUP BY documents.path
            ORDER BY documents.path
        """
        assert warehouse.execute(query).fetchall() == [
            ("a.txt", True, True),
            ("b.txt", False, False),
            ("c.txt", True, True),
        ]

    def test_an_outlet_is_one_by_name_and_domain(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        assert one(warehouse, "SELECT name, domain FROM sources") == ("The Echo", "echo.example")
        assert one(warehouse, "SELECT count(*) FROM articles WHERE source_id IS NOT NULL") == 2

    def test_a_statement_is_cut_where_a_passage_was_removed(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        query = """
            SELECT segment, text FROM statement_provenance WHERE path = 'a.txt' AND kind = 'direct' ORDER BY segment
        """
        assert warehouse.execute(query).fetchall() == [(0, "“The bridge is\n"), (1, "unsafe,”")]

    def test_what_was_removed_within_a_mention_stands_within_its_span_of_the_document(
        self, warehouse: duckdb.DuckDBPyConnection
    ) -> None:
        query = """
            SELECT documents.text[document_start + 1:document_end]
            FROM mention_provenance
            INNER JOIN documents ON documents.path = mention_provenance.path
            WHERE mention_provenance.path = 'b.txt' AND actor_name IS NULL
        """
        assert one(warehouse, query) == "is\nAdvertisement\nunsafe"

    def test_copies_print_the_same_utterance(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        query = "SELECT speaker, articles, outlets FROM printed_in_many_places WHERE speaker = 'Ann Poe'"
        assert one(warehouse, query) == ("Ann Poe", 3, 1)

    def test_copies_are_not_counted_in_who_said_what(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        query = "SELECT speaker, outlet, cue FROM who_said_what WHERE kind = 'direct'"
        assert one(warehouse, query) == ("Ann Poe", "The Echo", "said")

    def test_confidence_is_that_of_the_finding_and_of_the_link_together(
        self, warehouse: duckdb.DuckDBPyConnection
    ) -> None:
        query = "SELECT DISTINCT confidence FROM statements WHERE speaker_text = 'Tarrow Council'"
        assert one(warehouse, query) == 0.3

    def test_statements_below_the_threshold_are_left_out_of_who_said_what(
        self, warehouse: duckdb.DuckDBPyConnection
    ) -> None:
        assert one(warehouse, "SELECT threshold FROM confidence_threshold") == 0.5
        assert one(warehouse, "SELECT DISTINCT speaker FROM who_said_what") == "Ann Poe"

    def test_a_statement_without_a_speaker_keeps_none(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        query = "SELECT DISTINCT speaker_name, speaker_text FROM statement_provenance WHERE method = 'floating'"
        assert one(warehouse, query) == (None, None)

    def test_every_table_and_column_is_commented(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        for catalog in ("duckdb_tables()", "duckdb_views()", "duckdb_columns()"):
            query = f"SELECT count(*), count(comment) FROM {catalog} WHERE NOT internal"
            total, commented = warehouse.execute(query).fetchall()[0]
            assert total == commented > 0

    def test_keys_are_checked_and_not_kept_as_indexes_that_outweigh_the_rows(
        self, warehouse: duckdb.DuckDBPyConnection
    ) -> None:
        kinds = warehouse.execute("SELECT DISTINCT constraint_type FROM duckdb_constraints() ORDER BY 1").fetchall()
        assert kinds == [("CHECK",), ("NOT NULL",)]

    def test_any_duckdb_from_1_2_on_can_read_the_file(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        tags = one(warehouse, "SELECT tags FROM duckdb_databases() WHERE database_name = current_database()")
        assert tags == {"storage_version": "v1.2.0+"}

    def test_sqlalchemy_reads_what_sql_reads(self, built: Built) -> None:
        engine = create_engine(f"duckdb:///{built.path}", connect_args={"read_only": True})
        with Session(engine) as session:
            statement = session.scalars(select(Statement).where(Statement.kind == "direct").limit(1)).one()
            assert isinstance(statement.speaker, Person)
            assert [alias.alias for alias in statement.speaker.aliases] == ["Ann Poe", "Poe"]
            assert statement.speaker.affiliations[0].evidence == "Mayor Ann Poe of Tarrow"
            assert session.scalars(select(Organisation)).one().acronym == "TC"
        engine.dispose()


NAMES = [
    'Ann "The Axe" Poe',
    "Ann O'Poe; DROP TABLE actors; --",
    "Ann\nPoe\r\n",
    "\N{RIGHT-TO-LEFT OVERRIDE}eoP nnA\N{POP DIRECTIONAL FORMATTING}",
    "Ann <b>Poe</b> [-not-] {+so+} $run_id",
    "Ann " + "P" * 495 + "e",
]


@pytest.mark.parametrize("name", NAMES, ids=["marks", "SQL", "lines", "right to left", "markup", "500 characters"])
def test_a_name_is_stored_exactly_and_shown_by_the_views(filled: Staging, path: Path, name: str) -> None:
    filled.connection.execute("UPDATE actors SET name = ? WHERE name = 'Ann Poe'", [name])
    built = build(filled, path, FIRST, read_views())
    assert built.failures == []
    with closing(duckdb.connect(str(built.path), read_only=True)) as warehouse:
        for query in (
            "SELECT name FROM actors WHERE kind = 'person'",
            "SELECT name FROM actor_profiles WHERE kind = 'person'",
            "SELECT speaker FROM who_said_what",
            "SELECT DISTINCT speaker FROM search_statements('bridge unsafe')",
        ):
            assert warehouse.execute(query).fetchall() == [(name,)], query


def test_the_threshold_of_confidence_is_changed_in_one_place(filled: Staging, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "views"
    shutil.copytree(SQL / "views", folder)
    threshold = folder / "confidence_threshold.sql"
    threshold.write_text(threshold.read_text(encoding="utf-8").replace("0.5::", "0.2::"), encoding="utf-8")
    built = build(filled, path, FIRST, read_views(folder))
    with closing(duckdb.connect(str(built.path), read_only=True)) as warehouse:
        for view in ("who_said_what", "who_gets_quoted", "statements_by_month"):
            speakers = warehouse.execute(f"SELECT DISTINCT speaker FROM {view} ORDER BY speaker").fetchall()
            assert speakers == [("Ann Poe",), ("Tarrow Council",)]


def test_what_staging_may_take_is_after_a_build_what_it_was(filled: Staging, path: Path) -> None:
    names = "('memory_limit', 'threads', 'checkpoint_threshold')"
    settings = f"SELECT name, value FROM duckdb_settings() WHERE name IN {names} ORDER BY name"
    before = filled.connection.execute(settings).fetchall()
    assert len(before) == 3
    build(filled, path, FIRST, read_views())
    assert filled.connection.execute(settings).fetchall() == before


class TestPublication:
    def test_who_opens_the_file_at_any_moment_of_publications_finds_a_whole_one(
        self, built: Built, path: Path, tmp_path: Path
    ) -> None:
        def publish_copy(number: int) -> None:
            copy = tmp_path / str(number) / path.name
            copy.parent.mkdir()
            shutil.copy(built.path, copy)
            publish(replace(built, path=copy), path)

        publish_copy(0)
        found: list[object] = []
        done = threading.Event()

        def poll() -> None:
            while not done.is_set():
                try:
                    with closing(duckdb.connect(str(path), read_only=True)) as reader:
                        found.append(reader.execute("SELECT count(*) FROM who_said_what").fetchall())
                except duckdb.Error as error:
                    found.append(error)

        reader = threading.Thread(target=poll)
        reader.start()
        for number in range(1, 15):
            publish_copy(number)
        done.set()
        reader.join()
        assert len(found) > 1
        assert {str(answer) for answer in found} == {"[(1,)]"}

    def test_a_reader_keeps_the_file_that_it_has_open(self, filled: Staging, path: Path) -> None:
        publish(build(filled, path, FIRST, read_views()), path)
        with closing(duckdb.connect(str(path), read_only=True)) as reader:
            publish(build(filled, path, SECOND, read_views()), path)
            assert reader.execute("SELECT run_id FROM loads").fetchall() == [("run-1",)]
        assert published_version(path) == "input-2"

    def test_the_history_of_loads_is_kept(self, filled: Staging, path: Path) -> None:
        for publication in (FIRST, SECOND):
            publish(build(filled, path, publication, read_views()), path)
        with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
            loads = warehouse.execute("SELECT run_id, documents, statements FROM loads ORDER BY run_id").fetchall()
        assert loads == [("run-1", 4, 9), ("run-2", 4, 9)]

    def test_a_published_file_that_cannot_be_read_is_replaced(self, filled: Staging, path: Path) -> None:
        path.write_bytes(b"not a database")
        assert published_version(path) is None
        publish(build(filled, path, FIRST, read_views()), path)
        assert published_version(path) == "input-1"

    def test_a_build_with_a_wrong_row_is_not_published(self, filled: Staging, path: Path) -> None:
        publish(build(filled, path, FIRST, read_views()), path)
        filled.connection.execute("UPDATE removed_passages SET document_end = document_end - 1 WHERE rule = 'headline'")
        wrong = build(filled, path, SECOND, read_views())
        assert "tiled" in {failure.check.name for failure in wrong.failures}
        with pytest.raises(ValueError, match="must not be published"):
            publish(wrong, path)
        assert published_version(path) == "input-1"

    def test_nothing_is_left_beside_the_published_file(self, filled: Staging, path: Path) -> None:
        publish(build(filled, path, FIRST, read_views()), path)
        names = {entry.name for entry in path.parent.iterdir()}
        assert names - {"staging.duckdb", "staging.duckdb.wal"} == {"warehouse.duckdb"}

    def test_what_a_build_left_that_was_killed_goes(self, filled: Staging, path: Path) -> None:
        unfinished = path.parent / ".warehouse.building"
        unfinished.mkdir()
        (unfinished / path.name).write_bytes(b"half")
        publish(build(filled, path, FIRST, read_views()), path)
        assert not unfinished.exists()

    def test_the_rows_of_the_published_file_can_be_counted(self, filled: Staging, path: Path) -> None:
        built = build(filled, path, FIRST, read_views())
        publish(built, path)
        assert published_rows(path) == built.rows

    def test_the_same_input_gives_the_same_tables_in_any_order(self, filled: Staging, path: Path) -> None:
        first = build(filled, path, FIRST, read_views()).path
        shutil.copy(first, path.with_name("first.duckdb"))
        for table in ("documents", "articles", "mentions", "quotations", "actors", "removed_passages"):
            filled.connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM {table} ORDER BY hash({table}) DESC")
        second = build(filled, path, FIRST, read_views()).path
        with closing(duckdb.connect()) as both:
            both.execute(f"ATTACH '{path.with_name('first.duckdb')}' AS one (READ_ONLY)")
            both.execute(f"ATTACH '{second}' AS two (READ_ONLY)")
            for table in Base.metadata.tables:
                assert both.execute(f"FROM one.{table}").fetchall() == both.execute(f"FROM two.{table}").fetchall()


CORRUPTIONS = {
    ("documents", "tiled"): "DELETE FROM removed_passages WHERE rule = 'advertisement'",
    ("documents", "key_unique"): "INSERT INTO documents FROM documents LIMIT 1",
    ("articles", "article_id_exists"): "DELETE FROM documents WHERE path = 'a.txt'",
    ("articles", "duplicate_of_exists"): "UPDATE articles SET duplicate_of = 1",
    ("articles", "source_id_exists"): "DELETE FROM sources",
    ("articles", "made_of_segments"): "UPDATE articles SET text = upper(text)",
    ("copied_passages", "text_is_span"): "UPDATE copied_passages SET start = start + 1",
    ("copied_passages", "original_id_exists"): "UPDATE copied_passages SET original_id = 1",
    ("copied_passages", "stand_in_original"): "UPDATE copied_passages SET original_start = original_start + 9",
    ("removed_passages", "text_is_span"): "UPDATE removed_passages SET text = 'x'",
    ("organisations", "one_for_each"): "DELETE FROM organisations",
    ("organisations", "actor_id_exists"): "UPDATE organisations SET actor_id = 1",
    ("affiliations", "evidence_is_span"): "UPDATE affiliations SET start = start + 1",
    ("affiliations", "of_actor_id_exists"): "DELETE FROM actors WHERE kind = 'place'",
    ("actor_candidates", "actor_id_exists"): "UPDATE actor_candidates SET actor_id = 1",
    ("actor_candidates", "other_actor_id_exists"): "UPDATE actor_candidates SET other_actor_id = 1",
    ("curation_problems", "key_unique"): "INSERT INTO curation_problems FROM curation_problems",
    ("wordings", "utterance_id_exists"): "UPDATE wordings SET utterance_id = 1",
    ("statements", "wording_id_exists"): "UPDATE statements SET wording_id = 1",
    ("mentions", "text_is_span"): "UPDATE mentions SET start = start - 1",
    ("mentions", "actor_id_exists"): "DELETE FROM actors WHERE name = 'Ann Poe'",
    ("mentions", "traced_to_document"): "UPDATE article_segments SET document_start = document_start + 1",
    ("statements", "speaker_text_is_span"): "UPDATE statements SET speaker_end = speaker_end + 1",
    ("statements", "cue_text_is_span"): "UPDATE statements SET cue_start = cue_start + 1, cue_end = cue_end + 1",
    ("statements", "speaker_id_exists"): "UPDATE statements SET speaker_id = 1",
    ("statements", "in_segments"): "DELETE FROM statement_segments WHERE text = 'agreed'",
    ("statement_segments", "text_is_span"): 'UPDATE statement_segments SET "end" = "end" - 1',
    ("statement_segments", "traced_to_document"): "UPDATE article_segments SET document_start = document_start + 1",
    ("statement_mentions", "mention_id_exists"): "UPDATE statement_mentions SET mention_id = 1",
    ("utterances", "first_article_id_exists"): "UPDATE utterances SET first_article_id = 1",
    ("statement_counts", "add_up"): "UPDATE statement_counts SET month = NULL",
    ("statement_counts", "source_id_exists"): "UPDATE statement_counts SET source_id = 1",
    ("voices", "add_up"): "UPDATE voices SET statements = statements + 1",
    ("voices", "speaker_id_exists"): "UPDATE voices SET speaker_id = 1",
    ("removal_counts", "add_up"): "UPDATE removal_counts SET example_passages = example_passages + 1",
    ("actor_counts", "counted_anew"): "UPDATE statements SET kind = 'mixed'",
    ("loads", "key_unique"): "INSERT INTO loads FROM loads",
    ("statements", "complete"): "DELETE FROM statements WHERE kind = 'direct'",
    ("mentions", "complete"): "INSERT INTO mentions FROM mentions LIMIT 1",
}


@contextmanager
def loose_copy(built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the tables and views of a build without its constraints, to be spoilt."""
    with closing(duckdb.connect()) as loose:
        loose.execute(f"ATTACH '{built.path}' AS built (READ_ONLY)")
        for each in Base.metadata.tables:
            loose.execute(f"CREATE TABLE {each} AS FROM built.{each}")
        for view in read_views():
            loose.execute(view.sql)
        yield loose


@pytest.mark.parametrize(("table", "name"), CORRUPTIONS)
def test_an_integrity_check_sees_the_row_that_is_wrong(
    built: Built, filled_once: Staging, table: str, name: str
) -> None:
    with loose_copy(built) as loose:
        loose.execute(CORRUPTIONS[table, name])
        failed = {(o.check.table, o.check.name) for o in run_checks(loose, filled_once.expected_rows()) if not o.passed}
    assert (table, name) in failed


@pytest.mark.parametrize(
    ("table", "name"), [(each.table, each.name) for each in integrity_checks() if each.looks_into_texts]
)
def test_a_check_of_texts_finds_each_wrong_row_once_however_many_articles_it_looks_at_together(
    built: Built, monkeypatch: pytest.MonkeyPatch, table: str, name: str
) -> None:
    with loose_copy(built) as loose:
        loose.execute("UPDATE articles SET text = 'x' || upper(text); UPDATE documents SET text = 'x' || upper(text)")
        together = {(o.check.table, o.check.name): o for o in run_checks(loose, {})}[table, name]
        monkeypatch.setattr("pipelines.checks._WORDS_AT_ONCE", 1)
        one_by_one = {(o.check.table, o.check.name): o for o in run_checks(loose, {})}[table, name]
        wrong = loose.execute(together.check.to_see).fetchall()
    assert one_by_one.wrong == together.wrong == len(wrong) > 0
    assert one_by_one.rows == together.rows


def test_foreign_keys_and_spans_have_a_check_each() -> None:
    checks = {(check.table, check.name) for check in integrity_checks()}
    for table in Base.metadata.tables.values():
        assert (table.name, "key_unique") in checks
        for key in table.foreign_keys:
            assert (table.name, f"{key.parent.name}_exists") in checks
        for column in table.columns:
            assert ("span_of" in column.info) == ((table.name, f"{column.name}_is_span") in checks)
