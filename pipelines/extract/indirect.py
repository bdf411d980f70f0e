"""Indirect and mixed statements: what was said in the writer's own words, with or without some quoted ones among them.

A cue is read with the frames of the lexicon. The parse gives the cue, its speaker and the content; where the parse
broke a long sentence in the wrong place, word order and punctuation mend it. What stands wholly in quotation marks is
left to `direct.py`.
"""

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Token

from pipelines.extract.cues import CueVerb, concern_nouns, cue_verb, reports
from pipelines.extract.display_lines import is_display_line
from pipelines.extract.drafts import Draft
from pipelines.extract.layout import Layout, Passage
from pipelines.extract.speakers import Speaker, noun_phrase, speaker_of

_OBJECTS = frozenset({"dobj", "obj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
# What may stand between a cue and the clause that is its content: told them on Monday that …
_BETWEEN = frozenset({"dobj", "dative", "iobj", "prep", "npadvmod", "advmod", "prt", "punct", "tmod", "agent"})
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "PRON", "VERB"})
_COMMAS = frozenset({",", "–", "—", "--"})
_BEFORE_SPEECH = _COMMAS | {":", "…", "..."}
_OF_THE_CONTENT = frozenset({"conj", "advcl", "ccomp", "prep", "parataxis", "dep"})
_CONTRASTS = frozenset({"but", "though", "although", "while", "whereas"})
_LONGEST_SENTENCE = 400  # tokens; what is longer is no prose, and clauses within clauses take quadratic time
_SHORTEST_CLAUSE = 4  # words and the full stop
_SHORTEST_OBJECT = 3  # words: "criticised him" tells nothing that was said
_SHORTEST_SUBORDINATE = 3  # words: said no, …
# What hangs on a noun behind these is what that noun says: warned against believing reports that the bridge was unsafe.
_OF_ANOTHER = frozenset({"about", "against", "amid", "despite", "over"})
_NO_CONTENT = frozenset({"anything", "everything", "nothing", "something", "things"})
_STARTS_CLAUSE = frozenset({"DET", "PRON", "NOUN", "PROPN", "NUM", "ADJ", "SCONJ"})


def indirect_statements(layout: Layout) -> list[Draft]:
    """Find the indirect and mixed statements of a doc, in order of their cues."""
    lines = (layout.characters(paragraph) for paragraph in layout.paragraphs)
    silent = [is_display_line(layout.text[start:end]) for start, end in lines]
    drafts: list[Draft] = []
    for sentence in layout.doc.sents:
        if len(sentence) <= _LONGEST_SENTENCE:
            spoken = (
                t for t in sentence if not (t.is_space or layout.is_quoted(t) or silent[layout.paragraph_of[t.i]])
            )
            drafts += _in_sentence(spoken, layout)
    return drafts


def _in_sentence(tokens: Iterable[Token], layout: Layout) -> Iterator[Draft]:
    """Find the statements that the cues among some tokens of a sentence introduce."""
    inherited: dict[int, Speaker] = {}
    for token in tokens:
        if token.lower_ == "according":
            yield from _according_to(token, layout)
            continue
        verb = cue_verb(token)
        if verb is not None and verb.frames and reports(token):
            speaker = inherited.get(token.i) or speaker_of(token, layout)
            if speaker is not None:
                yield from _said_by(token, verb, speaker, inherited, layout)


def _said_by(
    cue: Token, verb: CueVerb, speaker: Speaker, inherited: dict[int, Speaker], layout: Layout
) -> Iterator[Draft]:
    content = _content_after(cue, verb) or _clause_by_word_order(cue, verb, speaker, layout)
    method = content[0] if content else "clause before cue"
    segments: tuple[Passage, ...] = (content[1],) if content else ()
    if not content and "clause" in verb.frames:
        attribution = Passage(min(speaker.start, cue.i), max(speaker.end, cue.i + 1))
        segments = _content_around(attribution, cue, layout)
    participle = _next_participle(segments[-1], layout) if segments else None
    if participle is not None:
        inherited[participle] = speaker
        segments = (*segments[:-1], Passage(segments[-1].start, participle))
    draft = _draft(segments, cue, speaker, method, layout)
    if draft:
        yield draft


def _next_participle(content: Passage, layout: Layout) -> int | None:
    """Find where the same speaker goes on, in the writer's words, after a comma: "…, adding that", "…, noting …"."""
    doc = layout.doc
    for position in range(content.start + 1, content.end):
        token = doc[position]
        if token.tag_ == "VBG" and layout.quote_of[position] < 0 and cue_verb(token):
            before = position - 1
            if layout.quote_of[before] >= 0 and layout.quotes[layout.quote_of[before]].end == position:
                before -= 1  # "a disgrace," adding
            if doc[before].text == ",":
                return position
    return None


