"""Reads .jsonl and .ndjson: one record a line, streamed. Which field holds what is in `fields.tsv`."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO

from pipelines.ingest.decoding import BinaryContentError, decode, refuse_binary, repair_mojibake
from pipelines.ingest.extracted import ExtractedRecord, damage_status, empty, rejected
from pipelines.word_lists import rows

#: The longest line that is read, in bytes. No article is; what is longer is not held in memory.
LONGEST_LINE = 64 * 1024 * 1024

_BEGINNING = 64
_COLUMNS = ("title", "published", "authors", "url", "outlet")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def read_json_lines(stream: BinaryIO) -> Iterator[ExtractedRecord]:
    """Yield a record for every line that is not blank; one that is no article is `rejected` and says why.

    Lines are counted from 1 in messages. A binary file is one rejected record, not one a line.
    """
    beginning = stream.read(_BEGINNING)
    stream.seek(0)
    try:
        refuse_binary(beginning)
    except BinaryContentError as error:
        yield rejected(str(error))
        return
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield rejected("JSON lines in UTF-16 are not read; save the file as UTF-8")
        return
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            size = len(line) + _skip_line(stream)
            yield rejected(f"line {number} is {size:,} bytes long; up to {LONGEST_LINE:,} are read")
        elif line.strip(b" \t\r\n" + codecs.BOM_UTF8):
            yield _read_line(line, number)


def _skip_line(stream: BinaryIO) -> int:
    """Read to the end of a line without keeping it; give the number of bytes that were passed over."""
    skipped = 0
    while piece := stream.readline(1024 * 1024):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _read_line(line: bytes, number: int) -> ExtractedRecord:
    """Make a record of one line."""
    try:
        decoded = decode(line)
    except BinaryContentError as error:
        return rejected(f"line {number} is {error}")
    try:
        fields = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error) or "nested too deeply"
        column = f", column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return rejected(f"line {number} is not valid JSON: {reason}{column}", decoded.encoding)
    if not isinstance(fields, dict):
        return rejected(f"line {number} holds no JSON object with named fields", decoded.encoding)
    return record_of_fields(fields, decoded.encoding, decoded.damage, f"line {number}")


def record_of_fields(
    fields: Mapping[str, object], encoding: str | None, damage: str | None, place: str
) -> ExtractedRecord:
    """Make a record of named fields, whatever container they come from. `place` says where, for messages."""
    named = {_plain_name(name): value for name, value in reversed(list(fields.items()))}
    candidates = [named[name] for name in _field_names()["text"] if name in named]
    if not candidates:
        found = ", ".join(sorted(map(repr, fields))[:30]) or "none"
        known = ", ".join(_field_names()["text"])
        return rejected(f"{place} has no text field ({known}); its fields are {found}", encoding)
    texts = [text for value in candidates if (text := _text_value(value)) is not None]
    if not texts:
        kinds = ", ".join(sorted({type(value).__name__ for value in candidates}))
        return rejected(f"{place}: the text field holds no text but {kinds}", encoding)
    text = next((text for text in texts if text.strip()), "")
    if not text:
        return empty(encoding)
    sound_text = _sound(text)
    if sound_text != text:
        damage = damage or f"{place}: some characters of the text are no text; they became U+FFFD"
    values = {column: _first_value(named, column) for column in _COLUMNS}
    return ExtractedRecord(
        text=repair_mojibake(sound_text), encoding=encoding, status=damage_status(damage), error=damage, **values
    )


@cache
def _field_names() -> dict[str, tuple[str, ...]]:
    """Read `fields.tsv`: the names that are known for each column, best first."""
    names: dict[str, tuple[str, ...]] = {}
    for column, name in rows(__package__, "fields.tsv")[1:]:
        names[column] = (*names.get(column, ()), name)
    return names


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()


def _text_value(value: object) -> str | None:
    """Give a text field's text: a list of strings is paragraphs, null the empty text; None for anything else."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def _first_value(named: Mapping[str, object], column: str) -> str | None:
    """Give the first of a column's fields that says something."""
    values = (_line_value(named[name]) for name in _field_names()[column] if name in named)
    return next((value for value in values if value), None)


def _line_value(value: object) -> str | None:
    """Give the words of a field: of a list all joined, of an object its name; None where there are none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return repair_mojibake(_sound(value)).strip() or None
    if isinstance(value, list):
        parts = (_line_value(part) for part in value if not isinstance(part, list))
        return ", ".join(part for part in parts if part) or None
    if isinstance(value, dict) and isinstance(value.get("name"), str | list):
        return _line_value(value["name"])
    return None


def _sound(text: str) -> str:
    """Replace what JSON can escape but text cannot hold: half characters (lone surrogates) and NUL."""
    return _NOT_TEXT.sub("\ufffd", text)
