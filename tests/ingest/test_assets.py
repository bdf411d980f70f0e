"""What becomes of the documents when files go or cannot be reached."""

import os
import shutil
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dagster import DagsterInstance, ExecuteInProcessResult, materialize

from pipelines.ingest import assets, formats
from pipelines.ingest.assets import documents
from pipelines.resources import RawFolder, StagingDatabase, Workers
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
        failing.setattr(formats, "open_raw_file", fail_to_read)
        ingest.run()
        assert set(ingest.documents().values()) == {"unreadable"}
    assert ingest.reported()["why"] == "3 that could not be read last time"
    assert set(ingest.documents().values()) == {"loaded"}
    assert ingest.reported()["why"] == "nothing is new"


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
