import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.definitions import ROOT
from pipelines.ingest.listing import list_raw_files, unmounted
from pipelines.records import RawFile


def listed(root: Path) -> dict[str, RawFile]:
    return {file.path: file for file in list_raw_files(root)}


def test_files_are_listed_with_sub_folders_in_the_order_of_their_paths(root: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/deep/x.html", "a-1.txt", "a.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    paths = [file.path for file in list_raw_files(root)]
    assert paths == sorted(paths) == ["a-1.txt", "a.txt", "a/deep/x.html", "a/z.txt", "b.txt"]


def test_a_listed_file_has_its_size_and_no_status(root: Path) -> None:
    (root / "a.TXT").write_text("four")
    file = listed(root)["a.TXT"]
    assert (file.size, file.status, file.error) == (4, None, None)
    assert file.modified_ns == (root / "a.TXT").stat().st_mtime_ns


def test_hidden_files_and_folders_are_left_out(root: Path) -> None:
    (root / ".gitkeep").touch()
    (root / ".cache").mkdir()
    (root / ".cache" / "a.txt").touch()
    assert listed(root) == {}


def test_an_unknown_kind_of_file_is_rejected_with_the_known_ones(root: Path) -> None:
    (root / "a.docx").touch()
    (root / "README").touch()
    files = listed(root)
    assert files["a.docx"].status == files["README"].status == "rejected"
    assert ".docx" in str(files["a.docx"].error)
    assert ".jsonl" in str(files["README"].error)


def test_a_link_out_of_the_folder_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert listed(root)["a.txt"].status == "refused"
    assert "leaves the raw folder" in str(listed(root)["a.txt"].error)


def test_a_folder_with_a_like_name_is_outside(root: Path, tmp_path: Path) -> None:
    (tmp_path / "raw-other").mkdir()
    (tmp_path / "raw-other" / "a.txt").touch()
    (root / "a.txt").symlink_to(tmp_path / "raw-other" / "a.txt")
    assert listed(root)["a.txt"].status == "refused"


def test_a_link_to_a_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").touch()
    (root / "inside").mkdir()
    (root / "inside" / "b.txt").touch()
    (root / "out").symlink_to(tmp_path / "other")
    (root / "again").symlink_to(root / "inside")
    files = listed(root)
    assert {path: file.status for path, file in files.items()} == {
        "again": "refused",
        "inside/b.txt": None,
        "out": "refused",
    }


def test_a_link_to_a_file_of_the_folder_is_that_file(root: Path) -> None:
    (root / "a.txt").write_text("four")
    (root / "b.txt").symlink_to("a.txt")
    assert (listed(root)["b.txt"].size, listed(root)["b.txt"].status) == (4, None)


def test_broken_and_circular_links_are_unreadable(root: Path) -> None:
    (root / "broken.txt").symlink_to("nowhere.txt")
    (root / "loop.txt").symlink_to("loop.txt")
    files = listed(root)
    assert files["broken.txt"].status == files["loop.txt"].status == "unreadable"
    assert "does not exist" in str(files["broken.txt"].error)


def test_a_pipe_is_refused_without_being_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.txt")
    assert listed(root)["pipe.txt"].status == "refused"
    assert "named pipe" in str(listed(root)["pipe.txt"].error)


def test_a_name_that_is_not_utf8_is_listed_escaped_and_unreadable(root: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.txt")).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    assert listed(root)["caf\\xe9.txt"].status == "unreadable"


@pytest.fixture
def locked(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that cannot be listed. Root lists what it wants, so the refusal is played."""
    folder = root / "locked"
    folder.mkdir()
    (folder / "a.txt").write_text("Text.")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    return folder


def test_a_folder_that_cannot_be_listed_is_an_entry_and_the_others_are_listed(root: Path, locked: Path) -> None:
    assert locked.is_dir()
    (root / "a.txt").write_text("Text.")
    (root / "z.txt").write_text("Text.")
    listed = {file.path: (file.status, file.error) for file in list_raw_files(root)}
    assert listed == {
        "a.txt": (None, None),
        "locked/": (
            "unreadable",
            "the folder cannot be listed (Permission denied); what was loaded from it before is kept",
        ),
        "z.txt": (None, None),
    }


def test_a_user_without_permission_sees_a_folder_as_unreadable(root: Path) -> None:
    # Without the permission to search it, a folder shows names, and nothing of what they are.
    for name, mode in (("locked", 0o000), ("names-only", 0o400)):
        (root / name).mkdir()
        (root / name / "a.txt").write_text("Text.")
        (root / name).chmod(mode)
    root.chmod(0o755)
    listing = (
        "import os, sys; from pathlib import Path; from pipelines.ingest.listing import list_raw_files;"
        "os.chdir(sys.argv[1]); os.getuid() or os.setuid(65534);"  # root may read everything
        "print(*(file.path for file in list_raw_files(Path('.')) if file.status == 'unreadable'))"
    )
    run = subprocess.run([sys.executable, "-c", listing, root], capture_output=True, text=True, cwd=ROOT)
    for name in ("locked", "names-only"):
        (root / name).chmod(0o755)
    assert run.stdout == "locked/ names-only/\n", run.stderr


def test_a_file_system_mounted_below_is_known_by_its_folder_and_missed_when_it_is_not_there(
    root: Path, small_disk: Path
) -> None:
    (small_disk / "sub").mkdir()
    (small_disk / "sub" / "a.txt").write_text("Text.")
    (small_disk.parent / "b.txt").write_text("Text.")
    above = small_disk.parent
    mounts = {file.path: file.mount for file in list_raw_files(above)}
    assert mounts["disk/sub/a.txt"] == "disk"
    assert mounts["b.txt"] is None
    assert unmounted(above, ["disk"]) == []
    (root / "share").mkdir()
    assert unmounted(root, ["share", "removed"]) == ["share"]


def test_a_raw_folder_that_is_missing_or_a_file_is_an_error_that_names_it(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere does not exist"):
        list(list_raw_files(root / "nowhere"))
    (root / "a.txt").touch()
    with pytest.raises(NotADirectoryError, match=r"a\.txt is a file"):
        list(list_raw_files(root / "a.txt"))
