"""Posts of social networks that a page embeds, as they are left in the text: words, link, and who posted them when.

Posts that the article quotes in words of its own are statements of the article and no business of this module.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.clean.blocks import Block

_DATE = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, \d{4}"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,? \d{4})"
)
# "— Ann Lee (@annlee) June 3, 2024": the end of a post as Twitter's own markup has it.
_ATTRIBUTION = re.compile(rf"(?:[—–-]{{1,2}} ?|&mdash; ?)[^@\n]{{1,80}} \(@\w{{1,30}}\),? {_DATE}$")
_LINKS = re.compile(r"(?:https?://t\.co/\w+|pic\.(?:twitter|x)\.com/\w+|\s)+")
_SHARED = re.compile(
    r"(?:View this post on (?:Instagram|Threads|Facebook)|A (?:post|photo|video|reel) (?:shared|posted) by .{1,200})"
    r"(?: on .{4,40})?(?:\s*A post shared by .{1,200})?",
    re.IGNORECASE,
)
# What stands in the words of posts and in no paragraph of an article.
_MARK_OF_POST = re.compile(r"https?://t\.co/\w|pic\.(?:twitter|x)\.com/\w|(?:^|\s)[.]?[@#][A-Za-z_]\w+")
# In a text without any of these is no post.
_SIGNS = ("t.co/", "pic.twitter", "pic.x.", "iew this post", " shared by ", " posted by ")
#: A post has 280 characters, links and what entities become aside; longer ones are not taken for one.
_LONGEST_POST = 340
_LONGEST_WITH_ATTRIBUTION = 700


def may_have_posts(text: str) -> bool:
    """Say whether a text can have embedded posts at all; most have none of what would tell them."""
    # One character is found ten times as fast as two.
    return ("@" in text and "(@" in text) or any(sign in text for sign in _SIGNS)


def find_embedded(blocks: Sequence[Block], removed: Mapping[int, str]) -> Iterator[int]:
    """Yield the index of each block that is an embedded post or a part of one; `removed` are other rules' blocks.

    Words right above the line that says who posted them are the post's, for so it is in the markup that networks give
    out for embedding; they are taken only where they carry a mark of a post besides (a link, a hashtag, an account).

    A post that a sentence of the article leads up to with a colon ("She tweeted:") stays, with its author: there the
    post is the article's quotation, the sentence would lead nowhere without it, and whoever asks who said what would
    miss a statement that the article makes a point of. Of a post that stays only lines of links go. Posts that follow
    directly on one that stays, in a row, stay with it.
    """
    introduced = False  # whether the last block that stays leads up to what comes
    for index, block in enumerate(blocks):
        if index in removed:
            continue
        text = block.text
        if _LINKS.fullmatch(text) or (len(text) <= 300 and _SHARED.fullmatch(text)):
            yield index
            continue
        if len(text) <= _LONGEST_WITH_ATTRIBUTION and "(@" in text and _is_attributed(text):
            if not introduced:
                yield index
            continue
        if _is_attribution_next(blocks, index, removed) and _is_words_of_post(text):
            if not introduced:
                yield index
            continue
        introduced = text.endswith((":", ":”", ':"', "…:"))


def _is_attributed(text: str) -> bool:
    """Say whether a block ends in who posted it when."""
    return _ATTRIBUTION.search(text) is not None


def _is_attribution_next(blocks: Sequence[Block], index: int, removed: Mapping[int, str]) -> bool:
    """Say whether the next block, lines of links aside, says who posted this one and nothing else."""
    for following in range(index + 1, min(index + 3, len(blocks))):
        text = blocks[following].text
        if _ATTRIBUTION.match(text) is not None:
            return following not in removed
        if not _LINKS.fullmatch(text):
            return False
    return False


def _is_words_of_post(text: str) -> bool:
    return len(text) <= _LONGEST_POST and _MARK_OF_POST.search(text) is not None
