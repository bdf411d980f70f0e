from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.acronyms import initials, stated_acronyms


def pairs(text: str) -> list[tuple[str, str]]:
    return [(acronym.short, acronym.long) for acronym in stated_acronyms(text)]


def test_an_acronym_in_brackets_stands_for_the_words_before_it() -> None:
    assert pairs("The Bellmouth River Board (BRB) met.") == [("BRB", "Bellmouth River Board")]


def test_words_in_brackets_may_spell_out_the_acronym_before_them() -> None:
    assert pairs("The BRB (Bellmouth River Board) met.") == [("BRB", "Bellmouth River Board")]


def test_connectors_need_no_letter() -> None:
    assert pairs("the Union of Fishers and Divers (UFD)") == [("UFD", "Union of Fishers and Divers")]


def test_a_word_may_give_more_than_one_letter() -> None:
    assert pairs("the Harbour Biology Institute of Norland (HaBIN)") == [
        ("HaBIN", "Harbour Biology Institute of Norland")
    ]


def test_one_capitalised_word_may_be_passed_over_in_a_longer_name() -> None:
    assert pairs("the Centres for Reef Care and Prevention (CRC)") == [("CRC", "Centres for Reef Care and Prevention")]


def test_letters_that_do_not_fit_the_words_are_no_acronym_of_them() -> None:
    assert pairs("BELLMOUTH (NP) - The board met. Sen. Ann Poe (R) left for Norland (UTC).") == []


def test_the_long_form_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert pairs("He met the Bellmouth River. Board (BRB) said no.") == []


def test_the_long_form_begins_with_a_capital() -> None:
    assert pairs("a bellmouth River Board (BRB)") == []


def test_initials_leave_out_connectors() -> None:
    assert initials("Union of Fishers and Divers") == "UFD"


@given(st.text(alphabet="ABab .(),\n'", max_size=80))
def test_spans_hold_the_words_that_they_name(text: str) -> None:
    for acronym in stated_acronyms(text):
        assert text[acronym.long_start : acronym.long_end] == acronym.long
        assert text.startswith(acronym.short, acronym.short_start)


def test_a_possessive_ending_is_no_part_of_what_an_acronym_stands_for() -> None:
    assert pairs("the Harbour Board's (HB) report") == [("HB", "Harbour Board")]
