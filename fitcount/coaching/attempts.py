"""Whether somebody is at it: for gestures, which are none in a rep, and to notice that a set has begun."""

from __future__ import annotations

import math

from fitcount.reps.definition import Exercise, Repeated
from fitcount.reps.hold import HOLDING
from fitcount.types import CounterState

START_S = 0.5
"""So long somebody is in the start position before leaving it begins a set: after a rest they are anywhere."""


class Attempts:
    """Follows one set."""

    def __init__(self, exercise: Exercise | None) -> None:
        """`exercise`: None for whichever is done, of which nobody knows the start position."""
        self._start = exercise.phases.start.name if isinstance(exercise, Repeated) else None
        self._known = exercise is not None
        self._movements: int | None = None
        self._at_start_s = math.nan
        """Since when they are there."""
        self.is_under_way = False
        """Whether they are out of the start position, or hold what is held."""
        self.has_begun = False
        """Whether an attempt at it has begun with the last frame, or goes on since."""
        self.has_moved = False
        """Whether a movement was counted or rejected with the last frame."""

    def take(self, state: CounterState) -> None:
        """What the counter knows after a frame that counts."""
        movements = len(state.reps) + sum(attempt.movement for attempt in state.rejected)
        self.has_moved = self._movements is not None and movements > self._movements
        self._movements = movements
        if not state.phase or not self._known:
            self.is_under_way = self.has_begun = False
            self._at_start_s = math.nan
        elif self._start is None:
            self.is_under_way = self.has_begun = state.phase == HOLDING
        elif state.phase == self._start:
            self.is_under_way = self.has_begun = False
            self._at_start_s = state.t_s if math.isnan(self._at_start_s) else self._at_start_s
        else:
            self.is_under_way = True
            self.has_begun |= state.t_s - self._at_start_s >= START_S
            self._at_start_s = math.nan
