"""Reads .jsonl and .ndjson: one record a line, streamed."""

import json
from collections.abc import Iterator
from io import BufferedReader

from pipelines.ingest.decoding import BinaryContentError, DecodedText, refuse_binary, refuse_controls
from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.fields import FieldNames, record_of_fields
from pipelines.ingest.lines import Lines, LineTooLongError

_BEGINNING = 64


def read_json_lines(stream: BufferedReader, names: FieldNames) -> Iterator[ExtractedRecord]:
    """Yield a record for every line that is not blank; one that is no article is `rejected` and says why.

    Lines are counted from 1 in messages. A binary file is one rejected record, not one a line.
    """
    try:
        refuse_binary(stream.peek(_BEGINNING))
    except BinaryContentError as error:
        yield rejected(str(error))
        return
    lines = Lines(stream)
    while True:
        try:
            line = next(lines, None)
        except LineTooLongError as error:
            yield rejected(str(error), lines.encoding)
            continue
        if line is None:
            return
        decoded = lines.decode(line)
        if decoded.text.strip(" \t\r\n\ufeff"):
            yield _read_line(decoded, names, f"line {lines.number}")


def _read_line(line: DecodedText, names: FieldNames, place: str) -> ExtractedRecord:
    """Make a record of one line."""
    try:
        refuse_controls(line.text)
    except BinaryContentError as error:
        return rejected(f"{place} is {error}")
    try:
        fields = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        return rejected(f"{place} is not valid JSON: {json_fault(error)}", line.encoding)
    if not isinstance(fields, dict):
        return rejected(f"{place} holds no JSON object with named fields", line.encoding)
    return record_of_fields(fields, names, line.encoding, line.damage, place)


def json_fault(error: ValueError | RecursionError) -> str:
    """Say what is wrong with JSON, and in which column of its line."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
