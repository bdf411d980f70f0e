"""The evidence of a text for each form that may be a name: spaCy's labels, titles, first names, head words, context.

Votes are summed over the text, so one wrong label does not decide. What kind the sums make of a form is
`name_kinds.py`'s to say, who it refers to `name_entities.py`'s.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from pipelines.extract.long_names import long_names
from pipelines.extract.name_firms import is_called_firm, is_employer, is_part, is_staffed
from pipelines.extract.name_kinds import (
    LONGEST_PERSON,
    Evidence,
    Form,
    is_noun,
    is_ordinary,
    is_person_form,
    is_surname_behind_first_name,
)
from pipelines.extract.name_lists import (
    Title,
    country_beginnings,
    country_of_adjective,
    country_of_form,
    first_names,
    folded,
    is_sure_first_name,
    known_beginnings,
    known_keys,
    known_names,
    peoples,
    person_nouns,
    places,
    role_nouns,
    state_names,
    team_names,
    title_words,
    titles,
    words,
)
from pipelines.extract.name_things import (
    common_nouns,
    is_before_thing,
    is_printed,
    is_quoted,
    is_work,
    parties,
)
from pipelines.extract.name_words import Word, words_in
from pipelines.extract.paragraphs import text_of
from pipelines.gazetteer import name_particles, name_suffixes
from pipelines.records import ActorKind

_LABELS: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
# Votes that count as much as that many labels of spaCy's.
_TITLE, _FIRST_NAME, _HEAD, _PLACE_HEAD, _CONTEXT, _SURNAME, _TEAM, _DATELINE = 5.0, 2.0, 2.0, 1.5, 2.0, 2.0, 5.0, 2.0
_ROLE, _INITIALS, _INSIDE_PLACE, _STATE, _EMPLOYER, _FOLLOWER = 2.0, 1.5, 1.0, 3.0, 4.0, 2.0
_FIRM = 3.0
_INSIDE_UNKNOWN = 1.5  # of a name that is no first name
# Initials that open a name: J.R. Poe.
_INITIALS_OPEN = re.compile(r"(?:[A-Z]\.){1,3}")
_IN = frozenset({"in", "near", "outside"})
_PAPERS = frozenset({"gazette", "herald", "news", "star", "times", "union"})


def weigh_forms(doc: Doc, found: Sequence[Word]) -> dict[Form, Evidence]:
    """Collect the evidence for each form of a document from its words and spaCy's entities.

    The forms come in order of first appearance to the rules, spaCy's first. Takes linear time.
    """
    runs = tuple(_runs(found))
    labels = tuple(_labels_in(doc, found))
    hearing = _Hearing(text_of(doc), found, runs)
    inside = hearing.hear_long_names(dict(labels))
    for (start, end), kind in labels:
        last = inside.get(end - 1)
        if (start not in inside or inside[start] != last) and not hearing.is_before_long_name(start, last or start):
            hearing.hear_label(start, end, kind)
    hearing.hear_countries()
    hearing.hear_known_names()
    hearing.hear_surnames()
    for start, end in runs:
        hearing.read_run(start, next((index for index in range(start, end) if index in inside), end))
    return hearing.forms


def _labels_in(doc: Doc, found: Sequence[Word]) -> Iterator[tuple[tuple[int, int], ActorKind]]:
    """Give the words and the kind of what a model takes for a name."""
    for entity in doc.ents:
        kind = _LABELS.get(entity.label_)
        if entity.label_ == "NORP" and (entity.root.tag_ in ("NNPS", "NNS") or folded(entity.text) in peoples()):
            kind = "group"
        if kind is not None:
            yield words_in(found, entity), kind


def title_ending_at(found: Sequence[Word], end: int) -> tuple[int, Title] | None:
    """Give the title that ends before word `end`, with the index of its first word: longest first."""
    if end == 0 or found[end - 1].key not in title_words() or (end < len(found) and found[end].ampersand):
        return None  # King & Roe
    for length in (4, 3, 2, 1):
        start = end - length
        if start < 0 or any(not found[index].joined for index in range(start + 1, end)):
            continue
        title = titles().get(tuple(found[index].key for index in range(start, end)))
        if title is not None:
            return start, title
    return None


class _Hearing:
    """Collects votes for the forms of one text."""

    def __init__(self, text: str, found: Sequence[Word], runs: Sequence[tuple[int, int]]) -> None:
        self.forms: dict[Form, Evidence] = {}
        self._text = text
        self._found = found
        self._runs = runs
        self._ends = frozenset(
            tuple(word.key for word in found[first:end]) for start, end in runs for first in range(start, end - 1)
        )
        self._cases = frozenset(parties(found))
        self._common = frozenset(common_nouns(found))
        self._alone: Counter[str] = Counter()
        self._articles: Counter[str] = Counter()

    def hear_label(self, start: int, end: int, kind: ActorKind) -> None:
        """Count spaCy's label for the names inside its span, without titles, articles and words in lower case."""
        person = kind == "person"
        for first, last in self._pieces(start, end, person=person):
            if person:
                first, last = self._person_in(first, last)
            first, last = self._trimmed(first, self._before_title(first, last), person=person)
            if first < last:
                self._vote(first, last, kind, 1.0)

    def hear_long_names(self, labels: Mapping[tuple[int, int], ActorKind]) -> dict[int, int]:
        """Hear the names of institutions that are longer than what stands between small words and commas.

        Gives the words in them, each with the first one of the name.
        """
        inside: dict[int, int] = {}
        for start, end in long_names(self._found, self._runs, self._text, labels):
            heads = {word.key for word in self._found[start:end]} & words("organisation_words.txt")
            kind: ActorKind = (
                "organisation"
                if heads or self._found[end - 1].ampersand or self._found[end - 1].key not in words("place_words.txt")
                else "place"
            )
            evidence = self._vote(start, end, kind, _HEAD)
            evidence.text = self._text[self._found[start].start : self._found[end - 1].end]
            evidence.whole = kind
            inside |= dict.fromkeys(range(start, end), start)
        return inside

    def is_before_long_name(self, start: int, end: int) -> bool:
        """Tell an institution before a long name of its office, of which a model makes one: House | Office of Tides."""
        return start < end and " ".join(word.key for word in self._found[start:end]) in known_keys()

    def hear_countries(self) -> None:
        """Find the countries that spaCy missed."""
        for index, word in enumerate(self._found):
            if not word.capital or word.key not in country_beginnings():
                continue
            for end in range(index + country_beginnings()[word.key], index, -1):
                form = tuple(item.key for item in self._found[index:end])
                if form not in self.forms and " ".join(form) in country_of_form():
                    self._vote(index, end, "place", 1.0)
                    break

    def hear_known_names(self) -> None:
        """Find the known names that spaCy missed, where they are written exactly so and not just begin a sentence."""
        for index, word in enumerate(self._found):
            if not word.capital or word.text not in known_beginnings():
                continue
            for end in range(index + known_beginnings()[word.text], index, -1):
                words_here = self._found[index:end]
                kind = known_names().get(" ".join(item.text for item in words_here))
                if kind is None or (end == index + 1 and word.first and not word.text.isupper()):
                    continue
                if tuple(item.key for item in words_here) not in self.forms:
                    self._vote(index, end, kind, 1.0)
                break

    def hear_surnames(self) -> None:
        """Count the names of one word that stand alone, and those that stand so behind "the"."""
        for start, end in self._runs:
            if end - start > 1 and (self._found[start].first or title_ending_at(self._found, end - 1) is not None):
                start = end - 1
            if end - start == 1:
                word = self._found[start]
                self._alone[word.key] += 1
                before = self._found[start - 1] if start else None
                self._articles[word.key] += before is not None and word.joined and before.key in ("the", "a", "an")

    def read_run(self, start: int, end: int) -> None:
        """Hear what titles, first names and head words say of a run of capitalised words."""
        found = self._found
        while start < end and (found[start].key == "the" or _is_stop_word(found[start]) or _is_article(found, start)):
            start += 1
        if end - start > 1 and self._ends_place(start):
            start += 1
        while end - start > 1 and (
            _is_before_names(found, start, end) or (end - start > 2 and found[start].key.endswith("day"))
        ):
            start += 1
        while end - start > 1 and found[end - 1].key in words("days_and_months.txt"):
            end -= 1
        opens_with_role = found[start].first and found[start].key in role_nouns() if start < end else False
        if opens_with_role and end - start > 2 and found[start + 1].key not in title_words():
            start += 1
            self._hear_role_before(start, end)
        self._read_names(start, end)

    def _read_names(self, start: int, end: int) -> None:
        """Hear the names of a run, which titles part, and other persons' first names."""
        found, cut = self._found, start
        for index in range(start, end):
            if self._is_next_person(cut, index, end):
                self._read_segment(cut, index)
                cut = index
            title = title_ending_at(found, index)
            if title is None or not found[index].joined or found[index].ampersand:
                continue
            if title[0] > cut and found[index].key in name_suffixes():
                continue  # Martin Poe King Jr. is no king
            if title[0] > cut:
                self._read_segment(cut, title[0])
            self._hear_title(index, end, title[1])
            cut = index
        title = title_ending_at(found, end)
        if title is not None and cut < title[0] < end - 1:
            end = title[0]  # a title of several words is no surname: Bellmouth County | District Attorney
        if cut < end:
            self._read_segment(cut, end)

    def _pieces(self, first: int, last: int, *, person: bool) -> Iterator[tuple[int, int]]:
        """Split a range of words where a title or something other than a space parts them; titles are left out.

        A person's last word is a surname: Ann King, not a king.
        """
        start = first
        for index in range(first, last):
            word = self._found[index]
            parted = not word.joined or _begins_anew(self._found, start, index) or _opens_sentence(word)
            parted = parted or _is_article(self._found, index) or (person and self._is_next_person(start, index, last))
            if index > start and parted:
                yield start, index
                start = index
            title = title_ending_at(self._found, index + 1) if self._found[index].key in title_words() else None
            at_end = index + 1 == last or self._found[index + 1].key in name_suffixes()
            if title is not None and person and at_end and title[0] > start:
                continue
            if title is not None and (title[1].kind != "weak" or at_end) and index > first:
                if title[0] > start:
                    yield start, title[0]
                start = index + 1
            elif title is not None and title[1].kind != "weak" and index == first:
                start = index + 1
        if start < last:
            yield start, last

    def _trimmed(self, start: int, end: int, *, person: bool) -> tuple[int, int]:
        found = self._found
        particles = name_particles() if person else frozenset[str]()
        while start < end and found[start].key not in particles and not self._begins_name(start, end):
            start += 1
        if end - start > 1 and self._ends_place(start):
            start += 1
        while end - start > 1 and (
            _is_before_names(found, start, end)
            or _is_article(found, start)
            or (person and is_ordinary(found[start].key) and not self._follows_role(start))
            or (person and end - start > 2 and self._is_noun_before_name(start))
            or (not person and found[start].key in words("days_and_months.txt"))
            or (not person and found[start].first and found[start].key in STOP_WORDS)
        ):
            start += 1
        while end > start and not found[end - 1].capital and not found[end - 1].text[0].isdigit():
            end -= 1
        return start, end

    def _before_title(self, start: int, end: int) -> int:
        """Give the end of a range without the part of a title that it goes on with: Acme | Communications Director."""
        found = self._found
        if end >= len(found) or not (found[end].joined and found[end].capital):
            return end
        key = found[end].key
        if key not in role_nouns() and key not in title_words():
            return end
        for behind in range(end + 1, min(len(found), end + 3) + 1):
            if key == "leader" and found[end - 1].key in _PAPERS and not self._is_followed(end + 1):
                return end + 1  # Bellmouth Herald Leader
            title = title_ending_at(found, behind)
            if title is not None and start <= title[0] < end:
                end = title[0]
        while start < end and found[end - 1].key in words("role_modifiers.txt") and found[end - 1].capital:
            end -= 1
        return end

    def _is_followed(self, end: int) -> bool:
        """Tell whether a capitalised word goes on behind some words."""
        return end < len(self._found) and self._found[end].joined and self._found[end].capital

    def _is_noun_before_name(self, index: int) -> bool:
        """Tell a common noun before a full name: Coal Czar Ann Poe."""
        if not is_noun(self._found[index].key):
            return False
        following = self._found[index + 1].key
        return is_noun(following) or following in first_names() or following in role_nouns()

    def _follows_role(self, index: int) -> bool:
        return index > 0 and self._found[index].joined and self._found[index - 1].key in role_nouns()

    def _begins_name(self, index: int, end: int) -> bool:
        word = self._found[index]
        if not word.capital or word.key == "the":
            return False
        return not (_is_stop_word(word) and index + 1 < end)

    def _person_in(self, start: int, end: int) -> tuple[int, int]:
        """Find the name in a range that a model takes for a person's.

        Left out are `Russian`, `US` or `CIA` before a name and a weekday or month behind it; a first name is taken in
        (Omar | Al Basri).
        """
        found = self._found
        while end - start > 2 and (
            found[start].key in country_of_adjective()
            or (_is_acronym(found[start]) and not _is_acronym(found[start + 1]))
            or (found[start].text.endswith(".") and found[start].key in known_keys())
            or (found[start + 1].key in first_names() and self._is_beside_first_name(start))
        ):
            start += 1
        while end - start > 1 and found[end - 1].key in words("days_and_months.txt"):
            end -= 1
        before = found[start - 1] if start else None
        if (
            end - start > 1
            and before is not None
            and found[start].joined
            and found[start].key in name_particles()
            and before.capital
            and not _is_stop_word(before)
            and before.key not in title_words()
        ):
            start -= 1
        return start, end

    def _ends_place(self, index: int) -> bool:
        """Tell the end of a place before a name: in Bellmouth, N.Y. | Poe said; District of Columbia | Poe."""
        found = self._found
        if index > 1 and found[index - 1].key == "of":
            return " ".join(word.key for word in found[index - 2 : index + 1]) in state_names()
        if not index or found[index].key not in words("state_abbreviations.txt") or found[index].joined:
            return False
        return self._text[found[index - 1].end : found[index].start] == ", " and "." in found[index].text

    def _is_beside_first_name(self, index: int) -> bool:
        """Tell a place, an institution or a role before a person's first name: Carrow Ann Poe, Coroner Ann Poe."""
        word = self._found[index]
        if word.key in first_names() or len(word.key) < 2:
            return False
        return bool(places().get(word.key)) or word.key in known_keys() or word.key in role_nouns()

    def _is_next_person(self, start: int, index: int, last: int) -> bool:
        """Tell where another person's name begins (Ann Poe | Marlo Roe): both are names elsewhere in the text."""
        found = self._found
        if index - start < 2 or last - index < 2 or not is_sure_first_name(found[index].key):
            return False
        if tuple(word.key for word in found[start:index]) in self._ends:
            return True
        before = found[index - 1].key
        return found[start].key in first_names() and (
            before in name_suffixes()
            or (
                index - start == 2
                and len(before) > 1
                and before not in title_words()
                and self._is_surname(index - 1, last)
            )
        )

    def _is_surname(self, index: int, last: int) -> bool:
        """Tell a surname before the next person's names from a middle name: Ann Paul | John Poe."""
        return self._found[index].key not in first_names() or last - index == 3

    def _hear_title(self, start: int, end: int, title: Title) -> None:
        if title.kind == "weak" or not 1 <= end - start <= LONGEST_PERSON:
            return
        if any(word.key in title_words() for word in self._found[start:end]) or not self._is_person_like(start, end):
            return
        self._vote(start, end, "person", _TITLE).titled += 1

    def _read_segment(self, start: int, end: int) -> None:
        found, end = self._found, self._before_title(start, end)
        if start == end:
            return
        self._hear_place(start, end)
        if (key := " ".join(word.key for word in found[start:end])) in team_names() and not found[start].first:
            self._vote(start, end, "organisation", _TEAM)
            return
        self._hear_role_before(start, end)
        self._hear_employer(start, end)
        if end - start == 1:
            self._hear_dateline(start)
            self._hear_context(start, end)
            return
        if key in team_names():
            self._vote(start, end, "organisation", _TEAM)
            return
        if not self._hear_head(start, end):
            self._hear_words_of_person(start, end)
            self._hear_team(start, end)
            self._hear_context(start, end)

    def _hear_head(self, start: int, end: int) -> bool:
        """Hear the noun that makes a name an organisation's or a place's; tell whether there is one."""
        found = self._found
        heads = [index for index in range(start + 1, end) if found[index].key in words("organisation_words.txt")]
        is_surname = is_surname_behind_first_name([word.key for word in found[start:end]])
        if heads in ([], [end - 1]) and is_surname:
            return False
        if heads and (last := self._before_title(start, heads[-1] + 1)) <= heads[-1]:
            self._read_segment(start, last)
        elif heads and heads[-1] + 1 < end and found[heads[-1] + 1].ampersand:
            self._vote(start, end, "organisation", _HEAD)  # Harbour Energy & Tides Act, which is none
        elif heads:
            self._vote(start, heads[-1] + 1, "organisation", _HEAD)
        elif found[start].key in words("organisation_openers.txt"):
            self._vote(start, end, "organisation", _HEAD)
        elif found[end - 1].key in words("place_words.txt") or (
            end - start < 4 and found[start].key in words("place_openers.txt")
        ):
            self._vote(start, end, "place", _PLACE_HEAD)
        else:
            return False
        return True

    def _hear_team(self, start: int, end: int) -> None:
        """Hear an unknown name behind a city's, as teams and newspapers have it, where nothing else was heard."""
        found = self._found
        form = tuple(word.key for word in found[start:end])
        if end - start != 2 or form in self.forms or found[start].first or found[start].titled:
            return
        if not places().get(form[0]) or form[0] in country_of_form() or _is_place_or_adjective(form[1]):
            return
        known = form[1] in words("never_names.txt") or form[1] in first_names() or form[1] in title_words()
        if not (known or form[1] in STOP_WORDS or form[1] in role_nouns() or form[1] in words("place_words.txt")):
            self._vote(start, end, "organisation", 0.5)

    def _hear_employer(self, start: int, end: int) -> None:
        """Hear the firm that someone works for, or that a noun beside its name says it is."""
        found = self._found
        if is_employer(found, start, end):
            evidence = self._vote(start, end, "organisation", _EMPLOYER)
            evidence.inside += 1
            evidence.of_firm += 1
        weight = _EMPLOYER if is_staffed(found, start, end) else _FIRM if is_called_firm(found, start, end) else 0.0
        if not weight or is_part(found, self._text, start, end) or self._is_behind_adjective(start, end):
            return
        known = self.forms.get(tuple(word.key for word in found[start:end]))
        if known is None:
            self._vote(start, end, "organisation", weight).of_firm += 1
            return
        known.votes["organisation"] = known.votes.get("organisation", 0.0) + weight
        known.inside += not (found[start].first or found[start].titled)
        known.of_firm += 1

    def _is_behind_adjective(self, start: int, end: int) -> bool:
        """Tell a country's adjective and a name from a name: Norlandic | Poe Roe."""
        rest = tuple(word.key for word in self._found[start + 1 : end])
        is_adjective = self._found[start].key in country_of_adjective()
        return is_adjective and (rest in self.forms or " ".join(rest) in known_keys())

    def _hear_words_of_person(self, start: int, end: int) -> None:
        """Hear a first name, and a surname that the text also gives alone."""
        found = self._found
        for first in (start, start + 1):
            if first > start and not (
                found[start].first
                or _is_place_or_adjective(found[start].key)
                or is_noun(found[start].key)
                or found[start].key in known_keys()
            ):
                return
            if not 2 <= end - first <= 4 or not self._is_person_like(first, end):
                continue
            name = first_names().get(found[first].key)
            if name is not None and name[1]:
                self._vote(first, end, "person", _FIRST_NAME)
                return
            if self._has_middle_initial(first, end):
                self._vote(first, end, "person", _FIRST_NAME).told += 1
                return
            if self._opens_with_initials(first, end):
                self._vote(first, end, "person", _INITIALS)
                return
            surname = found[end - 1].key
            alone = self._alone[surname] and not self._articles[surname] and surname not in places()
            if first == start and alone and not self._alone[found[first].key]:
                shouted = found[first].text.isupper() or found[first].titled
                opener = found[first].key in role_nouns() or is_ordinary(found[first].key)
                labelled = tuple(word.key for word in found[first:end]) in self.forms
                self._vote(first, end, "person", _SURNAME).told += labelled and not (shouted or opener)
                return

    def _has_middle_initial(self, start: int, end: int) -> bool:
        """Tell a person by an initial between two names: Carrow S. Poe."""
        initial = self._text[self._found[start + 1].start : self._found[start + 1].end + 1]
        return end - start == 3 and len(initial) == 2 and initial[0].isupper() and initial[1] == "."

    def _opens_with_initials(self, start: int, end: int) -> bool:
        first, last = self._found[start], self._found[end - 1]
        is_country = first.key in country_of_form() or first.key in country_of_adjective() or first.key in known_keys()
        return not is_country and not last.text.isupper() and _INITIALS_OPEN.fullmatch(first.text) is not None

    def _hear_role_before(self, start: int, end: int) -> None:
        """Hear a role or a relative before a name: striker Ann Poe; his wife, Ann."""
        found = self._found
        before = found[start - 1] if start else None
        if (
            before is None
            or (before.capital and not before.first)
            or before.possessive
            or not self._is_person_like(start, end)
        ):
            return
        kin = person_nouns().get(before.key, (None, False))[1]
        comma = found[start].start - before.end == 2 and kin
        if not (found[start].joined or comma) or end - start > 3 or found[start].key in STOP_WORDS:
            return
        if kin or (end - start > 1 and before.key in role_nouns()):
            evidence = self._vote(start, end, "person", _ROLE)
            evidence.told += 1
            evidence.roled += 1

    def _hear_place(self, start: int, end: int) -> None:
        """Hear `the city of` before a name, `in` before one of a word or two, a state behind it."""
        found = self._found
        behind = found[end] if end < len(found) else None
        if end - start < 3 and tuple(word.key for word in found[start:end]) in self.forms:
            if start and found[start].joined and found[start - 1].key in _IN:
                ends = behind is None or not behind.joined or behind.key in STOP_WORDS
                known = found[start].key in first_names() or self._alone[found[end - 1].key] > 2
                unknown = ends and not known and not found[end - 1].possessive
                self._vote(start, end, "place", _INSIDE_UNKNOWN if unknown else _INSIDE_PLACE)
            if (
                behind is not None
                and self._text[found[end - 1].end : behind.start] == ", "
                and (behind.key in words("state_abbreviations.txt"))
                and not found[end - 1].possessive
            ):
                self._vote(start, end, "place", _STATE)
            if self._is_before_state(start, end):
                self._vote(start, end, "place", _STATE).located += 1
        if start < 2 or not found[start].joined or not found[start - 1].joined or found[start - 1].key != "of":
            return
        if found[start - 2].key in words("place_words.txt") or found[start - 2].key in words("nouns_of_places.txt"):
            self._vote(start, end, "place", _CONTEXT).located += 1

    def _is_before_state(self, start: int, end: int) -> bool:
        """Tell a town by the state behind it and a comma, in full: Carrow Head, North Carolina."""
        found = self._found
        if end >= len(found) or self._text[found[end - 1].end : found[end].start] != ", ":
            return False
        if (
            found[start].key in first_names()
            or found[end - 1].key in state_names()
            or not found[end].capital
            or found[end - 1].text[-1] == "."
        ):
            return False
        return any(" ".join(word.key for word in found[end : end + length]) in state_names() for length in (1, 2))

    def _is_member(self, start: int, end: int) -> bool:
        """Tell a member of Congress by the state in brackets: Ann Poe (Pa.)."""
        found = self._found
        if end - start < 2 or end >= len(found) or self._text[found[end - 1].end : found[end].start] != " (":
            return False
        is_state = found[end].key in words("state_abbreviations.txt") or found[end].key in state_names()
        return is_state and self._text[found[end].end : found[end].end + 2].lstrip(".")[:1] == ")"

    def _hear_dateline(self, index: int) -> None:
        """Hear a place in capitals that begins a line: `BELLMOUTH - Police said`."""
        word = self._found[index]
        shouted = word.first and word.text.isupper() and len(word.text) > 3
        if shouted and index + 1 < len(self._found) and self._found[index + 1].start - word.end > 1:
            self._vote(index, index + 1, "place", _DATELINE)

    def _hear_context(self, start: int, end: int) -> None:
        """Hear what stands beside a name: an age, `who`, a role, a verb of saying."""
        found = self._found
        if end - start > 4 or not self._is_person_like(start, end):
            return
        form = tuple(word.key for word in found[start:end])
        following = found[end] if end < len(found) else None
        behind_comma = following is not None and following.start - found[end - 1].end == 2
        if behind_comma and not found[end - 1].possessive and self._tells_of_person(end, form in self.forms):
            self._vote(start, end, "person", _CONTEXT).told += 1
        if form in self.forms and self._is_member(start, end):
            self._vote(start, end, "person", _CONTEXT).told += 1
        followed = following is not None and following.joined and following.key in words("surname_followers.txt")
        if followed and end - start == 1 and form in self.forms:
            self._vote(start, end, "person", _FOLLOWER)
        before = found[start - 1] if start else None
        said = following is not None and following.joined and following.key in words("speech_verbs.txt")
        said = said or (before is not None and found[start].joined and before.key in words("speech_verbs.txt"))
        if said and (form in self.forms or end - start in (2, 3)) and not self._follows_article(start):
            self._vote(start, end, "person", 1.0 if end - start > 1 else 0.4).said += 1

    def _tells_of_person(self, index: int, named: bool) -> bool:
        following = self._found[index : index + 6]
        if following[0].key == "who" or not named:
            return following[0].key == "who"
        if following[0].text.isdigit():
            return 1 < len(following[0].text) < 3
        if following[0].key not in ("a", "an", "the"):
            return False
        for word in following[1:]:
            if not word.joined:
                return False
            if word.key in role_nouns():
                return True
        return False

    def _is_located(self, start: int, end: int) -> bool:
        """Tell whether a name stands as places do: behind a preposition, before or behind a place and a comma."""
        found = self._found
        before = found[start - 1] if start else None
        if before is not None and found[start].joined and before.key in words("place_prepositions.txt"):
            return True
        if before is not None and found[start].start - before.end == 2 and _is_place_or_adjective(before.key):
            return True
        behind = found[end] if end < len(found) else None
        if behind is None or found[end - 1].possessive or behind.start - found[end - 1].end != 2:
            return False
        return behind.capital and (_is_place_or_adjective(behind.key) or behind.key in words("state_abbreviations.txt"))

    def _is_in_capitals(self, start: int, end: int) -> bool:
        """Tell a word among others in capitals, where they tell no acronym: THESE MEN IN BLACK."""
        found = self._found
        if end - start > 1 or not found[start].text.isupper():
            return False
        beside = (*found[max(0, start - 1) : start], *found[end : end + 1])
        return sum(word.text.isupper() and len(word.text) > 1 for word in beside) == len(beside)

    def _follows_article(self, start: int) -> bool:
        return start > 0 and self._found[start].joined and self._found[start - 1].key in ("the", "a", "an")

    def _is_person_like(self, start: int, end: int) -> bool:
        if any(word.ampersand for word in self._found[start + 1 : end]):
            return False
        if end - start > 1 and _is_acronym(self._found[start]) and not self._found[end - 1].text.isupper():
            return False
        return is_person_form(tuple(word.key for word in self._found[start:end]))

    def _vote(self, start: int, end: int, kind: ActorKind, weight: float) -> Evidence:
        found = self._found
        form = tuple(word.key for word in found[start:end])
        evidence = self.forms.get(form)
        if evidence is None:
            behind = (f" & {word.text}" if word.ampersand else f" {word.text}" for word in found[start + 1 : end])
            text = "".join((found[start].text, *behind))
            evidence = self.forms[form] = Evidence(text, form)
        evidence.votes[kind] = evidence.votes.get(kind, 0.0) + weight
        evidence.count += 1
        evidence.inside += not (found[start].first or found[start].titled or self._is_in_capitals(start, end))
        following = found[end] if end < len(found) else None
        evidence.located += self._is_located(start, end)
        evidence.printed += is_printed(found, start)
        evidence.quoted += is_quoted(found, self._text, start, end)
        evidence.thing += is_before_thing(found, self._text, start, end) or is_work(found, start)
        if end - start == 1:
            evidence.case |= form[0] in self._cases and form[0] not in words("state_abbreviations.txt")
            evidence.common = evidence.text in self._common
        if self._follows_article(start) and not (following is not None and following.joined and not following.capital):
            evidence.article += 1
        return evidence


