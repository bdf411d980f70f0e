"""The job `news` from raw files to the published warehouse, as a user runs it."""

import json
import shutil
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dagster import DagsterInstance, ExecuteInProcessResult

from models import Base
from pipelines.definitions import ROOT, build_definitions
from pipelines.resources import CurationFile, PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.sql_files import SQL
from tests.bench.score_statements import units_of
from tests.bench.scoring import Counts, read_gold, score
from tests.readme import PAGES, render

SAMPLE = ROOT / "data" / "raw"
EXPECTED = Path(__file__).parent / "sample"


@dataclass(frozen=True)
class Pipeline:
    """A raw folder, a data folder and the job between them."""

    raw: Path
    data: Path

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"

    @property
    def curation(self) -> Path:
        return self.data / "actors.csv"

    def run(self, *, raise_on_error: bool = True, workers: int = 1) -> ExecuteInProcessResult:
        definitions = build_definitions(
            raw=RawFolder(path=str(self.raw)),
            staging_database=StagingDatabase(path=str(self.data / "staging.duckdb")),
            published_warehouse=PublishedWarehouse(path=str(self.warehouse)),
            curation_file=CurationFile(path=str(self.curation)),
            workers=Workers(count=workers),
        )
        with DagsterInstance.ephemeral() as instance:
            return definitions.resolve_job_def("news").execute_in_process(
                instance=instance, raise_on_error=raise_on_error
            )

    def ask(self, query: str, *parameters: object) -> list[tuple[object, ...]]:
        with closing(duckdb.connect(str(self.warehouse), read_only=True)) as warehouse:
            return warehouse.execute(query, parameters or None).fetchall()

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        return {table: self.ask(f"FROM {table}") for table in Base.metadata.tables if table != "loads"}


def reported(result: ExecuteInProcessResult, step: str, name: str) -> object:
    for event in result.all_events:
        if event.step_key == step and event.is_step_materialization:
            metadata = event.step_materialization_data.materialization.metadata
            if name in metadata:
                return metadata[name].value
    return None


@pytest.fixture(scope="module")
def sample(sample_warehouse: Path) -> Pipeline:
    """The sample, for tests that only read it."""
    return Pipeline(SAMPLE, sample_warehouse.parent)


def annotated(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (EXPECTED / name).read_text(encoding="utf-8").splitlines()]


