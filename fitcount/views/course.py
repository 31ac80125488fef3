"""The course of a metric over a set, for plots of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.kept import KeptFrames, KeptSet
from fitcount.types import Float64Array
from fitcount.views.limit import Limit
from fitcount.views.movements import Movement
from fitcount.views.wording import ExerciseWords
from fitcount.wording import quantity, unit

AROUND_S = 1.5
"""What is shown before and after a set."""
MOST_HZ = 20.0
"""More values a second no plot shows."""


@dataclass(frozen=True, slots=True)
class Course:
    """Metrics of one unit over the time of a set."""

    t_s: Float64Array
    values: Mapping[str, Float64Array]
    """Name with unit to (T,); NaN where it was not measured."""


def course_of_movements(movements: Sequence[Movement], frames: KeptFrames) -> Course | None:
    """The driving metrics of a set; None if they are not in the trace."""
    metrics = [movement.metric for movement in movements]
    return _course(metrics, frames, movements[0].start_s, movements[-1].end_s)


def course_of_hold(hold: KeptSet, frames: KeptFrames, words: ExerciseWords) -> Course | None:
    """What the position was left by, or what it is measured by where it never was; None if it is not in the trace."""
    metrics = [each.metric for each in hold.breaks if each.metric] or [words.metric]
    return _course(metrics, frames, hold.start_s, hold.end_s)


def limits_of_hold(hold: KeptSet, course: Course) -> list[Limit]:
    """Those that were crossed where the position was left, of the metrics that are shown."""
    found = sorted({(each.metric, each.limit) for each in hold.breaks if each.metric in course.values})
    return [Limit(limit, f"limit {quantity(metric, limit)}") for metric, limit in found]


def _course(metrics: Sequence[str], frames: KeptFrames, start_s: float, end_s: float) -> Course | None:
    """Of those metrics that are in the trace and have the unit of the first of them."""
    there = [metric for metric in dict.fromkeys(metrics) if metric in frames.metrics]
    shown = [metric for metric in there if unit(metric) == unit(there[0])]
    rows = np.flatnonzero((frames.t_s >= start_s - AROUND_S) & (frames.t_s <= end_s + AROUND_S))
    if not shown or len(rows) < 2:
        return None
    rate_hz = (len(rows) - 1) / max(float(frames.t_s[rows[-1]] - frames.t_s[rows[0]]), 1e-9)
    rows = rows[:: max(math.ceil(rate_hz / MOST_HZ), 1)]
    values = {metric: frames.metrics[metric][rows].astype(np.float64) for metric in shown}
    return Course(frames.t_s[rows], values)
