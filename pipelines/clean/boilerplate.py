"""Lines that are not the article's own text, by `phrases.tsv`: advertisements, notices, links, credits.

Each is judged by its words, and the links under a heading ("Related stories") with it. What depends on the place in the
text otherwise is in the other rules' modules.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick

from pipelines.clean.blocks import Block, ends_in_quotation, has_quotation, is_sentence, starts_with_quotation, words_of
from pipelines.word_lists import entries, rows

#: No line that a rule here removes has more characters; the credit of a long caption has the most.
_LONGEST = 700
_LONGEST_LABELLED = 240
_LONGEST_LINK = 180
_LONGEST_LISTED_SENTENCE = 120
_LONGEST_HEADING = 60
#: Behind so many blocks a title is a link, no headline.
_OPENING_BLOCKS = 3

_SEPARATOR = re.compile(r"[_*•·●◦\-–—=#~.+⦁\s]+")
_MARKS_AROUND = " \t\u00a0*#_•⦁·|>»→›▶►️:;,.!…-–—[]()"
_MARKS_BEFORE = " \u00a0•⦁*►▶️>»→›"
_IN_BRACKETS = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_BEFORE_LINKS = "»>►▶→["
_FIRST_WORD = re.compile(r"[^a-z0-9©]*([a-z0-9'’-]+|©)")
# A title behind an arrow, or in brackets of its own, is a link.
_ARROW_LINK = re.compile(r"(?:»|>>+|►|▶️?|→) ?[A-Z0-9“‘'\"$].{8,170}[^.:;,]")
_BRACKET_LINK = re.compile(r"\[[A-Z0-9“‘'\"$][^\[\]]{20,170}[^\[\].:;,]\]")
_LINK = re.compile(r"[\s•⦁*·►▶>»→›-]*(?:\d{1,2}[.)]? )?[\"“‘'$£€#@(\[]?[A-ZÀ-ÖØ-Þ0-9]")

# The mark or number of a point in a list.
_POINT = re.compile(r"(?P<mark>[•⦁*·►▶>»→›–—-])|\d{1,2}[.)]")

# What stands for much in the patterns of phrases.tsv.
_PERSON = r"(?-i:[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|da|del|van|von|der|bin|al)){1,3})"
_OUTLET = r"(?-i:(?:[Tt]he )?[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*| of| and| for){0,5})"
_WORDS = r"(?:[^.!?]|(?<=\b\w)\.|(?<=\b(?:St|Jr|Sr))\.)"
_SITE = (
    r"(?:twitter|facebook|instagram|x|threads|bluesky|youtube|tiktok|telegram|linkedin|flipboard|google news|whatsapp"
    r"|snapchat|mastodon|pinterest|reddit)"
)


#: The name of a rule, and what it removes.
_Rule = tuple[str, re.Pattern[str]]


class _Triggers:
    """Rules by what must stand in a line, in lower case, for their patterns to match it.

    All triggers are looked for at once: to look for one after the other took most of the time of this module.
    """

    def __init__(self, rules: Iterable[tuple[str, Sequence[_Rule]]]) -> None:
        triggers, self._rules = zip(*rules, strict=True)
        self._automaton = BytesAhoCorasick([trigger.encode() for trigger in triggers])

    def rules(self, lower: str) -> list[_Rule]:
        """Give the rules whose triggers stand in a line, in their order."""
        found = self._automaton.find_matches_as_indexes(lower.encode("utf-8", "surrogatepass"), overlapping=True)
        if not found:
            return []
        return [rule for number in sorted({number for number, _, _ in found}) for rule in self._rules[number]]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of `phrases.tsv`, each with its rule, ready to be looked up.

    Patterns are found by the first word of a line or by a trigger: most lines are sentences, to which fewer apply.
    `opening_words` are all first words that say anything of a line.
    """

    lines: Mapping[str, str]
    label_rules: Mapping[str, str]
    label: re.Pattern[str]
    label_words: frozenset[str]
    link_rules: Mapping[str, str]
    link_label: re.Pattern[str]
    link_words: frozenset[str]
    heading_words: Set[str]
    widgets: Mapping[str, _Rule]
    headings: Sequence[_Rule]
    doubtful_headings: Sequence[_Rule]
    first_words: Mapping[str, Sequence[_Rule]]
    opening_words: Set[str]
    in_sentences: _Triggers
    in_others: _Triggers


