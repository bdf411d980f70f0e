"""From a raw file to its documents: opens the file safely and hands it to the reader of its format.

Each format's reader is a module of its own; how a file is opened and decompressed is `opening.py`'s, listing is
`listing.py`'s, and what the name of a file says of its format `suffixes.py`'s. Nothing here raises for what a file
holds.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.ingest import extracted
from pipelines.ingest.delimited import read_delimited
from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.fields import FieldNames, field_names
from pipelines.ingest.json_file import read_json
from pipelines.ingest.json_lines import read_json_lines
from pipelines.ingest.markdown import read_markdown
from pipelines.ingest.opening import (
    DamagedFileError,
    RefusedError,
    decompressed,
    open_raw_file,
    state_of,
)
from pipelines.ingest.plain_text import read_plain_text
from pipelines.ingest.suffixes import format_of, split_suffixes, unknown_format
from pipelines.records import Document, RawFile, key_of


def _later(reader: str) -> Callable[..., Iterator[ExtractedRecord]]:
    """Give the reader of a format whose libraries are heavy: they are imported when a file of the format comes."""

    def read(*arguments: Any) -> Iterator[ExtractedRecord]:
        found: Iterator[ExtractedRecord] = getattr(import_module(f"pipelines.ingest.{reader}"), f"read_{reader}")(
            *arguments
        )
        return found

    return read


#: The reader of each format of files of one article.
_READ_ARTICLE: Mapping[str, Callable[[BinaryIO], Iterator[ExtractedRecord]]] = {
    "txt": read_plain_text,
    "md": read_markdown,
    "html": _later("html"),
}

#: The reader of each format of files of any number of records.
_READ_RECORDS: Mapping[str, Callable[[BufferedReader, FieldNames], Iterator[ExtractedRecord]]] = {
    "json": read_json,
    "jsonl": read_json_lines,
    "csv": read_delimited,
    "tsv": read_delimited,
    "parquet": _later("parquet"),
    "warc": _later("warc"),
}

#: So many rejected records in succession are rows of their own, the rest are counted in one.
MOST_REJECTED = 100

_COPIED = 1024 * 1024


class Reading(Iterator[Document]):
    """The documents of a raw file, in order; one with status and error for what could not be loaded.

    Never raises for what a file holds or for a file that cannot be opened: both are rows. A file that the listing gave
    a status yields one row with that status.

    `failed` says, when all are read, whether the system did not give the file's bytes: that may be otherwise the next
    time, while what is wrong with the bytes stays so until they change.
    """

    def __init__(self, root: Path | str, file: RawFile, fields: Mapping[str, str]) -> None:
        self.failed = False
        self._documents = self._read(root, file, field_names(fields))

    def __next__(self) -> Document:
        return next(self._documents)

    def _read(self, root: Path | str, file: RawFile, names: FieldNames) -> Iterator[Document]:
        format_name = format_of(file.path)
        for record, found in enumerate(_few_rejected(self._records(root, file, names))):
            yield _document(file.path, record, format_name, found)

    def _records(self, root: Path | str, file: RawFile, names: FieldNames) -> Iterator[ExtractedRecord]:
        """Yield what the reader of the file's format finds, and at the end what kept it from going on."""
        if file.status is not None:
            yield ExtractedRecord(status=file.status, error=file.error)
            return
        unknown = unknown_format(file.path)
        if unknown is not None:
            yield rejected(unknown)
            return
        try:
            with open_raw_file(root, file.path) as stream:
                yield from _read(stream, file.path, names)
        except RefusedError as error:
            yield ExtractedRecord(status="refused", error=str(error))
        except DamagedFileError as error:
            yield ExtractedRecord(status="unreadable", error=f"the file cannot be read any further: {error}")
        except OSError as error:
            self.failed = True
            yield ExtractedRecord(status="unreadable", error=f"the file cannot be read ({error.strerror or error})")


