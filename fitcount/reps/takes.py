"""What of a metric's values over some frames a condition compares."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from fitcount.reps.conditions import Taking
from fitcount.types import Float64Array

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
"""Quantiles; the extremes themselves are often a single wrong pose."""


def _quantile(share: float) -> Callable[[Float64Array], float]:
    return lambda values: math.nan if np.isnan(values).all() else float(np.nanquantile(values, share))


_low, _high = _quantile(LOW), _quantile(HIGH)

TAKES: Mapping[Taking, Callable[[Float64Array], float]] = {
    "low": _low,
    "middle": _quantile(MIDDLE),
    "high": _high,
    "spread": lambda values: _high(values) - _low(values),
}
"""Of (n,) values; NaN, where the metric was not measured, are left out."""
