"""Which repetition of several was the best, and which the worst."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fitcount.types import Rep
from fitcount.views.wording import faults
from fitcount.wording import quantity

SAME_RANGE = 0.05
"""Ranges of motion that differ by less than this share are the same: they are not measured more finely."""


def best_and_worst(reps: Sequence[Rep]) -> tuple[Rep, Rep] | None:
    """The one with the fewest faults, of those the widest; and the one with the most, of those the narrowest.

    None of fewer than two, and where both are the same as far as can be measured.
    """
    if len(reps) < 2:
        return None
    best, worst = max(reps, key=_quality), min(reps, key=_quality)
    return None if _alike(best, worst) else (best, worst)


def judged_by(reps: Sequence[Rep]) -> str:
    """By what, in words."""
    if any(rep.faults for rep in reps):
        return "judged by form faults, then by range of motion"
    return "judged by range of motion"


def reason_for(rep: Rep) -> str:
    """Its range of motion and its faults: 104°, knee valgus."""
    motion = quantity(rep.metric, rep.range_of_motion)
    return f"{motion}, {faults(rep)}" if rep.faults else motion


def _quality(rep: Rep) -> tuple[int, float]:
    """Larger is better; an unknown range is the smallest."""
    return -len(rep.faults), -math.inf if math.isnan(rep.range_of_motion) else rep.range_of_motion


def _alike(one: Rep, two: Rep) -> bool:
    same_range = math.isclose(one.range_of_motion, two.range_of_motion, rel_tol=SAME_RANGE)
    return faults(one) == faults(two) and same_range
