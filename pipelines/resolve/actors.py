"""From the entities of all texts to the actors of the corpus: `resolve`.

Who is who is told by `persons.py` and `organisations.py`; places and groups are one by their name. Here actors are put
together of what was joined: their names, aliases and roles. What the analyst decided (`curation.py`) is done last.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field

from pipelines.records import (
    Actor,
    ActorAlias,
    ActorCandidate,
    ActorKind,
    Affiliation,
    AliasKind,
    EntityLink,
    NamedEntity,
    Resolution,
    StatedRole,
    key_of,
)
from pipelines.resolve.curation import NO_CURATION, Curation, Decisions, NamedActor, decide
from pipelines.resolve.identity import Identity, entity_key, link_confidence, methods_to_review
from pipelines.resolve.kinds import with_believed_kinds
from pipelines.resolve.name_keys import (
    country_named,
    group_key,
    organisation_type,
    person_name,
    place_key,
    state_named,
)
from pipelines.resolve.organisations import Organisations, known_organisations
from pipelines.resolve.persons import Persons


def resolve(
    entities: Sequence[NamedEntity],
    roles: Sequence[StatedRole],
    stories: Mapping[int, int] | None = None,
    curation: Curation = NO_CURATION,
    articles: Mapping[str, Sequence[int]] | None = None,
    headlines: Mapping[int, str] | None = None,
) -> Resolution:
    """Join the entities of all texts into actors, with their aliases, links, affiliations and candidates.

    The order of the input does not matter. Every entity gets one link, except those of actors that the analyst ignores;
    an actor's key is made of its kind and its normalised name (and a text, where a surname alone is no more than that
    text's). Takes linear time.

    Args:
        entities: the entities of all texts.
        roles: the roles that the texts state.
        stories: the story of each text, by its key; texts that are not there are stories of their own.
        curation: what the analyst has decided.
        articles: the texts that each reference of the curation to articles means, for `Curation.articles`.
        headlines: the headlines of texts, where they have one.
    """
    ordered = with_believed_kinds(sorted(entities, key=entity_key))
    persons = Persons(ordered, roles, stories or {}, headlines or {})
    organisations = Organisations((named for named in ordered if named.entity.kind == "organisation"), stories or {})
    found = [(named, _identity(named, persons, organisations)) for named in ordered]
    groups = _grouped(found, {})
    decisions = decide(curation, (group.named() for group in groups.values()), articles or {})
    if curation.rules:
        kinds = {actor_id: group.kind for actor_id, group in groups.items()} | decisions.kinds
        found = [(named, decided) for named, identity in found if (decided := _decided(named, identity, decisions))]
        groups = _grouped(found, kinds)
    actor_of = {entity_key(named): identity.actor_id for named, identity in found}
    names = {actor_id: decisions.names.get(actor_id) or group.name() for actor_id, group in groups.items()}
    affiliations = tuple(_affiliations(roles, actor_of, frozenset(groups)))
    descriptions = _descriptions(affiliations, names)
    candidates = {
        *_open_candidates({*persons.candidates(), *organisations.candidates()}, decisions, groups),
        *_doubtful(identity for _, identity in found),
    }
    return Resolution(
        tuple(groups[key].actor(names[key], descriptions.get(key)) for key in sorted(groups)),
        tuple(sorted(_aliases(groups, names, decisions), key=astuple)),
        tuple(
            EntityLink(*entity_key(named), identity.actor_id, identity.method, link_confidence()[identity.method])
            for named, identity in found
        ),
        affiliations,
        tuple(sorted(candidates, key=_candidate_order)),
        tuple(decisions.problems),
    )


def _grouped(found: Iterable[tuple[NamedEntity, Identity]], kinds: Mapping[int, ActorKind]) -> dict[int, "_Group"]:
    """Put the entities of each actor together; an actor is of the kind given, or else of its entities'."""
    groups: dict[int, _Group] = {}
    for named, identity in found:
        key = identity.actor_id
        groups.setdefault(key, _Group(key, kinds.get(key, named.entity.kind))).add(named)
    return groups


def _decided(named: NamedEntity, identity: Identity, decisions: Decisions) -> Identity | None:
    actor_id = decisions.actor_of(named.text_id, identity.actor_id)
    if actor_id is None or actor_id == identity.actor_id:
        return None if actor_id is None else identity
    return Identity(actor_id, "curated")


def _candidate_order(candidate: ActorCandidate) -> tuple[int, int, str]:
    return candidate.actor_id, candidate.other_actor_id or 0, candidate.method


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


def _identity(named: NamedEntity, persons: Persons, organisations: Organisations) -> Identity:
    match named.entity.kind:
        case "person":
            return persons.identity(named)
        case "organisation":
            return organisations.identity(named)
        case "place":
            return Identity(key_of("actor", "place", place_key(named.entity.name)), "name")
        case "group":
            return Identity(key_of("actor", "group", group_key(named.entity.name)), "name")


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

    def named(self) -> NamedActor:
        return NamedActor(self.actor_id, self.kind, self.name())

    def acronym(self) -> str | None:
        known = known_organisations().get(self.actor_id)
        return (known and known[1]) or (_most_frequent(self.acronyms) if self.acronyms else None)

    def name(self) -> str:
        """Choose the canonical name: the most frequent full form, none in capitals if another is there."""
        if self.kind == "place":
            names = (country_named(form) or state_named(form) for form in sorted(self.fullest))
            if (name := next((name for name in names if name is not None), None)) is not None:
                return name
        if (known := known_organisations().get(self.actor_id)) is not None:
            return known[0]
        full = {form: count for form, count in self.fullest.items() if self._is_full(form)} or self.fullest
        written = {form: count for form, count in full.items() if not form.isupper()} or full
        return _most_frequent(written)

    def _is_full(self, form: str) -> bool:
        return person_name(form).is_full if self.kind == "person" else form not in self.acronyms

    def actor(self, name: str, description: str | None) -> Actor:
        type_of = organisation_type(name) if self.kind == "organisation" else None
        return Actor(self.actor_id, self.kind, name, self.acronym(), type_of, description)


def _most_frequent(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda form: (-counted[form], form))


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


def _aliases(groups: Mapping[int, _Group], names: Mapping[int, str], decisions: Decisions) -> Iterator[ActorAlias]:
    for actor_id, group in groups.items():
        for form in dict.fromkeys((*group.forms, *group.acronyms, names[actor_id])):
            curated = form not in group.forms and form == decisions.names.get(actor_id)
            yield ActorAlias(actor_id, form, "curated" if curated else _alias_kind(group, form))


def _alias_kind(group: _Group, form: str) -> AliasKind:
    if form in group.acronyms:
        return "acronym"
    if group.kind == "person" and form not in group.fullest and not person_name(form).is_full:
        return "surname"
    return "full"
