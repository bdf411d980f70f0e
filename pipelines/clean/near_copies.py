"""Near copies: which articles took their words from which (wire copy, updates, excerpts).

Three steps: `sketch` stands for a text, so that SQL finds the pairs worth comparing (`near_copy_candidates.sql`);
`shared_text` compares a pair word by word; `choose_originals` says who copied whom. What is the same word for word
needs only the last: it shares a key.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipelines.records import SharedPassage, SharedText

# One in so many runs of so many words stands for a text, chosen by their hash: the same ones in an excerpt as in the
# whole. Runs are short, so that a text with a word changed here and there keeps most of them.
_SAMPLED = 8
_FACTORS = np.array(
    (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F),
    dtype=np.uint64,
)
_SKETCHED_WORDS = len(_FACTORS)

#: Words in a row that two texts must have in common to count as taken over, at the least.
PASSAGE_WORDS = 5
#: The share of the shorter text's words that must stand in such passages.
LEAST_CONTAINMENT = 0.8
# A shorter text is a formula, or shared by chance.
_LEAST_WORDS = 25
# A form filled in anew (weather, stock market) shares its phrases, not its numbers or its names: in gaps of so many
# words at the most, so many more of either are changed than kept.
_LONGEST_FILLING = 8
_MOST_CHANGED = 3
# So many places of a run in the other text are tried: the same sentence over and over must not cost its square.
_MOST_PLACES = 4

_WORD = re.compile(r"[^\W_](?:['’]*[^\W_])*")
# ASCII's marks become spaces; other letters have several bytes and stay, other marks are named one by one.
_LETTERS = bytes(byte if byte >= 128 or chr(byte).isalnum() else ord(" ") for byte in range(256))
_MARKS = "“”‘„«»–—…\xa0"


class _Run(NamedTuple):
    """Words in a row that two texts have in common: the places of the first, and how many."""

    at: int
    other_at: int
    length: int


def sketch(text: str) -> tuple[int, ...]:
    """Give the sorted 63-bit keys that stand for a text: a sample of its runs of five words, case and marks aside.

    A text of which a share was taken over has about that share of its keys in common with the other, however long
    that is (the modulo sketch of Broder, "On the resemblance and containment of documents", 1997). Stable across
    machines. Words here are told apart in haste: what the keys find, `shared_text` judges.
    """
    plain = text.lower().replace("’", "")
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    words = plain.encode("utf-8", "surrogatepass").translate(_LETTERS, b"'").split()
    if len(words) < _SKETCHED_WORDS:
        return ()
    hashes = np.fromiter(map(zlib.crc32, words), dtype=np.uint64, count=len(words))
    runs = np.convolve(hashes, _FACTORS, "valid")  # modulo 2**64
    runs ^= runs >> np.uint64(32)
    keys = runs[runs % np.uint64(_SAMPLED) == 0] >> np.uint64(1)
    return tuple(np.unique(keys).tolist())


def sketch_texts(texts: Sequence[tuple[int, str]]) -> list[tuple[int, Sequence[int]]]:
    """Sketch texts, each given with its key."""
    return [(text_id, sketch(text)) for text_id, text in texts]


def shared_text(text_id: int, text: str, other_id: int, other: str) -> SharedText | None:
    """Compare two texts word by word; give what they share, or None where neither was largely taken from the other.

    That is: where fewer than four fifths of the shorter text's words stand in passages of five words or more that the
    other has too, case and marks aside; and where what differs is the numbers or names of a form.
    """
    if text_id > other_id:
        text_id, text, other_id, other = other_id, other, text_id, text
    words, others = _words(text), _words(other)
    swapped = len(words) > len(others)
    if swapped:
        words, others = others, words
    if len(words) < _LEAST_WORDS:
        return None
    runs = list(_common_runs(words, others))
    containment = sum(run.length for run in runs) / len(words)
    if containment < LEAST_CONTAINMENT or _is_form(other if swapped else text, runs):
        return None
    if swapped:
        runs = sorted(_Run(run.other_at, run.at, run.length) for run in runs)
    spans, other_spans = _word_spans(text), _word_spans(other)
    passages = tuple(
        SharedPassage(
            spans[run.at][0],
            spans[run.at + run.length - 1][1],
            other_spans[run.other_at][0],
            other_spans[run.other_at + run.length - 1][1],
        )
        for run in runs
    )
    return SharedText(text_id, other_id, containment, passages)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text.replace("’", "'"))]


def _word_spans(text: str) -> list[tuple[int, int]]:
    return [word.span() for word in _WORD.finditer(text)]


def _common_runs(words: Sequence[str], others: Sequence[str]) -> Iterator[_Run]:
    """Find the passages of a text that another has too: from left to right, the longest at each place."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, seed in enumerate(_seeds(others)):
        places[seed].append(place)
    at = 0
    seeds = list(_seeds(words))
    while at < len(seeds):
        found = places.get(seeds[at])
        if found is None:
            at += 1
            continue
        length, place = max((_common_length(words, at, others, place), -place) for place in found[:_MOST_PLACES])
        yield _Run(at, -place, length)
        at += length


def _seeds(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(PASSAGE_WORDS)), strict=False)


def _common_length(words: Sequence[str], at: int, others: Sequence[str], place: int) -> int:
    length = PASSAGE_WORDS
    most = min(len(words) - at, len(others) - place)
    while length < most and words[at + length] == others[place + length]:
        length += 1
    return length


def _is_form(text: str, runs: Sequence[_Run]) -> bool:
    """Say whether most numbers or most names were changed, not counting what was added in one piece."""
    changes: dict[int, int] = {}  # place of a word: -1 if it is shared, 1 if it fills a gap between two shared passages
    end = 0
    for run in runs:
        if end > 0 and run.at - end <= _LONGEST_FILLING:
            changes.update((at, 1) for at in range(end, run.at))
        end = run.at + run.length
        changes.update((at, -1) for at in range(run.at, end))
    numbers = names = 0
    for at, (start, _end) in enumerate(_word_spans(text)):
        if text[start].isdigit():
            numbers += changes.get(at, 0)
        elif text[start].isupper() and _is_inside_sentence(text, start):
            names += changes.get(at, 0)
    return max(numbers, names) > _MOST_CHANGED


def _is_inside_sentence(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] == " " and (text[start - 2].isalnum() or text[start - 2] == ",")


def choose_originals(articles: Sequence[tuple[int, int]], shared: Iterable[SharedText]) -> dict[int, int]:
    """Say which articles are copies, and of which: `{document_id of the copy: document_id of its original}`.

    `articles` are (document_id, text_id) in order of publication; articles with one text_id are exact copies. Pairs of
    `shared` without containment say nothing. Of the originals before it that an article shares its text with, it is a
    copy of the one it shares most with, the earliest of equals. A copy is never an original: what resembles only
    another's copy is an original itself, lest texts drift into one group by small steps.
    """
    containments: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for pair in shared:
        if pair.containment is not None:
            containments[pair.text_id][pair.other_text_id] = pair.containment
            containments[pair.other_text_id][pair.text_id] = pair.containment
    originals: dict[int, tuple[int, int]] = {}  # text_id: (its place, the first document with it)
    copies: dict[int, int] = {}
    for place, (document_id, text_id) in enumerate(articles):
        candidates = {**containments.get(text_id, {}), text_id: 1.0}
        found = [(-share, *originals[other]) for other, share in candidates.items() if other in originals]
        if found:
            copies[document_id] = min(found)[2]
        else:
            originals[text_id] = (place, document_id)
    return copies
