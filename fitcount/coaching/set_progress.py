"""How much of a set is done, against its goal."""

from __future__ import annotations

import math

from fitcount.guidance import Goal
from fitcount.reps.definition import Exercise, Held
from fitcount.types import CounterState
from fitcount.wording import plural

MAX_INTERVAL_S = 1.0
"""Between two frames; in a longer one there was no picture, and nobody can say what was done."""


class SetProgress:
    """One set, from its first frame on."""

    def __init__(self, exercise: Exercise | None, goal: Goal, *, first: bool = False) -> None:
        """`exercise`: None for whichever is done; `first`: whether nothing was counted before."""
        self.goal = goal
        self._held = isinstance(exercise, Held)
        self._named = self._known = exercise is not None
        self._reps_before: int | None = 0 if first or not self._named else None
        self._held_before_s: float | None = 0.0 if first else None
        self._reps = 0
        self._held_s = 0.0
        self._timed_s = 0.0
        self._last_s = math.nan
        self._was_reached = False

    def take(self, state: CounterState) -> None:
        """What is counted by now. What was before the first of them is another set's."""
        held_s = state.holding.total_s if state.holding is not None else 0.0
        if self._reps_before is None:
            # What was corrected by hand since the set began is of this one.
            self._reps_before = state.corrected - self._reps
        if self._held_before_s is None:
            self._held_before_s = held_s
        self._reps = max(state.corrected - self._reps_before, 0)
        self._held_s = max(held_s - self._held_before_s, 0.0)
        if not self._named:
            self._recognise(state)

    def _recognise(self, state: CounterState) -> None:
        """Of whichever is done the counter tells what it is; of one that is held, seconds are those of one hold."""
        self._known = bool(state.exercise)
        self._held = state.holding is not None
        self._held_s = state.holding.running_s if state.holding is not None else 0.0

    def correct(self, change: int) -> None:
        """So many reps more, or fewer, by hand; what is counted knows it from its next frame on."""
        self._reps = max(self._reps + change, 0)

    def tick(self, t_s: float) -> None:
        """The set is going on at this time."""
        interval_s = t_s - self._last_s
        if self._known and interval_s <= MAX_INTERVAL_S:
            self._timed_s += interval_s
        self._last_s = t_s

    def stop(self) -> None:
        """It does not go on until the next tick."""
        self._last_s = math.nan

    @property
    def count(self) -> int | None:
        """Reps, as corrected; None where a run is not told by sets."""
        return self._reps if self._named and not self._held else None

    @property
    def reps(self) -> int:
        """Reps, as corrected."""
        return self._reps

    @property
    def left_s(self) -> float:
        """Seconds that are to be held or used yet; NaN if the set is not told by seconds, or nobody knows of what."""
        if self.goal.seconds is None or not self._known:
            return math.nan
        return max(self.goal.seconds - (self._held_s if self._held else self._timed_s), 0.0)

    @property
    def is_reached(self) -> bool:
        """Whether the goal is; never without one."""
        if self.goal.reps is not None:
            return self._reps >= self.goal.reps
        return self.left_s <= 0.0

    def has_just_reached_it(self) -> bool:
        """Whether the goal is reached since the last call."""
        was, self._was_reached = self._was_reached, self.is_reached
        return self.is_reached and not was

    @property
    def done(self) -> str:
        """The goal, in words: 10 reps, 60 s."""
        if self.goal.reps is not None:
            return plural(self.goal.reps, "rep")
        return f"{self.goal.seconds:.0f} s"
