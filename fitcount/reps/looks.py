"""How an exercise looks: what tells its movements from those of every other exercise."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from fitcount.reps.definition import Looks, Usual
from fitcount.reps.metrics import metric_of_side
from fitcount.types import Metrics, Rejection, Rep

TOLERANCE: Mapping[str, float] = {"deg": 20.0, "ratio": 0.2, "m": 0.25}
"""One standard deviation of a metric among people, cameras and ways to do one exercise, by its unit."""
EVERYTHING: Mapping[str, float] = {"deg": 180.0, "ratio": 1.5, "m": 1.5}
"""The range that a metric of that unit has over all that people do."""
TIME_TOLERANCE, ALL_TIMES = 0.5, math.log(20.0)
"""The same of the logarithm of a movement's time."""
SURPRISE = 0.1
"""How often a metric is quite another than the exercise's file says: other equipment, a hidden limb."""
SELDOM = -3.0
"""Nats: an exercise that is a variant of another is one in twenty of its movements."""
EDGE_SHARE = 0.1
PEAK_S = 0.08
"""The start position is that share of a movement's time at its beginning and end; the peak so long before and after."""


def evidence(looks: Looks, movement: Rep | Rejection, frames: Sequence[Metrics]) -> float:
    """How much more likely a movement is if it is of this exercise than if it is anything at all, in nats.

    `frames`: those of the movement, and maybe others.
    """
    edge_s = EDGE_SHARE * (movement.end_s - movement.start_s)
    peak_s = movement.peak_s if movement.peak_s is not None else movement.start_s
    ends = ((movement.start_s, movement.start_s + edge_s), (movement.end_s - edge_s, movement.end_s))
    found = _time_evidence(looks, movement.end_s - movement.start_s) + (SELDOM if looks.seldom else 0.0)
    for values, spans_s in ((looks.start, ends), (looks.peak, ((peak_s - PEAK_S, peak_s + PEAK_S),))):
        near = [frame for frame in frames if any(a - PEAK_S <= frame.t_s <= b + PEAK_S for a, b in spans_s)]
        for metric, usual in values.items():
            found += _metric_evidence(metric, usual, _measured(metric, movement.side, near))
    return found


def _measured(metric: str, side: str, frames: Sequence[Metrics]) -> float:
    """The median of a metric, of the side that moves where there are two; NaN where it was never measured."""
    own = metric_of_side(metric, side)
    values = np.array([frame.values[own] for frame in frames])
    return math.nan if not len(values) or np.isnan(values).all() else float(np.nanmedian(values))


def _metric_evidence(metric: str, usual: Usual, measured: float) -> float:
    if math.isnan(measured):
        return 0.0
    unit = metric.rpartition("_")[2]
    value, tolerance = usual if isinstance(usual, tuple) else (usual, TOLERANCE[unit])
    return _log_ratio(measured - value, tolerance, EVERYTHING[unit])


def _time_evidence(looks: Looks, took_s: float) -> float:
    return _log_ratio(math.log(max(took_s, 0.05) / looks.takes_s), TIME_TOLERANCE, ALL_TIMES)


def _log_ratio(off: float, tolerance: float, everything: float) -> float:
    """Log of a normal density, or now and then an even one, over an even one."""
    density = math.exp(-0.5 * (off / tolerance) ** 2) / (tolerance * math.sqrt(2.0 * math.pi))
    return math.log((1.0 - SURPRISE) * density * everything + SURPRISE)
