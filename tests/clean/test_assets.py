"""What becomes of documents whose cleaning hangs or kills its process."""

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from dagster import AssetKey, AssetSpec, DagsterInstance, materialize

from pipelines.clean import near_copies, worker
from pipelines.clean.assets import CLEANED, KEYED, articles, copies
from pipelines.clean.near_copies import sketch_texts
from pipelines.clean.worker import clean_documents, key_paragraphs
from pipelines.records import CleanDocument, Document, DocumentParagraphs
from pipelines.resources import StagingDatabase, Workers
from pipelines.staging import Staging
from tests.hostile import obey

TEXTS = ("The bridge is shut.", "die", "hang", "stop", "The road is open.")


# What worker processes do in the place of the stage's own work: they import it by its name.
def _obey_and_clean(documents: Sequence[tuple[Document, Collection[int]]]) -> list[CleanDocument]:
    for document, _ in documents:
        obey(document.text)
    return clean_documents(documents)


def _obey_and_key(documents: Sequence[Document]) -> list[DocumentParagraphs]:
    for document in documents:
        if document.text == "die":
            obey(document.text)
    return key_paragraphs(documents)


def _obey_and_sketch(texts: Sequence[tuple[int, str]]) -> list[tuple[int, Sequence[int]]]:
    for _, text in texts:
        if text == "die":
            obey(text)
    return sketch_texts(texts)


@pytest.fixture
def path(tmp_path: Path, document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Staging with documents of an outlet, and little patience with them."""
    monkeypatch.setattr("pipelines.workers.SLOWEST_START", 2.0)
    path = tmp_path / "staging.duckdb"
    with closing(Staging(path)) as staging:
        loaded = [document(text, path=f"{number}.txt", outlet="The Echo") for number, text in enumerate(TEXTS)]
        staging.append_documents(loaded, [], "v1")
    return path


def run(path: Path) -> None:
    with DagsterInstance.ephemeral() as instance:
        materialize(
            [AssetSpec(AssetKey(["raw", "documents"])), articles, copies],
            instance=instance,
            resources={"staging_database": StagingDatabase(path=str(path)), "workers": Workers(count=2)},
        )


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(duckdb.connect(str(path), read_only=True)) as staging:
        return staging.execute(query).fetchall()


def test_they_are_set_aside_with_an_error_and_the_others_of_their_batch_are_cleaned(
    path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(worker, "clean_documents", _obey_and_clean)
    run(path)
    assert rows(path, "SELECT text FROM articles ORDER BY text") == [("",)] * 3 + [(TEXTS[0],), (TEXTS[4],)]
    removed = rows(path, "SELECT rule, text FROM removed_passages WHERE rule = 'set_aside' ORDER BY text")
    assert removed == [("set_aside", "die"), ("set_aside", "hang"), ("set_aside", "stop")]
    errors = [str(error) for (error,) in rows(path, "SELECT error FROM articles ORDER BY document_id") if error]
    assert all(error.startswith("the document could not be cleaned, and its article is empty: ") for error in errors)
    assert sorted("it took longer than" in error for error in errors) == [False, True, True]
    assert "2.txt: the document could not be cleaned" in capfd.readouterr().err


def test_one_whose_paragraphs_cannot_be_read_is_cleaned_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "key_paragraphs", _obey_and_key)
    run(path)
    assert rows(path, "SELECT count(*) FROM articles WHERE error IS NULL") == [(5,)]
    assert rows(path, "SELECT count(*) FROM paragraph_keys WHERE outlet_key IS NULL") == [(1,)]


def test_a_text_that_cannot_be_sketched_is_no_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_copies, "sketch_texts", _obey_and_sketch)
    run(path)
    assert rows(path, "SELECT count(*) FROM sketches") == [(5,)]


def test_the_more_there_is_to_do_the_longer_it_may_take(document: Callable[..., Document]) -> None:
    long, short = document("x" * 32_000_000), document("x")
    assert KEYED.seconds([long]) > 5 * KEYED.seconds([short])
    assert CLEANED.seconds([(long, ()), (short, ())]) > 5 * CLEANED.seconds([(short, ())])
