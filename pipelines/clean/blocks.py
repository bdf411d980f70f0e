"""A text as a row of blocks (paragraphs or lines), and what can be told of a block by its look.

What a block is *for* (headline, byline, advertisement) is decided by the modules of the rules.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_LINE_BREAK = re.compile(r"[\r\n]")
_WORD = re.compile(r"[^\W_]+")
_SHORT_TEXT = 300
_ASCII = bytes(range(128))
_ASCII_MARKS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_ALL_MARKS = _ASCII_MARKS + bytes(range(128, 256))
_SMALL_LETTERS = bytes(range(256)).lower()
_SPACES_FOR_MARKS = bytes(ord(" ") if byte in _ASCII_MARKS else byte for byte in _SMALL_LETTERS)
# Single quotation marks inside a text are apostrophes more often than not and are left out.
_OTHER_QUOTATION_MARKS = "„‟«»＂"
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
    texts: list[str] = []
    at = 0
    for line in _LINE_BREAK.split(text) if "\r" in text else text.split("\n"):
        visible = line.strip()
        if visible:
            start = at if len(visible) == len(line) else at + line.index(visible[0])
            starts.append(start)
            ends.append(start + len(visible))
            texts.append(visible)
        at += len(line) + 1
    if _is_wrapped(text, starts, ends):
        starts, ends = _join_wrapped(text, starts, ends)
        texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return list(map(Block, starts, ends, [*starts[1:], len(text)], texts))


def blocks_left(text: str, left: Sequence[Block]) -> list[Block]:
    """Split a text again from which whole blocks were removed, and the white space at both ends.

    Gives what `split_blocks` gives, in less time: what is left are the same lines, in other places.
    """
    may_be_wrapped = len(left) > _LEAST_WRAPPED_LINES and not _is_mostly_long([len(block.text) for block in left])
    if not left or may_be_wrapped or any("\n" in block.text or "\r" in block.text for block in left):
        return split_blocks(text)
    blocks = []
    start = 0
    for block in left:
        after = start + block.next - block.start
        blocks.append(Block(start, start + block.end - block.start, after, block.text))
        start = after
    blocks[-1] = blocks[-1]._replace(next=len(text))
    return blocks


def _is_mostly_long(lengths: Sequence[int]) -> bool:
    """Say whether more than a third of the lines are too long to be wrapped, by their lengths."""
    return 3 * sum(length > _LONGEST_WRAPPED for length in lengths) > len(lengths)


def _is_wrapped(text: str, starts: list[int], ends: list[int]) -> bool:
    """Say whether lines break at a fixed width: most that another follows directly are of one length, mid-sentence."""
    if len(starts) <= _LEAST_WRAPPED_LINES:
        return False
    if _is_mostly_long([end - start for start, end in zip(starts, ends, strict=True)]):
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
    if len(text) < _SHORT_TEXT:
        return _WORD.findall(text.lower().replace("'", "").replace("’", ""))
    plain = _without_marks_beyond_ascii(text, " ").translate(_SPACES_FOR_MARKS, b"'")
    return plain.decode("utf-8").split()


def letters_of(text: str) -> str:
    """Give the letters and figures of a text and nothing else, in lower case."""
    plain = text.encode("utf-8", "surrogatepass")
    others = plain.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if not any(map(str.isalnum, set(others))):  # as in most English texts: marks, and not a letter, beyond ASCII
        return plain.translate(_SMALL_LETTERS, _ALL_MARKS).decode("ascii")
    return _without_marks_beyond_ascii(text, "").translate(_SMALL_LETTERS, _ASCII_MARKS).decode("utf-8")


def _without_marks_beyond_ascii(text: str, instead: str) -> bytes:
    """Give a text as UTF-8 with something instead of each mark beyond ASCII, nothing for an apostrophe.

    Capitals beyond ASCII come out as small letters. A text has few characters beyond ASCII, so they are looked up one
    by one; bytes find them, and change ASCII's, in a tenth of the time that a regular expression takes.
    """
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if others != others.lower():
        return _without_marks_beyond_ascii(text.lower(), instead)
    for mark in [character for character in set(others) if not character.isalnum()]:
        text = text.replace(mark, "" if mark == "’" else instead)
    return text.encode("utf-8")


def has_quotation(text: str) -> bool:
    """Say whether there is a quotation mark in a text, or a single one around its start or end."""
    if '"' in text or "“" in text or "”" in text:
        return True
    # Mark by mark: a regular expression takes ten times as long.
    if not text.isascii() and any(mark in text for mark in _OTHER_QUOTATION_MARKS):
        return True
    return starts_with_quotation(text) or ends_in_quotation(text)


def starts_with_quotation(text: str) -> bool:
    """Say whether a text starts with a quotation mark, single ones included."""
    return not text[:1].isalnum() and _STARTS_WITH_QUOTATION.match(text[:8]) is not None


def ends_in_quotation(text: str) -> bool:
    """Say whether a text ends in a quotation mark; a single one counts behind a full stop or comma."""
    return not text[-1:].isalnum() and _ENDS_IN_QUOTATION.search(text[-8:]) is not None


def is_sentence(text: str) -> bool:
    """Say whether a block reads as a sentence: five words at least, and a mark that ends one."""
    return text.count(" ") >= 4 and (text[-1] == "." or _SENTENCE_END.search(text[-8:]) is not None)
