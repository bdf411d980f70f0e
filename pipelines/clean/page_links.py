"""Lists of links to other articles that a page printed within a sentence: the links are lost, the words are left.

A line that says itself that it is a link ("Read more: ..."), and a list of them below a heading, is `boilerplate.py`'s;
what stands around the article in the copy of a whole page is `page.py`'s.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.clean.blocks import Block

_MORE = "MORE"
_LONGEST_LINKS = 700
# "Jo Lee Josephine Ann LeeSenate votes on bridges": a name, the full name behind it that ends in the same word, and a
# headline with no space before it. Where there is a space ("Jo Lee Jo Ann Lee Senate votes") the first name is too.
_SUFFIX = r"(?:,? (?:[JS]r\.?|I{2,3}|IV))?"
_FIRST = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_PART = rf"(?:[(\"“]?{_FIRST}[)\"”]?,?|de|del|della|di|da|la|van|von|der|den|bin|al)"
_NAME_AND_LINKS = re.compile(
    rf"\b(?:(?P<first>{_FIRST}) )?(?P<last>[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-ÿ]){_SUFFIX}"
    rf"(?P<links> ?(?:(?:{_PART} ){{1,6}}(?P=last){_SUFFIX}(?=[\"“'‘]?[A-ZÀ-ÖØ-Þ0-9])"
    rf"|(?P=first) (?:{_PART} ){{0,5}}(?P=last){_SUFFIX} ))"
)


class LinkSpan(NamedTuple):
    """A list of links within a sentence, `[start, end)` in the text."""

    start: int
    end: int


def may_have_links(text: str) -> bool:
    """Say whether a text can have lists of links in its sentences at all."""
    return _MORE in text


def find_link_spans(blocks: Iterable[Block]) -> Iterator[LinkSpan]:
    """Yield the lists of links within the sentences of blocks, in order.

    Such a list stands behind a person's name; it is the person's full name, the headlines of other articles, and
    "MORE": "Sen. Jo Lee Josephine Ann LeeSenate votes on bridges Mayor resigns MORE (Norhaven) said". Without the full
    name and its last word again right at the first headline nothing is sure, and nothing is found.
    """
    for block in blocks:
        text = block.text
        at = 0
        while (more := text.find(_MORE, at)) >= 0:
            end = more + len(_MORE)
            if not (text[end : end + 1].isalnum() or text[more - 1 : more].isupper()):
                found = _NAME_AND_LINKS.search(text, max(at, more - _LONGEST_LINKS), end)
                if found is not None:
                    yield LinkSpan(block.start + found.start("links"), block.start + end)
            at = end
