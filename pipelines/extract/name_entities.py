"""Which forms of a text name one entity: full names and surnames, acronyms and what they stand for, short names.

`lexicon_of` turns the kinds of forms into the entities that they name, and gives the lexicon by which `names.py` finds
every mention. Evidence for the kinds is `name_forms.py`'s.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.extract.acronyms import Acronym, initials
from pipelines.extract.name_kinds import Evidence, Form, is_initial, is_no_organisation
from pipelines.extract.name_lists import (
    country_of_adjective,
    country_of_form,
    first_names,
    folded,
    known_keys,
    known_names,
    peoples,
    places,
    pronouns,
    role_nouns,
    words,
)
from pipelines.extract.name_words import Word
from pipelines.gazetteer import institutions, name_particles, name_suffixes
from pipelines.records import ActorKind


@dataclass(slots=True, eq=False)
class Named:
    """Someone or something that a text names: kind, fullest name, stated acronym, and its forms with their methods."""

    kind: ActorKind
    name: str
    acronym: str | None = None
    forms: dict[Form, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What a form may refer to: one entity that is no person, or persons, each with the method that links them.

    `exact` is how it must be written ("WHO"), full stops aside, where that matters; `small` says that its words may
    be in lower case; `spelled` is how it is written with the commas and possessives in it.
    """

    form: Form
    other: Named | None = None
    persons: tuple[tuple[Named, str], ...] = ()
    exact: str | None = None
    small: bool = False
    spelled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The forms of a text with what each may refer to, and how long the forms are that begin with a word."""

    readings: Mapping[Form, Reading]
    lengths: Mapping[str, Sequence[int]]


def lexicon_of(
    forms: Mapping[Form, Evidence],
    kinds: Mapping[Form, ActorKind],
    acronyms: Sequence[Acronym],
    found: Sequence[Word],
    things: frozenset[str] = frozenset(),
) -> Lexicon:
    """Join the forms of a text into entities and index them by their words.

    `kinds` says which forms are names; `acronyms` are those that the text spells out, `things` those of
    what is no actor.
    """
    persons = _persons(forms, kinds)
    others = _organisations(forms, kinds, acronyms, things)
    kinds = _without_short_names(forms, kinds, others)
    others += _places_and_groups(forms, kinds)
    others += _institutions(found)
    readings = _readings(persons, others)
    for form, kind in kinds.items():
        if kind == "person" and len(form) == 1 and form not in readings:
            readings[form] = Reading(
                form, persons=((Named("person", forms[form].text, forms={form: "single_name"}), "single_name"),)
            )
    for form, reading in readings.items():
        if reading.other is not None:
            reading.spelled = frozenset({reading.other.name, *((forms[form].text,) if form in forms else ())})
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in readings:
        lengths[form[0]].add(len(form))
    return Lexicon(readings, {first: sorted(found_lengths, reverse=True) for first, found_lengths in lengths.items()})


def _persons(forms: Mapping[Form, Evidence], kinds: Mapping[Form, ActorKind]) -> list[Named]:
    """Join the full names of persons that differ by middle names and initials only."""
    full = [form for form, kind in kinds.items() if kind == "person" and len(form) > 1]
    particles = name_particles()
    tails = {form[index:] for form in full for index in range(1, len(form)) if form[index] in particles}
    full = [form for form in full if form not in tails]  # Al Basri is Omar Al Basri's surname
    persons: list[Named] = []
    by_ends: dict[tuple[str, str, str], list[Named]] = defaultdict(list)
    for form in sorted(full, key=lambda form: -len(form)):
        stem, suffix = _without_suffix(form)
        if len(stem) < 2:
            continue
        same = by_ends[stem[0], stem[-1], suffix]
        match = next((person for person in same if _middles_agree(next(iter(person.forms)), form)), None)
        if match is None:
            match = Named("person", forms[form].text)
            persons.append(match)
            same.append(match)
        match.forms[form] = "full_name"
    order = {form: position for position, form in enumerate(forms)}
    return sorted(persons, key=lambda person: min(order[form] for form in person.forms))


def _without_suffix(form: Form) -> tuple[Form, str]:
    if len(form) > 1 and form[-1] in name_suffixes():
        return form[:-1], form[-1]
    return form, ""


def _middles_agree(one: Form, other: Form) -> bool:
    """Tell whether the middle names of two forms with the same ends contradict each other."""
    first, second = _without_suffix(one)[0][1:-1], _without_suffix(other)[0][1:-1]
    if not first or not second:
        return True
    return first[0] == second[0] or (first[0][0] == second[0][0] and (is_initial(first[0]) or is_initial(second[0])))


def _surnames(form: Form) -> Iterator[Form]:
    """Give the forms in which a surname may stand: with its particles, alone, without a leading `al-`."""
    stem, _ = _without_suffix(form)
    start = len(stem) - 1
    yield stem[start:]
    while start > 1 and stem[start - 1] in name_particles():
        start -= 1
        yield stem[start:]
    if start > 1 and not is_initial(stem[start - 1]):
        yield stem[start - 1 :]
    head, hyphen, tail = stem[-1].partition("-")
    if hyphen and head in name_particles():
        yield (tail,)


def _organisations(
    forms: Mapping[Form, Evidence],
    kinds: Mapping[Form, ActorKind],
    acronyms: Sequence[Acronym],
    acronyms_of_things: frozenset[str],
) -> list[Named]:
    """Join organisations with their acronyms and short names."""
    named: dict[Form, Named] = {}
    short_of: dict[str, Named] = {}
    things = set(acronyms_of_things)  # and those of acts, events and the like
    for acronym in acronyms:
        parts = folded(acronym.long).replace("& ", "").split()
        form = tuple(part.removesuffix("'s").rstrip("'") for part in parts)
        kind: ActorKind = "place" if " ".join(form) in country_of_form() else "organisation"
        if kinds.get(form) == "person" or acronym.short in short_of:
            continue
        is_role = form[-1] in role_nouns() and not any(word in _heads() for word in form)
        if " ".join(form) in words("never_names.txt") or (
            kind == "organisation" and (is_role or is_no_organisation(form))
        ):
            things.add(acronym.short)
            continue
        owner = named.setdefault(form, Named(kind, acronym.long, acronym.short, {form: "name"}))
        owner.acronym = owner.acronym or acronym.short
        short_of[acronym.short] = owner
        owner.forms[(folded(acronym.short),)] = "acronym"
    for form, kind in kinds.items():
        text = forms[form].text
        if kind == "organisation" and text not in short_of and text not in things and form not in named:
            named[form] = Named("organisation", forms[form].text, forms={form: "name"})
    _join_initials(named)
    _join_short_names(named, {form: evidence.count for form, evidence in forms.items()})
    return list(dict.fromkeys(named.values()))


def _without_short_names(
    forms: Mapping[Form, Evidence], kinds: Mapping[Form, ActorKind], organisations: Sequence[Named]
) -> dict[Form, ActorKind]:
    """Take a word for short of the one organisation that begins with it, where nothing else tells what it names.

    In a text on Carrow Bank, "Carrow" is the bank, whether a model labels it as a person or a place; not if a list
    knows the word, or a title stands before it.
    """
    owners: dict[Form, list[Named]] = defaultdict(list)
    for item in organisations:
        for form in item.forms:
            if len(form) > 1 and form[-1] in _heads():
                owners[form[:1]].append(item)
    left = dict(kinds)
    for form, kind in kinds.items():
        candidates = {id(item): item for item in owners.get(form, ())}
        if kind not in ("person", "place") or len(form) > 1 or len(candidates) != 1 or forms[form].titled:
            continue
        if forms[form].told:  # his father, Carrow
            continue
        if form[0] in places() or form[0] in first_names():
            continue
        (owner,) = candidates.values()
        owner.forms[form] = "short_name"
        del left[form]
    return left


def _join_initials(named: dict[Form, Named]) -> None:
    """Give an acronym that the text does not spell out to the one organisation whose capitals it is."""
    by_initials: dict[str, list[Form]] = defaultdict(list)
    for form, item in named.items():
        letters = initials(item.name)
        if len(form) > 2 and len(letters) > 2 and item.acronym is None:
            by_initials[letters].append(form)
    for form in [form for form in named if len(form) == 1]:
        owners = by_initials.get(named[form].name, [])
        if len(owners) == 1 and named[form].acronym is None:
            owner = named[owners[0]]
            owner.acronym = named[form].name
            owner.forms[form] = "initials"
            named[form] = owner


def _join_short_names(named: dict[Form, Named], counts: Mapping[Form, int]) -> None:
    """Give a short form (`Highmark`, `Supreme Court`) to the one longer name that it is short for.

    A short form that every reader knows as a name of its own (`House`) is another's only in a text on that: one that
    names it in full more often than it has the short form.
    """
    longer: dict[Form, list[Form]] = defaultdict(list)
    for form in named:
        for short in _short_forms(form):
            if " ".join(short) not in known_keys() or counts.get(form, 0) > counts.get(short, 0):
                longer[short].append(form)
    for form in sorted(named, key=lambda form: -len(form)):
        owners = {id(named[owner]): named[owner] for owner in longer.get(form, ()) if named[owner] is not named[form]}
        acronyms = {named[form].acronym, *(owner.acronym for owner in owners.values())} - {None}
        if len(owners) == 1 and len(acronyms) < 2:
            (owner,) = owners.values()
            owner.acronym = owner.acronym or named[form].acronym
            for short, method in named[form].forms.items():
                owner.forms[short] = method if method in ("acronym", "initials") else "short_name"
            named[form] = owner
    for form, owner in tuple(named.items()):
        for short in _without_place(form):
            if short not in named and longer[short] == [form] and not all(word in _heads() for word in short):
                owner.forms.setdefault(short, "short_name")


def _heads() -> frozenset[str]:
    return words("organisation_words.txt")


def _short_forms(form: Form) -> Iterator[Form]:
    """Give the forms that an organisation's full form may be cut to, by its head words, its place, its `of`."""
    heads = _heads()
    end = len(form)
    while end > 1 and form[end - 1] in heads:
        end -= 1
        if any(word not in heads for word in form[:end]):
            yield form[:end]
    for index, word in enumerate(form):
        if index > 1 and word in ("of", "for"):
            yield form[:index]
            break
    if len(form) > 3 and form[0] in ("department", "ministry") and form[1] == "of":
        yield form[2:]
    yield from _without_place(form)


