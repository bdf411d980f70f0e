"""What kind of thing a form names, decided from the evidence of its text; and what no name is.

A form is a name as it is written, folded, by words (`("vladimir", "putin")`). Where the evidence comes from is
`name_forms.py`'s; which forms name one entity is `name_entities.py`'s.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from pipelines.extract.name_lists import (
    country_of_adjective,
    country_of_form,
    first_names,
    folded,
    governing_nouns,
    is_sure_first_name,
    known_names,
    peoples,
    person_nouns,
    places,
    pronouns,
    role_nouns,
    state_names,
    team_names,
    titles,
    words,
)
from pipelines.gazetteer import name_suffixes
from pipelines.records import ActorKind

Form = tuple[str, ...]

LONGEST_PERSON = 5  # words
_RUN_TOGETHER = re.compile(r"([A-Z][a-z]+)[A-Z]|([A-Z]{2,})[a-z]{3}")
# Bodies that papers name with any adjective: Outgoing Congress.
_BODIES = frozenset({"senate", "congress", "cabinet", "supreme court", "state department", "justice department"})
# What a state's program gives, which is no institution: Poe Flood Insurance Program.
_BENEFITS = frozenset(
    {"assistance", "credit", "grant", "insurance", "lending", "loan", "loans", "protection", "relief", "support", "tax"}
    | {"surveillance", "visa", "waiver"}
)
_SLOGANS = frozenset({"make", "keep", "take", "save", "build", "stop", "defend", "defund", "occupy"})  # Make America
_CODE = re.compile(r"[A-Z]{1,3}-?\d+[A-Z]?")  # of a street, a virus, an aeroplane: U-238, F16
_CONNECTORS = frozenset({"of", "the", "and", "for", "on", "in", "at"})
_STOP_WORDS_IN_NAMES = frozenset(
    {"al", "an", "bill", "call", "das", "de", "do", "go", "he", "la", "may", "me", "mine", "or", "see", "so", "such"}
    | {"rather", "say", "ten", "us", "van", "well", "will", "you"}
)
_CONTRACTED = ("'d", "'ll", "'m", "'re", "'ve", "n't")
_ORDER: dict[ActorKind, int] = {"person": 0, "place": 1, "organisation": 2, "group": 3}  # where votes are equal
_PRIOR_OF_UNSURE_PLACE = 2.0  # votes for a listed place whose name is as well a person's


@dataclass(slots=True)
class Evidence:
    """What a text says of a form: votes for each kind, and what makes it more than a capitalised word.

    `text` is the form as first written. `count` is how often something spoke for a name here, `inside` how often of
    that inside a sentence, where a capital means something; `titled` counts titles before it, `said` verbs of saying
    beside it, `told` what tells of a person (", who", ", 52," behind it, a role before it), `roled` the roles,
    `article` the times that it ends a phrase that begins with "the", as a person's name does not; `located`
    counts what stands beside places (in, near, a state), `of_firm` what tells of an organisation beside it (a law
    firm), `thing` what stands beside the word for a thing (program, film), `printed` what something is said to be
    written in, `quoted` what stands alone between quotation marks, as titles of works do; `common` says that the
    text uses it as a common noun (NDAs, an NDA), `case` that it is a party's of a case in court (Poe v. Roe);
    `whole` is the kind of what `long_names.py` has found.
    """

    text: str
    form: Form
    votes: dict[ActorKind, float] = field(default_factory=dict)
    count: int = 0
    inside: int = 0
    titled: int = 0
    said: int = 0
    told: int = 0
    roled: int = 0
    article: int = 0
    located: int = 0
    thing: int = 0
    whole: ActorKind | None = None
    quoted: int = 0
    of_firm: int = 0
    printed: int = 0
    common: bool = False
    case: bool = False


def kind_of(evidence: Evidence, small: frozenset[str]) -> ActorKind | None:
    """Decide the kind of a form, or null if it is no name. `small` are the words that the text also writes small."""
    form, key = evidence.form, " ".join(evidence.form)
    if evidence.text in known_names():
        return known_names()[evidence.text]
    if key in team_names():
        return "organisation"
    if _is_no_name(evidence, key):
        return None
    if evidence.whole is not None:
        return evidence.whole
    if len(form) == 1 and key in words("state_abbreviations.txt") and evidence.text.isupper() and evidence.inside:
        return "place"
    if not evidence.titled and key not in country_of_form() and not places().get(key):
        if key in peoples():
            return "group"
        if key in country_of_adjective():
            return None
    elif not evidence.titled and places()[key]:
        return "place"
    return _by_votes(evidence, small)


def _is_no_name(evidence: Evidence, key: str) -> bool:
    if is_shouted(evidence.text, LONGEST_PERSON + 1):
        return True
    if evidence.whole is not None:
        return key in words("never_names.txt") or evidence.thing * 2 > evidence.count
    return _is_never_name(evidence, key)


def _is_never_name(evidence: Evidence, key: str) -> bool:
    """Tell what no text makes a name: a pronoun, an event, a word that stands alone and is listed as no name."""
    form = evidence.form
    if key in pronouns() or key in words("never_names.txt") or key in words("never_alone.txt"):
        return True
    if evidence.thing * 2 > evidence.count and not evidence.titled and form[0] not in first_names():
        is_acronym = len(form) == 1 and evidence.text.isupper() and evidence.thing < evidence.count
        return not (is_acronym or _is_named_by_place(form) or key in places())
    if evidence.quoted * 2 > evidence.count and not evidence.titled and _is_like_a_work(form):
        return True
    if evidence.case and not (evidence.titled or evidence.said or evidence.told or places().get(key) is not None):
        return True
    if len(key) == 1 or key.endswith(_CONTRACTED) or all(word in words("never_names.txt") for word in form):
        return True
    if len(form) > 1 and form[-1] == "no":
        return True  # Local No. 5: the number belongs to it
    return not evidence.titled and form[-1] in words("event_words.txt")


def _is_like_a_work(form: Form) -> bool:
    """Tell words that may be a work's title from the name of a place, a person or an organisation."""
    known = form[0] in first_names() or " ".join(form) in places()
    return not known and form[-1] not in words("organisation_words.txt")


