"""What stands beside a name makes it an organisation's, or not: the cues are in `name_firms.py`."""

import pytest

from tests.extract.test_names import entities, named


@pytest.mark.parametrize(
    "text",
    [
        "We asked Ann Varga, a partner at Oberon Quent, on Monday.",
        "We asked the founder of Oberon Quent on Monday.",
        "She hired the law firm Oberon Quent on Monday.",
        "She hired the consulting firm of Oberon Quent on Monday.",
        "She hired Oberon Quent, a Bellmouth law firm, on Monday.",
        "She read it in Oberon Quent magazine on Monday.",
    ],
)
def test_a_name_that_somebody_works_for_or_a_noun_explains_is_an_organisation(text: str) -> None:
    assert ("organisation", "Oberon Quent") in entities(named(text, [("Oberon Quent", "PERSON")]))


@pytest.mark.parametrize(
    "text",
    [
        "She hired Marlo Quent, the law firm's oldest partner, on Monday.",
        "She is vice chair of Marlo Quent's committee.",
        "She asked Marlo Quent, a Bellmouth insurer's adviser, on Monday.",
    ],
)
def test_a_firm_that_is_another_s_makes_no_organisation_of_a_person(text: str) -> None:
    assert ("person", "Marlo Quent") in entities(named(text, [("Marlo Quent", "PERSON")]))


@pytest.mark.parametrize(
    "text",
    [
        "She is a director at Harbour Quays and Tides Relief.",
        "She is a director at Quent Carrow-based Relief.",
        "She is a director of the Carrow clinic.",
        "She is an analyst at Carrow, Ont.",
    ],
)
def test_a_part_of_what_a_longer_name_says_is_no_organisation(text: str) -> None:
    assert not {"Harbour Quays", "Quent Carrow", "Carrow"} & {
        name for kind, name in entities(named(text)) if kind == "organisation"
    }
