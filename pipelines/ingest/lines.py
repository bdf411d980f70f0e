"""The text of a stream by lines of bounded length, or by pieces, in any encoding. What it says is the readers'."""

import codecs
from collections.abc import Iterator
from io import BufferedReader

from pipelines.ingest import extracted
from pipelines.ingest.decoding import DecodedText, decode_lossily, marked_encoding
from pipelines.ingest.pieces import PieceStream

_PIECE = 256 * 1024

# A byte that is no UTF-8 becomes its character in cp1252: a piece cannot be looked at as a whole text can.
codecs.register_error("verbatim_cp1252", lambda error: _cp1252_character(error))


class LineTooLongError(Exception):
    """A line is longer than any record; the message says which and how long. The next line can be read."""


class Lines:
    """Iterates over the lines of a stream, as bytes with their ends; blank ones are lines too.

    `number` is the number of the line that came last, from 1. Text in UTF-16 or UTF-32 comes as UTF-8; its encoding is
    `encoding`, which is null where each line is still to be decoded. Raises LineTooLongError for a line longer than
    LARGEST_RECORD, in place of the line.
    """

    def __init__(self, stream: BufferedReader) -> None:
        self.number = 0
        marked = marked_encoding(stream.peek(4)[:4])
        self.encoding = marked if marked != "utf-8" else None
        self._stream = stream
        if self.encoding is not None:
            pieces = (piece.encode("utf-8", "replace") for piece in TextPieces(stream))
            self._stream = BufferedReader(PieceStream(pieces), _PIECE)

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> bytes:
        """Give the next line."""
        longest = extracted.LARGEST_RECORD
        line = self._stream.readline(longest + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            size = len(line) + self._skip_line()
            raise LineTooLongError(f"line {self.number} is {size:,} bytes long; up to {longest:,} are read")
        return line

    def decode(self, line: bytes) -> DecodedText:
        """Decode a line, never failing; in its own encoding unless the whole stream has one."""
        decoded = decode_lossily(line)
        return decoded if self.encoding is None else DecodedText(decoded.text, self.encoding, decoded.damage)

    def _skip_line(self) -> int:
        """Read to the end of a line without keeping it; give the number of bytes that were passed over."""
        skipped = 0
        while piece := self._stream.readline(_PIECE):
            skipped += len(piece)
            if piece.endswith(b"\n"):
                break
        return skipped


class TextPieces:
    """Iterates over the text of a stream, a piece at a time. `encoding` is the one it had as far as it was read."""

    def __init__(self, stream: BufferedReader) -> None:
        marked = marked_encoding(stream.peek(4)[:4])
        self.encoding = marked or "utf-8"
        self._errors = "strict" if self.encoding == "utf-8" else "replace"
        self._pieces = self._decode(stream)

    def __iter__(self) -> Iterator[str]:
        return self._pieces

    def _decode(self, stream: BufferedReader) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)(self._errors)
        at_start = True
        while True:
            data = stream.read1(_PIECE)
            state = decoder.getstate()
            try:
                piece = decoder.decode(data, final=not data)
            except UnicodeDecodeError:
                self.encoding = "cp1252"
                decoder = codecs.getincrementaldecoder("utf-8")("verbatim_cp1252")
                decoder.setstate(state)
                piece = decoder.decode(data, final=not data)
            if piece:
                yield piece.removeprefix("\ufeff") if at_start else piece
                at_start = False
            if not data:
                return


def _cp1252_character(error: UnicodeError) -> tuple[str, int]:
    """Give what the broken bytes are in cp1252, and where decoding goes on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("sloppy-windows-1252"), error.end
