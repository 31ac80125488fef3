"""The person's own range of motion in this set: where the start position is, and how far the movement goes.

Bodies, cameras and angle errors differ by more than any fixed pair of thresholds allows, so what a movement is gets
judged against what this person does here. Until that is known, the exercise's usual range stands in.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from fitcount.reps.definition import Repeated

STILL_SPEED = 0.3
"""Slower than this share of the range a second the person stands still."""
FOLLOW_S = 1.0
"""Time in which the start level follows a person who stands still."""
MAX_START_SHIFT = 0.35
"""How far, in usual ranges, the person's start position may lie from the usual one."""
MIN_SPAN = 0.35
"""The own range is no smaller than this share of the usual one: sway is not a movement."""
REMEMBERED = 6
"""Movements that the range is learned from."""
PEAK_QUANTILE = 0.75
"""Of the remembered peaks: partial reps among full ones do not shrink the range."""


class OwnRange:
    """Follows the start level and the peaks of one person, in the driving metric's unit."""

    def __init__(self, exercise: Repeated) -> None:
        self._toward_peak = exercise.toward_peak
        self._usual_start = exercise.usual.start
        self._usual_span = abs(exercise.usual.peak - exercise.usual.start)
        self.start = exercise.usual.start
        self.span = self._usual_span
        self._spans: deque[float] = deque(maxlen=REMEMBERED)
        self._last: tuple[float, float] | None = None

    @property
    def is_known(self) -> bool:
        """Whether the range is the person's own by now."""
        return bool(self._spans)

    def share(self, value: float) -> float:
        """How far a value is on the way from the start position (0) to the peak (1)."""
        return (value - self.start) * self._toward_peak / self.span

    def value(self, share: float) -> float:
        """The inverse of `share`."""
        return self.start + share * self.span * self._toward_peak

    def follow(self, t_s: float, value: float) -> None:
        """Take in a value of a person who is in, or near, the start position."""
        last, self._last = self._last, (t_s, value)
        if last is None or t_s <= last[0]:
            return
        interval_s = t_s - last[0]
        if abs(value - last[1]) / interval_s > STILL_SPEED * self.span:
            return
        weight = 1.0 - math.exp(-interval_s / FOLLOW_S)
        reach = MAX_START_SHIFT * self._usual_span
        start = self.start + weight * (value - self.start)
        self.start = min(max(start, self._usual_start - reach), self._usual_start + reach)

    def pause(self) -> None:
        """The person is out of sight: what they do next does not continue what they did last."""
        self._last = None

    def learn(self, excursion: float) -> None:
        """Take in how far a movement went."""
        self._spans.append(excursion)
        # The first movement alone says little: the usual range has one vote.
        votes = [*self._spans, self._usual_span] if len(self._spans) < 2 else list(self._spans)
        self.span = self._bounded(float(np.quantile(votes, PEAK_QUANTILE)))

    def _bounded(self, span: float) -> float:
        return max(span, MIN_SPAN * self._usual_span)
