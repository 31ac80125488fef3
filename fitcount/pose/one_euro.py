"""The One-Euro filter: still when the body is still, quick when it is quick.

Casiez, Roussel, Vogel: 1 € Filter, CHI 2012; with MediaPipe's division of the speed by the person's size
(landmarks_smoothing_calculator.cc).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

from fitcount.types import Float32Array

MIN_SCALE = 1e-6
"""Speeds cannot be measured in a smaller one; values then pass as they are (min_allowed_object_scale)."""

_Cutoff = TypeVar("_Cutoff", float, Float32Array)


@dataclass(frozen=True, slots=True)
class OneEuroSettings:
    """Cut-off frequency: `min_cutoff_hz` at rest, plus `beta` times the speed."""

    min_cutoff_hz: float
    beta: float
    derivative_cutoff_hz: float = 1.0


@dataclass(frozen=True, slots=True)
class _State:
    t_s: float
    raw: Float32Array
    smooth: Float32Array
    speed: Float32Array


class OneEuroFilter:
    """Smooths an array of any fixed shape, on the values' own time stamps."""

    def __init__(self, settings: OneEuroSettings) -> None:
        self._settings = settings
        self._state: _State | None = None

    def reset(self) -> None:
        """Forget everything."""
        self._state = None

    def apply(self, t_s: float, values: Float32Array, scale: float = 1.0) -> Float32Array:
        """The smoothed values at `t_s`; speeds are measured in `scale` a second.

        A time that does not advance gives the last smoothed values again.
        """
        if not scale >= MIN_SCALE:  # NaN is no size, either
            return values
        last = self._state
        if last is None:
            self._state = _State(t_s, values, values, values * 0)
            return values
        interval_s = t_s - last.t_s
        if interval_s <= 0.0:
            return last.smooth
        speed = (values - last.raw) / (scale * interval_s)
        speed = last.speed + _alpha(self._settings.derivative_cutoff_hz, interval_s) * (speed - last.speed)
        cutoff_hz = self._settings.min_cutoff_hz + self._settings.beta * abs(speed)
        smooth = last.smooth + _alpha(cutoff_hz, interval_s) * (values - last.smooth)
        self._state = _State(t_s, values, smooth, speed)
        return smooth


def _alpha(cutoff_hz: _Cutoff, interval_s: float) -> _Cutoff:
    """Weight of a new value in a first-order low pass."""
    return 1.0 / (1.0 + 1.0 / (2.0 * math.pi * interval_s * cutoff_hz))
