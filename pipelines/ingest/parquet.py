"""Reads .parquet: one record a row, streamed by row groups and batches; only the columns that are known are read."""

from collections.abc import Iterator, Sequence
from io import BufferedReader
from tempfile import TemporaryFile
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.ingest.extracted import ExtractedRecord, rejected
from pipelines.ingest.fields import FieldNames, has_text_field, known_fields, record_of_fields
from pipelines.ingest.opening import ALWAYS_READ, LARGEST_RATIO

_BATCH_ROWS = 500
_BUFFER = 1024 * 1024
_COPIED = 1024 * 1024


def read_parquet(stream: BufferedReader, names: FieldNames) -> Iterator[ExtractedRecord]:
    """Yield a record for every row; what is damaged is a rejected record, and the other row groups are read."""
    with TemporaryFile() as copy:
        yield from _read_parquet(_seekable(stream, copy), names)


def _seekable(stream: BufferedReader, copy: BinaryIO) -> BinaryIO:
    """Give the stream itself if one can go back in it, else (it was compressed) what it holds, copied to disk."""
    if stream.seekable():
        return stream
    while piece := stream.read1(_COPIED):
        copy.write(piece)
    copy.seek(0)
    return copy


def _read_parquet(file: BinaryIO, names: FieldNames) -> Iterator[ExtractedRecord]:
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER)
        fields = table.schema_arrow.names
    except (pa.ArrowException, OSError, ValueError) as error:
        _raise_faults_of_the_system(error)
        yield rejected(f"the Parquet file is damaged ({_first_line(error)})")
        return
    known = known_fields(fields, names)
    if not has_text_field(dict.fromkeys(known, ""), names) and table.metadata.num_rows:
        yield record_of_fields(dict.fromkeys(fields), names, None, None, "the file")
        return
    before = 0
    for group in range(table.num_row_groups):
        yield from _read_row_group(table, group, known, names, before)
        before += table.metadata.row_group(group).num_rows


def _read_row_group(
    table: pq.ParquetFile, group: int, columns: Sequence[str], names: FieldNames, before: int
) -> Iterator[ExtractedRecord]:
    """Yield the records of a row group that `before` rows precede, and at the end what kept it from going on."""
    row = before
    try:
        _refuse_bomb(table.metadata.row_group(group))
        for batch in table.iter_batches(_BATCH_ROWS, row_groups=[group], columns=list(columns), use_threads=False):
            for fields in batch.to_pylist():
                row += 1
                yield record_of_fields(fields, names, None, None, f"row {row:,}")
    except (pa.ArrowException, OSError, ValueError) as error:
        _raise_faults_of_the_system(error)
        last = before + table.metadata.row_group(group).num_rows
        yield rejected(f"rows {row + 1:,} to {last:,} cannot be read ({_first_line(error)})")


def _raise_faults_of_the_system(error: Exception) -> None:
    """Raise an error again that says nothing of the file: Arrow's own are OSErrors too, but have no number."""
    if isinstance(error, OSError) and error.errno is not None:
        raise error


def _refuse_bomb(group: pq.RowGroupMetaData) -> None:
    """Raise ValueError for a row group with a column that is larger, decompressed, than any text is."""
    for place in range(group.num_columns):
        column = group.column(place)
        size = column.total_uncompressed_size
        if size > ALWAYS_READ and size > LARGEST_RATIO * column.total_compressed_size:
            raise ValueError(f"{column.path_in_schema} is over {LARGEST_RATIO} times as large as it is compressed")


def _first_line(error: Exception) -> str:
    """Give what an error says first; what follows are places in a library."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
