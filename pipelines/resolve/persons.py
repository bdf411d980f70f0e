"""Which persons of different texts are one: by full names, and their variants where nothing contradicts.

What is not certain is not joined, and is kept as a candidate. Who a single name is, `single_names.py` tells.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from pipelines.records import ActorCandidate, NamedEntity, StatedRole
from pipelines.resolve.entities import Entities
from pipelines.resolve.identity import EntityKey, Identity, Person, entity_key
from pipelines.resolve.name_keys import PersonName, first_names, loose_surname, person_name, squeezed
from pipelines.resolve.namesakes import Namesakes, seats_of
from pipelines.resolve.single_names import SingleNames, offices_of

# A surname that more persons of the corpus bear than this is common: a nickname alone does not join two of them, unless
# they have this share of the texts that name a bearer.
_COMMON_SURNAME = 12
_MOST_OF_SURNAME = 0.5
# More middle names than this between one first name and one surname are several persons', or no names.
_MIDDLES = 20
# Where more than this share of the texts of a name have the other one beside it, they tell two persons apart; unless
# both hold one office, or so many texts have one of the names: then a text only has both a usual and a formal name.
_APART_IN_TEXTS = 0.25
_USUAL_NAME_TEXTS = 4
# A name that no more texts have than this may be a slip for one that so many times more have, unless the word that
# differs is shorter than this; so long names are compared.
_MISSPELLED_TEXTS = 2
_OFTEN = 5
_LONG_WORD = 5
_LONGEST = 40
# So many texts have a middle name and leave it out beside, if that is two relatives' names.
_BESIDE_TEXTS = 3
# So many texts have to name one without `Jr.` or `III` before the same office makes the one with it the same person.
_SUFFIX_TEXTS = 3
# Who is like two that are not like each other is the one who is named in so many times more texts than the other.
_RARELY = 5
# More names than this that are like one another are no spellings of one name.
_LARGEST_COMPONENT = 40


class Persons:
    """The persons of the corpus.

    Args:
        entities: all entities.
        roles: the roles that the texts state.
        stories: the story of each text; a text that is not there is a story of its own.
        headlines: the headlines of texts, where they have one.
    """

    def __init__(
        self,
        entities: Entities,
        roles: Iterable[StatedRole],
        stories: Mapping[int, int],
        headlines: Mapping[int, str],
    ) -> None:
        self._stories = stories
        self._candidates: set[ActorCandidate] = set()
        full = entities.where(lambda kind, name: kind == "person" and person_name(name).is_full)
        single = entities.where(lambda kind, name: kind == "person" and not person_name(name).is_full)
        self._spelled = _one_spelling(full)
        self._of_relatives = _names_of_relatives(full)
        exact = _by_full_name(full, self._spelled, self._of_relatives)
        self._method: dict[PersonName, str] = {}
        offices = offices_of(roles)
        self._offices: dict[PersonName, set[str]] = defaultdict(set)
        for named in full:
            if stated := offices.get(entity_key(named)):
                self._offices[self._spelled[person_name(named.name)]].update(stated)
        namesakes = Namesakes(entities, offices, stories, seats_of(roles))
        self._share_matters = namesakes.share_matters
        self._person_of = self._with_variants(exact)
        self._namesakes: Mapping[EntityKey, Person] = {}
        self._join_misspelled(namesakes.is_on_matters_of)
        self._namesakes = namesakes.parted(full, self._person)
        self._candidates |= {
            _candidate(person.actor_id, person.namesake_of.actor_id, "namesake", 0.3)
            for person in self._namesakes.values()
            if person.namesake_of is not None
        }
        self._single_names = SingleNames(
            full, self._person, single, offices, stories, headlines, namesakes.is_on_matters_of
        )

    def identity(self, named: NamedEntity) -> Identity:
        """Tell who an entity is."""
        name = person_name(named.name)
        if not name.is_full:
            identity, candidates = self._single_names.identity(named)
            self._candidates.update(candidates)
            return identity
        name = self._spelled[name]
        method = self._method.get(name) or ("middle_name" if name.middle else "full_name")
        return Identity(self._person(named).actor_id, method)

    def candidates(self) -> Iterator[ActorCandidate]:
        """Give the pairs that may be one, in no order; of single names, those that `identity` was asked of."""
        yield from self._candidates

    def _person(self, named: NamedEntity) -> Person:
        person = self._person_of[self._spelled[person_name(named.name)]]
        return self._namesakes.get(entity_key(named), person)

    def _with_variants(self, exact: Sequence[Person]) -> dict[PersonName, Person]:
        """Join persons whose names are variants of one name, where all that would be joined agree with each other."""
        blocks: dict[str, list[Person]] = defaultdict(list)
        for person in self._without_double_surnames(exact):
            blocks[loose_surname(_some_name(person).last)].append(person)
        found: dict[PersonName, Person] = {}
        for block in blocks.values():
            for group in self._joined_in(block):
                for name in group.names:
                    found[name] = group
        return found

    def _without_double_surnames(self, exact: Sequence[Person]) -> Iterator[Person]:
        """Join whom a surname of two words names to the one full name that ends in it: Marlo Poe, and Ann Marlo Poe.

        Half of the texts that have it at least have the full name, too, and nobody has its first word as a first name.
        """
        surnames: dict[str, set[str]] = defaultdict(set)
        for name in {name for person in exact for name in person.names}:
            surnames[name.first].add(loose_surname(name.last))
        fuller: dict[tuple[str, str, str], list[Person]] = defaultdict(list)
        for person in exact:
            for end in sorted({(name.middle[-1], name.last, name.suffix) for name in person.names if name.middle}):
                fuller[end].append(person)
        for person in exact:
            name = _some_name(person)
            beside = [each for each in fuller[name.first, name.last, name.suffix] if each.texts & person.texts]
            if (
                len(person.names) == len(beside) == len(surnames[name.first]) == 1
                and not name.middle
                and 2 * len(beside[0].texts & person.texts) >= len(person.texts)
            ):
                beside[0].add(person)
                self._method[name] = "double_surname"
            else:
                yield person

    def _join_misspelled(self, is_on_matters_of: Callable[[int, Person], bool]) -> None:
        """Join those whose surname is one letter off that of one whom many more texts name, on the same matters.

        Nobody else bears the odd one, which is not short, and no text names both. First names are not mended: a
        relative may have nearly that name (Annika, Annina).
        """
        bearers = Counter(name.last for name in self._person_of)
        usual: dict[str, set[PersonName]] = defaultdict(set)
        for name, person in self._person_of.items():
            if len(person.texts) >= _OFTEN and len(name.key) <= _LONGEST:
                for shorter in _one_letter_less(name.key):
                    usual[shorter].add(name)
        found: dict[PersonName, Person] = {}
        for name, person in self._person_of.items():
            if len(person.texts) > _MISSPELLED_TEXTS or len(person.names) > 1 or len(name.key) > _LONGEST:
                continue
            meant = {
                self._person_of[other].key: self._person_of[other]
                for shorter in _one_letter_less(name.key)
                for other in usual.get(shorter, ())
                if _may_be_misspelled(name, other, bearers)
            }
            known = next(iter(meant.values())) if len(meant) == 1 else person
            if (
                len(known.texts) >= _OFTEN * len(person.texts)
                and known.texts.isdisjoint(person.texts)
                and all(is_on_matters_of(text, known) for text in sorted(person.texts))
            ):
                found[name] = known
        for name, known in found.items():
            known.add(self._person_of[name])
            self._person_of[name] = known
            self._method[name] = "spelling"

    def _joined_in(self, block: Sequence[Person]) -> Iterator[Person]:
        total = sum(len(person.texts) for person in block)
        edges: dict[tuple[int, int], str] = {}
        possible: dict[int, set[int]] = defaultdict(set)
        for one, other in sorted(_alike_pairs(block)):
            if not _agree([*block[one].names, *block[other].names]) or self._are_relatives(block[one], block[other]):
                continue
            possible[one].add(other)
            possible[other].add(one)
            method = self._variant(block[one], block[other], len(block), total)
            if method is not None:
                edges[one, other] = method
        cluster_of: dict[int, int] = {}
        for component in _components(len(block), edges):
            for cluster in _clusters(block, component, edges, possible):
                cluster_of.update(dict.fromkeys(cluster, cluster[0]))
                yield self._joined([block[index] for index in cluster])
        self._candidates |= {
            _candidate(block[one].actor_id, block[other].actor_id, method, 0.5)
            for (one, other), method in edges.items()
            if cluster_of[one] != cluster_of[other]
        }

    def _joined(self, members: Iterable[Person]) -> Person:
        """Make one person of several; the key is that of the one whom most texts name."""
        first, *others = sorted(members, key=lambda each: (-len(each.texts), each.key))
        joined = Person(first.key)
        joined.add(first)
        for other in others:
            joined.add(other)
            self._method.update(dict.fromkeys(other.names, _method(first, other)))
        return joined

    def _variant(self, one: Person, other: Person, bearers: int, texts: int) -> str | None:
        """Name the rule by which two persons whose names agree are one; null where too little supports it.

        `bearers` and `texts` are how many persons bear the surname, and in how many texts.
        """
        method, score = _method(one, other), 0.4
        if method == "suffix":
            score = 0.2
            if self._is_suffix_left_out(one, other):
                return method
        elif not (self._told_apart(one, other, method) or self._differ_in_office(one, other, method)) and (
            bearers <= _COMMON_SURNAME
            or len(one.texts) + len(other.texts) >= _MOST_OF_SURNAME * texts
            or (method == "nickname" and (self._share_office(one, other) or _some_name(one).suffix != ""))
            or self._share_story(one, other)
        ):
            return method
        self._candidates.add(_candidate(one.actor_id, other.actor_id, method, score))
        return None

    def _are_relatives(self, one: Person, other: Person) -> bool:
        """Tell whether a middle name is all that texts tell two relatives apart by."""
        return self._of_relatives.isdisjoint(one.names) != self._of_relatives.isdisjoint(other.names)

    def _told_apart(self, one: Person, other: Person, method: str) -> bool:
        """Tell whether texts name both, as two persons."""
        together = len(one.texts & other.texts)
        if together <= _APART_IN_TEXTS * min(len(one.texts), len(other.texts)):
            return False
        usual = len(one.texts | other.texts) >= _USUAL_NAME_TEXTS or self._share_office(one, other)
        return not (method == "nickname" and usual)

    def _differ_in_office(self, one: Person, other: Person, method: str) -> bool:
        """Tell whether all that texts of two spellings say is that they are two: other offices, in other stories."""
        return (
            method == "spelling"
            and all(any(self._offices.get(name) for name in each.names) for each in (one, other))
            and not self._share_office(one, other)
            and not self._share_story(one, other)
            and not self._share_matters(one, other)
        )

    def _is_suffix_left_out(self, one: Person, other: Person) -> bool:
        """Tell whether a name without suffix is that of the one with it, and no father or son: no text has both."""
        plain, suffixed = sorted((one, other), key=lambda each: (_some_name(each).suffix != "", each.key))
        return (
            _some_name(plain).suffix == ""
            and max(len(plain.texts), len(suffixed.texts)) >= _SUFFIX_TEXTS
            and not one.texts & other.texts
            and self._share_office(one, other)
        )

    def _share_office(self, one: Person, other: Person) -> bool:
        offices = {office for name in one.names for office in self._offices.get(name, ())}
        return any(office in offices for name in other.names for office in self._offices.get(name, ()))

    def _share_story(self, one: Person, other: Person) -> bool:
        stories = {self._story(text) for text in one.texts}
        return any(self._story(text) in stories for text in other.texts)

    def _story(self, text_id: int) -> int:
        return self._stories.get(text_id, text_id)


def _one_spelling(full: Iterable[NamedEntity]) -> dict[PersonName, PersonName]:
    """Give each full name the spelling that most texts have of it: with hyphen, with space or in one word."""
    texts: dict[str, Counter[PersonName]] = defaultdict(Counter)
    for named in full:
        name = person_name(named.name)
        texts[squeezed(name)][name] += 1
    return {
        name: min(counted, key=lambda each: (-counted[each], each.key))
        for counted in texts.values()
        for name in counted
    }


def _names_of_relatives(full: Iterable[NamedEntity]) -> set[PersonName]:
    """Give the names whose middle name most texts have, and leave out beside: John Marlo Poe is the son of John Poe.

    One person's whole name stands once in a text.
    """
    texts, beside = Counter[PersonName](), Counter[PersonName]()
    for named in full:
        names = {person_name(form) for form, _ in named.names}
        plain = {name.base for name in names if not name.middle}
        for name in names:
            if any(len(word) > 1 for word in name.middle):
                texts[name] += 1
                beside[name] += name.base in plain
    return {name for name, times in beside.items() if times >= _BESIDE_TEXTS and 2 * times > texts[name]}


def _by_full_name(
    full: Iterable[NamedEntity], spelled: Mapping[PersonName, PersonName], of_relatives: Container[PersonName]
) -> list[Person]:
    """Make persons of full names: one of all that have first name, surname and suffix, if their middle names agree."""
    bases: dict[str, dict[PersonName, set[int]]] = defaultdict(lambda: defaultdict(set))
    for named in full:
        name = spelled[person_name(named.name)]
        bases[name.base][name].add(named.text_id)
    found: list[Person] = []
    for base, names in bases.items():
        people: dict[str, Person] = {}
        for name, texts in names.items():
            key = name.key if name in of_relatives else _key_in(base, name, names)
            person = people.setdefault(key, Person(key))
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


def _alike_pairs(block: Sequence[Person]) -> set[tuple[int, int]]:
    """Give the pairs of persons whose first names may be one."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(block):
        for first in sorted({form for name in person.names for used in _used(name) for form in first_names(used)}):
            buckets[loose_surname(first)].append(index)
    return {pair for bucket in buckets.values() if len(bucket) <= 50 for pair in combinations(bucket, 2)}


