"""The roles that a text states of persons: `Acme spokesman John Roe`, `Jane Doe, chief executive of Acme,`.

Read from the words around a person's name: a title or role noun before it, an apposition behind it, or `the mayor of
Bellmouth, Ann Poe`. Who the names are is `names.py`'s; what pronouns and descriptions refer to is `coreference.py`'s.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipelines.extract.name_forms import title_ending_at
from pipelines.extract.name_lists import country_of_adjective, country_of_form, folded, role_nouns, title_words, words
from pipelines.extract.name_words import Word, words_of
from pipelines.extract.paragraphs import text_of
from pipelines.records import Entity, Mention, Role

_ARTICLES = frozenset({"a", "an", "the"})
_OF = frozenset({"of", "at", "for", "with", "in", "from"})
_COPULAS = frozenset({"is", "was"})
_LONGEST_APPOSITION = 10  # words up to the role noun
_LONGEST_OF = 8  # words from the role noun to what the role is of


def stated_roles(doc: Doc, found: Sequence[Word] | None = None) -> tuple[Role, ...]:
    """Find the roles that a document states of the persons it names, in order of the text.

    Needs what `names.py` sets, and spaCy's tags; `found` are its words, if the caller has them.
    """
    reader = _RoleReader(doc, found if found is not None else words_of(doc))
    return tuple(reader.roles())


class _RoleReader:
    """Reads the words on either side of each person's name."""

    def __init__(self, doc: Doc, found: Sequence[Word]) -> None:
        self._doc = doc
        self._text = text_of(doc)
        self._found = found
        self._entities: Sequence[Entity] = doc._.verbatim_entities
        names = [mention for mention in doc._.verbatim_mentions if mention.kind == "name"]
        at = {word.start: index for index, word in enumerate(found)}
        ends = {word.end: index + 1 for index, word in enumerate(found)}
        self._ranges = [
            (at[name.start], ends[name.end], name) for name in names if name.start in at and name.end in ends
        ]
        self._starting = {start: (end, name) for start, end, name in self._ranges}
        self._ending = {end: (start, name) for start, end, name in self._ranges}
        self._country: dict[str, int] = {}
        for entity in self._entities:
            name = country_of_form().get(folded(entity.name).removeprefix("the "))
            if entity.kind == "place" and name is not None:
                self._country.setdefault(name, entity.entity)

    def roles(self) -> list[Role]:
        found: list[Role] = []
        for start, end, name in self._ranges:
            if name.entity is None or self._entities[name.entity].kind != "person":
                continue
            read = (self._before(start, end, name), self._behind(start, end, name))
            found.extend(role for role in read if role is not None)
        return found

    def _before(self, start: int, end: int, name: Mention) -> Role | None:
        """Read `Acme spokesman John Roe`, `Acme's chief executive, Jane Doe`, `the mayor of Bellmouth, Ann Poe`."""
        found = self._found
        if start == 0 or found[start - 1].possessive:
            return None
        gap = found[start].start - found[start - 1].end
        if not found[start].joined and not (gap == 2 and self._text[found[start - 1].end] == ","):
            return None
        tail = start
        of: tuple[int | None, str] | None = None
        if not found[start].joined and (owner := self._ending.get(start)) is not None:
            tail, of = self._over_preposition(*owner)
            if of is None:
                return None
        head = self._role_ending_at(tail, with_titles=found[start].joined)
        if head is None:
            return None
        first, role = head
        if of is None:
            first, of = self._owner_before(first)
        elif first and found[first].joined and found[first - 1].key in _ARTICLES:
            first -= 1
        return self._role(name, role, of, first, end)

    def _behind(self, start: int, end: int, name: Mention) -> Role | None:
        """Read `Jane Doe, chief executive of Acme,` and `Jane Doe is the chief executive of Acme`."""
        found, size = self._found, len(self._found)
        index = end
        if index >= size or found[end - 1].possessive:
            return None
        if found[index].joined:
            if found[index].key not in _COPULAS:
                return None
            index += 1
        elif self._text[found[end - 1].end : found[index].start] != ", ":
            return None
        if index < size and found[index].key in _ARTICLES:
            index += 1
        elif found[index - 1].key in _COPULAS:
            return None
        of: tuple[int | None, str] | None = None
        # A former Tarrow House leader: what was left is the leader of the Tarrow House.
        lead = f"{found[index].text} " if index < size and found[index].key == "former" else ""
        owner = self._starting.get(index + bool(lead))
        if owner is not None and owner[1].entity is not None:
            index, of = owner[0], (owner[1].entity, owner[1].text)
        else:
            lead = ""
        if of is None and index < size and found[index].key in country_of_adjective():
            index, of = index + 1, self._country_of(found[index])
        role = self._apposed(start, index, name, of)
        return role and role._replace(role=lead + role.role)

    def _apposed(self, start: int, first: int, name: Mention, of: tuple[int | None, str] | None) -> Role | None:
        found, size = self._found, len(self._found)
        head = None
        for index in range(first, min(size, first + _LONGEST_APPOSITION)):
            if index in self._starting or (index > first and not found[index].joined):
                break
            if not self._is_noun_or_adjective(index):
                break
            head = index if found[index].key in role_nouns() else head
        if head is None or found[head].possessive:
            return None
        end, owner_of = self._owner_behind(head + 1) if of is None else (head + 1, None)
        if self._is_of_next_name(first, head, end, with_owner=owner_of is not None, named=of is not None):
            return None
        role_end = end if owner_of is not None else head + 1
        while owner_of is not None and found[role_end - 1].key not in _OF:
            role_end -= 1
        while first < head and found[first].key in words("words_beside_roles.txt"):
            first += 1
        role = " ".join(word.text for word in found[first : role_end - (owner_of is not None)])
        if owner_of is not None:
            of, end = owner_of, self._starting[end][0]
        return self._role(name, role, of, start, end)

    def _is_of_next_name(self, first: int, head: int, end: int, *, with_owner: bool, named: bool) -> bool:
        """Tell a role of the name behind it, or a name: Ann Poe, Mayor John Roe; Poe, King [and Roe meet].

        The role begins at word `first`, its noun is word `head`; `with_owner` says that a name of what it is of begins
        at word `end`, `named` that one stands before it.
        """
        found = self._found
        behind = self._starting[end][0] if with_owner else head + 1
        if behind >= len(found) or not found[behind].joined:
            return False
        if with_owner:
            return behind in self._starting
        is_name = not named and found[head].capital and first == head and found[behind].key not in _OF
        return found[behind].capital or is_name

    def _owner_behind(self, end: int) -> tuple[int, tuple[int | None, str] | None]:
        """Look behind a role noun for what it is of: `director of [health care for] the Bellmouth Clinic`."""
        found = self._found
        for index in range(end + 1, min(len(found), end + _LONGEST_OF)):
            if not found[index].joined or not found[index - 1].joined or found[index - 1].capital:
                break
            owner = self._starting.get(index)
            before = found[index - 2] if found[index - 1].key == "the" else found[index - 1]
            if owner is not None and owner[1].entity is not None:
                return (index, (owner[1].entity, owner[1].text)) if before.key in _OF else (end, None)
            if index - 1 == end and found[end].key not in _OF:
                break
        return end, None

    def _over_preposition(self, start: int, owner: Mention) -> tuple[int, tuple[int | None, str] | None]:
        index = start
        if index and self._found[index - 1].key == "the":
            index -= 1
        if index and self._found[index - 1].key in _OF and owner.entity is not None:
            return index - 1, (owner.entity, owner.text)
        return start, None

    def _role_ending_at(self, end: int, *, with_titles: bool) -> tuple[int, str] | None:
        """Give the first word of the role that ends before word `end`, and the role."""
        found = self._found
        title = title_ending_at(found, end) if with_titles else None
        if title is not None and title[1].role is not None:
            first = title[0]
            role = title[1].role if found[first].capital else " ".join(word.text for word in found[first:end])
        elif end and found[end - 1].key in role_nouns() and not found[end - 1].possessive:
            first, role = end - 1, found[end - 1].text
        else:
            return None
        in_capitals = found[first].capital
        while first and found[first].joined and end - first < 5:
            word = found[first - 1]
            if in_capitals and not word.capital and word.key not in title_words():
                break  # "a life and career President Roe": no career president
            if word.key not in words("words_beside_roles.txt"):
                if not self._modifies(first - 1):
                    break
                role = f"{word.text} {role}"
            first -= 1
        return first, role

    def _modifies(self, index: int) -> bool:
        word = self._found[index]
        if word.possessive or index + 1 in self._ending or word.key in country_of_adjective():
            return False
        if word.first and self._doc[word.token].pos_ != "PROPN" and word.key not in title_words():
            return False
        return self._is_noun_or_adjective(index) and word.key not in country_of_form()

    def _is_noun_or_adjective(self, index: int) -> bool:
        return self._doc[self._found[index].token].pos_ in ("NOUN", "ADJ", "PROPN") and self._found[index].key != "the"

    def _owner_before(self, first: int) -> tuple[int, tuple[int | None, str] | None]:
        """Read the organisation, place or adjective before a role: `Acme spokesman`, `Russia's president`."""
        found = self._found
        if first == 0:
            return first, None
        word = found[first - 1]
        near = found[first].joined or (word.possessive and found[first].start - word.end <= 3)
        owner = self._ending.get(first)
        if near and owner is not None and owner[1].entity is not None:
            if self._entities[owner[1].entity].kind != "person":
                return owner[0], (owner[1].entity, owner[1].text)
            return first, None
        if found[first].joined and word.key in country_of_adjective():
            return first - 1, self._country_of(word)
        return first, None

    def _country_of(self, word: Word) -> tuple[int | None, str]:
        return self._country.get(country_of_adjective()[word.key]), word.text

    def _role(self, name: Mention, role: str, of: tuple[int | None, str] | None, first: int, end: int) -> Role | None:
        if name.entity is None:
            return None
        of_entity, of_text = of if of is not None else (None, None)
        return Role(name.entity, role, of_entity, of_text, self._found[first].start, self._found[end - 1].end)
