from collections.abc import Callable

import pytest

from pipelines.clean.cleaning import clean
from pipelines.records import Document

MakeDocument = Callable[..., Document]

FIRST = "The bridge was closed on Monday, the council said."
LAST = "It will be opened on Friday."
AUTHOR = "— Ann Lee (@annlee) June 3, 2024"


def kept(document: Document) -> list[str]:
    return clean(document).article.text.split("\n\n")


@pytest.mark.parametrize(
    "post",
    [
        f"We will open it soon. {AUTHOR}",
        f"We will open it soon. pic.twitter.com/Ab3dEfGh1J\n\n{AUTHOR}",
        f"We will open it soon #bridge\n\nhttps://t.co/Ab3dEfGh1J\n\n{AUTHOR}",
        "pic.twitter.com/Ab3dEfGh1J",
        "View this post on Instagram",
        "A post shared by Ann Lee (@annlee)",
    ],
)
def test_an_embedded_post_is_removed(document: MakeDocument, post: str) -> None:
    cleaned = clean(document(f"{FIRST}\n\n{post}\n\n{LAST}"))
    assert cleaned.article.text == f"{FIRST}\n\n{LAST}"
    assert {passage.rule for passage in cleaned.removed} == {"embedded_post"}


def test_a_paragraph_above_an_author_that_bears_no_mark_of_a_post_is_kept(document: MakeDocument) -> None:
    assert kept(document(f"{FIRST}\n\n{LAST}\n\n{AUTHOR}\n\n{LAST}")) == [FIRST, LAST, LAST]


def test_posts_that_a_sentence_leads_up_to_are_kept_without_their_links(document: MakeDocument) -> None:
    posts = [f"We had no choice. {AUTHOR}", f"It was too late. {AUTHOR}"]
    text = "\n\n".join(["She tweeted:", *posts, "pic.twitter.com/Ab3dEfGh1J", LAST])
    assert kept(document(text)) == ["She tweeted:", *posts, LAST]


def test_an_account_in_a_sentence_is_no_post(document: MakeDocument) -> None:
    text = f"Ann Lee (@annlee) closed the bridge on June 3, 2024, and left.\n\n{LAST}"
    assert clean(document(text)).article.text == text
