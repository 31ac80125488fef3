"""Count the seconds of one exercise that is held, frame by frame: metrics in, holds and tries out."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from fitcount.reps.definition import Exercise, Held, PositionPart
from fitcount.reps.performed import Performed
from fitcount.reps.steady import Steady
from fitcount.types import TOO_SHORT, Break, CounterState, ExerciseSet, Gauge, Holding, Metrics, Rejection
from fitcount.wording import amount

GRACE_S = 0.5
"""Out of the position for less than this is a wrong pose or a shake: the time counts as held."""
MAX_INTERVAL_S = 1.0
"""What lies between two frames further apart than this nobody has seen: it does not count."""
MIN_TRY_S = 1.0
"""Whoever passes through the position on the way to something else has not tried to hold it."""
SCALES_S = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)
"""Full ends of the gauge."""

READY, HOLDING, BREAK = "not in position", "holding", "break"
LOST = "person_lost"


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What is wrong with the position in a frame."""

    reason: str
    say: str
    metric: str = ""
    value: float = math.nan
    limit: float = math.nan

    @property
    def text(self) -> str:
        return f"{self.say} ({amount(self.metric, self.value)})" if self.metric else self.say


@dataclass(slots=True)
class _Spell:
    """A try or a hold that is going on."""

    start_s: float
    last_s: float
    """When the person was in the position last."""
    held_s: float = 0.0
    breaks: list[Break] = field(default_factory=list)
    counts: bool = False
    """Whether it was held for long enough to be a hold: from then on it may have breaks."""
    wrong: _Wrong | None = None
    """Why the person is out of the position at the moment."""


