"""Whether somebody tired in a set: slower, or less far, from movement to movement."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.views.movements import Movement

ENOUGH = 5
"""Of fewer movements any order is likely by chance."""
CHANCE = 0.05
"""A trend that chance gives more often than this is none."""
LEAST_CHANGE = 0.1
"""Nor is a smaller change from the first movement to the last one: it is within what is measured and felt."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How something changed from the first movement of a set to the last one, on a straight line."""

    first: float
    last: float

    @property
    def change(self) -> float:
        """Share of the first value: 0.2 is a fifth more."""
        return self.last / self.first - 1.0


def trend(movements: Sequence[Movement], value: Callable[[Movement], float]) -> Trend | None:
    """The trend of a value; None where there is none worth telling, or too little to tell.

    Movements that did not count belong to it: who tires has more of them towards the end. The line is that of Theil and
    Sen, which a single odd movement does not turn; Kendall's test says whether chance explains it.
    """
    values = np.array([value(movement) for movement in movements], np.float64)
    numbers = np.flatnonzero(np.isfinite(values))
    if len(numbers) < ENOUGH or np.ptp(values[numbers]) == 0.0:
        return None
    from scipy import stats  # noqa: PLC0415  (takes longer to import than all else that tells of a session)

    slope, intercept, *_ = stats.theilslopes(values[numbers], numbers)
    found = Trend(float(intercept), float(intercept + slope * (len(values) - 1)))
    by_chance = float(stats.kendalltau(numbers, values[numbers]).pvalue)
    worth_telling = found.first > 0.0 and abs(found.change) >= LEAST_CHANGE
    return found if worth_telling and not math.isnan(by_chance) and by_chance < CHANCE else None


def can_tell(movements: Sequence[Movement]) -> bool:
    """Whether there are movements enough for a trend."""
    return len(movements) >= ENOUGH
