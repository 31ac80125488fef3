"""What is heard while a position is held: whoever is in a plank does not see the screen."""

from __future__ import annotations

import math

from fitcount.coaching.cue_words import spoken
from fitcount.guidance import Cue, CueKind
from fitcount.reps.hold import HOLDING
from fitcount.types import CounterState, Holding

MARK_S = 10
"""Time held is said each time that it is a multiple of this."""
SURE_S = 1.0
"""Whoever passes through the position on the way to something else is not told that time runs."""
OUT_OF_SIGHT = "out of sight"


class HoldCues:
    """Follows one held exercise."""

    def __init__(self) -> None:
        self._runs = False
        """Whether the person knows that time runs."""
        self._marks = 0
        self._held_s = 0.0
        self._holds = 0

    def hear(self, state: CounterState, holding: Holding) -> list[Cue]:
        """What is new after a frame."""
        if holding.running_s < self._held_s:
            self._marks = 0
        self._held_s = holding.running_s
        return [*self._turn(state, holding), *self._mark(state.t_s, holding), *self._over(state.t_s, holding)]

    def interrupt(self) -> None:
        """Nothing counts for a while, and the person knows."""
        self._runs = False

    def _turn(self, state: CounterState, holding: Holding) -> list[Cue]:
        """The position was taken, taken again, or left."""
        inside = state.phase == HOLDING
        if inside == self._runs or (inside and holding.running_s < SURE_S):
            return []
        self._runs = inside
        if inside:
            return [Cue(state.t_s, CueKind.GO, "hold")]
        why = spoken(state.notes[0]) if state.notes else OUT_OF_SIGHT
        return [Cue(state.t_s, CueKind.REJECTED, why)]

    def _mark(self, t_s: float, holding: Holding) -> list[Cue]:
        marks = math.floor(holding.running_s / MARK_S)
        if marks <= self._marks:
            return []
        self._marks = marks
        return [Cue(t_s, CueKind.REP, f"{marks * MARK_S} seconds")]

    def _over(self, t_s: float, holding: Holding) -> list[Cue]:
        holds, self._holds = self._holds, len(holding.holds)
        if self._holds <= holds:
            return []
        self._runs = False
        return [Cue(t_s, CueKind.WORDS, f"held for {holding.holds[-1].held_s:.0f} seconds")]