def _without_place(form: Form) -> Iterator[Form]:
    """Give an organisation's form without the place or adjective before it: `lakers` for `los angeles lakers`."""
    for length in (1, 2, 3):
        place = " ".join(form[:length])
        if len(form) > length and (place in places() or place in country_of_adjective()):
            yield form[length:]


def _places_and_groups(forms: Mapping[Form, Evidence], kinds: Mapping[Form, ActorKind]) -> list[Named]:
    """Join the names of one country; every other place or group has the one form."""
    named: dict[tuple[ActorKind, str], Named] = {}
    for form, kind in kinds.items():
        if kind not in ("place", "group"):
            continue
        key = " ".join(form)
        item = named.setdefault((kind, country_of_form().get(key, key)), Named(kind, forms[form].text))
        item.forms[form] = "name"
    return list(named.values())


def _institutions(found: Sequence[Word]) -> list[Named]:
    """Find institutions named by their place and a common noun: the Iraqi army, U.S. military."""
    nouns = institutions()
    named: dict[Form, Named] = {}
    for index, word in enumerate(found):
        if not word.capital or not (word.key in country_of_adjective() or word.key in country_of_form()):
            continue
        for end in (index + 3, index + 2):
            following = found[index + 1 : end]
            if len(following) < end - index - 1 or word.possessive or not all(item.joined for item in following):
                continue
            if " ".join(item.key for item in following) not in nouns or following[0].capital:
                continue
            form = (word.key, *(item.key for item in following))
            place = country_of_adjective().get(word.key) or country_of_form().get(word.key, word.key)
            key = (place, *form[1:])
            name = " ".join(item.text for item in found[index:end])
            named.setdefault(key, Named("organisation", name)).forms[form] = "institution"
            break
    return list(named.values())


