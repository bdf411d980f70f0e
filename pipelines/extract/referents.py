"""Which entity a word of a doc refers to, looked up in the mentions that stand on the doc."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipelines.records import Entity, Mention


class Referents:
    """The mentions of a doc that refer to an entity, found by token; none where the doc has no mentions.

    Reads `doc._.verbatim_mentions` and `doc._.verbatim_entities`, if they are set.
    """

    def __init__(self, doc: Doc) -> None:
        mentions: Sequence[Mention] = doc._.verbatim_mentions if doc.has_extension("verbatim_mentions") else ()
        entities: Sequence[Entity] = doc._.verbatim_entities if doc.has_extension("verbatim_entities") else ()
        self._mentions = sorted((m for m in mentions if m.entity is not None), key=lambda m: (m.start, m.end))
        self._starts = [mention.start for mention in self._mentions]
        self._first_named = {m.entity: m.start for m in reversed(self._mentions) if m.kind == "name"}
        self._persons = {entity.entity for entity in entities if entity.kind == "person"}

    def of(self, token: Token) -> int | None:
        """Give the entity of the last mention that begins before the end of a token and holds it, or null."""
        last = bisect_right(self._starts, token.idx)
        for mention in reversed(self._mentions[max(0, last - 3) : last]):
            if mention.end >= token.idx + len(token):
                return mention.entity
        return None

    def is_first_named_in(self, entity: int, start: int, end: int) -> bool:
        """Tell whether the text names an entity for the first time between two characters."""
        return start <= self._first_named.get(entity, -1) < end

    def person(self, token: Token) -> int | None:
        """Give the person that a token refers to, or null."""
        entity = self.of(token)
        return entity if entity in self._persons else None
