"""What stands in the report. What a browser does with it is `test_report_browser.py`'s."""

import re
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine

from models import Base
from pipelines.report import page as page_module
from pipelines.report.network import lay_out
from pipelines.report.packing import pack
from pipelines.report.page import Report, write_report
from pipelines.report.published import made_of, publish, version_of
from pipelines.report.queries import rows
from pipelines.warehouse.views import read_views

HOSTILE = "Ann </script><script>document.title='attacked'</script><!--<script> Poe"


class Page(HTMLParser):
    """The words of each element of a page, and what its elements ask for."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = path.read_text(encoding="utf-8")
        self.words: list[str] = []
        self.asked: list[str] = []
        self.scripts = 0
        self._inside = ""
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self._inside = tag
        self.asked += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action", "data")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.words += data.split()

    def __contains__(self, words: str) -> bool:
        return words in " ".join(self.words)


@pytest.fixture(scope="module")
def sample(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, Report]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    report = write_report(sample_warehouse, path, "version")
    return Page(path), report


@pytest.fixture
def empty_warehouse(tmp_path: Path) -> Iterator[Path]:
    """A published warehouse without an article, to be filled by a test."""
    path = tmp_path / "warehouse.duckdb"
    engine = create_engine(f"duckdb:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(duckdb.connect(str(path))) as connection:
        for view in read_views():
            connection.execute(view.sql)
        connection.execute(
            "INSERT INTO loads VALUES ('run', '2025-03-14 03:00:00', 'input', 'code', 'model', '1', 0, 0, 0, 0, 0)"
        )
    yield path


def fill(path: Path, text: str = "“It is safe,” said Ann Poe.", name: str = "Ann Poe", published: str = "NULL") -> None:
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute(
            "INSERT INTO documents BY NAME SELECT 1 AS document_id, 'a.txt' AS path, 0 AS record, 'txt' AS format, "
            "$text AS text, 'loaded' AS status",
            {"text": text},
        )
        connection.execute(
            f"INSERT INTO articles BY NAME SELECT 1 AS article_id, 0 AS number, $text AS text, 5 AS word_count, "
            f"{published} AS published_at, 'day' AS published_precision, $name AS headline, 'analysed' AS analysis",
            {"text": text, "name": name},
        )
        connection.execute("INSERT INTO actors VALUES (5, 'person', $name, NULL)", {"name": name})
        connection.execute("INSERT INTO utterances VALUES (3, 1, '“It is safe,”')")
        connection.execute("INSERT INTO wordings VALUES (4, 3, '“It is safe,”', 'it is safe', NULL, NULL, 0, 0)")
        connection.execute("INSERT INTO article_segments VALUES (1, 0, $end, 0, $end)", {"end": len(text)})
        connection.execute(
            "INSERT INTO statements BY NAME SELECT 2 AS statement_id, 1 AS article_id, 0 AS ordinal, "
            "'direct' AS kind, '“It is safe,”' AS text, 5 AS speaker_id, 'Ann Poe' AS speaker_text, "
            "19 AS speaker_start, 26 AS speaker_end, 'said' AS cue_text, 14 AS cue_start, 18 AS cue_end, "
            "3 AS utterance_id, 4 AS wording_id, false AS copied, 'cue after quote' AS method, 0.9 AS confidence"
        )
        connection.execute("INSERT INTO statement_segments VALUES (2, 0, 1, 0, 13, '“It is safe,”')")


def test_its_figures_are_those_of_the_warehouse(sample: tuple[Page, Report], sample_warehouse: Path) -> None:
    page, report = sample
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as warehouse:
        ((articles,),) = warehouse.execute("SELECT count(*) FROM articles").fetchall()
        ((statements,),) = warehouse.execute("SELECT count(*) FROM statements").fetchall()
        ((altered,),) = warehouse.execute("SELECT count(DISTINCT utterance_id) FROM altered_quotes").fetchall()
        ((speakers, said),) = warehouse.execute(
            "SELECT count(DISTINCT speaker_id), count(*) FROM who_said_what"
        ).fetchall()
        ((speaker, most),) = warehouse.execute(
            "SELECT speaker, count(*) FROM who_said_what GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        ).fetchall()
    assert (report.articles, report.statements, report.statements_listed) == (articles, statements, statements)
    figures = f"articles {articles} statements {statements} of a named speaker {said} speakers {speakers}"
    assert figures in page
    assert f"altered quotes {altered}" in page
    assert f"{speaker}, Mayor, is quoted most: {most} statements" in page


def test_altered_quotes_stand_side_by_side_with_the_words_that_changed_marked(sample: tuple[Page, Report]) -> None:
    text = " ".join(sample[0].text.split())
    assert "<blockquote>&#34;Mateo leaves with our <del>thanks,</del> and our door <del>stays</del>" in text
    assert "<blockquote>&#34;Mateo leaves with our <ins>gratitude,</ins> and our door <ins>will always be</ins>" in text
    # What is the same stands in each as it is printed there, whatever marks the other has.
    assert "Every ballot will be counted again, by hand and in public" in sample[0]
    # Below a pair stands in short what changed within the words.
    assert '<p class="soft">thanks → gratitude; stays → will always be</p>' in text


def test_each_drawing_says_what_it_shows_and_has_its_numbers_beside_it(sample: tuple[Page, Report]) -> None:
    page = sample[0].text
    drawings = re.findall(r'<svg role="img" aria-label="([^"]+)"', page)
    assert len(drawings) == 10, "five, each wide and narrow"
    assert set(drawings) == {
        "Who is quoted most, by kind of statement",
        "Shares of direct, mixed and indirect statements, by kind of speaker",
        "Who speaks about whom",
        "Statements by day of publication",
        "Shares of direct, mixed and indirect statements, by outlet",
    }
    assert page.count("<summary>The numbers</summary>") == 4
    assert "<title>Helena Brandvik: 3 direct of 9</title>" in page


def test_nothing_is_asked_of_the_network(sample: tuple[Page, Report]) -> None:
    page = sample[0]
    assert all(asked.startswith("#") for asked in page.asked)
    assert len(page.asked) > 50
    assert "default-src &#39;none&#39;" in page.text
    assert "url(" not in page.text
    assert "@import" not in page.text


def test_nothing_of_the_warehouse_becomes_markup(empty_warehouse: Path, tmp_path: Path) -> None:
    fill(empty_warehouse, text=f"“It is safe,” said Ann Poe. {HOSTILE}", name=HOSTILE)
    write_report(empty_warehouse, tmp_path / "report.html", "version")
    page = Page(tmp_path / "report.html")
    assert page.scripts == 3, "the names, the pack, the page's own"
    assert f"{HOSTILE} is quoted most" in page
    assert "<script>document" not in page.text


def test_the_same_warehouse_gives_the_same_bytes(sample_warehouse: Path, tmp_path: Path) -> None:
    for name in ("one.html", "other.html"):
        write_report(sample_warehouse, tmp_path / name, "version")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_a_warehouse_without_articles_is_told_in_sentences(empty_warehouse: Path, tmp_path: Path) -> None:
    report = write_report(empty_warehouse, tmp_path / "report.html", "version")
    page = Page(tmp_path / "report.html")
    assert report.statements == 0
    assert "svg" not in page.text.replace("svg text", "").split("<body>")[1].split("<script")[0]
    for sentence in (
        "Nobody is quoted by name in them.",
        "No statement of a named speaker was found.",
        "No statement was found.",
        "No named speaker is found to speak of another",
        "No statement of a named speaker has a date",
        "There is no article.",
        "No quote is printed in two wordings.",
    ):
        assert sentence in page


def test_one_statement_is_enough_for_a_report(empty_warehouse: Path, tmp_path: Path) -> None:
    fill(empty_warehouse, published="TIMESTAMP '2025-03-12'")
    write_report(empty_warehouse, tmp_path / "report.html", "version")
    page = Page(tmp_path / "report.html")
    assert "Ann Poe is quoted most: 1 statement in 1 article." in page
    assert "All 1 dated statement of named speakers were published in one day, 12 March 2025." in page


def test_a_page_that_cannot_carry_all_articles_says_how_many_it_lists(
    sample_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "_MOST_BYTES", 1)
    report = write_report(sample_warehouse, tmp_path / "report.html", "version")
    assert report.statements_listed == 0
    assert f"0 of {report.statements} statements, those of the newest 0 articles" in Page(tmp_path / "report.html")


def test_the_newest_articles_are_packed_first_as_many_as_the_budget_has(sample_warehouse: Path) -> None:
    with closing(duckdb.connect(str(sample_warehouse), read_only=True)) as warehouse:
        rows(warehouse, "portions")
        newest = warehouse.execute(
            "SELECT published_at FROM portions JOIN articles USING (article_id) ORDER BY position"
        ).fetchall()
        warehouse.execute("UPDATE portions SET portion = position")
        whole = pack(warehouse)
        budget = sum(len(each) for each in whole.packs[:3]) + len(whole.names)
        part = pack(warehouse, budget)
    dates = [published for (published,) in newest]
    dated = [published for published in dates if published]
    assert dates == [*sorted(dated, reverse=True), *[None] * (len(dates) - len(dated))]
    assert 0 < part.statements < whole.statements
    assert part.packs == whole.packs[: part.articles]
    assert whole.within(budget) == part
    assert not whole.within(0).packs


def test_a_network_of_pairs_that_have_nothing_in_common_keeps_its_actors_apart() -> None:
    pairs = [
        {
            "speaker_id": number,
            "speaker": f"Speaker Number {number}",
            "speaker_kind": "person",
            "about_id": 100 + number,
            "about": f"About Number {number}",
            "about_kind": "place",
            "statements": 1,
        }
        for number in range(10)
    ]
    nodes = lay_out(pairs, 720, 540).nodes
    assert len(nodes) == 20
    for number, node in enumerate(nodes):
        assert 0 < node["x"] < 720
        assert 0 < node["label_y"] < 540
        for other in nodes[:number]:
            assert abs(node["x"] - other["x"]) > 80 or abs(node["y"] - other["y"]) > 15


def test_a_page_tells_what_it_was_made_of(sample_warehouse: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert made_of(page) is None
    version = version_of(sample_warehouse)
    write_report(sample_warehouse, page, version)
    assert made_of(page) == version
    page.write_text("<title>somebody else's</title>", encoding="utf-8")
    assert made_of(page) is None


def test_a_report_that_cannot_be_written_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "report.html"
    publish(b"the last one", page)

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space"):
        publish(b"the new one", page)
    assert page.read_bytes() == b"the last one"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
