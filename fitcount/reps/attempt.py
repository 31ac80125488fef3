"""One attempt at a rep: from leaving the start position until coming back."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fitcount.reps.metrics import METRICS
from fitcount.reps.steady import SteadyValue
from fitcount.types import Float32Array, Float64Array, Metrics

PEAK_BAND = 0.05
"""The peak's time is the middle of the time spent within this share of the range from the extreme."""
EDGE_SHARE = 0.1
"""Part of an attempt's time at its beginning and its end that is taken for the start position."""
MIN_STAY_S = 0.4
"""So long who came into view at the peak must stay there: at the turn of an even motion nobody stays as long."""
MIN_TURN = 0.1
"""Part of the way back that a person who came into view on the way to the peak was still seen going there."""
MANY_ROWS = 256
"""Frames of an attempt that are too long ago for it to be a rep: eight seconds of 30 a second."""


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
    least_to_peak: float = 0.0
    """So far it must be seen to go towards the peak; otherwise it is the rest of a movement that went out of view."""
    judged: bool = False
    """Whether it counts no more, as it was judged when its set was ended by hand."""
    frames: list[Metrics] = field(default_factory=list)
    driven: list[float] = field(default_factory=list)
    """The driving metric in each of them, steadied."""
    as_of_s: list[float] = field(default_factory=list)
    """When it was that."""
    extreme: float = -math.inf
    """The value farthest towards the peak."""
    back: float = math.inf
    """The value nearest to the start position since then."""
    missed: int = 0
    """Frames in which the driving metric was not known."""
    _back_row: int = 0
    _left_out: int = 0
    """Frames that `thin` has left out."""

    def add(self, frame: Metrics, driven: SteadyValue) -> None:
        """Take in the next frame and its steadied driving metric."""
        self.frames.append(frame)
        self.driven.append(driven.value)
        # The mean time of what is steadied goes back where its weights change, or by rounding.
        self.as_of_s.append(max(driven.as_of_s, self.as_of_s[-1]) if self.as_of_s else driven.as_of_s)
        value = driven.value * self.toward_peak
        if value > self.extreme:
            self.extreme, self.back, self._back_row = value, value, len(self.frames) - 1
        elif value < self.back:
            self.back, self._back_row = value, len(self.frames) - 1

    def so_far(self) -> Attempt:
        """Itself as it would be if the source had ended here."""
        frames, driven, as_of_s = [*self.frames], [*self.driven], [*self.as_of_s]
        return replace(self, open_end=True, frames=frames, driven=driven, as_of_s=as_of_s)

    @property
    def start_s(self) -> float:
        """When it began."""
        return self.as_of_s[0]

    @property
    def end_s(self) -> float:
        """When it ended."""
        return self.as_of_s[-1]

    @property
    def took_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s

    @property
    def unseen(self) -> float:
        """Share of the frames in which the driving metric was not known."""
        return self.missed / (self.missed + len(self.frames) + self._left_out)

    @property
    def peak_value(self) -> float:
        """The driving metric at its extreme."""
        return self.extreme * self.toward_peak

    @property
    def excursion(self) -> float:
        """How far the driving metric went: the smaller of the two halves, or the one that was seen whole."""
        halves = (self.to_peak, self.open_start), (self._from_peak, self.open_end)
        whole = [way for way, cut in halves if not cut]
        return min(whole or (self.to_peak, self._from_peak))

    @property
    def to_peak(self) -> float:
        """How far the driving metric went towards the peak while it was seen."""
        return self.extreme - self.driven[0] * self.toward_peak

    @property
    def _from_peak(self) -> float:
        return self.extreme - self.back

    def peak_s(self) -> float:
        """Middle of the time spent within 5 % of the range from the extreme."""
        first, last = self._near_extreme()
        return (self.as_of_s[first] + self.as_of_s[last]) / 2

    @property
    def quicker_half_s(self) -> float:
        """Time of the quicker one of the halves that were seen whole; infinity if none was."""
        peak_s = self.peak_s()
        halves = (peak_s - self.start_s, self.open_start), (self.end_s - peak_s, self.open_end)
        return min((half_s for half_s, cut in halves if not cut), default=math.inf)

    @property
    def begins_past_peak(self) -> bool:
        """Whether the person was on the way back when they came into view: neither a turn nor a stay was seen."""
        _, last = self._near_extreme()
        # A turn within the noise may be none.
        turned = self.to_peak >= max(MIN_TURN * self._from_peak, METRICS[self.metric].noise)
        return self.open_start and not turned and self.as_of_s[last] - self.start_s < MIN_STAY_S

    def _near_extreme(self) -> tuple[int, int]:
        """The first and the last frame within 5 % of the range from the extreme."""
        values = np.array(self.driven) * self.toward_peak
        near = np.flatnonzero(values >= self.extreme - PEAK_BAND * (self.extreme - values.min()))
        return int(near[0]), int(near[-1])

    def displacement_m(self) -> Float32Array | None:
        """(12, 2): how the joints moved from the start position to the peak (see `Metrics.body_m`); None if unknown."""
        first, last = self._near_extreme()
        edge_s = self.took_s * EDGE_SHARE
        rests = ([] if self.open_start else [(self.start_s, self.start_s + edge_s)]) + (
            [] if self.open_end else [(self.end_s - edge_s, self.end_s)]
        )
        peak_m = self._mean_body_m([(self.as_of_s[first], self.as_of_s[last])])
        rest_m = self._mean_body_m(rests)
        return None if peak_m is None or rest_m is None else peak_m - rest_m

    def _mean_body_m(self, spans_s: Sequence[tuple[float, float]]) -> Float32Array | None:
        """(12, 2): mean over the frames in these times, the one nearest to each at least; None if nobody was seen."""
        times_s = np.array([frame.t_s for frame in self.frames])
        rows: set[int] = set()
        for from_s, to_s in spans_s:
            rows.update(np.flatnonzero((times_s >= from_s) & (times_s <= to_s)).tolist())
            rows.add(int(np.argmin(abs(times_s - (from_s + to_s) / 2))))
        bodies = [body for row in sorted(rows) if (body := self.frames[row].body_m) is not None]
        if not bodies:
            return None
        mean: Float32Array = np.mean(bodies, axis=0)
        return mean

    def values(self, metric: str) -> Float64Array:
        """(n,) values of a metric over the attempt; NaN where it was not measured."""
        return np.array([frame.values[metric] for frame in self.frames], np.float64)

    def thin(self, before_s: float) -> None:
        """Leave out every other frame before then, once there are many: somebody has sat down for an hour, say.

        Time, way and peak stay as they are.
        """
        old = bisect_left(self.as_of_s, before_s)
        if old <= MANY_ROWS:
            return
        nearest = int(np.argmin(np.array(self.driven) * self.toward_peak))
        needed = {nearest, *self._near_extreme(), self._back_row}
        rows = sorted({*range(0, old, 2), *range(old, len(self.frames)), *needed})
        self._left_out += len(self.frames) - len(rows)
        self._back_row = rows.index(self._back_row)
        self.frames, self.driven, self.as_of_s = (
            [column[row] for row in rows] for column in (self.frames, self.driven, self.as_of_s)
        )

    def split_at_return(self) -> Attempt:
        """Cut off what came after the person was farthest back, and give it as an attempt of its own."""
        rest = Attempt(self.toward_peak, self.metric)
        for row in range(self._back_row, len(self.frames)):
            rest.add(self.frames[row], SteadyValue(self.driven[row], self.as_of_s[row]))
        for column in (self.frames, self.driven, self.as_of_s):
            del column[self._back_row + 1 :]
        return rest