def _is_named_by_place(form: Form) -> bool:
    return form[0] in places() or form[0] in country_of_adjective()


def is_person_form(form: Sequence[str]) -> bool:
    """Tell whether a folded form could name a person by its words: letters only, no head word of something else."""
    if len(form) > 2 and form[-1] in name_suffixes():
        form = form[:-1]
    if not 1 <= len(form) <= LONGEST_PERSON or is_initial(form[-1]):
        return False
    if _is_title(form) or (len(form) == 1 and form[0] in country_of_form() and places()[form[0]]):
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
    if len(form) > 1 and (_ends_with_verb(form) or _holds_small_word(form) or _is_of_creed(form)):
        return False
    if form[-1] in country_of_adjective() or _ends_with_place(form):
        return False
    if form[0] in first_names() and len(form) > 1:
        is_head = form[-1] in _heads() and not is_surname_behind_first_name(form)
        return not is_head and not (places().get(form[-1]) and form[-1] in country_of_form())
    if len(form) > 1 and (form[0] in country_of_adjective() or form[0] in places() or form[-1] in country_of_form()):
        return False
    return not any(
        word in _heads() or (word in words("never_names.txt") and not _is_surname(word, form)) for word in form
    )


def _is_of_creed(form: Sequence[str]) -> bool:
    """Tell whose or what is of a creed from a surname behind a first name that sounds like one: Christian Soldiers."""
    if len(form) > 2 or form[0] not in words("creeds_before_persons.txt"):
        return False
    word = form[1]
    return is_noun(word) or is_noun(word.removesuffix("s")) or word in peoples() or bool(places().get(word))