class HoldCounter:
    """Counts the seconds that one person holds a position, causally: what it has counted it never takes back."""

    def __init__(self, exercise: Held) -> None:
        self.exercise = exercise
        self._hold = exercise.hold
        self._conditions = [_Follower(condition) for condition in exercise.hold.position]
        self._spell: _Spell | None = None
        self._track: int | None = None
        self._running_s = 0.0
        self.holds: list[ExerciseSet] = []
        self.rejected: list[Rejection] = []

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics."""
        if frame.track is not None and frame.track != self._track:
            self._begin_anew(frame.track)
        wrong = self._wrong(frame)
        if wrong is None:
            self._stay(frame.t_s)
        elif self._spell is not None:
            self._leave(self._spell, frame.t_s, wrong)
        return self._state(frame, wrong)

    def state(self, frame: Metrics) -> CounterState:
        """What is known after the frame that was taken in last, whatever may be wrong with the position in it."""
        return self._state(frame, None)

    def undo(self, t_s: float, peak_s: float | None = None) -> None:
        """There are no repetitions to take back."""

    def add(self, t_s: float) -> None:
        """There are no repetitions to add, and nobody knows how many seconds were missed."""

    def next_set(self, t_s: float) -> None:  # noqa: ARG002
        """The hold that is going on ends here; who stays in the position begins another."""
        self.finish()

    def leave(self, t_s: float) -> None:
        """The same; what is held from here on is not counted."""
        self.next_set(t_s)

    def finish(self) -> None:
        """The source has ended."""
        if self._spell is not None:
            self._end(self._spell)

    @property
    def performed(self) -> list[Performed]:
        """What was held, all of one exercise."""
        return [Performed(self.exercise, self.exercise.default_standard, [], self.rejected, self.holds)]

    @property
    def running(self) -> tuple[Exercise, ExerciseSet] | None:
        """The hold that is going on, up to now; None if there is none that counts."""
        return (self.exercise, self._set(self._spell)) if self._spell is not None and self._spell.counts else None

    def _begin_anew(self, track: int) -> None:
        """Somebody else is there: what the one before held is theirs."""
        self.finish()
        self._track = track
        for condition in self._conditions:
            condition.forget()

    def _wrong(self, frame: Metrics) -> _Wrong | None:
        """The first condition that does not hold; one that cannot be measured says nothing."""
        wrongs = [condition.wrong(frame) for condition in self._conditions]
        if math.isnan(frame.values[self._hold.metric]):
            return _Wrong(LOST, "out of sight")
        return next((wrong for wrong in wrongs if wrong is not None), None)

    def _stay(self, t_s: float) -> None:
        """The person is in the position, for the first time, still, or again."""
        spell = self._spell
        if spell is not None and t_s - spell.last_s > self._longest_s(spell):
            self._spell = spell = self._resumed(spell, t_s)
        if spell is None:
            self._spell = _Spell(t_s, t_s)
            self._running_s = 0.0
            return
        if spell.wrong is None or t_s - spell.last_s <= GRACE_S:
            spell.held_s += t_s - spell.last_s
        spell.last_s, spell.wrong = t_s, None
        spell.counts |= spell.held_s >= self._hold.min_s
        self._running_s = spell.held_s

    @staticmethod
    def _longest_s(spell: _Spell) -> float:
        """How long ago the person may have been in the position, to have been in it since."""
        return MAX_INTERVAL_S if spell.wrong is None else GRACE_S

    def _resumed(self, spell: _Spell, t_s: float) -> _Spell | None:
        """The hold after a break; None if it did not outlast it."""
        if not spell.counts or t_s - spell.last_s > self._hold.max_break_s:
            self._end(spell)
            return None
        why = spell.wrong or _Wrong(LOST, "out of sight")
        spell.breaks.append(Break(spell.last_s, t_s, why.reason, why.metric, why.value, why.limit, why.text))
        spell.last_s, spell.wrong = t_s, None
        return spell

    def _leave(self, spell: _Spell, t_s: float, wrong: _Wrong) -> None:
        """The person is out of the position; the first reason is the one to tell."""
        spell.wrong = spell.wrong or wrong
        if t_s - spell.last_s > (self._hold.max_break_s if spell.counts else GRACE_S):
            self._end(spell)

    def _end(self, spell: _Spell) -> None:
        self._spell = None
        if spell.counts:
            self.holds.append(self._set(spell))
        elif spell.held_s >= MIN_TRY_S:
            self.rejected.append(self._too_short(spell))

    def _set(self, spell: _Spell) -> ExerciseSet:
        return ExerciseSet(
            self.exercise.name, spell.start_s, spell.last_s, 0, 0, spell.held_s, breaks=tuple(spell.breaks)
        )

    def _too_short(self, spell: _Spell) -> Rejection:
        then = f"; then {spell.wrong.text}" if spell.wrong is not None else ""
        least_s = self._hold.min_s
        return Rejection(
            movement=False,
            side="both",
            start_s=spell.start_s,
            peak_s=None,
            end_s=spell.last_s,
            reason=TOO_SHORT,
            metric="held_s",
            value=spell.held_s,
            limit=least_s,
            text=f"no hold: held {spell.held_s:.1f} s, it counts from {least_s:g} s{then}",
        )

    def _state(self, frame: Metrics, wrong: _Wrong | None) -> CounterState:
        spell = self._spell
        # What is over in a moment is not worth a word.
        away = wrong is not None and (spell is None or frame.t_s - spell.last_s > GRACE_S)
        phase = HOLDING if spell is not None and not away else BREAK if spell is not None else READY
        present = frame.track is not None
        return CounterState(
            t_s=frame.t_s,
            phase=phase if present else "",
            value=self._running_s if present else math.nan,
            gauge=self._gauge(),
            reps=(),
            rejected=tuple(self.rejected),
            person=present,
            notes=(wrong.text,) if wrong is not None and away and present else (),
            exercise=self.exercise.title,
            holding=Holding(
                running_s=self._running_s,
                total_s=sum(hold.held_s for hold in self.holds) + (spell.held_s if spell and spell.counts else 0.0),
                holds=tuple(self.holds),
                breaks=tuple(spell.breaks) if spell else (),
            ),
        )

    def _gauge(self) -> Gauge:
        full_s = next((scale for scale in SCALES_S if scale >= max(self._running_s, self._hold.min_s)), SCALES_S[-1])
        return Gauge("held_s", low=full_s, high=0.0, start_limit=0.0, peak_limit=self._hold.min_s)


def cut_hold(hold: ExerciseSet, from_s: float, to_s: float) -> ExerciseSet:
    """What of a hold lies between two times; nothing is held outside of it."""
    start_s, end_s = max(hold.start_s, from_s), min(hold.end_s, to_s)
    breaks = [each for each in hold.breaks if each.start_s < end_s and each.end_s > start_s]
    broken_s = sum(min(each.end_s, end_s) - max(each.start_s, start_s) for each in breaks)
    if (start_s, end_s) == (hold.start_s, hold.end_s):
        return hold
    held_s = max(end_s - start_s - broken_s, 0.0)
    return replace(hold, start_s=start_s, end_s=max(end_s, start_s), held_s=held_s, breaks=tuple(breaks))


class _Follower:
    """Follows one condition, with its hysteresis."""

    def __init__(self, condition: PositionPart) -> None:
        self._condition = condition
        self._read: Callable[[float, float], float] = (
            self._steadied if condition.change_over_s is None else self._change
        )
        self.forget()

    def forget(self) -> None:
        """Somebody else is there."""
        self._steady = Steady()
        self._recent: deque[tuple[float, float]] = deque()
        self._inside = False

    def wrong(self, frame: Metrics) -> _Wrong | None:
        """What is wrong in this frame; None if the condition holds, or its metric cannot be measured."""
        condition = self._condition
        measured = frame.values[condition.metric]
        if math.isnan(measured):
            return None
        value = self._read(frame.t_s, measured)
        self._inside = condition.holds(value, inside=self._inside)
        if self._inside:
            return None
        return _Wrong(condition.code, condition.say, condition.metric, value, condition.leave)

    def _steadied(self, t_s: float, value: float) -> float:
        return self._steady.take(t_s, value).value

    def _change(self, t_s: float, value: float) -> float:
        """How much the steadied metric changed lately."""
        self._recent.append((t_s, self._steadied(t_s, value)))
        while t_s - self._recent[0][0] > (self._condition.change_over_s or 0.0):
            self._recent.popleft()
        values = [value for _, value in self._recent]
        return max(values) - min(values)