def find_boilerplate(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the index of each block that is boilerplate, and the rule that says so."""
    listed: str | None = None  # the rule of the heading that these blocks are the links of
    for index, block in enumerate(blocks):
        line = block.text
        length = len(line)
        if widget := _widget_rule(line):
            yield index, widget
            continue
        if length > _LONGEST:
            listed = None
            continue
        heading = _heading_rule(blocks, index) if length <= _LONGEST_HEADING else None
        rule = heading or boilerplate_rule(line)
        if rule is None and length <= _LONGEST_LINK:
            if index >= _OPENING_BLOCKS:
                rule = link_rule(line)
            if rule is None and listed is not None and _is_listed(blocks, index):
                yield index, listed
                continue
        if heading is not None or rule is None:
            listed = heading
        if rule is not None:
            yield index, rule


def _widget_rule(line: str) -> str | None:
    """Name the rule that removes what a player or a gallery of the page left: of any length, quotations and all."""
    found = [rule for trigger, rule in _phrases().widgets.items() if trigger in line]
    return _matching(line, found) if found else None


def _heading_rule(blocks: Sequence[Block], index: int) -> str | None:
    """Name the rule that removes a heading with the links under it, or None."""
    line = blocks[index].text
    phrases = _phrases()
    bare = line.strip(_MARKS_AROUND).replace("’", "'")
    if _first_word(bare.lower()) not in phrases.heading_words or has_quotation(line):
        return None
    rule = _matching(bare, phrases.headings)
    if rule is None and index + 2 < len(blocks) and _is_listed(blocks, index + 1) and _is_listed(blocks, index + 2):
        rule = _matching(bare, phrases.doubtful_headings)
    return rule


def link_rule(line: str) -> str | None:
    """Name the rule that removes a line which is a link if it stands behind the opening, or None."""
    if len(line) > _LONGEST_LINK or (is_sentence(line) and line[-1:] not in "?]"):
        return None
    if line[0] in _BEFORE_LINKS and (_ARROW_LINK.fullmatch(line) or _BRACKET_LINK.fullmatch(line)):
        return "read_more"
    phrases = _phrases()
    lower = line.replace("’", "'").lower()
    if _first_word(lower) not in phrases.link_words:
        return None
    labelled = phrases.link_label.match(lower)
    if labelled is None or not _LINK.match(line, labelled.end()) or _is_all_quotation(line[labelled.end() :]):
        return None
    return phrases.link_rules[labelled.group(1)]


@lru_cache(maxsize=4096)  # the rules run again on what they left, and outlets repeat themselves
def boilerplate_rule(line: str) -> str | None:
    """Name the rule that removes a line, or None."""
    phrases = _phrases()
    if line[:1] in ("[", "(") and (within := _rule_in_brackets(line)):
        return within
    is_long = len(line) > _LONGEST_LABELLED
    if is_long and has_quotation(line):
        return None
    lower = line.replace("’", "'").lower()
    first = _first_word(lower)
    triggered = (phrases.in_sentences if line.endswith(".") else phrases.in_others).rules(lower)
    if not triggered and first not in phrases.opening_words and len(line) > _LONGEST_HEADING and line[0].isalnum():
        return None  # as of most lines
    quoted = not is_long and has_quotation(line)
    labelled = phrases.label.match(lower) if not is_long and first in phrases.label_words else None
    if labelled and not _is_all_quotation(line[labelled.end() :]):
        return phrases.label_rules[labelled.group(1)]
    if quoted:
        return None
    if not line[:1].isalnum() and _SEPARATOR.fullmatch(line):
        return "separator"
    if len(line) <= _LONGEST_HEADING and (rule := phrases.lines.get(lower.strip(_MARKS_AROUND))):
        return rule
    return _matching(line.strip(_MARKS_BEFORE), (*phrases.first_words.get(first, ()), *triggered))


def _rule_in_brackets(line: str) -> str | None:
    """Name the rule that removes what stands in brackets, where a line is nothing else; None otherwise."""
    bracketed = _IN_BRACKETS.fullmatch(line)
    return boilerplate_rule((bracketed.group(1) or bracketed.group(2) or "").strip()) if bracketed else None


def _matching(line: str, rules: Iterable[_Rule]) -> str | None:
    """Name the first of the rules whose pattern a line matches."""
    return next((name for name, pattern in rules if pattern.fullmatch(line)), None)


def _first_word(lower: str) -> str:
    """Give the first word of a line in lower case, "" if there is none."""
    first = _FIRST_WORD.match(lower)
    return first.group(1) if first else ""


def _is_all_quotation(text: str) -> bool:
    return starts_with_quotation(text) and ends_in_quotation(text)


def _is_link(line: str) -> bool:
    """Say whether a line in a list of links is one: a title, not a sentence."""
    return (
        len(line) <= _LONGEST_LINK
        and (line.count(" ") >= 2 or (" " in line and line.istitle()))
        and _LINK.match(line) is not None
        and not line.endswith((".", ":", ";", ",", ".”", '."', ",”", ',"'))
        and not _is_all_quotation(line)
    )


def _is_listed(blocks: Sequence[Block], index: int) -> bool:
    """Say whether a block in a list of links is one: a title, or a short sentence that reads like one.

    A sentence is one only before a title, or if it is marked as a point of a list like the block above, or as the last
    block of the text.
    """
    line = blocks[index].text
    if _is_link(line):
        return True
    if len(line) > _LONGEST_LISTED_SENTENCE or _LINK.match(line) is None or ends_in_quotation(line):
        return False
    point, above = _POINT.match(line), _POINT.match(blocks[index - 1].text)
    if point is not None and above is not None and point["mark"] == above["mark"]:
        return True
    words = words_of(line)
    if not entries(__package__, "narrating_words.txt").isdisjoint(words):
        return False
    if index + 1 < len(blocks):
        return _is_link(blocks[index + 1].text)
    return words[0] not in entries(__package__, "continuing_words.txt")


@cache
def _phrases() -> _Phrases:
    """Read `phrases.tsv`."""
    texts: dict[str, dict[str, str]] = {"line": {}, "label": {}, "link": {}}
    headings: dict[str, list[_Rule]] = {"heading": [], "doubtful_heading": []}
    widgets: dict[str, _Rule] = {}
    heading_words: set[str] = set()
    first_words: dict[str, list[_Rule]] = {}
    patterns: dict[str, list[_Rule]] = {}
    open_ended: dict[str, list[_Rule]] = {}
    for rule, kind, text, *trigger in rows(__package__, "phrases.tsv")[1:]:
        if kind in texts:
            texts[kind][text] = rule
        elif kind == "widget":
            widgets[trigger[0]] = (rule, _compile(text))
        elif kind in headings:
            headings[kind].append((rule, _compile(text)))
            heading_words.update(trigger[0].removeprefix("^").split("|"))
        elif kind != "pattern":
            raise ValueError(f"phrases.tsv: {kind!r} is no kind of phrase")
        elif trigger[0].startswith("^"):
            compiled = _compile(text)
            for word in trigger[0][1:].split("|"):
                first_words.setdefault(word, []).append((rule, compiled))
        else:
            tried = open_ended if trigger[0].startswith("~") else patterns
            tried.setdefault(trigger[0].removeprefix("~"), []).append((rule, _compile(text)))
    lines, labels, links = texts.values()
    label_words = frozenset(_first_word(label) for label in labels)
    return _Phrases(
        lines=lines,
        label_rules=labels,
        label=_label(labels),
        label_words=label_words,
        link_rules=links,
        link_label=_label(links),
        link_words=frozenset(_first_word(label) for label in links),
        heading_words=frozenset(heading_words),
        widgets=widgets,
        headings=headings["heading"],
        doubtful_headings=headings["doubtful_heading"],
        first_words=first_words,
        opening_words=label_words | first_words.keys(),
        in_sentences=_Triggers(patterns.items()),
        # Credits do not end like sentences.
        in_others=_Triggers([*patterns.items(), *open_ended.items()]),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of `phrases.tsv`, its names in angle brackets filled in."""
    agencies = sorted(entries(__package__, "photo_agencies.txt"), key=lambda name: (-len(name), name))
    agency = rf"(?:{'|'.join(map(re.escape, agencies))})"
    filled = {"<name>": _PERSON, "<outlet>": _OUTLET, "<site>": _SITE, "<words>": _WORDS, "<agency>": agency}
    for name, expression in filled.items():
        pattern = pattern.replace(name, expression)
    return re.compile(pattern, re.IGNORECASE)


def _label(labels: Mapping[str, str]) -> re.Pattern[str]:
    """Make the pattern of labels at the start of a line, in lower case."""
    longest_first = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    return re.compile(rf"[\s*#_•⦁·►▶️>»\[(-]*({longest_first})\s*(?::|\||»|>|–|—|\s-\s)\s*(?=\S)")
