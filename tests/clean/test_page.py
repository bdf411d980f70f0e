"""The copy of a whole page: its article is kept, what the page prints around it is not; an article is left alone."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.clean.blocks import split_blocks
from pipelines.clean.cleaning import clean
from pipelines.clean.page import find_page_furniture, is_page
from pipelines.clean.page_links import find_link_spans
from pipelines.records import CleanDocument, Document

MakeDocument = Callable[..., Document]

MENU = ["Skip to content", "Menu", "Home", "News", "Norhaven", "Sport", "Weather", "Jobs", "Sign in"]
BODY = [
    "All bridges in the old town of Norhaven were closed on Monday evening, the council said.",
    "“We had no choice,” the mayor said after the meeting. “Nobody could have crossed the river.”",
    "The storm had reached the coast in the morning and went inland more slowly than forecast.",
    "The bridges will be opened again once the engineers have looked at every one of them.",
]
MORE_BODY = [
    "Nobody was hurt, the police said, although some cars had to be left on the Mill Bridge until Tuesday.",
    "The oldest of the bridges was built for carts, and the council has often been asked to close it to heavy traffic.",
    "Each time the shops on the far side of the river asked for another year, and each time they were given two.",
    "What the engineers will find below the water nobody can say, and so nobody has said yet when carts may go again.",
]
FOOTER = ["Share", "Tags: storms, bridges", "Most read", "Ten gardens to see in June", "Contact us", "Terms of use"]


def kept(lines: list[str]) -> list[str]:
    blocks = split_blocks("\n".join(lines))
    removed = dict(find_page_furniture(blocks))
    return [block.text for index, block in enumerate(blocks) if index not in removed]


def spans(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_link_spans(split_blocks(text))]


# --- what is a page -------------------------------------------------------------------------------


def test_an_article_is_not_a_page() -> None:
    assert not is_page(split_blocks("\n\n".join(["Bridges Closed After Storm", "By Ann Lee", *BODY, "Share", "News"])))


def test_an_article_with_many_short_lines_is_not_a_page() -> None:
    results = [f"Norhaven {goals}, Ostford 2" for goals in range(20)]
    assert not is_page(split_blocks("\n".join([*BODY, *results, *BODY])))


def test_a_menu_and_a_footer_make_a_page() -> None:
    assert is_page(split_blocks("\n".join([*MENU, *BODY, *FOOTER])))


def test_a_page_in_another_language_is_known_by_its_menu() -> None:
    menu = ["Startseite", "Aktuelles", "Wirtschaft", "Kultur", "Wetter", "Verkehr", "Reise", "Garten", "Anmelden"]
    assert is_page(split_blocks("\n".join([*menu, *BODY, *menu, *menu])))


# --- the article of a page ------------------------------------------------------------------------


def test_the_lines_of_the_article_are_kept_and_no_others() -> None:
    assert kept([*MENU, *BODY, *FOOTER]) == BODY


def test_a_subheading_and_a_list_within_the_article_are_kept() -> None:
    body = [
        *BODY,
        "How it came",
        *MORE_BODY,
        "These are closed:",
        "the Mill Bridge",
        "that at Ostford",
        "They may stay so.",
    ]
    body += [f"{line} So it was said." for line in MORE_BODY]
    assert kept([*MENU, *body, *FOOTER]) == body


def test_a_list_of_dates_at_the_end_of_the_article_is_kept() -> None:
    dates = [f"June {day} – Town Hall, Norhaven" for day in range(3, 9)]
    assert kept([*MENU, *BODY, "The council meets on:", *dates, *FOOTER]) == [*BODY, "The council meets on:", *dates]


def test_links_below_a_heading_within_the_article_are_removed() -> None:
    links = ["Related articles", "River at its highest for ten years", "Ostford Votes on a New Bridge"]
    assert kept([*MENU, *BODY, *links, *MORE_BODY, *FOOTER]) == [*BODY, *MORE_BODY]


def test_a_button_within_the_article_is_removed() -> None:
    assert kept([*MENU, *BODY[:2], "Advertisement", *BODY[2:], *FOOTER]) == BODY


def test_a_subheading_below_an_advertisement_is_kept() -> None:
    assert kept([*MENU, *BODY, "Advertisement", "How it came", *MORE_BODY, *FOOTER]) == [
        *BODY,
        "How it came",
        *MORE_BODY,
    ]


def test_readers_comments_are_removed_even_if_longer_than_the_article() -> None:
    comments = []
    for name in ("Bo", "Cy", "Di", "Ed", "Flo", "Gus"):
        comments += [f"{name} says:", *(f"{name} here. {line}" for line in MORE_BODY), "Reply"]
    assert kept([*MENU, *BODY, *MORE_BODY, *comments, *FOOTER]) == [*BODY, *MORE_BODY]


def test_teasers_of_other_articles_are_removed() -> None:
    teasers = ["Ferry service stoppedThe ferry to Ostford was stopped on Monday for a day or two."] * 2
    assert kept([*MENU, *teasers, *MENU[3:], *BODY, *FOOTER]) == BODY


def test_headline_byline_and_date_above_the_article_go_to_their_columns(document: MakeDocument) -> None:
    top = ["Bridges of Norhaven closed after storm", "By Ann Lee", "June 3, 2024", "Share", "Tweet"]
    article = clean(document("\n".join([*MENU, *top, *BODY, *FOOTER]))).article
    assert (article.headline, article.byline) == ("Bridges of Norhaven closed after storm", "Ann Lee")
    assert article.published_at is not None
    assert article.text == "\n".join(BODY)


def test_a_line_above_the_article_that_has_nothing_to_do_with_it_is_no_headline(document: MakeDocument) -> None:
    article = clean(document("\n".join([*MENU, "Ten gardens worth seeing in June", *BODY, *FOOTER]))).article
    assert (article.headline, article.text) == (None, "\n".join(BODY))


def test_what_is_removed_is_named_page_furniture(document: MakeDocument) -> None:
    removed = clean(document("\n".join([*MENU, *BODY, *FOOTER]))).removed
    assert {passage.rule for passage in removed} == {"page_furniture", "blank"}


# --- lists of links in a sentence -----------------------------------------------------------------


def test_links_behind_a_name_in_a_sentence_are_removed() -> None:
    text = "Sen. Jo Lee Josephine Ann LeeSenate votes on bridges Mayor: no ferry today MORE (Norhaven) said so."
    assert spans(text) == [" Josephine Ann LeeSenate votes on bridges Mayor: no ferry today MORE"]


def test_each_name_has_its_links() -> None:
    text = "Jo Lee Jo LeeVote on bridges MORE and Bo de Ray William (Bo) de RayFerry stopped MORE said so."
    assert spans(text) == [" Jo LeeVote on bridges MORE", " William (Bo) de RayFerry stopped MORE"]


def test_a_space_before_the_first_link_needs_the_first_name_again() -> None:
    assert spans("Jo Lee Jo Ann Lee Senate votes on bridges MORE said so.") == [
        " Jo Ann Lee Senate votes on bridges MORE"
    ]
    assert spans("Then Lee met Ann Lee at the Senate and asked for MORE of it.") == []


def test_a_list_without_links_ends_at_once() -> None:
    assert spans("Jo Lee Jo Ann LeeMORE and all the others said MORE of it.") == [" Jo Ann LeeMORE"]


def test_more_in_capitals_is_not_enough() -> None:
    assert spans("Jo Lee said: “We need MORE bridges.”") == []


def test_the_sentence_around_the_links_stays(document: MakeDocument) -> None:
    text = f"Sen. Jo Lee Jo LeeVote on bridges MORE (Norhaven) said that she had not been asked.\n\n{BODY[0]}"
    cleaned = clean(document(text))
    assert cleaned.article.text == text.replace(" Jo LeeVote on bridges MORE", "")
    assert [passage.rule for passage in cleaned.removed] == ["link_list"]


# --- invariants -----------------------------------------------------------------------------------

LINES = [*MENU, *BODY, *FOOTER, "Bo says:", "3 hours ago", "Reply", "Read more:", "By Ann Lee", "June 3, 2024", ""]
LINES += [
    "Bridges of Norhaven closed after storm",
    "Jo Lee Jo LeeVote on bridges MORE said so to the council.",
    "Go...",
]
LINES += [
    "Photo: Ann Lee / AFP",
    "1 – 2, (Norhaven) 3",
    "The bridges were closed and nobody knew it yet",
    "FAQ",
    "Why?",
]


@settings(deadline=None)  # the first call reads the lists and the language model
@given(st.lists(st.sampled_from(LINES), max_size=60))
@example([*MENU, *BODY, *FOOTER])
@example([*MENU, "FAQ", "Why?", *BODY, *FOOTER])
def test_a_cleaned_page_is_tiled_and_cleaning_it_again_removes_nothing(
    document: MakeDocument, lines: list[str]
) -> None:
    page = document("\n".join(lines))
    cleaned = clean(page)
    assert pieces(cleaned) == page.text
    again = clean(replace(page, text=cleaned.article.text))
    assert again.removed == ()


def pieces(cleaned: CleanDocument) -> str:
    kept_pieces = [
        (kept.document_start, cleaned.article.text[kept.article_start : kept.article_end]) for kept in cleaned.segments
    ]
    removed = [(passage.document_start, passage.text) for passage in cleaned.removed]
    return "".join(text for _start, text in sorted(kept_pieces + removed))
