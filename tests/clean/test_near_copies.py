from collections.abc import Mapping

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.near_copies import choose_originals, shared_text, sketch
from pipelines.records import SharedText
from pipelines.sql_files import SQL

STORM = (
    "The council of Norhaven closed all three bridges over the Calder on Monday evening, after a storm had torn the "
    "cables of the oldest. Nobody was hurt. “We had no choice,” said Ada Holm, who leads the council. Engineers from "
    "Casterholm are to inspect the pillars on Tuesday; until then, lorries have to take the road by Ostford."
)
ELECTION = (
    "A recount in the district of Tarrow changed nothing about who sits in the Estravian parliament, the electoral "
    "court found on Thursday. Bo Ray won by eleven votes, one more than was first counted. His opponent, the former "
    "minister Jonas Lund, congratulated him in a short letter and asked his voters to accept the result as it stands."
)
SAME_EVENT = (
    "No traffic crosses the Calder at Norhaven since Monday night. All of the town's bridges are shut, because gusts "
    "broke steel cables on one of them. According to the head of the council, Ada Holm, there was no other way. The "
    "pillars will be looked at by engineers on Tuesday. Heavy goods traffic is sent round through Ostford meanwhile."
)


def containment(one: str, other: str) -> float:
    shared = shared_text(1, one, 2, other)
    return 0.0 if shared is None or shared.containment is None else shared.containment


