import gzip
from collections.abc import Callable

import pytest

from pipelines.ingest import extracted
from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]


def page(place: str) -> bytes:
    talk = "".join(
        f"<p>The council of {place} met on day {day} to talk about the old bridge there.</p>" for day in range(6)
    )
    body = f"<body><article>{talk}</article></body>"
    return f"<!doctype html><html><head><title>{place}</title></head>{body}</html>".encode()


def answer(
    payload: bytes, address: str = "http://p.example/1", status: str = "200 OK", kind: str = "text/html", more: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-06-03T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n"


def test_each_page_is_a_document_with_its_address_and_no_date(read: Read) -> None:
    content = INFO + answer(page("Norhaven")) + answer(page("Elmstead"), "http://p.example/2")
    first, second = read("a.warc", content)
    assert ("Norhaven" in first.text, "Elmstead" in second.text) == (True, True)
    assert (first.url, second.url) == ("http://p.example/1", "http://p.example/2")
    assert (first.published, first.format, first.status) == (None, "warc", "loaded")


def test_a_member_a_record_is_how_archives_are_compressed(read: Read) -> None:
    content = b"".join(map(gzip.compress, [INFO, answer(page("Norhaven")), answer(page("Elmstead"))]))
    assert [document.status for document in read("a.warc.gz", content)] == ["loaded", "loaded"]


@pytest.mark.parametrize(
    "other",
    [answer(page("X"), status="404 Not Found"), answer(b"\x89PNG", kind="image/png"), answer(b"", kind="text/css")],
)
def test_what_is_no_page_is_no_row(read: Read, other: bytes) -> None:
    (document,) = read("a.warc", other + answer(page("Norhaven")))
    assert "Norhaven" in document.text


def test_an_archive_without_pages_is_a_row_that_says_so(read: Read) -> None:
    (document,) = read("a.warc", INFO + answer(b"x", kind="text/plain"))
    assert (document.status, "no HTML page among its 2 records" in str(document.error)) == ("rejected", True)


@pytest.mark.parametrize("cut", [10, 300, 600])
def test_an_archive_that_is_cut_off_gives_its_whole_pages_and_says_so(read: Read, cut: int) -> None:
    first, second = read("a.warc", (answer(page("Norhaven")) + answer(page("Elmstead")))[:-cut])
    assert ("Norhaven" in first.text, second.status) == (True, "rejected")
    assert "breaks off after 1 records" in str(second.error)


def test_what_follows_that_is_no_archive_is_said(read: Read) -> None:
    first, second = read("a.warc", answer(page("Norhaven")) + b"garbage\r\n" * 10)
    assert (first.status, second.status) == ("loaded", "rejected")


def test_encodings_of_the_answer_are_undone(read: Read) -> None:
    zipped = answer(gzip.compress(page("Norhaven")), more="Content-Encoding: gzip\r\n")
    data = page("Elmstead")
    chunked = answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data), more="Transfer-Encoding: chunked\r\n")
    not_really = answer(page("Ashford"), more="Content-Encoding: gzip\r\n")
    places = [document.text.split()[3] for document in read("a.warc", zipped + chunked + not_really)]
    assert places == ["Norhaven", "Elmstead", "Ashford"]


def test_the_server_s_charset_counts_where_the_page_says_none(read: Read) -> None:
    content = page("Північне").decode().encode("windows-1251")
    (document,) = read("a.warc", answer(content, kind="text/html; charset=windows-1251"))
    assert "Північне" in document.text


def test_a_page_that_is_a_bomb_is_rejected_and_the_next_one_loads(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 20_000)
    bomb = answer(gzip.compress(b"a" * 10_000_000), more="Content-Encoding: gzip\r\n")
    first, second = read("a.warc", bomb + answer(page("Norhaven")))
    assert (first.status, "Norhaven" in second.text) == ("rejected", True)


@pytest.mark.parametrize("length", ["-5", "x", "9" * 30, ""])
def test_a_record_without_a_true_length_ends_the_archive(read: Read, length: str) -> None:
    (document,) = read("a.warc", f"WARC/1.0\r\nContent-Length: {length}\r\n\r\nabc".encode())
    assert document.status == "rejected"