def _content_after(cue: Token, verb: CueVerb) -> tuple[str, Passage] | None:
    """Find the content that follows a cue in the parse, by the frames of its verb; gives the frame and the passage."""
    if "name" in verb.frames and cue.dep_ == "acl" and cue.tag_ == "VBN":  # an app called Snow
        return None
    for child in cue.children:
        if child.i < cue.i:
            continue
        for frame in sorted(verb.frames):
            passage = _FRAMES[frame](cue, child, verb)
            if passage is not None:
                return frame, passage
    return None


def _clause(cue: Token, child: Token, _verb: CueVerb) -> Passage | None:
    if child.dep_ != "ccomp" or child.left_edge.i <= cue.i or not _is_finite(child):
        return None
    return Passage(_clause_start(cue, child), _clause_end(cue, child))


def _gerund(_cue: Token, child: Token, _verb: CueVerb) -> Passage | None:
    if child.dep_ != "xcomp" or child.tag_ != "VBG":
        return None
    return Passage(child.left_edge.i, child.right_edge.i + 1)


def _infinitive(cue: Token, child: Token, _verb: CueVerb) -> Passage | None:
    has_to = any(token.dep_ == "aux" and token.lower_ == "to" for token in child.children)
    if child.dep_ not in ("xcomp", "ccomp") or child.tag_ != "VB" or not has_to:
        return None
    start = min([child.left_edge.i, *(token.left_edge.i for token in cue.children if token.dep_ in _OBJECTS)])
    return Passage(max(start, cue.i + 1), child.right_edge.i + 1)


def _object(cue: Token, child: Token, verb: CueVerb) -> Passage | None:
    """Take an object with the phrases that belong to it: accused them of lying, blamed rain for the delay."""
    if child.dep_ not in _OBJECTS:
        return None
    end = child.right_edge.i + 1
    for phrase in cue.children:
        if phrase.dep_ == "prep" and phrase.i == end and phrase.lower_ in verb.prepositions:
            end = phrase.right_edge.i + 1
    return Passage(child.left_edge.i, end) if end - child.left_edge.i >= _SHORTEST_OBJECT else None


def _concern(cue: Token, child: Token, verb: CueVerb) -> Passage | None:
    return _object(cue, child, verb) if child.lemma_.lower() in concern_nouns() else None


def _name(_cue: Token, child: Token, _verb: CueVerb) -> Passage | None:
    """Find what something is called or described as: called the plan a disgrace, described it as unfair."""
    if child.dep_ == "oprd":
        return Passage(child.left_edge.i, child.right_edge.i + 1)
    if child.dep_ == "prep" and child.lower_ == "as":
        return Passage(child.i + 1, child.right_edge.i + 1)
    if child.dep_ == "ccomp" and child.pos_ not in ("VERB", "AUX"):
        subject = next((token for token in child.children if token.dep_ in _SUBJECTS and token.i < child.i), None)
        if subject is not None:
            return Passage(subject.right_edge.i + 1, child.right_edge.i + 1)
    return None


_FRAMES: dict[str, Callable[[Token, Token, CueVerb], Passage | None]] = {
    "clause": _clause,
    "concern": _concern,
    "gerund": _gerund,
    "name": _name,
    "object": _object,
    "to": _infinitive,
}


def _is_finite(clause: Token) -> bool:
    if clause.tag_ == "VBG" and not any(child.dep_ == "aux" for child in clause.children):
        return False  # she said, eyes shining
    return clause.tag_ in _FINITE or any(
        child.dep_ in _SUBJECTS
        or child.dep_ == "mark"
        or (child.dep_ in ("aux", "auxpass", "cop") and child.tag_ in _FINITE)
        for child in clause.children
    )


def _clause_start(cue: Token, clause: Token) -> int:
    """Give the start of a clause, mended where the parse took its first words for something else.

    Between the cue and the clause may stand whom it was told, when and where; anything else is the clause's.
    """
    start = clause.left_edge.i
    if start == cue.i + 1:
        return start
    verb, between = cue_verb(cue), set[int]()
    for child in cue.children:
        if child.dep_ in _OBJECTS and not (verb and verb.addresses):
            continue  # nobody is said: said the men who came — they are the subject of what follows
        if cue.i < child.i < start and child.dep_ in _BETWEEN:
            between.update(token.i for token in child.subtree)
    missing = [i for i in range(cue.i + 1, start) if i not in between]
    return missing[0] if missing else start


