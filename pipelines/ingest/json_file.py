"""Reads .json: one article, an array of them, an object that holds them under any key, or one JSON value after another.

Streamed: of an array one element is in memory at a time, so a file may be of any size. The decoder is Python's own, as
for JSON lines, so that both read alike.
"""

import json
from collections.abc import Iterator
from io import BufferedReader

from pipelines.ingest import extracted
from pipelines.ingest.decoding import BinaryContentError, refuse_binary
from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.fields import FieldNames, has_summary_field, has_text_field, record_of_fields
from pipelines.ingest.json_lines import json_fault
from pipelines.ingest.lines import TextPieces

_BEGINNING = 64
_SPACE = " \t\r\n\ufeff"
_DEEPEST_LIST = 4
# A value that ends this close to the end of what was read may be cut off there.
_LONGEST_LITERAL = 16


class _TooLargeError(ValueError):
    """A value is larger than any record."""


def read_json(stream: BufferedReader, names: FieldNames) -> Iterator[ExtractedRecord]:
    """Yield a record for every article; values are counted from 1 in messages.

    Where the JSON breaks off or is broken, a rejected record says so; reading goes on at the next line that begins with
    an object, if the file is one of JSON lines.
    """
    try:
        refuse_binary(stream.peek(_BEGINNING))
    except BinaryContentError as error:
        yield rejected(str(error))
        return
    reader = _JsonReader(TextPieces(stream), names)
    while mark := reader.text.next_mark():
        in_array = mark == "["
        try:
            yield from reader.top_value(mark)
        except (ValueError, RecursionError) as error:
            fault = str(error) if isinstance(error, _TooLargeError) else f"it is not valid JSON: {json_fault(error)}"
            yield rejected(f"after {reader.count:,} records {fault}", reader.encoding)
            if in_array or not reader.text.skip_to_object():
                return
    if not reader.count:
        yield rejected("there is no article in it", reader.encoding)


class _JsonReader:
    """Makes records of the values of a JSON text; `count` is how many it has made."""

    def __init__(self, pieces: TextPieces, names: FieldNames) -> None:
        self.text = _JsonText(pieces)
        self.count = 0
        self._pieces = pieces
        self._names = names

    @property
    def encoding(self) -> str:
        """Give the encoding of the text, as far as it was read."""
        return self._pieces.encoding

    def top_value(self, mark: str) -> Iterator[ExtractedRecord]:
        """Yield the records of the value that begins with `mark`."""
        if mark == "[":
            yield from map(self._record, self.text.elements())
            return
        try:
            value = self.text.value()
        except _TooLargeError:
            if mark != "{":
                raise
        else:
            yield from map(self._record, _articles_in(value, self._names))
            return
        before = self.count
        yield from self._members()
        if self.count == before:
            yield self._record({})

    def _members(self) -> Iterator[ExtractedRecord]:
        """Yield the records of the arrays in an object that is too large to be held in memory."""
        for mark in self.text.members():
            if mark == "[":
                elements = self.text.elements()
                first = next(elements, None)
                is_article = isinstance(first, dict) and _is_article(first, self._names)
                if is_article:
                    yield self._record(first)
                for element in elements:
                    if is_article:
                        yield self._record(element)
            else:
                value = self.text.value()
                found = _lists_in(value, self._names, _DEEPEST_LIST) if isinstance(value, dict) else []
                yield from map(self._record, found)

    def _record(self, value: object) -> ExtractedRecord:
        self.count += 1
        place = f"record {self.count:,}"
        if not isinstance(value, dict):
            return rejected(f"{place} is no JSON object with named fields", self.encoding)
        return record_of_fields(value, self._names, self.encoding, None, place)


class _JsonText:
    """JSON text of which as much is in memory as the value takes that is being read."""

    def __init__(self, pieces: TextPieces) -> None:
        self._pieces = iter(pieces)
        self._buffer = ""
        self._at = 0
        self._decode = json.JSONDecoder(strict=False).raw_decode

    def next_mark(self) -> str:
        """Skip white space; give the character that follows, or "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _SPACE:
                    return self._buffer[self._at]
                self._at += 1
            if not self._read_more():
                return ""

    def value(self) -> object:
        """Decode the value that begins here.

        Raises json.JSONDecodeError for what is no JSON, RecursionError for what is nested too deeply, _TooLargeError.
        """
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                cut_off = error.msg.startswith("Unterminated") or error.pos + _LONGEST_LITERAL > len(self._buffer)
                if not cut_off:
                    raise
                if not self._read_more():
                    raise
            else:
                # A number may go on.
                if end < len(self._buffer) or isinstance(value, str | list | dict) or not self._read_more():
                    self._at = end
                    return value
            if len(self._buffer) - self._at > extracted.LARGEST_RECORD:
                raise _TooLargeError(f"one follows of more than {extracted.LARGEST_RECORD:,} characters")

    def elements(self) -> Iterator[object]:
        """Decode the elements of the array that begins here, one at a time, and leave it."""
        self._at += 1
        while (mark := self.next_mark()) != "]":
            if mark == ",":
                self._at += 1
            else:
                yield self.value()
        self._at += 1

    def members(self) -> Iterator[str]:
        """Stop at the values of the object that begins here, each to be read before the next; give their first mark."""
        self._at += 1
        while (mark := self.next_mark()) != "}":
            if mark == ",":
                self._at += 1
                continue
            self.value()
            if self.next_mark() != ":":
                raise json.JSONDecodeError("Expecting ':' delimiter", self._buffer, self._at)
            self._at += 1
            yield self.next_mark()
        self._at += 1

    def skip_to_object(self) -> bool:
        """Go to the next line that begins with an object; say whether there is one."""
        while (found := self._buffer.find("\n{", self._at)) < 0:
            self._at = max(self._at, len(self._buffer) - 1)
            if not self._read_more():
                return False
        self._at = found + 1
        return True

    def _read_more(self) -> bool:
        """Read at least as much again as is waiting; say whether there was any."""
        self._buffer = self._buffer[self._at :]
        self._at = 0
        wanted = len(self._buffer)
        pieces = []
        while wanted >= 0 and (piece := next(self._pieces, None)) is not None:
            pieces.append(piece)
            wanted -= len(piece)
        self._buffer += "".join(pieces)
        return bool(pieces)


def _articles_in(value: object, names: FieldNames) -> list[object]:
    """Give the articles that a value holds: itself, or those in the lists and objects inside; else what is nearest."""
    if not isinstance(value, dict) or has_text_field(value, names):
        return [value]
    found = _lists_in(value, names, _DEEPEST_LIST)
    if found or has_summary_field(value, names):
        return found or [value]
    lists = [inner for inner in value.values() if isinstance(inner, list) and any(isinstance(e, dict) for e in inner)]
    return max(lists, key=len, default=[value])


def _lists_in(value: dict[str, object], names: FieldNames, depth: int) -> list[object]:
    """Give the elements of the lists inside an object that hold articles, and the articles that are its members."""
    found: list[object] = []
    for inner in value.values() if depth else ():
        if isinstance(inner, list) and any(isinstance(e, dict) and has_text_field(e, names) for e in inner):
            found += inner
        elif isinstance(inner, dict):
            found += [inner] if has_text_field(inner, names) else _lists_in(inner, names, depth - 1)
    return found


def _is_article(value: dict[str, object], names: FieldNames) -> bool:
    return has_text_field(value, names) or has_summary_field(value, names)
