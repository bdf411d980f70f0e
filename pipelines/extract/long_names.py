"""Names of institutions that go on past a small word, a comma or a possessive, of which models give but a part.

`Committee on Harbours and Fisheries`, `Bureau of Salt, Tin and Copper`, `Women's Relief Fund`, `Trade and Industry
Committee`. They are found by their nouns and the capitals around them; what else speaks for a name is
`name_forms.py`'s.
"""

from collections.abc import Iterator, Mapping, Sequence

from pipelines.extract.name_kinds import is_noun, is_ordinary
from pipelines.extract.name_lists import (
    country_of_adjective,
    first_names,
    governing_nouns,
    is_sure_first_name,
    known_keys,
    known_names,
    places,
    role_nouns,
    team_names,
    title_words,
    titles,
    words,
)
from pipelines.extract.name_words import Word
from pipelines.records import ActorKind

# Whose names hold the titles of those whom they serve: Office of the Attorney General.
_OF_TITLES = frozenset({"office", "school"})
# What makes a name one of a list in the middle of which spaCy cuts it: Senate Health, Education and Labor Committee.
_PARTED_HEADS = frozenset(
    {"agency", "association", "caucus", "commission", "committee", "company", "council", "foundation", "partnership"}
    | {"services", "subcommittee"}
)
_CHAMBERS = frozenset({"house", "joint", "select", "senate", "special"})
_COMPLETE = frozenset(
    {"american", "central", "federal", "house", "international", "joint", "national", "royal", "senate"}
)
_MONTHS = frozenset({"march", "april", "may", "june", "august"})  # first names and verbs too
_PERSONS_WITH = frozenset({"adults", "americans", "children", "citizens", "people", "persons", "veterans"})
# A name that ends so is an act's, a prize's or the like, whatever noun is in it.
_THINGS = frozenset({"accord", "accords", "act", "agreement", "amendment", "award", "awards", "bill", "index", "medal"})
_PARTS = frozenset({"office", "division", "bureau", "directorate"})
_FIELDS = frozenset({"affairs", "disabilities", "issues", "policy", "relations", "research", "rights", "studies"})
_OF_PLACES = frozenset({"authority", "bank", "conference", "council", "government", "union"})
_OF_ONE = frozenset({"bank", "court", "government", "hospital", "parliament", "union", "university"})
_OF_FIELDS = frozenset(
    {"center", "centre", "commission", "committee", "council", "institute", "program", "subcommittee"}
)
_LONGEST_ITEM, _LONGEST_RUN, _LONGEST_LIST = 3, 7, 6


def long_names(
    found: Sequence[Word], runs: Sequence[tuple[int, int]], text: str, labels: Mapping[tuple[int, int], ActorKind]
) -> Iterator[tuple[int, int]]:
    """Give the ranges of words that name an institution or a place and are longer than a run of capitals.

    `runs` are the runs of capitalised words, in order; `labels` are the kinds of what a model takes for a name.
    """
    reader = _LongNames(found, text, labels)
    previous_end = 0
    for start, end in runs:
        if start < previous_end:
            continue
        for name in reader.from_run(start, end):
            yield name
            previous_end = max(previous_end, name[1])


