"""The words of a text as names see them: `al-Rubaie` is one word, `Putin's` is `Putin`, `U.S.` keeps its full stops.

spaCy's tokens split such words; here they are whole, each with the token it begins in. What the words mean is not
known here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

import numpy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Span

from pipelines.extract.name_lists import (
    country_of_adjective,
    country_of_form,
    first_names,
    folded,
    known_possessives,
    words,
)
from pipelines.extract.paragraphs import text_of
from pipelines.gazetteer import name_particles

_WORD = re.compile(r"(?:[^\W_]{1,20}-)?(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'&][^\W_]+)*")
# The party and the state of a member of Congress, as papers put it in brackets: R-Fla., D-N.Y.
_PARTY_AND_STATE = re.compile(r"[RDI]-[A-Z][A-Za-z.]*")
# Where two words are run together, as scrapers do with lines: RoeDemocrats.
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A nickname inside a name, behind a first name or an initial: Ann “Sunny” Poe, John (Jack) Roe.
_NICKNAME = re.compile(r"(?<![^\W_])([^\W_][\w.]{0,20}) [“\"‘'(]([A-Z][a-z]{1,15})[”\"’')] (?=[A-Z][a-z])")
# A first name that an editor adds, which is no one else's: (Ann) Poe, [Ann] Poe, [the mayor, Ann] Poe.
_ADDED = re.compile(r"(?:[(\[]|\[[^\[\]\n]{1,60} (?<!St\. ))([A-Z][a-z]{1,15})[)\]]{1,2} (?=[A-Z][a-z])")
# The title of a series of pictures, before the words that are each picture's own; and the end of a picture's credit.
_SERIES = re.compile(r"\bPhotos: (?=(\S+ \S+))")
_CREDIT_END = re.compile(r"\b(?:AP Photo|Getty Images) (?=[A-Z])")
_APOSTROPHES = frozenset({"'", "’"})
_KEPT = "verbatim_words"
_LONG_HEAD, _LONG_TAIL = 4, 5  # letters of the parts of a word that are two words
# Between hyphens they make a phrase of a word, which is no name: salt-of-the-Earth.
_INSIDE_PHRASES = frozenset({"and", "by", "of", "or", "the", "to", "versus"})
_LONGEST_TITLE = 120  # characters
_TAG_MARKS = frozenset({"#", "@"})
# Between words, what begins a sentence or a quotation, whatever a parser makes of it: he left.” According, said: “Turn.
_OPENS_SENTENCE = re.compile(r"[.!?…][”\"’')\]]+\s|[!?]\s|[“\"]\Z")
_PLAIN_GAPS = frozenset({" ", "\u00a0", "  "})
# After these a full stop does not end a sentence, so a name may go on: Gen. Ann Poe, John Roe Jr.
_ABBREVIATION = re.compile(
    r"[A-Z]|Mr|Mrs|Ms|Dr|Drs|Prof|Rev|Fr|Gen|Col|Maj|Capt|Lt|Cmdr|Adm|Sgt|Cpl|Pvt|Pfc|Spc|Const|Det|Supt|Insp|Cst|Brig|"
    r"Sens?|Reps?|Gov|Coun|Amb|Jr|Sr|St|Mt|Ft"
)


class Word(NamedTuple):
    """A word: `text` is `doc.text[start:end]`, without a possessive ending that is no part of it; `key` is it folded.

    `capital`: it may be part of a name, by its letters. `joined`: nothing but a space (or the full stop of an initial
    or a title) parts it from the word before; `ampersand`: ` & ` does. `first`: it begins a sentence or a line.
    `titled`: it stands in a line that writes nearly all words with capitals, which so tell nothing.
    """

    start: int
    end: int
    text: str
    key: str
    capital: bool
    joined: bool
    ampersand: bool
    possessive: bool
    first: bool
    titled: bool
    token: int


def words_of(doc: Doc) -> tuple[Word, ...]:
    """Find the words of a document, in order. Needs sentence starts; takes linear time."""
    text = text_of(doc)
    headed, rejoined = _lines_in_capitals(text), _behind_nicknames(text)
    added = frozenset(match.start(1) for match in _ADDED.finditer(text))
    captions = _captions(text)
    starts, sentences = doc.to_array("IDX").tolist(), doc.to_array("SENT_START").tolist()
    line, token, tokens = 0, 0, len(doc)
    found: list[Word] = []
    keys: dict[str, tuple[str, bool]] = {}
    never_capital, marks = words("caption_words.txt"), words("marks_in_capitals.txt")
    previous_end, previous_text, previous_possessive = 0, "", False
    for start, end, word in _spans(text):
        while token + 1 < tokens and starts[token + 1] <= start:
            token += 1
        while line + 1 < len(headed) and headed[line + 1][0] <= start:
            line += 1
        gap = text[previous_end:start]
        first = not previous_text or (sentences[token] == 1 and starts[token] >= previous_end)
        if gap == " ":
            joined, ampersand = not previous_possessive, False
        else:
            ampersand = gap == " & "
            joined = ampersand or (gap in _PLAIN_GAPS and not previous_possessive)
            joined = joined or (gap == ". " and _ABBREVIATION.fullmatch(previous_text) is not None)
            first = first or "\n" in gap or (len(gap) > 1 and _OPENS_SENTENCE.search(gap) is not None)
        joined = joined or start in rejoined
        if start in captions:
            first, joined = True, False
        if word not in keys:
            key = folded(word)
            capital = _is_capital(word) and key not in never_capital and not (key in marks and word.isupper())
            keys[word] = key, capital
        key, capital = keys[word]
        capital = capital and gap[-1:] not in _TAG_MARKS and not (start in added and key in first_names())
        previous_possessive = start + len(word) < end
        found.append(
            Word(
                start,
                start + len(word),
                word,
                key,
                capital,
                joined,
                ampersand,
                previous_possessive,
                first,
                headed[line][1],
                token,
            )
        )
        previous_end, previous_text = end, word
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the words with their start, their end, and without a possessive ending; `Israel-Hamas` is two.

    So is `Ann RoeDemocrats`, where the text has `Roe` by itself as well.
    """
    matches = list(_WORD.finditer(text))
    known = frozenset(match.group() for match in matches)
    previous_end, previous_capital = 0, False
    for match in matches:
        start, end = match.span()
        word = match.group()
        behind_capital = previous_capital and start == previous_end + 1
        seam = _SEAM.search(word) if behind_capital else None
        previous_end, previous_capital = end, word[0].isupper()
        if seam is not None and seam.start() > 2 and word[: seam.start()] in known:
            yield start, start + seam.start(), word[: seam.start()]
            start, word = start + seam.start(), word[seam.start() :]
        if "-" in word and _is_pair(word):
            for part in word.split("-"):
                yield start, start + len(part), part
                start += len(part) + 1
        elif word[-2:-1] in _APOSTROPHES:
            is_persons = behind_capital or word[:-2] in known
            yield start, end, _known_with_possessive(text, start, word, is_persons) or _without_possessive(word)
        else:
            yield start, end, word


