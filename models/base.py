"""The base class of the tables and the column types that they share; and that keys are declared, not enforced."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Date,
    DateTime,
    Double,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.compiler import DDLCompiler

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
        date: Date,
        list[str]: ARRAY(Text),
    }


@compiles(PrimaryKeyConstraint, "duckdb")
@compiles(ForeignKeyConstraint, "duckdb")
@compiles(UniqueConstraint, "duckdb")
def _key(
    constraint: PrimaryKeyConstraint | ForeignKeyConstraint | UniqueConstraint, compiler: DDLCompiler, **options: Any
) -> str | None:
    """Leave the keys of the warehouse's tables out of the DDL.

    They are declared for SQLAlchemy, the data dictionary and the integrity checks, which look at every row of every
    build. DuckDB would keep an index for each, in the file and in memory: more than twice the file and the time to fill
    it (tests/bench/time_warehouse.py). Readers of the file change nothing, and find a row by its key as
    quickly: the tables are sorted.
    """
    if constraint.table.metadata is Base.metadata:
        return None
    if isinstance(constraint, ForeignKeyConstraint):
        return compiler.visit_foreign_key_constraint(constraint, **options)
    if isinstance(constraint, UniqueConstraint):
        return compiler.visit_unique_constraint(constraint, **options)
    return compiler.visit_primary_key_constraint(constraint, **options)


def span_of(text: str, start: str, end: str) -> dict[str, tuple[str, str, str]]:
    """Declare a text column as a span: of which `table.column`, from which of its own columns to which.

    It becomes the `info` of the column; `pipelines/checks.py` generates from it the check that the slice is the text.
    """
    return {"span_of": (text, start, end)}
