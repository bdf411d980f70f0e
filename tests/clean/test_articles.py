from collections.abc import Callable

import pytest

from pipelines.clean.cleaning import clean
from pipelines.records import Document, key_of

MakeDocument = Callable[..., Document]

BODY = "All bridges of the town were closed on Monday after the storm, the council said in a statement."


def test_an_article_has_its_document_s_key_and_its_text_s(document: MakeDocument) -> None:
    made = document(BODY)
    article = clean(made).article
    assert (article.document_id, article.text_id) == (made.document_id, key_of("text", BODY))


def test_copies_share_a_fingerprint_whatever_their_case_and_marks(document: MakeDocument) -> None:
    first = clean(document("“It’s late,” she said.")).article
    second = clean(document('"IT\'S LATE" --  she said')).article
    other = clean(document("“It’s late,” he said.")).article
    assert first.fingerprint == second.fingerprint != other.fingerprint
    assert first.text_id != second.text_id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Der Rat der Stadt hat am Montag alle Brücken wegen des Sturms geschlossen, teilte er mit.", "de"),
        ("Bridges closed.", None),
    ],
)
def test_the_language_is_told_if_there_are_words_enough(
    document: MakeDocument, text: str, language: str | None
) -> None:
    assert clean(document(text)).article.language == language


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.planet.example/a/b?c", "planet.example"),
        ("http://NEWS.planet.example:8080/", "news.planet.example"),
        ("planet", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_the_domain_is_the_address_s_host(document: MakeDocument, url: str | None, domain: str | None) -> None:
    article = clean(document(BODY, url=url)).article
    assert (article.domain, article.url) == (domain, url)


def test_words_are_counted_as_they_are_parted_by_space(document: MakeDocument) -> None:
    assert clean(document("It’s late, she said.")).article.word_count == 4


def test_the_outlet_is_the_container_s(document: MakeDocument) -> None:
    assert clean(document(BODY, outlet="Daily Planet")).article.outlet == "Daily Planet"
    assert clean(document(BODY, url="https://planet.example/")).article.outlet is None
