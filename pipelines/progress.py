"""How far long work has come, as lines in the run's log: the terminal and the Dagster UI show the same."""

import time
from collections.abc import Mapping
from typing import Protocol

# Marks a line that the next one replaces: a terminal shows it as one live line, a log keeps it.
UNFINISHED = {"unfinished": True}


class Log(Protocol):
    """Where lines go: Dagster's log, or any logger."""

    def info(self, msg: str, *, extra: Mapping[str, object] | None = None) -> None:
        """Take a line."""


class Progress:
    """Counts what is done of `total`, and says so every few seconds, with the rate and the time left.

    Args:
        log: where the lines go.
        noun: what is counted, in the plural.
        total: how many there are.
        work: how much work they are, by which the time left is reckoned; as much as there are, if each is as much.
        parts: what they consist of, in the plural; counted too, for one of them may take long.
        every: seconds between lines.
    """

    def __init__(
        self, log: Log, noun: str, total: int, work: int | None = None, every: float = 5, parts: str = ""
    ) -> None:
        self.log = log
        self.noun = noun
        self.total = total
        self.work = total if work is None else work
        self.every = every
        self.parts = parts
        self.done = self.worked = self.parts_done = 0
        self.started = self.told = time.monotonic()

    def advance(self, count: int, work: int | None = None, parts: int = 0) -> None:
        """Note that `count` more are done, which were so much work, and so many more parts, of them or of the next."""
        self.done += count
        self.parts_done += parts
        self.worked += count if work is None else work
        now = time.monotonic()
        seconds = now - self.started
        if self.done >= self.total and count > 0:
            self.log.info(f"{self._counts()} in {_duration(seconds)}")
        elif now - self.told >= self.every:
            self.told = now
            self.log.info(self._counts() + self._rate(seconds), extra=UNFINISHED)

    def _counts(self) -> str:
        parts = f", {self.parts_done:,} {self.parts}" if self.parts else ""
        return f"{self.done:,} of {self.total:,} {self.noun}{parts}"

    def _rate(self, seconds: float) -> str:
        if not (self.done and self.worked):
            return ""
        rate = self.done / max(seconds, 0.001)
        left = (self.work - self.worked) * seconds / self.worked
        return f", {rate:,.{0 if rate >= 10 else 1}f} a second, {_duration(left)} left"


def because(reasons: Mapping[str, int]) -> str:
    """Say in words why things are to be done, given how many for which reason: `1,200 because …, 34 new`."""
    return ", ".join(f"{count:,} {reason}" for reason, count in reasons.items()) or "nothing is new"


def say_why(log: Log, noun: str, reasons: Mapping[str, int]) -> None:
    """Log what is to be done and why, unless all of it is new, which needs no reason."""
    if set(reasons) - {"new"}:
        log.info(f"{sum(reasons.values()):,} {noun}: {because(reasons)}")


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
