"""Reads .csv and .tsv: one record a row, streamed. The first line names the columns and shows the delimiter."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from io import BufferedReader

from pipelines.ingest import extracted
from pipelines.ingest.decoding import BinaryContentError, decode, refuse_controls
from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.fields import FieldNames, has_text_field, known_fields, record_of_fields
from pipelines.ingest.lines import Lines, LineTooLongError

_DELIMITERS = (",", "\t", ";", "|")
# Where there is one column, nothing delimits: the unit separator stands in no text.
_NO_DELIMITER = "\x1f"
_LONGEST_NAME = 60
# Of what an open quotation mark swallowed so many characters a file are read again.
_MOST_READ_AGAIN = 128 * 1024 * 1024


def read_delimited(stream: BufferedReader, names: FieldNames) -> Iterator[ExtractedRecord]:
    """Yield a record for every row that is not blank; one that does not fit the header is `rejected` and says so.

    A header in the middle of the file (files put together) counts from there on.
    """
    csv.field_size_limit(extracted.LARGEST_RECORD)
    lines = Lines(stream)
    try:
        first = _first_line(lines)
    except (LineTooLongError, BinaryContentError) as error:
        yield rejected(str(error), lines.encoding)
        return
    rows = _Rows(lines, first, names)
    header: list[str] | None = None
    while True:
        try:
            row = rows.next_row(len(header) if header else None)
        except _BrokenRowError as error:
            yield rejected(str(error), rows.encoding)
            continue
        if row is None:
            return
        if not row:
            continue
        if header is None or _is_header(row, names):
            header = [name.strip() for name in row]
        else:
            fields = dict(zip(header, row, strict=True))
            yield record_of_fields(fields, names, rows.encoding, rows.damage, rows.place)


class _BrokenRowError(ValueError):
    """A row is none, or does not fit the header; the message says where and why. The next row can be read."""


class _Rows:
    """The rows of delimited text. `place`, `encoding` and `damage` are those of the row that came last."""

    def __init__(self, lines: Lines, first: str, names: FieldNames) -> None:
        self._lines = _RecordLines(lines, first)
        self._delimiter = _delimiter(first, names)
        self._names = names
        self._reader = csv.reader(self._lines, delimiter=self._delimiter)
        self._read_again = 0
        self.place = ""

    @property
    def encoding(self) -> str | None:
        """Give the encoding of the row."""
        return self._lines.encoding

    @property
    def damage(self) -> str | None:
        """Say what is wrong with the characters of the row."""
        return self._lines.damage

    def next_row(self, columns: int | None) -> list[str] | None:
        """Give the cells of the next row, none for a blank line; None at the end.

        Raises _BrokenRowError for a row that has not as many cells as there are `columns`, empty ones at the end aside;
        a header may have other ones.
        """
        first = self._lines.begin_record()
        try:
            row = next(self._reader, None)
        except (csv.Error, LineTooLongError) as error:
            fault: str | None = str(error)
            row = []
        else:
            fault = self._fault(row, columns) if row and columns and not _is_header(row, self._names) else None
        last = self._lines.number
        if fault is not None:
            last -= self._give_back(columns or 1)
        self.place = f"line {first}" if first >= last else f"lines {first} to {last}"
        if fault is not None:
            raise _BrokenRowError(fault if fault.startswith("line ") else f"{self.place}: {fault}")
        return row

    def _fault(self, row: list[str], columns: int) -> str | None:
        """Say what is wrong with a row; empty cells beyond the columns are taken off."""
        while len(row) > columns and not row[-1]:
            row.pop()
        taken = self._lines.taken
        if len(taken) > 1 and sum(line.count('"') for line in taken) % 2:
            return "a quotation mark is opened and not closed"
        return f"the row has {len(row)} columns, the header {columns}" if len(row) != columns else None

    def _give_back(self, columns: int) -> int:
        """Give back what a broken row swallowed, from the next line on that is a row by itself; say how many lines."""
        taken = self._lines.taken
        self._read_again += sum(map(len, taken))
        if self._read_again > _MOST_READ_AGAIN:
            return 0
        for place, line in enumerate(taken[1:], start=1):
            try:
                cells = next(csv.reader([line], delimiter=self._delimiter), [])
            except csv.Error:
                continue
            if len(cells) == columns:
                return self._lines.give_back(taken[place:])
        return 0


class _RecordLines:
    """Iterates over lines of text and knows which belong to the record that is being read (`taken`)."""

    def __init__(self, lines: Lines, first: str) -> None:
        self.number = lines.number - 1
        self.encoding = lines.encoding
        self.damage: str | None = None
        self.taken: list[str] = []
        self._lines = lines
        self._waiting = deque([first] if first else [])
        self._size = 0

    def begin_record(self) -> int:
        """Begin a record; give the number of its first line."""
        self.taken = []
        self._size = 0
        self.encoding, self.damage = self._lines.encoding or "utf-8", None
        return self.number + 1

    def give_back(self, lines: Sequence[str]) -> int:
        """Have lines read again; give their number."""
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)
        return len(lines)

    def __iter__(self) -> "_RecordLines":
        return self

    def __next__(self) -> str:
        """Give the next line; raise LineTooLongError if it, or the record with it, is larger than any record."""
        self.number += 1
        try:
            text = self._waiting.popleft() if self._waiting else self._decode(next(self._lines))
        except StopIteration:
            self.number -= 1
            raise
        self.taken.append(text)
        self._size += len(text)
        if self._size > extracted.LARGEST_RECORD:
            raise LineTooLongError(f"the row has more than {extracted.LARGEST_RECORD:,} characters")
        return text

    def _decode(self, line: bytes) -> str:
        decoded = self._lines.decode(line)
        if decoded.encoding != "utf-8":
            self.encoding = decoded.encoding
        self.damage = self.damage or decoded.damage
        return decoded.text


def _first_line(lines: Lines) -> str:
    """Give the header's (first) line; raise BinaryContentError where it is no text."""
    line = next(lines, b"")
    if lines.encoding is None:
        text = decode(line).text
    else:
        text = lines.decode(line).text
        refuse_controls(text)
    # Excel's way to name the delimiter, which the header shows as well.
    return _first_line(lines) if text.lower().startswith("sep=") else text


def _delimiter(header: str, names: FieldNames) -> str:
    """Tell what delimits the columns: what gives the most names that are known, else the most columns."""

    def cells(delimiter: str) -> list[str]:
        return next(csv.reader(header.splitlines(), delimiter=delimiter), [])

    best = max(_DELIMITERS, key=lambda delimiter: (len(known_fields(cells(delimiter), names)), len(cells(delimiter))))
    return best if len(cells(best)) > 1 else _NO_DELIMITER


def _is_header(row: Sequence[str], names: FieldNames) -> bool:
    """Say whether a row has the names of columns."""
    if max(map(len, row), default=_LONGEST_NAME) >= _LONGEST_NAME:
        return False
    return len(known_fields(row, names)) > 1 and has_text_field(dict.fromkeys(row, ""), names)
