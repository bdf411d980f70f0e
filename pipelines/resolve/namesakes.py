"""Which texts with one full name mean two persons: a judge of that name, and a broadcaster.

What is stated of them has to differ, and they must have nothing else in common: no story, no other names that are
telling for one of them. A person does many things in life, so a role alone parts nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import groupby

from pipelines.records import ActorKind, NamedEntity, StatedRole
from pipelines.resolve.entities import Entities, Label
from pipelines.resolve.identity import EntityKey, Person, entity_key, is_telling
from pipelines.resolve.name_keys import (
    PersonName,
    folded,
    organisation_key,
    person_name,
    place_key,
    remembered,
    state_names,
)
from pipelines.word_lists import rows

# How many persons would have a name by chance, from how common its first name and its surname are, for each text that
# has it: at least so many where the texts state roles of two fields of work, and where they only state two roles.
_CHANCE_FIELD = 0.002
_CHANCE_ROLE = 0.02
# A name that stands beside a person in this share of their texts, so many times more often than in other texts, is
# telling.
_TELLING_SHARE = 0.15
_TELLING_LIFT = 5
# So many names that so many texts have beside a person, so many times more often than other texts, are matters of that
# person.
_MATTERS = 3
_MATTER_TEXTS = 3
_MATTER_LIFT = 1.5
# Who is dead in texts of so many stories, and holds no office in any of them, does not hold one elsewhere.
_DEAD_STORIES = 3
_DEAD = "dead"
_CHAMBERS = frozenset(("house", "house of representatives", "senate", "assembly", "house of delegates"))
_OFFICES_IN_CHAMBERS = ("leader", "member", "president", "speaker", "whip")


class Namesakes:
    """Parts the texts of one full name by the persons that they mean.

    Args:
        entities: all entities of all texts.
        offices: the offices that a text states of an entity.
        stories: the story of each text; a text that is not there is a story of its own.
        seats: the offices in legislatures that a text states of an entity, as `seats_of` gives them.
    """

    def __init__(
        self,
        entities: Entities,
        offices: Mapping[EntityKey, Sequence[str]],
        stories: Mapping[int, int],
        seats: Mapping[EntityKey, Set[tuple[str, str]]],
    ) -> None:
        self._offices = offices
        self._seats = seats
        self._stories = stories
        self._entities = entities
        self._texts = 0
        self._beside: dict[str, Counter[str]] = {}  # how many texts of a person have each name
        self._frequency: Counter[str] = Counter()
        labelled = zip(entities.keys(), entities.labels(), strict=True)
        for _, there in groupby(labelled, key=lambda each: each[0][0]):
            keys = _keys_beside(label for _, label in there)
            self._texts += bool(keys)
            self._frequency.update(keys)

    def parted(
        self, full: Iterable[NamedEntity], person_of: Callable[[NamedEntity], Person]
    ) -> dict[EntityKey, Person]:
        """Give the entities that are not the person of their name whom most texts mean, each with who it is instead."""
        persons = {person.key: person for person in map(person_of, full)}
        chances = {key: chance for key, chance in _chances(persons).items() if chance >= _CHANCE_FIELD}
        named_of: dict[str, list[NamedEntity]] = defaultdict(list)
        for named in full:
            if (key := person_of(named).key) in chances:
                named_of[key].append(named)
        found: dict[EntityKey, Person] = {}
        for key in sorted(chances):
            person = persons[key]
            for role, texts in list(self._groups(person, named_of[key], chances[key])):
                found |= _part(person, named_of[key], role, texts)
        for key, seated in self._seated(full, person_of).items():
            for role, texts in list(self._groups_by_seat(persons[key], seated)):
                found |= _part(persons[key], [named for named in seated if entity_key(named) not in found], role, texts)
        return found

    def _seated(
        self, full: Iterable[NamedEntity], person_of: Callable[[NamedEntity], Person]
    ) -> dict[str, list[NamedEntity]]:
        """Give the entities of the persons who hold one office in the legislatures of two states, by texts."""
        seats: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for named in full:
            if seat := self._seats.get(entity_key(named)):
                seats[person_of(named).key] |= seat
        two = {key for key, held in seats.items() if len(held) > len({office for office, _ in held})}
        found: dict[str, list[NamedEntity]] = defaultdict(list)
        for named in full if two else ():
            if (key := person_of(named).key) in two:
                found[key].append(named)
        return found

    def _groups_by_seat(self, person: Person, entities: Sequence[NamedEntity]) -> Iterator[tuple[str, frozenset[int]]]:
        """Give the texts of one story in which the office is another state's than in most: a leader of its House."""
        seats: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for named in entities:
            seats[named.text_id] |= self._seats.get(entity_key(named), frozenset())
        for office, state in sorted({seat for held in seats.values() for seat in held}):
            texts = {text for text, held in seats.items() if (office, state) in held}
            others = {text for text, held in seats.items() if any(seat[0] == office for seat in held)} - texts
            rest = person.texts - texts
            if (
                len(texts) < len(others)
                and len(self._stories_of(texts)) == 1
                and not self._have_names_in_common(texts, rest, person)
            ):
                yield f"{office} {state}".strip(), frozenset(texts)

    def is_on_matters_of(self, text_id: int, person: Person) -> bool:
        """Tell whether a text names several others who stand beside a person more often than in other texts."""
        if person.key not in self._beside:
            texts = (_keys_beside(self._entities.labels_of(text)) for text in sorted(person.texts))
            self._beside[person.key] = Counter(key for keys in texts for key in keys)
        beside, total = self._beside[person.key], len(person.texts)
        others = self._texts - total
        matters = (
            beside[key] >= _MATTER_TEXTS
            and is_telling(beside[key], total, self._frequency[key] - beside[key], others, _MATTER_LIFT)
            and key not in {f"person {name.base}" for name in person.names}
            for key in _keys_beside(self._entities.labels_of(text_id))
        )
        return sum(matters) >= _MATTERS

    def share_matters(self, one: Person, other: Person) -> bool:
        """Tell whether half of the texts of the one whom fewer name have a name that is telling for the other's."""
        few, many = sorted((one, other), key=lambda each: (len(each.texts), each.key))
        both = Person(many.key)
        both.add(one)
        both.add(other)
        return self._have_names_in_common(few.texts, many.texts, both)

    def _groups(
        self, person: Person, entities: Sequence[NamedEntity], chance: float
    ) -> Iterator[tuple[str, frozenset[int]]]:
        """Give the groups of texts that mean somebody else, each with the role or field that tells."""
        roles: dict[int, set[str]] = defaultdict(set)
        for named in entities:
            roles[named.text_id] |= {_head(role) for role in self._offices.get(entity_key(named), ())}
        works = {text: {field for role in stated for field in _fields(role)} for text, stated in roles.items()}
        dead = {named.text_id for named in entities if named.dead}
        if len(self._stories_of(dead)) >= _DEAD_STORIES and not any(roles[text] for text in dead):
            for text in dead:
                roles[text].add(_DEAD)
        told: set[int] = set()
        for by, least in ((works, _CHANCE_FIELD), (roles, _CHANCE_ROLE)):
            if chance < (_CHANCE_FIELD if _DEAD in {each for stated in by.values() for each in stated} else least):
                continue
            for value in sorted({each for stated in by.values() for each in stated} - {_DEAD}):
                texts = self._of_story({text for text, stated in by.items() if value in stated}, person.texts) - told
                rest = person.texts - texts - told
                if not texts or (len(texts), min(texts)) >= (len(rest), min(rest, default=0)):
                    continue
                if by is roles and len(self._stories_of(texts)) > 1 and not _leave_middle_name_out(entities, texts):
                    continue  # a general becomes a chief of staff
                there = {each for text in person.texts - texts for each in by.get(text, ())}
                here = {each for text in texts for each in by.get(text, ())}
                if (
                    there
                    and not here & there
                    and not self._have_names_in_common(texts, rest, person, is_dead=_DEAD in there)
                ):
                    told |= texts
                    yield value, frozenset(texts)

    def _of_story(self, texts: set[int], among: set[int]) -> set[int]:
        stories = self._stories_of(texts)
        return {text for text in among if self._stories.get(text, text) in stories}

    def _stories_of(self, texts: Iterable[int]) -> set[int]:
        return {self._stories.get(text, text) for text in texts}

    def _have_names_in_common(self, texts: set[int], rest: set[int], person: Person, *, is_dead: bool = False) -> bool:
        """Tell whether half of the texts have a name beside the person's that is telling for the rest of them."""
        own = {f"person {name.base}" for name in person.names}
        beside = {text: _keys_beside(self._entities.labels_of(text)) for text in person.texts}
        counted = Counter(key for text in rest for key in beside[text])
        known = Counter(key for text in person.texts for key in beside[text])
        others = self._texts - len(person.texts)
        telling = {
            key
            for key, count in counted.items()
            if count >= max(1, _TELLING_SHARE * len(rest))
            and is_telling(count, len(rest), self._frequency[key] - known[key], others, _TELLING_LIFT)
        } - own
        if is_dead:  # their state is where it happened, and others hold offices there
            telling -= _whole_states()
        return 2 * sum(bool(beside[text] & telling) for text in texts) >= len(texts)


