"""The same thing said, printed in other words: which wordings of a speaker are one utterance, and how they differ.

A wording is what any number of articles print of one speaker in the same words, case and marks aside. Who the speaker
is, is `actors.py`'s; what is a statement, the extraction's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import groupby, islice

from pipelines.records import Wording, WordingLink

# Fewer words are a formula ("thank you very much"), which is said more than once.
_LEAST_WORDS = 6
# The shorter wording has at least this share of the longer one's words; so much of it, in the same order, and so much
# of its longer words, which are not those of any sentence, stand in the longer one, too.
_LEAST_LENGTH, _LEAST_COMMON = 0.5, 0.6
_LONGER_WORD, _LEAST_LONGER_WORDS = 4, 3
# What is said again after so long was said twice, unless the words are the same.
_LONGEST_APART = timedelta(days=14)
_RUN = 3
_MOST_COMPARED = 10

_MARKS = re.compile(r"[^\w\s]+")
_AROUND = re.compile(r"^[^\w]+|[^\w%]+$")
_CUT = re.compile(r"…|\.\.")


def link_wordings(wordings: Iterable[Wording]) -> Iterator[WordingLink]:
    """Link each wording of an utterance that was printed in other words before to the first wording of it.

    `wordings` come speaker by speaker, each speaker's in the order in which they were first printed. A wording is of
    the utterance of the earlier one that it has most in common with; one without a link is an utterance of its own.
    Only what is said to be the speaker's own words (`quoted`) is compared: a paraphrase in other words is another
    statement of the outlet. Source of the notation of differences: `git diff --word-diff`.
    """
    for speaker_id, said in groupby(wordings, key=lambda wording: wording.speaker_id):
        if speaker_id is not None:
            comparable = [each for each in said if each.quoted and len(each.text.split()) >= _LEAST_WORDS]
            for wording, first in _with_first(comparable):
                yield _link(wording, first)


def _with_first(said: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Yield the wordings of one speaker that are of an utterance printed earlier, with its first wording."""
    firsts: list[tuple[Wording, list[str]]] = []
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for wording in said:
        words = _plain_words(wording.text)
        runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        counts = Counter(place for run in runs for place in places.get(run, ()))
        nearest = islice(sorted(counts.items(), key=lambda item: (-item[1], item[0])), _MOST_COMPARED)
        found = [
            (-_in_common(words, firsts[place][1]), place) for place, _ in nearest if _near(wording, firsts[place][0])
        ]
        best = min(found, default=(0.0, -1))
        if -best[0] >= _LEAST_COMMON:
            yield wording, firsts[best[1]][0]
        else:
            for run in sorted(runs):
                places[run].append(len(firsts))
            firsts.append((wording, words))


def _plain_words(text: str) -> list[str]:
    return _plain(text).split()  # at once: word by word takes three times as long


def _plain(text: str) -> str:
    """Take off marks and case."""
    return _MARKS.sub("", text).lower()


def _near(one: Wording, other: Wording) -> bool:
    if one.published_at is None or other.published_at is None:
        return True
    return abs(one.published_at - other.published_at) <= _LONGEST_APART


def _in_common(words: Sequence[str], others: Sequence[str]) -> float:
    """Give the share of the shorter one's words that both have in one order; 0 for what is not alike enough."""
    shorter, longer = sorted((words, others), key=len)
    if len(shorter) < _LEAST_LENGTH * len(longer):
        return 0.0
    telling = [word for word in shorter if len(word) >= _LONGER_WORD]
    shared = sum(word in longer for word in telling)
    if shared < max(_LEAST_LONGER_WORDS, _LEAST_COMMON * len(telling)):
        return 0.0
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(shorter)


def _link(wording: Wording, first: Wording) -> WordingLink:
    """Describe how a wording differs from the first: `[-words left out-]`, `{+words put in+}`."""
    before, after = first.text.split(), wording.text.split()
    matcher = SequenceMatcher(None, [_plain(word) for word in before], [_plain(word) for word in after], autojunk=False)
    opcodes = matcher.get_opcodes()
    parts: list[str] = []
    changes: list[str] = []
    left_out = put_in = 0
    for number, (change, start, end, other_start, other_end) in enumerate(opcodes):
        old, new = before[start:end], after[other_start:other_end]
        if change == "equal" or not _word_count(old + new):
            parts.extend(new)
            continue
        parts += [f"[-{' '.join(old)}-]"] * bool(old) + [f"{{+{' '.join(new)}+}}"] * bool(new)
        left_out += _word_count(old)
        put_in += _word_count(new)
        within = 0 < number < len(opcodes) - 1 or _word_count(old) == _word_count(new) == 1
        if within and not _is_marked_cut(old, new):
            changes.append(_change(old, new))
    return WordingLink(
        wording.wording_id, first.wording_id, " ".join(parts), "; ".join(changes) or None, left_out, put_in
    )


def _word_count(printed: Sequence[str]) -> int:
    """Count what is a word and not marks alone."""
    return sum(bool(_plain(word)) for word in printed)


def _is_marked_cut(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether one of two has, in the place of words, nothing but marks that say that some were left out."""
    return any(not _word_count(side) and _CUT.search("".join(side)) for side in (old, new))


def _change(old: Sequence[str], new: Sequence[str]) -> str:
    """Describe a change in short: `not → never`, `− the`, `+ that`; without the marks around the words."""
    before, after = (_AROUND.sub("", " ".join(side)) for side in (old, new))
    if before and after:
        return f"{before} → {after}"
    return f"− {before}" if before else f"+ {after}"
