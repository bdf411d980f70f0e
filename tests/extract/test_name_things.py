"""Works, ships, cases in court and the like are nobody's names: the cues are in `name_things.py`."""

import pytest

from tests.extract.test_names import entities, named


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They watched the new film Varga Glee twice.", "Varga Glee", "PERSON"),
        ("They boarded the oil tanker Carrow Courageous at night.", "Carrow Courageous", "PERSON"),
        ("It is told in Sayings 26:17 as well.", "Sayings", "GPE"),
        ("He wrote so in Tideology, and in an essay.", "Tideology", "GPE"),
        ("They lost again in Pacifia litigation.", "Pacifia", "GPE"),
    ],
)
def test_a_work_a_ship_or_a_ruling_is_no_actor(text: str, name: str, label: str) -> None:
    assert entities(named(text, [(name, label)])) == []


def test_what_somebody_is_in_is_a_place_where_nothing_is_written() -> None:
    assert entities(named("He lived in Tideology, and was glad.", [("Tideology", "GPE")])) == [("place", "Tideology")]


def test_a_case_in_court_is_called_by_a_party_that_is_no_place_or_person_there() -> None:
    text = "In Varga v. Quent it ruled so. What is left of it in Quent is little."
    assert entities(named(text, [("Quent is", "GPE")])) == []
    text = "The judge told Quent to leave. In Varga v. Quent it ruled so. Quent said no. They know Quent."
    assert entities(named(text, [("Quent", "PERSON")])) == [("person", "Quent")]


@pytest.mark.parametrize("more", ["All NDQs are void.", "She signed an NDQ."])
def test_letters_that_the_text_has_for_any_of_a_kind_are_no_organisation(more: str) -> None:
    text = "They told the NDQ of it. They know the NDQ."
    labels = [("NDQ", "ORG")]
    assert entities(named(text, labels)) == [("organisation", "NDQ")]
    assert entities(named(f"{text} {more}", labels)) == []
