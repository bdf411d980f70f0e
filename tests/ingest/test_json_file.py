import json
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO

import pytest

from pipelines.ingest import extracted
from pipelines.ingest.fields import field_names
from pipelines.ingest.json_file import read_json
from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]
ARTICLES = [{"text": "One.", "title": "A"}, {"text": "Two.", "title": "B"}]


def texts(documents: list[Document]) -> list[str]:
    return [document.text for document in documents]


@pytest.mark.parametrize(
    "value",
    [
        ARTICLES,
        {"articles": ARTICLES},
        {"status": "ok", "sources": [{"name": "Planet"}], "response": {"meta": {"hits": 2}, "docs": ARTICLES}},
        {"id-1": ARTICLES[0], "id-2": ARTICLES[1]},
        {"description": "All our articles", "items": ARTICLES},
    ],
    ids=["array", "object with an array", "array inside objects", "objects by key", "feed"],
)
def test_articles_are_found_whatever_wraps_them(read: Read, value: object) -> None:
    assert texts(read("a.json", json.dumps(value, indent=1).encode())) == ["One.", "Two."]


def test_one_object_is_one_article_whatever_lists_it_has(read: Read) -> None:
    article = {"title": "A", "author": [{"name": "Ann Lee"}], "text": "One.", "comments": [{"text": "Nonsense."}]}
    (document,) = read("a.json", json.dumps(article).encode())
    assert (document.text, document.authors, document.format) == ("One.", "Ann Lee", "json")


@pytest.mark.parametrize("between", ["\n", "", "\n\n"])
def test_one_value_after_another_is_read_as_json_lines_are(read: Read, between: str) -> None:
    assert texts(read("a.json", between.join(map(json.dumps, ARTICLES)).encode())) == ["One.", "Two."]


def test_a_broken_line_among_json_lines_is_rejected_and_the_others_load(read: Read) -> None:
    documents = read("a.json", b'{"text": "One."}\n{"text": "Tw\n{"text": Two}\n{"text": "Three."}\n')
    assert texts(documents)[0] == "One."
    assert texts(documents)[-1] == "Three."
    assert {document.status for document in documents[1:-1]} == {"rejected"}


def test_an_array_that_is_cut_off_gives_what_it_has_and_says_so(read: Read) -> None:
    first, second = read("a.json", json.dumps(ARTICLES).encode()[:-10])
    assert (first.text, second.status) == ("One.", "rejected")
    assert "after 1 records" in str(second.error)


def test_an_object_larger_than_a_record_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 100)
    wrapper = {"n": 1, "tags": [{"name": "x"}], "meta": {"a": [1]}, "articles": ARTICLES * 40, "end": None}
    stream: BufferedReader = BufferedReader(BytesIO(json.dumps(wrapper).encode()))
    assert [record.text for record in read_json(stream, field_names({}))] == ["One.", "Two."] * 40


def test_no_more_is_read_than_the_record_needs() -> None:
    class Endless(BytesIO):
        given = 0

        def read1(self, _size: int | None = -1, /) -> bytes:
            self.given += 1
            return (b"[" if self.given == 1 else b"") + b'{"text": "Words."},' * 1000

        def peek(self, _size: int = 0, /) -> bytes:
            return b"[{"

    stream = Endless()
    records: Iterator[object] = read_json(stream, field_names({}))  # type: ignore[arg-type]
    for _ in range(5000):
        next(records)
    assert stream.given < 10


def test_a_value_without_end_is_rejected_in_bounded_memory(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 1000)
    first, second = read("a.json", b'[{"text": "One."}, {"text": "' + b"a" * 5_000_000)
    assert (first.text, second.status) == ("One.", "rejected")
    assert "more than 1,000 characters" in str(second.error)


@pytest.mark.parametrize("content", [b"7", b'"words"', b"null", b"[1]", b"{}", b"[]", b"words", b"[" * 100_000])
def test_what_is_no_article_is_one_rejected_row(read: Read, content: bytes) -> None:
    (document,) = read("a.json", content)
    assert (document.status, document.text) == ("rejected", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_is_read(read: Read, encoding: str) -> None:
    content = json.dumps([{"text": "“Café” — naïve."}], ensure_ascii=False).encode(encoding)
    (document,) = read("a.json", content)
    assert (document.text, document.status) == ("“Café” — naïve.", "loaded")
    assert str(document.encoding).startswith(encoding.removesuffix("-sig"))


def test_a_line_end_inside_a_string_is_read(read: Read) -> None:
    assert texts(read("a.json", b'{"text": "One.\nTwo."}')) == ["One.\nTwo."]
