"""What is in the raw folder: one entry a file, with the reason where a file must not or cannot be read.

Nothing is opened here, and what is in a file is not looked at: that is `formats.py`'s.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.objects import list_objects
from pipelines.ingest.suffixes import unknown_format
from pipelines.object_store import is_address
from pipelines.records import DocumentStatus, RawFile

_SPECIAL_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


# What stands there for what lies below a folder that cannot be looked into.
_KEPT = "what was loaded from it before is kept"


class _Entry(NamedTuple):
    """A directory entry whose place in the order is known. `order` ends in "/" for a folder that is listed itself."""

    order: str
    entry: os.DirEntry[str]


class _Folder(NamedTuple):
    """A folder that is being listed: its path below the root, the entries that are left, and where it is mounted."""

    path: str
    left: Iterator[_Entry]
    device: int
    mount: str | None


def list_files(place: str) -> Iterator[RawFile]:
    """List the raw files of a folder or of an s3:// address."""
    return list_objects(place) if is_address(place) else list_raw_files(Path(place))


def list_raw_files(root: Path) -> Iterator[RawFile]:
    """List every file below `root`, sorted by path, hidden files and folders left out.

    A file that must not be read (a link out of the folder, a pipe) or cannot be (a broken link, an unknown suffix)
    is listed with its status and the reason. Links to folders are not followed: inside the raw folder their files are
    listed where they are, outside they are not the pipeline's.

    A folder below `root` that cannot be listed, or not to its end, is an entry of its own, `unreadable`, whose path
    ends in "/": a failed listing is not an empty folder, and what lies below is not known to be gone. Raises
    FileNotFoundError, NotADirectoryError or PermissionError where `root` itself cannot be listed.
    """
    _check_root(root)
    real_root = Path(os.path.realpath(root))
    waiting = [_Folder("", iter(_sorted_entries(root, "")), root.stat().st_dev, None)]
    while waiting:
        folder = waiting[-1]
        below = next(folder.left, None)
        if below is None:
            waiting.pop()
            continue
        inside = below.order.endswith("/")
        try:
            listed = None if inside else _raw_file(below, real_root, folder.mount)
            if inside:
                waiting.append(_folder(below, folder))
        except FileNotFoundError:
            continue  # it went away since its folder was listed
        except OSError as error:
            if not inside:
                waiting.pop()
            yield _unlisted(below.order if inside else folder.path, error)
            continue
        if listed is not None:
            yield listed


def unmounted(root: Path, mounts: Iterable[str]) -> list[str]:
    """Give those of the folders where a file system was mounted that are there, but nothing is mounted on them.

    What was in them is not gone: their share, stick or disk is. One that was removed is.
    """
    return [mount for mount in sorted(set(mounts)) if (root / mount).is_dir() and not (root / mount).is_mount()]


def _folder(listed: _Entry, parent: _Folder) -> _Folder:
    device = listed.entry.stat(follow_symlinks=False).st_dev
    mount = parent.mount if device == parent.device else listed.order.rstrip("/")
    return _Folder(listed.order, iter(_sorted_entries(Path(listed.entry.path), listed.order)), device, mount)


def _unlisted(folder: str, error: OSError) -> RawFile:
    if not folder:
        raise type(error)(error.errno, f"The raw folder cannot be listed to its end ({error.strerror}).") from error
    reason = f"the folder cannot be listed ({error.strerror}); {_KEPT}"
    return RawFile(_storable(folder), 0, 0, 0, "unreadable", reason)


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
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        return sorted(_Entry(prefix + e.name + ("/" * e.is_dir(follow_symlinks=False)), e) for e in visible)


def _raw_file(listed: _Entry, real_root: Path, mount: str | None) -> RawFile:
    """Describe one entry. Raises OSError where it cannot be looked at."""
    entry = listed.entry
    described = entry.stat(follow_symlinks=False)
    status, error = None, None
    if stat.S_ISLNK(described.st_mode):
        status, error = _judge_link(entry.path, real_root)
        if status is None:
            described = entry.stat()
    path = listed.order
    if status is None:
        status, error = _judge_file(path, described.st_mode)
    if _storable(path) != path and status is None:
        status, error = "unreadable", "the file's name is not valid UTF-8; rename it"
    times = described.st_mtime_ns, described.st_ctime_ns
    return RawFile(_storable(path), described.st_size, *times, status, error, mount)


def _storable(path: str) -> str:
    """Give a path as it can be stored: one that is not UTF-8 cannot as it is, and what can opens nothing."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


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
