"""What is heard of a set's goal: half-way, the last one, the last seconds, done. Each once in a set."""

from __future__ import annotations

import math
from collections.abc import Hashable

from fitcount.guidance import Cue, CueKind, Goal, Guidance

LAST_S = 3
"""So many seconds are ticked before the end of a set, a countdown or a rest."""
FEWEST = 4
"""Fewer reps have no half-way worth a word."""
SHORTEST_S = 10.0
"""A shorter time neither."""


class GoalCues:
    """Follows the goal of one set after the other."""

    def __init__(self) -> None:
        self._set: Hashable = None
        self._half_told = False
        self.done_told = False
        """Whether it was told that this set is done."""
        self._seconds = Ticks()

    def begin(self, which: Hashable) -> None:
        """Which set this is: another one starts anew."""
        if which != self._set:
            self._set = which
            self._half_told = self.done_told = False
            self._seconds = Ticks()

    def reopen(self) -> None:
        """The set goes on, as its last rep was undone."""
        self.done_told = False

    def rep(self, t_s: float, number: int, goal: Goal | None, name: str = "") -> Cue:
        """What is heard of a rep that counted: one cue, of what it means most. `name`: said before its number."""
        said = f"{name}, {number}" if name else f"{number}"
        reps = goal.reps if goal is not None else None
        if reps is None:
            return Cue(t_s, CueKind.REP, said)
        if number >= reps and not self.done_told:
            self.done_told = True
            return Cue(t_s, CueKind.DONE, f"{said}, done")
        if number == reps - 1 and reps > 1:
            return Cue(t_s, CueKind.REP, f"{said}, last one")
        if 2 * number >= reps >= FEWEST and number < reps and not self._half_told:
            self._half_told = True
            return Cue(t_s, CueKind.HALF_WAY, f"{said}, half-way")
        return Cue(t_s, CueKind.REP, said)

    def seconds(self, t_s: float, left_s: float, goal: Goal, *, aloud: bool) -> list[Cue]:
        """What is heard of a goal in seconds; not `aloud` where numbers would be taken for those of reps."""
        if goal.seconds is None or math.isnan(left_s) or self.done_told:
            return []
        if left_s <= 0.0:
            self.done_told = True
            return [Cue(t_s, CueKind.DONE, f"{goal.seconds:.0f} seconds, done")]
        if 2.0 * left_s <= goal.seconds >= SHORTEST_S and not self._half_told:
            self._half_told = True
            return [Cue(t_s, CueKind.HALF_WAY, "half-way")]
        return self._seconds.hear(t_s, left_s, aloud=aloud)


class Ticks:
    """The last seconds before something ends or begins."""

    def __init__(self, last_s: int = LAST_S) -> None:
        self._last = last_s + 1

    def hear(self, t_s: float, left_s: float, *, aloud: bool = True) -> list[Cue]:
        """A tick for each second, said with its number if `aloud`; of several that passed at once only the last."""
        second = math.ceil(left_s) if left_s > 0.0 else 0
        if not 0 < second < self._last:
            return []
        self._last = second
        return [Cue(t_s, CueKind.TICK, f"{second}" if aloud else "")]


def set_of(exercise: str, guidance: Guidance) -> Hashable:
    """What tells one set from another."""
    place = guidance.place
    return (exercise, guidance.set_number) if place is None else (place.exercise, place.set_number)
