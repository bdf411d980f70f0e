"""Who speaks: from a cue to the words of the text that name its speaker.

Gives spans and the word that heads them; who that is, `quotations.py` tells from the mentions of the text.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.extract.layout import Layout, Passage

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_RELATIVE_OPENERS = frozenset({"who", "whose", "whom", "which"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SHARES_SUBJECT = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep"})
_NOT_A_SPEAKER = frozenset({"i", "we", "you", "there", "that", "this", "what", "who", "which", "one", "nobody", "no"})
_NEGATIVES = frozenset({"no", "neither", "none", "nobody"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it"})
_OBJECTS = frozenset({"dobj", "obj"})
_HEARERS = _OBJECTS | {"dative", "iobj"}
_NEEDS_HEARER = frozenset({"assure", "inform", "remind", "tell"})
# After these a participle is the object's: quoted her as saying, thanked her for saying; not: opened it by saying.
_OF_THE_OBJECT = frozenset({"as", "for", "from", "into", "of"})
_LONGEST_CHAIN = 5


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name a speaker: tokens `start` to `end` (half-open), of which `head` is the head."""

    start: int
    end: int
    head: int


def speaker_of(cue: Token, layout: Layout) -> Speaker | None:
    """Find the speaker of a cue verb: its subject, its agent, or the subject that it shares; null if it has none.

    "I", "we" and "you" outside quotation marks are the writer and the reader: they are no speakers.
    """
    subject = _subject_after(cue) or _subject(cue) or _nominal_before(cue)
    if subject is not None:
        subject = _before_relative_clause(subject, cue) or _modified_by_clause(subject, cue) or subject
    if subject is None or subject.lower_ in _NOT_A_SPEAKER or subject.pos_ not in _NOMINAL | {"DET", "NUM", "ADJ"}:
        return None
    if subject.lower_ in _NEGATIVES or any(child.lower_ in _NEGATIVES for child in subject.children):
        return None
    if layout.quote(subject) != layout.quote(cue):
        return None
    return noun_phrase(subject, layout)


def has_passive_auxiliary(verb: Token) -> bool:
    """Tell whether a verb is passive by its auxiliary: was told."""
    return any(child.dep_ == "auxpass" for child in verb.children)


def _is_passive(verb: Token) -> bool:
    """Tell whether a verb's subject is whom it happens to: was told; told by; was arrested and told."""
    for _ in range(_LONGEST_CHAIN):
        if has_passive_auxiliary(verb):
            return True
        if any(child.dep_ in ("aux", *_SUBJECTS) for child in verb.children):
            return False
        if verb.tag_ != "VBN" and not _lacks_hearer(verb):
            return False
        if verb.dep_ != "conj":
            return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
        verb = verb.head
    return False


def _lacks_hearer(verb: Token) -> bool:
    """Tell whether a past form must be a participle, for want of whom it was told."""
    return verb.lemma_ in _NEEDS_HEARER and verb.tag_ == "VBD" and not any(c.dep_ in _HEARERS for c in verb.children)


def _subject(cue: Token) -> Token | None:
    if _is_passive(cue):
        return _agent(cue)
    verb = cue
    for _ in range(_LONGEST_CHAIN):
        own = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if own:
            subject = min(own, key=lambda token: abs(token.i - verb.i))  # two subjects are one too many: a bad parse
            return verb.head if subject.lower_ in _RELATIVES and verb.dep_ == "relcl" else subject
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if verb.dep_ not in _SHARES_SUBJECT and not (verb.dep_ == "ccomp" and verb.tag_ == "VBG"):
            return None
        if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not _is_detached(verb):
            return None
        if verb.dep_ == "prep" and verb.lower_ in _OF_THE_OBJECT and not _is_passive(verb.head):
            whom = next((child for child in verb.head.children if child.dep_ in _OBJECTS and child.i < verb.i), None)
            if whom is not None:
                return whom
        verb = verb.head
    return None


def _subject_after(cue: Token) -> Token | None:
    """Find the name that an inverted cue between commas is followed by, where the parse has it for an object."""
    if cue.i == cue.sent.start or cue.nbor(-1).text != "," or cue.tag_ not in ("VBD", "VBZ"):
        return None
    own = [child for child in cue.children if child.dep_ in (*_SUBJECTS, *_OBJECTS)]
    if len(own) != 1 or own[0].dep_ not in _OBJECTS or own[0].pos_ != "PROPN" or own[0].left_edge.i != cue.i + 1:
        return None
    following = own[0].i + 1
    return own[0] if following < cue.sent.end and cue.doc[following].text in (",", ".") else None


def _nominal_before(cue: Token) -> Token | None:
    """Take the name or pronoun right before a finite cue for its subject, where the parse has none."""
    if cue.tag_ not in ("VBD", "VBZ", "VBP") or cue.i == cue.sent.start:
        return None
    before = cue.nbor(-1)
    if any(child.dep_ == "auxpass" for child in cue.children) or cue.dep_ in ("acl", "relcl"):
        return None
    return before if before.pos_ == "PROPN" or before.lower_ in _SUBJECT_PRONOUNS else None