def _ends_with_place(form: Sequence[str]) -> bool:
    """Tell a name and a place, of a table or a headline: Ann Poe Ohio."""
    if len(form) > 2 and places().get(" ".join(form[-2:])):
        return True
    return form[-1] in state_names() and (len(form) > 2 or (len(form) == 2 and form[0] not in first_names()))


def _is_title(form: Sequence[str]) -> bool:
    """Tell a title that stands alone, a word before it or none: Assistant Secretary."""
    if len(form) < 2 or form[0] in first_names():
        return False
    modified = form[0] in words("role_modifiers.txt") and tuple(form[1:]) in titles()
    return modified or tuple(form) in titles()


def is_surname_behind_first_name(form: Sequence[str]) -> bool:
    """Tell a person from an organisation whose noun is a surname as well: Ann Steel, no Carrow Steel."""
    sure = is_sure_first_name(form[0])
    middle = all(len(word) == 1 or word in first_names() for word in form[1:-1])
    is_surname = len(form) > 1 and form[-1] in words("heads_that_are_surnames.txt")
    return sure and middle and is_surname and " ".join(form) not in places()


def _ends_with_verb(form: Sequence[str]) -> bool:
    """Tell by its last word that a form is a headline's: Poe Reacts. Surnames are like verbs, but seldom end so."""
    return is_ordinary(form[-1]) and form[-1].endswith(("s", "ed", "ing")) and not form[-1].endswith("ss")


def _holds_small_word(form: Sequence[str]) -> bool:
    """Tell by a function word that a form is a headline's: Poe Forced Out, Ann Poe My Hero. One may be a surname."""
    start = 2 if len(form) == 2 and is_sure_first_name(form[0]) else 1
    return any(len(word) > 1 and word in STOP_WORDS and word not in _STOP_WORDS_IN_NAMES for word in form[start:])


def is_ordinary(word: str) -> bool:
    """Tell a verb, an adjective or an adverb, folded, which begins hardly any person's name."""
    if len(word) == 1 or word in country_of_form() or word in first_names():
        return False
    return word in words("ordinary_words.txt") or word in STOP_WORDS


def is_noun(word: str) -> bool:
    """Tell a common noun, folded, which is hardly a name by itself."""
    return word in words("ordinary_nouns.txt") and word not in country_of_form()


def _is_common(word: str) -> bool:
    return is_ordinary(word) or is_noun(word)


def _is_surname(word: str, form: Sequence[str]) -> bool:
    """Tell a surname from a state's abbreviation (John Penn)."""
    return len(form) > 1 and word in words("state_abbreviations.txt") and word == form[-1]


def is_initial(word: str) -> bool:
    """Tell whether a folded word is an initial, or several."""
    return len(word) == 1 or (len(word) == 2 and not set(word) & set("aeiouy"))


@cache
def _heads() -> frozenset[str]:
    return words("organisation_words.txt") | words("place_words.txt")


def _by_votes(evidence: Evidence, small: frozenset[str]) -> ActorKind | None:
    votes = dict(evidence.votes)
    if "place" in votes and _is_organisation_by_words(evidence):
        votes["organisation"] = votes.get("organisation", 0.0) + votes.pop("place")
    if len(evidence.form) == 1 and evidence.form[0] in places():
        votes["place"] = votes.get("place", 0.0) + _PRIOR_OF_UNSURE_PLACE
    for kind, _ in sorted(votes.items(), key=lambda item: (-item[1], _ORDER[item[0]])):
        if _is_plausible(evidence, kind, small):
            return kind
    return None


def _is_organisation_by_words(evidence: Evidence) -> bool:
    """Tell an organisation that a model took for a place: by a head word before "of" or "for", or by its letters."""
    form = evidence.form
    if len(form) == 1:
        return is_run_together(evidence.text) or (
            evidence.text.isupper()
            and 2 < len(form[0]) < 6
            and form[0] not in places()
            and form[0] not in words("state_abbreviations.txt")
            and not evidence.located
        )
    if form[-1] in words("place_words.txt") or " ".join(form) in places():
        return False
    if len(form) > 2 and form[0] in governing_nouns():
        return True
    return any(" ".join(form[:length]) in _known_organisations() for length in range(2, len(form))) or any(
        word in words("organisation_words.txt") and following in ("of", "for") for word, following in pairwise(form)
    )


