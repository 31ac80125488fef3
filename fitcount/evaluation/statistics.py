"""Shares and means with their 95 % confidence intervals, and what a confidence is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats

from fitcount.types import Mean, Share

LEVEL = 0.95
RESAMPLES = 10_000
SEED = 1
"""The same clips give the same interval."""


def share(right: int, total: int) -> Share:
    """A share with Wilson's interval, which holds for few clips and for shares near 0 or 1 too."""
    if total == 0:
        return Share(0, 0, 0.0, 1.0)
    interval = stats.binomtest(right, total).proportion_ci(LEVEL, method="wilson")
    return Share(right, total, float(interval.low), float(interval.high))


def mean(values: Sequence[float]) -> Mean:
    """A mean with the percentiles of its bootstrap: errors are mostly 0 and a few large, so Student's t is far off.

    Values that do not differ tell nothing of others, so they have no interval.
    """
    if not values:
        return Mean(math.nan, math.nan, math.nan)
    value = float(np.mean(values))
    if len(set(values)) == 1:
        return Mean(value, math.nan, math.nan)
    interval = stats.bootstrap(
        (values,),
        np.mean,
        confidence_level=LEVEL,
        n_resamples=RESAMPLES,
        batch=1000,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Mean(value, float(interval.low), float(interval.high))


def auc(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the ROC curve of telling right from wrong by confidence; NaN if all are right, or all wrong."""
    of_right = [confidence for confidence, is_right in zip(confidences, right, strict=True) if is_right]
    of_wrong = [confidence for confidence, is_right in zip(confidences, right, strict=True) if not is_right]
    if not of_right or not of_wrong:
        return math.nan
    higher = stats.mannwhitneyu(of_right, of_wrong, method="asymptotic").statistic
    return float(higher) / (len(of_right) * len(of_wrong))
