"""Faults of form within one rep, by the exercise's rules."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fitcount.reps.attempt import Attempt
from fitcount.reps.definition import TIMES, FormRule
from fitcount.reps.metrics import METRICS, is_asymmetry, metric_of_side, side_metric
from fitcount.reps.performed import REST_S
from fitcount.reps.takes import TAKES
from fitcount.reps.view import mean_view
from fitcount.types import Fault, Float64Array, Rep

NEAR_SHARE = 0.2
"""Of the rep's range: nearer to its extreme the person is at the peak, nearer to its beginning at the start."""
MIN_SEEN = 0.5
"""Of the frames in question: what was measured in fewer of them says nothing."""
TIME_NOISE_S = 0.15
"""One standard deviation of the time between start and peak, or peak and end; rendered peaks are found to 0.14 s."""
ENOUGH_REPS = 3
"""Fewer do not show what the person's own tempo is."""
REMEMBERED = 6
"""Reps that show it."""


@dataclass(frozen=True, slots=True)
class _Measured:
    value: float
    uncertainty: float
    """One standard deviation."""
    at_s: float


class Form:
    """Finds the faults of rep after rep of one person."""

    def __init__(self, rules: Sequence[FormRule]) -> None:
        self._rules = rules
        self._took_s: deque[float] = deque(maxlen=REMEMBERED)
        self._last_end_s = -math.inf

    def faults(self, rep: Rep, attempt: Attempt) -> tuple[Fault, ...]:
        """Every rule that the rep broke by more than the uncertainty of what was measured.

        A rule that the view cannot show says nothing.
        """
        if rep.start_s - self._last_end_s > REST_S:
            self._took_s.clear()
        view = mean_view(attempt.values("camera_yaw_deg")).label
        found = tuple(self._fault(rule, rep, attempt) for rule in self._rules if view in rule.views)
        self._took_s.append(rep.end_s - rep.start_s)
        self._last_end_s = rep.end_s
        return tuple(fault for fault in found if fault is not None)

    def _fault(self, rule: FormRule, rep: Rep, attempt: Attempt) -> Fault | None:
        measured = self._time(rule.metric, rep, attempt) if rule.metric in TIMES else _value(rule, attempt, rep.side)
        if measured is None or not rule.holds(measured.value, measured.uncertainty):
            return None
        return Fault(rule.code, measured.value, rule.limit, measured.uncertainty, measured.at_s)

    def _time(self, name: str, rep: Rep, attempt: Attempt) -> _Measured | None:
        """How long the rep, or half of it, took; None if it was not seen whole."""
        took_s = rep.end_s - rep.start_s
        if (attempt.open_start and name != "from_peak_s") or (attempt.open_end and name != "to_peak_s"):
            return None
        if name == "tempo_ratio":
            if len(self._took_s) < ENOUGH_REPS:
                return None
            usual_s = float(np.median(self._took_s))
            return _Measured(took_s / usual_s, math.sqrt(2.0) * TIME_NOISE_S / usual_s, rep.end_s)
        value, at_s = {
            "to_peak_s": (rep.to_peak_s, rep.peak_s),
            "from_peak_s": (rep.from_peak_s, rep.end_s),
            "rep_s": (took_s, rep.end_s),
        }[name]
        return _Measured(value, TIME_NOISE_S, at_s)


def advice(faults: Sequence[Fault], rules: Sequence[FormRule]) -> tuple[str, ...]:
    """What to tell the person about these faults."""
    say = {rule.code: rule.say for rule in rules}
    return tuple(say[fault.code] for fault in faults)


def _value(rule: FormRule, attempt: Attempt, side: str) -> _Measured | None:
    """What the rule compares; None where too little of it was measured."""
    if side != "both" and is_asymmetry(rule.metric):
        return None
    part = PARTS[rule.at](attempt)
    if attempt.metric in {side_metric(rule.metric, which) for which in ("both", "left", "right")}:
        # Its steady values reach farther back than the frames, to where the rep began.
        metric, values, times_s = attempt.metric, np.array(attempt.driven)[part], np.array(attempt.as_of_s)[part]
        rows = np.flatnonzero(part)
    else:
        metric, rows = metric_of_side(rule.metric, side), _frames_at(attempt, part)
        values, times_s = attempt.values(metric)[rows], np.array([attempt.frames[row].t_s for row in rows])
    known = ~np.isnan(values)
    if not known.any() or known.mean() < MIN_SEEN:
        return None
    value = TAKES[rule.take](values)
    noise = METRICS[metric].noise
    # Neighbouring frames err alike: many of them are no surer than one.
    sigma = float(np.median([attempt.frames[row].sigma.get(metric, noise) for row in rows[known]]))
    extreme = np.nanmax(values) if rule.take == "spread" else value
    at_s = float(times_s[np.nanargmin(abs(values - extreme))])
    return _Measured(value, max(noise, sigma), at_s)


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


PARTS: Mapping[str, Callable[[Attempt], NDArray[np.bool_]]] = {"rep": _whole, "start": _at_start, "peak": _at_peak}
"""(n,) which of an attempt's values of the driving metric belong to the part that a rule's `at` names."""


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
