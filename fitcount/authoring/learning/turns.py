"""Where a motion turns back, and how far it came: repetitions without thresholds, phases or angles' meaning.

Of each highest point of a signal its persistence is taken: how far the signal falls from it, on the side where it falls
less, before it rises above it. N repetitions are N turns of about one persistence, and all others far below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.rhythm import low_pass
from fitcount.types import Float64Array

RATE_HZ = 20.0
"""Signals are resampled to this: turns twice as quick as anybody exercises are still told apart."""
SMOOTHING_S = 0.08
"""Standard deviation of the low pass. Of a motion of three turns a second a third is left."""
EDGE_S = 0.15
"""A turn so near to the clip's beginning or end may be no turn, but where the clip was cut."""
MIN_LENGTH_S = 0.8
"""A shorter clip shows no repetition."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A highest point."""

    t_s: float
    value: float
    persistence: float
    """In the signal's unit."""
    cut: bool
    """At the clip's edge."""
    both: bool = False
    """Of left and right, which are followed apart."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A metric over time, evenly sampled, without gaps and trembling."""

    t_s: Float64Array
    values: Float64Array

    def at(self, t_s: float) -> float:
        """Its value at a time."""
        return float(np.interp(t_s, self.t_s, self.values))


def signal_of(t_s: Float64Array, values: Float64Array) -> Signal | None:
    """The signal of (T,) times and values, of which NaN are bridged; None if too little was measured."""
    known = np.isfinite(values)
    if known.sum() < 3 or t_s[known][-1] - t_s[known][0] < MIN_LENGTH_S:
        return None
    times = np.arange(t_s[known][0], t_s[known][-1], 1.0 / RATE_HZ)
    even = np.interp(times, t_s[known], values[known])
    return Signal(times, low_pass(even[:, None], SMOOTHING_S * RATE_HZ)[:, 0])


def turns_of(signal: Signal, toward_peak: float) -> list[Turn]:
    """All turns of a signal, the most persistent first; `toward_peak`: 1 for highest points, -1 for lowest."""
    values = signal.values * toward_peak
    first_s, last_s = signal.t_s[0] + EDGE_S, signal.t_s[-1] - EDGE_S
    turns = [
        Turn(float(signal.t_s[row]), float(signal.values[row]), height, not first_s < signal.t_s[row] < last_s)
        for row, height in _persistences(values)
    ]
    return sorted(turns, key=lambda turn: -turn.persistence)


def _persistences(values: Float64Array) -> list[tuple[int, float]]:
    """Row and persistence of each highest point.

    Rows are added from the highest down: each begins a hill or joins one, and of two hills that meet the lower ends.
    """
    hill = np.full(len(values), -1)
    top: list[int] = []
    into: list[int] = []
    found: list[tuple[int, float]] = []

    def root(number: int) -> int:
        while into[number] != number:
            number = into[number]
        return number

    for row in np.argsort(-values, kind="stable").tolist():
        beside = {root(int(hill[near])) for near in (row - 1, row + 1) if 0 <= near < len(values) and hill[near] >= 0}
        if not beside:
            hill[row] = len(top)
            top.append(row)
            into.append(hill[row])
            continue
        highest = max(beside, key=lambda number: values[top[number]])
        for lower in beside - {highest}:
            found.append((top[lower], float(values[top[lower]] - values[row])))
            into[lower] = highest
        hill[row] = highest
    found.append((top[root(0)], float(values.max() - values.min())))
    return found


def clearness(turns: Sequence[Turn], number: int) -> float:
    """How clearly there are so many turns: 1 if they are alike and there is nothing else, 0 or less if not so many.

    `turns`: the most persistent first.
    """
    if not 1 <= number <= len(turns):
        return 0.0
    usual = float(np.median([turn.persistence for turn in turns[:number]]))
    beyond = turns[number].persistence if number < len(turns) else 0.0
    return (turns[number - 1].persistence - beyond) / usual if usual > 0.0 else 0.0