def read_documents(root: Path | str, file: RawFile, fields: Mapping[str, str]) -> Reading:
    """Read the documents of a raw file.

    `root` is a folder or an s3:// address. `fields` maps columns to the user's own names for them, see
    `fields.field_names`. Raises ValueError for a wrong mapping.
    """
    return Reading(root, file, fields)


def not_read(file: RawFile, record: int, error: str) -> Document:
    """Give the document of a record that was not read, and why."""
    return _document(file.path, record, format_of(file.path), ExtractedRecord(status="unreadable", error=error))


def _read(file: BufferedReader, path: str, names: FieldNames) -> Iterator[ExtractedRecord]:
    """Yield the records of an open file."""
    _, compression = split_suffixes(path)
    before = state_of(file)
    if before[0] == 0:
        yield ExtractedRecord(status="empty", error="the file is empty")
        return
    stream = decompressed(file, compression)

    def fault() -> str | None:
        """Say if the file is another than when reading began."""
        return None if state_of(file) == before else "the file changed while it was read; the next run reads it again"

    format_name = format_of(path)
    if format_name in _READ_ARTICLE:
        yield from _read_article(stream, _READ_ARTICLE[format_name], fault)
        return
    yield from _READ_RECORDS[format_name](stream, names)
    changed = fault()
    if changed is not None:
        yield ExtractedRecord(status="unreadable", error=changed)


def _read_article(
    stream: BufferedReader,
    read: Callable[[BinaryIO], Iterator[ExtractedRecord]],
    fault: Callable[[], str | None],
) -> Iterator[ExtractedRecord]:
    """Yield the record of a file of one article; as `damaged` if not all of the file could be read."""
    data, broken_off = _read_whole(stream)
    if len(data) > extracted.LARGEST_RECORD:
        yield rejected(
            f"the file has more than {extracted.LARGEST_RECORD:,} bytes, the most that an article's may have"
        )
        return
    damage = broken_off or fault()
    if broken_off and not data:
        yield ExtractedRecord(status="unreadable", error=broken_off)
        return
    for record in read(BytesIO(data)):
        if damage is None:
            yield record
        else:
            error = f"{damage}; {record.error}" if record.error else damage
            yield replace(record, status="damaged" if record.status == "loaded" else record.status, error=error)


def _read_whole(stream: BufferedReader) -> tuple[bytes, str | None]:
    """Read what a stream holds, a little more than the largest record at the most, and what kept it from going on."""
    pieces = []
    size = 0
    try:
        while size <= extracted.LARGEST_RECORD and (piece := stream.read1(_COPIED)):
            pieces.append(piece)
            size += len(piece)
    except DamagedFileError as error:
        return b"".join(pieces), f"the file cannot be read any further: {error}"
    return b"".join(pieces), None


def _few_rejected(records: Iterator[ExtractedRecord]) -> Iterator[ExtractedRecord]:
    """Yield records, and of a long run of rejected ones (a file with the wrong columns) only the first ones.

    How many there were besides says one record at the end of the run.
    """
    rejected_running = 0
    for record in records:
        if record.status != "rejected":
            if rejected_running > MOST_REJECTED:
                yield _rejected_besides(rejected_running - MOST_REJECTED)
            rejected_running = 0
            yield record
            continue
        rejected_running += 1
        if rejected_running <= MOST_REJECTED:
            yield record
    if rejected_running > MOST_REJECTED:
        yield _rejected_besides(rejected_running - MOST_REJECTED)


def _rejected_besides(count: int) -> ExtractedRecord:
    return rejected(f"{count:,} more records in succession could not be read, as those before")


def _document(path: str, record: int, format_name: str, found: ExtractedRecord) -> Document:
    """Give an extracted record its place and its key."""
    text = found.text
    return Document(
        document_id=key_of("document", path, record),
        path=path,
        record=record,
        format=format_name,
        encoding=found.encoding,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None,
        text=text,
        title=found.title,
        published=found.published,
        authors=found.authors,
        url=found.url,
        outlet=found.outlet,
        status=found.status,
        error=found.error,
    )
