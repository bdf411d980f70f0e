"""The component `verbatim_names`: the persons, organisations, places and groups of a document, and where it names them.

It repairs spaCy's entities over the whole document: a surname that belongs to a full name of the text is that person,
a name has one kind, repeats that spaCy missed are found, titles and possessives are off the span. What speaks for a
form is weighed in `name_forms.py`, which forms name one entity in `name_entities.py`; pronouns and descriptions are
`coreference.py`'s, other texts are `resolve`'s.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from spacy.util import filter_spans

from pipelines.extract.acronyms import acronyms_of_things, stated_acronyms
from pipelines.extract.name_entities import Lexicon, Named, Reading, lexicon_of
from pipelines.extract.name_forms import title_ending_at, weigh_forms
from pipelines.extract.name_kinds import (
    Evidence,
    Form,
    is_initial,
    is_noun,
    is_ordinary,
    is_person_form,
    kind_of,
)
from pipelines.extract.name_lists import (
    Gender,
    Title,
    country_of_adjective,
    first_names,
    is_sure_first_name,
    known_keys,
    peoples,
    person_nouns,
    places,
    title_words,
    words,
)
from pipelines.extract.name_neighbours import end_of_unnamed, is_anothers, is_nobodys
from pipelines.extract.name_words import Word, hand_over_words, words_in, words_of
from pipelines.extract.paragraphs import text_of
from pipelines.gazetteer import name_particles, name_suffixes
from pipelines.records import ActorKind, Entity, Mention

_LABEL_OF: dict[ActorKind, str] = {"person": "PERSON", "organisation": "ORG", "place": "GPE", "group": "NORP"}
# What stands before a photographer's name: a bracket, a line's start, "Photo by".
_OPENS_CREDIT = re.compile(r"(?:[(\[|\n/]|[.!?]”?|^|[Pp]hoto(?: by)?:?)\s{0,3}\Z")
_VERSUS = frozenset({"v", "vs"})
# Titles of those after whom papers name a time, so that a relative may be the one whom a text is on.
_HEADS = frozenset({"President", "Prime Minister", "Governor"})
_REIGNS = frozenset({"administration", "presidency"})
_KIN = "kin"
# Whom papers call by the surname alone, by the suffix of who bears it as well.
_ELDERS = {"jr": ("",), "junior": ("",), "iii": ("jr", "junior")}
_CONNECTORS = frozenset({"of", "the", "and", "for", "on", "in", "at", "to", "against", "with", "without"})
# How likely a link of each method is right: estimates, in the order that the rules deserve trust, not yet measured.
_CONFIDENCE = {
    "full_name": 0.97,
    "surname": 0.95,
    "shared_surname": 0.75,
    "given_name": 0.85,
    "single_name": 0.8,
    "name": 0.88,
    "short_name": 0.85,
    "acronym": 0.95,
    "initials": 0.85,
    "institution": 0.85,
}


for _extension in ("verbatim_entities", "verbatim_mentions"):
    Doc.set_extension(_extension, default=(), force=True)


@Language.component(
    "verbatim_names",
    requires=["doc.ents", "token.tag", "token.is_sent_start"],
    assigns=["doc.ents", "doc._.verbatim_entities", "doc._.verbatim_mentions"],
)
def repair_names(doc: Doc) -> Doc:
    """Pipeline component: set `doc._.verbatim_entities` and `doc._.verbatim_mentions` (names), repair `doc.ents`.

    Both are tuples of records, in order of first appearance. Needs entities, tags and sentence starts.
    """
    doc._.verbatim_entities, doc._.verbatim_mentions = find_names(doc)
    _repair_ents(doc)
    return doc


def find_names(doc: Doc) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Find the entities that a document names, and the spans that name them, in order.

    Needs spaCy's entities, tags and sentence starts. Takes linear time beside a search through the forms of names.
    """
    text, found = text_of(doc), words_of(doc)
    small = frozenset(word.key for word in found if not word.capital)
    forms = weigh_forms(doc, found)
    kinds = {form: kind for form, evidence in forms.items() if (kind := kind_of(evidence, small)) is not None}
    kinds = {
        form: kind
        for form, kind in kinds.items()
        if forms[form].whole
        or not (_is_more_than_a_name(form, kinds) or _is_word_before_name(forms[form], kinds, small))
    }
    lexicon = lexicon_of(forms, kinds, stated_acronyms(text), found, acronyms_of_things(text))
    labelled = frozenset(words_in(found, entity) for entity in doc.ents)
    matches = tuple(_Matcher(text, found, lexicon, small, labelled).matches())
    hand_over_words(doc, found)
    return _records(text, found, matches)


