"""Descriptions with "the" that stand for someone named: the Russian president, the mayor of Bellmouth, the court.

A description refers to a person if one person of the article, and no other, has that role in it; to an organisation if
one named before has that word in its name. Otherwise it is left alone. Pronouns are `coreference.py`'s.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipelines.extract.name_lists import country_of_adjective, country_of_form, folded, role_nouns, title_words
from pipelines.extract.name_words import tokens_with
from pipelines.extract.paragraphs import text_of
from pipelines.records import Entity, Mention, Role
from pipelines.word_lists import rows

# How likely a link of each kind is right: estimates, not yet measured.
_BY_ROLE, _BY_ROLE_AND_PLACE, _BY_NOUN = 0.85, 0.93, 0.85
_LONGEST_MODIFIER = 4  # words between "the" and the noun
_NO_NAME = frozenset({"then", "former", "ex", "late", "new", "next", "future", "first", "last", "previous", "other"})


def described(
    doc: Doc,
    entities: Sequence[Entity],
    roles: Sequence[Role],
    named_at: Mapping[int, int],
    quoted: Sequence[int],
) -> Iterator[Mention]:
    """Find the descriptions of a document that refer to one of its entities.

    `named_at` gives the entity of each token inside a name, `quoted` the quotation of each token, -1 outside. Needs
    tags. Descriptions inside quotations are left alone: the speaker may mean another.
    """
    of_role, text = _persons_by_noun(roles), text_of(doc)
    first_named = {entity: index for index, entity in sorted(named_at.items(), reverse=True)}
    for index in tokens_with(doc, frozenset({"the"})):
        article = doc[index]
        if quoted[index] >= 0:
            continue
        noun = _head(doc, article, named_at)
        if noun is None:
            continue
        modifiers = [token.lower_ for token in doc[article.i + 1 : noun.i]]
        found = _described_person(doc, noun, modifiers, of_role.get(noun.lower_, ()), entities, named_at)
        if found is None and not modifiers:
            found = _described_organisation(noun, entities, first_named)
        if found is not None:
            entity, end, method, confidence = found
            start, stop = article.idx, doc[end - 1].idx + len(doc[end - 1])
            yield Mention(start, stop, text[start:stop], "description", entity, method, confidence)


def _head(doc: Doc, article: Token, named_at: Mapping[int, int]) -> Token | None:
    """Give the noun of a description, null where the words go on to a name ("the mayor Ann Poe") or are none."""
    for index in range(article.i + 1, min(len(doc), article.i + 2 + _LONGEST_MODIFIER)):
        token = doc[index]
        if token.is_space or token.is_punct:
            return None
        following = doc[index + 1] if index + 1 < len(doc) else None
        goes_on = following is not None and (
            following.pos_ in ("NOUN", "PROPN") or following.i in named_at or following.lower_ in ("'s", "-")
        )
        if (token.lower_ in role_nouns() or token.lower_ in _organisation_nouns()) and index not in named_at:
            if not goes_on or (following is not None and following.lower_ == "'s"):
                return token
        elif token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            return None
    return None


def _persons_by_noun(roles: Sequence[Role]) -> dict[str, list[Role]]:
    found: dict[str, list[Role]] = {}
    for role in roles:
        for word in role.role.split():
            if (key := folded(word)) in role_nouns() or key in title_words():
                found.setdefault(key, []).append(role)
    return found


def _described_person(
    doc: Doc,
    noun: Token,
    modifiers: Sequence[str],
    roles: Sequence[Role],
    entities: Sequence[Entity],
    named_at: Mapping[int, int],
) -> tuple[int, int, str, float] | None:
    """Find the one person whose stated role agrees with all words of the description."""
    of, end = _of(doc, noun, named_at)
    if of is not None and of < 0:
        return None
    persons: dict[int, bool] = {}
    for role in roles:
        if role.start > noun.idx or any(
            modifier in _NO_NAME and modifier not in folded(role.role) for modifier in modifiers
        ):
            continue
        agreed = _agrees(role, modifiers, of, entities)
        if agreed is not None:
            persons[role.entity] = persons.get(role.entity, False) or agreed
    if len(persons) != 1:
        return None
    ((entity, placed),) = persons.items()
    return entity, end, "role", _BY_ROLE_AND_PLACE if placed else _BY_ROLE


def _of(doc: Doc, noun: Token, named_at: Mapping[int, int]) -> tuple[int | None, int]:
    """Read `of Russia` behind a noun: the entity, or -1 for something unnamed, and the end of the description."""
    index = noun.i + 1
    if index >= len(doc) or doc[index].lower_ not in ("of", "for", "at"):
        return None, index
    if doc[index].lower_ != "of" and index + 1 not in named_at:
        return None, index
    index += 1
    while index < len(doc) and doc[index].lower_ in ("the", "a", "an"):
        index += 1
    if index not in named_at:
        return -1, noun.i + 1
    entity = named_at[index]
    while named_at.get(index) == entity:
        index += 1
    return entity, index


def _agrees(role: Role, modifiers: Sequence[str], of: int | None, entities: Sequence[Entity]) -> bool | None:
    """Tell whether a stated role agrees with a description: null for no, true if also on a place or organisation."""
    placed = False
    if of is not None:
        if role.of_entity != of:
            return None
        placed = True
    words_of_role = folded(role.role).split()
    if any(word in _NO_NAME and word not in modifiers for word in words_of_role) and modifiers:
        return None
    for modifier in modifiers:
        if modifier in words_of_role:
            continue
        country = country_of_adjective().get(modifier) or country_of_form().get(modifier)
        if country is None or country != _country_of(role, entities):
            return None
        placed = True
    return placed


def _country_of(role: Role, entities: Sequence[Entity]) -> str | None:
    text = role.of_text if role.of_entity is None else entities[role.of_entity].name
    key = folded(text or "")
    return country_of_form().get(key) or country_of_adjective().get(key)


@cache
def _organisation_nouns() -> dict[str, frozenset[str]]:
    return {
        row[0]: frozenset((*row, "")[1].split(",")) - {""} | {row[0]}
        for row in rows(__package__, "organisation_nouns.tsv")
    }


def _described_organisation(
    noun: Token, entities: Sequence[Entity], first_named: Mapping[int, int]
) -> tuple[int, int, str, float] | None:
    """Find the one organisation named before that has the noun, or a word that it fits, as its head."""
    fitting = _organisation_nouns().get(noun.lower_)
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if fitting is None or (following is not None and following.lower_ in ("of", "for")):
        return None
    found = [
        entity.entity
        for entity in entities
        if entity.kind == "organisation"
        and _heads_of(entity.name) & fitting
        and first_named.get(entity.entity, noun.i) < noun.i
    ]
    return (found[0], noun.i + 1, "noun", _BY_NOUN) if len(found) == 1 else None


def _heads_of(name: str) -> frozenset[str]:
    """Give the head words of an organisation's name: its last one, and the one before "of"."""
    parts = folded(name).split()
    before_of = [word for word, following in pairwise(parts) if following in ("of", "for")]
    return frozenset((parts[-1], *before_of[:1]))
