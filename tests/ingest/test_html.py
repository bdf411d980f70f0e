from collections.abc import Callable

import pytest

from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]

BODY = "".join(
    f"<p>The council of Norhaven met on Monday to talk about bridge number {number}, which is old and needs repair.</p>"
    for number in range(6)
)
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
{"@type": "NewsArticle", "headline": "Bridges of Norhaven", "datePublished": "2024-06-03T10:15:00+02:00",
"author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Ray"}],
"publisher": {"name": "Daily Planet"}}]}</script>"""


def page(head: str = "", body: str = BODY, end: str = "</article></body></html>") -> bytes:
    menu = "<nav><ul><li>Home</li><li>Sport</li></ul></nav>"
    return f"<!doctype html><html><head>{head}</head><body>{menu}<article>{body}{end}".encode()


def test_the_article_s_paragraphs_are_the_text_and_the_menu_is_not(read: Read) -> None:
    (document,) = read("a.html", page())
    assert document.status == "loaded"
    assert len(document.text.split("\n\n")) == 6
    assert "Sport" not in document.text


def test_json_ld_says_who_when_and_where(read: Read) -> None:
    (document,) = read("a.htm", page(JSON_LD + "<title>Other title</title>"))
    assert (document.title, document.authors) == ("Bridges of Norhaven", "Ann Lee, Bo Ray")
    assert (document.published, document.outlet) == ("2024-06-03T10:15:00+02:00", "Daily Planet")
    assert document.format == "html"


def test_meta_tags_count_where_there_is_no_json_ld(read: Read) -> None:
    head = (
        '<title>Bridges</title><meta property="article:published_time" content="2024-06-03">'
        '<script type="application/ld+json">{broken</script>'
    )
    (document,) = read("a.html", page(head))
    assert (document.title, document.published) == ("Bridges", "2024-06-03")


def test_a_page_without_a_date_has_none(read: Read) -> None:
    assert read("a.html", page())[0].published is None


def test_a_page_that_is_cut_off_is_damaged_but_loaded(read: Read) -> None:
    (document,) = read("a.html", page(end="<p>The last words are"))
    assert document.status == "damaged"
    assert "cut off" in str(document.error)
    assert "bridge number 5" in document.text


def test_a_page_without_text_is_rejected(read: Read) -> None:
    (document,) = read("a.html", b"<html><head><title>Nothing</title>")
    assert (document.status, document.text) == ("rejected", "")
    assert "cut off" in str(document.error)


def test_the_declared_encoding_is_used(read: Read) -> None:
    body = BODY.replace("Norhaven", "Північне")
    content = page('<meta charset="windows-1251">', body).decode().encode("windows-1251")
    (document,) = read("a.html", content)
    assert "Північне" in document.text
    assert document.encoding == "windows-1251"


def test_deep_nesting_is_a_row_not_a_crash(read: Read) -> None:
    (document,) = read("a.html", page(body="<div>" * 10_000 + "words" + "</div>" * 10_000))
    assert document.status in ("loaded", "rejected")


def test_what_frames_the_article_is_not_its_text(read: Read) -> None:
    extras = '<div class="newsletter">Get our letter</div><p><a href="/x">Old towers of the town</a></p>'
    (document,) = read("a.html", page(body="<h1>Bridges of Norhaven</h1><h2>A council at work</h2>" + BODY + extras))
    assert document.text == read("b.html", page())[0].text
    assert document.title == "Bridges of Norhaven"


def test_list_items_and_cells_have_no_marks_that_the_page_has_not(read: Read) -> None:
    things = "<ul><li>Repair the pillars</li><li>Paint the rails</li></ul>"
    (document,) = read("a.html", page(body=BODY + things + BODY.replace("Monday", "Friday")))
    assert "\n\nRepair the pillars\n\nPaint the rails\n\n" in document.text


def test_a_page_of_a_hundred_thousand_elements_is_rejected_with_a_reason(read: Read) -> None:
    (document,) = read("a.html", page(body=BODY + "<img src=b.jpg> a " * 100_000))
    assert document.status == "rejected"
    assert "elements" in str(document.error)


def test_where_the_markup_names_the_wrong_part_of_a_page_the_longer_text_is_found(read: Read) -> None:
    """The other algorithms, which are asked only where they can make a difference, find it."""
    teaser = BODY.replace("Monday", "Sunday")[: len(BODY) // 2]
    (document,) = read("a.html", page(body=teaser, end=f"</article><section>{BODY}</section></body></html>"))
    assert document.text.count("Monday") == 6


def test_a_page_that_is_all_article_is_read_once(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """To compare what other algorithms find takes as long as all the rest, and would make no difference here."""

    def compare(*_: object) -> None:
        raise AssertionError("no other algorithm is asked")

    monkeypatch.setattr("trafilatura.core.compare_extraction", compare)
    (document,) = read("a.html", page(head=f"<style>{'p {color: black}' * 1000}</style>"))
    assert len(document.text.split("\n\n")) == 6
