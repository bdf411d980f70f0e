from typing import NamedTuple

import pytest
from spacy.language import Language


class Stated(NamedTuple):
    person: str
    role: str
    of: str | None
    of_text: str | None
    words: str


def stated(nlp: Language, text: str) -> list[Stated]:
    doc = nlp(text)
    names = [entity.name for entity in doc._.verbatim_entities]
    return [
        Stated(
            names[role.entity],
            role.role,
            None if role.of_entity is None else names[role.of_entity],
            role.of_text,
            text[role.start : role.end],
        )
        for role in doc._.verbatim_roles
    ]


def test_a_country_may_be_stated_by_its_adjective(nlp: Language) -> None:
    text = "Russian President Oleg Varnin arrived late. Russia paid for the trip."
    assert stated(nlp, text) == [
        Stated("Oleg Varnin", "President", "Russia", "Russian", "Russian President Oleg Varnin")
    ]


def test_a_country_that_is_not_named_itself_is_kept_as_it_is_written(nlp: Language) -> None:
    assert stated(nlp, "French ambassador Luc Morel arrived.") == [
        Stated("Luc Morel", "ambassador", None, "French", "French ambassador Luc Morel")
    ]


def test_the_organisation_may_stand_before_the_role(nlp: Language) -> None:
    (role,) = stated(nlp, "Bellmouth University spokesman John Roe declined to comment.")
    assert (role.role, role.of) == ("spokesman", "Bellmouth University")


def test_an_apposition_states_a_role(nlp: Language) -> None:
    (role,) = stated(nlp, "Jane Doe, chief executive of Bellmouth University, spoke on Monday.")
    assert (role.person, role.role, role.of) == ("Jane Doe", "chief executive", "Bellmouth University")


@pytest.mark.parametrize("role", ["former leader", "leader"])
def test_an_apposition_may_begin_with_what_the_role_is_of(nlp: Language, role: str) -> None:
    before, _, head = role.rpartition(" ")
    (found,) = stated(nlp, f"Jane Doe, a {before} Bellmouth University {head} who retired, spoke on Monday.")
    assert (found.person, found.role, found.of) == ("Jane Doe", role, "Bellmouth University")


def test_an_apposition_may_say_more_before_it_says_of_what(nlp: Language) -> None:
    (role,) = stated(nlp, "Jane Doe is the director of health care for Bellmouth University.")
    assert (role.role, role.of) == ("director of health care", "Bellmouth University")


def test_the_role_may_stand_before_the_name_with_a_comma(nlp: Language) -> None:
    (role,) = stated(nlp, "The mayor of Toronto, Ann Poe, cut the ribbon.")
    assert (role.person, role.role, role.of) == ("Ann Poe", "mayor", "Toronto")


def test_a_possessive_says_whose_role_it_is(nlp: Language) -> None:
    (role,) = stated(nlp, "Canada's foreign minister, Ann Poe, cut the ribbon.")
    assert (role.role, role.of) == ("foreign minister", "Canada")


def test_an_abbreviated_title_gives_the_role_in_full(nlp: Language) -> None:
    (role,) = stated(nlp, "We met Sen. Ann Poe at noon.")
    assert role.role == "Senator"


def test_former_belongs_to_the_role(nlp: Language) -> None:
    (role,) = stated(nlp, "They wrote to former President Karl Oberon.")
    assert role.role == "former President"


@pytest.mark.parametrize(
    "text",
    [
        "We met Mr. John Roe.",
        "Jane Doe, who left on Monday, said nothing.",
        "Jane Doe, mayor John Roe and others came.",
        "The mayor left. John Roe stayed.",
    ],
)
def test_nothing_is_stated_where_no_role_is_beside_the_name(nlp: Language, text: str) -> None:
    assert "Jane Doe" not in [role.person for role in stated(nlp, text)]
    assert not [role for role in stated(nlp, text) if role.role != "mayor"]


def test_a_judgement_is_no_part_of_a_role(nlp: Language) -> None:
    assert [found.role for found in stated(nlp, "Ilse Varga, a prominent lawyer, spoke.")] == ["lawyer"]


def test_former_is_part_of_a_role_even_before_a_judgement(nlp: Language) -> None:
    assert [found.role for found in stated(nlp, "We met former top adviser Ilse Varga.")] == ["former adviser"]


def test_a_noun_before_a_title_in_capitals_is_no_part_of_it(nlp: Language) -> None:
    assert [found.role for found in stated(nlp, "In his long career President Marlo Quent erred.")] == ["President"]


def test_a_role_behind_a_name_may_be_that_of_the_next_name(nlp: Language) -> None:
    found = stated(nlp, "They met Ilse Varga, chairman of the Senate Carl Quent and others.")
    assert "Ilse Varga" not in [role.person for role in found]
