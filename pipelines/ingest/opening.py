"""Opens a raw file safely, and what is compressed as the bytes it holds. What they mean is the readers'."""

import os
import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

import zstandard

from pipelines.ingest.pieces import PieceStream
from pipelines.object_store import is_address, object_store, split_address

#: How many times as large as the compressed bytes the bytes are that are read from them. News text shrinks to a third
#: or a tenth, records that are nearly alike to a hundredth; a bomb to a thousandth (gzip) and far less (zstd).
LARGEST_RATIO = 200
#: The ratio counts only from here, in bytes: what is smaller fills no memory and ends soon, whatever it is.
ALWAYS_READ = 64 * 1024 * 1024
#: No file gives more bytes than this: ten times the largest collections of news that are handed around.
MOST_BYTES = 1024**4

# Bytes that are decompressed at a time: at the most, zstd makes some thirty thousand of one.
_STEP = 1024
_BUFFER = 256 * 1024
# The window that zstd's own tool accepts when it is not told otherwise.
_LARGEST_WINDOW = 128 * 1024 * 1024


class RefusedError(Exception):
    """The file must not be opened; the message says why."""


class DamagedFileError(Exception):
    """Nothing can be read from here on; the message says why. What was read before is sound."""


def open_raw_file(root: Path | str, path: str) -> BufferedReader:
    """Open a file below `root`, a folder or an s3:// address, for reading."""
    return _open_object(str(root), path) if is_address(str(root)) else _open_file(root, path)


def state_of(file: BufferedReader) -> tuple[int, int]:
    """Give size and time of an open raw file: if they become others, it has changed since it was opened."""
    if isinstance(file.raw, FileIO):
        described = os.fstat(file.fileno())
        return described.st_size, described.st_mtime_ns
    # An object is read in the version that was opened: if that is replaced, reading raises.
    size: int = file.raw.size  # type: ignore[attr-defined]
    return size, 0


def refused_key(path: str) -> str | None:
    """Say why the object of a key must not be opened, one that other programs or s3fs take for another; else None."""
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "a key with a part that is empty, . or .."
    return "a key with ?versionId= in it" if "?versionId=" in path else None


def _open_object(address: str, path: str) -> BufferedReader:
    """Open an object for reading.

    Raises RefusedError for a key that must not be opened, OSError for what cannot be. Where S3 as a whole cannot be
    reached that is no OSError, here and in reading: it is no fault of this object, and ends the run.
    """
    refused = refused_key(path)
    if refused:
        raise RefusedError(refused)
    place = "/".join([*filter(None, split_address(address)), path])
    try:
        return BufferedReader(object_store().open(place, "rb"), _BUFFER)
    except KeyError:
        # So s3fs finds what was an object when it was listed, and is only the beginning of other keys now.
        raise FileNotFoundError("it is no object any more") from None


def _open_file(root: Path | str, path: str) -> BufferedReader:
    """Open a file of this machine for reading.

    Checked again here, because a file, or a folder above it, may have become a link or a pipe since it was listed:
    where the path leads is settled first, and that place is opened part for part, without following a link and
    without waiting for a pipe's other end.
    Raises RefusedError for what is outside or no file, OSError for what cannot be opened.
    """
    real_root = os.path.realpath(root)
    real_path = os.path.realpath(os.path.join(root, path), strict=True)  # noqa: PTH118 (twice as fast)
    if not real_path.startswith(real_root.rstrip("/") + "/"):
        raise RefusedError("a link that leaves the raw folder")
    descriptor = _open_below(real_root, real_path.removeprefix(real_root).strip("/").split("/"))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise RefusedError("not a file")
    return os.fdopen(descriptor, "rb")


def _open_below(folder: str, parts: Sequence[str]) -> int:
    """Open what a path below a folder leads to, none of whose parts may be a link."""
    above = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=above)
            os.close(above)
            above = below
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=above)
    finally:
        os.close(above)


def decompressed(file: BufferedReader, suffix: str) -> BufferedReader:
    """Give what a file holds: decompressed if `suffix` is .gz or .zst, of any number of members or frames.

    Reading raises DamagedFileError where the data is damaged or cut off, and where it is a bomb, see LARGEST_RATIO.
    """
    start = _DECOMPRESSORS.get(suffix)
    if start is None:
        return file
    return BufferedReader(PieceStream(_bounded(file, _decompress(file, start))), _BUFFER)


def _start_gzip() -> Any:
    return zlib.decompressobj(wbits=31)


def _start_zstd() -> Any:
    return zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj()


_DECOMPRESSORS: dict[str, Callable[[], Any]] = {".gz": _start_gzip, ".zst": _start_zstd}

#: The suffixes of compressed files.
COMPRESSED_SUFFIXES: tuple[str, ...] = tuple(_DECOMPRESSORS)


def _bounded(file: BufferedReader, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pass on what is decompressed from a file; raise DamagedFileError where it is more than the bounds allow."""
    given = 0
    for piece in pieces:
        given += len(piece)
        taken = file.tell()
        if given > MOST_BYTES:
            raise DamagedFileError(f"it holds more than {MOST_BYTES:,} bytes")
        if given > ALWAYS_READ and given > LARGEST_RATIO * taken:
            message = f"its first {taken:,} bytes hold more than {given:,}: over {LARGEST_RATIO} times as many"
            raise DamagedFileError(f"{message}, as only a decompression bomb does")
        yield piece


def _decompress(file: BufferedReader, start: Callable[[], Any]) -> Iterator[bytes]:
    """Yield the decompressed bytes of all members or frames of a file."""
    decompressor = None
    while compressed := file.read(_STEP):
        while compressed:
            if decompressor is None:
                # Tapes and some tools fill a file up with zeros.
                compressed = compressed.lstrip(b"\x00")
                if not compressed:
                    break
                decompressor = start()
            try:
                yield decompressor.decompress(compressed)
            except (zlib.error, zstandard.ZstdError) as error:
                raise DamagedFileError(f"the compressed data is damaged ({error})") from None
            compressed = decompressor.unused_data if decompressor.eof else b""
            if decompressor.eof:
                decompressor = None
    if decompressor is not None:
        raise DamagedFileError("the compressed data is cut off")
