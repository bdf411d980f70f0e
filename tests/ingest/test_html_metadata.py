import pytest
from lxml import html  # type: ignore[import-untyped]

from pipelines.ingest.html_metadata import PageMetadata, read_metadata

FULL = '"headline": "Bridges", "datePublished": "2024-06-03", "author": {"name": "Ann Lee"}'


def read(head: str) -> PageMetadata:
    return read_metadata(html.document_fromstring(f"<html><head>{head}</head><body><p>Words.</p></body></html>"))


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "nesting",
    ["%s", "[%s]", '{"@graph": [%s]}', '[{"@type": "Person", "name": "Bo"}, {"@type": "WebPage", "mainEntity": %s}]'],
)
def test_the_article_is_found_wherever_it_stands_in_json_ld(nesting: str) -> None:
    said = read(json_ld(nesting % f'{{"@type": "NewsArticle", {FULL}}}'))
    assert (said.title, said.published, said.authors) == ("Bridges", "2024-06-03", "Ann Lee")


def test_json_ld_goes_before_meta_tags() -> None:
    said = read('<meta property="og:title" content="Other">' + json_ld(f'{{"@type": ["Report"], {FULL}}}'))
    assert said.title == "Bridges"


def test_meta_tags_say_what_json_ld_does_not() -> None:
    said = read('<meta property="og:site_name" content="Daily Planet">' + json_ld(f'{{"@type": "Article", {FULL}}}'))
    assert said.outlet == "Daily Planet"


def test_an_author_or_outlet_that_is_a_reference_is_followed() -> None:
    said = read(
        json_ld(
            '{"@graph": [{"@type": "Article", "author": {"@id": "#a"}, "publisher": {"@id": "#p"}},'
            '{"@type": "Person", "@id": "#a", "name": "Ann Lee"},'
            '{"@type": "Organization", "@id": "#p", "name": "Daily Planet"}]}'
        )
    )
    assert (said.authors, said.outlet) == ("Ann Lee", "Daily Planet")


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ('[{"name": "Ann Lee"}, {"name": "Bo Ray"}]', "Ann Lee, Bo Ray"),
        ('"By Ann Lee and Bo Ray"', "Ann Lee, Bo Ray"),
        ('["Ann Lee", "Ann Lee"]', "Ann Lee"),
        ('{"name": ["Ann Lee", "Bo Ray"]}', "Ann Lee, Bo Ray"),
        ('"Ann Lee; ann@planet.example"', "Ann Lee"),
        ('"https://planet.example/ann"', None),
        ('"admin"', None),
        ("{}", None),
        ("7", None),
    ],
)
def test_authors_are_one_list_of_names(stated: str, authors: str | None) -> None:
    article = f'{{"@type": "Article", "headline": "B", "datePublished": "2024-06-03", "author": {stated}}}'
    assert read(json_ld(article)).authors == authors


def test_a_date_that_stands_for_none_is_none() -> None:
    assert read(json_ld('{"@type": "Article", "datePublished": "0001-01-01T00:00:00Z"}')).published is None


def test_a_date_in_microdata_counts() -> None:
    said = read_metadata(
        html.document_fromstring(
            "<body><time itemprop='datePublished' datetime='2024-06-03T10:00Z'>Monday</time></body>"
        )
    )
    assert said.published == "2024-06-03T10:00Z"


def test_escapes_are_resolved() -> None:
    assert read(json_ld('{"@type": "Article", "headline": "Norhaven&#8217;s bridges"}')).title == "Norhaven’s bridges"


@pytest.mark.parametrize(
    "broken", ["", "{", "[" * 50_000, "null", '"x"', "[[[]]]", '{"@type": {"@type": 1}, "author": [[]]}']
)
def test_broken_json_ld_says_nothing(broken: str) -> None:
    assert read(json_ld(broken)).title is None