@cache
def _known_organisations() -> frozenset[str]:
    return frozenset(folded(name) for name, kind in known_names().items() if kind == "organisation")


def _is_plausible(evidence: Evidence, kind: ActorKind, small: frozenset[str]) -> bool:
    form = evidence.form
    if kind != "organisation" and evidence.printed * 2 > evidence.count:
        return False
    if kind == "person":
        return is_person_form(form) and _is_likely_person(evidence, small)
    if kind == "organisation":
        return _is_likely_organisation(evidence, small)
    return evidence.inside > 0 and not all(word in small for word in form) and _is_likely_place_or_group(evidence, kind)


def _is_likely_place_or_group(evidence: Evidence, kind: ActorKind) -> bool:
    """Ask of an unlisted place that something beside a model's label speaks for it; none is an acronym."""
    form = evidence.form
    if form[-1] in words("not_organisation_words.txt") or any(
        word in words("never_in_organisations.txt") for word in form
    ):
        return False
    if kind == "group":
        return len(form) > 1 or form[0] in peoples() or not _is_plural_of_noun(form[0])
    return not _is_no_place(form) and _is_likely_place(evidence)


def _is_no_place(form: Form) -> bool:
    """Tell by its words what is no place, though a model takes it for one."""
    if form[-1] in country_of_adjective() or form[-1] in words("adjectives_of_continents.txt"):
        return True
    # A noun that places' names end with is none by itself: the Mall, Notre Dame | Cathedral.
    is_noun_of_places = len(form) == 1 and form[0] in words("place_words.txt") and form[0] not in places()
    is_slogan = form[0] in _SLOGANS and len(form) > 1 and " ".join(form) not in places()
    return is_noun_of_places or is_slogan or _is_place_with_another_word(form)


def _is_likely_place(evidence: Evidence) -> bool:
    form = evidence.form
    if is_shouted(evidence.text, 2) and not evidence.located:
        return places().get(" ".join(form)) is not None
    if form[-1] in words("place_words.txt") or form[0] in words("place_openers.txt"):
        return True
    if places().get(" ".join(form)) or form[-1] in words("state_abbreviations.txt"):
        return True
    if len(form) == 1 and (is_run_together(evidence.text) or (evidence.text.isupper() and len(evidence.text) < 6)):
        return False
    if len(form) == 1 and (evidence.article * 2 > evidence.count or is_noun(form[0])):
        return False
    return evidence.located > 0


def _is_plural_of_noun(word: str) -> bool:
    singular = word.removesuffix("s")
    return is_noun(word) or is_noun(singular) or singular in role_nouns() or singular in person_nouns()


def _is_common_word(evidence: Evidence) -> bool:
    """Tell an ordinary word from an acronym that is written like one (WHO, BET)."""
    return _is_common(evidence.form[0]) and not (evidence.text.isupper() and len(evidence.form[0]) < 5)


def _is_of_persons(word: str) -> bool:
    nouns = person_nouns().keys() | role_nouns().keys()
    return word in nouns or word.removesuffix("s") in nouns or word in ("people", "children", "armed")


def _is_place_with_another_word(form: Form) -> bool:
    """Tell a place that a caption runs into the next word: Bellmouth Passengers [leave the station]."""
    if (
        " ".join(form) in places()
        or form[-1] in words("place_words.txt")
        or form[-1] in words("state_abbreviations.txt")
    ):
        return False
    return any(" ".join(form[:length]) in places() for length in range(1, len(form)))


