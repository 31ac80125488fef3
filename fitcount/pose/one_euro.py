"""The One-Euro filter: still when the body is still, quick when it is quick.

Casiez, Roussel, Vogel: 1 € Filter, CHI 2012; with MediaPipe's division of the speed by the person's size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

from fitcount.types import Float32Array

_Cutoff = TypeVar("_Cutoff", float, Float32Array)


@dataclass(frozen=True, slots=True)
class OneEuroSettings:
    """Cut-off frequency: `min_cutoff_hz` at rest, plus `beta` times the speed."""

    min_cutoff_hz: float
    beta: float
    derivative_cutoff_hz: float = 1.0


class OneEuroFilter:
    """Smooths an array of any fixed shape, on the values' own time stamps."""

    def __init__(self, settings: OneEuroSettings) -> None:
        self._settings = settings
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._t_s: float | None = None
        self._raw: Float32Array | None = None
        self._smooth: Float32Array | None = None
        self._speed: Float32Array | None = None

    def apply(self, t_s: float, values: Float32Array, scale: float = 1.0) -> Float32Array:
        """The smoothed values at `t_s`; speeds are measured in `scale` a second.

        A time that does not advance gives the last smoothed values again.
        """
        if self._t_s is None or self._raw is None or self._smooth is None or self._speed is None:
            self._t_s, self._raw, self._smooth, self._speed = t_s, values, values, values * 0
            return values
        interval_s = t_s - self._t_s
        if interval_s <= 0.0:
            return self._smooth
        speed = (values - self._raw) / (scale * interval_s)
        self._speed = self._speed + _alpha(self._settings.derivative_cutoff_hz, interval_s) * (speed - self._speed)
        cutoff_hz = self._settings.min_cutoff_hz + self._settings.beta * abs(self._speed)
        self._smooth = self._smooth + _alpha(cutoff_hz, interval_s) * (values - self._smooth)
        self._t_s, self._raw = t_s, values
        return self._smooth


def _alpha(cutoff_hz: _Cutoff, interval_s: float) -> _Cutoff:
    """Weight of a new value in a first-order low pass."""
    return 1.0 / (1.0 + 1.0 / (2.0 * math.pi * interval_s * cutoff_hz))