class TestSample:
    def test_every_article_is_loaded(self, sample: Pipeline) -> None:
        assert sample.ask("SELECT status, count(*) FROM documents GROUP BY status") == [("loaded", 13)]
        assert sample.ask("SELECT analysis, count(*) FROM articles GROUP BY analysis ORDER BY analysis") == [
            ("analysed", 12),
            ("skipped", 1),
        ]

    @pytest.mark.parametrize("article", annotated("clean.jsonl"), ids=lambda a: f"{a['path']}#{a['record']}")
    def test_columns_are_filled_and_boilerplate_is_gone(self, sample: Pipeline, article: dict[str, object]) -> None:
        query = """
            SELECT headline, byline, dateline, published_at, language, articles.text
            FROM articles INNER JOIN documents ON documents.document_id = articles.article_id
            WHERE path = $1 AND record = $2
        """
        ((headline, byline, dateline, published_at, language, text),) = sample.ask(
            query, article["path"], article["record"]
        )
        assert (headline, byline, dateline, language) == tuple(
            article[name] for name in ("headline", "byline", "dateline", "language")
        )
        assert (str(published_at)[:10] if published_at else None) == article["published"]
        assert [words for words in article["removed"] if words in str(text)] == []  # type: ignore[attr-defined]
        assert [words for words in article["kept"] if words not in str(text)] == []  # type: ignore[attr-defined]

    def test_the_wire_copy_is_known(self, sample: Pipeline) -> None:
        query = """
            SELECT copy.path, original.path, original.record
            FROM articles
            INNER JOIN documents AS copy ON copy.document_id = articles.article_id
            INNER JOIN documents AS original ON original.document_id = articles.duplicate_of
        """
        assert sample.ask(query) == [("harbour-gazette/calder-bridge-shut.txt", "npa/wire.jsonl", 0)]

    def test_rows_are_what_stands_in_the_document(self, sample: Pipeline) -> None:
        texts = {(path, record): text for path, record, text in sample.ask("SELECT path, record, text FROM documents")}
        for view in ("statement_provenance", "mention_provenance"):
            rows = sample.ask(f"SELECT path, record, document_start, document_end, text FROM {view}")
            assert len(rows) > 50
            for path, record, start, end, text in rows:
                assert str(texts[path, record])[int(str(start)) : int(str(end))] == text

    def test_statements_are_those_that_a_person_found(self, sample: Pipeline) -> None:
        scores: defaultdict[str, Counts] = defaultdict(lambda: Counts(0, 0, 0))
        for article in read_gold(EXPECTED / "statements.jsonl"):
            path, record = article.id.split("#")
            with closing(duckdb.connect(str(sample.warehouse), read_only=True)) as warehouse:
                units = units_of(warehouse, path, int(record), article.text)
            for name, counts in score(article.units, units, article.text).items():
                scores[name] += counts
        assert scores["span"].wanted > 80
        assert scores["span"].precision > 0.95
        assert scores["span"].recall > 0.85
        assert scores["speaker"].f > 0.9
        assert scores["name"].f > 0.85

    @pytest.mark.parametrize("question", sorted((SQL / "analysis").glob("*.sql")), ids=lambda path: path.stem)
    def test_every_question_has_an_answer(self, sample: Pipeline, question: Path) -> None:
        assert sample.ask(question.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_a_page_shows_what_the_sample_answers(self, sample: Pipeline, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        with closing(duckdb.connect(str(sample.warehouse), read_only=True)) as warehouse:
            assert text == render(text, warehouse), "make readme"


class TestRuns:
    @pytest.fixture
    def pipeline(self, tmp_path: Path) -> Pipeline:
        raw = tmp_path / "raw"
        shutil.copytree(SAMPLE / "harbour-gazette", raw)
        return Pipeline(raw, tmp_path / "data")

    def test_a_second_run_finds_nothing_to_do(self, pipeline: Pipeline) -> None:
        pipeline.run()
        before = pipeline.warehouse.stat().st_ino
        again = pipeline.run()
        assert reported(again, "extract", "texts analysed") == 0
        assert reported(again, "resolve", "why") == "nothing has changed"
        assert reported(again, "warehouse", "published") is False
        assert pipeline.warehouse.stat().st_ino == before

    def test_a_run_does_what_is_new_and_drops_what_is_gone(self, pipeline: Pipeline) -> None:
        pipeline.run()
        (pipeline.raw / "dockers.txt").unlink()
        (pipeline.raw / "new.txt").write_text(
            "“The tide is turning,” said harbour master Ilse Brandt.", encoding="utf-8"
        )
        result = pipeline.run()
        assert reported(result, "extract", "texts analysed") == 1
        assert reported(result, "extract", "why") == "1 new"
        assert reported(result, "resolve", "why") == "articles or their analyses changed"
        assert reported(result, "warehouse", "why") == "what was resolved changed"
        assert pipeline.ask("SELECT path FROM documents ORDER BY path") == [("calder-bridge-shut.txt",), ("new.txt",)]
        assert pipeline.ask("SELECT count(*) FROM loads") == [(2,)]

    def test_runs_one_after_the_other_by_two_workers_give_the_tables_of_one_run_row_for_row(
        self, sample: Pipeline, tmp_path: Path
    ) -> None:
        pipeline = Pipeline(tmp_path / "raw", tmp_path / "data")
        folders = sorted(folder.name for folder in SAMPLE.iterdir() if folder.is_dir())
        for part in (folders[4:], folders[2:4], folders[:2]):
            for folder in part:
                shutil.copytree(SAMPLE / folder, pipeline.raw / folder)
            pipeline.run(workers=2)
        assert pipeline.ask("SELECT count(*) FROM loads") == [(3,)]
        assert pipeline.tables() == sample.tables()

    def test_what_an_outlet_comes_to_repeat_goes_from_its_earlier_articles_too(self, tmp_path: Path) -> None:
        pipeline = Pipeline(tmp_path / "raw", tmp_path / "data")
        pipeline.raw.mkdir()
        bait = "Kelling Post readers keep our lights on. Become a friend of the paper at the front desk or by post."
        topics = ("bridge", "school", "harbour", "theatre", "railway", "market")

        def add(numbers: range) -> None:
            for number in numbers:
                topic = topics[number]
                article = {
                    "publisher": "Kelling Post",
                    "text": f"The council spent the evening on the {topic}.\n\n{bait}\n\n"
                    f"Nobody knew at midnight what the {topic} would cost, the mayor of Kelling said.",
                }
                (pipeline.raw / f"{number}.json").write_text(json.dumps(article), encoding="utf-8")

        removed = (
            "SELECT count(*) FROM removed_passages WHERE rule = 'repeated_paragraph' AND text LIKE 'Kelling Post%'"
        )
        add(range(4))
        pipeline.run()
        assert pipeline.ask(removed) == [(0,)]
        add(range(4, 6))
        pipeline.run()
        assert pipeline.ask(removed) == [(6,)]
        assert pipeline.ask("SELECT count(*) FROM articles WHERE text LIKE '%friend of the paper%'") == [(0,)]

    def test_bad_input_becomes_rows_and_the_rest_loads(self, pipeline: Pipeline, tmp_path: Path) -> None:
        raw = pipeline.raw
        (tmp_path / "secret.txt").write_text("Not for the warehouse.", encoding="utf-8")
        (raw / "empty.txt").write_bytes(b"")
        (raw / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01\0\0\0\0" + bytes(range(256)))
        (raw / "cut-off.html").write_bytes((SAMPLE / "touchline" / "silvano.html").read_bytes()[:2500])
        (raw / "lines.jsonl").write_text('{"title": "A", "text": "One word."}\n{"title": "B", "te\n', encoding="utf-8")
        (raw / "escape.txt").symlink_to(tmp_path / "secret.txt")
        (raw / "loop.txt").symlink_to("loop.txt")
        assert pipeline.run().success
        rows = {
            (path, record): (status, error)
            for path, record, status, error in pipeline.ask("SELECT path, record, status, error FROM documents")
        }
        statuses = {place: status for place, (status, _) in rows.items()}
        assert statuses == {
            ("binary.txt", 0): "rejected",
            ("calder-bridge-shut.txt", 0): "loaded",
            ("cut-off.html", 0): "damaged",
            ("dockers.txt", 0): "loaded",
            ("empty.txt", 0): "empty",
            ("escape.txt", 0): "refused",
            ("lines.jsonl", 0): "loaded",
            ("lines.jsonl", 1): "rejected",
            ("loop.txt", 0): "unreadable",
        }
        assert all((error is None) == (status == "loaded") for status, error in rows.values())
        assert "line 2" in str(rows["lines.jsonl", 1][1])
        assert "Not for the warehouse" not in str(pipeline.tables())

    def test_an_article_of_a_thousand_statements_has_them_all(self, tmp_path: Path) -> None:
        pipeline = Pipeline(tmp_path / "raw", tmp_path / "data")
        pipeline.raw.mkdir()
        said = "\n\n".join(f"“Gate {number} is shut,” said harbour master Ilse Brandt." for number in range(1000))
        (pipeline.raw / "gates.txt").write_text(said, encoding="utf-8")
        pipeline.run()
        query = "SELECT count(*), count(DISTINCT ordinal), count(DISTINCT text) FROM statements"
        assert pipeline.ask(query) == [(1000, 1000, 1000)]


WIRE = """The harbour of Kelling will be closed to large ships from Monday, the port authority said.

“We found a crack in the northern wall and we will not wait for the next storm,” said harbour master Ilse Brandt.

The wall was built in 1931 and was last repaired after the flood of 1987, when two cranes fell into the water."""
UPDATE = (
    "“The ferries will sail as before,” said transport minister Jon Varga on Sunday evening, when he came to Kelling."
)
OWN_WORDS = """Large ships must stay away from Kelling because the harbour wall has a crack. Ilse Brandt, who runs the
harbour, told reporters: “Nobody should gamble with a wall that is nearly a hundred years old.”"""


class TestCopies:
    """Three outlets on one event: a wire story, a copy of it with something added, and one in its own words."""

    @pytest.fixture(scope="class")
    def harbour(self, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
        folder = tmp_path_factory.mktemp("harbour")
        (folder / "raw").mkdir()
        told = [
            ("Coast Wire", "2031-05-04T08:00:00Z", WIRE),
            ("Evening Mail", "2031-05-04T19:00:00Z", f"{WIRE}\n\n{UPDATE}"),
            ("Kelling Post", "2031-05-04T12:00:00Z", OWN_WORDS),
        ]
        lines = [json.dumps({"publisher": who, "date": date, "text": text}) for who, date, text in told]
        (folder / "raw" / "harbour.jsonl").write_text("\n".join(lines), encoding="utf-8")
        pipeline = Pipeline(folder / "raw", folder / "data")
        pipeline.run()
        return pipeline

    def test_the_later_article_is_a_copy_of_the_earlier_and_own_words_are_no_copy(self, harbour: Pipeline) -> None:
        query = """
            SELECT copy.name, original.name
            FROM articles
            INNER JOIN sources AS copy ON copy.source_id = articles.source_id
            LEFT JOIN articles AS first ON first.article_id = articles.duplicate_of
            LEFT JOIN sources AS original ON original.source_id = first.source_id
            ORDER BY 1
        """
        assert harbour.ask(query) == [("Coast Wire", None), ("Evening Mail", "Coast Wire"), ("Kelling Post", None)]

    def test_what_was_taken_over_is_kept(self, harbour: Pipeline) -> None:
        ((text,),) = harbour.ask("SELECT text FROM copied_passages")
        assert str(text).startswith("The harbour of Kelling")
        assert str(text).endswith("fell into the water")

    def test_a_statement_counts_once_and_what_the_copy_adds_counts_too(self, harbour: Pipeline) -> None:
        query = "SELECT speaker, outlet FROM who_said_what WHERE kind = 'direct' ORDER BY outlet"
        assert harbour.ask(query) == [
            ("Ilse Brandt", "Coast Wire"),
            ("Jon Varga", "Evening Mail"),
            ("Ilse Brandt", "Kelling Post"),
        ]

    def test_all_three_tell_one_story(self, harbour: Pipeline) -> None:
        assert harbour.ask("SELECT articles, originals, outlets FROM stories") == [(3, 2, 3)]

    def test_decisions_of_the_analyst_hold_at_once_and_wrong_lines_are_rows(self, harbour: Pipeline) -> None:
        harbour.curation.write_text(
            "action,name,kind,actor_id,target,articles,note\n"
            "rename,Ilse Brandt,person,,Ilse Brandt-Hovik,,she married\n"
            "ignore,Jon Vargas,person,,,,\n",
            encoding="utf-8",
        )
        result = harbour.run()
        assert reported(result, "extract", "texts analysed") == 0
        assert reported(result, "resolve", "why") == "the decisions about actors changed"
        assert harbour.ask("SELECT DISTINCT speaker FROM who_said_what WHERE speaker LIKE 'Ilse%'") == [
            ("Ilse Brandt-Hovik",)
        ]
        ((line, message),) = harbour.ask("SELECT line, message FROM curation_problems")
        assert line == 3
        assert "Jon Varga" in str(message)
