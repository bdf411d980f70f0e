from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import Wording, WordingLink
from pipelines.resolve.wordings import link_wordings

FIRST = "“We will not close the bridge before the winter is over.”"


def wording(number: int, text: str, speaker: int | None = 1, quoted: bool = True, day: int | None = 1) -> Wording:
    return Wording(number, speaker, quoted, text, None if day is None else datetime(2025, 3, day))


def links(*wordings: Wording) -> list[tuple[int, int]]:
    """Give the links of wordings that are of the utterance of an earlier one: by speaker, as they come from staging."""
    ordered = sorted(wordings, key=lambda wording: wording.speaker_id or 0)
    return [(link.wording_id, link.utterance_id) for link in link_wordings(ordered)]


def test_a_wording_with_a_word_changed_is_the_same_utterance() -> None:
    other = wording(2, "“We will never close the bridge before the winter is over.”")
    assert list(link_wordings([wording(1, FIRST), other])) == [
        WordingLink(
            2, 1, "“We will [-not-] {+never+} close the bridge before the winter is over.”", "not → never", 1, 1
        ),
    ]


def test_a_wording_that_leaves_words_out_shows_them() -> None:
    other = wording(2, "“We will not close the bridge before winter.”")
    (link,) = link_wordings([wording(1, FIRST), other])
    assert link.difference == "“We will not close the bridge before [-the-] winter.” [-is over.”-]"
    assert (link.words_left_out, link.words_put_in) == (3, 0)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("“We will never close that bridge before winter is over.”", "not → never; the → that; − the"),
        ("“We will not close the old bridge before the winter is ‘really’ over.”", "+ old; + really"),
        ("“They will not close the bridge before the winter is over.”", "We → They"),
        ("“And we will not close the bridge before the winter is over, believe me.”", None),
        ("“We will not close the bridge before the winter,” she said.", None),
        ("“We will not close the bridge ... the winter is over.”", None),
        ("“We will not close the bridge – before the winter is over.”", None),
    ],
    ids=[
        "words changed",
        "words put in",
        "the first word changed",
        "begins and ends elsewhere",
        "ends earlier",
        "a cut that is marked",
        "a dash",
    ],
)
def test_what_changed_within_the_words_is_told_from_where_they_begin_and_end(text: str, changes: str | None) -> None:
    (link,) = link_wordings([wording(1, FIRST), wording(2, text)])
    assert link.utterance_id == 1
    assert link.changes == changes


def test_marks_are_no_words_left_out_or_put_in() -> None:
    (link,) = link_wordings([wording(1, FIRST), wording(2, FIRST.replace("bridge", "bridge —"))])
    assert (link.words_left_out, link.words_put_in) == (0, 0)


def test_the_first_printed_is_the_utterance() -> None:
    later = wording(1, "“We will never close the bridge before the winter is over.”", day=2)
    assert links(wording(2, FIRST), later) == [(1, 2)]


@pytest.mark.parametrize(
    "other",
    [
        wording(2, "“We will never close the bridge before the winter is over.”", speaker=2),
        wording(2, "“We will never close the bridge before the winter is over.”", speaker=None),
        wording(2, "we will never close the bridge before the winter is over", quoted=False),
        wording(2, "“We will never close the bridge before the winter is over.”", day=29),
        wording(2, "“We will open the new school when the summer is over.”"),
        wording(2, "“We will not close the school before the exams are done.”"),
        wording(2, "“We will not.”"),
    ],
    ids=["another speaker", "no known speaker", "a paraphrase", "weeks later", "other words", "a phrase", "few words"],
)
def test_what_may_have_been_said_another_time_is_another_utterance(other: Wording) -> None:
    assert links(wording(1, FIRST), other) == []


def test_without_a_date_the_words_decide() -> None:
    other = wording(2, "“We will never close the bridge before the winter is over.”", day=None)
    assert links(wording(1, FIRST), other) == [(2, 1)]


def test_a_short_part_of_a_long_statement_is_an_utterance_of_its_own() -> None:
    long = f"{FIRST} " + "The engineers looked at every beam and found none that has to be replaced this year at all."
    assert links(wording(1, long), wording(2, FIRST)) == []


vocabulary = ["we", "will", "not", "close", "the", "bridge", "before", "winter", "is", "over", "now"]
words = st.lists(st.sampled_from(vocabulary), max_size=14)


@given(st.lists(words, max_size=6))
def test_every_wording_is_of_one_utterance_at_the_most_whose_first_wording_is_of_no_other(
    texts: list[list[str]],
) -> None:
    found = links(*(wording(number, " ".join(text)) for number, text in enumerate(texts)))
    assert len(dict(found)) == len(found)
    assert all(first < own and first not in dict(found) for own, first in found)
