"""Which persons of different texts are one: by full names, their variants where nothing contradicts, and stories.

A surname alone joins a full name of its own story, or of the one who holds the office that the text states with it, or
of the one person of the corpus whom nearly all texts mean by it. What is not certain is not joined, and is kept as a
candidate.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from pipelines.records import ActorCandidate, NamedEntity, StatedRole, key_of
from pipelines.resolve.identity import EntityKey, Identity, entity_key
from pipelines.resolve.name_keys import PersonName, first_names, folded, loose_surname, person_name, squeezed

# A surname that more persons of the corpus bear than this is common: a nickname alone does not join two of them, unless
# they have this share of the texts that name a bearer.
_COMMON_SURNAME = 12
_MOST_OF_SURNAME = 0.5
# More middle names than this between one first name and one surname are several persons', or no names.
_MIDDLES = 20
# Texts tell two names apart as two persons; where more than this share does, they are. Less is a slip.
_APART_IN_TEXTS = 0.25
# Who is like two that are not like each other is the one who is named in so many times more texts than the other.
_RARELY = 5
# More names than this that are like one another are no spellings of one name.
_LARGEST_COMPONENT = 40
# In so many texts the role must be stated of the one who holds it, and in so many times fewer of anyone else.
_ROLE_TEXTS = 3
_ROLE_DOMINANCE = 10
# A candidate for a surname alone has at least this share of the texts that have the surname with a first name.
_CANDIDATE_SHARE = 0.25


@dataclass(slots=True)
class _Person:
    """A person of the corpus by full names: their key, how many texts have each name, and in which texts they are."""

    key: str
    names: Counter[PersonName] = field(default_factory=Counter)
    texts: set[int] = field(default_factory=set)

    @property
    def actor_id(self) -> int:
        return key_of("actor", "person", self.key)

    def add(self, other: "_Person") -> None:
        self.names.update(other.names)
        self.texts |= other.texts


class Persons:
    """The persons of the corpus.

    Args:
        entities: all entities that are persons, in any order.
        roles: the roles that the texts state.
        stories: the story of each text; a text that is not there is a story of its own.
    """

    def __init__(
        self, entities: Iterable[NamedEntity], roles: Iterable[StatedRole], stories: Mapping[int, int]
    ) -> None:
        self._stories = stories
        self._candidates: set[ActorCandidate] = set()
        self._roles = _roles_of(roles)
        full, single = _split(sorted(entities, key=entity_key))
        self._spelled = _one_spelling(full)
        exact = _by_full_name(full, self._spelled)
        self._method: dict[PersonName, str] = {}
        self._person_of = self._with_variants(exact)
        self._firsts = {name.first for name in self._person_of}
        self._by_surname: dict[str, list[_Person]] = defaultdict(list)
        for person in {person.key: person for person in self._person_of.values()}.values():
            for last in sorted({name.last for name in person.names}):
                self._by_surname[last].append(person)
        self._in_story = self._persons_in_stories(full)
        self._holders = self._holders_of_roles(full)
        self._first_text = self._first_texts(single)
        self._identities = {entity_key(named): self._identify(named) for named in (*full, *single)}

    def identity(self, named: NamedEntity) -> Identity:
        """Tell who an entity is."""
        return self._identities[entity_key(named)]

    def candidates(self) -> Iterator[ActorCandidate]:
        """Give the pairs that may be one, in no order."""
        yield from self._candidates

    # --- full names ---

    def _with_variants(self, exact: Sequence[_Person]) -> dict[PersonName, _Person]:
        """Join persons whose names are variants of one name, where all that would be joined agree with each other."""
        blocks: dict[str, list[_Person]] = defaultdict(list)
        for person in exact:
            blocks[loose_surname(_some_name(person).last)].append(person)
        found: dict[PersonName, _Person] = {}
        for block in blocks.values():
            for group in self._joined_in(block):
                for name in group.names:
                    found[name] = group
        return found

    def _joined_in(self, block: Sequence[_Person]) -> Iterator[_Person]:
        total = sum(len(person.texts) for person in block)
        edges: dict[tuple[int, int], str] = {}
        for pair in sorted(_alike_pairs(block)):
            method = self._variant(block[pair[0]], block[pair[1]], len(block), total)
            if method is not None:
                edges[pair] = method
        cluster_of: dict[int, int] = {}
        for component in _components(len(block), edges):
            for cluster in _clusters(block, component, edges):
                cluster_of.update(dict.fromkeys(cluster, cluster[0]))
                yield self._joined([block[index] for index in cluster])
        self._candidates |= {
            _candidate(block[one].actor_id, block[other].actor_id, method, 0.5)
            for (one, other), method in edges.items()
            if cluster_of[one] != cluster_of[other]
        }

    def _joined(self, members: Iterable[_Person]) -> _Person:
        """Make one person of several; the key is that of the one whom most texts name."""
        first, *others = sorted(members, key=lambda each: (-len(each.texts), each.key))
        joined = _Person(first.key)
        joined.add(first)
        for other in others:
            joined.add(other)
            self._method.update(dict.fromkeys(other.names, _method(first, other)))
        return joined

    def _variant(self, one: _Person, other: _Person, bearers: int, texts: int) -> str | None:
        """Name the rule by which two persons are one; null where something contradicts or too little supports it.

        `bearers` and `texts` are how many persons bear the surname, and in how many texts.
        """
        if not _agree([*one.names, *other.names]):
            return None
        method = _method(one, other)
        stories = {self._story(text) for text in one.texts}
        most = len(one.texts) + len(other.texts) >= _MOST_OF_SURNAME * texts
        both = len(one.texts & other.texts) / min(len(one.texts), len(other.texts))
        score = 0.4
        if _some_name(one).suffix != _some_name(other).suffix:
            method, score = "suffix", 0.2
        elif both > _APART_IN_TEXTS:
            pass
        elif bearers <= _COMMON_SURNAME or most or any(self._story(text) in stories for text in other.texts):
            return method
        self._candidates.add(_candidate(one.actor_id, other.actor_id, method, score))
        return None

    # --- surnames alone ---

    def _identify(self, named: NamedEntity) -> Identity:
        name = person_name(named.entity.name)
        if name.is_full:
            name = self._spelled[name]
            person = self._person_of[name]
            return Identity(person.actor_id, self._method.get(name) or ("middle_name" if name.middle else "full_name"))
        story = self._story(named.text_id)
        there = self._in_story.get((story, name.last), {})
        if len(there) == 1:
            (person,) = there.values()
            return Identity(person.actor_id, "surname_in_story")
        holder = self._holder(named, name.last)
        if holder is not None:
            return Identity(holder.actor_id, "surname_with_role")
        return self._alone(named, name, there)

    def _alone(self, named: NamedEntity, name: PersonName, there: Mapping[str, _Person]) -> Identity:
        """Make a single name an actor: of the corpus, if it is no part of anyone's name, else of its story or text."""
        if name.last not in self._by_surname and name.last not in self._firsts:
            return Identity(key_of("actor", "person", name.key), "single_name")
        text, method = named.text_id, "single_name_in_text"
        first = self._first_text[self._story(text), name.last]
        if not there and first != text:
            text, method = first, "single_name_in_story"
        identity = Identity(key_of("actor", "person", name.last, text), method)
        bearers = list(there.values()) or self._by_surname.get(name.last, [])
        total = sum(len(person.texts) for person in bearers)
        for person in bearers:
            share = len(person.texts) / total
            if share >= _CANDIDATE_SHARE:
                method = "surname_in_story" if there else "surname"
                self._candidates.add(ActorCandidate(identity.actor_id, person.actor_id, method, round(share * 0.9, 3)))
        return identity

    def _story(self, text_id: int) -> int:
        return self._stories.get(text_id, text_id)

    def _persons_in_stories(self, full: Iterable[NamedEntity]) -> dict[tuple[int, str], dict[str, _Person]]:
        """Give the persons that the texts of each story name in full, by surname."""
        found: dict[tuple[int, str], dict[str, _Person]] = defaultdict(dict)
        for named in full:
            name = self._spelled[person_name(named.entity.name)]
            person = self._person_of[name]
            found[self._story(named.text_id), name.last][person.key] = person
        return found

    def _first_texts(self, single: Iterable[NamedEntity]) -> dict[tuple[int, str], int]:
        """Give the first text of each story that has a single name."""
        found: dict[tuple[int, str], int] = {}
        for named in single:
            key = (self._story(named.text_id), person_name(named.entity.name).last)
            found[key] = min(found.get(key, named.text_id), named.text_id)
        return found

    def _holders_of_roles(self, full: Iterable[NamedEntity]) -> dict[tuple[str, str], Counter[str]]:
        """Count the texts that state a role of a person, by surname and role: the key of the person, the texts."""
        found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for named in full:
            name = self._spelled[person_name(named.entity.name)]
            for role in self._roles.get(entity_key(named), ()):
                found[name.last, role][self._person_of[name].key] += 1
        return found

    def _holder(self, named: NamedEntity, last: str) -> _Person | None:
        """Find the one person of a surname who holds a role that the text states with it."""
        keys: set[str] = set()
        for role in self._roles.get(entity_key(named), ()):
            ranked = self._holders.get((last, role), Counter()).most_common(2)
            if ranked and ranked[0][1] >= max(_ROLE_TEXTS, _ROLE_DOMINANCE * (ranked[1][1] if ranked[1:] else 0)):
                keys.add(ranked[0][0])
        people = [person for person in self._by_surname.get(last, ()) if person.key in keys]
        return people[0] if len(people) == 1 else None


