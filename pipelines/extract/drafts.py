"""A statement in the making: what `direct.py` and `indirect.py` hand to `quotations.py`."""

from dataclasses import dataclass

from pipelines.extract.layout import Passage
from pipelines.extract.speakers import Speaker
from pipelines.records import StatementKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is numbered and its speaker known: ranges of tokens, in order.

    `speaker` and `cue` are null for a floating quotation; `method` names the rule.
    """

    kind: StatementKind
    segments: tuple[Passage, ...]
    cue: Passage | None
    speaker: Speaker | None
    method: str
