"""What an author's tools find out: the frozen values that they hand to the views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fitcount.types import ExerciseSet, Rejection, Rep

Event = Rep | Rejection | ExerciseSet
"""Something that a counter told of a trace: a rep, a rejected attempt, or a hold."""

Aspect = Literal[
    "appeared", "vanished", "counts_now", "counts_no_more", "other_reason", "other_faults", "other_side", "other_time"
]
"""In what an event differs. other_time: of a hold, the seconds or its breaks."""


@dataclass(frozen=True, slots=True)
class Change:
    """What two definitions of an exercise say of the same moment, where that differs."""

    old: Event | None
    """None if only the new one told it."""
    new: Event | None
    aspects: tuple[Aspect, ...]

    @property
    def start_s(self) -> float:
        """When the first of the two began."""
        return min(event.start_s for event in (self.old, self.new) if event is not None)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of one exercise."""

    count: int = 0
    movements: int = 0
    held_s: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.count + other.count, self.movements + other.movements, self.held_s + other.held_s)


@dataclass(frozen=True, slots=True)
class TraceDifference:
    """What an edit changes in one trace."""

    trace: str
    old: Tally
    new: Tally
    changes: tuple[Change, ...]
    """In the order of time."""
    unchanged: tuple[Event, ...]
    """As the new definition tells them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit changes in several traces."""

    old: str
    """As the person named it."""
    new: str
    traces: tuple[TraceDifference, ...]

    @property
    def totals(self) -> tuple[Tally, Tally]:
        """Of all traces, counted with the old and with the new definition."""
        return sum((each.old for each in self.traces), Tally()), sum((each.new for each in self.traces), Tally())
