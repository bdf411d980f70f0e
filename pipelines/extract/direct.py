"""Direct statements: what stands in quotation marks and is speech, with the attribution beside it.

The marks give the extent. The attribution is sought in the words outside them: after the quotation, then before it. One
that stands in a sentence which goes on after it has an attribution there, by whatever verb; only one with none floats,
and whose it is, `floating.py` tells. Titles, nicknames, scare quotes and what the writer says are left out.
"""

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.extract.cues import cue_verb, cue_verbs, reports
from pipelines.extract.drafts import Draft
from pipelines.extract.layout import ENDS_SENTENCE, Layout, Passage
from pipelines.extract.name_lists import person_nouns, role_nouns
from pipelines.extract.speakers import Speaker, has_passive_auxiliary, noun_phrase, noun_phrase_at, speaker_of

# Fewer words than this in quotation marks, with no cue beside them, are a title, a nickname or a scare quote.
_WORDS_OF_SPEECH = 4
_WORDS_OF_OPENING = 6
# Words quoted in the middle of the writer's, with no cue: so many are not a name or a phrase but what somebody said.
_WORDS_IN_PASSING = 9
_WORDS_OF_CLAUSE_IN_PASSING = 6
_LONGEST_SIGNATURE = 12  # words after a dash: "…" — Ada Holm, mayor of Varna
_LONGEST_ADVERBIAL = 6  # words before the speaker: "…," the next day on the radio Holm said
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_ENDS_SPEECH = ENDS_SENTENCE | _DASHES | {","}
_GOES_ON = frozenset({"and", "but", "while", "though", "although", "whereas"})
_BEFORE_VERB = frozenset({"ADV", "AUX", "PART"})
_WRITER = frozenset({"i", "we"})
_PERSONS = frozenset({"he", "she", "they"})
_WITHIN_NAMES = frozenset({"of", "the", "-", "."})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True, slots=True)
class _Attribution:
    cue: Passage | None
    speaker: Speaker | None
    method: str


_FLOATING = _Attribution(None, None, "floating")
_NOT_READ = _Attribution(None, None, "attribution not read")


def direct_statements(layout: Layout, taken: set[int]) -> list[Draft]:
    """Find the direct statements among the quotations of a doc, but for those whose index is in `taken`.

    A draft without speaker and cue floats. A paragraph that repeats a quotation of the article as a pull quote is left
    out.
    """
    drafts: list[Draft] = []
    openings = _quoted_openings(layout)
    for number, passage in enumerate(layout.quotes):
        if number in taken or _is_the_writers(number, layout):
            continue
        found = _attribution_after(number, layout) or _attribution_before(number, layout)
        if found:
            drafts.append(Draft("direct", (passage,), found.cue, found.speaker, found.method))
        elif _floats(number, openings, layout):
            other = _attribution_by_any_verb(number, layout) if _sentence_goes_on(number, layout) else _FLOATING
            drafts.append(Draft("direct", (passage,), other.cue, other.speaker, other.method))
        elif _is_quoted_in_passing(number, layout):
            speaker = _person_of_sentence(passage.start, layout)
            if speaker:
                drafts.append(Draft("direct", (passage,), None, speaker, "quoted in passing"))
    return drafts


# --- what is speech -------------------------------------------------------------------------------


def _is_the_writers(number: int, layout: Layout) -> bool:
    """Tell whether the attribution after a quotation is the writer's: "…," I said."""
    gap = _gap_after(number, layout)
    words = list(layout.doc[gap.start : min(gap.end, gap.start + 3)])
    return any(word.lower_ in _WRITER for word in words) and any(cue_verb(word) for word in words)


def _is_speech(number: int, layout: Layout) -> bool:
    """Tell speech from titles and scare quotes by its length, its full stop and its capitals."""
    quote = layout.quotes[number]
    words = [token for token in layout.doc[quote.start : quote.end] if token.is_alpha or token.like_num]
    if len(words) < _WORDS_OF_SPEECH:
        return _stands_alone(number, layout) and layout.last_inside(layout.quotes[number]) in ENDS_SENTENCE
    return not all(word.text[0].isupper() for word in words if len(word) > 3)


def _floats(number: int, openings: Counter[tuple[str, ...]], layout: Layout) -> bool:
    return _is_speech(number, layout) and _stands_alone(number, layout) and not _is_pull_quote(number, openings, layout)