def _is_likely_person(evidence: Evidence, small: frozenset[str]) -> bool:
    form = evidence.form
    if len(form) > 1 and not evidence.roled and _opens_with_a_common_word(evidence):
        return False
    if _is_headline(evidence) or _ends_with_plural_of_letters(evidence):
        return False
    if evidence.titled:
        return True
    if len(form) > 1:
        if evidence.article * 2 > evidence.count:
            return False
        if form[0] in first_names():
            return True
        told = evidence.inside > 0 or evidence.told > 0
        return told and not any(word in small for word in form if len(word) > 2)
    return _is_likely_single_name(evidence, small)


def _is_likely_single_name(evidence: Evidence, small: frozenset[str]) -> bool:
    form = evidence.form
    if form[0] in small or not evidence.inside or len(form[0]) < 3 or evidence.article * 2 > evidence.count:
        return False
    if evidence.of_firm and not evidence.said:
        return False
    if len(evidence.text) > 2 and (evidence.text.isupper() or is_run_together(evidence.text)):
        return False
    if _is_pair_of_names(evidence) or (_is_common(form[0]) and not (evidence.said and evidence.count > 1)):
        return False
    return evidence.count > 1 or evidence.said > 0 or evidence.told > 0


def _ends_with_plural_of_letters(evidence: Evidence) -> bool:
    """Tell what is of many by an acronym's plural: the Poe VATs."""
    word = evidence.text.rpartition(" ")[2]
    return len(word) > 2 and word[-1] == "s" and word[:-1].isupper()


def _opens_with_a_common_word(evidence: Evidence) -> bool:
    """Tell common words, or one before a name, from a person's name: Battle Cry, Coal Czar Ann Poe."""
    form = evidence.form
    if is_ordinary(form[0]) or (form[0] == "will" and not evidence.inside and _is_common(form[1])):
        return True  # Will Fuel Help?
    if not is_noun(form[0]):
        return False
    following = form[1]
    sure = len(form) > 2 and is_sure_first_name(following)
    return sure or _is_common(following) or following in places() or not evidence.inside


def _is_headline(evidence: Evidence) -> bool:
    """Tell words in capitals from a person's name in capitals; WILL POE is none."""
    first = evidence.form[0]
    asks = first in STOP_WORDS and evidence.text.isupper() and not evidence.titled
    return asks or is_shouted(evidence.text, 4 if first in first_names() else 2)


def _is_likely_organisation(evidence: Evidence, small: frozenset[str]) -> bool:
    form = evidence.form
    if len(form) > 1 and _is_of_other_words(evidence):
        return False
    if len(form) > 1 and form[-1] in words("organisation_words.txt") and not is_shouted(evidence.text, 2):
        # Two common words at the start of a line are a headline's: Sceptical School [experts].
        headline = not evidence.inside and len(form) == 2 and is_ordinary(form[0])
        return not (headline or all(word in words("organisation_words.txt") for word in form))
    if len(form) == 1 and form[0] in words("organisation_words.txt"):
        return False
    if is_no_organisation(form) or _is_pair_of_names(evidence) or is_shouted(evidence.text, 2):
        return False
    if len(form) == 1 and (_CODE.fullmatch(evidence.text) or _is_common_word(evidence)):
        return False
    if evidence.text.isupper() and len(form) == 1:
        known = 2 <= len(evidence.text) <= 7 and not is_no_acronym(evidence.text)
        return known and evidence.inside > 0 and not evidence.common
    once = evidence.count == 1 or evidence.votes.get("organisation", 2.0) <= 1.0
    if (once or (evidence.thing and len(form) > 1)) and _has_only_a_label(evidence):
        return False
    return evidence.inside > 0 and not all(word in small for word in form)