def _clause_end(cue: Token, clause: Token) -> int:
    """Give the end of a clause: that of its sentence, unless what follows is again the writer's.

    The parser often hangs the end of a long clause ("…, and the rest stays", "… because it rains") on the cue. It is
    the writer's if it is a cue itself, has the speaker for its subject, contrasts, or is a participle.
    """
    doc, end = cue.doc, clause.right_edge.i + 1
    for child in cue.children:
        if child.i < end or child.dep_ == "punct":
            continue
        if child.dep_ == "cc":
            if child.lower_ in _CONTRASTS and doc[child.i + 1].lower_ != "that":
                break
            continue
        if child.dep_ not in _OF_THE_CONTENT or _is_the_writers(child):
            break
        end = child.right_edge.i + 1
    return min(end, cue.sent.end)


def _is_the_writers(clause: Token) -> bool:
    """Tell whether a clause that the parser hung on a cue goes on with the report rather than with the content."""
    verb = cue_verb(clause)
    if verb is not None and verb.frames:
        return True
    if clause.dep_ == "conj":
        return not _has_subject(clause)
    return clause.dep_ == "advcl" and (clause.tag_ in ("VBG", "VBN") or _contrasts(clause))


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _contrasts(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in _CONTRASTS for child in clause.children)


def _clause_by_word_order(cue: Token, verb: CueVerb, speaker: Speaker, layout: Layout) -> tuple[str, Passage] | None:
    """Find a clause after a cue that the parse does not show: the words after it hold a finite verb of their own."""
    end = cue.sent.end
    if "clause" not in verb.frames or speaker.start > cue.i or cue.i + 1 == end:
        return None
    if cue.dep_ == "relcl":  # the plan that she said was dead was mine
        end = min(end, cue.right_edge.i + 1)
    that = _that_after(cue, verb)
    if that is not None:
        has_verb = any(token.tag_ in _FINITE for token in layout.doc[that + 1 : end])
        return ("clause by word order", Passage(that, end)) if has_verb else None
    start = _start_by_word_order(cue, verb, speaker, layout)
    if start is None or end - start < _SHORTEST_CLAUSE or layout.quote_of[start] >= 0:
        return None
    if not _may_start_clause(layout.doc[start]) or cue_verb(layout.doc[start]):
        return None
    for token in layout.doc[start:end]:
        if token.text in _COMMAS and token.i - start < _SHORTEST_SUBORDINATE:
            return None
        if token.tag_ in _FINITE and not layout.is_quoted(token):
            own = token.dep_ != "advcl" and not (token.dep_ in ("relcl", "conj") and token.head is cue)
            return ("clause by word order", Passage(start, end)) if own else None
    return None


def _that_after(cue: Token, verb: CueVerb) -> int | None:
    """Find the "that" that opens a clause right after a cue, or after the words that say whom it was said to."""
    for token in cue.doc[cue.i + 1 : cue.sent.end]:
        if token.lower_ == "that" and token.tag_ == "IN":
            return token.i
        if not verb.addresses or token.tag_ in _FINITE or token.text in _COMMAS or token.lower_ in _OF_ANOTHER:
            return None
    return None


def _start_by_word_order(cue: Token, verb: CueVerb, speaker: Speaker, layout: Layout) -> int | None:
    if cue.head.i > cue.i and cue.dep_ in ("ccomp", "advmod", "parataxis"):  # read as an aside: Holm admits, here, it …
        if cue_verb(cue.head):  # all of it is what somebody says: Holm has asked for help, she said
            return None
        before = layout.doc[cue.sent.start : speaker.start]
        if any(token.pos_ in _CONTENT_WORDS for token in before):  # it is one: the bridge, Holm says, is safe
            return None
        return layout.trimmed(cue.right_edge.i + 1, cue.sent.end).start
    if verb.addresses:
        return cue.i + 2 if cue.nbor(1).pos_ == "PRON" else None
    objects = [child for child in cue.children if child.dep_ in _OBJECTS]
    if objects and (verb.lemma != "say" or any(child.lower_ in _NO_CONTENT for child in objects)):
        return None
    times = (child for child in cue.children if child.dep_ == "npadvmod" and child.left_edge.i == cue.i + 1)
    return next((time.right_edge.i + 1 for time in times), cue.i + 1)  # said Monday it …


def _may_start_clause(token: Token) -> bool:
    if token.pos_ in ("AUX", "VERB"):
        return token.tag_ in _FINITE
    return token.pos_ in _STARTS_CLAUSE or token.dep_ == "expl"


