"""How far long work has come, as lines in the run's log: the terminal and the Dagster UI show the same."""

import time
from typing import Protocol


class Log(Protocol):
    """Where lines go: Dagster's log, or any logger."""

    def info(self, msg: str) -> None:
        """Take a line."""


class Progress:
    """Counts what is done of `total`, and says so every few seconds, with the rate and the time left.

    Args:
        log: where the lines go.
        noun: what is counted, in the plural.
        total: how many there are.
        every: seconds between lines.
    """

    def __init__(self, log: Log, noun: str, total: int, every: float = 5) -> None:
        self.log = log
        self.noun = noun
        self.total = total
        self.every = every
        self.done = 0
        self.started = self.told = time.monotonic()

    def advance(self, count: int) -> None:
        """Note that `count` more are done."""
        self.done += count
        now = time.monotonic()
        finished = self.done >= self.total and count > 0
        if finished or now - self.told >= self.every:
            self.told = now
            self.log.info(self._line(now - self.started))

    def _line(self, seconds: float) -> str:
        rate = self.done / max(seconds, 0.001)
        line = f"{self.done:,} of {self.total:,} {self.noun}"
        if self.done >= self.total:
            return f"{line} in {_duration(seconds)}"
        if not self.done:
            return line
        return f"{line}, {rate:,.0f} a second, {_duration((self.total - self.done) / rate)} left"


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
