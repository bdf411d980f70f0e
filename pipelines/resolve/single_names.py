"""Who a single name is: a surname alone, a first name alone, a pope's or a king's.

It is somebody whom another text names in full only where the text gives evidence: the person stands in its story or its
headline, holds the office that it states with the name, or belongs to the family that it names. Else it is an actor of
its text or story, and who it may be is a candidate.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pipelines.records import ActorCandidate, Address, NamedEntity, StatedRole, key_of
from pipelines.resolve.identity import EntityKey, Identity, Person, entity_key
from pipelines.resolve.name_keys import PersonName, folded, person_name
from pipelines.word_lists import entries

# In so many texts the role must be stated of the one who holds it, and in so many times fewer of anyone else; one text
# is enough of the only one whom the corpus has with that surname.
_ROLE_TEXTS = 3
_ROLE_DOMINANCE = 10
# Whose administration a text may speak of.
_HEADS_OF_ADMINISTRATIONS = ("president", "governor", "mayor")
# A candidate for a surname alone has at least this share of the texts that have the surname with a first name.
_CANDIDATE_SHARE = 0.25
# One whom so many texts name in full, and this share of those that name anyone of the surname, is known by it alone;
# of the only bearer fewer texts are enough. One of still more texts is meant in any text, whatever its matters.
_KNOWN_TEXTS = 20
_KNOWN_SHARE = 0.85
_ONLY_BEARER_TEXTS = 3
# With Mr. or an office before it, in a text on nobody else's matters, it is that one as well if most of the texts are.
_MOST_SHARE = 0.5
_FAMOUS_TEXTS = 100
# A relative who stands beside them in this share of their texts may be the one that a surname alone means.
_RELATIVE_SHARE = 0.125
# Relatives are named together in so many texts, and one has this share of the texts that have the first name.
_FAMILY_TEXTS = 2
_FAMILY_SHARE = 0.5


class SingleNames:
    """The persons whom texts name by one word.

    Args:
        full: the entities that have a first name and a surname.
        person_of: gives the person that one of these is.
        single: the entities that have one name.
        offices: the offices that a text states of an entity, as `offices_of` gives them.
        stories: the story of each text; a text that is not there is a story of its own.
        headlines: the headlines of texts, where they have one.
        is_on_matters_of: tells whether a text names several others who stand beside a person elsewhere.
    """

    def __init__(
        self,
        full: Iterable[NamedEntity],
        person_of: Callable[[NamedEntity], Person],
        single: Iterable[NamedEntity],
        offices: Mapping[EntityKey, Sequence[str]],
        stories: Mapping[int, int],
        headlines: Mapping[int, str],
        is_on_matters_of: Callable[[int, Person], bool],
    ) -> None:
        self._stories = stories
        self._is_on_matters_of = is_on_matters_of
        self._headlines = headlines
        self._roles = offices
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_first_name: dict[str, list[Person]] = defaultdict(list)
        persons = {person.key: person for person in map(person_of, full)}
        for person in sorted(persons.values(), key=lambda each: each.key):
            for last in sorted({name.last for name in person.names}):
                self._by_surname[last].append(person)
            for first in sorted({name.first for name in person.names}):
                self._by_first_name[first].append(person)
        # The first text of each story that has a single name; of full names, only those are kept that may be meant.
        self._first_text: dict[tuple[int, str], int] = {}
        for named in single:
            key = (self._story(named.text_id), person_name(named.name).last)
            self._first_text[key] = min(self._first_text.get(key, named.text_id), named.text_id)
        texts_of_single = {named.text_id for named in single}
        self._in_story: dict[tuple[int, str], dict[str, Person]] = defaultdict(dict)
        self._surnames: dict[int, set[str]] = defaultdict(set)
        self._in_text: dict[tuple[int, str], frozenset[str]] = {}
        self._addresses: dict[str, Counter[Address]] = defaultdict(Counter)
        self._holders: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for named in full:
            self._add(named, person_of(named), in_text_of_single=named.text_id in texts_of_single)

    def _add(self, named: NamedEntity, person: Person, *, in_text_of_single: bool) -> None:
        """Take in a person whom a text names in full, as far as single names may ask."""
        text, last = named.text_id, person_name(named.name).last
        if named.address is not None:
            self._addresses[person.key][named.address] += 1
        if in_text_of_single:
            self._surnames[text].add(last)
            if (self._story(text), last) in self._first_text:
                self._in_text[text, last] = self._in_text.get((text, last), frozenset()) | {person.key}
        for each in {last, *(name.last for name in person.names)}:
            if (self._story(text), each) in self._first_text:
                self._in_story[self._story(text), each][person.key] = person
            for role in self._roles.get(entity_key(named), ()):
                self._holders[each, role][person.key] += 1

    def identity(self, named: NamedEntity) -> tuple[Identity, tuple[ActorCandidate, ...]]:
        """Tell who a single name is, and who else it may be."""
        name = person_name(named.name)
        apart = self._told_apart(named, name.last)
        there = self._in_story.get((self._story(named.text_id), name.last), {})
        others = self._not_in_office(named, name.last, there)
        there = {key: person for key, person in there.items() if key not in apart and key not in others}
        holder = self._holder(named, name.last)
        if holder is not None and holder.key not in apart:
            return Identity(holder.actor_id, "surname_with_role"), ()
        if len(there) == 1:
            (person,) = there.values()
            return Identity(person.actor_id, "surname_in_story"), ()
        found = None if there else self._by_evidence(named, name, apart)
        return (found, ()) if found is not None else self._alone(named, name, there)

    def _told_apart(self, named: NamedEntity, last: str) -> frozenset[str]:
        """Give the keys of those whom the text of a single name names in full, and who are not meant by it.

        Extraction tells them apart by their titles: Mr. Poe, in a text on Ann Poe. A president may be the one.
        """
        if {*self._offices(named)} & {*_HEADS_OF_ADMINISTRATIONS, "prime minister"}:
            return frozenset()
        return self._in_text.get((named.text_id, last), frozenset())

    def _by_evidence(self, named: NamedEntity, name: PersonName, apart: frozenset[str]) -> Identity | None:
        """Look beyond the story for the one person whom the text speaks of."""
        if (person := self._in_headline(named.text_id, name.last)) is not None and person.key not in apart:
            return Identity(person.actor_id, "surname_in_headline")
        reigning = sorted({*self._roles.get(entity_key(named), ())} & entries(__package__, "regnal_titles.txt"))
        if reigning:
            return Identity(key_of("actor", "person", f"{reigning[0]} {name.key}"), "regnal_name")
        if (person := self._known_by_surname(named, name.last)) is not None and person.key not in apart:
            return Identity(person.actor_id, "surname_of_one")
        if (person := self._relative(named.text_id, name.last)) is not None:
            return Identity(person.actor_id, "given_name_in_family")
        return None

    def _alone(
        self, named: NamedEntity, name: PersonName, there: Mapping[str, Person]
    ) -> tuple[Identity, tuple[ActorCandidate, ...]]:
        """Make a single name an actor: of the corpus, if it is no part of anyone's name, else of its story or text."""
        if name.last not in self._by_surname and name.last not in self._by_first_name:
            return Identity(key_of("actor", "person", name.key), "single_name"), ()
        text, method = named.text_id, "single_name_in_text"
        first = self._first_text[self._story(text), name.last]
        if not there and first != text:
            text, method = first, "single_name_in_story"
        identity = Identity(key_of("actor", "person", name.last, text), method)
        bearers = list(there.values()) or self._by_surname.get(name.last, [])
        return identity, tuple(_likely(identity.actor_id, bearers, "surname_in_story" if there else "surname"))

    def _story(self, text_id: int) -> int:
        return self._stories.get(text_id, text_id)

    def _holder(self, named: NamedEntity, last: str) -> Person | None:
        """Find the one person of a surname who holds an office that the text states with it."""
        counted: Counter[str] = Counter()
        for role in self._offices(named):
            counted.update(self._holders.get((last, role), {}))
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        least = _ROLE_TEXTS if len(self._by_surname.get(last, ())) > 1 else 1
        if not ranked or ranked[0][1] < max(least, _ROLE_DOMINANCE * (ranked[1][1] if ranked[1:] else 0)):
            return None
        return next(person for person in self._by_surname[last] if person.key == ranked[0][0])

    def _not_in_office(self, named: NamedEntity, last: str, keys: Iterable[str]) -> set[str]:
        """Give the keys of those of a surname whose office the one that the text states with it is hardly ever."""
        found: set[str] = set()
        for role in self._offices(named):
            holders = self._holders.get((last, role), Counter[str]())
            most = max(holders.values(), default=0)
            found |= {key for key in keys if most >= max(_ROLE_TEXTS, _ROLE_DOMINANCE * holders[key])}
        return found

    def _offices(self, named: NamedEntity) -> list[str]:
        """Give the offices that a text states of a name, by title or by its administration."""
        heads = _HEADS_OF_ADMINISTRATIONS if named.in_office else ()
        return sorted({*self._roles.get(entity_key(named), ()), *heads})

    def _in_headline(self, text_id: int, last: str) -> Person | None:
        headline = f" {_plain(self._headlines.get(text_id, ''))} "
        if f" {last} " not in headline:
            return None
        found = [
            person
            for person in self._by_surname.get(last, ())
            if any(f" {name.first} {last} " in headline for name in person.names)
        ]
        return found[0] if len(found) == 1 else None

    def _known_by_surname(self, named: NamedEntity, last: str) -> Person | None:
        """Find the one whom nearly all texts mean that have a surname, if the text is on matters of theirs.

        Mr. Poe is the one whom texts call Mr.; of bearers, those whom texts call Mrs. do not count then. A name with
        neither before it may be a relative's, where many texts of the one name the relative as well.
        """
        bearers = self._by_surname.get(last, [])
        if named.address is not None:
            bearers = [each for each in bearers if self._address_of(each) in (None, named.address)]
        if not bearers:
            return None
        known = max(bearers, key=lambda each: (len(each.texts), each.key))
        all_who_may = [*bearers, *self._by_first_name.get(last, ())]
        texts, total = len(known.texts), sum(len(each.texts) for each in all_who_may)
        is_only = len(all_who_may) == len(self._by_surname[last]) == 1
        if texts < max(_ONLY_BEARER_TEXTS if is_only else _KNOWN_TEXTS, _MOST_SHARE * total):
            return None
        if texts < _KNOWN_SHARE * total and not (
            (named.address or self._offices(named))
            and not any(self._is_on_matters_of(named.text_id, each) for each in all_who_may if each is not known)
            and self._is_on_matters_of(named.text_id, known)
        ):
            return None
        if named.address is None:
            relatives = (each for each in self._by_surname[last] if each is not known)
            beside = max(_FAMILY_TEXTS, _RELATIVE_SHARE * texts)
            sure = not any(len(known.texts & each.texts) >= beside for each in relatives)
        else:
            address = self._address_of(known)
            sure = address == named.address or (is_only and address is None)
        sure = sure and (texts >= _FAMOUS_TEXTS or self._is_on_matters_of(named.text_id, known))
        return known if sure else None

    def _address_of(self, person: Person) -> Address | None:
        counted = self._addresses.get(person.key, Counter[Address]())
        return None if not counted else "m" if counted["m"] >= counted["f"] else "f"

    def _relative(self, text_id: int, first: str) -> Person | None:
        """Find the person of this first name whose relatives the text names: Ann, where it names Marlo Poe."""
        bearers = self._by_first_name.get(first, ())
        surnames = self._surnames.get(text_id, set())
        found = [person for person in bearers if any(name.last in surnames for name in person.names)]
        if len(found) != 1:
            return None
        (person,) = found
        if len(person.texts) < _FAMILY_SHARE * sum(len(each.texts) for each in bearers):
            return None
        for last in sorted({name.last for name in person.names} & surnames):
            relatives = (each for each in self._by_surname[last] if each is not person and text_id in each.texts)
            if any(len(person.texts & each.texts) >= _FAMILY_TEXTS for each in relatives):
                return person
        return None


def _likely(actor_id: int, bearers: Sequence[Person], method: str) -> Iterator[ActorCandidate]:
    total = sum(len(person.texts) for person in bearers)
    for person in bearers:
        share = len(person.texts) / total
        if share >= _CANDIDATE_SHARE:
            yield ActorCandidate(actor_id, person.actor_id, method, round(share * 0.9, 3))


def _plain(headline: str) -> str:
    """Fold a headline, without possessive endings."""
    words = folded(headline.replace("’", "'")).split()
    return " ".join(word.removesuffix("'s").removesuffix("'") for word in words)


def offices_of(roles: Iterable[StatedRole]) -> dict[EntityKey, tuple[str, ...]]:
    """Give the offices that a text states of an entity, in lower case; a former one is still that person's."""
    found: dict[EntityKey, set[str]] = defaultdict(set)
    for stated in roles:
        words = folded(stated.role.role).removeprefix("former ").removeprefix("then-")
        found[stated.text_id, stated.role.entity].add(words)
    return {key: tuple(sorted(words)) for key, words in found.items()}
