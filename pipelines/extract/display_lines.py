"""Which paragraphs of an article are shown beside its text rather than part of it: captions, teasers, headlines.

They repeat what the article says elsewhere, or advertise another one, so indirect statements in them are not counted
again. Cleaning removes most of them; this is for what it must leave.
"""

import re
from functools import cache
from pathlib import Path

# A credit that closes a caption: (Ada Holm/Varna Press), (Photo: Ada Holm), (Submitted by the Holm family).
_CREDIT = re.compile(
    r"\((?:[^()\n]{0,60}/[^()\n]{1,60}|[^()\n]{0,40}\b(?i:photo|file|courtesy|submitted|images|press)\b[^()\n]{0,60})\)\s*\Z"
)
_CLOSING = re.compile(r"[.!?…:;,][\"”’')\]»]*\s*\Z")
_LONGEST_HEADLINE = 20  # words


def is_display_line(paragraph: str) -> bool:
    """Tell whether a paragraph is a caption, a teaser for another article, or a headline."""
    if _teasers().match(paragraph) or _CREDIT.search(paragraph, max(0, len(paragraph) - 150)):
        return True
    return not _CLOSING.search(paragraph[-6:]) and len(paragraph.split()) <= _LONGEST_HEADLINE


@cache
def _teasers() -> re.Pattern[str]:
    lines = (Path(__file__).parent / "teaser_openers.txt").read_text(encoding="utf-8").splitlines()
    openers = "|".join(re.escape(line) for line in lines if line and not line.startswith("#"))
    return re.compile(rf"(?i:{openers})\s*[:|–—>-]")