def _is_more_than_a_name(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell words that hold the names of others from a name."""
    checks = (
        _is_pair,
        _holds_person,
        _is_of_person,
        _is_family,
        _is_made_of_person,
        _goes_on,
        _opens_with_another_word,
    )
    return any(check(form, kinds) for check in checks)


def _goes_on(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell a person's name with the next word of a headline, or the next name: Ann Poe Listen, Ann Poe Mary."""
    particles = name_particles()
    if kinds[form] != "person" or len(form) < 2 or form[0] in particles:
        return False
    sure = len(form) > 2 or form[0] not in first_names()
    is_next = is_noun(form[-1]) or is_sure_first_name(form[-1])
    if not (is_ordinary(form[-1]) or (sure and is_next)):
        return False
    return kinds.get(form[:-1]) == "person" if len(form) > 2 else _is_surname(form[0], kinds)


def _is_word_before_name(evidence: Evidence, kinds: Mapping[Form, ActorKind], small: frozenset[str]) -> bool:
    """Tell a person's name with a word before it: Treasury Ann Poe, N.L. Poe, in a text on Ann Poe."""
    form = evidence.form
    if kinds[form] != "person" or len(form) < 2 or evidence.titled:
        return False
    if form[0] == "will" and not evidence.inside:  # Will Poe win?, in a text on Ann Poe
        return kinds.get(form[1:]) == "person" or _is_surname_of_others(form, kinds)
    if form[0] in first_names():
        return False
    opener = evidence.text.split()[0]
    if len(form) > 2:
        return kinds.get(form[1:]) == "person" and form[1] in first_names() and not is_initial(form[0])
    another = form[0] in places() or form[0] in small or (len(opener) > 2 and opener.isupper())
    return another and not kinds.get(form[:1]) and _is_surname_of_others(form, kinds)


def _is_surname_of_others(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    return any(
        kind == "person" and len(other) > 1 and other[-1] == form[-1] and other[0] in first_names()
        for other, kind in kinds.items()
        if other != form
    )


def _opens_with_another_word(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell a known name behind a word of a headline or a date: Failing Bellmouth Times, Friday Senate."""
    rest = form[1:]
    if kinds[form] != "organisation" or not (
        " ".join(rest) in known_keys()
        or (kinds.get(rest) == "organisation" and rest[-1] in words("organisation_words.txt"))
    ):
        return False
    opener = form[0]
    adjective = is_ordinary(opener) and opener.endswith(("ing", "ed")) and len(opener) > 4
    return adjective or opener in words("days_and_months.txt") or opener in words("words_before_organisations.txt")


def _is_of_person(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell an institution that papers name with who leads it (the Poe Justice Department, Ann Poe campaign)."""
    if kinds[form] != "organisation" or len(form) < 2:
        return False
    if form[-1] == "co" and (kinds.get(form[:-1]) == "person" or _is_surname(form[-2], kinds)):
        return True  # Poe & Co., in a text on Ann Poe
    for length in range(1, min(4, len(form))):
        tail = form[length:]
        if " ".join(tail) not in known_keys() and tail not in (("department",), ("campaign",), ("doj",)):
            continue
        if kinds.get(form[:length]) == "person" or (length == 1 and _is_surname(form[0], kinds)):
            return True
    return False


def _is_family(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell a family (the Poes), or persons like one (the John Poes of this world), from a name."""
    if kinds[form] == "place" or not form[-1].endswith("s") or " ".join(form) in known_keys():
        return False
    if form[-1] in peoples():
        return False
    one = (*form[:-1], form[-1].removesuffix("s"))
    return kinds.get(one) == "person" or (len(form) == 1 and _is_surname(one[0], kinds))


def _is_made_of_person(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell a word that papers make of a name (Poeland, Poemania, Poe World) from a name."""
    joined = "".join(form)
    if len(form) > 2 or " ".join(form) in known_keys() or joined in places():
        return False
    for ending in words("endings_of_nicknames.txt"):
        word = joined.removesuffix(ending)
        if word != joined and len(word) > 2 and (kinds.get((word,)) == "person" or _is_surname(word, kinds)):
            return True
    return False


def _is_surname(word: str, kinds: Mapping[Form, ActorKind]) -> bool:
    return any(
        kind == "person" and len(form) > 1 and word == form[-2 if form[-1] in name_suffixes() and len(form) > 2 else -1]
        for form, kind in kinds.items()
    )


def _is_pair(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell two names that a model took for one, or one and a word of the next, from one that holds an "and"."""
    heads = words("organisation_words.txt")
    return any(
        word == "and"
        and index > 1
        and form[index - 1] in heads
        and form[:index] in kinds
        and not heads & {*form[index:]}
        for index, word in enumerate(form)
    ) or any(
        (form[:index] in kinds or (index == 1 and _is_surname(form[0], kinds))) and form[index + 1 :] in kinds
        for index, word in enumerate(form)
        if word == "and"
    )


def _holds_person(form: Form, kinds: Mapping[Form, ActorKind]) -> bool:
    """Tell words that run into a person's full name (Bellmouth Herald Ann Poe; Ann Poe of the Herald) from a name."""
    if len(form) < 3 or kinds[form] == "person" or form[-1] in words("organisation_words.txt"):
        return False
    lead, name = " ".join(form[:-2]), form[-2:]
    if lead in known_keys() or lead in places():
        sure = is_sure_first_name(name[0]) and name[1] not in words("place_words.txt")
        return kinds.get(name) == "person" or (sure and is_person_form(name))
    if len(form) == 3:
        return False
    starts = (kinds.get(form[:length]) == "person" and form[length] == "of" for length in (2, 3) if len(form) > length)
    return any(starts) or any(kinds.get(form[-length:]) == "person" for length in (2, 3))


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    named: Named
    method: str


class _Matcher:
    """Goes once through the words of a text and matches the forms of names, the longest at each word."""

    def __init__(
        self,
        text: str,
        found: Sequence[Word],
        lexicon: Lexicon,
        small: frozenset[str],
        labelled: frozenset[tuple[int, int]],
    ) -> None:
        self._text = text
        self._found = found
        self._lexicon = lexicon
        self._small = small
        self._labelled = labelled
        self._nearest: dict[Named, int] = {}  # the word of each person's last full name
        self._by_surname: set[Named] = set()  # persons whom the text has called by a surname that others bear too
        self._namesakes: dict[Form, Named] = {}  # bearers of a surname whom the text does not name in full
        self._stated = self._stated_of_persons()
        self._elders = frozenset(self._named_beside_juniors())  # surnames of juniors that are another's in this text

    def matches(self) -> Iterator[_Match]:
        index, previous_end, unnamed_end = 0, 0, 0
        while index < len(self._found):
            if (credited := self._end_of_credit(index)) is not None:
                index = credited
                continue
            match = self._match_at(index, previous_end)
            unnamed_end = max(unnamed_end, end_of_unnamed(self._found, index) or 0)
            if match is None or match.end <= unnamed_end:
                index += 1
                continue
            if not self._is_in_case(index, match.end):
                yield match
            if match.method == "full_name":
                self._nearest[match.named] = index
            elif match.method == "shared_surname":
                self._by_surname.add(match.named)
            index = previous_end = match.end

    def _match_at(self, index: int, previous_end: int) -> _Match | None:
        for length in self._lexicon.lengths.get(self._found[index].key, ()):
            end = index + length
            if end > len(self._found):
                continue
            form = tuple(word.key for word in self._found[index:end])
            reading = self._lexicon.readings.get(form)
            if reading is None or not self._stands_at(reading, index, end):
                continue
            if end - index == 1 and (not self._stands_alone(index, previous_end) or self._is_shouted_word(index)):
                continue
            named, method = self._referent(reading, index)
            if named is not None and is_anothers(self._found, end, method, named.name):
                named, method = self._namesake(form, index), "single_name"
            if named is not None and not is_nobodys(self._found, index, end, method):
                return _Match(index, end, named, method)
        return None

    def _is_in_case(self, start: int, end: int) -> bool:
        """Tell a name in the name of a case in court (Poe v. Bellmouth), where it tells of the case."""
        found = self._found
        behind = found[end].key if end < len(found) else ""
        return behind in _VERSUS or (start > 0 and found[start - 1].key in _VERSUS)

    def _stands_at(self, reading: Reading, index: int, end: int) -> bool:
        found = self._found
        if any(not found[at].joined for at in range(index + 1, end)):
            # A comma or a possessive is inside a name: the Dockers' Union, the Bureau of Salt, Tin and Copper.
            return self._text[found[index].start : found[end - 1].end] in reading.spelled
        if reading.exact is not None:
            words_here = " ".join(word.text for word in found[index:end])
            return words_here.replace(".", "") == reading.exact.replace(".", "")
        if reading.small:
            return found[index].capital
        return found[index].capital and all(word.capital or word.key in _inner_words() for word in found[index:end])

    def _stands_alone(self, index: int, previous_end: int) -> bool:
        """Tell whether a name of one word is the whole name, no part of a longer one or of a family's."""
        found, word = self._found, self._found[index]
        if (index, index + 1) in self._labelled and not word.first:
            return not self._is_family(index)
        if word.first and word.key in self._small:
            return False
        if word.titled:
            return True
        if index + 1 < len(found) and found[index + 1].joined and found[index + 1].capital and not word.possessive:
            following = found[index + 1].key
            known = following in self._lexicon.lengths or following in words("never_names.txt")
            before_title = following in words("role_modifiers.txt") and not (index and "-" in found[index - 1].text)
            before_title = before_title and (word.key in known_keys() or word.text.isupper())
            before_title = before_title or (following in title_words() and word.key in places())
            if not (known or before_title or following in STOP_WORDS):
                return False
        before = found[index - 1] if index else None
        if before is not None and word.joined and before.capital and not before.possessive and previous_end != index:
            is_title = title_ending_at(found, index) is not None
            known = is_title or before.key in STOP_WORDS or before.key in country_of_adjective() or before.first
            if not known and before.key not in places():
                return False
        return not self._is_family(index)

    def _is_shouted_word(self, index: int) -> bool:
        """Tell an everyday word in capitals (WHO WILL WIN) from a name; a transcript has one before a colon."""
        word = self._found[index]
        listed = word.text.isupper() and word.key in words("names_that_are_words.txt")
        return listed and self._text[word.end : word.end + 1] != ":"

    def _end_of_credit(self, index: int) -> int | None:
        """Give the end of a photographer's credit, (Ann Poe/Bellmouth Herald), which is no part of what a text says."""
        found = self._found
        if not found[index].capital or not _OPENS_CREDIT.search(
            self._text, max(0, found[index].start - 20), found[index].start
        ):
            return None
        for end in range(index + 1, min(len(found), index + 4)):
            gap = self._text[found[end - 1].end : found[end].start]
            if gap.strip() == "/" and end - index > 1 and found[end].capital:
                return end
            if not found[end].joined or not found[end].capital:
                return None
        return None

    def _is_family(self, index: int) -> bool:
        following = self._found[index + 1] if index + 1 < len(self._found) else None
        return following is not None and following.joined and following.key in words("family_words.txt")

    def _referent(self, reading: Reading, index: int) -> tuple[Named | None, str]:
        """Choose among those whom a form may name: by title, then who was called so before, then who was named last.

        Of two who share a surname, newspapers call by it alone the one whom the article is about.
        """
        title = title_ending_at(self._found, index) if reading.persons and self._found[index].joined else None
        titled = title is not None and title[1].kind != "weak"
        if reading.other is not None and not titled:
            return reading.other, reading.other.forms.get(reading.form, "name")
        persons = reading.persons
        if title is not None:
            persons = tuple(item for item in persons if not self._is_namesake(item[0], title[1]))
            if not persons and [method for _, method in reading.persons] == ["surname"]:
                return self._namesake(reading.form, index), "single_name"
        persons = persons or reading.persons
        if not persons:
            return None, ""
        if reading.form in self._elders:
            return self._namesake(reading.form, index), "single_name"
        persons = _without_juniors(persons)
        if len(persons) == 1:
            return persons[0]
        meant = max(persons, key=lambda item: (item[0] in self._by_surname, self._nearest.get(item[0], -1)))
        return meant[0], "shared_surname"

    def _stated_of_persons(self) -> dict[Named, set[str]]:
        """Read which offices the text puts before the full names of persons, and whose relatives it says they are."""
        stated: dict[Named, set[str]] = defaultdict(set)
        nouns, of_titles, lengths = person_nouns(), title_words(), self._lexicon.lengths
        for index in range(1, len(self._found)):
            before = self._found[index - 1].key
            if self._found[index].key not in lengths or not (before in of_titles or before in nouns):
                continue
            kin = nouns.get(before, (None, False))[1]
            title = title_ending_at(self._found, index)
            for length in lengths[self._found[index].key]:
                reading = self._lexicon.readings.get(tuple(word.key for word in self._found[index : index + length]))
                if reading is not None and reading.persons and reading.persons[0][1] == "full_name":
                    stated[reading.persons[0][0]].add(_KIN if kin else (title and title[1].role) or "")
                    break
        return stated

    def _named_beside_juniors(self) -> Iterator[Form]:
        """Find the surnames of juniors that the text has of another: John Poe Jr., the son of President Poe.

        Papers call the junior Poe Jr. then, and the other Poe. So is he whom they call Poe before they name the junior.
        """
        found, readings = self._found, self._lexicon.readings.values()
        if not any(_is_junior(person) for reading in readings for person, _ in reading.persons):
            return
        introduced: set[Named] = set()
        for index, word in enumerate(found):
            introduced |= self._in_full_at(index)
            reading = self._lexicon.readings.get((word.key,))
            if reading is None or [method for _, method in reading.persons] != ["surname"]:
                continue
            person = reading.persons[0][0]
            if not _is_junior(person):
                continue
            title = title_ending_at(found, index) if word.joined else None
            behind = found[index + 1] if index + 1 < len(found) else None
            reigns = behind is not None and behind.joined and behind.key in _REIGNS
            alone = word.capital and not (behind is not None and behind.joined and behind.capital)
            if (
                reigns
                or (alone and person not in introduced)
                or (title is not None and title[1].kind != "weak" and self._is_namesake(person, title[1]))
            ):
                yield reading.form

    def _in_full_at(self, index: int) -> set[Named]:
        """Give the persons whose full name begins at a word."""
        forms = (
            tuple(word.key for word in self._found[index : index + length])
            for length in self._lexicon.lengths.get(self._found[index].key, ())
        )
        readings = (self._lexicon.readings.get(form) for form in forms)
        return {
            person
            for reading in readings
            if reading is not None
            for person, method in reading.persons
            if method == "full_name"
        }

    def _is_namesake(self, person: Named, title: Title) -> bool:
        """Tell by the title before a surname that it is not the one person whom the text names in full with it.

        In a text on Ann Poe, the secretary of state, President Poe is another. So he is where it never calls her
        president: if she is one after all, resolution joins the two.
        """
        if title.gender is not None and _given_gender(person) not in (None, title.gender):
            return True
        if title.role not in _HEADS or title.role in self._stated[person]:
            return False
        return _is_junior(person) or bool(self._stated[person] - {""}) or _given_gender(person) == "f"

    def _namesake(self, form: Form, index: int) -> Named:
        return self._namesakes.setdefault(form, Named("person", self._found[index].text, forms={form: "single_name"}))


def _is_junior(person: Named) -> bool:
    return all(form[-1] in ("jr", "junior") for form in person.forms)


def _without_juniors(persons: tuple[tuple[Named, str], ...]) -> tuple[tuple[Named, str], ...]:
    """Leave out a junior beside who has his names without the suffix, and the third beside the junior.

    By the surname alone papers call the elder.
    """
    names = {form for person, _ in persons for form in _without_middles(person)}
    left = [
        item
        for item in persons
        if not any(
            (*form[:2], elder) in names for form in _without_middles(item[0]) for elder in _ELDERS.get(form[2], ())
        )
    ]
    return tuple(left)


def _without_middles(person: Named) -> Iterator[tuple[str, str, str]]:
    """Give first name, surname and suffix of each of a person's full forms."""
    for form in person.forms:
        suffix = form[-1] if form[-1] in _ELDERS and len(form) > 2 else ""
        yield form[0], form[-2] if suffix else form[-1], suffix


def _given_gender(named: Named) -> Gender | None:
    first = next(iter(named.forms), ("",))[0]
    return first_names().get(first, (None, False))[0]


def _inner_words() -> frozenset[str]:
    return _CONNECTORS | name_particles()


def _records(
    text: str, found: Sequence[Word], matches: Sequence[_Match]
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    numbers: dict[Named, int] = {}
    named: list[Named] = []
    texts: list[list[str]] = []
    mentions: list[Mention] = []
    for match in matches:
        number = numbers.setdefault(match.named, len(numbers))
        if number == len(named):
            named.append(match.named)
            texts.append([])
        start, end = found[match.start].start, found[match.end - 1].end
        texts[number].append(text[start:end])
        confidence = _CONFIDENCE[match.method]
        mentions.append(Mention(start, end, text[start:end], "name", number, match.method, confidence))
    entities = tuple(
        Entity(number, item.kind, _fullest(item, texts[number]), item.acronym) for number, item in enumerate(named)
    )
    return entities, tuple(mentions)


def _fullest(named: Named, texts: Sequence[str]) -> str:
    """Choose the fullest form that a text gives: the most words, not shouted, then the one that stands first."""
    if named.acronym is not None and named.name not in texts:
        texts = [*texts, named.name]
    return max(texts, key=lambda form: (form != named.acronym, len(form.split()), not form.isupper(), len(form)))


def _repair_ents(doc: Doc) -> None:
    """Write the names as `doc.ents`, beside spaCy's dates, amounts and the like."""
    kinds = [entity.kind for entity in doc._.verbatim_entities]
    spans: list[TokenSpan] = []
    for mention in doc._.verbatim_mentions:
        label = _LABEL_OF[kinds[mention.entity]]
        span = doc.char_span(mention.start, mention.end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    taken = frozenset(token.i for span in spans for token in span)
    rest = [
        span
        for span in doc.ents
        if span.label_ not in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP")
        and not any(token.i in taken for token in span)
    ]
    doc.set_ents(filter_spans([*spans, *rest]))
