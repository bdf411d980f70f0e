from collections.abc import Callable
from datetime import datetime

import pytest

from pipelines.clean.cleaning import clean
from pipelines.clean.opening import read_byline, read_date_line, read_dateline
from pipelines.records import Document

MakeDocument = Callable[..., Document]

BODY = "All bridges were closed on Monday after the storm, the council said."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("BY ANN LEE", "ANN LEE"),
        ("By Ann Lee and Bo Ray, Daily Planet", "Ann Lee, Bo Ray"),
        ("By Ann Lee, Bo Ray and Jo van der Meer", "Ann Lee, Bo Ray, Jo van der Meer"),
        ("By Ann Lee, Daily Planet", "Ann Lee"),
        ("By Ann O’Lee | Daily Planet", "Ann O’Lee"),
        ("Ann Lee, The Canadian Press", "Ann Lee"),
        ("Ann Lee | Staff Writer", "Ann Lee"),
        ("Ann Lee, Associated Press", "Ann Lee"),
        ("By Ann Lee (AP)", "Ann Lee"),
        ("By Ann Lee | June 3, 2024", "Ann Lee"),
        ("By Ann Lee Jan. 12, 2024", "Ann Lee"),
        ("By Ann Lee with Bo Ray", "Ann Lee, Bo Ray"),
    ],
)
def test_a_byline_gives_the_names(line: str, names: str) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "By Monday",
        "By Friday Night",
        "By the Numbers",
        "By Tuesday the bridges were open again.",
        "By closing the bridges, Ann Lee saved lives.",
        "Ann Lee",
        "Ann Lee, the mayor",
    ],
)
def test_a_line_that_only_looks_like_a_byline_is_none(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NORHAVEN (AP) — All", "NORHAVEN (AP)"),
        ("NORHAVEN, June 3 (Reuters) - All", "NORHAVEN, June 3 (Reuters)"),
        ("NORHAVEN, Ostland — All", "NORHAVEN, Ostland"),
        ("NEW NORHAVEN, N.O. -- All", "NEW NORHAVEN, N.O."),
        ("NORHAVEN—All", "NORHAVEN"),
        ("OSLO – “All", "OSLO"),
        ("Norhaven (AFP) – All", "Norhaven (AFP)"),
        ("(Reuters) - All", "(Reuters)"),
        ("(CNN)All", "(CNN)"),
        ("NORHAVEN/OSTFORD (Reuters) - All", "NORHAVEN/OSTFORD (Reuters)"),
    ],
)
def test_a_dateline_is_place_and_agency_before_a_dash(text: str, words: str) -> None:
    dateline = read_dateline(text)
    assert dateline is not None
    assert dateline.words == words
    assert text[dateline.length :].lstrip("“") == "All"


@pytest.mark.parametrize(
    "text",
    [
        "NATO — The alliance met on Monday.",
        "UPDATE — The bridges are open.",
        "NORHAVEN — and all of Ostland — is under water.",
        "Norhaven — The town is under water.",
        "STORM-HIT towns wait for help.",
        "RAYMOND--He was late.",
        "A bridge (AP) fell.",
    ],
)
def test_other_words_before_a_dash_are_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_byline_date_and_dateline_leave_the_text_and_fill_their_columns(document: MakeDocument) -> None:
    opening = "By Ann Lee\nPublished: 3 June 2024, 10:15\nUpdated 4 June 2024"
    cleaned = clean(document(f"{opening}\n\nNORHAVEN (AFP) — {BODY}\n\n{BODY}"))
    assert cleaned.article.text == f"{BODY}\n\n{BODY}"
    assert (cleaned.article.byline, cleaned.article.dateline) == ("Ann Lee", "NORHAVEN (AFP)")
    assert (cleaned.article.place, cleaned.article.agency) == ("NORHAVEN", "AFP")
    assert cleaned.article.published_at == datetime(2024, 6, 3, 10, 15)
    assert [passage.rule for passage in cleaned.removed] == ["byline", "date_line", "date_line", "dateline"]


def test_a_dateline_deeper_in_the_text_is_kept(document: MakeDocument) -> None:
    text = f"{BODY}\n\n{BODY}\n\nOSTFORD — {BODY}"
    cleaned = clean(document(text))
    assert (cleaned.article.text, cleaned.article.dateline) == (text, None)


def test_a_dateline_s_day_is_no_date_of_publication(document: MakeDocument) -> None:
    assert clean(document(f"NORHAVEN, June 3 (Reuters) - {BODY}")).article.published_at is None


def test_what_the_container_says_goes_before_what_the_text_says(document: MakeDocument) -> None:
    text = f"By Ann Lee\nPublished: 3 June 2024\n\n{BODY}"
    article = clean(document(text, authors="By Bo Ray and Jo May", published="2024-06-05")).article
    assert (article.byline, article.published_at) == ("Bo Ray, Jo May", datetime(2024, 6, 5))


def test_the_author_s_name_alone_is_a_byline_before_the_body_and_a_speaker_after(document: MakeDocument) -> None:
    cleaned = clean(document(f"Ann Lee\n\n{BODY}\n\nAnn Lee\n\nWhat happened?", authors="Ann Lee"))
    assert cleaned.article.text == f"{BODY}\n\nAnn Lee\n\nWhat happened?"


