"""What becomes of the documents when files go or cannot be reached."""

import json
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dagster import DagsterInstance, ExecuteInProcessResult, materialize

from pipelines.ingest import assets, formats, worker
from pipelines.ingest.assets import documents
from pipelines.ingest.formats import Reading
from pipelines.ingest.worker import Part, ReadFile, ReadPart, read_files, read_part
from pipelines.records import Document, RawFile
from pipelines.resources import RawFolder, StagingDatabase, Workers
from tests.hostile import obey
from tests.ingest.conftest import fail_to_read


@dataclass(frozen=True)
class Ingest:
    """A raw folder with three files, and the staging that they are read into."""

    raw: Path
    staging: Path

    def run(self, *, raise_on_error: bool = True) -> ExecuteInProcessResult:
        with DagsterInstance.ephemeral() as instance:
            return materialize(
                [documents],
                instance=instance,
                resources={
                    "raw": RawFolder(path=str(self.raw)),
                    "staging_database": StagingDatabase(path=str(self.staging)),
                    "workers": Workers(count=1),
                },
                raise_on_error=raise_on_error,
            )

    def reported(self) -> dict[str, object]:
        (event,) = self.run().get_asset_materialization_events()
        return {name: value.value for name, value in event.materialization.metadata.items()}

    def documents(self) -> dict[str, str]:
        with closing(duckdb.connect(str(self.staging), read_only=True)) as staging:
            return dict(staging.execute("SELECT path, status FROM documents ORDER BY path").fetchall())


@pytest.fixture
def ingest(tmp_path: Path) -> Ingest:
    raw = tmp_path / "raw"
    (raw / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "sub/c.txt"):
        (raw / name).write_text(f"The text of {name}.", encoding="utf-8")
        os.utime(raw / name, (1, 1))
    ingest = Ingest(raw, tmp_path / "staging.duckdb")
    ingest.run()
    return ingest


def test_records_of_a_file_that_is_deleted_are_marked_as_gone(ingest: Ingest) -> None:
    (ingest.raw / "sub" / "b.txt").unlink()
    reported = ingest.reported()
    assert (reported["files gone"], reported["records gone"], reported["gone"]) == (1, 1, "- `sub/b.txt`")
    assert list(ingest.documents()) == ["a.txt", "sub/c.txt"]


def test_a_folder_that_is_deleted_takes_its_records_with_it(ingest: Ingest) -> None:
    shutil.rmtree(ingest.raw / "sub")
    ingest.run()
    assert list(ingest.documents()) == ["a.txt"]


def test_a_folder_that_cannot_be_listed_keeps_its_records_and_is_a_row_that_says_so(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if str(path).endswith("sub"):
            raise OSError(116, "Stale file handle")
        return scandir(path)

    with monkeypatch.context() as away:
        away.setattr(os, "scandir", refuse)
        (ingest.raw / "a.txt").unlink()
        (ingest.raw / "d.txt").write_text("New.", encoding="utf-8")
        ingest.run()
        assert ingest.documents() == {
            "d.txt": "loaded",
            "sub/": "unreadable",
            "sub/b.txt": "loaded",
            "sub/c.txt": "loaded",
        }
    ingest.run()
    assert "sub/" not in ingest.documents()


@pytest.mark.parametrize("streamed_from", [0, 2_000_000])
def test_a_file_that_the_system_fails_to_give_is_tried_again_by_the_next_run(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch, streamed_from: int
) -> None:
    monkeypatch.setattr(assets, "LARGEST_SHARED", streamed_from)
    time.sleep(2.1)  # what has only just changed is read again in any case
    with monkeypatch.context() as failing:
        failing.setattr(worker, "read_files", _fail_to_read_files)
        failing.setattr(worker, "read_part", _fail_to_read_part)
        ingest.run()
        assert set(ingest.documents().values()) == {"unreadable"}
    assert ingest.reported()["why"] == "3 that could not be read last time"
    assert set(ingest.documents().values()) == {"loaded"}
    assert ingest.reported()["why"] == "nothing is new"


# What worker processes do in the place of the stage's own work: they import it by its name.
def _fail_to_read_files(root: str, fields: Mapping[str, str], files: Sequence[RawFile]) -> list[ReadFile]:
    vars(formats)["open_raw_file"] = fail_to_read
    return read_files(root, fields, files)


def _fail_to_read_part(root: str, fields: Mapping[str, str], part: Part) -> ReadPart:
    vars(formats)["open_raw_file"] = fail_to_read
    return read_part(root, fields, part)


class _Obedient(Reading):
    """Reads documents, and does what they say."""

    def __next__(self) -> Document:
        document = super().__next__()
        obey(document.text)
        return document


def _obey_files(root: str, fields: Mapping[str, str], files: Sequence[RawFile]) -> list[ReadFile]:
    vars(worker)["read_documents"] = _Obedient
    return read_files(root, fields, files)


def _obey_part(root: str, fields: Mapping[str, str], part: Part) -> ReadPart:
    vars(worker)["read_documents"] = _Obedient
    return read_part(root, fields, part)


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "read_files", _obey_files)
    monkeypatch.setattr(worker, "read_part", _obey_part)
    monkeypatch.setattr(assets, "SLOWEST_START", 2.0)


