"""One attempt at a rep: from leaving the start position until coming back."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from fitcount.types import Float64Array, Metrics

PEAK_BAND = 0.05
"""The peak's time is the middle of the time spent within this share of the range from the extreme."""
MIN_STAY = 0.08
"""Share of the way back that even the shortest peak takes to leave its band; a smooth motion takes twice as long."""


@dataclass(slots=True)
class Attempt:
    """The frames of one attempt, in which the driving metric is known."""

    toward_peak: float
    """1 if the driving metric grows towards the peak, -1 if it falls. `extreme` and `back` are times this."""
    metric: str
    open_start: bool = False
    """Already under way when the person came into view."""
    open_end: bool = False
    """Still under way when the source ended."""
    reached: bool = False
    """Whether it passed the peak phase."""
    lag_s: float = 0.0
    """How far the steadied driving metric is behind the frames."""
    frames: list[Metrics] = field(default_factory=list)
    driven: list[float] = field(default_factory=list)
    """The driving metric in each of them, steadied."""
    extreme: float = -math.inf
    """The value farthest towards the peak."""
    back: float = math.inf
    """The value nearest to the start position since then."""
    missed: int = 0
    """Frames in which the driving metric was not known."""
    _back_row: int = 0

    def add(self, frame: Metrics, driven: float) -> None:
        """Take in the next frame and its steadied driving metric."""
        self.frames.append(frame)
        self.driven.append(driven)
        value = driven * self.toward_peak
        if value > self.extreme:
            self.extreme, self.back, self._back_row = value, value, len(self.frames) - 1
        elif value < self.back:
            self.back, self._back_row = value, len(self.frames) - 1

    @property
    def start_s(self) -> float:
        """When it began."""
        return max(self.frames[0].t_s - self.lag_s, 0.0)

    @property
    def end_s(self) -> float:
        """When it ended."""
        return max(self.frames[-1].t_s - self.lag_s, self.start_s)

    @property
    def took_s(self) -> float:
        """How long it lasted."""
        return self.frames[-1].t_s - self.frames[0].t_s

    @property
    def unseen(self) -> float:
        """Share of the frames in which the driving metric was not known."""
        return self.missed / (self.missed + len(self.frames))

    @property
    def peak_value(self) -> float:
        """The driving metric at its extreme."""
        return self.extreme * self.toward_peak

    @property
    def excursion(self) -> float:
        """How far the driving metric went: the smaller of the two halves, or the one that was seen whole."""
        to_peak = self.extreme - self.driven[0] * self.toward_peak
        from_peak = self.extreme - self.back
        if self.open_start:
            return from_peak
        return to_peak if self.open_end else min(to_peak, from_peak)

    def peak_s(self) -> float:
        """Middle of the time spent within 5 % of the range from the extreme."""
        first, last = self._near_extreme()
        middle_s = (self.frames[first].t_s + self.frames[last].t_s) / 2
        return max(middle_s - self.lag_s, self.start_s)

    @property
    def begins_past_peak(self) -> bool:
        """Whether the person was on the way back already when they came into view: the peak itself was not seen.

        Then the first frame is the extreme, and unlike at a peak, where the motion turns, it is left at full speed.
        """
        first, last = self._near_extreme()
        stay_s = self.frames[last].t_s - self.frames[0].t_s
        return self.open_start and first == 0 and stay_s < MIN_STAY * self.took_s

    def _near_extreme(self) -> tuple[int, int]:
        """The first and the last frame within 5 % of the range from the extreme."""
        values = np.array(self.driven) * self.toward_peak
        near = np.flatnonzero(values >= self.extreme - PEAK_BAND * (self.extreme - values.min()))
        return int(near[0]), int(near[-1])

    def values(self, metric: str) -> Float64Array:
        """(n,) values of a metric over the attempt; NaN where it was not measured."""
        return np.array([frame.values[metric] for frame in self.frames], np.float64)

    def quantile(self, metric: str, share: float) -> float:
        """The value that this share of the frames stays below; NaN if it was never measured."""
        values = self.values(metric)
        return float(np.nanquantile(values, share)) if not np.isnan(values).all() else math.nan

    def extreme_of(self, metric: str, take: Callable[[Float64Array], np.intp]) -> tuple[float, float]:
        """Value and time of a metric's np.nanargmin or np.nanargmax; NaN if it was never measured."""
        values = self.values(metric)
        if np.isnan(values).all():
            return math.nan, math.nan
        row = int(take(values))
        return float(values[row]), self.frames[row].t_s

    def split_at_return(self) -> Attempt:
        """Cut off what came after the person was farthest back, and give it as an attempt of its own."""
        rest = Attempt(self.toward_peak, self.metric, lag_s=self.lag_s)
        for frame, driven in zip(self.frames[self._back_row :], self.driven[self._back_row :], strict=True):
            rest.add(frame, driven)
        del self.frames[self._back_row + 1 :], self.driven[self._back_row + 1 :]
        return rest
