"""What is told of many kept sessions at once: the list of them, and what was done week by week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fitcount.kept import State


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sessions are asked for; None: any."""

    since: date | None = None
    """Of this day, where the person was, or later."""
    until: date | None = None
    """Of this day or earlier."""
    exercise: str | None = None
    """With a set of it."""
    limit: int | None = None
    """The newest so many."""


ALL = Selection()


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One line of the list of kept sessions."""

    id: int
    uid: str
    started_at: datetime
    source: str
    person: int | None
    state: State
    exercise: str
    """That of most movements, or "none"."""
    exercises: tuple[str, ...]
    """Of its sets, each once, by their start."""
    standard: str
    sets: int
    """Of any exercise."""
    count: int
    """Of `exercise`, over all sets, as `corrected`, `movements` and `held_s`."""
    corrected: int
    """As the person has corrected it."""
    movements: int
    held_s: float
    confidence: float
    """NaN if it was not counted to its end."""
    recounts: int
    note: str


@dataclass(frozen=True, slots=True)
class WeekOfExercise:
    """All that was done of one exercise in one week; means are over its repetitions, NaN without any.

    A repetition that was taken back by hand is in none but `count`.
    """

    monday: date
    """First day of the week, where the person was."""
    exercise: str
    title: str
    """What it called itself the last time."""
    standards: tuple[str, ...]
    """By which it was counted; none of holds."""
    sessions: int
    sets: int
    count: int
    """What was counted."""
    corrected: int
    """What people have made of that by hand, as all that follows from it."""
    movements: int
    held_s: float
    volume_kg: float
    """Weight times repetitions, of the sets that have a weight."""
    best_count: int
    """Most repetitions of a set that met the standard."""
    best_held_s: float
    """Longest that it was held in a set."""
    metric: str
    """The driving metric, unit in its name, of one side if each has its own; "" without repetitions."""
    lowest: float
    """Mean of the driving metric's smallest values."""
    highest: float
    """Mean of its largest values."""
    range_of_motion: float
    to_peak_s: float
    from_peak_s: float
    faulty: int
    """Repetitions with at least one fault."""
    faults: Mapping[str, int]
    """Code of each fault to the number of repetitions that have it."""

    @property
    def rep_s(self) -> float:
        """Mean time that a repetition took."""
        return self.to_peak_s + self.from_peak_s
