"""Which words of a text introduce speech, and whether they report speech that took place.

The verbs and their frames are in `cue_verbs.tsv`. Who speaks is `speakers.py`'s; what is said, `direct.py`'s and
`indirect.py`'s.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Token

_FOLDER = Path(__file__).parent
# Whatever stands under these is not speech that took place: would say, may announce.
_HYPOTHETICAL = frozenset(
    {"could", "may", "might", "must", "shall", "should", "will", "would", "'ll", "’ll", "'d", "’d", "wo"}
)
_EMPHATIC = frozenset({"did", "do", "does"})
# Infinitives under these do report: went on to say, was quick to add, took to the floor to call.
_FACTUAL_GOVERNORS = frozenset({"begin", "continue", "go", "proceed", "quick", "take", "turn", "use"})
_CONDITIONS = frozenset({"if", "unless", "whether", "whenever"})
_LONGEST_CHAIN = 4


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb of the lexicon: whether it stands beside direct speech, and the frames of its indirect speech.

    `prepositions` are those whose phrases belong to the content beside an object (blamed X for Y); `addresses` says
    that the verb takes the person spoken to for its object (told X that Y).
    """

    lemma: str
    direct: bool
    frames: frozenset[str]
    prepositions: frozenset[str]
    addresses: bool


@cache
def cue_verbs() -> dict[str, CueVerb]:
    """Read the lexicon, by lemma."""
    verbs: dict[str, CueVerb] = {}
    for line in _entries("cue_verbs.tsv")[1:]:
        lemma, direct, frames, with_object = line.split("\t")
        words = frozenset(with_object.split(",")) - {"-"}
        frame_names = frozenset(frames.split(",")) - {"-"}
        verbs[lemma] = CueVerb(lemma, direct == "yes", frame_names, words - {"addressee"}, "addressee" in words)
    return verbs


@cache
def concern_nouns() -> frozenset[str]:
    """Read the nouns that make a statement of their verb: expressed concern."""
    return frozenset(_entries("concern_nouns.txt"))


def _entries(file: str) -> list[str]:
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def cue_verb(token: Token) -> CueVerb | None:
    """Give the lexicon's entry for a verb of a text, or null."""
    return cue_verbs().get(token.lemma_.lower()) if token.pos_ == "VERB" else None


def reports(cue: Token) -> bool:
    """Tell whether a cue reports speech that took place: not denied, not conditional, not merely intended."""
    for child in cue.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.lower_ in _HYPOTHETICAL):
            return False
        if child.dep_ in ("mark", "advmod") and child.lower_ in _CONDITIONS:
            return False
    return cue.tag_ != "VB" or _is_factual_infinitive(cue)


def _is_factual_infinitive(cue: Token) -> bool:
    if any(child.dep_ == "aux" and child.lower_ in _EMPHATIC for child in cue.children):
        return True
    governor = cue
    for _ in range(_LONGEST_CHAIN):
        if governor.dep_ not in ("xcomp", "conj", "advcl"):
            break
        governor = governor.head
        if governor.lemma_.lower() in _FACTUAL_GOVERNORS:
            return reports(governor)
    return False
