"""Count the repetitions of one exercise, frame by frame: metrics in, reps and rejections out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from fitcount.reps.definition import Exercise, Repeated
from fitcount.reps.form import advice
from fitcount.reps.judge import Judge
from fitcount.reps.performed import Performed
from fitcount.reps.side_counter import Outcome, SideCounter
from fitcount.types import Correction, CounterState, ExerciseSet, Metrics, Rejection, Rep

SAME_PEAK = 0.4
"""Left and right that peak no further apart than this share of the shorter one are one movement of both."""
SAME_TIME = 0.7
"""Left and right that overlap by this share of the shorter one are one movement, of the side that moved more."""
WAIT_S = 4.0
"""No longer than this one side waits for what the other is doing."""

BOTH = "both"


class CountsReps(Protocol):
    """What counts frame by frame, of one exercise or of whichever is done."""

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics."""

    def state(self, frame: Metrics) -> CounterState:
        """What is known after the frame that was taken in last."""

    def undo(self, t_s: float, peak_s: float | None = None) -> Correction | None:
        """Take back the last repetition of what is counted now (see `Performed.undo`); None if there is none."""

    def add(self, t_s: float) -> Correction | None:
        """One repetition of what is counted now was missed; None if that is not known, or is held."""

    def next_set(self, t_s: float) -> None:
        """The set ends here: what is past its peak is of it, what has only begun is of the next."""

    def leave(self, t_s: float) -> None:
        """From here on something else is counted: what is past its peak is judged, what has only begun is none."""

    def finish(self) -> None:
        """The source has ended."""

    @property
    def performed(self) -> list[Performed]:
        """What was counted, an entry for each exercise in turn."""

    @property
    def running(self) -> tuple[Exercise, ExerciseSet] | None:
        """The hold that is going on, up to now; None if there is none that counts."""


