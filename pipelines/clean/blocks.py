"""A text as a row of blocks (paragraphs or lines), and what can be told of a block by its look.

What a block is *for* (headline, byline, advertisement) is decided by the modules of the rules.
"""

import re
from typing import NamedTuple

_LINE_BREAK = re.compile(r"[\r\n]")
_WORD = re.compile(r"[^\W_]+")
_COMMON_MARKS = "“”‘—–…\u00a0"
_SHORT_TEXT = 300
_ASCII_MARKS = {code: " " for code in range(128) if not chr(code).isalnum()}
# Single quotation marks inside a text are apostrophes more often than not and are left out.
_OTHER_QUOTATION_MARK = re.compile("[„‟«»＂]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*$")
_ENDS_IN_QUOTATION = re.compile(r"[\"”»“„＂]\W*$|[.,!?…]['’]\W*$")
_STARTS_WITH_QUOTATION = re.compile(r"\W*?[\"“„«‘'＂]")

# A wrapped line is at least this long, and no longer than the other number, in characters.
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 45, 100
_LEAST_WRAPPED_LINES = 5


class Block(NamedTuple):
    """A paragraph: `text` is `[start, end)`, from its first to its last visible character; `next` starts the next."""

    start: int
    end: int
    next: int
    text: str


def split_blocks(text: str) -> list[Block]:
    """Split a text into its blocks, in order. White space belongs to the block before it.

    A block is a line; where lines are wrapped at a fixed width, it is the lines between two empty ones.
    """
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for line in _LINE_BREAK.split(text) if "\r" in text else text.split("\n"):
        visible = line.strip()
        if visible:
            start = at + line.index(visible[0])
            starts.append(start)
            ends.append(start + len(visible))
        at += len(line) + 1
    if _is_wrapped(text, starts, ends):
        starts, ends = _join_wrapped(text, starts, ends)
    nexts = [*starts[1:], len(text)]
    return [Block(start, end, after, text[start:end]) for start, end, after in zip(starts, ends, nexts, strict=False)]


def _is_wrapped(text: str, starts: list[int], ends: list[int]) -> bool:
    """Say whether lines break at a fixed width: most that another follows directly are of one length, mid-sentence."""
    longer = sum(end - start > _LONGEST_WRAPPED for start, end in zip(starts, ends, strict=True))
    if len(starts) <= _LEAST_WRAPPED_LINES or 3 * longer > len(starts):
        return False
    followed = [at for at in range(len(starts) - 1) if _line_breaks(text, ends[at], starts[at + 1]) == 1]
    if len(followed) < _LEAST_WRAPPED_LINES or 2 * len(followed) < len(starts):
        return False
    lengths = [ends[at] - starts[at] for at in followed]
    if max(lengths) > _LONGEST_WRAPPED:
        return False
    long_enough = sum(length >= _SHORTEST_WRAPPED for length in lengths)
    open_ended = sum(text[ends[at] - 1] not in '.!?:"”' for at in followed)
    return long_enough > 0.8 * len(followed) and open_ended > 0.6 * len(followed)


def _join_wrapped(text: str, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """Join lines that no empty line separates."""
    joined_starts, joined_ends = [starts[0]], [ends[0]]
    for start, end in zip(starts[1:], ends[1:], strict=True):
        if _line_breaks(text, joined_ends[-1], start) > 1:
            joined_starts.append(start)
            joined_ends.append(end)
        else:
            joined_ends[-1] = end
    return joined_starts, joined_ends


def _line_breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return between.count("\n") + between.count("\r") - between.count("\r\n")


def words_of(text: str) -> list[str]:
    """Give the words of a text in lower case, marks aside; an apostrophe parts no word."""
    text = text.lower().replace("'", "").replace("’", "")
    if len(text) < _SHORT_TEXT:
        return _WORD.findall(text)
    for mark in _COMMON_MARKS:
        text = text.replace(mark, " ")
    # A text is ASCII nearly always by now, and then the rest is much faster than a regular expression.
    return text.translate(_ASCII_MARKS).split() if text.isascii() else _WORD.findall(text)


def has_quotation(text: str) -> bool:
    """Say whether there is a quotation mark in a text, or a single one around its start or end."""
    if '"' in text or "“" in text or "”" in text:
        return True
    if not text.isascii() and _OTHER_QUOTATION_MARK.search(text) is not None:
        return True
    return starts_with_quotation(text) or ends_in_quotation(text)


def starts_with_quotation(text: str) -> bool:
    """Say whether a text starts with a quotation mark, single ones included."""
    return _STARTS_WITH_QUOTATION.match(text[:8]) is not None


def ends_in_quotation(text: str) -> bool:
    """Say whether a text ends in a quotation mark; a single one counts behind a full stop or comma."""
    return _ENDS_IN_QUOTATION.search(text[-8:]) is not None


def is_sentence(text: str) -> bool:
    """Say whether a block reads as a sentence: five words at least, and a mark that ends one."""
    return text.count(" ") >= 4 and _SENTENCE_END.search(text[-8:]) is not None
