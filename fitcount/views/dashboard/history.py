"""The recent course of the driving metric, on an even grid of frame times."""

import math
from collections import deque

import numpy as np

from fitcount.types import Float64Array

STEP_S = 1 / 15
"""One dot of the trend: 9.6 s are 144 dots, the width of an 80-column terminal."""
CAPACITY = 512
_LONGEST_GAP_S = 1.0
"""A line between samples further apart would claim what nobody measured."""


class History:
    """Takes samples at any rate and keeps one value per `STEP_S`."""

    def __init__(self) -> None:
        self._values: deque[float] = deque(maxlen=CAPACITY)
        self._t_s = math.nan
        self._value = math.nan

    def add(self, t_s: float, value: float) -> None:
        """Take the value at frame time t_s; NaN where it could not be measured."""
        before_s, before = self._t_s, self._value
        self._t_s, self._value = t_s, value
        if math.isnan(before_s):
            self._values.append(value)
            return
        first, last = math.floor(before_s / STEP_S) + 1, math.floor(t_s / STEP_S)
        slope = (value - before) / (t_s - before_s) if 0 < t_s - before_s <= _LONGEST_GAP_S else math.nan
        for tick in range(max(first, last - CAPACITY + 1), last + 1):
            self._values.append(before + slope * (tick * STEP_S - before_s))

    def values(self) -> Float64Array:
        """Up to `CAPACITY` values, oldest first; NaN where nothing was measured."""
        return np.array(self._values, dtype=np.float64)
