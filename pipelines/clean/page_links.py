"""Lists of links to other articles that a page printed in or below an article: the links are lost, the words are left.

A line that says itself that it is a link ("Read more: ...") is `boilerplate.py`'s; what stands around the article in
the copy of a whole page is `page.py`'s.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.clean.blocks import Block, ends_in_quotation
from pipelines.clean.boilerplate import boilerplate_rule
from pipelines.word_lists import entries

_LONGEST_HEADING = 60
# The headline of another article, in words and characters.
_SHORTEST_TITLE, _LONGEST_TITLE, _LONGEST_TITLE_CHARACTERS = 2, 22, 160
_MOST_TITLES = 10
_MARKS_AROUND = " \t\u00a0*#_•⦁·|>»→›▶►:;,.!…-–—[]()"

_ENDS_LIKE_TEXT = re.compile(r"[.,;:…)][’'*]*$")
_MAY_END_TITLE = re.compile(r"[?!.][’']?$")
_WORD = re.compile(r"[^\W\d_][\w'’]*")

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


def find_link_lists(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the index of each block of a list of links below its heading, heading included, and the rule's name.

    A list below a heading without a colon has two lines or more: one may be the heading of a part of the article. No
    line that ends in a quotation is of a list.
    """
    index = 0
    while index < len(blocks):
        if not _is_heading(blocks[index].text):
            index += 1
            continue
        end = index + 1
        titles: list[int] = []
        while end < len(blocks) and len(titles) < _MOST_TITLES:
            if boilerplate_rule(blocks[end].text) is None:
                if not _is_title(blocks[end].text):
                    break
                titles.append(end)
            end += 1
        if len(titles) >= (1 if blocks[index].text.endswith(":") else 2):
            yield index, "link_list"
            yield from ((title, "link_list") for title in titles)
        index = end


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


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line.lower().replace("’", "'").strip(_MARKS_AROUND) in entries(
        __package__, "page_link_headings.txt"
    )


def _is_title(line: str) -> bool:
    """Say whether a line reads as the headline of another article, and not as a sentence."""
    if not (
        len(line) <= _LONGEST_TITLE_CHARACTERS
        and _SHORTEST_TITLE <= len(line.split()) <= _LONGEST_TITLE
        and not ends_in_quotation(line)
        and line[0] not in "–—-•⦁*"
    ):
        return False
    if _MAY_END_TITLE.search(line) is None:
        return _ENDS_LIKE_TEXT.search(line) is None
    longer = [word for word in _WORD.findall(line) if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)