def _stands_alone(number: int, layout: Layout) -> bool:
    """Tell whether a quotation is a sentence or more of its own, not words quoted within a sentence."""
    doc, quote = layout.doc, layout.quotes[number]
    if quote.start == layout.paragraphs[layout.paragraph_of[quote.start]].start:
        return True
    first = next((token for token in doc[quote.start : quote.end] if token.is_alpha), doc[quote.start])
    before = quote.start - 1
    return first.text[0].isupper() and (doc[before].text in ENDS_SENTENCE | {":"} or layout.quote_of[before] >= 0)


def _quoted_openings(layout: Layout) -> Counter[tuple[str, ...]]:
    """Count the first words of the quotations of a doc and of the sentences in them."""
    starts = [sentence.start for sentence in layout.doc.sents if layout.quote_of[sentence.start] >= 0]
    starts += [quote.start for quote in layout.quotes]
    found = {_opening(start, layout) for start in starts}
    return Counter(opening for position, opening in found if layout.quote_of[position] >= 0)


def _opening(start: int, layout: Layout) -> tuple[int, tuple[str, ...]]:
    """Give the position of the first word after a position, and the words from there."""
    window = layout.doc[start : min(start + 3 * _WORDS_OF_OPENING, len(layout.doc))]
    words = [token for token in window if token.is_alpha][:_WORDS_OF_OPENING]
    return (words[0].i if words else start), tuple(word.lower_ for word in words)


def _is_pull_quote(number: int, openings: Counter[tuple[str, ...]], layout: Layout) -> bool:
    quote = layout.quotes[number]
    _, opening = _opening(quote.start, layout)
    whole = quote == layout.paragraphs[layout.paragraph_of[quote.start]]
    return whole and len(opening) == _WORDS_OF_OPENING and openings[opening] > 1


def _is_quoted_in_passing(number: int, layout: Layout) -> bool:
    """Tell whether words quoted within a sentence, without a cue, are speech: by their number, or as a clause."""
    quote = layout.quotes[number]
    inside = layout.doc[quote.start : quote.end]
    words = [token for token in inside if token.is_alpha or token.like_num]
    if len(words) < _WORDS_OF_CLAUSE_IN_PASSING or _stands_alone(number, layout) or not _is_speech(number, layout):
        return False
    is_clause = words[0].text[0].isupper() and any(token.tag_ in _FINITE for token in inside)
    return is_clause or len(words) >= _WORDS_IN_PASSING


def _person_of_sentence(position: int, layout: Layout) -> Speaker | None:
    """Find the subject of the sentence that a quotation stands in, before it, if it is one that speaks: no document."""
    doc = layout.doc
    for token in doc[position].sent:
        if token.i >= position:
            return None
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and not layout.is_quoted(token):
            noun = token.lemma_.lower()
            speaks = token.pos_ == "PROPN" or token.lower_ in _PERSONS or noun in role_nouns() or noun in person_nouns()
            return noun_phrase(token, layout) if speaks else None
    return None


# --- attribution after a quotation ----------------------------------------------------------------


def _gap_after(number: int, layout: Layout) -> Passage:
    """Give the words after a quotation, to the end of their sentence, their paragraph or the next quotation."""
    doc, quote = layout.doc, layout.quotes[number]
    end = layout.paragraphs[layout.paragraph_of[quote.end - 1]].end
    if number + 1 < len(layout.quotes):
        end = min(end, layout.quotes[number + 1].start)
    for position in range(quote.end, end):
        if doc[position].text in ENDS_SENTENCE and (position + 1 >= end or doc[position + 1].is_sent_start):
            end = position
            break
    start = quote.end
    while start < end and (doc[start].is_punct or doc[start].is_space) and doc[start].text not in _DASHES:
        start += 1
    return Passage(start, end)