def _split(entities: Iterable[NamedEntity]) -> tuple[list[NamedEntity], list[NamedEntity]]:
    """Part the persons with a first name from those with a single name."""
    parts: tuple[list[NamedEntity], list[NamedEntity]] = ([], [])
    for named in entities:
        parts[not person_name(named.entity.name).is_full].append(named)
    return parts


def _one_spelling(full: Iterable[NamedEntity]) -> dict[PersonName, PersonName]:
    """Give each full name the spelling that most texts have of it: with hyphen, with space or in one word."""
    texts: dict[str, Counter[PersonName]] = defaultdict(Counter)
    for named in full:
        name = person_name(named.entity.name)
        texts[squeezed(name)][name] += 1
    return {
        name: min(counted, key=lambda each: (-counted[each], each.key))
        for counted in texts.values()
        for name in counted
    }


def _by_full_name(full: Iterable[NamedEntity], spelled: Mapping[PersonName, PersonName]) -> list[_Person]:
    """Make persons of full names: one of all that have first name, surname and suffix, if their middle names agree."""
    bases: dict[str, dict[PersonName, set[int]]] = defaultdict(lambda: defaultdict(set))
    for named in full:
        name = spelled[person_name(named.entity.name)]
        bases[name.base][name].add(named.text_id)
    found: list[_Person] = []
    for base, names in bases.items():
        people: dict[str, _Person] = {}
        for name, texts in names.items():
            key = _key_in(base, name, names)
            person = people.setdefault(key, _Person(key))
            person.names[name] += len(texts)
            person.texts |= texts
        found += people.values()
    return sorted(found, key=lambda person: person.key)


