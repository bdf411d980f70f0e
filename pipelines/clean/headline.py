"""The headline, and its copies at the start of a text.

Evidence for a headline is what the container says, else that the first line occurs again, else the look of the first
line before a sentence. Where none of it is clear, the text has no headline: a first sentence taken away is worse.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipelines.clean.blocks import Block, ends_in_quotation, is_sentence, starts_with_quotation, words_of

#: A headline in plain text has so many words; a container may name a longer one.
_SHORTEST_WORDS, _LONGEST_WORDS = 3, 20
_LONGEST_CHARACTERS = 180
#: The sentence behind a headline that is known by its look alone has at least this many words.
_LEAD_WORDS = 10
_ALMOST_THE_SAME = 0.9
#: A copy may be cut off behind so many words, if it says so.
_SHORTEST_CUT_OFF = 4
_CUT_OFF = ("...", "…")

# " - Daily Planet", " | Planet": what pages put behind a headline.
_SUFFIX = re.compile(r"\s+[|–—·»-]+\s+([^|–—·»]{2,40})$")
_NO_HEADLINE_END = re.compile(r"[.,;:!?…\])-][\"”’'»]*$")
_NAME_AND_WORK = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,2}(?:, | \| )")
# A sentence and more: a caption or a standfirst with something behind it.
_MORE_THAN_ONE = re.compile(r"[a-z]{4}[.!?] |\|")
_CAPITALISED = re.compile(r"[A-Z0-9$£€‘'“\"]")
_DATELINE_DASH = re.compile(r"^.{0,60}?(?:\s[–—-]+|--)\s")


def container_headline(title: str | None, outlet: str | None, domain: str | None) -> str | None:
    """Give the headline that a container states, without the outlet's name behind it; None if it states none."""
    headline = " ".join((title or "").split())
    suffix = _SUFFIX.search(headline)
    if suffix is not None:
        name = "".join(words_of(suffix.group(1)))
        host = (domain or "").split(".")
        if name and (
            name == "".join(words_of(outlet or "")) or name in host or "".join(words_of(suffix.group(1))) in host
        ):
            headline = headline[: suffix.start()]
    return headline or None


def find_headline(blocks: Sequence[Block], stated: str | None) -> Iterator[int]:
    """Yield the indexes of the blocks of an opening that are its headline or copies of it, in order.

    `blocks` are those that may be one: the first of a text, furniture aside. `stated` is the container's headline.
    """
    if stated is not None:
        stated_words = _forms(stated)
        yield from (index for index, block in enumerate(blocks) if _is_copy(block.text, stated, stated_words))
        return
    index = 0
    while index < len(blocks) and _may_be_headline(blocks[index].text):
        forms = _forms(blocks[index].text)
        copies = [at for at in range(index + 1, len(blocks)) if _is_copy(blocks[at].text, blocks[index].text, forms)]
        if not copies:
            break
        yield index
        yield from copies
        index += 1
        while index in copies:
            index += 1
    else:
        return
    if index == 0 and _looks_like_headline(blocks):
        yield 0


def _forms(headline: str) -> tuple[list[str], ...]:
    """Give a headline's words, whole and without what may be the outlet's name behind it."""
    short = _SUFFIX.sub("", headline)
    return (words_of(headline),) if short == headline else (words_of(headline), words_of(short))


def _is_copy(line: str, headline: str, forms: tuple[list[str], ...]) -> bool:
    """Say whether a line is the headline again: the same words, or nearly the same many."""
    if len(line) > 2 * len(headline) + 60:
        return False
    line_forms = _forms(line)
    if any(form and form in forms for form in line_forms):
        return True
    if line.endswith(_CUT_OFF) and len(line_forms[0]) >= _SHORTEST_CUT_OFF:
        return forms[0][: len(line_forms[0])] == line_forms[0]
    shorter, longer = sorted((len(forms[0]), len(line_forms[0])))
    if shorter < 5 or shorter < (2 * _ALMOST_THE_SAME - 1) * longer or ends_in_quotation(line):
        return False
    matcher = SequenceMatcher(None, forms[0], line_forms[0], autojunk=False)
    return matcher.quick_ratio() >= _ALMOST_THE_SAME and matcher.ratio() >= _ALMOST_THE_SAME


def _may_be_headline(line: str) -> bool:
    return len(line) <= _LONGEST_CHARACTERS and len(line.split()) >= _SHORTEST_WORDS and not line.endswith(".")


def _looks_like_headline(blocks: Sequence[Block]) -> bool:
    """Say whether the first block is a title by its look, before a block that is a sentence."""
    if len(blocks) < 2:
        return False
    line, lead = blocks[0].text, blocks[1].text
    return (
        _SHORTEST_WORDS <= len(line.split()) <= _LONGEST_WORDS
        and len(line) <= _LONGEST_CHARACTERS
        and "\n" not in line
        and _CAPITALISED.match(line) is not None
        and _NO_HEADLINE_END.search(line) is None
        and not starts_with_quotation(line)
        and _NAME_AND_WORK.match(line) is None
        and _MORE_THAN_ONE.search(line) is None
        and _DATELINE_DASH.match(line) is None
        and len(lead) > len(line)
        and lead.count(" ") >= _LEAD_WORDS
        and is_sentence(lead)
    )