def _attribution_after(number: int, layout: Layout) -> _Attribution | None:
    """Read an attribution after a quotation: "…," she said; "…," said Ada Holm; "…," according to Holm; "…" — Holm."""
    doc, gap = layout.doc, _gap_after(number, layout)
    if gap.start >= gap.end:
        return _signature_in_line_after(number, layout)
    first, last = doc[gap.start], layout.last_inside(layout.quotes[number])
    if first.text in _DASHES:
        return _signature(gap, last, layout)
    if first.lower_ in _GOES_ON:
        return None  # Holm found it "no great loss," and Torvik said he would pay: what Torvik says comes after it
    ended = last in _ENDS_SPEECH or doc[layout.quotes[number].end].text in _ENDS_SPEECH
    if not ended and not _is_speech(number, layout):
        return None
    if last == "." and first.is_sent_start and first.text[0].isupper() and gap.end - gap.start > _WORDS_OF_SPEECH:
        return None  # the next sentence, which speaks for itself
    if first.lower_ == "according":
        return _according_to(first, gap, layout)
    return _cue_after(gap, layout)


def _signature(gap: Passage, last: str, layout: Layout) -> _Attribution | None:
    if last not in ENDS_SENTENCE or gap.end - gap.start > _LONGEST_SIGNATURE:
        return None
    speaker = _name_at(gap.start + 1, gap, layout)
    return _Attribution(None, speaker, "dash after quote") if speaker else None


def _name_at(position: int, within: Passage, layout: Layout) -> Speaker | None:
    """Find the name that begins at a token."""
    speaker = noun_phrase_at(position, within, layout)
    return speaker if speaker and layout.doc[speaker.head].pos_ == "PROPN" else None


def _signature_in_line_after(number: int, layout: Layout) -> _Attribution | None:
    """Read a paragraph that begins with a dash and a name, after one that a quotation ends."""
    doc, quote = layout.doc, layout.quotes[number]
    following = layout.paragraph_of[quote.end - 1] + 1
    if following >= len(layout.paragraphs) or layout.paragraphs[following - 1].end != quote.end:
        return None
    line = layout.paragraphs[following]
    if doc[line.start].text not in _DASHES:
        return None
    speaker = _name_at(line.start + 1, line, layout)
    if speaker is None:
        return None
    ends = speaker.end == line.end or doc[speaker.end].text in (",", "(") or doc[speaker.end].is_space
    return _Attribution(None, speaker, "dash after quote") if ends else None


def _according_to(according: Token, gap: Passage, layout: Layout) -> _Attribution | None:
    speaker = noun_phrase_at(gap.start + 2, gap, layout)
    if speaker is None:
        objects = (token for to in according.children for token in to.children if token.dep_ == "pobj")
        speaker = next((noun_phrase(token, layout) for token in objects), None)
    return _Attribution(Passage(gap.start, gap.start + 2), speaker, "according to after quote") if speaker else None


def _cue_after(gap: Passage, layout: Layout) -> _Attribution | None:
    doc = layout.doc
    for token in doc[gap.start : gap.end]:
        verb = cue_verb(token)
        if verb is None or not verb.direct:
            continue
        speaker = None
        if has_passive_auxiliary(token):
            return _of_passive(token, gap, layout) if reports(token) else None
        if all(word.pos_ in _BEFORE_VERB for word in doc[gap.start : token.i]):
            speaker = _inverted(token, gap, layout)
        if speaker is None and token.dep_ != "relcl" and reports(token):
            speaker = _in_gap(speaker_of(token, layout), gap)
            if speaker is None or speaker.start - gap.start > _LONGEST_ADVERBIAL:
                speaker = noun_phrase_at(gap.start, Passage(gap.start, token.i), layout)
        if speaker:
            return _Attribution(Passage(token.i, token.i + 1), speaker, "cue after quote")
    return None


def _of_passive(cue: Token, gap: Passage, layout: Layout) -> _Attribution | None:
    """Read a passive cue: "…," she was told by Holm; "…," she was told, by whom the text does not say."""
    speaker = _in_gap(speaker_of(cue, layout), gap)
    return _Attribution(Passage(cue.i, cue.i + 1), speaker, "passive cue" if speaker else "cue without speaker")


def _in_gap(speaker: Speaker | None, gap: Passage) -> Speaker | None:
    return speaker if speaker and speaker.start in gap and speaker.end <= gap.end else None


def _inverted(cue: Token, gap: Passage, layout: Layout) -> Speaker | None:
    speaker = _in_gap(speaker_of(cue, layout), gap)
    if speaker and speaker.start > cue.i:
        return speaker
    following = cue.i + 1
    if following in gap and layout.doc[following].dep_ == "prt":  # points out the mayor
        following += 1
    return noun_phrase_at(following, gap, layout)


# --- attribution after a quotation, by a verb that the lexicon has not ----------------------------


