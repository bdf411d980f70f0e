"""What holds for any document: nothing is lost, and cleaning twice is cleaning once."""

from collections.abc import Callable, Collection
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.clean.cleaning import RULES, clean
from pipelines.clean.repeated import paragraph_keys
from pipelines.records import CleanDocument, Document

MakeDocument = Callable[..., Document]

HEADLINE = "Norhaven Bridges Closed After Storm"
PARAGRAPHS = [
    HEADLINE,
    HEADLINE.upper(),
    f"{HEADLINE} | Daily Planet",
    "Storm Closes Bridges",
    "By Ann Lee and Bo Ray, Daily Planet",
    "By Ann Lee",
    "Ann Lee",
    "Published: 3 June 2024, 10:15",
    "June 3, 2024",
    "NORHAVEN (AFP) — All bridges were closed on Monday, the council said.",
    "NORHAVEN — OSTFORD — All bridges were closed on Monday, the council said.",
    "All bridges were closed on Monday, the council said.",
    "“We had no choice,” the mayor said. “Nobody could have crossed.”",
    "He said: 'We had no choice.'",
    "Advertisement",
    "Read more: Storm reaches the coast",
    "Sign up for our daily newsletter",
    "Frequently Asked Questions (FAQs)",
    "FAQ",
    "What is a bridge? A bridge is a road over a river. Why are they closed? Because of the storm.",
    "What is a bridge?",
    "A bridge is a road over a river.",
    "Q&A",
    "Photo: Ann Lee / AFP",
    "The Associated Press contributed to this report.",
    "* * *",
    "We will open the bridge soon. pic.twitter.com/Ab3dEfGh1J",
    "— Ann Lee (@annlee) June 3, 2024",
    "It is open! https://t.co/Ab3dEfGh1J — Ann Lee (@annlee) June 3, 2024",
    "The mayor tweeted:",
    "Related stories",
    "More from Ann Lee:",
    "» Norhaven votes again",
    "Opinion: Why bridges fall",
    "A bridge in Norhaven on Monday. (Ann Lee/AP)",
    "Copyright 2024 Daily Planet. All rights reserved.",
    "a",
    "",
    "   ",
    "\t",
]
SEPARATORS = ["\n\n", "\n", "\r\n", "\r\n\r\n", "\r", "\n \n", "\u2028", " "]

composed = st.lists(st.tuples(st.sampled_from(PARAGRAPHS), st.sampled_from(SEPARATORS)), max_size=14).map(
    lambda pairs: "".join(paragraph + separator for paragraph, separator in pairs)
)
stated = st.fixed_dictionaries(
    {
        "title": st.sampled_from([None, HEADLINE, f"{HEADLINE} - Daily Planet", "Advertisement", " "]),
        "authors": st.sampled_from([None, "Ann Lee", "By Ann Lee"]),
        "outlet": st.sampled_from([None, "Daily Planet"]),
    }
)


def assert_tiled(document: Document, cleaned: CleanDocument) -> None:
    kept = [(s.document_start, s.document_end) for s in cleaned.segments]
    removed = [(r.document_start, r.document_end) for r in cleaned.removed]
    assert kept == sorted(kept)
    assert removed == sorted(removed)
    spans = kept + removed
    at = 0
    for start, end in sorted(spans):
        assert start == at < end
        at = end
    assert at == len(document.text)


def assert_slices(document: Document, cleaned: CleanDocument) -> None:
    at = 0
    for segment in cleaned.segments:
        words = document.text[segment.document_start : segment.document_end]
        assert cleaned.article.text[segment.article_start : segment.article_end] == words
        assert segment.article_start == at
        at = segment.article_end
    assert at == len(cleaned.article.text)
    for passage in cleaned.removed:
        assert passage.text == document.text[passage.document_start : passage.document_end]
        assert passage.rule in RULES


def assert_invariants(document: Document, repeated: Collection[int] = ()) -> None:
    cleaned = clean(document, repeated)
    assert_tiled(document, cleaned)
    assert_slices(document, cleaned)
    again = clean(replace(document, text=cleaned.article.text), repeated)
    assert again.removed == ()
    assert again.article.text == cleaned.article.text
    assert again.article.fingerprint == cleaned.article.fingerprint


@settings(deadline=None)  # the first text that is not English waits for the classifier's model
@given(text=composed, stated=stated)
@example(text="\n\n".join([HEADLINE, "Storm Closes Bridges", PARAGRAPHS[11]]), stated={})
def test_an_article_and_its_removals_tile_the_document(
    document: MakeDocument, text: str, stated: dict[str, str | None]
) -> None:
    assert_invariants(document(text, **stated))


@settings(deadline=None)  # the first text that is not English waits for the classifier's model
@given(text=composed, stated=stated, paragraphs=st.sets(st.sampled_from(PARAGRAPHS)))
def test_an_article_whose_outlet_repeats_paragraphs_is_tiled_too(
    document: MakeDocument, text: str, stated: dict[str, str | None], paragraphs: set[str]
) -> None:
    keys = {key for paragraph in paragraphs for key in paragraph_keys(paragraph) if key is not None}
    assert_invariants(document(text, **stated), keys)


@settings(deadline=None)  # the first text that is not English waits for the classifier's model
@given(text=st.text(max_size=120), title=st.none() | st.text(max_size=30))
def test_any_text_is_tiled(document: MakeDocument, text: str, title: str | None) -> None:
    assert_invariants(document(text, title=title))


@settings(deadline=None)  # the first text that is not English waits for the classifier's model
@given(text=composed)
def test_cleaning_is_the_same_every_time(document: MakeDocument, text: str) -> None:
    assert clean(document(text)) == clean(document(text))


def test_an_empty_text_gives_an_empty_article(document: MakeDocument) -> None:
    cleaned = clean(document(""))
    assert (cleaned.article.text, cleaned.article.word_count) == ("", 0)
    assert (cleaned.segments, cleaned.removed) == ((), ())


def test_a_text_of_nothing_but_boilerplate_gives_an_empty_article(document: MakeDocument) -> None:
    cleaned = clean(document("Advertisement\n\nRead more\n"))
    assert (cleaned.article.text, cleaned.article.word_count, cleaned.article.language) == ("", 0, None)
    assert [passage.rule for passage in cleaned.removed] == ["advertisement", "read_more"]


def test_the_check_of_the_tiling_can_fail(document: MakeDocument) -> None:
    made = document("Advertisement\n\nThe bridge was closed on Monday.\n\nAdvertisement")
    cleaned = clean(made)
    with pytest.raises(AssertionError):
        assert_tiled(made, replace(cleaned, removed=cleaned.removed[::-1]))
    with pytest.raises(AssertionError):
        assert_tiled(made, replace(cleaned, removed=cleaned.removed[1:]))