def _known_with_possessive(text: str, start: int, word: str, is_persons: bool) -> str | None:
    """Give a word with its 's, and a straight apostrophe, where it is known by it: at Macy's, Emily's List.

    One word is not where it may be a person's, whom the text also has without it or with a first name: Ann Macy's.
    """
    whole = f"{word[:-2]}'{word[-1]}"
    for before, behind in known_possessives().get(whole, ()):
        if is_persons and not (before or behind):
            continue
        if text.startswith(behind, start + len(word)) and text.endswith(before, 0, start):
            return whole
    return None


def _without_possessive(word: str) -> str:
    """Take 's off a word, and 'S off one in capitals that is no pronoun (HE'S)."""
    if word[-1] == "s" or (word[-1] == "S" and word.isupper() and word[:-2].lower() not in STOP_WORDS):
        return word[:-2]
    return word


def _captions(text: str) -> frozenset[int]:
    """Give where the words of captions begin behind the title of their series, or a credit, without a mark between.

    What several captions begin with is the title: Photos: Fire in Bellmouth Firefighters rest, Photos: Fire in
    Bellmouth Women run.
    """
    found = {match.end() for match in _CREDIT_END.finditer(text)}
    series: dict[str, list[int]] = {}
    for match in _SERIES.finditer(text):
        series.setdefault(match.group(1), []).append(match.end())
    for starts in series.values():
        captions = {tuple(text[start : start + _LONGEST_TITLE].partition("\n")[0].split(" ")) for start in starts}
        title = takewhile(lambda same: len(set(same)) == 1, zip(*captions, strict=False))
        length = sum(len(same[0]) + 1 for same in title)
        if len(captions) > 1:
            found |= {start + length for start in starts}
    return frozenset(found)