def _sentence_goes_on(number: int, layout: Layout) -> bool:
    """Tell whether the sentence that a quotation stands in goes on after it: "…," Holm beamed; "Why?" he demanded."""
    doc, quote = layout.doc, layout.quotes[number]
    if quote.end >= layout.paragraphs[layout.paragraph_of[quote.end - 1]].end:
        return False
    last, following = layout.last_inside(quote), doc[quote.end]
    if last == "," or following.text == ",":
        return True
    return following.text[0].islower() and not following.like_url and last != "."


def _attribution_by_any_verb(number: int, layout: Layout) -> _Attribution:
    """Read an attribution by its place: "…," Holm beamed; "…," reads the notice; "…," Holm, the mayor, in a letter.

    One that cannot be read still stands there: then the speaker is nobody, not whoever spoke last.
    """
    doc, gap = layout.doc, _gap_after(number, layout)
    if gap.start >= gap.end:
        return _in_next_gap(number, gap, layout)
    verb = doc[gap.start]
    if verb.tag_ in _FINITE and verb.pos_ == "VERB":
        speaker = _inverted(verb, gap, layout) or _capitalised(verb.i + 1, gap, layout)
        return _Attribution(Passage(verb.i, verb.i + 1), speaker, "verb after quote") if speaker else _NOT_READ
    for speaker in (noun_phrase_at(gap.start, gap, layout), _capitalised(gap.start, gap, layout)):
        if speaker is None:
            continue
        cue = _verb_at(speaker.end, gap, layout)
        if cue is not None:
            return _Attribution(Passage(cue.i, cue.i + 1), speaker, "verb after quote")
        if doc[speaker.head].pos_ == "PROPN" and (speaker.end == gap.end or doc[speaker.end].text == ","):
            return _Attribution(None, speaker, "name after quote")
    return _cue_after_comma(gap, layout) or _in_next_gap(number, gap, layout)


def _capitalised(position: int, gap: Passage, layout: Layout) -> Speaker | None:
    """Find the words with capitals from a token on: names beside quotations are often parsed as something else."""
    doc, end = layout.doc, position
    while end < gap.end and (doc[end].text[0].isupper() or (end > position and doc[end].text in _WITHIN_NAMES)):
        end += 1
    if end == position:
        return None
    head = next((i - 1 for i in range(position + 1, end) if doc[i].text == "of"), end - 1)
    return Speaker(position, end, head)


def _verb_at(position: int, gap: Passage, layout: Layout) -> Token | None:
    """Find the finite verb, or the form of a cue, that follows a subject, after nothing but adverbs and auxiliaries."""
    finite = False
    for token in layout.doc[position : gap.end]:
        finite = finite or token.tag_ in _FINITE
        listed = cue_verbs().get(token.lemma_.lower())
        if (token.pos_ == "VERB" and finite) or (listed is not None and listed.direct):
            return token
        if token.pos_ not in _BEFORE_VERB:
            return None
    return None


def _cue_after_comma(gap: Passage, layout: Layout) -> _Attribution | None:
    """Read a cue at the end of a long sentence, set off by a comma: "…" for those who can, says Ada Holm."""
    doc = layout.doc
    for token in doc[gap.start + 1 : gap.end]:
        verb = cue_verb(token)
        if verb is None or not verb.direct or not reports(token) or has_passive_auxiliary(token):
            continue
        speaker = _in_gap(speaker_of(token, layout), gap)
        if speaker is not None and doc[min(speaker.start, token.i) - 1].text == ",":
            return _Attribution(Passage(token.i, token.i + 1), speaker, "cue after quote")
    return None


def _in_next_gap(number: int, gap: Passage, layout: Layout) -> _Attribution:
    """Read the attribution after the next quotation, where the sentence runs on to it: "…," and "…," she said."""
    following = number + 1
    if following < len(layout.quotes) and layout.quotes[following].start == gap.end:
        return _attribution_after(following, layout) or _NOT_READ
    return _NOT_READ


# --- attribution before a quotation ---------------------------------------------------------------


def _gap_before(number: int, layout: Layout) -> Passage:
    """Give the words before a quotation, from the start of their sentence, their paragraph or the last quotation."""
    quote = layout.quotes[number]
    start = layout.paragraphs[layout.paragraph_of[quote.start]].start
    if number > 0:
        start = max(start, layout.quotes[number - 1].end)
    return Passage(_sentence_start(min(start, quote.start), quote.start, layout), quote.start)


