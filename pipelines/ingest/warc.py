"""Reads .warc: one record an HTML page that a server answered with. Other records of an archive are no documents.

The archive is taken apart here, record by record, so that a size is checked before anything is held in memory and what
is cut off is known to be; fastwarc undoes the transfer and content encodings of each answer.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO
from typing import Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.ingest import extracted
from pipelines.ingest.decoding import marked_encoding
from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.fields import FieldNames
from pipelines.ingest.html import read_html

_VERSION = re.compile(rb"WARC/\d+\.\d+\s*\Z")
_LONGEST_HEADER_LINE = 64 * 1024
_MOST_HEADER_LINES = 200
_SKIPPED = 1024 * 1024
_FOUND = 200
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_DECLARED_WITHIN = 4096


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of a WARC record: its lines as they stand, and the fields that matter here, by lower-case name."""

    raw: bytes
    fields: dict[str, str]

    @property
    def size(self) -> int:
        """Give the length of the record's block in bytes; raise ValueError if it has none."""
        length = self.fields.get("content-length", "")
        if not re.fullmatch(r"[0-9]{1,18}", length):
            raise ValueError("a record does not say how long it is")
        return int(length)


def read_warc(stream: BufferedReader, _: FieldNames) -> Iterator[ExtractedRecord]:
    """Yield a record for every answer of a server that is an HTML page and no error.

    Its address is the page's own (canonical) one, else the one it was fetched from; when it was fetched says nothing of
    when it was published. Where the archive is cut off or broken, a rejected record says so. An archive without a page
    is one rejected record.
    """
    pages = others = 0
    try:
        while (header := _next_header(stream)) is not None:
            place = f"record {pages + others + 1:,}"
            block = _read_block(stream, header.size, header.fields.get("warc-type") == "response")
            found = _read_page(header, block, place) if block is not None else []
            pages, others = (pages + 1, others) if found else (pages, others + 1)
            yield from found
    except ValueError as error:
        yield rejected(f"the archive breaks off after {pages + others:,} records: {error}")
    else:
        if not pages:
            yield rejected(f"the archive has no HTML page among its {others:,} records")


def _next_header(stream: BufferedReader) -> _Header | None:
    """Read the header of the next record; None at the end. Raises ValueError for what is none."""
    line = stream.readline(_LONGEST_HEADER_LINE)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_LONGEST_HEADER_LINE)
    if not line:
        return None
    if not _VERSION.match(line):
        raise ValueError("what follows is no WARC record")
    lines = [line]
    while (line := stream.readline(_LONGEST_HEADER_LINE)) not in (b"\r\n", b"\n"):
        if not line.endswith(b"\n") or len(lines) > _MOST_HEADER_LINES:
            raise ValueError(
                "a record is cut off in its header" if len(line) < _LONGEST_HEADER_LINE else "a header is too long"
            )
        lines.append(line)
    named = (line.decode("utf-8", "replace").partition(":") for line in lines[1:])
    return _Header(b"".join(lines), {name.strip().lower(): value.strip() for name, _, value in named})


def _read_block(stream: BufferedReader, size: int, wanted: bool) -> bytes | None:
    """Read a record's block; pass over one that is not wanted, or is too large, and give None.

    Raises ValueError where it is cut off.
    """
    if wanted and size <= extracted.LARGEST_RECORD:
        block = stream.read(size)
        left = size - len(block)
    else:
        block, left = None, size
        while left and (piece := stream.read(min(left, _SKIPPED))):
            left -= len(piece)
    if left:
        raise ValueError(f"{left:,} of the {size:,} bytes of its next one are missing")
    return block


def _read_page(header: _Header, block: bytes, place: str) -> list[ExtractedRecord]:
    """Read the page in an answer; nothing if the answer is no page, or an error's."""
    answer = _open_answer(header, block, "none")
    if answer is None or answer.http_headers is None or answer.http_headers.status_code != _FOUND:
        return []
    if (answer.http_content_type or "").lower() not in _PAGE_TYPES:
        return []
    page = _payload(header, block, "all")
    if page is None:
        # Some crawlers write down what they decoded beside the header of what they received.
        page = _payload(header, block, "none") or b""
    if len(page) > extracted.LARGEST_RECORD:
        return [rejected(f"{place} is a page of more than {extracted.LARGEST_RECORD:,} bytes")]
    address = header.fields.get("warc-target-uri", "").strip("<>") or None
    return [
        replace(record, url=record.url or address, error=f"{place}: {record.error}" if record.error else None)
        for record in read_html(BytesIO(_in_utf8(page, answer.http_charset)))
    ]


def _open_answer(header: _Header, block: bytes, decoding: Literal["none", "all"]) -> WarcRecord | None:
    """Let fastwarc parse an answer; None if it cannot."""
    data = BytesIO(header.raw + b"\r\n" + block + b"\r\n\r\n")
    try:
        archive = ArchiveIterator(data, WarcRecordType.response, auto_decode=decoding, stream_detect=False)
        return next(archive, None)
    except (OSError, ValueError):
        return None


def _payload(header: _Header, block: bytes, decoding: Literal["none", "all"]) -> bytes | None:
    """Give an answer's payload, a byte more than the largest record at the most; None if it cannot be decoded."""
    answer = _open_answer(header, block, decoding)
    try:
        return None if answer is None else answer.reader.read(extracted.LARGEST_RECORD + 1)
    except (OSError, ValueError):
        return None


def _in_utf8(page: bytes, charset: str | None) -> bytes:
    """Give a page in UTF-8 if only the server says what it is in; other pages as they are.

    A mark or a declaration in the page, and valid UTF-8, count for more than what servers say of all their pages.
    """
    if charset is None or marked_encoding(page[:4]) or b"charset" in page[:_DECLARED_WITHIN].lower():
        return page
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return codecs.BOM_UTF8 + page.decode(charset).encode("utf-8")
        except (LookupError, ValueError):
            return page
    return page
