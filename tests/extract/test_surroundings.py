from collections.abc import Sequence

import pytest
from spacy.language import Language

from pipelines.extract.analysis import analyse
from pipelines.extract.surroundings import with_surroundings
from pipelines.records import ActorKind, Entity, Mention


def surroundings(text: str, kind: ActorKind, *names: str) -> Entity:
    """Read what stands around the names of one entity, found wherever one of them stands in the text."""
    mentions = [
        Mention(place, place + len(name), name, "name", 0, "name", 1.0)
        for name in names
        for place in range(len(text))
        if text.startswith(name, place)
    ]
    (entity,) = with_surroundings(text, [Entity(0, kind, names[0], None)], mentions)
    return entity


def test_an_analysis_has_them(nlp: Language) -> None:
    (analysis,) = analyse([(1, "Ms. Holm left Varna, Ohio, after Ada Holm spoke.")], nlp)
    (holm,) = [entity for entity in analysis.entities if entity.kind == "person"]
    assert (holm.names, holm.address) == ((("Ada Holm", 1), ("Holm", 1)), "f")


def test_the_forms_of_a_name_are_counted_the_most_frequent_first_and_then_by_their_letters() -> None:
    text = "Ben Poe, Poe, Poe; B. Poe"
    mentions = [
        Mention(0, 7, "Ben Poe", "name", 0, "name", 1.0),
        Mention(9, 12, "Poe", "name", 0, "name", 1.0),
        Mention(14, 17, "Poe", "name", 0, "name", 1.0),
        Mention(19, 25, "B. Poe", "name", 0, "name", 1.0),
    ]
    (poe,) = with_surroundings(text, [Entity(0, "person", "Ben Poe", None)], mentions)
    assert poe.names == (("Poe", 2), ("B. Poe", 1), ("Ben Poe", 1))


@pytest.mark.parametrize(
    "mentions",
    [
        [Mention(4, 9, "mayor", "description", 0, "role", 1.0)],
        [Mention(10, 13, "Poe", "name", None, "none", 1.0)],
        [Mention(10, 13, "Poe", "name", 1, "name", 1.0)],
    ],
)
def test_what_does_not_name_an_entity_is_none_of_its_forms(mentions: Sequence[Mention]) -> None:
    entities = [Entity(0, "person", "Ann Poe", None), Entity(1, "person", "Ed Poe", None)]
    first, _ = with_surroundings("the mayor Poe", entities, mentions)
    assert first == entities[0]


@pytest.mark.parametrize(
    ("text", "in_office"),
    [
        ("the Poe administration", True),
        ("a Poe-era law", True),
        ("the Poe White House", True),
        ("the Poe erasure", False),
        ("the administration of Poe", False),
    ],
)
def test_who_has_an_administration_or_an_era_is_in_office(text: str, in_office: bool) -> None:
    assert surroundings(text, "person", "Poe").in_office == in_office


@pytest.mark.parametrize(
    ("text", "address"),
    [("Mr. Poe left", "m"), ("Ms Poe left", "f"), ("Mrs. Poe and Mr. Poe left", None), ("Poe left", None)],
)
def test_an_entity_has_the_address_that_the_text_puts_before_its_name(text: str, address: str | None) -> None:
    assert surroundings(text, "person", "Poe").address == address


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("New York Gov. Ann Poe", "state"),
        ("upstate New York", "state"),
        ("Rep. Ann Poe of Washington", "state"),
        ("in Oregon and Washington", "state"),
        ("New York Mayor Ann Poe", "city"),
        ("Paris, New York and Rome", "city"),
        ("New York Gov. Ann Poe met New York Mayor Jo Poe", "mixed"),
        ("New York Gov. Ann Poe came to New York", "mixed"),
        ("in Washington", None),
        ("Tarrow Gov. Ann Poe", None),
        ("the state Senate met", "state"),
        ("in Washington, Oregon and Idaho", "state"),
        ("in Washington, Oregon, on Monday", None),  # a town of that name
        ("in Maryland and Washington", None),
        ("in Seattle, Washington", "state"),
        ("in Denver, Washington and Boston", "city"),
        ("a swing-state Senate race", None),
        ("a Senate primary", None),
        ("Oregon’s Senate met", "state"),
        ("Oregon’s Senate race", None),
        ("Senate Bill 12 failed", "state"),
        ("the Legislature: the Senate met", "state"),
        ("the Legislature: the Senate race", None),
        ("the Legislature and Congress: the Senate met", None),
        ("the Legislature, Ann Poe (R-Ore.): the Senate met", None),
        ("the legislatures: the Senate met", None),
        ("Oregon’s Supreme Court met", "state"),
        ("the Legislature: the Supreme Court met", None),
    ],
)
def test_an_entity_has_the_level_that_most_of_its_mentions_stand_beside(text: str, level: str | None) -> None:
    name = next(name for name in ("New York", "Washington", "Tarrow", "Senate", "Supreme Court") if name in text)
    assert surroundings(text, "place", name).level == level


@pytest.mark.parametrize(
    ("text", "kind", "within", "dead"),
    [
        ("in Tarrow, Ore., on Monday", "place", "Ore.", False),
        ("in Tarrow, South Dakota, on Monday", "place", "South Dakota", False),
        ("in Tarrow, Ore., and Tarrow, Ala.", "place", None, False),
        ("in Tarrow, Ore., then Tarrow, Ala., back in Tarrow", "place", None, False),
        ("in Tarrow, Ore., and back in Tarrow", "place", "Ore.", False),
        ("in Tarrow, Ore., then Tarrow, Ala., and in Tarrow, Miss Poe", "place", None, False),
        ("in Tarrow, Miss Poe", "place", None, False),
        ("in Tarrow", "place", None, False),
        ("the killing of Tarrow", "person", None, True),
        ("the fatal shooting of an unarmed man, Tarrow", "person", None, False),
        ("who killed unarmed teenager Tarrow", "person", None, True),
        ("Tarrow’s death", "person", None, True),
        ("Tarrow spoke of deaths", "person", None, False),
    ],
)
def test_an_entity_has_the_state_behind_its_name_and_whether_its_death_is_told(
    text: str, kind: ActorKind, within: str | None, dead: bool
) -> None:
    entity = surroundings(text, kind, "Tarrow")
    assert (entity.within, entity.dead) == (within, dead)
