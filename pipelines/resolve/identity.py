"""What resolution decides of an entity: which actor it is, by which method, and who else it might be.

How persons and organisations are told apart is `persons.py`'s and `organisations.py`'s.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipelines.records import NamedEntity, key_of
from pipelines.resolve.name_keys import PersonName
from pipelines.word_lists import rows

# The entity of a text: text and number.
EntityKey = tuple[int, int]


class Identity(NamedTuple):
    """Which actor an entity is, and by which method."""

    actor_id: int
    method: str


@dataclass(slots=True, eq=False)
class Person:
    """A person of the corpus by full names: their key, how many texts have each name, and in which texts they are.

    `namesake_of` is the one of the same name whom more texts mean, or null.
    """

    key: str
    names: Counter[PersonName] = field(default_factory=Counter)
    texts: set[int] = field(default_factory=set)
    namesake_of: "Person | None" = None

    @property
    def actor_id(self) -> int:
        """The key of the actor."""
        return key_of("actor", "person", self.key)

    def add(self, other: "Person") -> None:
        """Take in another one who is the same."""
        self.names.update(other.names)
        self.texts |= other.texts


def is_telling(count: int, texts: int, elsewhere: int, others: int, lift: float) -> bool:
    """Tell whether a name stands in `count` of some texts, and in so many times less of the others: `elsewhere`."""
    return count * others >= lift * elsewhere * texts


@cache
def link_confidence() -> Mapping[str, float]:
    """Give how often the links of each method are right, 0 to 1, as `link_methods.tsv` has it."""
    return {row[0]: float(row[1]) for row in rows(__package__, "link_methods.tsv")}


@cache
def methods_to_review() -> frozenset[str]:
    """Give the methods whose links the analyst may want to split."""
    return frozenset(row[0] for row in rows(__package__, "link_methods.tsv") if row[2:] == ("review",))


def entity_key(named: NamedEntity) -> EntityKey:
    """Give the key of an entity of a text."""
    return named.text_id, named.entity
