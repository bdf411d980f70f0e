"""Lines that are not the article's own text, by `phrases.tsv`: advertisements, notices, links, credits.

Each is judged alone, by its words. What depends on the place in the text is in the other rules' modules.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.clean.blocks import Block, ends_in_quotation, has_quotation
from pipelines.word_lists import rows

#: No line that a rule here removes has more characters; the credit of a long caption has the most.
_LONGEST = 700
_LONGEST_LABELLED = 200

_SEPARATOR = re.compile(r"[_*•·●◦\-–—=#~.+⦁\s]+")
_MARKS_AROUND = " \t\u00a0*#_•⦁·|>»→›▶►:;,.!…-–—[]()"
_MARKS_BEFORE = " \u00a0•⦁*►▶"


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of `phrases.tsv`, each with its rule, ready to be looked up; patterns by their trigger."""

    lines: dict[str, str]
    label_rules: dict[str, str]
    label: re.Pattern[str]
    patterns: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]


def find_boilerplate(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the index of each block that is boilerplate, and the rule that says so."""
    for index, block in enumerate(blocks):
        if len(block.text) <= _LONGEST:
            rule = boilerplate_rule(block.text)
            if rule is not None:
                yield index, rule


@lru_cache(maxsize=4096)  # the rules run again on what they left, and outlets repeat themselves
def boilerplate_rule(line: str) -> str | None:
    """Name the rule that removes a line, or None."""
    phrases = _phrases()
    lower = line.lower().replace("’", "'")
    labelled = phrases.label.match(lower) if len(line) <= _LONGEST_LABELLED else None
    if labelled and not ends_in_quotation(line):
        return phrases.label_rules[labelled.group(1)]
    if _SEPARATOR.fullmatch(line):
        return "separator"
    if has_quotation(line):
        return None
    rule = phrases.lines.get(lower.strip(_MARKS_AROUND))
    if rule is not None:
        return rule
    unmarked = line.strip(_MARKS_BEFORE)
    for trigger, patterns in phrases.patterns.items():
        if trigger in lower:
            for rule, pattern in patterns:
                if pattern.fullmatch(unmarked):
                    return rule
    return None


@cache
def _phrases() -> _Phrases:
    """Read `phrases.tsv`."""
    lines: dict[str, str] = {}
    labels: dict[str, str] = {}
    patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for rule, kind, text, *trigger in rows(__package__, "phrases.tsv")[1:]:
        if kind == "line":
            lines[text] = rule
        elif kind == "label":
            labels[text] = rule
        elif kind == "pattern":
            patterns.setdefault(trigger[0], []).append((rule, re.compile(text, re.IGNORECASE)))
        else:
            raise ValueError(f"phrases.tsv: {kind!r} is none of line, label, pattern")
    longest_first = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    label = re.compile(rf"[\s*#_•⦁·►▶>»\[(-]*({longest_first})\s*(?::|\||»|>|–|—|\s-\s)\s*(?=\S)")
    return _Phrases(lines, labels, label, patterns)
