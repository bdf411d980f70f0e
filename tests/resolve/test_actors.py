import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import Actor, ActorKind, Entity, NamedEntity, Resolution, Role, StatedRole, key_of
from pipelines.resolve.actors import resolve


def entity(
    text_id: int, name: str, kind: ActorKind = "person", *, number: int = 0, acronym: str | None = None, **forms: int
) -> NamedEntity:
    """Make an entity that stands once under its name, and as often as given under other forms (`_` for a space)."""
    names = {name: 1, **{form.replace("_", " "): count for form, count in forms.items()}}
    return NamedEntity(text_id, Entity(number, kind, name, acronym), tuple(sorted(names.items())))


def stated(
    text_id: int, role: str, of_text: str | None = None, *, number: int = 0, of: int | None = None
) -> StatedRole:
    return StatedRole(text_id, Role(number, role, of, of_text, 0, 10))


def actor_of(found: Resolution, text_id: int, number: int = 0) -> Actor:
    (link,) = [link for link in found.links if (link.text_id, link.entity) == (text_id, number)]
    (actor,) = [actor for actor in found.actors if actor.actor_id == link.actor_id]
    return actor


def aliases(found: Resolution, actor: Actor) -> set[tuple[str, str]]:
    return {(alias.alias, alias.kind) for alias in found.aliases if alias.actor_id == actor.actor_id}


def test_one_full_name_is_one_person_in_all_texts() -> None:
    found = resolve([entity(1, "Oleg Varnin", Varnin=4), entity(2, "OLEG VARNIN")], [])
    (actor,) = found.actors
    assert (actor.name, actor.kind, actor.actor_id) == (
        "Oleg Varnin",
        "person",
        key_of("actor", "person", "oleg varnin"),
    )
    assert aliases(found, actor) == {("Oleg Varnin", "full"), ("OLEG VARNIN", "full"), ("Varnin", "surname")}


def test_the_canonical_name_is_the_most_frequent_full_form() -> None:
    found = resolve([entity(1, "Ilsé Varga"), entity(2, "Ilse Varga"), entity(3, "Ilse Varga")], [])
    assert [actor.name for actor in found.actors] == ["Ilse Varga"]


def test_ties_go_to_the_first_in_the_alphabet() -> None:
    found = resolve([entity(1, "Ilse Várga"), entity(2, "Ilse Varga")], [])
    assert [actor.name for actor in found.actors] == ["Ilse Varga"]


def test_a_middle_initial_alone_does_not_make_two_persons() -> None:
    found = resolve([entity(1, "Ilse K. Varga"), entity(2, "Ilse Varga"), entity(3, "Ilse Klara Varga")], [])
    assert len(found.actors) == 1


def test_middle_initials_that_contradict_each_other_keep_persons_apart() -> None:
    found = resolve([entity(1, "Ilse K. Varga"), entity(2, "Ilse M. Varga"), entity(3, "Ilse Varga")], [])
    assert len(found.actors) == 3


def test_a_suffix_keeps_father_and_son_apart() -> None:
    assert len(resolve([entity(1, "Marlo Quent"), entity(2, "Marlo Quent Jr.")], []).actors) == 2


def test_a_surname_alone_joins_nobody_of_another_text() -> None:
    found = resolve([entity(1, "Ilse Varga"), entity(2, "Varga"), entity(3, "Varga")], [])
    assert len({actor_of(found, text_id).actor_id for text_id in (1, 2, 3)}) == 3
    assert {link.method for link in found.links} == {"full_name", "single_name_in_text"}


def test_a_single_name_that_ends_nobodys_full_name_is_one_person() -> None:
    found = resolve([entity(1, "Zorba"), entity(2, "Zorba")], [])
    assert [actor.name for actor in found.actors] == ["Zorba"]


def test_a_person_and_a_place_of_one_name_are_two() -> None:
    found = resolve([entity(1, "Jordan"), entity(1, "Jordan", "place", number=1)], [])
    assert {actor.kind for actor in found.actors} == {"person", "place"}


def test_an_organisation_is_one_with_and_without_article_and_legal_form() -> None:
    names = ("Quorvex Inc.", "The Quorvex", "Quorvex")
    found = resolve([entity(number, name, "organisation") for number, name in enumerate(names)], [])
    assert len(found.actors) == 1


