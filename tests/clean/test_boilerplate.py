from collections.abc import Callable

import pytest

from pipelines.clean.boilerplate import boilerplate_rule
from pipelines.clean.cleaning import RULES, clean
from pipelines.records import Document

MakeDocument = Callable[..., Document]

REMOVED = [
    ("advertisement", "Advertisement"),
    ("advertisement", "ADVERTISEMENT"),
    ("advertisement", "Story continues below advertisement"),
    ("newsletter", "Sign up for our daily newsletter"),
    ("newsletter", "Get the stories you care about delivered to your inbox."),
    ("newsletter", "Subscribe to our newsletter to get the news of Norhaven every morning."),
    ("read_more", "READ MORE: Storm reaches the coast"),
    ("read_more", "Also read: ‘We had no choice,’ mayor says"),
    ("read_more", "Related | Storm reaches the coast"),
    ("read_more", "Read the full story here."),
    ("read_more", "Read more"),
    ("share_follow", "Share this article"),
    ("share_follow", "Follow us on Facebook and Instagram"),
    ("share_follow", "Follow Ann Lee on Twitter: @annlee"),
    ("cookie_privacy_copyright", "© 2024 Daily Planet"),
    ("cookie_privacy_copyright", "Copyright 2024 Daily Planet. All rights reserved."),
    ("cookie_privacy_copyright", "We use cookies to make this site better."),
    ("caption_credit", "Photo: Ann Lee / AFP"),
    ("caption_credit", "(Getty Images)"),
    ("caption_credit", "A closed bridge in Norhaven, June 3, 2024. (Ann Lee/Reuters)"),
    ("caption_credit", "Image caption The storm tore trees from the ground"),
    ("caption_credit", "Photo by Ann Lee"),
    ("contributed", "The Associated Press contributed to this report."),
    ("contributed", "Ann Lee and Bo Ray contributed reporting from Norhaven."),
    ("contributed", "Reporting by Ann Lee; editing by Bo Ray"),
    ("watch", "WATCH: Storm reaches Norhaven"),
    ("newsletter", "Want more news like this? Sign up for our weekly letter."),
    ("newsletter", "Already a subscriber? Log in"),
    ("newsletter", "You have 2 free articles remaining this month."),
    ("newsletter", "[Get our free newsletter on bridges]"),
    ("share_follow", "Facebook | Twitter | Email"),
    ("share_follow", "Ann Lee covers bridges for the Planet. Follow her on Twitter @annlee."),
    ("cookie_privacy_copyright", "Terms of Use | Privacy Policy"),
    ("cookie_privacy_copyright", "This story was originally published on planet.example."),
    ("caption_credit", "FILE - A bridge in Norhaven before the storm."),
    ("caption_credit", "Ann Lee/Reuters A bridge in Norhaven is closed to traffic on Monday."),
    ("caption_credit", "A bridge in Norhaven on Monday. REUTERS/Ann B. Lee"),
    ("caption_credit", "A bridge in Norhaven on Monday. Ann Lee for Daily Planet"),
    ("contributed", "Information from The Associated Press was used in this report."),
    ("contributed", "(Reporting by Ann B. Lee; Editing by Bo Ray)"),
    ("watch", "Watch the full video here:"),
    (
        "watch",
        "JUST WATCHED Mayor: 'We had no choice' Replay More Videos ... MUST WATCH Mayor: 'We had no choice' 02:41",
    ),
    (
        "caption_credit",
        f'Photos: The storm Photos: The storm {"It rained. " * 99}"No choice," Lee said. Hide Caption 1 of 2',
    ),
    ("separator", "* * *"),
    ("separator", "_____"),
]

KEPT = [
    "The council read more than a hundred letters about the bridge.",
    "More than a hundred people signed the letter.",
    "Related families share a garden, the council said.",
    "“Read more books,” the teacher said.",
    "Read more: “We had no choice.”",
    "He told readers: “Sign up for the newsletter.”",
    "The rains may have contributed to the collapse.",
    "The photo shows the bridge before the storm (it was built in 1901).",
    "Copyright law has not changed, the court said.",
    "The storm closed two bridges. (One has opened again.)",
    "Followers of the party share this view.",
    "Watch dogs barked all night.",
    "Signing the paper, she said it was late.",
    "'Advertisement'",
    "Support for the bridge is strong, the council said.",
    "This story begins with a storm.",
    "Share prices fell on Monday.",
    "The council and the U.S. Attorney’s Office for New Norhaven.",
    "Reports from the coast, however, paint a different picture.",
    "Become a mayor, she thought, and nobody listens.",
    "Start with the bridge, the council said.",
]


@pytest.mark.parametrize(("rule", "line"), REMOVED)
def test_a_line_of_boilerplate_is_removed_by_its_rule(document: MakeDocument, rule: str, line: str) -> None:
    first, last = "The bridge was closed on Monday.", "It will be opened on Friday."
    cleaned = clean(document(f"{first}\n\n{line}\n\n{last}"))
    assert [(passage.rule, passage.text) for passage in cleaned.removed] == [(rule, f"{line}\n\n")]
    assert cleaned.article.text == f"{first}\n\n{last}"


@pytest.mark.parametrize("line", KEPT)
def test_a_line_of_the_article_is_kept(line: str) -> None:
    assert boilerplate_rule(line) is None


