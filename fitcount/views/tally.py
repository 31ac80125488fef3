"""The number that matters while something is counted, and what it is to reach: the same in every view."""

from __future__ import annotations

import math

from fitcount.guidance import Goal, Guidance, Stage
from fitcount.types import CounterState, Holding


def tally(state: CounterState, guidance: Guidance | None = None) -> tuple[int, str]:
    """The number and its unit: repetitions as the person has corrected them, or whole seconds held.

    With `guidance`, of the set that is going on.
    """
    if state.holding is not None:
        return _held_s(state.holding, guidance), "s"
    number = state.corrected if guidance is None or guidance.set_count is None else guidance.set_count
    return number, "rep" if number == 1 else "reps"


_WAITS = frozenset({Stage.COUNTDOWN, Stage.RESTING, Stage.DONE})
"""In which `Guidance.left_s` is not that of a set."""


def goal_of(state: CounterState, guidance: Guidance | None) -> int | None:
    """What the number is to reach, in the same unit; None where there is no such goal."""
    goal = (guidance and guidance.goal) or Goal()
    most = goal.reps if state.holding is None else goal.seconds
    return None if most is None else math.ceil(most)


def seconds_left(state: CounterState, guidance: Guidance | None) -> str:
    """Of a set of repetitions that lasts for a time: 13 s left; "" where none does."""
    if guidance is None or state.holding is not None or guidance.stage in _WAITS or not math.isfinite(guidance.left_s):
        return ""
    return f"{max(math.ceil(guidance.left_s), 0)} s left"


def _held_s(holding: Holding, guidance: Guidance | None) -> int:
    """Of the hold that is going on; of several in a set with a goal, that of all of them."""
    done_s = math.nan
    if guidance is not None and guidance.goal is not None and guidance.goal.seconds is not None:
        done_s = guidance.goal.seconds - guidance.left_s
    return math.floor(max(holding.running_s, done_s) if math.isfinite(done_s) else holding.running_s)
