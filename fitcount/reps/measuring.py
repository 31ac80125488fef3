"""What the measures of a condition amount to in one attempt: one number each, when it was that, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from fitcount.reps.attempt import Attempt
from fitcount.reps.conditions import TIMES, Measure, Measured, Place
from fitcount.reps.metrics import METRICS, is_asymmetry, metric_of_side, side_metric
from fitcount.reps.takes import TAKES
from fitcount.types import Float64Array

NEAR_SHARE = 0.2
"""Of the rep's range: nearer to its extreme the person is at the peak, nearer to its beginning at the start."""
MIN_SEEN = 0.5
"""Of the frames in question: what was measured in fewer of them says nothing."""
TIME_NOISE_S = 0.15
"""One standard deviation of the time between start and peak, or peak and end; rendered peaks are found to 0.14 s."""


def measured_in(attempt: Attempt, measure: Measure, side: str) -> Measured | None:
    """What a measure amounts to in an attempt of the left, the right, or both sides; None if too little was seen of it.

    Not the tempo, which takes the reps before.
    """
    return _time(measure.metric, attempt) if measure.metric in TIMES else _value(measure, attempt, side)


def _time(name: str, attempt: Attempt) -> Measured | None:
    """How long the attempt, or half of it, took; None if it was not seen whole."""
    if (attempt.open_start and name != "from_peak_s") or (attempt.open_end and name != "to_peak_s"):
        return None
    peak_s = attempt.peak_s()
    value, at_s = {
        "to_peak_s": (peak_s - attempt.start_s, peak_s),
        "from_peak_s": (attempt.end_s - peak_s, attempt.end_s),
        "rep_s": (attempt.took_s, attempt.end_s),
    }[name]
    return Measured(value, TIME_NOISE_S, at_s)


def _value(measure: Measure, attempt: Attempt, side: str) -> Measured | None:
    if side != "both" and is_asymmetry(measure.metric):
        return None
    part = PARTS[measure.place](attempt)
    if attempt.metric in {side_metric(measure.metric, which) for which in ("both", "left", "right")}:
        # Its steady values reach farther back than the frames, to where the rep began.
        metric, values, times_s = attempt.metric, np.array(attempt.driven)[part], np.array(attempt.as_of_s)[part]
        rows = np.flatnonzero(part)
    else:
        metric, rows = metric_of_side(measure.metric, side), _frames_at(attempt, part)
        values, times_s = attempt.values(metric)[rows], np.array([attempt.frames[row].t_s for row in rows])
    known = ~np.isnan(values)
    if not known.any() or known.mean() < MIN_SEEN:
        return None
    value = TAKES[measure.taking](values)
    noise = METRICS[metric].noise
    # Neighbouring frames err alike: many of them are no surer than one.
    sigma = float(np.median([attempt.frames[row].sigma.get(metric, noise) for row in rows[known]]))
    extreme = np.nanmax(values) if measure.taking == "spread" else value
    at_s = float(times_s[np.nanargmin(abs(values - extreme))])
    return Measured(value, max(noise, sigma), at_s)


def _whole(attempt: Attempt) -> NDArray[np.bool_]:
    return np.ones(len(attempt.frames), np.bool_)


def _at_peak(attempt: Attempt) -> NDArray[np.bool_]:
    peak: NDArray[np.bool_] = _travelled(attempt) >= 1.0 - NEAR_SHARE
    return peak


def _at_start(attempt: Attempt) -> NDArray[np.bool_]:
    travelled = _travelled(attempt)
    start: NDArray[np.bool_] = travelled <= NEAR_SHARE
    peak = int(travelled.argmax())
    if attempt.open_start:
        start[:peak] = False
    if attempt.open_end:
        start[peak:] = False
    return start


PARTS: Mapping[Place, Callable[[Attempt], NDArray[np.bool_]]] = {"rep": _whole, "start": _at_start, "peak": _at_peak}
"""(n,) which of an attempt's values of the driving metric belong to a part of the rep."""


def _travelled(attempt: Attempt) -> Float64Array:
    """(n,): how much of the rep's own range lies behind, 0 to 1."""
    driven: Float64Array = np.array(attempt.driven) * attempt.toward_peak
    travelled: Float64Array = (driven - driven.min()) / max(float(np.ptp(driven)), 1e-9)
    return travelled


def _frames_at(attempt: Attempt, part: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The frames at the times of some values of the driving metric, which lags behind them."""
    frames_s = np.array([frame.t_s for frame in attempt.frames])
    rows = np.searchsorted(frames_s, np.array(attempt.as_of_s)[part] - 1e-9)
    return np.unique(np.minimum(rows, len(frames_s) - 1))