def _key_in(base: str, name: PersonName, names: Iterable[PersonName]) -> str:
    """Give the key of a name among those of its base: without middle names, with their initial, or with all of them."""
    names = list(names)
    if len(names) > _MIDDLES:
        return name.key
    if _agree(names):
        return base
    initial = name.middle[0][0] if name.middle else ""
    like = [other for other in names if (other.middle[0][0] if other.middle else "") == initial]
    if name.middle and _agree(like):
        return " ".join(filter(None, (name.first, initial, name.last, name.suffix)))
    return name.key


def _agree(names: Iterable[PersonName]) -> bool:
    """Tell whether the middle names may all be one person's: letter for letter, or an initial for a name."""
    middles = sorted({name.middle for name in names if name.middle})
    if len(middles) > _MIDDLES:
        return False
    return all(
        one[0] == other[0] and (one == other or len(one) == 1 or len(other) == 1)
        for left, right in combinations(middles, 2)
        for one, other in zip(left, right, strict=False)
    )


def _alike_pairs(block: Sequence[_Person]) -> set[tuple[int, int]]:
    """Give the pairs of persons whose first names may be one."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(block):
        for first in sorted({form for name in person.names for form in first_names(name.first)}):
            buckets[loose_surname(first)].append(index)
    return {pair for bucket in buckets.values() if len(bucket) <= 50 for pair in combinations(bucket, 2)}


def _components(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Give the connected components of a graph, each in order."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        neighbours[one].append(other)
        neighbours[other].append(one)
    seen: set[int] = set()
    found: list[list[int]] = []
    for start in range(count):
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for node in component:
            fresh = [each for each in neighbours[node] if each not in seen]
            seen.update(fresh)
            component += dict.fromkeys(fresh)
        found.append(sorted(component))
    return found


def _clusters(
    block: Sequence[_Person], component: Sequence[int], edges: Mapping[tuple[int, int], str]
) -> list[list[int]]:
    """Join persons of a component where all of a cluster are alike, the most named first.

    A person who is like two that are not like each other joins neither, unless one is hardly ever named.
    """

    def alike(one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) in edges

    def weight(cluster: Iterable[int]) -> int:
        return sum(len(block[index].texts) for index in cluster)

    def contested(cluster: list[int], other: list[int]) -> bool:
        rivals = (
            rival
            for rival in component
            if rival not in cluster and rival not in other and any(alike(rival, each) for each in cluster)
        )
        return any(
            weight([rival]) * _RARELY > weight(other)
            for rival in rivals
            if not all(alike(rival, each) for each in other)
        )

    if len(component) > _LARGEST_COMPONENT:
        return [[index] for index in component]
    inside = [pair for pair in combinations(component, 2) if pair in edges]
    clusters = {index: [index] for index in component}
    for one, other in sorted(inside, key=lambda pair: (-min(weight([pair[0]]), weight([pair[1]])), pair)):
        left, right = clusters[one], clusters[other]
        if (
            left is not right
            and all(alike(*pair) for pair in product(left, right))
            and not contested(left, right)
            and not contested(right, left)
        ):
            joined = sorted(left + right)
            clusters.update(dict.fromkeys(joined, joined))
    return [cluster for index, cluster in clusters.items() if cluster[0] == index]


def _some_name(person: _Person) -> PersonName:
    """Give one of a person's names, always the same: all have one surname and one suffix in the beginning."""
    return min(person.names, key=lambda name: name.key)


def _method(one: _Person, other: _Person) -> str:
    """Name the rule by which two persons would be one."""
    left, right = _some_name(one), _some_name(other)
    if left.last != right.last:
        return "spelling"
    return "nickname" if left.first != right.first else "middle_name"


def _candidate(one: int, other: int, method: str, score: float) -> ActorCandidate:
    return ActorCandidate(min(one, other), max(one, other), method, score)


def _roles_of(roles: Iterable[StatedRole]) -> dict[EntityKey, tuple[str, ...]]:
    """Give the offices that a text states of an entity, in lower case; a former one is still that person's."""
    found: dict[EntityKey, set[str]] = defaultdict(set)
    for stated in roles:
        words = folded(stated.role.role).removeprefix("former ").removeprefix("then-")
        found[stated.text_id, stated.role.entity].add(words)
    return {key: tuple(sorted(words)) for key, words in found.items()}
