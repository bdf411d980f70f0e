"""The entities of all texts, held in little memory: what many of them have in common, a name above all, is there once.

They are read again and again by the rules that tell who is who, and an article has some twenty.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from pipelines.records import ActorKind, Address, Level, NamedEntity
from pipelines.resolve.identity import EntityKey

#: Kind, name and acronym of an entity.
Label = tuple[ActorKind, str, str | None]
_Names = tuple[tuple[str, int], ...]
_Told = tuple[bool, Address | None, Level | None, str | None, bool]
Value = TypeVar("Value", bound=Hashable)


class Entities:
    """Entities in the order of their keys, in whatever order they are given; iterating makes the records anew."""

    def __init__(self, entities: Iterable[NamedEntity]) -> None:
        self._columns = _Columns()
        for named in entities:
            self._columns.append(named)
        self._places: array[int] | range = self._columns.order()
        self._firsts: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[NamedEntity]:
        return self._columns.records(self._places)

    def keys(self) -> Iterator[EntityKey]:
        """Give text and number of each, in the order of iterating."""
        text, number = self._columns.text, self._columns.number
        return ((text[place], number[place]) for place in self._places)

    def labels(self) -> Iterator[Label]:
        """Give kind, name and acronym of each, in the order of iterating."""
        labels, label = self._columns.labels.values, self._columns.label
        return (labels[label[place]] for place in self._places)

    def where(self, holds: Callable[[ActorKind, str], bool]) -> "Entities":
        """Give those of whose kind and name something holds; they share the memory of all."""
        found = object.__new__(type(self))
        found._columns = self._columns
        labels = [holds(kind, name) for kind, name, _ in self._columns.labels.values]
        found._places = array("i", (place for place in self._places if labels[self._columns.label[place]]))
        found._firsts = {}
        return found

    def of_text(self, text_id: int) -> Iterator[NamedEntity]:
        """Give the entities of a text."""
        return self._columns.records(self._rows_of(text_id))

    def labels_of(self, text_id: int) -> Iterator[Label]:
        """Give kind, name and acronym of each entity of a text."""
        labels, label = self._columns.labels.values, self._columns.label
        return (labels[label[row]] for row in self._rows_of(text_id))

    def place(self, text_id: int, entity: int) -> int | None:
        """Give the place of an entity among those that iterating gives."""
        text, number, first = self._columns.text, self._columns.number, self._first(text_id)
        # The numbers of a text rise from 0, and some are left out: it stands no later than that.
        for place in reversed(range(first, min(first + entity + 1, len(self)))):
            row = self._places[place]
            if text[row] == text_id and number[row] <= entity:
                return place if number[row] == entity else None
        return None

    def set_kind(self, place: int, kind: ActorKind, name: str | None = None) -> None:
        """Make an entity one of another kind, under a name if one is given; only an organisation has an acronym."""
        row = self._places[place]
        _, called, acronym = self._columns.labels.values[self._columns.label[row]]
        label = kind, name or called, acronym if kind == "organisation" else None
        self._columns.label[row] = self._columns.labels.number(label)

    def _rows_of(self, text_id: int) -> "array[int] | range":
        start = end = self._first(text_id)
        while end < len(self) and self._columns.text[self._places[end]] == text_id:
            end += 1
        return self._places[start:end]

    def _first(self, text_id: int) -> int:
        """Give the first place of a text; where it has no entity, that behind all others."""
        if not self._firsts:
            text = self._columns.text
            self._firsts = {text[self._places[place]]: place for place in reversed(range(len(self)))}
        return self._firsts.get(text_id, len(self))


class _Columns:
    """The fields of entities, column by column; what of them many have in common is told by its number."""

    def __init__(self) -> None:
        self.text, self.number, self.label = array("q"), array("i"), array("i")
        self._names, self._told = array("i"), array("i")
        self.labels = _Numbered[Label]()
        self._all_names = _Numbered[_Names]()
        self._all_told = _Numbered[_Told]()

    def append(self, named: NamedEntity) -> None:
        self.text.append(named.text_id)
        self.number.append(named.entity)
        self.label.append(self.labels.number((named.kind, named.name, named.acronym)))
        self._names.append(self._all_names.number(named.names))
        self._told.append(
            self._all_told.number((named.in_office, named.address, named.level, named.within, named.dead))
        )

    def order(self) -> "array[int] | range":
        """Give the rows in the order of text and number."""
        rows = range(len(self.text))
        if all((self.text[row], self.number[row]) < (self.text[row + 1], self.number[row + 1]) for row in rows[:-1]):
            return rows
        return array("i", sorted(rows, key=lambda row: (self.text[row], self.number[row])))

    def records(self, rows: Iterable[int]) -> Iterator[NamedEntity]:
        # All of it is looked up once: this is gone through a dozen times, for twenty rows an article.
        text, number, label, labels = self.text, self.number, self.label, self.labels.values
        names, all_names, told, all_told = self._names, self._all_names.values, self._told, self._all_told.values
        new, last = tuple.__new__, -1  # what `_make` does, without a call more for each
        for row in rows:
            text_id = text[row]
            last = text_id = last if text_id == last else text_id  # one object for all of a text: they are kept in sets
            fields = (text_id, number[row], *labels[label[row]], all_names[names[row]], *all_told[told[row]])
            yield new(NamedEntity, fields)


class _Numbered(Generic[Value]):
    """Values, each once, with the number by which it is found."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._numbers: dict[Value, int] = {}

    def number(self, value: Value) -> int:
        number = self._numbers.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number
