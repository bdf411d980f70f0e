import pytest
from lxml import html  # type: ignore[import-untyped]

from pipelines.ingest.html_pruning import prune

SENTENCE = "The council of Norhaven met on Monday to talk about the old bridge, which needs repair this year."
PROSE = f"<p>{SENTENCE}</p>" * 3


def left(body: str) -> str:
    """Give the words that pruning leaves of a page's body."""
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    prune(tree)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    "part",
    [
        '<div class="newsletter-box">Get our letter</div>',
        '<section id="relatedPosts"><b>Other bridges</b></section>',
        '<div class="article_share_bar">Send</div>',
        '<p class="wp-caption-text">The bridge at night</p>',
        '<span itemprop="datePublished">3 June</span>',
        '<div class="c-byline">By Ann Lee</div>',
        '<div class="entry-content-views"><span>3,409</span> readers</div>',
        '<div class="article-header--dek">What became of it</div>',
        '<ol class="comment-list"><li>First!</li></ol>',
        "<h1>Bridges of Norhaven</h1>",
        '<p><a href="/x">Read what else is old in town</a></p>',
        '<p>Related: <a href="/x">Read what else is old in town</a></p>',
        '<ul><li><a href="/x">Old towers</a></li><li><a href="/y">Old walls</a></li></ul>',
        '<p>DON\'T MISS</p><p><a href="/x">Old towers</a></p>',
        '<div><img src="b.jpg"><span>The bridge at night</span></div>',
    ],
)
def test_what_the_markup_shows_to_be_no_article_is_taken_away(part: str) -> None:
    assert left(PROSE + part) == left(PROSE)


@pytest.mark.parametrize(
    "part",
    [
        '<p class="shareholders">The shareholders met.</p>',
        '<div class="with-sidebar"><p>Short words.</p></div>',
        '<p>The <a href="/x">report</a> is public.</p>',
        "<ul><li>Repair the bridge</li></ul>",
        "<h2>What comes next</h2>",
        "<p>Short.</p><p>FIRST</p>",
    ],
)
def test_the_article_stays(part: str) -> None:
    assert left(PROSE + part) != left(PROSE)


@pytest.mark.parametrize("name", ["post author-lee tag-news", "sticky-sidebar", "widget"])
def test_a_part_with_half_of_the_page_s_prose_stays_whatever_its_name(name: str) -> None:
    assert left(f'<div class="{name}">{PROSE * 2}</div>') == left(PROSE * 2)


def test_text_behind_what_is_taken_away_stays() -> None:
    assert left(f"<div>{SENTENCE}<span class='tooltip'>Norhaven is a town</span> It is late.</div>").endswith(
        "It is late."
    )


def test_loose_text_becomes_paragraphs_parted_by_line_breaks() -> None:
    tree = html.document_fromstring(f"<body><div>{SENTENCE} <b>Really.</b><br><br>{SENTENCE}<p>End.</p></div></body>")
    prune(tree)
    assert [p.text_content().strip() for p in tree.iter("p")] == [f"{SENTENCE} Really.", SENTENCE, "End."]


def test_a_body_in_parts_becomes_one() -> None:
    tree = html.document_fromstring(
        '<body><article><div class="article-body"><p>One.</p></div><div>Ad</div>'
        '<div class="article-body"><p>Two.</p></div></article></body>'
    )
    prune(tree)
    first = next(tree.iter("article"))[0]
    assert [p.text for p in first] == ["One.", "Two."]


def test_bodies_of_different_articles_stay_apart() -> None:
    tree = html.document_fromstring(
        '<body><article><div class="article-body"><p>One.</p></div></article>'
        '<article><div class="article-body"><p>Two.</p></div></article></body>'
    )
    prune(tree)
    assert [len(article[0]) for article in tree.iter("article")] == [1, 1]
