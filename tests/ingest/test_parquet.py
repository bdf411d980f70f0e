import gzip
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]


@pytest.fixture
def parquet(tmp_path: Path) -> Callable[..., bytes]:
    def write(columns: dict[str, object], **options: Any) -> bytes:
        pq.write_table(pa.table(columns), tmp_path / "written", **options)
        return (tmp_path / "written").read_bytes()

    return write


def test_each_row_is_a_document(read: Read, parquet: Callable[..., bytes]) -> None:
    content = parquet(
        {
            "id": [1, 2],
            "text": ["One.", "Two."],
            "date": [datetime(2024, 6, 3, 10), None],
            "authors": [["Ann Lee", "Bo Ray"], []],
            "source": [{"name": "Planet"}, None],
        }
    )
    first, second = read("a.parquet", content)
    assert (first.text, first.published, first.authors) == ("One.", "2024-06-03T10:00:00", "Ann Lee, Bo Ray")
    assert (first.outlet, first.encoding, first.status) == ("Planet", None, "loaded")
    assert (second.text, second.published, second.authors, second.outlet) == ("Two.", None, None, None)


def test_a_compressed_file_is_read(read: Read, parquet: Callable[..., bytes]) -> None:
    assert read("a.parquet.gz", gzip.compress(parquet({"text": ["One."]})))[0].text == "One."


def test_a_file_without_text_column_is_one_row_that_lists_its_columns(
    read: Read, parquet: Callable[..., bytes]
) -> None:
    (document,) = read("a.parquet", parquet({"artikel": ["One.", "Two."], "title": ["A", "B"]}))
    assert "'artikel', 'title'" in str(document.error)


@pytest.mark.parametrize("damage", [slice(None, -20), slice(100, None), slice(0, 4)])
def test_a_damaged_file_is_one_row(read: Read, parquet: Callable[..., bytes], damage: slice) -> None:
    (document,) = read("a.parquet", parquet({"text": ["One.", "Two."] * 100})[damage])
    assert document.status == "rejected"
    assert "damaged" in str(document.error)


def test_a_damaged_row_group_is_a_row_and_the_others_load(read: Read, parquet: Callable[..., bytes]) -> None:
    content = bytearray(
        parquet({"text": [f"{number} words." for number in range(30)]}, row_group_size=10, use_dictionary=False)
    )
    group = pq.read_metadata(pa.BufferReader(bytes(content))).row_group(1).column(0)
    content[group.data_page_offset : group.data_page_offset + group.total_compressed_size] = bytes(
        group.total_compressed_size
    )
    documents = read("a.parquet", bytes(content))
    assert [document.status for document in documents] == ["loaded"] * 10 + ["rejected"] + ["loaded"] * 10
    assert "rows 11 to 20 cannot be read" in str(documents[10].error)


def test_a_column_that_only_a_bomb_has_is_not_read(read: Read, parquet: Callable[..., bytes]) -> None:
    content = parquet({"text": ["a" * 70_000_000]}, compression="zstd", use_dictionary=False, write_statistics=False)
    (document,) = read("a.parquet", content)
    assert (document.status, "200 times" in str(document.error)) == ("rejected", True)
