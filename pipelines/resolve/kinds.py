"""What kind of actor a name is where texts disagree: person, organisation, place or group.

One text's label may be a slip of the language model; what most texts have of the same full name is believed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from itertools import groupby

from pipelines.records import ActorKind, NamedEntity
from pipelines.resolve.entities import Entities
from pipelines.resolve.identity import EntityKey, entity_key
from pipelines.resolve.name_keys import first_names, folded, person_name

# A kind is believed against the others if it has this share of the texts that have the name, by the words of the name.
# A single word may be a surname and something else, so there only few exceptions count as slips; but a place that no
# text of the corpus has as part of a full name is hardly a person's.
_SHARE = 0.75
_SHARE_SURNAME = 0.95
_SHARE_PLACE = 0.65
_TEXTS = 4
_TEXTS_SURNAME = 20
_TEXTS_PLACE = 2
# A surname that texts have of persons is no organisation's name where so many times fewer have it of one. Towns are
# named after persons, so a place stays one.
_SURNAME_DOMINANCE = 10
# An organisation that so many times more texts name than name a person of that surname is meant beside one as well.
_ORGANISATION_DOMINANCE = 2
_SHORTEST_SHOUTED = 5  # letters of a name in capitals that is no acronym


def set_believed_kinds(entities: Entities) -> None:
    """Give entities the kind that most texts have of their name, where few disagree; leave the others as they are."""
    believed = _believed(entities)
    for place, name in _persons_named_in_full(entities):
        entities.set_kind(place, "person", name)
    persons = _organisations_that_are_persons(entities)
    for place, (key, (kind, name, _)) in enumerate(zip(entities.keys(), entities.labels(), strict=True)):
        meant = "person" if key in persons else believed.get(folded(name))
        if meant is not None and meant != kind:
            entities.set_kind(place, meant)


def _persons_named_in_full(entities: Entities) -> list[tuple[int, str]]:
    """Find the organisations that are the surname of the one whom their text names in full, each with that name.

    Papers and firms are called after persons: in a text on Ann Poe, Poe is hers, unless it names the Poe Group, or the
    corpus knows the organisation far better.
    """
    alone, bearers = Counter[str](), Counter[str]()
    found: list[tuple[int, str, str]] = []
    place = 0
    for _, named_there in groupby(entities, key=lambda named: named.text_id):
        there = list(named_there)
        full: dict[str, set[str]] = defaultdict(set)
        for named in there:
            if named.kind == "person":
                name = person_name(named.name)
                bearers[name.last] += 1
                if name.is_full:
                    full[name.last].add(named.name)
        longer = {word for named in there if len(words := _words_of_organisation(named)) > 1 for word in words}
        for index, named in enumerate(there):
            words = _words_of_organisation(named)
            if len(words) != 1 or _is_short_acronym(named.name):
                continue
            alone[words[0]] += 1
            if words[0] not in longer and (name_there := _one_name(full.get(words[0], set()))) is not None:
                found.append((place + index, words[0], name_there))
        place += len(there)
    return [(index, name) for index, word, name in found if _ORGANISATION_DOMINANCE * bearers[word] >= alone[word]]


def _one_name(names: Collection[str]) -> str | None:
    """Give one of the full names of one person: Bob Poe, Robert Poe."""
    firsts = [first_names(person_name(name).first) for name in names]
    return min(names) if firsts and all(first & firsts[0] for first in firsts) else None


def _is_short_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) < _SHORTEST_SHOUTED


def _organisations_that_are_persons(entities: Entities) -> set[EntityKey]:
    """Find the single names that a text has as an organisation's, and the corpus as a person's surname.

    Not where the text has a longer name of an organisation with that word: the Poe Group.
    """
    alone: Counter[str] = Counter()
    bearers: Counter[str] = Counter()
    for _, named_there in groupby(entities, key=lambda named: named.text_id):
        there = list(named_there)
        bearers.update({person_name(named.name).last for named in there if named.kind == "person"})
        alone.update(words[0] for named in there if len(words := _words_of_organisation(named)) == 1)
    surnames = {
        word for word, times in alone.items() if bearers[word] >= max(_TEXTS_SURNAME, _SURNAME_DOMINANCE * times)
    }
    found: set[EntityKey] = set()
    for _, named_there in groupby(entities, key=lambda named: named.text_id):
        words_of = ((named, _words_of_organisation(named)) for named in named_there)
        alike = [(named, words) for named, words in words_of if surnames.intersection(words)]
        longer = {word for _, words in alike if len(words) > 1 for word in words}
        found |= {entity_key(named) for named, words in alike if len(words) == 1 and words[0] not in longer}
    return found


def _words_of_organisation(named: NamedEntity) -> list[str]:
    return folded(named.name).split() if named.kind == "organisation" else []


def _believed(entities: Entities) -> dict[str, ActorKind]:
    texts: dict[str, Counter[ActorKind]] = defaultdict(Counter)
    surnames: set[str] = set()
    for (kind, name, _), count in Counter(entities.labels()).items():
        texts[folded(name)][kind] += count
        if kind == "person" and (person := person_name(name)).is_full:
            surnames |= {person.last, person.first}
    found: dict[str, ActorKind] = {}
    for name, counted in texts.items():
        if len(counted) < 2 or name in surnames:
            continue
        kind = min(counted, key=lambda each: (-counted[each], each))
        least, share = _TEXTS, _SHARE
        if " " not in name and "person" in counted:
            is_place = set(counted) == {"person", "place"} and kind == "place"
            least, share = (_TEXTS_PLACE, _SHARE_PLACE) if is_place else (_TEXTS_SURNAME, _SHARE_SURNAME)
        if counted[kind] >= max(least, share * counted.total()):
            found[name] = kind
    return found
