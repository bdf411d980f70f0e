"""A full disk and a damaged staging file: what is said, and that nothing is lost."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.faults import DiskFullError, StagingDamagedError, is_disk_full
from pipelines.records import Document
from pipelines.staging import Staging
from pipelines.warehouse.build import build, publish, published_version
from pipelines.warehouse.views import read_views
from tests.warehouse.conftest import fill
from tests.warehouse.test_build import FIRST, SECOND


def fill_up(disk: Path, left: int) -> Path:
    """Write a file that leaves so many bytes of a disk."""
    filler = disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - left))
    return filler


class TestFullDisk:
    def test_a_batch_that_has_no_room_is_not_there_and_comes_when_there_is(
        self, small_disk: Path, document: Callable[..., Document]
    ) -> None:
        one = document("One.")
        large = [document(os.urandom(100_000).hex(), path=f"{number}.txt") for number in range(40)]
        with Staging(small_disk / "staging.duckdb") as staging:
            staging.append_documents([one], [], "v1")
            filler = fill_up(small_disk, left=1_000_000)
            with pytest.raises(DiskFullError, match=f"The disk of {small_disk} is full"):
                staging.append_documents(large, [], "v1")
        filler.unlink()
        with Staging(small_disk / "staging.duckdb") as staging:
            assert staging.documents([one.document_id]) == [one]
            assert staging.count("documents") == 1
            staging.append_documents(large, [], "v1")
            assert staging.count("documents") == 41

    def test_a_build_that_has_no_room_leaves_the_published_file_and_nothing_beside_it(
        self, small_disk: Path, tmp_path: Path, document: Callable[..., Document]
    ) -> None:
        path = small_disk / "warehouse.duckdb"
        with Staging(tmp_path / "staging.duckdb") as staging:
            fill(staging, document)
            publish(build(staging, path, FIRST, read_views()), path)
            filler = fill_up(small_disk, left=2_000_000)
            with pytest.raises(DiskFullError):
                build(staging, path, SECOND, read_views())
            assert sorted(small_disk.iterdir()) == [filler, path]
            assert published_version(path) == FIRST.input_version

    def test_it_is_told_from_what_caused_an_error(self) -> None:
        error = RuntimeError("the transaction was rolled back")
        error.__cause__ = OSError(28, "No space left on device")
        assert is_disk_full(error)
        assert not is_disk_full(RuntimeError("no room for improvement"))


@pytest.fixture
def staged(tmp_path: Path, document: Callable[..., Document]) -> Path:
    path = tmp_path / "staging.duckdb"
    with Staging(path) as staging:
        staging.append_documents([document("One." * 1000)], [], "v1")
    return path


class TestDamagedStaging:
    def test_what_is_no_database_is_an_error_that_says_what_to_do(self, staged: Path) -> None:
        staged.write_bytes(os.urandom(20_000))
        with pytest.raises(StagingDamagedError, match=r"staging.duckdb is damaged.*delete it.*run again"):
            Staging(staged, wait=0)

    def test_so_is_one_that_was_cut_off(self, staged: Path) -> None:
        os.truncate(staged, staged.stat().st_size // 2)
        with pytest.raises(StagingDamagedError, match="delete it"):
            Staging(staged, wait=0)

    def test_so_is_one_of_which_a_part_was_written_over(self, staged: Path) -> None:
        content = staged.read_bytes()
        staged.write_bytes(content[:12_288] + os.urandom(len(content) - 12_288))
        with pytest.raises(StagingDamagedError, match="delete it"):
            Staging(staged, wait=0)

    def test_a_file_without_a_byte_was_begun_by_a_run_that_was_killed(self, tmp_path: Path) -> None:
        path = tmp_path / "staging.duckdb"
        path.touch()
        with Staging(path, wait=0) as staging:
            assert staging.count("documents") == 0
