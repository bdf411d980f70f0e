from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.dates import date_in_address, parse_date


@pytest.mark.parametrize(
    "stated",
    [
        "2024-06-03T10:15:00Z",
        "2024-06-03T12:15:00+02:00",
        "2024-06-03 10:15",
        "Mon, 03 Jun 2024 10:15:00 GMT",
        "June 3, 2024 at 6:15 a.m. EDT",
        "3 June 2024, 10:15",
        "Monday 3rd June 2024 10:15 UTC",
        "6:15 AM ET, June 3, 2024",
        "2024/06/03 10:15",
        "1717409700",
        "1717409700000",
    ],
)
def test_a_date_is_a_moment_in_utc(stated: str) -> None:
    assert parse_date(stated) == (datetime(2024, 6, 3, 10, 15), "minute")


@pytest.mark.parametrize(
    "stated",
    ["2024-06-23", "2024-06-23 00:00:00", "June 23, 2024", "23 Jun 2024", "23/06/2024", "06/23/2024", "23.6.2024"],
)
def test_a_date_without_a_time_is_its_midnight(stated: str) -> None:
    assert parse_date(stated) == (datetime(2024, 6, 23), "day")


@pytest.mark.parametrize(
    "stated",
    [
        None,
        "",
        "yesterday",
        "June 3",
        "June 2024",
        "2024",
        "20240603",
        "31 February 2024",
        "03/06/2024",
        "9999-12-31",
        "x" * 500,
    ],
)
def test_what_states_no_whole_date_is_none(stated: str | None) -> None:
    assert parse_date(stated) is None


@given(st.text(alphabet="0123456789 :-/.,apmJuneTZ+", max_size=40))
def test_any_words_are_a_date_or_none(stated: str) -> None:
    date = parse_date(stated)
    assert date is None or date.moment.tzinfo is None


def test_seconds_are_said_to_be_known_where_they_are() -> None:
    assert parse_date("2024-06-03T10:15:42Z") == (datetime(2024, 6, 3, 10, 15, 42), "second")


def test_midnight_somewhere_else_is_the_day_there() -> None:
    assert parse_date("2024-06-23T00:00:00+02:00") == (datetime(2024, 6, 23), "day")


@pytest.mark.parametrize(
    "url",
    [
        "https://echo.example/2024/06/23/bridge",
        "https://echo.example/news/2024/6/23/",
        "https://echo.example/2024-06-23/a",
    ],
)
def test_the_day_in_an_address_is_a_date(url: str) -> None:
    assert date_in_address(url) == (datetime(2024, 6, 23), "day")


@pytest.mark.parametrize("url", [None, "https://echo.example/2024/13/23/a", "https://echo.example/a-2024-06-23x"])
def test_other_numbers_in_an_address_are_none(url: str | None) -> None:
    assert date_in_address(url) is None
