"""From the entities of all texts to the actors of the corpus: `Actors`.

Who is who is told by `persons.py`, `organisations.py` and `places.py`; groups are one by their name. Here actors are
put together of what was joined: their names, aliases and roles. What the analyst decided (`curation.py`) is done last.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipelines.records import (
    Actor,
    ActorAlias,
    ActorCandidate,
    ActorKind,
    Affiliation,
    AliasKind,
    CurationProblem,
    EntityLink,
    NamedEntity,
    Resolution,
    Role,
    StatedRole,
    key_of,
)
from pipelines.resolve.curation import NO_CURATION, Curation, Decisions, NamedActor, decide
from pipelines.resolve.entities import Entities
from pipelines.resolve.identity import Identity, link_confidence, methods_to_review
from pipelines.resolve.kinds import set_believed_kinds
from pipelines.resolve.name_keys import (
    country_named,
    first_names,
    group_key,
    organisation_type,
    person_name,
)
from pipelines.resolve.organisations import Organisations, is_national_body, known_organisations
from pipelines.resolve.persons import Persons
from pipelines.resolve.places import Places, country_of, is_building_of_any_state, place_called


def resolve(
    entities: Iterable[NamedEntity],
    roles: Iterable[StatedRole],
    stories: Mapping[int, int] | None = None,
    curation: Curation = NO_CURATION,
    articles: Mapping[str, Sequence[int]] | None = None,
    headlines: Mapping[int, str] | None = None,
) -> Resolution:
    """Join the entities of all texts into actors, as `Actors` does, and give all that is found at once.

    The order of the input does not matter.
    """
    roles = sorted(roles, key=lambda stated: (stated.text_id, stated.role.start, stated.role.end, stated.role.entity))
    found = Actors(Entities(entities), roles, stories or {}, curation, articles or {}, headlines or {})
    order = sorted(
        found.affiliations(), key=lambda item: (item.actor_id, item.text_id, item.start, item.end, item.role)
    )
    return Resolution(
        found.actors,
        found.aliases,
        tuple(found.links()),
        tuple(order),
        found.candidates,
        found.problems,
    )


class Actors:
    """The actors of the corpus, with their aliases, links, affiliations and candidates.

    Every entity gets one link, except those of actors that the analyst ignores; an actor's key is made of its kind and
    its normalised name (and a text, where a surname alone is no more than that text's). Takes linear time. Links and
    affiliations, of which there are more than names, are made when they are asked for.

    Args:
        entities: the entities of all texts; those whose kind is a slip get another.
        roles: the roles that the texts state, those of a text in a row; read more than once.
        stories: the story of each text, by its key; texts that are not there are stories of their own.
        curation: what the analyst has decided.
        articles: the texts that each reference of the curation to articles means, for `Curation.articles`.
        headlines: the headlines of texts, where they have one.
    """

    def __init__(
        self,
        entities: Entities,
        roles: Iterable[StatedRole],
        stories: Mapping[int, int],
        curation: Curation,
        articles: Mapping[str, Sequence[int]],
        headlines: Mapping[int, str],
    ) -> None:
        self._entities = entities
        self._roles = roles
        set_believed_kinds(self._entities)
        persons = Persons(self._entities, roles, stories, headlines)
        organisations = Organisations(self._entities, stories)
        places = Places(self._entities.where(lambda kind, _: kind == "place"))
        # One object for all entities that are the same actor by the same method; null for one that is to be ignored.
        same: dict[Identity, Identity] = {}
        identities = (_identity(named, persons, organisations, places) for named in self._entities)
        self._identities: list[Identity | None] = [same.setdefault(identity, identity) for identity in identities]
        candidates = {*persons.candidates(), *organisations.candidates()}
        del persons, organisations, places
        groups = _grouped(self._entities, self._identities, {})
        decisions = decide(curation, (group.named() for group in groups.values()), articles)
        if curation.rules:
            kinds = {actor_id: group.kind for actor_id, group in groups.items()} | decisions.kinds
            for place, (named, identity) in enumerate(zip(self._entities, self._identities, strict=True)):
                self._identities[place] = identity and _decided(named, identity, decisions)
            groups = _grouped(self._entities, self._identities, kinds)
        self._known = frozenset(groups)
        names = {actor_id: decisions.names.get(actor_id) or group.name() for actor_id, group in groups.items()}
        descriptions = _descriptions(self.affiliations(), names)
        found = {
            *_open_candidates(candidates, decisions, groups),
            *_doubtful({identity for identity in self._identities if identity is not None}),
        }
        self.actors = tuple(groups[key].actor(names[key], descriptions.get(key)) for key in sorted(groups))
        self.aliases = tuple(sorted(_aliases(groups, names, decisions), key=_alias_order))
        self.candidates = tuple(sorted(found, key=_candidate_order))
        self.problems = tuple(decisions.problems)

    def records(self) -> Iterator[Actor | ActorAlias | EntityLink | Affiliation | ActorCandidate | CurationProblem]:
        """Give all that was found."""
        yield from self.actors
        yield from self.aliases
        yield from self.links()
        yield from self.affiliations()
        yield from self.candidates
        yield from self.problems

    def links(self) -> Iterator[EntityLink]:
        """Give the actor of each entity, in the order of the entities."""
        for key, identity in zip(self._entities.keys(), self._identities, strict=True):
            if identity is not None:
                yield EntityLink(*key, identity.actor_id, identity.method, link_confidence()[identity.method])

    def affiliations(self) -> Iterator[Affiliation]:
        """Give the roles of actors, text by text, each once."""
        for text_id, there in groupby(self._roles, key=lambda stated: stated.text_id):
            yield from dict.fromkeys(found for stated in there if (found := self._affiliation(text_id, stated.role)))

    def _affiliation(self, text_id: int, role: Role) -> Affiliation | None:
        actor_id = self._actor_of(text_id, role.entity)
        if actor_id is None:
            return None
        of_actor_id = None if role.of_entity is None else self._actor_of(text_id, role.of_entity)
        if of_actor_id is None and role.of_text is not None and (country := country_of(role.of_text)) in self._known:
            of_actor_id = country
        return Affiliation(actor_id, role.role, of_actor_id, role.of_text, text_id, role.start, role.end)

    def _actor_of(self, text_id: int, entity: int) -> int | None:
        place = self._entities.place(text_id, entity)
        identity = None if place is None else self._identities[place]
        return None if identity is None else identity.actor_id


def _grouped(
    entities: Iterable[NamedEntity], identities: Iterable[Identity | None], kinds: Mapping[int, ActorKind]
) -> dict[int, "_Group"]:
    """Put the entities of each actor together; an actor is of the kind given, or else of its entities'."""
    groups: dict[int, _Group] = {}
    for named, identity in zip(entities, identities, strict=True):
        if identity is not None:
            key = identity.actor_id
            if key not in groups:
                groups[key] = _Group(key, kinds.get(key, named.kind))
            groups[key].add(named)
    return groups


def _decided(named: NamedEntity, identity: Identity, decisions: Decisions) -> Identity | None:
    actor_id = decisions.actor_of(named.text_id, identity.actor_id)
    if actor_id is None or actor_id == identity.actor_id:
        return None if actor_id is None else identity
    return Identity(actor_id, "curated")


def _candidate_order(candidate: ActorCandidate) -> tuple[int, int, str]:
    return candidate.actor_id, candidate.other_actor_id or 0, candidate.method


def _alias_order(alias: ActorAlias) -> tuple[int, str]:
    return alias.actor_id, alias.alias


def _doubtful(identities: Iterable[Identity]) -> Iterator[ActorCandidate]:
    """Give the actors that a method joined of which the analyst may want to undo a part."""
    for identity in identities:
        if identity.method in methods_to_review():
            score = round(1 - link_confidence()[identity.method], 3)
            yield ActorCandidate(identity.actor_id, None, identity.method, score)


def _open_candidates(
    candidates: Iterable[ActorCandidate], decisions: Decisions, actors: Container[int]
) -> Iterator[ActorCandidate]:
    """Give the candidates that no decision has settled."""
    for each in candidates:
        if frozenset((each.actor_id, each.other_actor_id)) in decisions.apart:
            continue
        one = decisions.final(each.actor_id)
        other = None if each.other_actor_id is None else decisions.final(each.other_actor_id)
        if one is not None and other is not None and one != other and one in actors and other in actors:
            yield ActorCandidate(one, other, each.method, each.score)


def _identity(named: NamedEntity, persons: Persons, organisations: Organisations, places: Places) -> Identity:
    match named.kind:
        case "person":
            return persons.identity(named)
        case "organisation":
            return organisations.identity(named)
        case "place":
            return places.identity(named)
        case "group":
            return Identity(key_of("actor", "group", group_key(named.name)), "name")


@dataclass(slots=True)
class _Group:
    """The entities of one actor: how often each form of its name and each acronym of it stand in the corpus."""

    actor_id: int
    kind: ActorKind
    # No counters: most have one name, and to make a counter takes longer than to count it.
    forms: dict[str, int] = field(default_factory=dict)
    fullest: dict[str, int] = field(default_factory=dict)
    acronyms: dict[str, int] = field(default_factory=dict)

    def add(self, named: NamedEntity) -> None:
        for form, count in (*named.names, (named.name, 0)):
            self.forms[form] = self.forms.get(form, 0) + count
        times = next((count for form, count in named.names if form == named.name), 1)
        self.fullest[named.name] = self.fullest.get(named.name, 0) + times
        if named.acronym is not None:
            self.acronyms[named.acronym] = self.acronyms.get(named.acronym, 0) + 1

    def named(self) -> NamedActor:
        return NamedActor(self.actor_id, self.kind, self.name())

    def acronym(self) -> str | None:
        known = known_organisations().get(self.actor_id)
        return (known and known[1]) or (_most_frequent(self.acronyms) if self.acronyms else None)

    def name(self) -> str:
        """Choose the canonical name: the most frequent full form, none in capitals if another is there."""
        if self.kind == "place":
            names = (place_called(self.actor_id, form) for form in sorted(self.fullest))
            if (name := next((name for name in names if name is not None), None)) is not None:
                return name
        if (known := known_organisations().get(self.actor_id)) is not None:
            return known[0]
        full = {form: count for form, count in self.fullest.items() if self._is_full(form)} or self.fullest
        if self.kind == "person":
            full = {form: count for form, count in full.items() if not _is_double_surname(form, full)}
        full = {form: count for form, count in full.items() if f"{form} Committee" not in full}
        written = {form: count for form, count in full.items() if not form.isupper()} or full
        return _most_frequent(written)

    def _is_full(self, form: str) -> bool:
        if self.kind == "person":
            return person_name(form).is_full
        if self.kind == "place":
            return not is_building_of_any_state(form)
        return form not in self.acronyms and not (self.kind == "organisation" and is_national_body(form))

    def actor(self, name: str, description: str | None) -> Actor:
        type_of = organisation_type(name) if self.kind == "organisation" else None
        return Actor(self.actor_id, self.kind, name, self.acronym(), type_of, description)


def _is_double_surname(form: str, full: Iterable[str]) -> bool:
    """Tell whether a name is the end of a fuller one that begins in another way: Marlo Poe, of Ann Marlo Poe."""
    name = person_name(form)
    return not name.middle and any(
        (other.middle[-1:], other.last) == ((name.first,), name.last)
        and len(other.first) > 1
        and not first_names(other.first) & first_names(name.first)  # Jonathan Jon Poe
        for other in map(person_name, full)
    )


def _most_frequent(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda form: (-counted[form], form))


def _descriptions(affiliations: Iterable[Affiliation], names: Mapping[int, str]) -> dict[int, str]:
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


def _aliases(groups: Mapping[int, _Group], names: Mapping[int, str], decisions: Decisions) -> Iterator[ActorAlias]:
    for actor_id, group in groups.items():
        for form in dict.fromkeys((*group.forms, *group.acronyms, names[actor_id])):
            curated = form not in group.forms and form == decisions.names.get(actor_id)
            yield ActorAlias(actor_id, form, "curated" if curated else _alias_kind(group, form))


def _alias_kind(group: _Group, form: str) -> AliasKind:
    if form in group.acronyms:
        return "acronym"
    if group.kind != "person" or form in group.fullest or person_name(form).is_full:
        return "full"
    names = [person_name(full) for full in group.fullest]
    is_surname = any(person_name(form).last in (name.last, name.last.rpartition(" ")[2]) for name in names)
    return "surname" if is_surname else "given_name"
