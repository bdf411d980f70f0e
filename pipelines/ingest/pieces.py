"""Bytes that come in pieces, read as a file is. Where the pieces come from, the modules that make them know."""

from collections.abc import Iterator
from io import RawIOBase
from typing import Any


class PieceStream(RawIOBase):
    """A stream of pieces, empty ones passed over; what making a piece raises, reading raises."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give the next bytes, none at the end."""
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        size = min(len(buffer), len(self._piece))
        buffer[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size
