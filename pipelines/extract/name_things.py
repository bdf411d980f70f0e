"""What stands beside a name and tells that it is a thing's: a work's, a ship's, a program's, a case's in court.

The name itself is not looked at here, beyond where it begins and ends; what its evidence comes to is `name_kinds.py`'s.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from pipelines.extract.name_lists import words
from pipelines.extract.name_words import Word

_OPENING_MARKS = ("“", '"')
_CLOSES_QUOTE = re.compile(r"[,.]?[”\"]")
_IN_QUOTE = re.compile(r"([^”\"\n]{8,90})[”\"]")
_SMALL_WORD = 4  # letters of the longest word that titles write small
_VERSE = re.compile(r":\d")
_BEFORE_COMMON = frozenset({"a", "an", "my", "your", "his", "her"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our"})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "this", "that", "their"})


def is_quoted(found: Sequence[Word], text: str, start: int, end: int) -> bool:
    """Tell a name that stands alone between quotation marks: “The Harbour Hour”."""
    first = start - 1 if start and found[start - 1].key in ("the", "a") else start
    at = found[first].start
    if text[max(0, at - 1) : at] not in _OPENING_MARKS:
        return False
    return _CLOSES_QUOTE.match(text, found[end - 1].end) is not None or (end - start > 1 and _is_title(text, at))


def _is_title(text: str, start: int) -> bool:
    """Tell a title from what somebody says, by its capitals up to the next mark: “Harbour Moon: A Life in Salt”."""
    title = _IN_QUOTE.match(text, start)
    long = [word for word in title.group(1).split() if len(word) > _SMALL_WORD] if title is not None else []
    return len(long) > 2 and all(word[0].isupper() for word in long)


def is_work(found: Sequence[Word], start: int) -> bool:
    """Tell a name behind a noun for a work or for what is done to one: the film Harbour Hour, a production of it."""
    if start < 3:
        return False
    if is_behind_work(found, start):
        return True
    before = found[start - 1]
    if not found[start].joined:
        return False
    if before.key in words("nouns_of_works.txt") and not before.capital:
        return any(word.possessive or word.key in _DETERMINERS for word in found[start - 3 : start - 1])
    return before.joined and before.key == "of" and found[start - 2].key in words("staging_nouns.txt")


def is_behind_work(found: Sequence[Word], start: int) -> bool:
    """Tell a title behind whose work it is and a comma: her first book, The Harbour Hour; Doe's film, Harbour Hour."""
    first = start - 1 if found[start - 1].key in ("the", "a") and found[start].joined else start
    noun = found[first - 1]
    if first < 3 or found[first].start - noun.end != len(", ") or noun.capital or not noun.joined:
        return False
    if noun.key not in words("nouns_of_works.txt"):
        return False
    return any(word.possessive or word.key in _POSSESSIVES for word in found[first - 3 : first - 1])


def is_printed(found: Sequence[Word], start: int) -> bool:
    """Tell what something is printed in (wrote in Harbour Review) from a place that something is in."""
    if not start or found[start - 1].key != "in" or not found[start].joined:
        return False
    before = found[max(0, start - 4) : start - 1]
    return any(word.key in words("publishing_words.txt") and not word.capital for word in before)


def is_before_thing(found: Sequence[Word], text: str, start: int, end: int) -> bool:
    """Tell a name before the word for a thing (the Carrow program), for a ruling, or for a verse of a holy book."""
    following = found[end] if end < len(found) else None
    if following is None or not following.joined:
        return False
    if following.key.isdigit():
        return _VERSE.match(text, following.end) is not None
    is_ruling = end - start == 1 and following.key in words("ruling_nouns.txt") and not found[start].text.isupper()
    return is_ruling or following.key in words("thing_nouns.txt")


def common_nouns(found: Sequence[Word]) -> Iterator[str]:
    """Give the letters in capitals that the text has for any of a kind: NDAs, they signed an NDA, my IRA."""
    for index, word in enumerate(found):
        if word.text[-1] == "s" and word.text[:-1].isupper():
            yield word.text[:-1]
        elif index and word.joined and word.text.isupper() and found[index - 1].text in _BEFORE_COMMON:
            following = found[index + 1] if index + 1 < len(found) else None
            if following is None or not following.joined or following.key in STOP_WORDS:
                yield word.text


def parties(found: Sequence[Word]) -> Iterator[str]:
    """Give the words that name the parties of cases in court: Poe v. Bellmouth."""
    for index, word in enumerate(found):
        if word.key != "v" or word.capital:
            continue
        start, end = index, index + 1
        while start and found[start - 1].capital and (start == index or found[start].joined):
            start -= 1
            yield found[start].key
        while end < len(found) and found[end].capital and (end == index + 1 or found[end].joined):
            yield found[end].key
            end += 1
