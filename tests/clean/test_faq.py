from collections.abc import Callable

import pytest

from pipelines.clean.cleaning import clean
from pipelines.records import Document

MakeDocument = Callable[..., Document]

BODY = "All bridges of Norhaven were closed on Monday after the storm, the council said."
QUOTED = "“We had no choice,” the mayor said. “Nobody could have crossed.”"
RUN_TOGETHER = "What is Norhaven? Norhaven is a town. Why were the bridges closed? There was a storm."


def kept(document: Document) -> list[str]:
    return clean(document).article.text.split("\n\n")


@pytest.mark.parametrize(
    "heading",
    [
        "Frequently Asked Questions (FAQs)",
        "FAQ",
        "FAQs:",
        "## Frequently Asked Questions",
        "FAQs about Norhaven",
        "Q&A",
    ],
)
def test_a_section_goes_with_its_heading(document: MakeDocument, heading: str) -> None:
    cleaned = clean(document(f"{BODY}\n\n{heading}\n\n{RUN_TOGETHER}\n\n"))
    assert cleaned.article.text == BODY
    assert [passage.rule for passage in cleaned.removed] == ["blank", "faq", "faq"]


def test_questions_and_answers_may_be_paragraphs(document: MakeDocument) -> None:
    section = ["FAQ", "What is Norhaven?", "A town.", "It has a port.", "1. Why were the bridges closed?", "A storm."]
    assert kept(document("\n\n".join([BODY, *section]))) == [BODY]


def test_the_body_goes_on_after_the_last_answer(document: MakeDocument) -> None:
    section = ["FAQ", "What is Norhaven?", "Norhaven is a town.", "The council meets again on Friday."]
    assert kept(document("\n\n".join([BODY, *section]))) == [BODY, "The council meets again on Friday."]


def test_a_quoted_paragraph_after_the_section_is_kept(document: MakeDocument) -> None:
    assert kept(document("\n\n".join([BODY, "FAQs", RUN_TOGETHER, QUOTED]))) == [BODY, QUOTED]
    assert kept(document("\n\n".join([BODY, "FAQs", "What is Norhaven?", QUOTED]))) == [BODY, QUOTED]


def test_questions_without_such_a_heading_are_the_article_s(document: MakeDocument) -> None:
    text = f"{BODY}\n\n{RUN_TOGETHER}\n\nWhat comes next?\n\nNobody knows."
    assert clean(document(text)).article.text == text


def test_an_interview_under_q_and_a_is_kept(document: MakeDocument) -> None:
    text = f"{BODY}\n\nQ&A\n\nQ: Why did you close the bridges?\n\nI had no choice."
    assert clean(document(text)).article.text == text


def test_a_sentence_about_questions_is_no_heading(document: MakeDocument) -> None:
    text = f"{BODY}\n\nFrequently asked questions are answered by the town hall.\n\n{BODY}"
    assert clean(document(text)).article.text == text
