"""What stands beside a short name tells whether it is that one's: the rules are in `name_neighbours.py`."""

import pytest

from tests.extract.test_names import entities, mentions, named


@pytest.mark.parametrize("behind", ["administration", "presidency", "era"])
def test_a_reign_is_not_that_of_one_whose_first_name_it_has(behind: str) -> None:
    doc = named(f"They asked Carrow Quent. Since the Carrow {behind} it was so.", [("Carrow Quent", "PERSON")])
    assert mentions(doc)[1:] == [("Carrow", "Carrow")]


def test_a_first_name_is_the_person_where_a_campaign_has_it() -> None:
    doc = named("They asked Carrow Quent. The Carrow campaign was glad.", [("Carrow Quent", "PERSON")])
    assert mentions(doc)[1:] == [("Carrow", "Carrow Quent")]


def test_the_ally_of_one_after_whom_a_foundation_is_named_is_not_the_foundations() -> None:
    text = "A Carrow ally denied that the Carrow Foundation paid. It was the Carrow Foundation."
    doc = named(text, [("Carrow", "PERSON"), ("Carrow Foundation", "ORG")])
    assert entities(doc) == [("person", "Carrow"), ("organisation", "Carrow Foundation")]


def test_a_first_name_for_a_place_to_eat_is_not_the_person() -> None:
    doc = named(
        "They asked Carrow Quent. He was seen at Carrow's. All knew Carrow's book.", [("Carrow Quent", "PERSON")]
    )
    assert [text for text, _ in mentions(doc)] == ["Carrow Quent", "Carrow"]


def test_the_first_name_of_another_in_a_compound_is_not_the_person() -> None:
    doc = named("They asked Carrow Quent. He had a Carrow Varga-style plan.", [("Carrow Quent", "PERSON")])
    assert [text for text, _ in mentions(doc)] == ["Carrow Quent"]


def test_what_is_known_to_be_no_actor_names_nobody_whose_name_is_in_it() -> None:
    doc = named("The Air Force said so aboard Air Force One. Joe Quent was on Morning Joe.", [("Joe Quent", "PERSON")])
    assert [text for text, _ in mentions(doc)] == ["Air Force", "Joe Quent"]


def test_us_is_no_country() -> None:
    doc = named("The campaign is called It Is On Us and the US pays.", [("Us", "GPE"), ("US pays", "GPE")])
    assert "Us" not in [text for text, _ in mentions(doc)]


def test_a_peoples_republic_is_not_the_republic_of_that_name() -> None:
    doc = named("It is called the Democratic People’s Republic of Korea.", [("Republic of Korea", "GPE")])
    assert "Republic of Korea" not in [text for text, _ in mentions(doc)]


def test_a_surname_alone_is_of_two_juniors_the_elder() -> None:
    text = "Marlo Quent III spoke in the words of Quent. There Marlo Quent Jr. had spoken."
    doc = named(text, [("Marlo Quent III", "PERSON"), ("Marlo Quent Jr", "PERSON")])
    assert mentions(doc)[1] == ("Quent", "Marlo Quent Jr")


def test_a_longer_name_that_begins_with_what_is_no_actor_is_found() -> None:
    doc = named("The Wall Street Journal wrote of Wall Street.", [("Wall Street Journal", "ORG")])
    assert [text for text, _ in mentions(doc)] == ["Wall Street Journal"]


@pytest.mark.parametrize(
    "text",
    [
        "The House voted. The Ohio House passed it.",
        "The House voted. The state House passed it.",
        "The House voted. Ohio's House passed it.",
    ],
)
def test_a_chamber_of_a_state_is_not_the_nations(text: str) -> None:
    doc = named(text, [("House", "ORG"), ("Ohio", "GPE")] if "Ohio" in text else [("House", "ORG")])
    assert [text for text, _ in mentions(doc)].count("House") == 1


def test_both_chambers_of_a_state_are_not_the_nations() -> None:
    doc = named("The Senate voted. The Ohio House and Senate passed it.", [("Senate", "ORG"), ("Ohio", "GPE")])
    assert [text for text, _ in mentions(doc)] == ["Senate", "Ohio"]


def test_a_states_race_for_the_senate_is_for_the_nations() -> None:
    doc = named("The Senate voted. Ohio's Senate race was close.", [("Senate", "ORG"), ("Ohio", "GPE")])
    assert [text for text, _ in mentions(doc)].count("Senate") == 2


def test_a_name_that_begins_inside_what_is_no_actor_is_found() -> None:
    doc = named("She runs the Miss Universe Organization.", [("Universe Organization", "ORG")])
    assert [text for text, _ in mentions(doc)] == ["Universe Organization"]
