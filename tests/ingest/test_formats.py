import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import formats
from pipelines.ingest.formats import read_documents
from pipelines.ingest.listing import list_raw_files
from pipelines.records import Document, RawFile, key_of

Read = Callable[[str, bytes], list[Document]]


def test_a_text_file_is_one_document_with_its_text_untouched(read: Read) -> None:
    text = "  Voters chose.\r\n\r\nThe end. \n\n"
    (document,) = read("a.txt", text.encode())
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (document.status, document.error, document.format, document.encoding) == ("loaded", None, "txt", "utf-8")
    assert document.document_id == key_of("document", "a.txt", 0)


def test_a_byte_order_mark_is_not_text(read: Read) -> None:
    assert read("a.txt", b"\xef\xbb\xbfHello")[0].text == "Hello"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_an_empty_file_is_a_row_that_says_so(read: Read, name: str) -> None:
    (document,) = read(name, b"")
    assert (document.status, document.text, document.sha256) == ("empty", "", None)
    assert document.error == "the file is empty"


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_of_white_space_is_empty(read: Read, name: str) -> None:
    (document,) = read(name, b" \n\t\n")
    assert (document.status, document.text) == ("empty", "")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
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
    monkeypatch.setattr(formats, "LARGEST_ARTICLE_FILE", 1000)
    (document,) = read("a.txt", b"a" * 1001)
    assert document.status == "rejected"
    assert "1,001 bytes" in str(document.error)


def test_a_status_of_the_listing_is_the_document_s(root: Path) -> None:
    (document,) = read_documents(root, RawFile("a.docx", 1, 0, 0, "rejected", "no such kind"))
    assert (document.status, document.error, document.text) == ("rejected", "no such kind", "")


def test_a_file_that_is_gone_is_unreadable(root: Path) -> None:
    (document,) = read_documents(root, RawFile("gone.txt", 1, 0, 0))
    assert document.status == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(root: Path) -> None:
    (root / "a.txt").write_text("secret")
    (root / "a.txt").chmod(0)
    (document,) = read_documents(root, RawFile("a.txt", 6, 0, 0))
    assert (document.status, document.text) == ("unreadable", "")


def test_a_file_that_became_a_link_out_since_it_was_listed_is_refused(root: Path, tmp_path: Path) -> None:
    (root / "a.txt").write_text("mine")
    (file,) = list_raw_files(root)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "a.txt").unlink()
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    (document,) = read_documents(root, file)
    assert (document.status, document.text) == ("refused", "")


def test_a_file_that_became_a_pipe_since_it_was_listed_is_refused_without_waiting(root: Path) -> None:
    os.mkfifo(root / "a.txt")
    (document,) = read_documents(root, RawFile("a.txt", 6, 0, 0))
    assert document.status == "refused"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), name=st.sampled_from(["a.txt", "a.html", "a.jsonl"]))
def test_no_content_raises_and_every_row_says_what_happened(read: Read, content: bytes, name: str) -> None:
    for record, document in enumerate(read(name, content)):
        assert document.record == record
        assert (document.error is None) == (document.status == "loaded")
        assert (document.text != "") == (document.status in ("loaded", "damaged"))
        document.text.encode()