def _content_around(attribution: Passage, cue: Token, layout: Layout) -> tuple[Passage, ...]:
    """Find the content before an attribution that closes its sentence, or on both sides of one in the middle."""
    doc, sentence = layout.doc, cue.sent
    if any(child.dep_ in _OBJECTS and child.i not in attribution for child in cue.children) and cue.lemma_ != "tell":
        return ()
    comma = attribution.start - 1
    if comma <= sentence.start or not (doc[comma].text in _COMMAS or layout.quote_of[comma] >= 0):
        return ()
    before = layout.trimmed(sentence.start, comma + (layout.quote_of[comma] >= 0))
    if layout.quote_of[comma] >= 0:
        quote = layout.quotes[layout.quote_of[comma]]
        if quote.start <= before.start or doc[quote.start - 1].text in _BEFORE_SPEECH:
            return ()
    if doc[before.start].dep_ == "mark" and doc[before.start].head.head is cue:
        return ()
    inverted = cue.i == attribution.start  # what follows "said Ada Holm," tells who she is
    after = None if inverted else _content_resumed(attribution, sentence.end, layout)
    has_verb = any(token.tag_ in _FINITE for token in doc[before.start : before.end])
    if after:
        return (before, after)
    return (before,) if has_verb else ()


def _content_resumed(attribution: Passage, end: int, layout: Layout) -> Passage | None:
    """Find where content goes on after an attribution between commas: The plan, she said, is dead."""
    doc = layout.doc
    if attribution.end >= end or doc[attribution.end].text not in _COMMAS:
        return None
    after = layout.trimmed(attribution.end, end)
    if after.end - after.start < 2:
        return None
    first = doc[after.start]
    if first.tag_ in ("VBG", "VBN") or first.lower_ in _CONTRASTS:
        return None
    if not any(token.tag_ in _FINITE for token in doc[after.start : after.end]) and first.pos_ not in ("ADV", "ADP"):
        return None
    return after


def _according_to(cue: Token, layout: Layout) -> Iterator[Draft]:
    """Read "according to X", before, after or amid what X says."""
    doc, sentence = layout.doc, cue.sent
    to = next((child for child in cue.children if child.lower_ == "to"), None)
    source = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if source is None:
        return
    speaker = noun_phrase(source, layout)
    end = min(max(speaker.end, source.right_edge.i + 1), sentence.end)
    if cue.i - sentence.start <= 1:
        segments: tuple[Passage, ...] = (layout.trimmed(end, sentence.end),)
    else:
        segments = (layout.trimmed(sentence.start, cue.i),)
        after = _content_resumed(Passage(cue.i, end), sentence.end, layout)
        if doc[cue.i - 1].text in _COMMAS and after:
            segments = (*segments, after)
    draft = _draft(segments, cue, speaker, "according to", layout)
    if draft:
        yield draft


def _draft(segments: tuple[Passage, ...], cue: Token, speaker: Speaker, method: str, layout: Layout) -> Draft | None:
    """Make a draft of content that is not wholly quoted; null if it is, or if nothing is left of it."""
    whole = [_with_whole_quotes(layout.trimmed(segment.start, segment.end), layout) for segment in segments]
    whole = [segment for segment in whole if segment.end > segment.start]
    if not whole or any(speaker.head in segment or cue.i in segment for segment in whole):
        return None
    positions = [i for segment in whole for i in range(segment.start, segment.end)]
    quoted = [i for i in positions if layout.quote_of[i] >= 0]
    if len(quoted) == len(positions) or _begins_with_speech(whole[0], layout):
        return None
    cue_span = Passage(cue.i, cue.i + (2 if cue.lower_ == "according" else 1))
    return Draft("mixed" if quoted else "indirect", tuple(whole), cue_span, speaker, method)


def _begins_with_speech(content: Passage, layout: Layout) -> bool:
    """Tell whether content begins with a quotation that is a sentence of its own: said "it is late," and left."""
    number = layout.quote_of[content.start]
    if number < 0:
        return False
    end = layout.quotes[number].end
    return end < content.end and layout.doc[end - 2].text in (",", ".", "?", "!")


def _with_whole_quotes(segment: Passage, layout: Layout) -> Passage:
    """Widen a segment that begins or ends inside a quotation to the whole of it."""
    start, end = segment.start, segment.end
    if end > start:
        first, last = layout.quote_of[start], layout.quote_of[end - 1]
        start = layout.quotes[first].start if first >= 0 else start
        end = layout.quotes[last].end if last >= 0 else end
    return Passage(start, end)