def test_a_sentence_that_quotes_the_buttons_of_a_player_is_kept(document: MakeDocument) -> None:
    text = "The page says Replay More Videos and Hide Caption 1 of 2, which nobody must watch, she said."
    assert clean(document(text)).article.text == text


def test_lines_wrapped_at_a_fixed_width_are_judged_as_paragraphs(document: MakeDocument) -> None:
    wrapped = [
        "The council of Norhaven met on Monday to speak of the storm that",
        "tore trees from the ground and closed all bridges. There is much to",
        "read more of in the letters, its members said, than anybody had time",
        "for. The bridges will be opened again on Friday, if the weather",
        "allows. A letter of the mayor to the council, printed below, has the",
        "follow up. It is the third storm of the year, and the worst of them",
        "advertisement",
        "of what is to come in the winter, the council said in its statement.",
    ]
    text = "\n".join(wrapped)
    assert clean(document(text)).article.text == text


def test_windows_line_ends_go_with_what_is_removed(document: MakeDocument) -> None:
    cleaned = clean(document("The bridge was closed.\r\n\r\nAdvertisement\r\n\r\nIt is open again.\r\n"))
    assert cleaned.article.text == "The bridge was closed.\r\n\r\nIt is open again."


def test_every_rule_says_in_a_sentence_what_it_removes() -> None:
    assert {rule for rule, _ in REMOVED} < set(RULES)
    assert all(description.endswith(".") for description in RULES.values())


@pytest.mark.parametrize(
    "heading", ["Related stories", "Read more:", "Most Read", "You may also like", "More from Bo Ray:"]
)
def test_the_links_under_a_heading_go_with_it(document: MakeDocument, heading: str) -> None:
    first, last = "The bridge was closed on Monday.", "It will be opened on Friday."
    text = f"{first}\n\n{heading}\n\nStorm reaches the coast\n\nWhy do bridges ‘fall’?\n\n{last}"
    assert clean(document(text)).article.text == f"{first}\n\n{last}"


@pytest.mark.parametrize("last", ["Who Builds Bridges? Nobody knows.", "Why bridges fall."])
def test_a_title_that_is_a_sentence_goes_with_the_links_before_it_at_the_end(document: MakeDocument, last: str) -> None:
    text = f"The bridge was closed.\n\nRelated stories\n\nStorm reaches the coast\n\n{last}"
    assert clean(document(text)).article.text == "The bridge was closed."


@pytest.mark.parametrize(
    "paragraph",
    ["The mayor said that it was safe.", "“Nobody could have crossed”", "• The ferries go, and are free of charge."],
)
def test_a_paragraph_below_links_is_the_article_s(document: MakeDocument, paragraph: str) -> None:
    text = f"The bridge was closed.\n\nRelated stories\n\nStorm reaches the coast\n\n{paragraph}\n\nIt is open again."
    assert clean(document(text)).article.text == f"The bridge was closed.\n\n{paragraph}\n\nIt is open again."


def test_advertisements_do_not_end_a_list_of_links(document: MakeDocument) -> None:
    text = "The bridge was closed.\n\nRelated:\n\nAdvertisement\n\nStorm reaches the coast"
    assert clean(document(text)).article.text == "The bridge was closed."


@pytest.mark.parametrize("heading", ["Up next", "Don't miss", "More"])
def test_a_heading_that_may_be_the_article_s_goes_only_before_titles(document: MakeDocument, heading: str) -> None:
    first, second = "The bridge was closed on Monday.", "Norhaven won at home on Friday."
    assert clean(document(f"{first}\n\n{heading}\n\n{second}")).article.text == f"{first}\n\n{heading}\n\n{second}"
    links = "Storm reaches the coast\n\nWho builds bridges?"
    assert clean(document(f"{first}\n\n{heading}\n\n{links}\n\n{second}")).article.text == f"{first}\n\n{second}"


def test_a_heading_with_a_name_before_sentences_is_the_article_s(document: MakeDocument) -> None:
    text = "The mayor spoke on Monday.\n\nMore from Bo Ray:\n\nThe bridge will open on Friday.\n\nIt is safe."
    assert clean(document(text)).article.text == text


@pytest.mark.parametrize(
    "line", ["» Storm reaches the coast", "[Storm reaches the coast at last]", "Opinion: Why bridges fall"]
)
def test_a_title_that_is_marked_as_a_link_is_one_behind_the_opening(document: MakeDocument, line: str) -> None:
    body = [f"The bridge was closed on {day}." for day in ("Monday", "Tuesday", "Friday")]
    assert clean(document("\n\n".join([*body, line, body[0]]))).article.text == "\n\n".join([*body, body[0]])


def test_a_headline_with_a_label_is_no_link(document: MakeDocument) -> None:
    body = "The bridge was closed on Monday, and nobody in the council of Norhaven could say why it was."
    cleaned = clean(document(f"Opinion: Why Bridges Fall\n\n{body}"))
    assert (cleaned.article.headline, cleaned.article.text) == ("Opinion: Why Bridges Fall", body)


def test_half_a_character_keeps_no_line_from_being_judged(document: MakeDocument) -> None:
    cleaned = clean(document("The council met \ud800 on Monday.\n\ud800 © 2024 Norhaven Media, all rights reserved"))
    assert cleaned.removed[-1].rule == "cookie_privacy_copyright"
