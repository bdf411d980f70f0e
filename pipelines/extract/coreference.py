"""The component `verbatim_coreference`: what pronouns and descriptions refer to, of those whom the document names.

Pronouns are resolved by syntax, nearness and the gender that the text tells. Where two persons come into question they
are left open: a wrong answer is worse than none. Names are `names.py`'s and must be set; roles are read on the way
(`roles.py`), and descriptions by them (`descriptions.py`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipelines.extract.descriptions import described
from pipelines.extract.gender import told_genders
from pipelines.extract.name_lists import Gender, person_nouns, role_nouns, words
from pipelines.extract.name_words import take_words, tokens_with
from pipelines.extract.paragraphs import text_of
from pipelines.extract.quotation_marks import quoted_spans
from pipelines.extract.roles import stated_roles
from pipelines.records import Entity, Mention
from pipelines.word_lists import rows

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_REACH = 5  # sentences before the pronoun's own that are searched
_FARTHEST = 60  # antecedents that are looked at, however long a sentence is
_MARGIN = 0.5  # by how much the best candidate must lead
# What speaks for a candidate, tuned on development articles.
_NEARER_SENTENCE, _SUBJECT, _SPEAKER, _BOTH_SPEAK, _SAME_GENDER, _IN_QUOTATION = 1.0, 1.0, 0.3, 0.8, 0.4, -1.5
# How likely a link is right where the text tells the person's gender (measured on the development articles that the
# weights above were tuned on, so optimistic), and where it does not (an estimate: too few cases to measure).
_OF_TOLD_GENDER, _OF_UNKNOWN_GENDER = 0.91, 0.8


Doc.set_extension("verbatim_roles", default=(), force=True)


@Language.component(
    "verbatim_coreference",
    requires=["token.dep", "token.tag", "token.is_sent_start", "doc._.verbatim_entities", "doc._.verbatim_mentions"],
    assigns=["doc._.verbatim_mentions", "doc._.verbatim_roles"],
)
def resolve_coreference(doc: Doc) -> Doc:
    """Pipeline component: add pronouns and descriptions to `doc._.verbatim_mentions`, set `doc._.verbatim_roles`.

    Mentions stay in order and do not overlap. A singular personal pronoun that nobody clearly fits is a mention with
    no entity. Needs `verbatim_names` before it.
    """
    found = take_words(doc)
    entities: Sequence[Entity] = doc._.verbatim_entities
    names: Sequence[Mention] = doc._.verbatim_mentions
    roles = stated_roles(doc, found)
    genders = told_genders(entities, names, roles, found)
    quoted = _quotation_of_tokens(doc)
    descriptions = tuple(described(doc, entities, roles, _tokens_of_names(doc, names), quoted))
    pronouns = _Resolver(doc, entities, (*names, *descriptions), genders, quoted).pronouns()
    doc._.verbatim_roles = roles
    doc._.verbatim_mentions = tuple(sorted((*names, *descriptions, *pronouns), key=lambda mention: mention.start))
    return doc


@dataclass(frozen=True, slots=True)
class _Pronoun:
    gender: Gender
    use: Literal["subject", "object", "possessive", "reflexive"]


@cache
def _pronouns() -> dict[str, _Pronoun]:
    uses: dict[str, Literal["subject", "object", "possessive", "reflexive"]] = {
        "subject": "subject",
        "object": "object",
        "possessive": "possessive",
        "reflexive": "reflexive",
    }
    return {
        form: _Pronoun("f" if gender == "f" else "m", uses[use])
        for form, gender, use in rows(__package__, "pronouns.tsv")
    }


@cache
def _nouns_of_persons() -> frozenset[str]:
    return frozenset(role_nouns()) | frozenset(person_nouns())


@dataclass(frozen=True, slots=True)
class _Antecedent:
    """Someone a pronoun may refer to: an entity, or a person whom the text does not name (null)."""

    token: int
    entity: int | None
    gender: Gender | None
    subject: bool
    speaker: bool
    sentence: int
    quotation: int


class _Resolver:
    """Goes once through a document, outside its quotations first, and resolves its pronouns from left to right."""

    def __init__(
        self,
        doc: Doc,
        entities: Sequence[Entity],
        mentions: Sequence[Mention],
        genders: dict[int, Gender],
        quoted: Sequence[int],
    ) -> None:
        self._doc = doc
        self._persons = frozenset(entity.entity for entity in entities if entity.kind == "person")
        self._genders = dict(genders)
        self._quoted = quoted
        self._sentence = _sentence_of_tokens(doc)
        self._events = self._antecedents(mentions)

    def pronouns(self) -> list[Mention]:
        """Resolve all singular personal pronouns, in order."""
        at = [self._doc[index] for index in tokens_with(self._doc, frozenset(_pronouns()))]
        outside = [token for token in at if self._quoted[token.i] < 0]
        inside = [token for token in at if self._quoted[token.i] >= 0]
        found = [self._resolve(token) for token in outside]
        speakers = self._speakers_of_quotations(inside)
        found += [self._resolve(token, speakers.get(self._quoted[token.i])) for token in inside]
        return found

    def _antecedents(self, mentions: Sequence[Mention]) -> list[_Antecedent]:
        starts = self._doc.to_array("IDX").tolist()
        found: list[_Antecedent] = []
        named: set[int] = set()
        for mention in mentions:
            first = bisect_right(starts, mention.start) - 1
            last = bisect_right(starts, mention.end - 1) - 1
            named.update(range(first, last + 1))
            if mention.entity in self._persons and mention.entity is not None:
                head = self._doc[first : last + 1].root
                found.append(self._antecedent(head, mention.entity, self._genders.get(mention.entity)))
        found += [self._antecedent(token, None, gender) for token, gender in self._unnamed(named)]
        return sorted(found, key=lambda item: item.token)

    def _unnamed(self, named: set[int]) -> list[tuple[Token, Gender | None]]:
        """Find the persons whom the text only describes (a police officer, her father)."""
        found: list[tuple[Token, Gender | None]] = []
        for index in tokens_with(self._doc, _nouns_of_persons()):
            token = self._doc[index]
            key = token.lower_
            if index in named or token.tag_ != "NN":
                continue
            if token.dep_ in ("appos", "attr", "compound", "amod", "nmod"):
                continue
            following = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
            if following is not None and (following.i in named or (following.text == "," and following.i + 1 in named)):
                continue
            found.append((token, person_nouns()[key][0] if key in person_nouns() else role_nouns()[key]))
        return found

    def _antecedent(self, head: Token, entity: int | None, gender: Gender | None) -> _Antecedent:
        return _Antecedent(
            head.i, entity, gender, _is_subject(head), _speaks(head), self._sentence[head.i], self._quoted[head.i]
        )

    def _resolve(self, token: Token, speaker: int | None = None) -> Mention:
        pronoun = _pronouns()[token.lower_]
        chosen = self._choose(token, pronoun, speaker)
        start, end = token.idx, token.idx + len(token)
        if chosen is None or chosen.entity is None:
            return Mention(start, end, token.text, "pronoun", None, "unresolved", 0.0)
        self._take(token, chosen.entity)
        told = self._genders.get(chosen.entity) is not None
        method = "pronoun_gender" if told else "pronoun_nearest"
        confidence = _OF_TOLD_GENDER if told else _OF_UNKNOWN_GENDER
        return Mention(start, end, token.text, "pronoun", chosen.entity, method, confidence)

    def _take(self, token: Token, entity: int) -> None:
        """Let a resolved pronoun be an antecedent of later ones."""
        item = self._antecedent(token, entity, self._genders.get(entity))
        position = bisect_right(self._events, item.token, key=lambda event: event.token)
        self._events.insert(position, item)

    def _choose(self, token: Token, pronoun: _Pronoun, speaker: int | None) -> _Antecedent | None:
        """Choose the best antecedent of a pronoun, null where none clearly leads."""
        best: dict[int, tuple[float, _Antecedent]] = {}
        last = bisect_right(self._events, token.i - 1, key=lambda event: event.token)
        for index in range(last - 1, max(-1, last - 1 - _FARTHEST), -1):
            item = self._events[index]
            if self._sentence[token.i] - item.sentence > _REACH:
                break
            if item.gender not in (None, pronoun.gender) or not self._may_refer(token, pronoun, item, speaker):
                continue
            key = item.entity if item.entity is not None else -1 - item.token
            score = self._score(token, item)
            if key not in best or best[key][0] < score:
                best[key] = score, item
        ranked = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].token))
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]

    def _may_refer(self, token: Token, pronoun: _Pronoun, item: _Antecedent, speaker: int | None) -> bool:
        """Tell whether grammar lets a pronoun refer to an antecedent."""
        if speaker is not None and item.entity == speaker:
            return False
        inside = item.quotation >= 0 and self._quoted[token.i] < 0 and item.sentence == self._sentence[token.i]
        if inside and pronoun.use == "subject":  # who speaks does not name himself: “Poe will go,” he said
            return False
        other = self._doc[item.token]
        if other.head is token:  # his lawyer, her father
            return False
        if token.head is other and pronoun.use == "possessive":
            return False
        together = other.head is token.head and other.dep_ in _SUBJECTS
        if pronoun.use == "reflexive":
            return together
        return not (together and pronoun.use == "object" and token.tag_ == "PRP")

    def _score(self, token: Token, item: _Antecedent) -> float:
        score = -_NEARER_SENTENCE * (self._sentence[token.i] - item.sentence)
        score += _SUBJECT * item.subject + _SPEAKER * item.speaker + _BOTH_SPEAK * (item.speaker and _speaks(token))
        score += _SAME_GENDER * (item.gender is not None)
        if item.quotation >= 0 and item.quotation != self._quoted[token.i]:
            score += _IN_QUOTATION
        return score

    def _speakers_of_quotations(self, tokens: Sequence[Token]) -> dict[int, int]:
        """Tell who speaks the quotations that pronouns stand in: the subject of a verb of saying beside them."""
        wanted = frozenset(self._sentence[token.i] for token in tokens)
        by_sentence = {
            item.sentence: item.entity
            for item in self._events
            if item.speaker and item.quotation < 0 and item.entity is not None
        }
        found: dict[int, int] = {}
        for token in tokens:
            for sentence in (self._sentence[token.i], self._sentence[token.i] + 1, self._sentence[token.i] - 1):
                if sentence in by_sentence and self._sentence[token.i] in wanted:
                    found.setdefault(self._quoted[token.i], by_sentence[sentence])
                    break
        return found


def _is_subject(token: Token) -> bool:
    """Tell whether a token is a subject, or joined to one by "and"."""
    return token.dep_ in _SUBJECTS or (token.dep_ == "conj" and token.head.dep_ in _SUBJECTS)


def _speaks(token: Token) -> bool:
    """Tell whether a token is the subject of a verb of saying."""
    return token.dep_ in _SUBJECTS and token.head.lower_ in words("speech_verbs.txt")


def _tokens_of_names(doc: Doc, names: Sequence[Mention]) -> dict[int, int]:
    starts = doc.to_array("IDX").tolist()
    return {
        index: name.entity
        for name in names
        if name.entity is not None
        for index in range(bisect_right(starts, name.start) - 1, bisect_right(starts, name.end - 1))
    }


def _quotation_of_tokens(doc: Doc) -> list[int]:
    """Give the number of the quotation that each token stands in, -1 outside."""
    found = [-1] * len(doc)
    starts = doc.to_array("IDX").tolist()
    for number, span in enumerate(quoted_spans(text_of(doc))):
        for index in range(bisect_right(starts, span.start - 1), bisect_right(starts, span.end - 1)):
            found[index] = number
    return found


def _sentence_of_tokens(doc: Doc) -> list[int]:
    starts = doc.to_array("SENT_START") == 1
    return [int(number) for number in starts.cumsum()]
