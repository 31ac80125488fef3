"""Notice that somebody does another exercise than the one that is counted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fitcount.reps.definition import Exercise
from fitcount.reps.performed import Performed
from fitcount.reps.recogniser import Recogniser
from fitcount.types import CounterState, Metrics

MOVEMENTS = 2
"""Of the other exercise, while there was none of the one that is counted."""
HELD_S = 10.0
"""The same of an exercise that is held: many a rest looks like one for less."""
LATELY_S = 10.0
"""So long after its last movement, somebody still does it."""


class OtherExercise:
    """Listens to one set with the counters of all exercises.

    At the end of a rep each of them judges it, which takes some milliseconds: a frame is taken in first, and listened
    to when its count has been shown.
    """

    def __init__(self, exercise: Exercise, known: Sequence[Exercise]) -> None:
        self._exercise = exercise
        others = [other for other in known if other.name != exercise.name]
        self._recogniser = Recogniser([exercise, *others])
        self._taken: tuple[Metrics, CounterState] | None = None
        self._own: tuple[int, int, float] | None = None
        self._own_s = -math.inf
        """When the one that is counted was last done."""
        self._noticed: set[str] = set()

    def take(self, metrics: Metrics, state: CounterState) -> None:
        """Take in a frame, and what is counted after it."""
        self._taken = metrics, state

    def listen(self) -> bool:
        """Listen to the frame that was taken in, if any; whether an exercise was noticed for the first time."""
        if self._taken is None:
            return False
        (metrics, state), self._taken = self._taken, None
        self._recogniser.update(metrics)
        held_s = state.holding.total_s if state.holding is not None else 0.0
        own = len(state.reps), sum(attempt.movement for attempt in state.rejected), held_s
        if own != self._own:
            # What was counted before this set is not of it.
            self._own_s = metrics.t_s if self._own is not None else self._own_s
            self._own = own
        done = self._recogniser.performed[-1] if self._recogniser.performed else None
        if done is None or done.exercise.name in {self._exercise.name, *self._noticed} or not self._is_other(done):
            return False
        self._noticed.add(done.exercise.name)
        return True

    def rival(self, t_s: float) -> Exercise | None:
        """The other exercise, if one was noticed that was done until lately, and nothing since of the counted one."""
        since_s = max(t_s - LATELY_S, self._own_s)
        last = self._recogniser.performed[-1:]
        return next(
            (done.exercise for done in last if done.exercise.name in self._noticed and _end_s(done) >= since_s), None
        )

    def _is_other(self, done: Performed) -> bool:
        if done.holds:
            return done.held_s >= HELD_S and self._own_s < done.holds[0].start_s
        movements = done.movements
        return len(movements) >= MOVEMENTS and self._own_s < movements[-MOVEMENTS].start_s


def _end_s(done: Performed) -> float:
    return max((each.end_s for each in (*done.movements, *done.holds)), default=-math.inf)
