"""Which places are one, and which of the two that share a name a text means."""

from itertools import count

import pytest

from pipelines.records import Level, NamedEntity, Resolution, Role, StatedRole
from pipelines.resolve.actors import resolve


def text(text_id: int, *places: str) -> list[NamedEntity]:
    return [
        NamedEntity(text_id, number, "place", name, None, ((name, 1),))
        for number, name in zip(count(), places, strict=False)
    ]


def place_in(found: Resolution, text_id: int) -> str:
    """Name the first place of a text."""
    key = next(link.actor_id for link in found.links if (link.text_id, link.entity) == (text_id, 0))
    return next(actor.name for actor in found.actors if actor.actor_id == key)


def test_a_name_of_a_country_and_a_state_is_the_country_in_a_text_on_countries() -> None:
    found = resolve([*text(1, "Georgia", "Moldova", "Ukraine"), *text(2, "Georgia", "Alabama")], [])
    assert [place_in(found, 1), place_in(found, 2)] == ["Georgia (country)", "Georgia"]


def test_it_is_the_state_where_a_text_names_states_as_well() -> None:
    found = resolve(text(1, "Georgia", "Moldova", "Ukraine", "Alabama", "Ohio"), [])
    assert place_in(found, 1) == "Georgia"


def test_the_united_states_are_no_sign_of_a_text_on_countries() -> None:
    assert place_in(resolve(text(1, "Georgia", "U.S.", "Ukraine"), []), 1) == "Georgia"


def test_an_adjective_is_of_the_country() -> None:
    entities = [*text(1, "Georgia", "Moldova", "Ukraine"), NamedEntity(2, 0, "person", "Ann Poe", None, ())]
    (held,) = resolve(entities, [StatedRole(2, Role(0, "president", None, "Georgian", 0, 9))]).affiliations
    assert held.of_actor_id == next(
        actor.actor_id for actor in resolve(entities, []).actors if actor.name == "Georgia (country)"
    )


def test_a_code_that_may_be_something_else_is_a_state_only_beside_the_codes_of_others() -> None:
    found = resolve([*text(1, "CT", "NJ"), *text(2, "CT"), *text(3, "CT", "Connecticut"), *text(4, "NJ")], [])
    assert [place_in(found, number) for number in (1, 2, 3, 4)] == ["Connecticut", "CT", "Connecticut", "New Jersey"]


@pytest.mark.parametrize(
    ("name", "level", "place"),
    [
        ("New York", "state", "New York State"),
        ("New York", "city", "New York City"),
        ("New York", None, "New York (city or state)"),
        ("New York", "mixed", "New York (city or state)"),
        ("Washington", "state", "Washington State"),
        ("Washington", "city", "Washington, D.C."),
        ("Washington", None, "Washington, D.C."),
        ("Washington", "mixed", "Washington (capital or state)"),
        ("Oregon", "city", "Oregon"),
    ],
)
def test_a_name_of_a_state_and_a_city_is_what_the_words_beside_it_tell(
    name: str, level: Level | None, place: str
) -> None:
    said = ["New York City", "New York State", "Washington State", "D.C."]
    alone = [each._replace(level=level) for each in text(1, name)]
    assert place_in(resolve([*alone, *text(2, *said)], []), 1) == place


def test_a_place_with_us_before_it_is_the_one_without_where_nobody_else_has_one() -> None:
    found = resolve([*text(1, "U.S. Tarrow Islands"), *text(2, "Tarrow Islands"), *text(3, "U.S. Capitol")], [])
    assert place_in(found, 1) == place_in(found, 2)
    others = resolve([*text(1, "U.S. Capitol"), *text(2, "Capitol"), *text(3, "Ohio Capitol")], [])
    assert place_in(others, 1) != place_in(others, 2)


def test_a_town_of_another_state_than_most_texts_put_behind_its_name_is_another() -> None:
    told = [
        *(each._replace(within="Ore.") for number in (1, 2) for each in text(number, "Tarrow")),
        *(each._replace(within="South Dakota") for each in text(3, "Tarrow")),
    ]
    found = resolve([*told, *text(4, "Tarrow")], [])
    assert [place_in(found, number) for number in (1, 2, 3, 4)] == [
        "Tarrow",
        "Tarrow",
        "Tarrow, South Dakota",
        "Tarrow",
    ]


def test_where_as_many_texts_put_one_state_as_another_a_town_without_either_is_neither() -> None:
    told = [
        each._replace(within=state)
        for state, each in zip(("Ore.", "Ala."), text(1, "Tarrow") + text(2, "Tarrow"), strict=True)
    ]
    found = resolve([*told, *text(3, "Tarrow")], [])
    assert [place_in(found, number) for number in (1, 2, 3)] == ["Tarrow, Oregon", "Tarrow, Alabama", "Tarrow"]


@pytest.mark.parametrize("name", ["Ohio", "Norway", "Washington"])
def test_a_state_behind_a_state_or_a_country_is_the_next_of_a_list(name: str) -> None:
    told = [
        each._replace(within=state) for state, each in zip(("Ore.", "Ala."), text(1, name) + text(2, name), strict=True)
    ]
    found = resolve(told, [])
    assert place_in(found, 1) == place_in(found, 2)


def test_a_building_of_a_state_is_the_one_that_the_text_names_in_full_or_its_texts_own() -> None:
    def told(number: int, *names: str) -> list[NamedEntity]:
        return [each._replace(level="state" if each.entity == 0 else None) for each in text(number, *names)]

    found = resolve([*told(1, "Capitol", "Oregon State Capitol"), *told(2, "Capitol"), *text(3, "Capitol")], [])
    assert place_in(found, 1) == "Oregon State Capitol"
    assert len({link.actor_id for link in found.links if link.entity == 0}) == 3


@pytest.mark.parametrize(
    ("name", "within", "place"),
    [("Rome", "Ore.", "Rome, Oregon"), ("Boston", "Ore.", "Boston, Oregon"), ("Boston", "Mass.", "Boston")],
)
def test_a_city_that_needs_no_state_behind_its_name_is_another_town_with_that_of_another(
    name: str, within: str, place: str
) -> None:
    told = [each._replace(within=within) for each in text(1, name)]
    assert place_in(resolve([*told, *text(2, name)], []), 1) == place