def _sentence_start(start: int, end: int, layout: Layout) -> int:
    """Give the start of the last sentence in a range of tokens."""
    doc = layout.doc
    for position in range(end - 1, start, -1):
        if doc[position].is_sent_start and doc[position - 1].text in ENDS_SENTENCE:
            return position
    return start


def _attribution_before(number: int, layout: Layout) -> _Attribution | None:
    """Read an attribution before a quotation: she said, "…"; Holm wrote: "…"; Holm: "…"; or in the line before."""
    doc, gap = layout.doc, _gap_before(number, layout)
    end = gap.end
    while end > gap.start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if end == gap.start:
        return _attribution_in_line_before(number, layout)
    marks = {token.text for token in doc[end : gap.end]}
    return _cue_before(Passage(gap.start, end), ":" in marks, bool(marks & (_DASHES | {",", ":"})), layout)


def _attribution_in_line_before(number: int, layout: Layout) -> _Attribution | None:
    """Read a line that ends in a colon before a quotation that begins a paragraph."""
    start = layout.quotes[number].start
    paragraph = layout.paragraph_of[start]
    if paragraph <= 0 or layout.paragraphs[paragraph].start != start:
        return None
    line = layout.paragraphs[paragraph - 1]
    if layout.doc[line.end - 1].text != ":":
        return None
    gap = Passage(_sentence_start(line.start, line.end - 1, layout), line.end - 1)
    return _cue_before(gap, introduced=True, paused=True, layout=layout)


def _cue_before(gap: Passage, introduced: bool, paused: bool, layout: Layout) -> _Attribution | None:
    """Find the last cue in the words before a quotation.

    `introduced` says that they end in a colon: then any verb will do, and a name alone. `paused` says that they end in
    a colon, comma or dash: then the cue need not be the last word.
    """
    doc = layout.doc
    if introduced:
        source = _name_before(gap, layout) or _according_to_before(gap, layout)
        if source is not None:
            return source
    other: _Attribution | None = None
    for position in range(gap.end - 1, gap.start - 1, -1):
        token = doc[position]
        if token.pos_ not in ("VERB", "AUX") or layout.is_quoted(token):
            continue
        speaker, verb = speaker_of(token, layout), cue_verb(token)
        if verb is not None and "name" in verb.frames and position >= gap.end - 2 and has_passive_auxiliary(token):
            return _of_passive(token, gap, layout) if reports(token) else None  # was described as "…"
        if speaker is None or speaker.end > gap.end:
            continue
        names = verb is not None and "name" in verb.frames and _is_naming(token, gap)
        if verb is not None and (verb.direct or names) and reports(token):
            if not (paused or names or position == gap.end - 1):
                return None  # words quoted in a sentence that says more than that they were said
            return _Attribution(Passage(position, position + 1), speaker, "cue before quote")
        if other is None and introduced:
            other = _Attribution(Passage(position, position + 1), speaker, "colon before quote")
    return other


def _name_before(gap: Passage, layout: Layout) -> _Attribution | None:
    """Read a name alone before a quotation: "Ada Holm, the mayor:" is not one, "Mayor Ada Holm:" is."""
    name = _name_at(gap.start, gap, layout)
    return _Attribution(None, name, "colon after name") if name and name.end == gap.end else None


def _according_to_before(gap: Passage, layout: Layout) -> _Attribution | None:
    """Read "According to Holm:" at the end of the words before a quotation."""
    doc = layout.doc
    for position in range(gap.start, gap.end - 2):
        if doc[position].lower_ == "according" and doc[position + 1].lower_ == "to":
            speaker = noun_phrase_at(position + 2, gap, layout)
            if speaker is not None and speaker.end == gap.end:
                return _Attribution(Passage(position, position + 2), speaker, "according to before quote")
    return None


def _is_naming(cue: Token, gap: Passage) -> bool:
    """Tell whether a verb such as "call" or "describe" gives a name: not in "an app called", "calls for a"."""
    phrases = (child for child in cue.children if child.pos_ == "ADP" and cue.i < child.i < gap.end)
    return not (cue.dep_ == "acl" and cue.tag_ == "VBN") and all(phrase.lower_ == "as" for phrase in phrases)
