"""What stands around the names of an entity: how it is addressed, in office, dead, in which state, at which level.

It tells `resolve` which entities of different texts may be one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.extract.levels import is_of_city, is_of_state, name_of_two_levels, state_behind
from pipelines.records import Address, Entity, Level, Mention

# How many characters before and behind a name are read, and on each side of one that two levels have.
_BEFORE, _BEHIND, _AROUND = 40, 48, 250

_IN_OFFICE = re.compile(
    r"(?:-era|[ ](?:administration|appointee|cabinet|era|nominee|presidency|white house|years))\b",
    re.ASCII | re.IGNORECASE,
)
_MISTER = re.compile(r"\bMr[.]? \Z", re.ASCII)
_MADAM = re.compile(r"\b(?:Mrs|Ms|Miss)[.]? \Z", re.ASCII)
_DEATH_BEHIND = re.compile(r"[’']s? (?:death|killing|murder)\b| (?:was|were) (?:killed|murdered|slain)\b", re.ASCII)
_DEATH_BEFORE = re.compile(
    r"\b(?:deaths?|fatal shooting|killings?|murders?|slaying) of (?:[a-z0-9-]+ ){0,4}\Z"
    r"|\b(?:killed|murdered|slew) (?:[a-z0-9-]+ ){0,4}\Z",
    re.ASCII,
)


@dataclass(slots=True)
class _Told:
    """What is told beside the names of one entity, and how often."""

    forms: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    states: set[str] = field(default_factory=set)
    in_office: bool = False
    mister: bool = False
    madam: bool = False
    dead: bool = False
    of_state: int = 0
    of_city: int = 0

    def add(self, text: str, mention: Mention) -> None:
        preceding = text[max(mention.start - _BEFORE, 0) : mention.start]
        following = text[mention.end : mention.end + _BEHIND]
        self.forms[mention.text] += 1
        self.in_office = self.in_office or bool(_IN_OFFICE.match(following))
        self.mister = self.mister or bool(_MISTER.search(preceding))
        self.madam = self.madam or bool(_MADAM.search(preceding))
        self.dead = self.dead or bool(_DEATH_BEHIND.match(following) or _DEATH_BEFORE.search(preceding))
        if state := state_behind(following):
            self.states.add(state)
        if sort := name_of_two_levels(mention.text):
            around = text[max(mention.start - _AROUND, 0) : mention.end + _AROUND]
            self.of_state += is_of_state(sort, preceding, following, around)
            self.of_city += is_of_city(sort, preceding, following)

    def names(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self.forms.items(), key=lambda form: (-form[1], form[0])))

    def address(self) -> Address | None:
        if self.mister == self.madam:
            return None
        return "m" if self.mister else "f"

    def level(self) -> Level | None:
        times = sum(self.forms.values())
        if 2 * self.of_city > times and not self.of_state:
            return "city"
        if 2 * self.of_state > times and not self.of_city:
            return "state"
        return "mixed" if self.of_state else None

    def within(self) -> str | None:
        return next(iter(self.states)) if len(self.states) == 1 else None


def with_surroundings(text: str, entities: Iterable[Entity], mentions: Sequence[Mention]) -> Iterator[Entity]:
    """Give the entities of a text with their name forms, and what stands around these; see `Entity`."""
    told: defaultdict[int, _Told] = defaultdict(_Told)
    for mention in mentions:
        if mention.kind == "name" and mention.entity is not None:
            told[mention.entity].add(text, mention)
    for entity in entities:
        about = told[entity.entity]
        yield entity._replace(
            names=about.names(),
            in_office=about.in_office,
            address=about.address(),
            level=about.level(),
            within=about.within(),
            dead=about.dead,
        )