def _readings(persons: Sequence[Named], others: Sequence[Named]) -> dict[Form, Reading]:
    """Say for each form who it may refer to; a place or a known institution comes before a person's single name."""
    readings: dict[Form, Reading] = {}
    for person in persons:
        for form in person.forms:
            readings[form] = Reading(form, persons=((person, "full_name"),))
    for form, candidates in _single_names(persons).items():
        readings.setdefault(form, Reading(form, persons=tuple(candidates.items())))
    for item in others:
        for form, method in item.forms.items():
            _add_other(readings, item, form, method)
    return readings


def _single_names(persons: Sequence[Named]) -> dict[Form, dict[Named, str]]:
    """Give the surnames and first names of persons, each with those who bear it; surnames come before first names."""
    surnames: dict[Form, dict[Named, str]] = defaultdict(dict)
    given: dict[Form, dict[Named, str]] = defaultdict(dict)
    for person in persons:
        for full in person.forms:
            for form in _surnames(full):
                surnames[form][person] = "surname"
            if not is_initial(full[0]):
                given[full[:1]][person] = "given_name"
    return {form: bearers for form, bearers in {**given, **surnames}.items() if form[0] not in pronouns()}


def _add_other(readings: dict[Form, Reading], item: Named, form: Form, method: str) -> None:
    reading = readings.setdefault(form, Reading(form))
    key = " ".join(form)
    is_acronym = method in ("acronym", "initials") or (
        len(form) == 1 and folded(item.name) == key and item.name.isupper() and len(item.name) < 6
    )
    surely = (
        item.kind == "place" or key in peoples() or is_acronym or item.name in known_names() or method == "institution"
    )
    if reading.persons and not (surely and (item.kind != "place" or key in places())):
        return
    reading.other = item
    reading.small = method == "institution"
    if is_acronym and not reading.persons:
        reading.exact = item.acronym if method in ("acronym", "initials") else item.name
