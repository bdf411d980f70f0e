import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import extracted, formats
from pipelines.ingest.formats import MOST_REJECTED, read_documents
from pipelines.ingest.listing import list_raw_files
from pipelines.ingest.worker import read_files
from pipelines.records import Document, RawFile, key_of
from tests.ingest.conftest import fail_to_read

Read = Callable[[str, bytes], list[Document]]

FORMATS = ("txt", "md", "html", "htm", "json", "jsonl", "ndjson", "csv", "tsv", "parquet", "warc")
NAMES = [f"a.{name}{compression}" for name in FORMATS for compression in ("", ".gz", ".zst")]


def test_a_text_file_is_one_document_with_its_text_untouched(read: Read) -> None:
    text = "  Voters chose.\r\n\r\nThe end. \n\n"
    (document,) = read("a.txt", text.encode())
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (document.status, document.error, document.format, document.encoding) == ("loaded", None, "txt", "utf-8")
    assert document.document_id == key_of("document", "a.txt", 0)


def test_a_byte_order_mark_is_not_text(read: Read) -> None:
    assert read("a.txt", b"\xef\xbb\xbfHello")[0].text == "Hello"


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_is_a_row_that_says_so(read: Read, name: str) -> None:
    (document,) = read(name, b"")
    assert (document.status, document.text, document.sha256) == ("empty", "", None)
    assert document.error == "the file is empty"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_file_of_white_space_is_empty(read: Read, name: str) -> None:
    (document,) = read(name, b" \n\t\n")
    assert (document.status, document.text) == ("empty", "")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv"])
def test_a_binary_file_is_rejected_whatever_its_name(read: Read, name: str) -> None:
    (document,) = read(name, b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    assert document.status == "rejected"
    assert "picture" in str(document.error)


def test_a_file_with_lost_characters_is_damaged_but_loaded(read: Read) -> None:
    (document,) = read("a.txt", b"caf\xe9 \x8d")
    assert (document.status, document.text) == ("damaged", "café \ufffd")
    assert document.error is not None


def test_a_file_too_large_for_one_article_is_rejected_with_its_size(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 1000)
    (document,) = read("a.txt", b"a" * 1001)
    assert document.status == "rejected"
    assert "more than 1,000 bytes" in str(document.error)


def test_a_status_of_the_listing_is_the_document_s(root: Path) -> None:
    (document,) = read_documents(root, RawFile("a.docx", 1, 0, 0, "rejected", "no such kind"), {})
    assert (document.status, document.error, document.text) == ("rejected", "no such kind", "")


def test_a_file_that_is_gone_is_unreadable(root: Path) -> None:
    (document,) = read_documents(root, RawFile("gone.txt", 1, 0, 0), {})
    assert document.status == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(root: Path) -> None:
    (root / "a.txt").write_text("secret")
    (root / "a.txt").chmod(0)
    (document,) = read_documents(root, RawFile("a.txt", 6, 0, 0), {})
    assert (document.status, document.text) == ("unreadable", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_the_system_fails_to_give_is_unreadable_and_counts_as_never_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(formats, "open_raw_file", fail_to_read)
    (root / name).write_bytes(b"x" * 1000)
    (read,) = read_files(root, {}, list(list_raw_files(root)))
    assert read.documents[-1].status == "unreadable"
    assert read.documents[-1].error == "the file cannot be read (Input/output error)"
    assert read.read_ns == 0


def test_a_file_whose_content_cannot_be_read_counts_as_read(root: Path) -> None:
    (root / "a.txt.gz").write_bytes(gzip.compress(b"New.")[:8])
    (read,) = read_files(root, {}, list(list_raw_files(root)))
    assert read.documents[0].status == "unreadable"
    assert read.read_ns > 0


def test_a_file_that_became_a_link_out_since_it_was_listed_is_refused(root: Path, tmp_path: Path) -> None:
    (root / "a.txt").write_text("mine")
    (file,) = list_raw_files(root)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "a.txt").unlink()
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    (document,) = read_documents(root, file, {})
    assert (document.status, document.text) == ("refused", "")


def test_a_file_that_became_a_pipe_since_it_was_listed_is_refused_without_waiting(root: Path) -> None:
    os.mkfifo(root / "a.txt")
    (document,) = read_documents(root, RawFile("a.txt", 6, 0, 0), {})
    assert document.status == "refused"


def test_a_file_that_shrinks_while_it_is_read_gives_what_was_read_and_says_so(root: Path) -> None:
    line = b'{"text": "Words."}\n'
    (root / "a.jsonl").write_bytes(line * 50_000)
    (file,) = list_raw_files(root)
    documents = read_documents(root, file, {})
    first = next(documents)
    (root / "a.jsonl").write_bytes(line * 10)
    *_, last = documents
    assert first.text == "Words."
    assert (last.status, "changed while it was read" in str(last.error)) == ("unreadable", True)


def test_of_a_long_run_of_rejected_records_the_first_are_rows_and_the_rest_one(read: Read) -> None:
    content = b'{"n": 1}\n' * (MOST_REJECTED + 50) + b'{"text": "Words."}\n' + b'{"n": 1}\n'
    documents = read("a.jsonl", content)
    statuses = [document.status for document in documents]
    assert statuses == ["rejected"] * (MOST_REJECTED + 1) + ["loaded", "rejected"]
    assert "50 more records" in str(documents[MOST_REJECTED].error)


def test_the_format_is_that_of_what_is_compressed(read: Read) -> None:
    (document,) = read("a.JSONL.gz", gzip.compress(b'{"text": "Words."}'))
    assert (document.format, document.text) == ("jsonl", "Words.")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), name=st.sampled_from(NAMES))
def test_no_content_raises_and_every_row_says_what_happened(read: Read, content: bytes, name: str) -> None:
    for record, document in enumerate(read(name, content)):
        assert document.record == record
        assert (document.error is None) == (document.status == "loaded")
        assert (document.text != "") == (document.status in ("loaded", "damaged"))
        document.text.encode()
