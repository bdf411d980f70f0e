"""Paragraphs that an outlet repeats in many of its articles: "Get our stories in your inbox", an author's biography.

Which paragraphs those are, the corpus says, not a list: `paragraph_keys` reads each document once,
`sql/staging/repeated_paragraphs.sql` counts by outlet, `find_repeated` finds them in a document again. What is repeated
may be the articles' own all the same (a running story's background, a stock sentence, who speaks in an interview);
that is told here by how it reads, and in SQL by where else it stands.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from pipelines.clean.blocks import Block, has_quotation, split_blocks, words_of
from pipelines.word_lists import entries

# Characters. Nothing longer was seen to be boilerplate.
_LONGEST = 1_500
# Fewer words without a mark that ends a sentence are a label. One that stands once, among the first or last so many
# blocks, is the page's; others part the text, or say who speaks.
_LABEL_WORDS = 8
_EDGE_BLOCKS = 3
# A sentence of fewer words is any article's ("An investigation is under way."), of more it may be a notice.
_SHORTEST_NOTICE_WORDS = 6
_SENTENCE_ENDS = ".!?…"
# A paragraph tells of what its article tells of if so many of its longer words, and this share, stand elsewhere in the
# article. Of the paragraphs of 3,000 articles three in four do, of those that outlets repeat not one in a hundred.
_LONGER_WORD = 5
_LEAST_COMMON_WORDS = 4
_LEAST_COMMON_SHARE = 0.25
# One with so many words for the reader must share more than those, for they are everyday words too.
_READER_WORDS = 3
_LEAST_COMMON_SHARE_FOR_READERS = 0.5

_LETTER = re.compile(r"[^\W_]")
# ASCII's marks and spaces go, its capitals become small letters.
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_SMALL_LETTERS = bytes(range(256)).lower()


def paragraph_keys(text: str) -> tuple[int | None, ...]:
    """Give a key for each block of a document's raw text, in order: 63 bits of its letters and digits.

    None stands for a block that is never removed as repeated: one with quotation marks, without letters, or very long.
    """
    return tuple(_key(block.text) for block in split_blocks(text))


def find_repeated(blocks: Sequence[Block], repeated: Collection[int]) -> Iterator[int]:
    """Find the blocks of a document that its outlet repeats, by their keys, and that are no part of the article."""
    if not repeated:
        return
    keys = [_key(block.text) for block in blocks]
    found = [index for index, key in enumerate(keys) if key in repeated and not has_quotation(blocks[index].text)]
    if not found:
        return
    times = Counter(keys)
    places = set(found)
    others = {word for index, block in enumerate(blocks) if index not in places for word in words_of(block.text)}
    for index in found:
        is_within = times[keys[index]] > 1 or _EDGE_BLOCKS <= index < len(blocks) - _EDGE_BLOCKS
        if not _is_own(blocks[index].text, others, is_within=is_within):
            yield index


def _is_own(text: str, others: Collection[str], *, is_within: bool) -> bool:
    """Say whether a paragraph that the outlet repeats is the article's own all the same.

    `others` are the words of the article's other paragraphs; `is_within` says that it stands between them.
    """
    words = set(words_of(text))
    for_reader = len(words & entries(__package__, "reader_words.txt"))
    if for_reader:
        share = _LEAST_COMMON_SHARE_FOR_READERS if for_reader >= _READER_WORDS else _LEAST_COMMON_SHARE
        return _tells_of(words, others, share)
    narrates = not words.isdisjoint(entries(__package__, "narrating_words.txt"))
    if len(words) < _LABEL_WORDS:
        is_stock_sentence = text[-1] in _SENTENCE_ENDS and (narrates or len(words) < _SHORTEST_NOTICE_WORDS)
        return is_within or is_stock_sentence
    return narrates or _tells_of(words, others, _LEAST_COMMON_SHARE)


def _key(text: str) -> int | None:
    if len(text) > _LONGEST or '"' in text or "“" in text or "”" in text or not _LETTER.search(text):
        return None
    letters = text.encode("utf-8", "surrogatepass").translate(_SMALL_LETTERS, _NO_LETTERS)
    return int.from_bytes(hashlib.blake2b(letters, digest_size=8).digest(), "little") >> 1


def _tells_of(words: Collection[str], others: Collection[str], least_share: float) -> bool:
    """Say whether a paragraph has its longer words in common with the rest of its article."""
    longer = [word for word in words if len(word) >= _LONGER_WORD]
    common = sum(word in others for word in longer)
    return common >= _LEAST_COMMON_WORDS and common >= least_share * len(longer)