@pytest.mark.usefixtures("obedient")
class TestFilesThatHang:
    @pytest.mark.parametrize(
        ("text", "what_happened", "streamed_from"),
        [
            ("hang", "it took longer than 2.0", 2_000_000),
            ("hang", "it took longer than 2.0", 0),
            ("stop", "it took longer than 2.0", 2_000_000),
            ("die", "the process that worked on it died", 2_000_000),
            ("die", "the process that worked on it died", 0),
        ],
    )
    def test_they_are_rows_that_say_so_and_all_else_is_read(
        self, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, text: str, what_happened: str, streamed_from: int
    ) -> None:
        monkeypatch.setattr(assets, "LARGEST_SHARED", streamed_from)
        (ingest.raw / "d.txt").write_text(text, encoding="utf-8")
        (ingest.raw / "e.txt").write_text("The last one.", encoding="utf-8")
        ingest.run()
        assert ingest.documents() == {
            "a.txt": "loaded",
            "d.txt": "unreadable",
            "e.txt": "loaded",
            "sub/b.txt": "loaded",
            "sub/c.txt": "loaded",
        }
        with closing(duckdb.connect(str(ingest.staging), read_only=True)) as staging:
            ((error,),) = staging.execute("SELECT error FROM documents WHERE path = 'd.txt'").fetchall()
            ((read_ns,),) = staging.execute("SELECT read_ns FROM files WHERE path = 'd.txt'").fetchall()
        assert error.startswith(f"the file cannot be read any further: {what_happened}")
        assert error.endswith("mend it or take it out of the raw folder, it is read again once it has changed")
        assert read_ns, "it is not tried again by each run"

    @pytest.mark.parametrize("streamed_from", [0, 2_000_000])
    def test_the_records_before_the_one_that_is_at_fault_are_kept(
        self, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, streamed_from: int
    ) -> None:
        monkeypatch.setattr(assets, "LARGEST_SHARED", streamed_from)
        texts = ["One.", "Two.", "hang", "Four."]
        lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        (ingest.raw / "d.jsonl").write_text(lines, encoding="utf-8")
        ingest.run()
        with closing(duckdb.connect(str(ingest.staging), read_only=True)) as staging:
            rows = staging.execute("SELECT record, text, status FROM documents WHERE path = 'd.jsonl' ORDER BY 1")
            assert rows.fetchall() == [(0, "One.", "loaded"), (1, "Two.", "loaded"), (2, "", "unreadable")]

    @pytest.mark.parametrize("streamed_from", [0, 2_000_000])
    def test_a_file_whose_process_was_killed_for_another_s_sake_is_read(
        self, ingest: Ingest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, streamed_from: int
    ) -> None:
        monkeypatch.setattr(assets, "LARGEST_SHARED", streamed_from)
        (ingest.raw / "d.txt").write_text(f"once {tmp_path / 'done'}", encoding="utf-8")
        ingest.run()
        assert set(ingest.documents().values()) == {"loaded"}
        assert (tmp_path / "done").exists()


def test_a_file_in_many_parts_has_all_its_records_in_order(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "LARGEST_SHARED", 100)
    lines = "".join(json.dumps({"text": f"Number {number}."}) + "\n" for number in range(2_500))
    (ingest.raw / "d.jsonl").write_text(lines, encoding="utf-8")
    (ingest.raw / "f.jsonl").write_text(lines, encoding="utf-8")
    ingest.run()
    with closing(duckdb.connect(str(ingest.staging), read_only=True)) as staging:
        for path in ("d.jsonl", "f.jsonl"):
            rows = staging.execute("SELECT record, text FROM documents WHERE path = ? ORDER BY record", [path])
            assert rows.fetchall() == [(number, f"Number {number}.") for number in range(2_500)]


def test_a_process_that_takes_over_a_file_reads_up_to_where_the_other_was(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "{number}"}}\n' for number in range(10)), encoding="utf-8")
    file = RawFile("a.jsonl", 1, 1, 1)
    first = read_part(tmp_path, {}, Part(file, 4, 6))
    second = read_part(tmp_path, {}, Part(file, 5, 0))
    before = read_part(tmp_path, {}, Part(file, 2, 0))
    assert [document.text for document in first.documents] == ["4"]
    assert [document.text for document in second.documents] == ["5", "6", "7", "8", "9"]
    assert [document.record for document in before.documents] == list(range(2, 10))
    assert (first.ended, second.ended, before.ended) == (False, True, True)


def test_an_empty_folder_that_was_full_before_stops_the_run_and_keeps_all(ingest: Ingest) -> None:
    shutil.rmtree(ingest.raw)
    ingest.raw.mkdir()
    with pytest.raises(FileNotFoundError, match=r"There are no files in .* from which 3 were loaded.*mount"):
        ingest.run()
    assert len(ingest.documents()) == 3


def test_a_share_that_is_not_mounted_keeps_its_records(ingest: Ingest, capfd: pytest.CaptureFixture[str]) -> None:
    share = ingest.raw / "share"
    share.mkdir()
    with closing(duckdb.connect(str(ingest.staging))) as staging:  # read when it was mounted
        staging.execute(
            "INSERT INTO files SELECT * REPLACE ('share/x.txt' AS path, 'share' AS mount) FROM files LIMIT 1"
        )
    assert ingest.reported()["files gone"] == 0
    assert f"Nothing is mounted on {share}" in capfd.readouterr().err
    share.rmdir()
    assert ingest.reported()["files gone"] == 1
