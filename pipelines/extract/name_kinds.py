"""What kind of thing a form names, decided from the evidence of its text; and what no name is.

A form is a name as it is written, folded, by words (`("vladimir", "putin")`). Where the evidence comes from is
`name_forms.py`'s; which forms name one entity is `name_entities.py`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.name_lists import (
    country_of_adjective,
    country_of_form,
    first_names,
    folded,
    known_names,
    peoples,
    places,
    pronouns,
    team_names,
    words,
)
from pipelines.gazetteer import name_suffixes
from pipelines.records import ActorKind

Form = tuple[str, ...]

LONGEST_PERSON = 5  # words
_CONNECTORS = frozenset({"of", "the", "and", "for", "on", "in", "at"})
_NEVER_IN_ORGANISATIONS = frozenset(
    {"not", "them", "your", "our", "their", "my", "me", "his", "watched", "what", "why"}
)
_ORDER: dict[ActorKind, int] = {"person": 0, "place": 1, "organisation": 2, "group": 3}  # where votes are equal
_PRIOR_OF_UNSURE_PLACE = 2.0  # votes for a listed place whose name is as well a person's


@dataclass(slots=True)
class Evidence:
    """What a text says of a form: votes for each kind, and what makes it more than a capitalised word.

    `text` is the form as first written. `count` is how often something spoke for a name here, `inside` how often of
    that inside a sentence, where a capital means something; `titled` counts titles before it, `said` verbs of saying
    beside it, `told` what tells of a person behind it (", who", ", 52,"), `article` the times that it ends a phrase
    that begins with "the", as a person's name does not.
    """

    text: str
    form: Form
    votes: dict[ActorKind, float] = field(default_factory=dict)
    count: int = 0
    inside: int = 0
    titled: int = 0
    said: int = 0
    told: int = 0
    article: int = 0


def kind_of(evidence: Evidence, small: frozenset[str]) -> ActorKind | None:
    """Decide the kind of a form, or null if it is no name. `small` are the words that the text also writes small."""
    form, key = evidence.form, " ".join(evidence.form)
    if evidence.text in known_names():
        return known_names()[evidence.text]
    if key in team_names():
        return "organisation"
    if key in pronouns():
        return None
    if key in words("never_names.txt") or all(word in words("never_names.txt") for word in form):
        return None
    if not evidence.titled:
        if key in country_of_form() or places().get(key):
            return "place" if places()[key] else _by_votes(evidence, small)
        if key in peoples():
            return "group"
        if key in country_of_adjective():
            return None
    return _by_votes(evidence, small)


def is_person_form(form: Sequence[str]) -> bool:
    """Tell whether a folded form could name a person by its words: letters only, no head word of something else."""
    if len(form) > 2 and form[-1] in name_suffixes():
        form = form[:-1]
    if not 1 <= len(form) <= LONGEST_PERSON or is_initial(form[-1]):
        return False
    if len(form) == 1 and form[0] in country_of_form() and places()[form[0]]:
        return False
    if any(
        word in _CONNECTORS
        or word in words("never_in_persons.txt")
        or not word.replace("-", "").replace("'", "").isalpha()
        for word in form
    ):
        return False
    if len(form) > 1 and (form[0] in words("place_openers.txt") or form[0] in words("organisation_openers.txt")):
        return False
    if form[-1] in country_of_adjective() or (len(form) > 2 and places().get(" ".join(form[-2:]))):
        return False
    if form[0] in first_names() and len(form) > 1:
        return form[-1] not in _heads() and not (places().get(form[-1]) and form[-1] in country_of_form())
    if len(form) > 1 and (form[0] in country_of_adjective() or form[0] in places() or form[-1] in country_of_form()):
        return False
    return not any(
        word in _heads() or (word in words("never_names.txt") and not _is_surname(word, form)) for word in form
    )


def _is_surname(word: str, form: Sequence[str]) -> bool:
    """Tell a surname from a state's abbreviation (John Penn)."""
    return len(form) > 1 and word in words("state_abbreviations.txt") and word == form[-1]


def is_initial(word: str) -> bool:
    """Tell whether a folded word is an initial, or several."""
    return len(word) == 1 or (len(word) == 2 and not set(word) & set("aeiouy"))


def _heads() -> frozenset[str]:
    return words("organisation_words.txt") | words("place_words.txt")


def _by_votes(evidence: Evidence, small: frozenset[str]) -> ActorKind | None:
    votes = dict(evidence.votes)
    if len(evidence.form) == 1 and evidence.form[0] in places():
        votes["place"] = votes.get("place", 0.0) + _PRIOR_OF_UNSURE_PLACE
    for kind, _ in sorted(votes.items(), key=lambda item: (-item[1], _ORDER[item[0]])):
        if _is_plausible(evidence, kind, small):
            return kind
    return None


def _is_plausible(evidence: Evidence, kind: ActorKind, small: frozenset[str]) -> bool:
    form = evidence.form
    if kind == "person":
        return is_person_form(form) and _is_likely_person(evidence, small)
    if kind == "organisation":
        return _is_likely_organisation(evidence, small)
    return evidence.inside > 0 and not all(word in small for word in form)


def _is_likely_person(evidence: Evidence, small: frozenset[str]) -> bool:
    form = evidence.form
    if evidence.titled:
        return True
    if len(form) > 1:
        if evidence.article * 2 > evidence.count:
            return False
        if form[0] in first_names():
            return True
        told = evidence.inside > 0 or evidence.told > 0
        return told and not any(word in small for word in form if len(word) > 2)
    if form[0] in small or not evidence.inside or len(form[0]) < 3 or evidence.article * 2 > evidence.count:
        return False
    if len(evidence.text) > 2 and evidence.text.isupper():
        return False
    return evidence.count > 1 or evidence.said > 0 or evidence.told > 0 or form[0] in first_names()


def _is_likely_organisation(evidence: Evidence, small: frozenset[str]) -> bool:
    form = evidence.form
    if len(form) > 1 and form[-1] in words("organisation_words.txt"):
        return not all(word in words("organisation_words.txt") for word in form)
    if len(form) == 1 and form[0] in words("organisation_words.txt"):
        return False
    if form[-1] in words("not_organisation_words.txt") or any(word in _NEVER_IN_ORGANISATIONS for word in form):
        return False
    if evidence.text.isupper() and len(form) == 1:
        return 2 <= len(evidence.text) <= 7 and not is_no_acronym(evidence.text) and evidence.inside > 0
    return evidence.inside > 0 and not all(word in small for word in form)


def is_no_acronym(text: str) -> bool:
    """Tell whether letters in capitals are known to stand for nothing that acts."""
    return folded(text) in words("acronyms_not_names.txt")
