"""From the entities of all texts to the actors of the corpus: `resolve`.

Persons are one by their full name, organisations by their name or an acronym that a text spells out, places and groups
by their name. What is not certain is not merged: a surname alone joins nobody of another text. How names are normalised
is `name_keys.py`'s.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.records import (
    Actor,
    ActorAlias,
    ActorKind,
    Affiliation,
    AliasKind,
    EntityLink,
    NamedEntity,
    Resolution,
    StatedRole,
    key_of,
)
from pipelines.resolve.name_keys import (
    PersonName,
    country_named,
    folded,
    organisation_key,
    organisation_type,
    person_name,
    place_key,
)

# How likely a link of each method is right: estimates, in the order that the rules deserve trust, not yet measured.
_CONFIDENCE = {
    "full_name": 0.95,
    "middle_name": 0.9,
    "single_name": 0.75,
    "single_name_in_text": 0.9,  # an actor of that text alone: nothing is merged that could be wrong
    "name": 0.93,
    "acronym": 0.88,
    "acronym_alone": 0.8,
}


def resolve(entities: Sequence[NamedEntity], roles: Sequence[StatedRole]) -> Resolution:
    """Join the entities of all texts into actors, with their aliases, links and affiliations.

    The order of the input does not matter. Every entity gets one link; an actor's key is made of its kind and its
    normalised name (and the text, where a surname alone is no more than that text's). Takes linear time.
    """
    ordered = sorted(entities, key=lambda named: (named.text_id, named.entity.entity))
    groups: dict[int, _Group] = {}
    links: list[EntityLink] = []
    for named, identity in _identities(ordered):
        group = groups.setdefault(identity.actor_id, _Group(identity.actor_id, named.entity.kind))
        group.add(named)
        links.append(
            EntityLink(
                named.text_id, named.entity.entity, identity.actor_id, identity.method, _CONFIDENCE[identity.method]
            )
        )
    actor_of = {(link.text_id, link.entity): link.actor_id for link in links}
    names = {actor_id: group.name() for actor_id, group in groups.items()}
    affiliations = tuple(_affiliations(roles, actor_of, frozenset(groups)))
    descriptions = _descriptions(affiliations, names)
    return Resolution(
        tuple(groups[key].actor(names[key], descriptions.get(key)) for key in sorted(groups)),
        tuple(sorted(_aliases(groups, names), key=lambda alias: (alias.actor_id, alias.alias, alias.kind))),
        tuple(sorted(links, key=lambda link: (link.text_id, link.entity))),
        affiliations,
    )


@dataclass(frozen=True, slots=True)
class _Identity:
    """Which actor an entity is, and by which method."""

    actor_id: int
    method: str


@dataclass(slots=True)
class _Group:
    """The entities of one actor: how often each form of its name and each acronym of it stand in the corpus."""

    actor_id: int
    kind: ActorKind
    forms: Counter[str] = field(default_factory=Counter)
    fullest: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)

    def add(self, named: NamedEntity) -> None:
        for form, count in named.names:
            self.forms[form] += count
        self.forms[named.entity.name] += 0
        self.fullest[named.entity.name] += max(1, dict(named.names).get(named.entity.name, 0))
        if named.entity.acronym is not None:
            self.acronyms[named.entity.acronym] += 1

    def acronym(self) -> str | None:
        return _most_frequent(self.acronyms) if self.acronyms else None

    def name(self) -> str:
        """Choose the canonical name: the most frequent full form, none in capitals if another is there."""
        if self.kind == "place":
            country = next((name for form in sorted(self.fullest) if (name := country_named(form)) is not None), None)
            if country is not None:
                return country
        full = {form: count for form, count in self.fullest.items() if form not in self.acronyms} or self.fullest
        written = {form: count for form, count in full.items() if not form.isupper()} or full
        return _most_frequent(written)

    def actor(self, name: str, description: str | None) -> Actor:
        type_of = organisation_type(name) if self.kind == "organisation" else None
        return Actor(self.actor_id, self.kind, name, self.acronym(), type_of, description)


def _most_frequent(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda form: (-counted[form], form))


def _identities(ordered: Sequence[NamedEntity]) -> Iterator[tuple[NamedEntity, _Identity]]:
    persons = _Persons(named for named in ordered if named.entity.kind == "person")
    organisations = _Organisations(named for named in ordered if named.entity.kind == "organisation")
    for named in ordered:
        match named.entity.kind:
            case "person":
                yield named, persons.identity(named)
            case "organisation":
                yield named, organisations.identity(named)
            case "place":
                yield named, _Identity(key_of("actor", "place", place_key(named.entity.name)), "name")
            case "group":
                yield named, _Identity(key_of("actor", "group", folded(named.entity.name)), "name")


class _Persons:
    """The persons of the corpus by their full names."""

    def __init__(self, entities: Iterable[NamedEntity]) -> None:
        self._surnames: set[str] = set()
        by_base: dict[str, set[PersonName]] = defaultdict(set)
        for named in entities:
            name = person_name(named.entity.name)
            if name.is_full:
                self._surnames.add(name.last)
                by_base[name.base].add(name)
        self._apart = frozenset(base for base, names in by_base.items() if not _agree(names))

    def identity(self, named: NamedEntity) -> _Identity:
        name = person_name(named.entity.name)
        if name.is_full:
            if name.base in self._apart:
                return _Identity(key_of("actor", "person", name.key), "full_name")
            return _Identity(key_of("actor", "person", name.base), "middle_name" if name.middle else "full_name")
        if name.last in self._surnames:
            return _Identity(key_of("actor", "person", name.last, named.text_id), "single_name_in_text")
        return _Identity(key_of("actor", "person", name.key), "single_name")


def _agree(names: Iterable[PersonName]) -> bool:
    """Tell whether the middle names of one first name and surname may all be one person's."""
    middles = [name.middle for name in names if name.middle]
    firsts = {middle[0] for middle in middles}
    spelled = {first for first in firsts if len(first) > 1}
    return len({first[0] for first in firsts}) < 2 and len(spelled) < 2


class _Organisations:
    """The organisations of the corpus, and which of them state which acronym."""

    def __init__(self, entities: Iterable[NamedEntity]) -> None:
        self._owners: dict[str, set[str]] = defaultdict(set)
        for named in entities:
            key = organisation_key(named.entity.name)
            if named.entity.acronym is not None and key != organisation_key(named.entity.acronym):
                self._owners[organisation_key(named.entity.acronym)].add(key)

    def identity(self, named: NamedEntity) -> _Identity:
        name = named.entity.name
        key = organisation_key(name)
        if " " in key or not name.replace(".", "").isupper():
            return _Identity(key_of("actor", "organisation", key), "name")
        owners = self._owners.get(key, set())
        if len(owners) == 1:
            (owner,) = owners
            return _Identity(key_of("actor", "organisation", owner), "acronym")
        return _Identity(key_of("actor", "organisation", key), "acronym_alone")


def _affiliations(
    roles: Sequence[StatedRole], actor_of: Mapping[tuple[int, int], int], actors: frozenset[int]
) -> Iterator[Affiliation]:
    found: set[Affiliation] = set()
    for stated in roles:
        role = stated.role
        actor_id = actor_of.get((stated.text_id, role.entity))
        if actor_id is None:
            continue
        of_actor_id = actor_of.get((stated.text_id, role.of_entity)) if role.of_entity is not None else None
        if of_actor_id is None and role.of_text is not None and (country := country_named(role.of_text)) is not None:
            key = key_of("actor", "place", place_key(country))
            of_actor_id = key if key in actors else None
        found.add(Affiliation(actor_id, role.role, of_actor_id, role.of_text, stated.text_id, role.start, role.end))
    yield from sorted(found, key=lambda item: (item.actor_id, item.text_id, item.start, item.end, item.role))


def _descriptions(affiliations: Sequence[Affiliation], names: Mapping[int, str]) -> dict[int, str]:
    """Choose for each actor the role most often stated of it, the one with an organisation or place first."""
    stated: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for item in affiliations:
        of = names[item.of_actor_id] if item.of_actor_id is not None else _of_words(item.of_text)
        stated[item.actor_id][item.role[:1].upper() + item.role[1:], of] += 1
    found: dict[int, str] = {}
    for actor_id, counted in stated.items():
        role, of = min(counted, key=lambda entry: (-counted[entry], not entry[1], entry))
        found[actor_id] = f"{role}, {of}" if of else role
    return found


def _of_words(of_text: str | None) -> str:
    return "" if of_text is None else country_named(of_text) or of_text


def _aliases(groups: Mapping[int, _Group], names: Mapping[int, str]) -> Iterator[ActorAlias]:
    for actor_id, group in groups.items():
        for form in dict.fromkeys((*group.forms, *group.acronyms, names[actor_id])):
            yield ActorAlias(actor_id, form, _alias_kind(group, form))


def _alias_kind(group: _Group, form: str) -> AliasKind:
    if form in group.acronyms:
        return "acronym"
    if group.kind == "person" and form not in group.fullest and not person_name(form).is_full:
        return "surname"
    return "full"
