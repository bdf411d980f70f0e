import json
from collections.abc import Callable
from datetime import date, datetime

import pytest

from pipelines.ingest.extracted import ExtractedRecord
from pipelines.ingest.fields import field_names, parse_mapping, record_of_fields
from pipelines.records import Document

Read = Callable[..., list[Document]]


def record(fields: dict[str, object], mapping: dict[str, str] | None = None) -> ExtractedRecord:
    return record_of_fields(fields, field_names(mapping or {}), "utf-8", None, "line 1")


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "content",
        "maintext",
        "body",
        "articleBody",
        "ARTICLE_BODY",
        "Text",
        "Article text",
        "full-text",
        "plaintext",
    ],
)
def test_the_text_field_has_many_names(name: str) -> None:
    assert record({name: "Words."}).text == "Words."


@pytest.mark.parametrize(
    "fields",
    [
        # news-please
        {"maintext": "W.", "title": "T", "date_publish": "2024-06-03 10:00:00", "authors": ["A B"], "url": "//p.ex",
         "source_domain": "p.example", "date_download": "2025-01-01", "date_modify": None, "title_page": "x"},
        # trafilatura --json
        {"text": "W.", "raw_text": "W W", "title": "T", "date": "2024-06-03", "author": "A B", "source": "//p.ex",
         "source-hostname": "p.example", "hostname": "x.example", "excerpt": "e", "filedate": "2025-01-01"},
        # newspaper4k
        {"text": "W.", "title": "T", "publish_date": "2024-06-03T10:00:00", "authors": ["A B"], "url": "//p.ex",
         "source_url": "//p.ex", "meta_site_name": "p.example", "summary": "s", "meta_description": "d"},
        # fundus
        {"title": "T", "authors": ["A B"], "publishing_date": "2024-06-03 10:00:00+00:00", "publisher": "p.example",
         "body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["W."]}]}, "requested_url": "//p.ex"},
        # Common Crawl news in data sets
        {"plain_text": "W.", "title": "T", "published_date": "2024-06-03", "author": "A B", "requested_url": "//p.ex",
         "sitename": "p.example", "crawl_date": "2025-01-01"},
        {"text": "W.", "title": "T", "date": "2024-06-03", "byline": "A B", "domain": "p.example", "description": "d",
         "url": "//p.ex", "image_url": "//p.ex/b.jpg"},
        # data sets of news
        {"": 0, "title": "T", "publication": "p.example", "author": "A B", "date": "2024-06-03", "year": 2024.0,
         "url": "//p.ex", "content": "W."},
        {"Headline": "T", "Article text": "W.", "Date published": "2024-06-03", "Author": "['A B']", "Url": "//p.ex",
         "Description": "d", "Source": "p.example"},
        # interfaces of newspapers
        {"source": {"id": None, "name": "p.example"}, "author": "A B", "title": "T", "content": "W.",
         "url": "//p.ex", "publishedAt": "2024-06-03T10:00:00Z"},
        {"webTitle": "T", "webPublicationDate": "2024-06-03T10:00:00Z", "webUrl": "//p.ex",
         "fields": {"bodyText": "W.", "byline": "A B"}, "publication": "p.example"},
        # schema.org
        {"@type": "NewsArticle", "headline": "T", "articleBody": "W.", "datePublished": "2024-06-03", "url": "//p.ex",
         "dateModified": "2025", "author": [{"@type": "Person", "name": "A B"}], "publisher": {"name": "p.example"}},
    ],
)  # fmt: skip
def test_what_known_tools_and_data_sets_write_is_read_without_configuration(fields: dict[str, object]) -> None:
    found = record(fields)
    assert (found.text, found.title, found.authors, found.url) == ("W.", "T", "A B", "//p.ex")
    assert (found.outlet, str(found.published)[:10]) == ("p.example", "2024-06-03")


def test_a_summary_is_the_text_only_where_there_is_no_other() -> None:
    assert record({"description": "Short.", "text": "Words."}).text == "Words."
    assert record({"description": "Short.", "text": None}).text == "Short."
    assert record({"short_description": "Short.", "headline": "T"}).text == "Short."


def test_when_a_page_was_fetched_is_not_when_it_was_published() -> None:
    assert record({"text": "W.", "date_download": "2025-01-01", "crawled": "2025-01-01"}).published is None


def test_a_record_without_text_field_is_rejected_with_its_fields_and_what_to_do() -> None:
    found = record({"txt_artikel": "Words.", "headline": "Bridge"})
    assert found.status == "rejected"
    assert "'headline', 'txt_artikel'" in str(found.error)
    assert "VERBATIM_FIELDS=text=" in str(found.error)


def test_a_message_does_not_grow_with_the_fields() -> None:
    assert len(str(record({f"{number}{'x' * 1000}": 1 for number in range(1000)}).error)) < 4000


def test_a_user_s_own_names_go_before_the_known_ones() -> None:
    fields: dict[str, object] = {"article_txt": "Words.", "text": "Teaser.", "HL": "Bridge"}
    found = record(fields, {"text": "article_txt", "title": "hl"})
    assert (found.text, found.title) == ("Words.", "Bridge")


def test_a_user_s_name_may_lead_into_an_object() -> None:
    assert record({"doc": {"raw": {"txt": "Words."}}}, {"text": "doc.raw.txt"}).text == "Words."


def test_the_mapping_reaches_the_files(read: Read) -> None:
    (document,) = read("a.jsonl", json.dumps({"article_txt": "Words."}).encode(), {"text": "article_txt"})
    assert document.text == "Words."


def test_a_mapping_is_read_from_configuration() -> None:
    assert parse_mapping("text=article_txt, title = hl,") == {"text": "article_txt", "title": "hl"}
    assert parse_mapping("") == {}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("txt=article_txt", "no column 'txt' to map a field to; there are text, title, published"),
        ("article_txt", "'article_txt' is no column=field"),
        ("text=a,text=b", "'text=b' is mapped twice"),
        ("text=", "without a name"),
    ],
)
def test_a_wrong_mapping_is_an_error_that_says_what_is_wrong(setting: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"VERBATIM_FIELDS: .*{message}"):
        parse_mapping(setting)


def test_dates_of_typed_files_are_written_out() -> None:
    assert record({"text": "W.", "date": date(2024, 6, 3)}).published == "2024-06-03"
    assert record({"text": "W.", "date": datetime(2024, 6, 3, 10)}).published == "2024-06-03T10:00:00"


@pytest.mark.parametrize("nothing", [None, float("nan"), "", "  ", [], {}, True])
def test_a_field_that_says_nothing_is_null(nothing: object) -> None:
    assert record({"text": "W.", "title": nothing, "headline": "T"}).title == "T"


def test_a_text_that_is_no_text_is_rejected_and_one_of_paragraphs_is_joined() -> None:
    number = record({"text": 7})
    assert (number.status, "int" in str(number.error)) == ("rejected", True)
    assert record({"text": ["One.", "Two."]}).text == "One.\n\nTwo."


def test_objects_without_end_do_no_harm() -> None:
    deep: list[object] = ["Ann Lee"]
    for _ in range(5000):
        deep = [{"name": deep}]
    assert record({"text": "W.", "author": deep}).authors is None