def _is_of_other_words(evidence: Evidence) -> bool:
    """Tell words of a headline or before another noun that hold the noun or the name of an organisation."""
    form = evidence.form
    if any(word in words("never_in_organisations.txt") for word in form):
        return True
    if form[-1] == "program" and _BENEFITS & {*form}:
        return True
    if (is_ordinary(form[0]) or form[0] in words("creeds_before_persons.txt")) and " ".join(form[1:]) in _BODIES:
        return True  # Giving Congress
    if form[0] in places() and all(_is_of_persons(word) for word in form[1:]):
        return True
    if not evidence.inside and any(word.istitle() and _is_function_word(word) for word in evidence.text.split()):
        return True  # of a line in capitals: Poe Listens To Carrow Council
    if any(word in ("Be", "By", "In", "Into", "Of", "With") for word in evidence.text.split()[1:]):
        return True  # the same, which a parser takes for a sentence: Fire In Carrow School
    if form[-1] == "caucus" and " ".join(form[:-1]) in state_names():
        return True  # where its voters meet
    return form[-1] == "senate" and not _is_of_state(form[:-1])  # Ann Poe Senate [race], Republican Senate [candidate]


def _is_function_word(word: str) -> bool:
    return word.lower() in STOP_WORDS and word.lower() not in _CONNECTORS


def _is_of_state(form: Form) -> bool:
    return form[-1] == "state" or " ".join(form) in places() or form[-1] in country_of_adjective()


def is_no_organisation(form: Form) -> bool:
    """Tell by its last word, or the one before "of" or "for", that a form is an act's, an event's or a headline's."""
    if form[0] == "operation" or any(word in words("never_in_organisations.txt") for word in form):
        return True
    cut = next((index for index, word in enumerate(form) if index and word in ("of", "for", "on")), len(form))
    things = words("not_organisation_words.txt") | words("event_words.txt")
    return form[-1] in things or form[cut - 1] in things


def _has_only_a_label(evidence: Evidence) -> bool:
    """Tell words that only a model takes for an organisation: no head word, no ampersand, no letters of a firm's.

    Such a label, given once, is as often a book's, a product's or a headline's as an organisation's.
    """
    if is_run_together(evidence.text) or evidence.said or evidence.of_firm:
        return False
    if any(len(word) == 1 for word in evidence.form):
        return False
    heads = words("organisation_words.txt") | {"republicans", "democrats", "conservatives", "liberals"}
    if len(evidence.form) == 1:
        return True
    if evidence.form[-1] == "state" and " ".join(evidence.form[:-1]) in places():
        return False  # a university's short name
    acronym = any(word.isupper() and len(word) > 1 and "." not in word for word in evidence.text.split())
    return not (acronym or _is_of_partners(evidence.text) or any(word in heads for word in evidence.form))


def _is_of_partners(text: str) -> bool:
    """Tell a firm by the surnames about its ampersand (Poe & Roe) from a pair of words (Red & Blue, Ann & Mary)."""
    before, ampersand, behind = folded(text).partition(" & ")
    if not ampersand:
        return False
    beside = (before.rpartition(" ")[2], behind.partition(" ")[0])
    return not all(
        _is_common(word) or _is_plural_of_noun(word) or word in first_names() or word in places() for word in beside
    )


def _is_pair_of_names(evidence: Evidence) -> bool:
    """Tell what two share (the Poe-Roe bill); firms that have their name from two are known names."""
    parts = evidence.text.split("-")
    return len(evidence.form) == 1 and len(parts) > 1 and all(len(part) > 2 and part[0].isupper() for part in parts)


def is_shouted(text: str, least: int) -> bool:
    """Tell words in capitals that are no acronyms, as headings have them: so many words or more, one of them long."""
    parts = text.split()
    return len(parts) >= least and text.isupper() and any(len(part) > 4 and part.isalpha() for part in parts)


def is_run_together(text: str) -> bool:
    """Tell a word that firms write with capitals inside (BankPoe) from a surname that does so (McPoe, DePoe)."""
    head = _RUN_TOGETHER.match(text)
    return head is not None and folded(head.group(1) or "") not in words("surname_beginnings.txt")


def is_no_acronym(text: str) -> bool:
    """Tell whether letters in capitals are known to stand for nothing that acts."""
    return folded(text) in words("acronyms_not_names.txt")
