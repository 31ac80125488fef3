"""Count several exercises in turn: each has a counter, which goes on when the exercise is taken up again."""

from __future__ import annotations

import math

from fitcount.reps.counter import Counter, CountsReps
from fitcount.reps.definition import Exercise, Held
from fitcount.reps.hold import HoldCounter
from fitcount.reps.library import known_exercises
from fitcount.reps.performed import Performed
from fitcount.reps.recogniser import Recogniser
from fitcount.types import Correction, CounterState, ExerciseSet, Metrics


def counter_of(exercise: Exercise | None, standard: str | None) -> CountsReps:
    """A counter of one exercise, or of whichever is done (None); `standard`: the exercise's default if None."""
    if exercise is None:
        return Recogniser(known_exercises(), standard)
    if isinstance(exercise, Held):
        return HoldCounter(exercise)
    return Counter(exercise, standard or exercise.default_standard)


class Succession:
    """Counts one exercise after the other, of one person, as they are told to it.

    One that is taken up again goes on with its numbers, and with what was learned of the person.
    """

    def __init__(self, exercise: Exercise | None, standard: str | None) -> None:
        """What is counted first; `exercise`: None for whichever is done; `standard`: the exercise's default if None."""
        self._counters: dict[tuple[str, str | None], CountsReps] = {}
        """By name and standard of the exercise, in the order in which they were taken up last."""
        self._now = self._take_up(exercise, standard)
        self._name = exercise.name if exercise else ""

    def _take_up(self, exercise: Exercise | None, standard: str | None) -> CountsReps:
        key = (exercise.name, standard or exercise.default_standard) if exercise else ("", standard)
        counter = self._counters.pop(key) if key in self._counters else counter_of(exercise, standard)
        self._counters[key] = counter
        return counter

    @property
    def exercise(self) -> str:
        """Name of the exercise that is counted now; "" while it is not known which one it is."""
        if self._name:
            return self._name
        performed = self._now.performed
        return performed[-1].exercise.name if performed else ""

    def change(self, t_s: float, exercise: Exercise | None, standard: str | None) -> None:
        """From here on another exercise is counted; what was counted stays."""
        self._now.leave(t_s)
        self._now, self._name = self._take_up(exercise, standard), exercise.name if exercise else ""

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics."""
        return self._now.update(frame)

    def state(self, frame: Metrics) -> CounterState:
        """What is known of the exercise that is counted now."""
        return self._now.state(frame)

    def undo(self, t_s: float, peak_s: float | None = None) -> Correction | None:
        """Take back the last repetition of the exercise that is counted now; None if there is none.

        One of which the peak is known may be of an exercise that was counted before.
        """
        if peak_s is None or math.isnan(peak_s):
            return self._now.undo(t_s, peak_s)
        tried = (counter.undo(t_s, peak_s) for counter in reversed(self._counters.values()))
        return next(filter(None, tried), None)

    def add(self, t_s: float) -> Correction | None:
        """One repetition of the exercise that is counted now was missed; None if it has none."""
        return self._now.add(t_s)

    def next_set(self, t_s: float) -> None:
        """The set of the exercise that is counted now ends here."""
        self._now.next_set(t_s)

    def leave(self, t_s: float) -> None:
        """From here on something else is counted."""
        self._now.leave(t_s)

    def finish(self) -> None:
        """The source has ended; the exercises before were settled when they were left."""
        self._now.finish()

    @property
    def performed(self) -> list[Performed]:
        """What was counted, the exercise that is counted now last."""
        return [done for counter in self._counters.values() for done in counter.performed]

    @property
    def running(self) -> tuple[Exercise, ExerciseSet] | None:
        """The hold that is going on, up to now; None if there is none that counts."""
        return self._now.running