def _runs(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Find the longest runs of capitalised words, with the particles of personal names between them."""
    particles = name_particles()
    index, size = 0, len(found)
    while index < size:
        if not found[index].capital:
            index += 1
            continue
        end = index + 1
        while end < size and found[end].joined and not found[end - 1].possessive:
            if (end - index > 1 and _begins_anew(found, index, end)) or _opens_sentence(found[end]):
                break
            if _is_article(found, end):
                break
            if found[end].capital:
                end += 1
            elif found[end].key in particles and (after := _past_particles(found, end)) is not None:
                end = after
            else:
                break
        yield index, end
        index = end


def _begins_anew(found: Sequence[Word], start: int, index: int) -> bool:
    """Tell a name that is followed by itself (Ann Poe Ann Mary Poe): scrapers run a link and its text together."""
    word = found[index]
    return word.capital and not word.ampersand and any(word.key == item.key for item in found[start : index - 1])


def _is_article(found: Sequence[Word], index: int) -> bool:
    """Tell the article that begins the next line or title (A Carrow Gazette) from an initial (A. Poe)."""
    following = found[index + 1] if index + 1 < len(found) else None
    if found[index].text not in ("A", "An", "The") or following is None:
        return False
    return following.start - found[index].end == 1 and not following.possessive


def _opens_sentence(word: Word) -> bool:
    """Tell a function word that begins the next sentence: he lives in Bellmouth, S.C. He came from there."""
    return word.first and word.capital and word.key in STOP_WORDS


def _past_particles(found: Sequence[Word], index: int) -> int | None:
    """Give the index behind one or two particles and the capitalised word that follows them."""
    for length in (1, 2):
        following = found[index + length] if index + length < len(found) else None
        if following is None or not following.joined:
            return None
        if following.capital:
            return index + length + 1
        if following.key not in name_particles():
            return None
    return None


def _is_before_names(found: Sequence[Word], start: int, end: int) -> bool:
    """Tell a word that is no part of the name that follows it: Veteran Ann Poe, Libertarian John Roe.

    Words for parties and creeds are a part of what is no person's name: Libertarian Party.
    """
    word = found[start].key
    if word in words("words_before_names.txt"):
        return True
    following = found[start + 1].key
    return end - start > 2 and word in words("creeds_before_persons.txt") and following in first_names()


def _is_stop_word(word: Word) -> bool:
    """Tell a function word that only begins a sentence from one that is a name too (Will Roe)."""
    return word.first and word.key in STOP_WORDS and word.key not in first_names()


def _is_acronym(word: Word) -> bool:
    return len(word.text) > 2 and word.text.isupper() and "." not in word.text


def _is_place_or_adjective(key: str) -> bool:
    return key in country_of_adjective() or key in places()