class _LongNames:
    def __init__(self, found: Sequence[Word], text: str, labels: Mapping[tuple[int, int], ActorKind]) -> None:
        self._found = found
        self._text = text
        self._labels = labels
        # Where a model's organisations go on behind one of their words.
        self._inside = frozenset(
            (index, end)
            for (start, end), kind in labels.items()
            if kind == "organisation"
            for index in range(start + 2, end)
        )

    def from_run(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Give the long names that begin in a run of capitalised words; none where the run is all of the name."""
        found = self._found
        first = self._past_what_is_before(start, end)
        owned = self._past_owner(end)
        if owned is not None:
            last = self._on_from(first, owned)
            if self._has_head(end, last):
                yield first, last
            return
        last = self._on_from(first, end)
        if last > end:
            if found[last - 1].key not in _THINGS:
                yield first, last
            return
        opening = self._list_before(first, end)
        if opening is None:
            opening = self._partners_before(start, end)
        if opening is not None:
            yield opening, end

    def _past_what_is_before(self, start: int, end: int) -> int:
        """Pass titles, days and the like, and an institution of which an office is a part: White House | Office."""
        found = self._found
        while end - start > 1 and (
            found[start].key in words("words_before_names.txt")
            or found[start].key in words("days_and_months.txt")
            or found[start].key in ("the", "a", "an")
            or (found[start].first and is_ordinary(found[start].key))
        ):
            start += 1
        for index in range(start + 1, end):
            if self._ends_title(index):
                start = index
        if end - start > 1 and found[end - 1].key in _PARTS:
            whole = " ".join(word.key for word in found[start : end - 1])
            if whole in known_keys() and not places().get(whole):
                return end - 1
        return start

    def _ends_title(self, end: int) -> bool:
        """Tell whether a title ends before a word: Director | Centre. An honorific needs a name: no Notre Dame."""
        found = self._found
        key = found[end - 1].key
        if key not in title_words():
            return False
        for length in (3, 2, 1):
            title = titles().get(tuple(word.key for word in found[max(0, end - length) : end]))
            if title is not None:
                return title.kind != "weak" and (title.kind != "honorific" or self._is_followed(end))
        return False

    def _past_owner(self, end: int) -> int | None:
        """Give the end of what follows a possessive that is a part of a name: Children's | Aid Society."""
        found, owner = self._found, self._found[end - 1]
        if end == len(found) or not found[end].capital:
            return None
        saint = end > 1 and owner.joined and found[end - 2].key in ("st", "saint") and found[end - 2].capital
        if owner.key not in words("owners_in_names.txt") and not saint:
            return None
        if any(word.key == "republic" for word in found[end : end + 2]):
            return None
        gap = self._text[owner.end : found[end].start]
        if gap not in ("'s ", "’s ", "' ", "’ "):
            return None
        return self._end_of_capitals(end, titles_too=False)

    def _has_head(self, start: int, end: int) -> bool:
        heads = words("organisation_words.txt") | words("place_words.txt")
        return any(word.key in heads for word in self._found[start:end])

    def _end_of_capitals(self, start: int, *, titles_too: bool) -> int:
        """Give the end of the capitalised words from one on: before a day, a title, another possessive."""
        found, end = self._found, start
        while end < len(found) and end - start < _LONGEST_RUN and found[end].capital:
            word = found[end]
            if end > start and (not word.joined or found[end - 1].possessive or word.first):
                break
            if word.key in words("days_and_months.txt") or word.key in words("never_in_organisations.txt"):
                break
            if end > start and self._begins_person(end):
                break
            if end > start and self._ends_title(end + 1):
                whole = titles_too and (self._is_all_title(start, end) or not self._is_followed(end + 1))
                if not (whole or (word.key == "justice" and not self._is_followed(end + 1))):
                    break
            end += 1
        return end

    def _is_followed(self, end: int) -> bool:
        """Tell whether a capitalised word goes on behind some words, as a person's name does behind a title."""
        found = self._found
        return end < len(found) and found[end].joined and found[end].capital and not found[end - 1].possessive

    def _is_all_title(self, start: int, end: int) -> bool:
        """Tell Office of the Deputy Director from Office of Tides Director [Ann Poe], by what is before the title."""
        parts = words("role_modifiers.txt") | title_words()
        return all(word.key in parts for word in self._found[start:end])

    def _begins_person(self, index: int) -> bool:
        """Tell a person whom a text names right behind an office: Bureau of Tides | Ann Poe."""
        behind = self._found[index + 1 : index + 2]
        sure = is_sure_first_name(self._found[index].key)
        if not (sure and behind and behind[0].joined and behind[0].capital) or self._found[index].possessive:
            return False
        return behind[0].key not in words("organisation_words.txt") | words("place_words.txt")

    def _on_from(self, first: int, end: int) -> int:
        """Give the end of a name that goes on behind its noun: Office | of Fisheries and Harbours."""
        found = self._found
        while end > first:
            head = found[end - 1].key
            small_words = governing_nouns().get(head)
            if small_words is None or found[end - 1].possessive:
                return end
            start = self._behind_small_word(end, small_words, of_titles=head in _OF_TITLES)
            if start is None:
                return end
            last = self._end_of_capitals(start, titles_too=head in _OF_TITLES)
            if last == start or self._is_of_another(start, last):
                return end
            if found[last - 1].possessive and last < len(found) and found[last].capital:
                return end
            last = self._past_complement(start, self._past_others(start, last, of_noun=head))
            last = self._at_place(last) if head == "university" else self._in_the(last)
            if found[last - 1].key not in governing_nouns():
                return last
            end = last
        return end

    def _behind_small_word(self, end: int, small_words: frozenset[str], *, of_titles: bool) -> int | None:
        """Give where capitals begin again behind "of", "for the" and the like."""
        found = self._found
        if end + 1 >= len(found) or not (found[end].joined and found[end + 1].joined):
            return None
        small = found[end]
        if small.capital or small.key not in small_words:
            return None
        start = end + 1
        if found[start].key == "the" and start + 1 < len(found) and found[start + 1].joined:
            start += 1
        key = found[start].key
        if not found[start].capital or key in _MONTHS:
            return None
        if small.key == "to" and not is_ordinary(found[start].key):
            return None
        title = titles().get((key,))
        is_person = title is not None and title.kind in ("honorific", "rank")
        if is_person and of_titles:
            behind = self._end_of_capitals(start, titles_too=True)
            is_person = not self._is_all_title(start, behind) or self._is_followed(behind)
        return None if is_person else start

    def _past_complement(self, start: int, end: int) -> int:
        """Give the end of what says more of the capitals behind a small word: the Study | of Law."""
        found = self._found
        if end + 1 >= len(found) or found[end - 1].possessive or not (found[end].joined and found[end + 1].joined):
            return end
        small, behind = found[end].key, end + 1
        verb = found[start - 1].key == "to" and end - start == 1 and small == "the"
        article = found[start - 1].key == "the" and small == "of"
        if not (verb or article or (small in ("with", "without") and found[end - 1].key in _PERSONS_WITH)):
            return end
        if found[behind].key == "the" and behind + 1 < len(found) and found[behind + 1].joined:
            behind += 1
        if not found[behind].capital:
            return end
        last = self._end_of_capitals(behind, titles_too=False)
        return self._past_others(behind, last, of_noun=found[end - 1].key) if last > behind else end

    def _is_of_another(self, start: int, end: int) -> bool:
        """Tell a person, or an institution of its own, from what an institution is for."""
        found = self._found
        key = " ".join(word.key for word in found[start:end])
        small = (found[start - 2 if found[start - 1].key == "the" else start - 1].key, found[start - 1].key)
        if small == ("for", "the") and end - start > 1 and found[end - 1].key in governing_nouns():
            return True
        if self._labels.get((start, end)) == "person" or (small[0] in ("for", "on") and key in known_keys()):
            return True
        name = first_names().get(found[start].key)
        return name is not None and name[1] and not places().get(key) and found[start].key not in places()

    def _past_others(self, start: int, end: int, *, of_noun: str) -> int:
        """Give the end of a list that a name goes on with: of Salt | , Tin and Copper."""
        items, last = 0, end
        while items < _LONGEST_LIST and not self._found[last - 1].possessive:
            behind = self._behind_and(last)
            if behind is not None:
                after = self._end_of_capitals(behind, titles_too=False)
                if after == behind:
                    return end
                is_other = self._is_other_name(behind, after, start, of_noun=of_noun)
                whole = (last, after) in self._inside and not self._is_complete(behind, after)
                return after if whole or not is_other else end
            behind = self._behind_comma(last)
            if behind is None:
                return end
            after = self._end_of_capitals(behind, titles_too=False)
            if not 0 < after - behind <= _LONGEST_ITEM or self._is_other_name(behind, after, start, of_noun=of_noun):
                return end
            items, last = items + 1, after
        return end

    def _behind_and(self, end: int) -> int | None:
        found = self._found
        if end + 1 < len(found) and found[end].ampersand and found[end].capital:
            return end
        if end + 1 >= len(found) or found[end].key != "and" or not found[end + 1].joined:
            return None
        if not found[end].joined and self._text[found[end - 1].end : found[end].start] != ", ":
            return None
        start = end + 1
        if found[start].key == "the" and start + 1 < len(found) and found[start + 1].joined:
            start += 1
        return start if found[start].capital else None

    def _behind_comma(self, end: int) -> int | None:
        found = self._found
        if end >= len(found) or not found[end].capital:
            return None
        return end if self._text[found[end - 1].end : found[end].start] == ", " else None

    def _is_other_name(self, start: int, end: int, of_start: int, *, of_noun: str) -> bool:
        """Tell another name in a list from a part of a long one: the Department of Health and | the Senate."""
        found = self._found
        keys = [word.key for word in found[start:end]]
        key, behind_article = " ".join(keys), found[start - 1].key == "the"
        if keys[-1] in _FIELDS and not behind_article and key not in known_keys():
            return False
        if self._is_place(key):
            return not (of_noun in _OF_PLACES and self._is_place(found[of_start].key))
        if found[end - 1].possessive and len(keys) > 1:
            return True
        if of_noun in _OF_ONE or (behind_article and (len(keys) > 1 or of_noun not in _OF_FIELDS)):
            return True
        if any(_is_acronym(word) or word.key in governing_nouns() for word in found[start:end]):
            return True
        if key in known_keys() or key in team_names() or self._labels.get((start, end)) in ("person", "place"):
            return True
        return keys[0] in first_names() or keys[0] in country_of_adjective() or keys[-1] in role_nouns()

    def _is_complete(self, start: int, end: int) -> bool:
        """Tell a name that needs no other words, by its noun: the Committee on Tolls and | Harbour Board Office."""
        key = " ".join(word.key for word in self._found[start:end])
        return key in known_keys() or (end - start > 2 and self._found[end - 1].key in governing_nouns())

    def _is_place(self, key: str) -> bool:
        return key in places()

    def _at_place(self, end: int) -> int:
        """Give the end of where one university of several is: University of Norland | at Bellmouth."""
        found = self._found
        if end + 1 >= len(found) or found[end].key != "at" or not (found[end].joined and found[end + 1].joined):
            return end
        last = self._end_of_capitals(end + 1, titles_too=False)
        key = " ".join(word.key for word in found[end + 1 : last])
        return last if key in places() or self._labels.get((end + 1, last)) == "place" else end

    def _in_the(self, end: int) -> int:
        """Give the end of what a centre is for: Center for Honesty | in the Public Service; no place."""
        found = self._found
        if end + 2 >= len(found) or [found[end].key, found[end + 1].key] != ["in", "the"] or found[end - 1].possessive:
            return end
        if not (found[end].joined and found[end + 1].joined and found[end + 2].joined):
            return end
        last = self._end_of_capitals(end + 2, titles_too=False)
        key = " ".join(word.key for word in found[end + 2 : last])
        known = key in places() or key in known_keys() or found[last - 1].key in words("place_words.txt")
        labelled = self._labels.get((end + 1, last)) or self._labels.get((end + 2, last))
        return end if last - end < 4 or known or labelled in ("person", "place") else last

    def _list_before(self, start: int, end: int) -> int | None:
        """Give where a list begins of which a name is the end: Trade and | Industry Committee."""
        found = self._found
        if found[end - 1].key not in _PARTED_HEADS or found[start].key in _COMPLETE or start < 2:
            return None
        if not found[start].joined or found[start].first or self._is_named_fully(start, end):
            return None
        if found[start].ampersand:
            last = start
        elif found[start - 1].key == "and" and (found[start - 1].joined or self._is_comma(start - 2)):
            last = start - 1
        else:
            return None
        opening, items = None, 0
        while last > 0 and items < _LONGEST_LIST:
            first = self._start_of_item(last)
            if first is None:
                break
            opening, items = first, items + 1
            if first < 2 or not self._is_comma(first - 1) or found[first].key in _CHAMBERS:
                break
            last = first
        return opening

    def _partners_before(self, start: int, end: int) -> int | None:
        """Give where a firm's name begins of which two partners are the end: Poe, Quent, | Roe & Doe."""
        found, opening = self._found, start
        if end - start != 2 or not found[start + 1].ampersand or found[start].first or found[start + 1].possessive:
            return None
        if f"{found[start].text} & {found[start + 1].text}" in known_names() or self._is_comma(end - 1):
            return None
        while opening and self._is_comma(opening - 1) and found[opening - 1].capital:
            if found[opening - 1].joined and found[opening - 2].capital:
                break  # the end of another name
            opening -= 1
        keys = [word.key for word in found[opening:end]]
        if opening == start or any(
            len(key) < 3
            or key in places()
            or key in known_keys()
            or key in first_names()
            or is_noun(key)
            or key.removesuffix("s") in role_nouns()
            for key in keys
        ):
            return None
        return opening

    def _is_comma(self, index: int) -> bool:
        found = self._found
        return index >= 0 and self._text[found[index].end : found[index + 1].start] == ", "

    def _is_named_fully(self, start: int, end: int) -> bool:
        key = " ".join(word.key for word in self._found[start:end])
        return key in known_keys() or self._found[start].key in places() or _is_acronym(self._found[start])

    def _start_of_item(self, end: int) -> int | None:
        """Give the start of the capitalised words before one that are a part of a name in a list."""
        found, start = self._found, end
        while (
            start > 0
            and end - start < _LONGEST_ITEM + 1
            and found[start - 1].capital
            and not found[start - 1].possessive
        ):
            start -= 1
            if start == 0 or not found[start].joined or found[start].first:
                break
        if end - start > 1 and found[start].key == "the":
            start += 1
        rest = start
        while rest < end and found[rest].key in _CHAMBERS:
            rest += 1
        keys = [word.key for word in found[rest:end]]
        if not keys or (found[start].first and is_ordinary(found[start].key)):
            return None
        key = " ".join(keys)
        if key in known_keys() or key in places() or keys[0] in first_names() or keys[0] in country_of_adjective():
            return None
        if any(_is_acronym(word) or word.key in governing_nouns() for word in found[rest:end]):
            return None
        if self._ends_title(end) and keys != ["justice"]:
            return None
        return None if self._labels.get((start, end)) in ("person", "place", "group") else start


def _is_acronym(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()