def _part(person: Person, entities: Sequence[NamedEntity], role: str, texts: frozenset[int]) -> dict[EntityKey, Person]:
    """Take the entities of some texts from a person, and give them with their own.

    Whose middle name other texts have too stays: John Q. Poe is not the John Poe whom the text is taken to mean.
    """
    middles = {name for named in entities if named.text_id not in texts and (name := _name(named)).middle}
    taken = [named for named in entities if named.text_id in texts and _name(named) not in middles]
    other = Person(f"{person.key} ({role})", namesake_of=person)
    other.names.update(_name(named) for named in taken)
    other.texts.update(named.text_id for named in taken)
    person.texts -= other.texts
    return {entity_key(named): other for named in taken}


def _leave_middle_name_out(entities: Iterable[NamedEntity], texts: set[int]) -> bool:
    """Tell whether the texts have a name without middle name that most others have with one."""
    with_middle = Counter((named.text_id in texts, bool(_name(named).middle)) for named in entities)
    return with_middle[False, True] > with_middle[False, False] and with_middle[True, False] > with_middle[True, True]


def _name(named: NamedEntity) -> PersonName:
    return person_name(named.name)


def _chances(persons: Mapping[str, Person]) -> dict[str, float]:
    """Give how many persons would have each name by chance, a text that has it, for the names of more than one text."""
    first = Counter(each for person in persons.values() for each in {name.first for name in person.names})
    last = Counter(each for person in persons.values() for each in {name.last for name in person.names})
    return {
        key: max((first[name.first] - 1) * (last[name.last] - 1) for name in person.names)
        / len(persons)
        / len(person.texts)
        for key, person in persons.items()
        if len(person.texts) > 1
    }


