"""The base class of the tables and the column types that they share."""

from datetime import datetime
from typing import Annotated, ClassVar

from sqlalchemy import BigInteger, DateTime, Double, Integer, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

Key = Annotated[int, mapped_column(BigInteger, autoincrement=False)]
"""A 63-bit key: a hash of what identifies the row, the same on every machine."""

Offset = Annotated[int, mapped_column(Integer)]
"""A position in a text, in Unicode code points from 0; spans are half-open."""


class Base(DeclarativeBase):
    """Base of every table of the warehouse."""

    type_annotation_map: ClassVar = {
        str: Text,
        float: Double,
        datetime: DateTime,
    }


def span_of(text: str, start: str, end: str) -> dict[str, tuple[str, str, str]]:
    """Declare a text column as a span: of which `table.column`, from which of its own columns to which.

    It becomes the `info` of the column; `pipelines/checks.py` generates from it the check that the slice is the text.
    """
    return {"span_of": (text, start, end)}
