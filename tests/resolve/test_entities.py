"""What `Entities` gives of a text is what a search through all of them finds, whatever numbers are left out."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import ActorKind, NamedEntity
from pipelines.resolve.entities import Entities

KEYS = st.sets(st.tuples(st.integers(-3, 3), st.integers(0, 6)), max_size=25)


def named(text_id: int, entity: int) -> NamedEntity:
    kind: ActorKind = "person" if entity % 2 else "place"
    name = "Ann Poe" if entity % 2 else "Tarrow"
    return NamedEntity(text_id, entity, kind, name, None, ((name, 1),))


@given(KEYS, st.randoms())
def test_entities_of_a_text_and_the_place_of_each_are_found(keys: set[tuple[int, int]], order: Random) -> None:
    given_, expected = list(keys), [named(*key) for key in sorted(keys)]
    order.shuffle(given_)
    entities = Entities(named(*key) for key in given_)
    assert list(entities) == expected
    assert list(entities.keys()) == [(each.text_id, each.entity) for each in expected]
    for text_id in range(-4, 5):
        there = [each for each in expected if each.text_id == text_id]
        assert list(entities.of_text(text_id)) == there
        assert list(entities.labels_of(text_id)) == [(each.kind, each.name, each.acronym) for each in there]
        for entity in range(8):
            place = entities.place(text_id, entity)
            assert place == next((n for n, each in enumerate(expected) if each[:2] == (text_id, entity)), None)
            if place is not None:
                assert list(entities)[place] == named(text_id, entity)


@given(KEYS)
def test_those_of_a_kind_are_found_as_if_there_were_no_others(keys: set[tuple[int, int]]) -> None:
    persons = Entities(named(*key) for key in keys).where(lambda kind, _: kind == "person")
    expected = [named(*key) for key in sorted(keys) if key[1] % 2]
    assert list(persons) == expected
    for text_id, entity in keys:
        place = persons.place(text_id, entity)
        assert place == next((n for n, each in enumerate(expected) if each[:2] == (text_id, entity)), None)