def seats_of(roles: Iterable[StatedRole]) -> dict[EntityKey, frozenset[tuple[str, str]]]:
    """Give the offices in a chamber of a legislature that a text states of an entity, each with its state or "".

    Who speaks for one, or wants to be in it, holds no office there.
    """
    found: dict[EntityKey, set[tuple[str, str]]] = defaultdict(set)
    for stated in roles:
        role = folded(stated.role.role)
        office = _head(role)
        if office not in _OFFICES_IN_CHAMBERS:
            continue
        body = organisation_key(stated.role.of_text or "").removeprefix("us ")
        if not _CHAMBERS.isdisjoint(words := role.split()):  # a House leader, Tarrow House leader
            body = f"{body} {min(_CHAMBERS.intersection(words))}".strip()
        state = next((state for state in state_names() if body.startswith(f"{state} ")), "")
        if body.removeprefix(f"{state} ").removeprefix("state ") in _CHAMBERS:
            found[stated.text_id, stated.role.entity].add((office, state))
    return {key: frozenset(seats) for key, seats in found.items()}


def _head(role: str) -> str:
    """Give the word of a role that says what it is, the police with it: `police chief`."""
    words = role.split()
    return f"police {words[-1]}" if "police" in words[:-1] else " ".join(words[-1:])


@remembered
def _fields(head: str) -> frozenset[str]:
    """Give the field of work of a role by its head, or nothing."""
    return frozenset(field for word, field in rows(__package__, "role_fields.tsv") if word in (head, head.split()[0]))


@cache
def _whole_states() -> frozenset[str]:
    """Give the keys of states."""
    return frozenset(f"place {state}" for state in (*state_names(), *(place_key(state) for state in state_names())))


def _keys_beside(labels: Iterable[Label]) -> set[str]:
    return {key for kind, name, _ in labels if (key := _key_beside(kind, name)) is not None}


def _key_beside(kind: ActorKind, named: str) -> str | None:
    """Give the key of a name that may tell what a text is about; a single name does not tell who is meant."""
    match kind:
        case "person":
            name = person_name(named)
            return f"person {name.base}" if name.is_full else None
        case "organisation":
            return f"organisation {organisation_key(named)}"
        case "place":
            return f"place {place_key(named)}"
        case "group":
            return None