def _before_relative_clause(subject: Token, cue: Token) -> Token | None:
    """Find whom a relative clause is about that a bad parse takes the subject from; null if there is no such clause.

    In "Ada Holm, whose party backed Bo Ray, urged …" a comma parts the subject that was read, Ray, from its verb.
    """
    doc = cue.doc
    between = [token for token in doc[subject.i + 1 : cue.i] if token.pos_ not in ("AUX", "ADV", "PART")]
    if [token.text for token in between] != [","]:
        return None
    for position in range(subject.left_edge.i - 1, cue.sent.start + 1, -1):
        if doc[position].text == ",":
            return None
        if doc[position].lower_ in _RELATIVE_OPENERS and doc[position - 1].text == ",":
            before = doc[position - 2]
            return before if before.pos_ in _NOMINAL else None
    return None


def _modified_by_clause(subject: Token, cue: Token) -> Token | None:
    """Find the noun that a clause modifies where a bad parse takes the sentence's verb into that clause; else null.

    In "The decision allowing her release said …" the parse has nothing but "The decision" outside the clause.
    """
    clause = cue.head
    if cue.dep_ != "ccomp" or clause.dep_ not in ("acl", "relcl") or not subject.i < cue.i or subject.pos_ != "NOUN":
        return None
    noun = clause.head
    return noun if noun.dep_ == "ROOT" and noun.pos_ in _NOMINAL and noun.i < clause.i < subject.i else None


def _is_detached(participle: Token) -> bool:
    """Tell whether a participle is the subject's, by the comma before it: "…, adding"; not "a letter telling them"."""
    before = participle.doc[participle.left_edge.i - 1] if participle.left_edge.i > 0 else None
    return before is None or before.is_punct or participle.left_edge.is_sent_start or participle.i < participle.head.i


def _agent(cue: Token) -> Token | None:
    for child in cue.children:
        if child.dep_ == "agent":
            return next((token for token in child.children if token.dep_ == "pobj"), None)
    return None


def noun_phrase(head: Token, layout: Layout) -> Speaker:
    """Give the minimal natural noun phrase of a head: titles, determiners and modifiers, no apposition, no clause.

    A common noun keeps what tells whom it means (a spokesman for the mayor, a person familiar with the talks); a name
    does not. Coordinated heads make one speaker.
    """
    doc = layout.doc
    name = _name_in_apposition(head)
    if name is not None:
        head = name
    start, end = max(head.left_edge.i, head.sent.start), head.i + 1
    for child in head.children:
        if child.i < end:
            continue
        if child.dep_ == "appos" and child.i == end + _width_of_compounds(child) and doc[child.i].pos_ == "PROPN":
            head, end = child, child.i + 1  # read as noun and name, it is a title: prosecutor Ada Holm
        elif child.dep_ == "conj" and child.pos_ in _NOMINAL:
            end = max(end, _last_conjunct(child).i + 1)
        elif child.dep_ in ("prep", "amod") and head.pos_ not in ("PROPN", "PRON"):
            end = max(end, child.right_edge.i + 1)
    while start < head.i and (
        doc[start].is_punct or doc[start].is_space or doc[start].dep_ in ("cc", "advmod", "mark")
    ):
        start += 1
    quote = layout.quote(head)
    while start < head.i and layout.quote_of[start] != quote:
        start += 1
    while end > head.i + 1 and (layout.quote_of[end - 1] != quote or doc[end - 1].is_punct):
        end -= 1
    return Speaker(start, end, head.i)


def _last_conjunct(token: Token) -> Token:
    """Follow a coordination to its last name or noun, as the parser chains them."""
    following: Token | None = token
    while following is not None:
        token = following
        conjuncts = (c for c in token.children if c.dep_ == "conj" and c.pos_ in _NOMINAL and c.i > token.i)
        following = next(conjuncts, None)
    return token


def _name_in_apposition(head: Token) -> Token | None:
    """Find the name that a common noun introduces between commas: his lawyer, Ada Holm, said."""
    if head.pos_ != "NOUN":
        return None
    names = (
        child for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i + 1
    )
    return next((name for name in names if name.ent_type_ == "PERSON"), None)


def _width_of_compounds(token: Token) -> int:
    return token.i - token.left_edge.i


def noun_phrase_at(position: int, within: Passage, layout: Layout) -> Speaker | None:
    """Find the noun phrase that begins at a token, by its outermost head in a passage; null if none begins there."""
    doc = layout.doc
    if position not in within:
        return None
    best: Token | None = None
    token = doc[position]
    for _ in range(_LONGEST_CHAIN):
        if token.pos_ in _NOMINAL and token.lower_ not in _NOT_A_SPEAKER:
            best = token
        head = token.head
        if head is token or head.i not in within or head.pos_ not in _NOMINAL:
            break
        if not all(word.is_punct for word in doc[min(head.left_edge.i, position) : position]):
            break
        token = head
    return noun_phrase(best, layout) if best is not None else None
