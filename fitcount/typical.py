"""How long something usually takes, measured for as long as it goes on."""

from __future__ import annotations

import math
from array import array

import numpy as np

REMEMBERED = 8192
"""Measurements; of more than that every second is left out, again and again."""


class Typical:
    """How long something takes: all measurements of a short run, evenly thinned ones of a long run."""

    def __init__(self) -> None:
        self._values_ms = array("d")
        self._every, self._to_come = 1, 1

    def add(self, value_ms: float) -> None:
        """Take in what it took in a frame; NaN if it did not happen."""
        if math.isnan(value_ms):
            return
        self._to_come -= 1
        if self._to_come:
            return
        self._values_ms.append(value_ms)
        if len(self._values_ms) == REMEMBERED:
            del self._values_ms[1::2]
            self._every *= 2
        self._to_come = self._every

    @property
    def median(self) -> float:
        """NaN if it never happened."""
        return float(np.median(self._values_ms)) if self._values_ms else math.nan

    @property
    def p95(self) -> float:
        """95 of 100 took no longer."""
        return float(np.percentile(self._values_ms, 95)) if self._values_ms else math.nan
