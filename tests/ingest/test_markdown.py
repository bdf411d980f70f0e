from collections.abc import Callable

import pytest

from pipelines.ingest import markdown
from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]


def text(read: Read, source: str) -> str:
    (document,) = read("a.md", source.encode())
    assert (document.status, document.format) == ("loaded", "md")
    return document.text


def test_marks_are_off_and_paragraphs_apart_by_an_empty_line(read: Read) -> None:
    source = (
        "# Bridge opens\n\nThe *mayor* said **no** to\nthe [council](http://p.example).\n\n\n> “Never,” she said.\n"
    )
    assert text(read, source) == "Bridge opens\n\nThe mayor said no to the council.\n\n“Never,” she said."


def test_list_items_and_code_are_paragraphs(read: Read) -> None:
    assert (
        text(read, "- One.\n- Two.\n  - Three.\n\n1. Four.\n\n    code\n") == "One.\n\nTwo.\n\nThree.\n\nFour.\n\ncode"
    )


def test_a_row_of_a_table_is_a_line_of_cells(read: Read) -> None:
    assert text(read, "| a | b |\n|---|---|\n| 1 | 2 |\n") == "a\tb\n\n1\t2"


def test_pictures_and_tags_are_no_text(read: Read) -> None:
    source = "One ![a bridge](b.jpg)two<sup>nd</sup>.\n\n<div>Three\n<script>x()</script></div>\n\n<!-- four -->\n"
    assert text(read, source) == "One twond.\n\nThree"


def test_escapes_and_entities_are_what_they_stand_for(read: Read) -> None:
    assert text(read, r"\*Not\* emphasis &amp; 2 &lt; 3") == "*Not* emphasis & 2 < 3"


def test_front_matter_says_who_and_when(read: Read) -> None:
    source = "---\ntitle: 'Bridge: opens'\ndate: 2024-06-03\nauthor:\n  - Ann Lee\n  - Bo Ray\n---\n\nWords.\n"
    (document,) = read("a.md", source.encode())
    assert (document.title, document.published, document.authors) == ("Bridge: opens", "2024-06-03", "Ann Lee, Bo Ray")
    assert (document.text, document.status) == ("Words.", "loaded")


@pytest.mark.parametrize("front", ["title: [", "words", "a: &a [x]\nb: [*a, *a]", "[" * 5000, "- " * 4000, "? " * 4000])
def test_front_matter_that_cannot_be_read_is_left_out_and_said(read: Read, front: str) -> None:
    (document,) = read("a.md", f"---\n{front}\n---\nWords.".encode())
    assert (document.text, document.status) == ("Words.", "damaged")
    assert "front matter" in str(document.error)


def test_a_line_at_the_top_is_no_front_matter(read: Read) -> None:
    assert text(read, "---\n\nOne.\n") == "One."


def test_a_file_that_takes_too_long_to_parse_is_rejected(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "LARGEST_MARKDOWN", 100)
    (document,) = read("a.md", b"a" * 101)
    assert (document.status, "101 bytes" in str(document.error)) == ("rejected", True)


@pytest.mark.parametrize("source", ["[" * 5000, "> " * 5000 + "a", "![](" * 2000, "- " * 2000 + "a", "<!--" * 5000])
def test_nesting_without_end_is_a_row(read: Read, source: str) -> None:
    assert len(read("a.md", source.encode())) == 1
