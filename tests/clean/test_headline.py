from collections.abc import Callable

import pytest

from pipelines.clean.cleaning import clean
from pipelines.records import Document

MakeDocument = Callable[..., Document]

HEADLINE = "Norhaven Bridges Closed After Storm"
BODY = "All bridges of Norhaven were closed on Monday after the worst storm in years, the council said."


def rules(document: Document) -> list[tuple[str, str]]:
    return [(passage.rule, passage.text.strip()) for passage in clean(document).removed if passage.text.strip()]


def test_a_headline_that_stands_there_three_times_is_removed_three_times(document: MakeDocument) -> None:
    cleaned = clean(document(f"{HEADLINE}\n\n{HEADLINE}\n{HEADLINE}\n\n{BODY}"))
    assert cleaned.article.headline == HEADLINE
    assert cleaned.article.text == BODY
    assert [passage.rule for passage in cleaned.removed] == ["headline", "repeated_headline", "repeated_headline"]


@pytest.mark.parametrize(
    "copy",
    [
        HEADLINE.upper(),
        f"{HEADLINE} - Daily Planet",
        f"{HEADLINE} | Daily Planet",
        "Norhaven  bridges closed, after storm!",
        "Norhaven Bridges Are Closed After Storm",
        "Norhaven Bridges Closed After...",
    ],
)
def test_a_copy_may_differ_a_little(document: MakeDocument, copy: str) -> None:
    cleaned = clean(document(f"{HEADLINE}\n\n{copy}\n\n{BODY}"))
    assert (cleaned.article.headline, cleaned.article.text) == (HEADLINE, BODY)


def test_the_container_s_title_is_the_headline_and_its_copies_go(document: MakeDocument) -> None:
    cleaned = clean(document(f"{HEADLINE}\n\n{BODY}", title=f"{HEADLINE} | Daily Planet", outlet="Daily Planet"))
    assert (cleaned.article.headline, cleaned.article.text) == (HEADLINE, BODY)


def test_a_title_of_the_container_that_the_text_lacks_is_still_the_headline(document: MakeDocument) -> None:
    cleaned = clean(document(BODY, title=HEADLINE))
    assert (cleaned.article.headline, cleaned.article.text, cleaned.removed) == (HEADLINE, BODY, ())


def test_what_stands_behind_a_dash_and_is_no_outlet_stays_in_the_headline(document: MakeDocument) -> None:
    title = "Norhaven's bridges - a history"
    assert clean(document(BODY, title=title, outlet="Daily Planet")).article.headline == title


def test_a_title_line_before_a_sentence_is_the_headline(document: MakeDocument) -> None:
    assert clean(document(f"{HEADLINE}\n\n{BODY}")).article.headline == HEADLINE


@pytest.mark.parametrize(
    "first",
    [
        "The council closed all bridges.",
        "“We had no choice”",
        "The mayor called it ‘a night to forget.’",
        "Nobody saw it coming:",
        "but the bridges held",
        "Storm",
        "Bo Ray, the mayor of Norhaven",
        "A man crosses a bridge on Monday. Bridges closed",
    ],
)
def test_a_first_line_that_is_not_clearly_a_title_is_kept(document: MakeDocument, first: str) -> None:
    cleaned = clean(document(f"{first}\n\n{BODY}"))
    assert cleaned.article.headline is None
    assert cleaned.article.text.startswith(first)


def test_a_text_that_starts_with_its_body_has_no_headline(document: MakeDocument) -> None:
    cleaned = clean(document(f"{BODY}\n\n{BODY.replace('Monday', 'Tuesday')}"))
    assert (cleaned.article.headline, cleaned.removed) == (None, ())


def test_the_words_of_the_headline_in_the_body_are_kept(document: MakeDocument) -> None:
    text = f"{BODY}\n\n“{HEADLINE},” read the sign."
    assert clean(document(text, title=HEADLINE)).article.text == text


def test_a_headline_that_is_a_quotation_goes_when_it_is_repeated_exactly(document: MakeDocument) -> None:
    headline = "“We had no choice,” says mayor of Norhaven"
    assert rules(document(f"{headline}\n{headline}\n\n{BODY}", title=headline)) == [
        ("headline", headline),
        ("repeated_headline", headline),
    ]
