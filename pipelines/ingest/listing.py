"""What is in the raw folder: one entry a file, with the reason where a file must not or cannot be read.

Nothing is opened here, and what is in a file is not looked at: that is `formats.py`'s.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.formats import unknown_format
from pipelines.records import DocumentStatus, RawFile

_SPECIAL_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class _Entry(NamedTuple):
    """A directory entry whose place in the order is known. `order` ends in "/" for a folder that is listed itself."""

    order: str
    entry: os.DirEntry[str]


def list_raw_files(root: Path) -> Iterator[RawFile]:
    """List every file below `root`, sorted by path, hidden files and folders left out.

    A file that must not be read (a link out of the folder, a pipe) or cannot be (a broken link, an unknown suffix)
    is listed with its status and the reason. Links to folders are not followed: inside the raw folder their files are
    listed where they are, outside they are not the pipeline's.

    Raises FileNotFoundError, NotADirectoryError or PermissionError where `root` cannot be listed, and OSError where a
    folder below it cannot: a failed listing is not an empty folder, taking it for one would make everything
    in it look deleted.
    """
    _check_root(root)
    real_root = Path(os.path.realpath(root))
    waiting = [iter(_sorted_entries(root, ""))]
    while waiting:
        below = next(waiting[-1], None)
        if below is None:
            waiting.pop()
        elif below.order.endswith("/"):
            waiting.append(iter(_sorted_entries(Path(below.entry.path), below.order)))
        else:
            listed = _raw_file(below, real_root)
            if listed is not None:
                yield listed


def _check_root(root: Path) -> None:
    """Raise what says best why `root` cannot be listed, and what to do about it."""
    if not root.exists():
        raise FileNotFoundError(
            f"The raw folder {root} does not exist. Make it and put news files in it, or name another."
        )
    if not root.is_dir():
        raise NotADirectoryError(f"The raw folder {root} is a file. Name the folder that holds the news files.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise PermissionError(
            f"The raw folder {root} may not be read. Give this user read permission, or name another."
        )


def _sorted_entries(folder: Path, prefix: str) -> list[_Entry]:
    """List one folder in the order of full paths: folders sort as if their name ended in "/"."""
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
            return sorted(_Entry(prefix + e.name + ("/" * e.is_dir(follow_symlinks=False)), e) for e in visible)
    except OSError as error:
        reason = f"The folder {folder} cannot be listed ({error.strerror}). Make it readable, or take it out."
        raise type(error)(error.errno, reason) from error


def _raw_file(listed: _Entry, real_root: Path) -> RawFile | None:
    """Describe one entry; None if it went away since its folder was listed."""
    entry = listed.entry
    try:
        described = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    status, error = None, None
    if stat.S_ISLNK(described.st_mode):
        status, error = _judge_link(entry.path, real_root)
        if status is None:
            described = entry.stat()
    path = listed.order
    if status is None:
        status, error = _judge_file(path, described.st_mode)
    try:
        path.encode()
    except UnicodeEncodeError:
        # A name that is not UTF-8 cannot be stored as it is, and the name that can be stored opens nothing.
        path = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if status is None:
            status, error = "unreadable", "the file's name is not valid UTF-8; rename it"
    return RawFile(path, described.st_size, described.st_mtime_ns, described.st_ctime_ns, status, error)


def _judge_link(path: str, real_root: Path) -> tuple[DocumentStatus | None, str | None]:
    """Say whether a link may be read: only one to a file inside the raw folder may."""
    try:
        target = Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return "unreadable", "a link to something that does not exist"
    except OSError as error:
        return "unreadable", f"a link that cannot be followed ({error.strerror})"
    if not target.is_relative_to(real_root):
        return "refused", "a link that leaves the raw folder"
    if target.is_dir():
        return "refused", "a link to a folder; the files of the folder are listed where they are"
    return None, None


def _judge_file(path: str, mode: int) -> tuple[DocumentStatus | None, str | None]:
    """Say whether what stands at `path` is a file in a format that can be read."""
    for is_kind, kind in _SPECIAL_KINDS:
        if is_kind(mode):
            return "refused", f"{kind}, not a file"
    unknown = unknown_format(path)
    return (None, None) if unknown is None else ("rejected", unknown)
