"""Which fault of form is said when: like a coach, not at each rep."""

from __future__ import annotations

from fitcount.coaching.cue_words import spoken
from fitcount.types import CounterState

AGAIN_REPS = 5
"""So many reps of the exercise after a fault was said it may be said again."""
APART_REPS = 2
"""So many reps lie at least between two that something is said about: who hears something each time hears nothing."""


class FormCues:
    """Remembers what was said of one exercise."""

    def __init__(self) -> None:
        self._said_at: dict[str, int] = {}
        """Code of the fault to the number of the rep of which it was said last."""
        self._last = -APART_REPS

    def of(self, state: CounterState) -> str:
        """What to say about the last rep; "" for nothing. Of several faults, the first that was not said lately."""
        rep = state.reps[-1]
        if rep.number - self._last < APART_REPS:
            return ""
        for fault, advice in zip(rep.faults, state.notes, strict=False):
            if rep.number - self._said_at.get(fault.code, -AGAIN_REPS) >= AGAIN_REPS:
                self._said_at[fault.code] = self._last = rep.number
                return spoken(advice)
        return ""
