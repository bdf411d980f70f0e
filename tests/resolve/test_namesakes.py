"""Which texts of one full name mean two persons, and which mean one."""

import random

import pytest

from pipelines.records import ActorKind, NamedEntity, Resolution, Role, StatedRole
from pipelines.resolve.actors import resolve

# Many who are called Jo, and many who are called Marlow: so one Jo Marlow may well be two.
CROWD = [f"Jo {last}" for last in ("Abel", "Brandt", "Corin", "Dale", "Egede", "Frost")] + [
    f"{first} Marlow" for first in ("Ada", "Berit", "Carl", "Dora", "Emil", "Fay")
]


def text(text_id: int, *names: str | tuple[str, ActorKind]) -> list[NamedEntity]:
    kinds: list[tuple[str, ActorKind]] = [(name, "person") if isinstance(name, str) else name for name in names]
    return [NamedEntity(text_id, number, kind, name, None, ((name, 1),)) for number, (name, kind) in enumerate(kinds)]


def stated(text_id: int, role: str, of_text: str | None = None) -> StatedRole:
    return StatedRole(text_id, Role(0, role, None, of_text, 0, 10))


COURT: tuple[str, ActorKind] = ("High Court of Norland", "organisation")
CHANNEL: tuple[str, ActorKind] = ("Channel Nine", "organisation")
OTHERS = [named for number, name in enumerate(CROWD) for named in text(100 + number, name)]
JUDGE = [named for number in (1, 2, 3) for named in text(number, "Jo Marlow", COURT)]
JUDGED = [stated(number, "judge") for number in (1, 2, 3)]


def persons_called(found: Resolution, name: str) -> int:
    return sum(actor.name == name for actor in found.actors)


def actor_in(found: Resolution, text_id: int) -> int:
    return next(link.actor_id for link in found.links if (link.text_id, link.entity) == (text_id, 0))


def test_two_of_a_common_name_whose_fields_of_work_differ_and_who_share_nothing_are_two() -> None:
    found = resolve([*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL)], [*JUDGED, stated(4, "guest host")])
    assert persons_called(found, "Jo Marlow") == 2
    assert len({actor_in(found, number) for number in (1, 2, 3)}) == 1


def test_namesakes_are_candidates_for_the_analyst() -> None:
    found = resolve([*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL)], [*JUDGED, stated(4, "guest host")])
    pair = tuple(sorted((actor_in(found, 1), actor_in(found, 4))))
    assert [(each.actor_id, each.other_actor_id) for each in found.candidates if each.method == "namesake"] == [pair]


def test_whom_a_text_names_beside_what_is_telling_for_the_other_is_the_same() -> None:
    found = resolve([*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL, COURT)], [*JUDGED, stated(4, "guest host")])
    assert persons_called(found, "Jo Marlow") == 1


def test_whom_a_text_of_the_same_story_names_is_the_same() -> None:
    entities = [*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL)]
    found = resolve(entities, [*JUDGED, stated(4, "guest host")], stories={3: 7, 4: 7})
    assert persons_called(found, "Jo Marlow") == 1


def test_who_has_had_both_fields_of_work_in_one_text_is_one() -> None:
    entities = [*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL)]
    found = resolve(entities, [*JUDGED, stated(4, "host"), stated(2, "former host")])
    assert persons_called(found, "Jo Marlow") == 1


def test_a_rare_name_is_one_person_whatever_roles_are_stated() -> None:
    entities = [*text(1, "Ilse Varga", COURT), *text(2, "Ilse Varga", CHANNEL)]
    found = resolve(entities, [stated(1, "judge"), stated(2, "host")])
    assert persons_called(found, "Ilse Varga") == 1


def test_a_text_that_states_no_role_parts_nobody() -> None:
    found = resolve([*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL)], JUDGED)
    assert persons_called(found, "Jo Marlow") == 1


@pytest.mark.parametrize("role", ["governor", "senator", "former mayor"])
def test_who_rises_from_one_office_to_another_is_one_person(role: str) -> None:
    entities = [*OTHERS, *text(1, "Jo Marlow", COURT), *text(2, "Jo Marlow", CHANNEL), *text(3, "Jo Marlow", CHANNEL)]
    roles = [stated(1, "representative"), stated(2, role), stated(3, role)]
    assert persons_called(resolve(entities, [*roles, stated(2, "representative")]), "Jo Marlow") == 1


