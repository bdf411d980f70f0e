import json
from collections.abc import Callable

import pytest

from pipelines.ingest import extracted
from pipelines.records import Document, key_of

Read = Callable[[str, bytes], list[Document]]


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def test_each_line_is_a_document_with_what_it_says_of_itself(read: Read) -> None:
    record = {
        "title": "Bridge opens",
        "text": "A bridge opened.",
        "date": "2024-06-03",
        "authors": ["Ann Lee", "Bo Ray"],
        "url": "https://www.planet.example/bridge",
        "source": "Daily Planet",
    }
    first, second = read("a.jsonl", lines(record, {"content": "Another."}))
    assert (first.title, first.published, first.authors) == ("Bridge opens", "2024-06-03", "Ann Lee, Bo Ray")
    assert (first.url, first.outlet) == ("https://www.planet.example/bridge", "Daily Planet")
    assert (second.text, second.record, second.document_id) == ("Another.", 1, key_of("document", "a.jsonl", 1))
    assert (second.title, second.published, second.authors, second.outlet) == (None, None, None, None)


def test_a_broken_line_is_rejected_with_its_number_and_the_others_load(read: Read) -> None:
    content = b'{"text": "One."}\n\n{"text": "Two\n{"text": "Three."}\n'
    documents = read("a.jsonl", content)
    assert [(d.record, d.status, d.text) for d in documents] == [
        (0, "loaded", "One."),
        (1, "rejected", ""),
        (2, "loaded", "Three."),
    ]
    assert "line 3 is not valid JSON" in str(documents[1].error)


@pytest.mark.parametrize("line", [b"[1, 2]", b'"words"', b"7", b"null"])
def test_a_line_that_is_no_object_is_rejected(read: Read, line: bytes) -> None:
    assert read("a.jsonl", line)[0].status == "rejected"


@pytest.mark.parametrize("text", ["", "  \n", None])
def test_a_record_without_words_is_empty(read: Read, text: str | None) -> None:
    assert read("a.jsonl", lines({"text": text}))[0].status == "empty"


def test_half_characters_and_nul_are_replaced_and_the_record_is_damaged(read: Read) -> None:
    (document,) = read("a.jsonl", b'{"text": "a\\ud800b\\u0000c", "title": "\\udfff"}')
    assert (document.text, document.title, document.status) == ("a\ufffdb\ufffdc", "\ufffd", "damaged")


def test_a_pair_of_halves_is_a_character(read: Read) -> None:
    (document,) = read("a.jsonl", b'{"text": "\\ud83d\\ude00"}')
    assert (document.text, document.status) == ("\U0001f600", "loaded")


def test_mojibake_behind_json_escapes_is_repaired(read: Read) -> None:
    (document,) = read("a.jsonl", lines({"text": "Itâ€™s late", "title": "CafÃ©"}))
    assert (document.text, document.title) == ("It’s late", "Café")


def test_an_endless_line_is_rejected_with_its_size_and_the_next_one_loads(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 100)
    long, short = read("a.jsonl", lines({"text": "a" * 200}, {"text": "Short."}))
    assert (long.status, short.text) == ("rejected", "Short.")
    assert "line 1 is 213 bytes long" in str(long.error)


def test_nesting_without_end_is_rejected(read: Read) -> None:
    (document,) = read("a.jsonl", b'{"text": ' + b"[" * 200_000)
    assert document.status == "rejected"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_lines_with_a_byte_order_mark_are_read(read: Read, encoding: str) -> None:
    content = lines({"text": "Café."}, {"text": "“Two”."}).decode().encode(encoding)
    documents = read("a.jsonl", content)
    assert [(document.text, document.status) for document in documents] == [("Café.", "loaded"), ("“Two”.", "loaded")]
    assert documents[0].encoding == {"utf-16": "utf-16-le", "utf-8-sig": "utf-8", "utf-32": "utf-32-le"}[encoding]


def test_each_line_is_decoded_by_itself(read: Read) -> None:
    content = json.dumps({"text": "Café."}, ensure_ascii=False)
    first, second = read("a.jsonl", content.encode() + b"\n" + content.encode("cp1252"))
    assert (first.text, second.text) == ("Café.", "Café.")
    assert (first.encoding, second.encoding) == ("utf-8", "cp1252")