def candidates(sketches: Mapping[int, tuple[int, ...]]) -> list[tuple[int, int]]:
    ids = [text for text, keys in sketches.items() for _ in keys]
    keys = [key for keys in sketches.values() for key in keys]
    query = (SQL / "staging" / "near_copy_candidates.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.register("text_sketches", pa.table({"text_id": ids, "key": keys}))
        return [(one, other) for one, other in connection.execute(query).fetchall()]


# --- sketches ---------------------------------------------------------------------------------------


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch(STORM)[:2] == (135954993215759580, 522893438388971208)


def test_keys_are_sorted_and_fit_a_signed_column() -> None:
    keys = sketch(f"{STORM} {ELECTION}")
    assert list(keys) == sorted(set(keys))
    assert all(0 <= key < 2**63 for key in keys)


def test_case_and_marks_make_no_other_sketch() -> None:
    assert sketch(STORM) == sketch(STORM.upper().replace("“", '"').replace("”", "").replace(",", " -"))


def test_what_was_taken_over_keeps_its_keys() -> None:
    assert set(sketch(STORM)) <= set(sketch(f"{ELECTION}\n\n{STORM}\n\n{ELECTION}"))


@given(st.text(max_size=200))
def test_any_text_has_a_sketch(text: str) -> None:
    assert sketch(text) == sketch(text)


def test_a_text_of_few_words_has_none() -> None:
    assert sketch("Nobody was hurt.") == ()


# --- candidates -------------------------------------------------------------------------------------


def test_an_excerpt_and_its_source_are_a_pair() -> None:
    assert candidates({7: sketch(STORM), 3: sketch(f"{ELECTION} {STORM}"), 5: sketch(SAME_EVENT)}) == [(3, 7)]


def test_a_small_part_in_common_makes_no_pair() -> None:
    assert candidates({1: tuple(range(100)), 2: tuple(range(90, 190))}) == []


def test_what_very_many_texts_have_makes_pairs_by_their_number_not_its_square() -> None:
    assert len(candidates(dict.fromkeys(range(1000), (1, 2, 3)))) < 64 * 1000


# --- comparing --------------------------------------------------------------------------------------


def test_the_start_of_a_text_is_contained_in_it() -> None:
    assert containment(STORM[:240], STORM) > 0.95


def test_paragraphs_in_another_order_are_contained() -> None:
    assert containment(f"{ELECTION}\n\n{STORM}", f"{STORM}\n\n{ELECTION}") == 1


def test_case_marks_and_apostrophes_are_no_difference() -> None:
    text = f"{STORM} It's the town’s oldest."
    assert containment(text, text.upper().replace("’", "'").replace("“", "«")) == 1


def test_a_word_changed_here_and_there_leaves_most() -> None:
    edited = STORM.replace("evening", "night").replace("inspect", "examine")
    assert 0.8 <= containment(STORM, edited) < 1


def test_the_same_event_in_other_words_is_not_shared() -> None:
    assert shared_text(1, STORM, 2, SAME_EVENT) is None


def test_a_quotation_in_common_is_not_enough() -> None:
    said = "“Whoever drives over this bridge tonight drives into the river, and I will not have that on my watch.”"
    assert shared_text(1, f"{STORM} {said}", 2, f"{said} {ELECTION}") is None


def test_a_form_filled_with_other_numbers_is_an_article_of_its_own() -> None:
    form = (
        "Stocks in Casterholm closed higher on {} as banks and makers of machines gained on hopes for the harvest. The "
        "index of the thirty largest companies gained {} points, or {} per cent, to end the day at a level of {} "
        "points. Of the companies in the index as a whole {} rose and {} fell before the end of the day."
    )
    monday, tuesday = form.format("Monday", 12, 3, 4511, 21, 9), form.format("Tuesday", 47, 8, 4558, 17, 13)
    assert shared_text(1, monday, 2, tuesday) is None


def test_other_numbers_in_what_was_added_do_not_make_a_form() -> None:
    added = "In Ostford 3 of 12 bridges were shut in 2019, 4 in 2020, 5 in 2021 and 6 in 2022."
    assert containment(f"{STORM} {STORM} {added}", f"{STORM} {ELECTION} {SAME_EVENT} {ELECTION}") > 0.8


def test_a_sentence_is_too_short_to_be_a_copy() -> None:
    assert shared_text(1, "Nobody was hurt, the police of Norhaven said on Monday evening.", 2, STORM) is None


def test_passages_slice_to_the_same_words_whichever_text_comes_first() -> None:
    longer = f"{ELECTION}\n\nNORHAVEN (NPA) - {STORM}"
    for one, other in ((STORM, longer), (longer, STORM)):
        shared = shared_text(1, one, 2, other)
        assert shared is not None
        assert [one[passage.start : passage.end] for passage in shared.passages] == [STORM.rstrip(".")]
        assert [other[passage.other_start : passage.other_end] for passage in shared.passages] == [STORM.rstrip(".")]


def test_the_lower_key_comes_first() -> None:
    longer = f"{ELECTION}\n\n{STORM}"
    assert shared_text(9, STORM, 4, longer) == shared_text(4, longer, 9, STORM)
    shared = shared_text(9, STORM, 4, longer)
    assert shared is not None
    assert (shared.text_id, shared.other_text_id) == (4, 9)
    assert shared.passages[0].start == len(ELECTION) + 2


def test_the_same_sentence_over_and_over_does_not_cost_its_square() -> None:
    assert containment("All the same words in here. " * 5_000, "All the same words in here. " * 5_001) == 1


WORDS = st.lists(st.sampled_from(["the", "Bridge", "is", "closed", "7", "over", "Calder", "-", "’"]), max_size=80)


@given(WORDS, WORDS, WORDS)
def test_passages_are_in_order_and_have_the_same_words_in_both_texts(
    before: list[str], both: list[str], after: list[str]
) -> None:
    one, other = " ".join(before + both), " ".join(both + after)
    shared = shared_text(1, one, 2, other)
    if shared is not None:
        assert shared.containment is not None
        assert 0.8 <= shared.containment <= 1
        assert shared.passages == tuple(
            sorted(shared.passages, key=lambda passage: (passage.start, passage.other_start))
        )
        for passage in shared.passages:
            left, right = one[passage.start : passage.end], other[passage.other_start : passage.other_end]
            assert plain(left) == plain(right)


def plain(text: str) -> list[str]:
    return text.lower().replace("-", " ").replace("’", " ").split()


# --- originals --------------------------------------------------------------------------------------


def pair(one: int, other: int, share: float | None) -> SharedText:
    return SharedText(one, other, share, ())


def test_the_first_published_is_the_original() -> None:
    assert choose_originals([(30, 3), (10, 1)], [pair(1, 3, 0.9)]) == {10: 30}


def test_an_exact_copy_needs_no_comparison() -> None:
    assert choose_originals([(10, 1), (20, 1)], []) == {20: 10}


def test_of_two_originals_the_one_with_more_in_common_was_copied() -> None:
    assert choose_originals([(10, 1), (20, 2), (30, 3)], [pair(1, 3, 0.8), pair(2, 3, 0.9)]) == {30: 20}


def test_of_two_with_as_much_in_common_the_earlier_was_copied() -> None:
    assert choose_originals([(20, 2), (10, 1), (30, 3)], [pair(1, 3, 0.9), pair(2, 3, 0.9)]) == {30: 20}


def test_what_resembles_only_a_copy_is_an_original() -> None:
    assert choose_originals([(10, 1), (20, 2), (30, 3)], [pair(1, 2, 0.9), pair(2, 3, 0.9)]) == {20: 10}


def test_an_exact_copy_of_a_copy_has_the_same_original() -> None:
    assert choose_originals([(10, 1), (20, 2), (30, 2)], [pair(1, 2, 0.9)]) == {20: 10, 30: 10}


def test_a_pair_found_to_share_too_little_is_none() -> None:
    assert choose_originals([(10, 1), (20, 2)], [pair(1, 2, None)]) == {}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.floats(0.8, 1)), max_size=12))
def test_no_original_is_a_copy(triples: list[tuple[int, int, float]]) -> None:
    shared = [pair(min(one, other), max(one, other), share) for one, other, share in triples if one != other]
    originals = choose_originals([(number, number) for number in range(7)], shared)
    assert not set(originals) & set(originals.values())
    assert choose_originals([(number, number) for number in range(7)], shared[::-1]).keys() == originals.keys()


@pytest.mark.parametrize("text", ["", "bridge", "’’’ --- “”"])
def test_texts_without_words_share_nothing(text: str) -> None:
    assert shared_text(1, text, 2, STORM) is None
