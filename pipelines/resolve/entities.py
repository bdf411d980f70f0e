"""The entities of all texts, held in little memory: what many of them have in common, a name above all, is there once.

They are read again and again by the rules that tell who is who, and an article has some twenty.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from pipelines.records import ActorKind, Address, Entity, Level, NamedEntity

_ADDRESSES: tuple[Address | None, ...] = (None, "m", "f")
_LEVELS: tuple[Level | None, ...] = (None, "state", "city", "mixed")


class Entities:
    """Entities in the order of their keys, in whatever order they are given; iterating makes the records anew."""

    def __init__(self, entities: Iterable[NamedEntity]) -> None:
        self._columns = _Columns()
        for named in entities:
            self._columns.append(named)
        self._places: array[int] | range = self._columns.order()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[NamedEntity]:
        return self._columns.records(self._places)

    def where(self, holds: Callable[[ActorKind, str], bool]) -> "Entities":
        """Give those of whose kind and name something holds; they share the memory of all."""
        found = object.__new__(type(self))
        found._columns = self._columns
        labels = [holds(kind, name) for kind, name, _ in self._columns.labels]
        found._places = array("i", (place for place in self._places if labels[self._columns.label[place]]))
        return found

    def of_text(self, text_id: int) -> Iterator[NamedEntity]:
        """Give the entities of a text."""
        start = self._first(text_id)
        end = start
        while end < len(self) and self._columns.text[self._places[end]] == text_id:
            end += 1
        return self._columns.records(self._places[start:end])

    def place(self, text_id: int, entity: int) -> int | None:
        """Give the place of an entity among those that iterating gives."""
        for place in range(self._first(text_id), len(self)):
            row = self._places[place]
            if self._columns.text[row] != text_id:
                return None
            if self._columns.number[row] == entity:
                return place
        return None

    def set_kind(self, place: int, kind: ActorKind, name: str | None = None) -> None:
        """Make an entity one of another kind, under a name if one is given; only an organisation has an acronym."""
        row = self._places[place]
        _, called, acronym = self._columns.labels[self._columns.label[row]]
        name = name or called
        self._columns.label[row] = self._columns.label_of((kind, name, acronym if kind == "organisation" else None))

    def _first(self, text_id: int) -> int:
        return bisect_left(self._places, text_id, key=self._columns.text.__getitem__)


class _Columns:
    """The fields of entities, column by column: kind, name and acronym by number, and the name forms, too."""

    def __init__(self) -> None:
        self.text, self.number, self.label = array("q"), array("i"), array("i")
        self.labels: list[tuple[ActorKind, str, str | None]] = []
        self._labels: dict[tuple[ActorKind, str, str | None], int] = {}
        self._ends, self._form, self._times = array("q", [0]), array("i"), array("i")
        self._forms: dict[str, int] = {}
        self._form_texts: list[str] = []
        self._in_office: set[int] = set()
        self._address, self._level = array("b"), array("b")
        self._within: dict[int, str] = {}
        self._dead: set[int] = set()

    def append(self, named: NamedEntity) -> None:
        if named.in_office:
            self._in_office.add(len(self.text))
        if named.within is not None:
            self._within[len(self.text)] = named.within
        if named.dead:
            self._dead.add(len(self.text))
        self._address.append(_ADDRESSES.index(named.address))
        self._level.append(_LEVELS.index(named.level))
        self.text.append(named.text_id)
        self.number.append(named.entity.entity)
        self.label.append(self.label_of((named.entity.kind, named.entity.name, named.entity.acronym)))
        for form, times in named.names:
            if form not in self._forms:
                self._forms[form] = len(self._form_texts)
                self._form_texts.append(form)
            self._form.append(self._forms[form])
            self._times.append(times)
        self._ends.append(len(self._form))

    def label_of(self, label: tuple[ActorKind, str, str | None]) -> int:
        if label not in self._labels:
            self._labels[label] = len(self.labels)
            self.labels.append(label)
        return self._labels[label]

    def order(self) -> "array[int] | range":
        """Give the rows in the order of text and number."""
        rows = range(len(self.text))
        if all((self.text[row], self.number[row]) < (self.text[row + 1], self.number[row + 1]) for row in rows[:-1]):
            return rows
        return array("i", sorted(rows, key=lambda row: (self.text[row], self.number[row])))

    def records(self, rows: Iterable[int]) -> Iterator[NamedEntity]:
        # All of it is looked up once: this is gone through a dozen times, for twenty rows an article.
        text, number, label, labels, ends = self.text, self.number, self.label, self.labels, self._ends
        form, times, form_texts, in_office = self._form, self._times, self._form_texts, self._in_office
        address, level, within, dead, last = self._address, self._level, self._within, self._dead, -1
        for row in rows:
            text_id = text[row]
            last = text_id = last if text_id == last else text_id  # one object for all of a text: they are kept in sets
            start, end = ends[row], ends[row + 1]
            if end - start == 1:
                names: tuple[tuple[str, int], ...] = ((form_texts[form[start]], times[start]),)
            else:
                names = tuple((form_texts[form[each]], times[each]) for each in range(start, end))
            entity = Entity(number[row], *labels[label[row]])
            told = row in in_office, _ADDRESSES[address[row]], _LEVELS[level[row]], within.get(row), row in dead
            yield NamedEntity(text_id, entity, names, *told)