def _one_letter_less(key: str) -> set[str]:
    """Give a name, and what it is without each of its letters: two that have one in common are a slip apart."""
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


def _may_be_misspelled(name: PersonName, usual: PersonName, bearers: Mapping[str, int]) -> bool:
    """Tell whether a name is another one, but for a longer surname that nobody else bears and that begins alike."""
    if (name.first, name.middle, name.suffix) != (usual.first, usual.middle, usual.suffix):
        return False
    word, other = name.last, usual.last
    return word[0] == other[0] and len(word) >= _LONG_WORD and bearers[word] == 1


def _used(name: PersonName) -> tuple[str, ...]:
    """Give what somebody may be called by: of J. Marlo Poe, that is Marlo as well."""
    return (name.first, *name.middle[:1]) if len(name.first) == 1 else (name.first,)


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
    block: Sequence[Person],
    component: Sequence[int],
    edges: Mapping[tuple[int, int], str],
    possible: Mapping[int, set[int]],
) -> list[list[int]]:
    """Join persons of a component where all of a cluster are alike, the most named first.

    A person who is like two that are not like each other joins neither, unless one is hardly ever named. `possible` has
    for each person those of an agreeing name, whether or not anything else supports it.
    """

    def alike(one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) in edges

    def weight(cluster: Iterable[int]) -> int:
        return sum(len(block[index].texts) for index in cluster)

    def contested(cluster: list[int], other: list[int]) -> bool:
        rivals = {rival for each in cluster for rival in possible[each]} - {*cluster, *other}
        return any(
            weight([rival]) * _RARELY > weight(other)
            for rival in rivals
            if not all(rival in possible[each] for each in other)
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


def _some_name(person: Person) -> PersonName:
    """Give one of a person's names, always the same: all have one surname and one suffix in the beginning."""
    return min(person.names, key=lambda name: name.key)


def _method(one: Person, other: Person) -> str:
    """Name the rule by which two persons would be one."""
    left, right = _some_name(one), _some_name(other)
    if left.suffix != right.suffix:
        return "suffix"
    if left.last != right.last:
        return "spelling"
    if left.first == right.first or len(left.first) == 1 or len(right.first) == 1:
        return "middle_name"
    return "nickname"


def _candidate(one: int, other: int, method: str, score: float) -> ActorCandidate:
    return ActorCandidate(min(one, other), max(one, other), method, score)
