"""The component `verbatim_word_classes`: part of speech, form and lemma of each word, by the model's own rules.

spaCy's `attribute_ruler` tries all its rules at each word, and its `lemmatizer` goes on from there. Nearly all that
they do depends on the word, its tag and its relation alone: here each such case is worked out once and looked up after
that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

_READ: list[int | str] = ["ORTH", "TAG", "DEP"]
_SET: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP"]
_CONDITIONS = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
# Cases that are kept; a million words of news have some hundred thousand.
_MOST_CASES = 300_000


def look_up_word_classes(nlp: Language) -> None:
    """Put the component in the place of a model's rules for word classes and lemmas, where it has such rules."""
    names = nlp.pipe_names
    if "attribute_ruler" not in names or "lemmatizer" not in names:
        return
    if isinstance(nlp.get_pipe("attribute_ruler"), AttributeRuler) and isinstance(
        nlp.get_pipe("lemmatizer"), Lemmatizer
    ):
        nlp.add_pipe("verbatim_word_classes", after="lemmatizer")
        nlp.disable_pipes("attribute_ruler", "lemmatizer")


@Language.factory(
    "verbatim_word_classes",
    requires=["token.tag", "token.dep"],
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep"],
)
def _word_classes(nlp: Language, name: str) -> "WordClasses":  # noqa: ARG001 - spaCy gives the name
    return WordClasses(nlp, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule for one word: what it asks of the word, by attribute, and what it sets, after rules of lower numbers."""

    number: int
    pattern: Mapping[str, Any]
    sets: Mapping[str, str]

    def fits(self, word: Mapping[str, Any]) -> bool:
        return all(_is_met(condition, word[attribute]) for attribute, condition in self.pattern.items())


def _is_met(condition: Any, value: Any) -> bool:
    if not isinstance(condition, dict):
        return bool(condition == value)
    if "IN" in condition:
        return value in condition["IN"]
    if "NOT_IN" in condition:
        return value not in condition["NOT_IN"]
    return re.search(condition["REGEX"], str(value)) is not None


def _is_for_one_word(pattern: Sequence[Mapping[str, Any]], index: int) -> bool:
    """Tell whether a rule can be worked out from a word, its tag and its relation."""
    if len(pattern) != 1 or index not in (0, -1) or not pattern[0].keys() <= _CONDITIONS:
        return False
    kinds = [condition.keys() for condition in pattern[0].values() if isinstance(condition, dict)]
    return all(len(kind) == 1 and kind <= {"IN", "NOT_IN", "REGEX"} for kind in kinds)


def _values(condition: Any) -> Sequence[str]:
    """Give the values one of which a condition asks for; none where it asks for something else."""
    if isinstance(condition, dict):
        return tuple(condition.get("IN", ()))
    return (condition,) if condition is not None else ()


class _Rules:
    """Rules for one word, by the words or tags that they ask for."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[_Rule]] = {}
        self._by_tag: dict[str, list[_Rule]] = {}
        self._of_any: list[_Rule] = []

    def add(self, rule: _Rule) -> None:
        for attribute, index in (("LOWER", self._by_word), ("TAG", self._by_tag)):
            if values := _values(rule.pattern.get(attribute)):
                rest = {name: condition for name, condition in rule.pattern.items() if name != attribute}
                for value in values:
                    index.setdefault(value, []).append(_Rule(rule.number, rest, rule.sets))
                return
        self._of_any.append(rule)

    def for_word(self, word: Mapping[str, Any]) -> Iterator[_Rule]:
        """Give the rules that fit a word, in no set order."""
        for rules in (self._by_word.get(word["LOWER"], ()), self._by_tag.get(word["TAG"], ()), self._of_any):
            yield from (rule for rule in rules if rule.fits(word))


def _index_words(lemmatizer: Any) -> None:
    """Have the lemmatizer look words up: models have lists, of which it compares one after the other with each word."""
    if lemmatizer.lookups.has_table("lemma_index"):
        index = lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech, words in list(index.items()):
            index[part_of_speech] = dict.fromkeys(words)


class WordClasses:
    """Sets what a model's attribute ruler and lemmatizer would set."""

    def __init__(self, nlp: Language, ruler: Any, lemmatizer: Any) -> None:
        self._vocab = nlp.vocab
        self._lemmatizer = lemmatizer
        self._rules = _Rules()
        # Rules for more than one word stay spaCy's; of those for two, what each asks of the first and of the second.
        self._longer = AttributeRuler(nlp.vocab)
        self._of_two = (_Rules(), _Rules())
        self._are_for_two = True
        self._read_rules(ruler)
        _index_words(lemmatizer)
        self._rows: dict[bytes, int] = {}
        self._table: Any = numpy.zeros((1024, len(_SET)), dtype=numpy.uint64)
        # Whether a case may be the first word of such a rule, and whether it may be the second.
        self._in_pairs: Any = numpy.zeros((1024, 2), dtype=bool)

    def _read_rules(self, ruler: Any) -> None:
        """Tell the rules for one word from the others."""
        for number, entry in enumerate(ruler.patterns):
            for pattern in entry["patterns"]:
                if _is_for_one_word(pattern, entry["index"]):
                    self._rules.add(_Rule(number, pattern[0], entry["attrs"]))
                    continue
                self._longer.add([pattern], entry["attrs"], entry["index"])
                if len(pattern) != 2 or not all(_is_for_one_word([word], 0) for word in pattern):
                    self._are_for_two = False
                    continue
                for rules, word in zip(self._of_two, pattern, strict=True):
                    rules.add(_Rule(number, word, {}))

    def __call__(self, doc: Doc) -> Doc:
        """Set the tags, parts of speech, forms, lemmas and relations of a doc. Gives the same doc back."""
        if not len(doc):
            return doc
        read = numpy.ascontiguousarray(doc.to_array(_READ))
        cases = read.view(f"V{read.itemsize * len(_READ)}").ravel().tolist()
        if len(self._rows) > _MOST_CASES:
            self._rows.clear()
        new = {case: index for index, case in enumerate(cases) if case not in self._rows}
        for case, index in new.items():
            self._work_out(case, *map(int, read[index]))
        rows = [self._rows[case] for case in cases]
        doc.from_array(_SET, self._table[rows])
        if new:
            for case, index in new.items():
                self._lemmatise(case, doc, index)
            doc.from_array(_SET, self._table[rows])
        return self._set_longer(doc, self._in_pairs[rows])

    def _set_longer(self, doc: Doc, in_pairs: Any) -> Doc:
        """Apply the rules for more than one word: those for two only where each of these may be meant."""
        if not self._are_for_two:
            return self._longer(doc)
        longer: Any = self._longer
        starts = map(int, numpy.flatnonzero(in_pairs[:-1, 0] & in_pairs[1:, 1]))
        found = [
            (rule, key, start, start + 2) for start in starts for rule, key, *_ in longer.match(doc[start : start + 2])
        ]
        longer.set_annotations(doc, sorted(found))
        return doc

    def _work_out(self, case: bytes, orth: int, tag: int, dep: int) -> None:
        strings = self._vocab.strings
        text, tag_text = strings[orth], strings[tag]
        word = {"LOWER": text.lower(), "TAG": tag_text, "DEP": strings[dep], "IS_SPACE": text.isspace()}
        sets: dict[str, str] = {}
        for rule in sorted(self._rules.for_word(word), key=lambda rule: rule.number):
            sets |= rule.sets
        row = self._rows[case] = len(self._rows)
        if row == len(self._table):
            self._table = numpy.concatenate([self._table, numpy.zeros_like(self._table)])
            self._in_pairs = numpy.concatenate([self._in_pairs, numpy.zeros_like(self._in_pairs)])
        word |= {"TAG": sets.get("TAG", tag_text), "DEP": sets.get("DEP", word["DEP"])}
        self._in_pairs[row] = [next(rules.for_word(word), None) is not None for rules in self._of_two]
        self._table[row] = (
            strings.add(sets["TAG"]) if "TAG" in sets else tag,
            strings.add(sets.get("POS", "")),
            self._vocab.morphology.add(sets["MORPH"]) if "MORPH" in sets else 0,
            strings.add(sets["LEMMA"]) if "LEMMA" in sets else 0,
            strings.add(sets["DEP"]) if "DEP" in sets else dep,
        )

    def _lemmatise(self, case: bytes, doc: Doc, index: int) -> None:
        if not doc[index].lemma:
            lemma = self._lemmatizer.lemmatize(doc[index])[0]
            self._table[self._rows[case], _SET.index("LEMMA")] = self._vocab.strings.add(lemma)
