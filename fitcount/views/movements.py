"""Repetitions and rejected movements of a set, side by side in the order in which they were done."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fitcount.kept import KeptFrames, KeptSet
from fitcount.types import Fault, Rejection, Rep, undone


@dataclass(frozen=True, slots=True)
class Movement:
    """One of them; NaN where something was not measured."""

    number: int | None
    """Of the repetition in its set; None if it did not count."""
    side: str
    """both, left or right."""
    start_s: float
    peak_s: float
    end_s: float
    metric: str
    """The driving metric, unit in its name."""
    depth: float
    """How far the driving metric got: its lowest value, or its highest where it grows towards the peak."""
    range_of_motion: float
    faults: tuple[Fault, ...]
    rejection: Rejection | None
    """Why it did not count; None if it did."""

    @property
    def took_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s

    @property
    def to_peak_s(self) -> float:
        """Start to peak."""
        return self.peak_s - self.start_s

    @property
    def from_peak_s(self) -> float:
        """Peak to end."""
        return self.end_s - self.peak_s


def movements_of(each: KeptSet, frames: KeptFrames | None, *, grows: bool) -> tuple[Movement, ...]:
    """All movements of a set by their start; `grows`: whether the driving metric does so towards the peak."""
    taken_back = undone(each.corrections)
    counted = [_counted(rep, is_undone=rep.peak_s in taken_back, grows=grows) for rep in each.reps]
    rejected = [_rejected(rejection, frames, grows=grows) for rejection in each.rejected]
    return tuple(sorted((*counted, *rejected), key=lambda movement: movement.start_s))


def _counted(rep: Rep, *, is_undone: bool, grows: bool) -> Movement:
    return Movement(
        number=None if is_undone else rep.number,
        side=rep.side,
        start_s=rep.start_s,
        peak_s=rep.peak_s,
        end_s=rep.end_s,
        metric=rep.metric,
        depth=rep.max if grows else rep.min,
        range_of_motion=rep.range_of_motion,
        faults=() if is_undone else rep.faults,
        rejection=_taken_back(rep) if is_undone else None,
    )


def _taken_back(rep: Rep) -> Rejection:
    """By the person themselves: nothing was measured that speaks against it."""
    times = (rep.start_s, rep.peak_s, rep.end_s)
    return Rejection(
        False, rep.side, *times, "taken_back", rep.metric, math.nan, math.nan, "no rep: taken back by hand"
    )


def _rejected(rejection: Rejection, frames: KeptFrames | None, *, grows: bool) -> Movement:
    """Of a movement that did not count only its depth is kept; how far it went is measured in the trace."""
    return Movement(
        number=None,
        side=rejection.side,
        start_s=rejection.start_s,
        peak_s=math.nan if rejection.peak_s is None else rejection.peak_s,
        end_s=rejection.end_s,
        metric=rejection.metric,
        depth=rejection.value,
        range_of_motion=_range(rejection, frames, grows=grows),
        faults=(),
        rejection=rejection,
    )


def _range(rejection: Rejection, frames: KeptFrames | None, *, grows: bool) -> float:
    if frames is None or rejection.metric not in frames.metrics:
        return math.nan
    within = (frames.t_s >= rejection.start_s) & (frames.t_s <= rejection.end_s)
    values = frames.metrics[rejection.metric][within]
    values = values[~np.isnan(values)]
    if not len(values):
        return math.nan
    start = float(values.min() if grows else values.max())
    return abs(start - rejection.value)