def test_whose_middle_initial_the_other_texts_have_stays_with_them() -> None:
    judge = [named for number in (1, 2, 3) for named in text(number, "Jo K. Marlow", COURT)]
    found = resolve([*OTHERS, *judge, *text(4, "Jo K. Marlow", CHANNEL)], [*JUDGED, stated(4, "host")])
    assert persons_called(found, "Jo K. Marlow") == 1


def test_a_role_that_differs_tells_two_of_a_very_common_name_apart_in_a_single_story() -> None:
    entities = [*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL)]
    roles = [*(stated(number, "executive director") for number in (1, 2, 3)), stated(4, "campaign manager")]
    assert persons_called(resolve(entities, roles), "Jo Marlow") == 2


def test_a_role_that_differs_in_several_stories_is_a_career() -> None:
    entities = [*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL), *text(5, "Jo Marlow", CHANNEL)]
    roles = [stated(number, "general") for number in (1, 2, 3)] + [stated(4, "chief of staff")] * 2
    roles += [stated(5, "chief of staff")]
    assert persons_called(resolve(entities, roles), "Jo Marlow") == 1


NORTH: tuple[str, ActorKind] = ("Ohio", "place")
KILLED = [
    named._replace(dead=named.name == "Jo Marlow")
    for number in (1, 2, 3)
    for named in text(number, "Jo Marlow", NORTH, ("Tarrow", "place"))
]


def test_who_holds_an_office_is_not_the_one_whose_death_others_tell() -> None:
    others = [named for number in range(200, 260) for named in text(number, f"Ada Corin{number}")]
    holder = text(4, "Jo Marlow", NORTH)
    found = resolve([*OTHERS, *others, *KILLED, *holder], [stated(4, "administrator")])
    assert persons_called(found, "Jo Marlow") == 2


@pytest.mark.parametrize(
    ("beside", "roles"),
    [
        (["Tarrow"], [stated(4, "administrator")]),  # the town where it happened
        ([], []),
    ],
)
def test_who_may_be_the_one_whose_death_others_tell_is_that_one(beside: list[str], roles: list[StatedRole]) -> None:
    others = [named for number in range(200, 260) for named in text(number, f"Ada Corin{number}")]
    holder = text(4, "Jo Marlow", *((name, "place") for name in beside))
    found = resolve([*OTHERS, *others, *KILLED, *holder], roles)
    assert persons_called(found, "Jo Marlow") == 1


@pytest.mark.parametrize(
    ("role", "of_text", "persons"),
    [
        ("former majority leader", "Ohio House", 2),
        ("former majority leader", "Ohio state Senate", 2),
        ("former House majority leader", "Ohio", 2),
        ("former House majority leader", None, 1),
        ("former majority leader", "U.S. House", 1),
        ("former spokesman", "Ohio House", 1),
        ("former majority leader", "Ferry Union", 1),
    ],
)
def test_who_leads_a_chamber_of_a_state_is_not_who_leads_that_of_the_nation(
    role: str, of_text: str | None, persons: int
) -> None:
    leader = [named for number in (1, 2, 3) for named in text(number, "Una Ostrander", COURT)]
    roles = [stated(number, "majority leader", "House") for number in (1, 2, 3)]
    others = [named for number in range(200, 260) for named in text(number, f"Ada Corin{number}")]
    found = resolve([*others, *leader, *text(4, "Una Ostrander", CHANNEL)], [*roles, stated(4, role, of_text)])
    assert persons_called(found, "Una Ostrander") == persons


def test_a_surname_alone_is_the_namesake_of_its_story() -> None:
    entities = [*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL), *text(5, "Marlow")]
    found = resolve(entities, [*JUDGED, stated(4, "host")], stories={4: 7, 5: 7})
    assert actor_in(found, 5) == actor_in(found, 4) != actor_in(found, 1)


def test_the_order_of_the_input_does_not_matter_for_namesakes() -> None:
    entities = [*OTHERS, *JUDGE, *text(4, "Jo Marlow", CHANNEL), *text(5, "Jo Marlow"), *text(6, "Jo Marlow", CHANNEL)]
    roles = [*JUDGED, stated(4, "host"), stated(5, "police chief"), stated(6, "reporter")]
    found = resolve(entities, roles)
    for seed in range(5):
        random.Random(seed).shuffle(entities)  # noqa: S311 (an order, no secret)
        random.Random(seed).shuffle(roles)  # noqa: S311
        assert resolve(entities, roles) == found