@pytest.mark.parametrize(
    "line",
    [
        "Published: 3 June 2024, 10:15",
        "Updated at 6:30 p.m. ET",
        "June 3, 2024",
        "Monday, 3 June 2024 | 10:15 GMT",
        "Last updated on Jun 3, 2024 at 10:15 am",
        "2024-06-03",
        "Posted June 3, 2024",
    ],
)
def test_a_line_of_dates_alone_is_a_date_line(line: str) -> None:
    assert read_date_line(line) is not None


@pytest.mark.parametrize(
    "line", ["June 3", "1989-92 4.0", "Published 2024 by Ann Lee", "In 2024", "2024", "3 June 2024 was wet"]
)
def test_a_line_that_says_more_or_less_is_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


def test_an_acronym_between_a_place_in_capitals_and_a_dash_is_an_agency() -> None:
    dateline = read_dateline("PORT ELLERY (NPA) — The bridge is shut.")
    assert dateline == ("PORT ELLERY (NPA)", "PORT ELLERY", "NPA", 20)


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("NORHAVEN (AP) — All", "NORHAVEN", "AP"),
        ("NORHAVEN, June 3 (Reuters) - All", "NORHAVEN", "Reuters"),
        ("NORHAVEN, Calif. (AP) — All", "NORHAVEN, Calif.", "AP"),
        ("NORHAVEN, Calif., June 3, 2024 — All", "NORHAVEN, Calif.", None),
        ("Norhaven (CNN) — All", "Norhaven", "CNN"),
        ("(Reuters) - All", None, "Reuters"),
        ("NORHAVEN (ANI): All", "NORHAVEN", "ANI"),
        ("NORHAVEN/OSTFORD (Reuters) - All", "NORHAVEN/OSTFORD", "Reuters"),
    ],
)
def test_a_dateline_gives_place_and_agency(text: str, place: str | None, agency: str | None) -> None:
    dateline = read_dateline(text)
    assert dateline is not None
    assert (dateline.place, dateline.agency) == (place, agency)


def test_an_acronym_that_a_sentence_states_is_no_agency() -> None:
    assert read_dateline("The Central Commission (CEC) ordered a recount.") is None


def test_the_line_under_a_byline_that_says_where_the_author_works_goes_with_it(document: MakeDocument) -> None:
    cleaned = clean(document("By Ann Poe\nDaily Planet\n\nThe bridge over the river has been shut since the morning."))
    assert cleaned.article.text == "The bridge over the river has been shut since the morning."
    assert cleaned.article.byline == "Ann Poe"


def test_a_paragraph_of_its_own_under_a_byline_is_kept(document: MakeDocument) -> None:
    cleaned = clean(
        document("By Ann Poe\n\nA quiet morning\n\nThe bridge over the river has been shut since the morning.")
    )
    assert cleaned.article.headline == "A quiet morning"


def test_a_dateline_with_a_year_says_when_the_article_was_published(document: MakeDocument) -> None:
    cleaned = clean(document("TARROW, 13 March 2025 — The bridge over the river has been shut since the morning."))
    assert cleaned.article.published_at == datetime(2025, 3, 13)


def test_a_dateline_without_a_year_is_no_date(document: MakeDocument) -> None:
    cleaned = clean(document("TARROW, 13 March — The bridge over the river has been shut since the morning."))
    assert (cleaned.article.dateline, cleaned.article.published_at) == ("TARROW, 13 March", None)


@pytest.mark.parametrize("line", ["Associated Press", "Staff Writer", "@annpoe", "ann.poe@planet.example"])
def test_an_agency_an_occupation_or_an_address_under_a_byline_goes_with_it(document: MakeDocument, line: str) -> None:
    cleaned = clean(document(f"By Ann Poe\n\n{line}\n\n{BODY}"))
    assert (cleaned.article.byline, cleaned.article.text) == ("Ann Poe", BODY)


def test_the_headline_again_under_a_byline_is_no_place_of_work(document: MakeDocument) -> None:
    cleaned = clean(document(f"Norhaven Bridges Closed Again\nBy Ann Poe\nNorhaven Bridges Closed Again\n{BODY}"))
    assert (cleaned.article.headline, cleaned.article.text) == ("Norhaven Bridges Closed Again", BODY)


def test_initials_are_no_article(document: MakeDocument) -> None:
    assert (
        clean(document("By A.B. Lee\n\nThe bridge was closed on Monday, the council said.")).article.byline
        == "A.B. Lee"
    )


def test_the_agency_of_a_byline_is_no_credit_of_a_picture(document: MakeDocument) -> None:
    assert clean(document("By Ann Lee (AP)\n\nThe bridge was closed on Monday.")).article.byline == "Ann Lee"


def test_the_name_of_the_outlet_below_a_byline_goes_with_it(document: MakeDocument) -> None:
    text = "By Ann Lee\n\nDaily Planet\n\nThe bridge was closed on Monday, the council said."
    assert (
        clean(document(text, outlet="Daily Planet")).article.text
        == "The bridge was closed on Monday, the council said."
    )
