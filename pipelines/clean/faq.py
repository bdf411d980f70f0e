"""Sections of frequently asked questions, which publishers append for search engines: heading, questions, answers.

Only what stands under such a heading is removed. Questions in the body, and interviews, are the article's own.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.clean.blocks import Block, ends_in_quotation, starts_with_quotation, words_of
from pipelines.word_lists import rows

_LONGEST_HEADING_WORDS = 12
#: So many paragraphs may an answer have, if another question follows it.
_LONGEST_ANSWER = 3

# A full stop behind an initial or a title.
_NO_STOP = r"(?<=\b\w)\.|(?<=\b(?:St|Mr|Ms|Dr|Jr|Sr|No|vs))\.|(?<=\bMrs)\."
# Question and answer run together: the first sentence of the block is a question.
_STARTS_WITH_QUESTION = re.compile(
    rf"(?:\W{{0,5}}|\W{{0,3}}(?:Q\d?|A|Question(?: \d)?|\d{{1,2}})\s?[.:)]\s?)"
    rf"[A-Z](?:[^.!?]|{_NO_STOP}){{4,250}}\?(?=[\s*_]|$)"
)
_HEADING_RUN_ON = re.compile(
    r"\W{0,5}(?:(?:frequently|commonly) asked questions|faqs?\b)(?:\s*\(faqs?\))?\s*[:.–—-]?\s*", re.IGNORECASE
)
_MAY_BE_HEADING = re.compile(
    r"\W{0,5}(?:faq|frequently|common|people also|q\b|qs\b|questions?\b|your questions)", re.IGNORECASE
)
_FIRST_OR_SECOND_PERSON = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|my|me|we|our|you|your)\b")


def find_faq(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the index of each block of a section of frequently asked questions, in order.

    A section goes on as long as question follows on answer. It ends before a paragraph that starts or ends with a
    quotation, and with the first paragraph of the last answer: what comes then may be the article's body again.
    """
    index = 0
    while index < len(blocks):
        if _MAY_BE_HEADING.match(blocks[index].text) is None or not _is_heading(blocks, index):
            index += 1
            continue
        yield index
        end = _section_end(blocks, index + 1)
        yield from range(index + 1, end)
        index = end


def _is_heading(blocks: Sequence[Block], index: int) -> bool:
    """Say whether a section starts at a block: a heading, or a heading and the first question run together."""
    text = blocks[index].text
    run_on = _HEADING_RUN_ON.match(text)
    if run_on is not None and _is_question(text[run_on.end() :]) and not _is_quoted(text):
        return True
    if len(text) > 120:
        return False
    heading = " ".join(words_of(text))
    if heading in _headings("faq_headings.txt"):
        return True
    question_follows = index + 1 < len(blocks) and _is_question(blocks[index + 1].text)
    if not question_follows:
        return False
    if heading in _headings("interview_headings.txt"):
        return not _is_interview(blocks, index + 1)
    topic = heading.startswith(tuple(f"{known} " for known in _headings("faq_headings.txt")))
    return topic and not text.endswith(".") and heading.count(" ") < _LONGEST_HEADING_WORDS


def _section_end(blocks: Sequence[Block], start: int) -> int:
    """Give the index of the first block behind the questions and answers that begin at `start`."""
    end = start
    while end < len(blocks) and _is_question(blocks[end].text):
        text = blocks[end].text
        end += 1
        if text.endswith("?"):
            end = _answer_end(blocks, end)
        else:
            # The block has its answer; more of it counts only if another question follows.
            end = _next_question(blocks, end) or end
    return end


def _answer_end(blocks: Sequence[Block], start: int) -> int:
    """Give the index behind an answer: the next question's, or, where none follows, one paragraph."""
    following = _next_question(blocks, start)
    if following is not None:
        return following
    return start + (start < len(blocks) and not _is_quoted(blocks[start].text))


def _next_question(blocks: Sequence[Block], start: int) -> int | None:
    """Give the index of the next question, if only paragraphs that may be an answer come before it."""
    for index in range(start, min(start + _LONGEST_ANSWER + 1, len(blocks))):
        text = blocks[index].text
        if _is_question(text):
            return index
        if _is_quoted(text):
            return None
    return None


def _is_interview(blocks: Sequence[Block], start: int) -> bool:
    """Say whether somebody is speaking in questions and answers: quotations, "I", "you"."""
    section = blocks[start : _section_end(blocks, start)]
    return any(
        _FIRST_OR_SECOND_PERSON.search(block.text) or '"' in block.text or "“" in block.text for block in section
    )


def _is_question(text: str) -> bool:
    return not _is_quoted(text) and _STARTS_WITH_QUESTION.match(text) is not None


def _is_quoted(text: str) -> bool:
    return starts_with_quotation(text) or ends_in_quotation(text)


@cache
def _headings(name: str) -> tuple[str, ...]:
    return tuple(row[0] for row in rows(__package__, name))
