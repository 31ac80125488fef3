"""The person's own pace in this set: how long their movements take, and how soon they follow one another."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from fitcount.reps.performed import REST_S

ENOUGH_MOVEMENTS = 3
"""Fewer do not show what the person's own pace is."""
MIN_OF_USUAL_TIME = 0.4
"""A movement takes at least this share of the median time of those before it."""
MIN_OF_USUAL_INTERVAL = 0.3
"""Its peak follows the last one no sooner than after this share of the usual interval."""
MIDDLE, QUICK = 0.5, 0.25
"""The usual time is the median; the usual interval is one of the shorter ones, as rests lengthen the others."""
REMEMBERED = 6
"""Movements that show the pace."""


def _remembered() -> deque[float]:
    return deque(maxlen=REMEMBERED)


@dataclass(slots=True)
class Pace:
    """Nobody suddenly moves several times as fast as before; a limb that the model confuses does."""

    min_s: float
    """Time that a movement of this exercise takes at least, whoever does it."""
    _took_s: deque[float] = field(default_factory=_remembered)
    _intervals_s: deque[float] = field(default_factory=_remembered)
    _last_peak_s: float = -math.inf

    def least_s(self, peak_s: float) -> float:
        """How long a movement with its peak then takes at least."""
        if peak_s - self._last_peak_s > REST_S:
            return self.min_s
        return max(self.min_s, MIN_OF_USUAL_TIME * _usual(self._took_s, MIDDLE))

    @property
    def least_interval_s(self) -> float:
        """How long after the last peak the next one comes at least."""
        return MIN_OF_USUAL_INTERVAL * _usual(self._intervals_s, QUICK)

    def learn(self, took_s: float, peak_s: float) -> float:
        """Take in a movement's time and peak, and give the time since the last peak.

        Infinity for the first of a set: after a long rest.
        """
        interval_s, self._last_peak_s = peak_s - self._last_peak_s, peak_s
        if interval_s > REST_S:
            # Another set has a pace of its own.
            interval_s = math.inf
            self._took_s.clear()
            self._intervals_s.clear()
        self._took_s.append(took_s)
        if math.isfinite(interval_s):
            self._intervals_s.append(interval_s)
        return interval_s


def _usual(times_s: deque[float], share: float) -> float:
    """The time that this share of them stays below; 0 as long as there are too few to say."""
    return float(np.quantile(times_s, share)) if len(times_s) >= ENOUGH_MOVEMENTS else 0.0