def test_an_organisation_never_joins_one_whose_name_it_begins() -> None:
    found = resolve([entity(1, "Bellmouth", "organisation"), entity(2, "Bellmouth Bank", "organisation")], [])
    assert len(found.actors) == 2


def test_an_acronym_alone_joins_the_one_organisation_that_states_it() -> None:
    found = resolve(
        [entity(1, "Bellmouth River Board", "organisation", acronym="BRB", BRB=5), entity(2, "BRB", "organisation")], []
    )
    (actor,) = found.actors
    assert (actor.name, actor.acronym, actor.organisation_type) == ("Bellmouth River Board", "BRB", "authority")
    assert ("BRB", "acronym") in aliases(found, actor)


def test_an_acronym_that_two_organisations_state_joins_neither() -> None:
    found = resolve(
        [
            entity(1, "Bellmouth River Board", "organisation", acronym="BRB"),
            entity(2, "Bank of Rural Bavia", "organisation", acronym="BRB"),
            entity(3, "BRB", "organisation"),
        ],
        [],
    )
    assert len(found.actors) == 3


def test_a_country_is_one_under_all_its_names_and_bears_the_usual_one() -> None:
    found = resolve([entity(number, name, "place") for number, name in enumerate(("U.S.", "America", "US"))], [])
    assert [actor.name for actor in found.actors] == ["United States"]


def test_a_role_is_held_at_the_entity_that_the_text_states() -> None:
    found = resolve(
        [entity(1, "Jane Doe"), entity(1, "Quorvex", "organisation", number=1)],
        [stated(1, "chief executive", "Quorvex", of=1)],
    )
    (affiliation,) = found.affiliations
    assert affiliation.of_actor_id == actor_of(found, 1, 1).actor_id
    assert actor_of(found, 1).description == "Chief executive, Quorvex"


def test_an_adjective_leads_to_the_country() -> None:
    found = resolve([entity(1, "Oleg Varnin"), entity(2, "Russia", "place")], [stated(1, "President", "Russian")])
    (affiliation,) = found.affiliations
    assert affiliation.of_actor_id == actor_of(found, 2).actor_id
    assert actor_of(found, 1).description == "President, Russia"


def test_an_adjective_tells_the_country_even_if_no_text_names_it() -> None:
    found = resolve([entity(1, "Oleg Varnin")], [stated(1, "President", "Russian")])
    assert found.affiliations[0].of_actor_id is None
    assert actor_of(found, 1).description == "President, Russia"


def test_the_description_is_the_role_most_often_stated() -> None:
    found = resolve(
        [entity(number, "Oleg Varnin") for number in (1, 2, 3)],
        [stated(1, "senator"), stated(2, "President"), stated(3, "President")],
    )
    assert actor_of(found, 1).description == "President"


KINDS: list[ActorKind] = ["person", "organisation", "place", "group"]
ENTITIES = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["Ilse Varga", "Ilse K. Varga", "Varga", "BRB", "Bellmouth River Board", "U.S.", "Jordan"]),
        st.sampled_from(KINDS),
        st.sampled_from([None, "BRB"]),
    ),
    max_size=12,
)


@given(ENTITIES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter_and_every_entity_has_one_link(
    drawn: list[tuple[int, str, ActorKind, str | None]], shuffler: random.Random
) -> None:
    entities = [
        NamedEntity(text_id, Entity(number, kind, name, acronym if kind == "organisation" else None), ((name, 1),))
        for number, (text_id, name, kind, acronym) in enumerate(drawn)
    ]
    roles = [stated(text_id, "mayor", "Russian", number=number) for number, (text_id, *_) in enumerate(drawn)]
    found = resolve(entities, roles)
    shuffler.shuffle(entities)
    shuffler.shuffle(roles)
    assert resolve(entities, roles) == found
    assert sorted((link.text_id, link.entity) for link in found.links) == sorted(
        (named.text_id, named.entity.entity) for named in entities
    )
    kinds = {actor.actor_id: actor.kind for actor in found.actors}
    of_entity = {(named.text_id, named.entity.entity): named.entity.kind for named in entities}
    assert all(kinds[link.actor_id] == of_entity[link.text_id, link.entity] for link in found.links)


@pytest.mark.parametrize("records", [([], [])])
def test_no_entities_make_no_actors(records: tuple[list[NamedEntity], list[StatedRole]]) -> None:
    assert resolve(*records) == Resolution((), (), (), ())