class Counter:
    """Counts one exercise of one person, causally: what it has counted it never takes back."""

    def __init__(self, exercise: Repeated, standard: str) -> None:
        self._exercise = exercise
        self._judge = Judge(exercise, standard)
        self._done = Performed(exercise, standard)
        self._sides = {side: SideCounter(exercise, standard, side) for side in exercise.counted_sides}
        self._waiting: list[tuple[str, Outcome]] = []
        """Movements of one side that the other may be in as well."""
        self._last: Rep | None = None

    @property
    def reps(self) -> list[Rep]:
        """Counted until now."""
        return self._done.reps

    @property
    def rejected(self) -> list[Rejection]:
        """Rejected until now."""
        return self._done.rejected

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics, and tell what is known then."""
        self.take(frame)
        return self.state(frame)

    def take(self, frame: Metrics) -> None:
        """Take in the next frame's metrics."""
        self._take_all((side, outcome) for side, counter in self._sides.items() for outcome in counter.update(frame))
        for side, outcome in [*self._waiting]:
            if not self._may_be_one(side, outcome, frame.t_s):
                self._waiting.remove((side, outcome))
                self._count(side, outcome)

    def finish(self) -> None:
        """The source has ended: an attempt whose peak was passed is judged by its first half."""
        self._take_all((side, outcome) for side, counter in self._sides.items() for outcome in counter.finish())
        for side, outcome in self._waiting:
            self._count(side, outcome)
        self._waiting = []

    def undo(self, t_s: float, peak_s: float | None = None) -> Correction | None:
        """Take back the last repetition; None if there is none."""
        return self._done.undo(t_s, peak_s)

    def add(self, t_s: float) -> Correction:
        """One repetition was missed."""
        return self._done.add_by_hand(t_s)

    def next_set(self, t_s: float) -> None:
        """The set ends here; what a side has only begun is of the next one."""
        self._take_all((side, outcome) for side, counter in self._sides.items() for outcome in counter.judge_now(t_s))
        self._done.end_set(t_s)

    def leave(self, t_s: float) -> None:
        """From here on something else is counted: what has only begun is none, and no side waits for the other."""
        self.next_set(t_s)
        for side, outcome in self._waiting:
            self._count(side, outcome)
        self._waiting = []
        for counter in self._sides.values():
            counter.break_off()

    @property
    def running(self) -> None:
        """What is repeated is never held."""
        return None

    @property
    def performed(self) -> list[Performed]:
        """What was counted, all of one exercise."""
        return [self._done]

    def hand_over(self) -> list[Rep | Rejection]:
        """What was counted since the last call, in the order of time; from now on it is the caller's alone."""
        attempts: list[Rep | Rejection] = sorted([*self.reps, *self.rejected], key=lambda attempt: attempt.end_s)
        self.reps.clear()
        self.rejected.clear()
        return attempts

    def busy_since(self, t_s: float) -> bool:
        """Whether an attempt is going on that began before then."""
        attempts = (counter.attempt for counter in self._sides.values())
        return any(attempt is not None and attempt.start_s < t_s for attempt in attempts)

    def _take_all(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        for side, outcome in sorted(outcomes, key=lambda each: each[1].attempt.end_s):
            self._take(side, outcome)

    def _take(self, side: str, outcome: Outcome) -> None:
        """Count what one side did; a movement that the other side may be in as well waits for it."""
        if not outcome.is_movement or side == BOTH:
            self._count(side, outcome)
            return
        other = _other(side)
        partner = next((each for of, each in self._waiting if of == other and _same_movement(each, outcome)), None)
        if partner is None:
            self._waiting.append((side, outcome))
        else:
            self._waiting.remove((other, partner))
            self._count(*_merged(other, partner, side, outcome))

    def _may_be_one(self, side: str, outcome: Outcome, t_s: float) -> bool:
        """Whether the other side is still in the movement that this one has finished, or has yet to be believed."""
        kept, attempt = self._sides[_other(side)].kept, self._sides[_other(side)].attempt
        if kept is not None and _same_movement(kept, outcome):
            return True
        if attempt is None or t_s - outcome.attempt.end_s > WAIT_S:
            return False
        return attempt.start_s < outcome.attempt.peak_s() + SAME_PEAK * outcome.attempt.took_s

    def _count(self, side: str, outcome: Outcome) -> None:
        if outcome.rejection is None:
            self._last = self._judge.rep(outcome.attempt, len(self.reps) + 1, side)
            self.reps.append(self._last)
        elif self._is_news(side, outcome):
            self.rejected.append(replace(outcome.rejection, side=side))

    def _is_news(self, side: str, outcome: Outcome) -> bool:
        """A side that merely moves along while the other does a rep is not worth telling."""
        if side == BOTH or outcome.is_movement:
            return True
        other = self._sides[_other(side)].attempt
        last = self._last
        busy = other is not None and other.start_s < outcome.attempt.end_s
        return not busy and (last is None or last.end_s < outcome.attempt.start_s)

    def state(self, frame: Metrics) -> CounterState:
        """What is known after the frame that was taken last."""
        counter = max(self._sides.values(), key=lambda counter: counter.attempt is not None)
        return CounterState(
            t_s=frame.t_s,
            phase=counter.phase if frame.track is not None else "",
            value=frame.values[counter.metric],
            gauge=counter.gauge(),
            reps=tuple(self.reps),
            rejected=tuple(self.rejected),
            person=frame.track is not None,
            notes=advice(self._last.faults, self._exercise.form) if self._last is not None else (),
            exercise=self._exercise.title,
            halves=self._exercise.halves,
            corrections=tuple(self._done.corrections),
        )


def _other(side: str) -> str:
    return "right" if side == "left" else "left"


def _same_movement(one: Outcome, two: Outcome) -> bool:
    overlap_s = min(one.attempt.end_s, two.attempt.end_s) - max(one.attempt.start_s, two.attempt.start_s)
    return _peak_together(one, two) or overlap_s >= SAME_TIME * min(one.attempt.took_s, two.attempt.took_s)


def _peak_together(one: Outcome, two: Outcome) -> bool:
    apart_s = abs(one.attempt.peak_s() - two.attempt.peak_s())
    return apart_s <= SAME_PEAK * min(one.attempt.took_s, two.attempt.took_s)


def _merged(one_side: str, one: Outcome, two_side: str, two: Outcome) -> tuple[str, Outcome]:
    """The one movement that two sides made; of both, the one that met the standard: the other may be seen badly."""
    if _peak_together(one, two):
        return BOTH, min(one, two, key=lambda outcome: outcome.rejection is not None)
    return (one_side, one) if one.attempt.excursion >= two.attempt.excursion else (two_side, two)
