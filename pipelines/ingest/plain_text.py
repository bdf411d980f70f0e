"""Reads .txt: one record, its text exactly as decoded."""

from collections.abc import Iterator
from typing import BinaryIO

from pipelines.ingest.decoding import BinaryContentError, decode, repair
from pipelines.ingest.extracted import ExtractedRecord, damage_status, empty, rejected


def read_plain_text(stream: BinaryIO) -> Iterator[ExtractedRecord]:
    """Yield the one record of a text file. Only a byte order mark is left out; nothing is stripped or converted."""
    try:
        decoded = repair(decode(stream.read()))
    except BinaryContentError as error:
        yield rejected(str(error))
        return
    if not decoded.text.strip():
        yield empty(decoded.encoding)
        return
    yield ExtractedRecord(
        text=decoded.text, encoding=decoded.encoding, status=damage_status(decoded.damage), error=decoded.damage
    )
