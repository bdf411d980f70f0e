"""Whether the text tells that a person is a man or a woman: by honorifics, nouns beside the name, and first names.

It is evidence for pronouns, nothing else: a first name is a common use, not a fact about a person, and gender is not
stored. What no word tells stays unknown.
"""

from collections.abc import Iterator, Sequence

from pipelines.extract.name_forms import title_ending_at
from pipelines.extract.name_lists import Gender, first_names, folded, person_nouns, role_nouns
from pipelines.extract.name_words import Word
from pipelines.records import Entity, Mention, Role

_HONORIFIC, _NOUN, _FIRST_NAME = 3, 3, 2


def told_genders(
    entities: Sequence[Entity], names: Sequence[Mention], roles: Sequence[Role], found: Sequence[Word]
) -> dict[int, Gender]:
    """Tell the gender of the persons of a text, by entity number; those of whom it is unknown are left out.

    `names` are the mentions by name, `found` the words of the text. What weighs the same for both tells nothing.
    """
    votes: dict[int, dict[Gender, int]] = {entity.entity: {} for entity in entities if entity.kind == "person"}
    for entity, gender, weight in _evidence(entities, names, roles, found):
        if gender is not None and entity in votes:
            votes[entity][gender] = votes[entity].get(gender, 0) + weight
    told: dict[int, Gender] = {}
    for number, sides in votes.items():
        men, women = sides.get("m", 0), sides.get("f", 0)
        if men != women:
            told[number] = "m" if men > women else "f"
    return told


def _evidence(
    entities: Sequence[Entity], names: Sequence[Mention], roles: Sequence[Role], found: Sequence[Word]
) -> Iterator[tuple[int | None, Gender | None, int]]:
    """Give the entity, what gender something tells of it, and how much that weighs."""
    for entity in entities:
        yield entity.entity, first_names().get(folded(entity.name.split()[0]), (None, False))[0], _FIRST_NAME
    for role in roles:
        yield role.entity, role_nouns().get(folded(role.role.split()[-1])), _NOUN
    word_at = {word.start: index for index, word in enumerate(found)}
    for name in names:
        index = word_at.get(name.start, 0)
        title = title_ending_at(found, index)
        if title is not None:
            yield name.entity, title[1].gender, _HONORIFIC
        elif index and found[index].start - found[index - 1].end <= 2 and not found[index - 1].possessive:
            gender, kin = person_nouns().get(found[index - 1].key, (None, False))
            yield name.entity, gender if kin else None, _NOUN