def _behind_nicknames(text: str) -> frozenset[int]:
    """Give where nicknames begin, and the words behind them: the name goes on there, past a mark."""
    return frozenset(
        start
        for match in _NICKNAME.finditer(text)
        if folded(match.group(1)) in first_names() or match.group(1).isupper()
        for start in (match.start(2), match.end())
    )


def _is_pair(word: str) -> bool:
    """Tell a pair of names from one name: it begins with a country and goes on with a capital."""
    parts = word.split("-")
    head = folded(parts[0])
    if not all(part[:1].isupper() for part in parts) or folded(word) in country_of_form():
        return False
    return head in country_of_form() or head in country_of_adjective()


def hand_over_words(doc: Doc, found: tuple[Word, ...]) -> None:
    """Leave the words of a document for the next component, which takes them with `take_words`."""
    doc.user_data[_KEPT] = found


def take_words(doc: Doc) -> tuple[Word, ...]:
    """Take the words that `hand_over_words` left on a document, or find them again."""
    kept: tuple[Word, ...] | None = doc.user_data.pop(_KEPT, None)
    return words_of(doc) if kept is None else kept


def words_in(found: Sequence[Word], span: Span) -> tuple[int, int]:
    """Give the range of words that a span of the document touches."""
    first = bisect_left(found, span.start_char, key=lambda word: word.end)
    if first < len(found) and found[first].end == span.start_char:
        first += 1
    last = bisect_left(found, span.end_char, key=lambda word: word.start)
    return first, max(first, last)


def tokens_with(doc: Doc, forms: frozenset[str]) -> list[int]:
    """Give the indices of the tokens that are one of some lower-case forms, without a look at every token."""
    hashes = numpy.array([doc.vocab.strings[form] for form in sorted(forms)], dtype=numpy.uint64)
    return [int(index) for index in numpy.flatnonzero(numpy.isin(doc.to_array("LOWER"), hashes))]


def _is_capital(word: str) -> bool:
    if "-" not in word or _PARTY_AND_STATE.fullmatch(word):
        return word[0].isupper() and "-" not in word
    head, *inner, last = word.split("-")
    behind_particle = (inner or [last])[0][:1].isupper() and head in name_particles()
    if not (head[:1].isupper() or behind_particle) or _INSIDE_PHRASES & {*inner}:
        return False
    if last[:1].isupper():
        return True
    joined = len(head) >= _LONG_HEAD and len(last) >= _LONG_TAIL  # Poe-campaign, but Kim Jong-un
    joined = joined or (head.isupper() and len(head) > 2 and last.islower())  # NATO-wide
    return not (joined or last in words("hyphen_endings.txt") or last.endswith(("ed", "ing")))


def _lines_in_capitals(text: str) -> list[tuple[int, bool]]:
    """Tell for each line of the text, by its start, whether it is written like a headline."""
    found: list[tuple[int, bool]] = []
    start = 0
    for line in text.split("\n"):
        long_words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
        capitals = sum(word[0].isupper() for word in long_words)
        ended = line.rstrip().endswith((".", "”", '"', "’"))
        found.append((start, len(long_words) > 2 and capitals >= 0.75 * len(long_words) and not ended))
        start += len(line) + 1
    return found
