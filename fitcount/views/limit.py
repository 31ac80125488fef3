"""How far a metric had to get, or must not."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fitcount.kept import KeptSet
from fitcount.views.wording import ExerciseWords
from fitcount.wording import quantity


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in a metric's unit, and what is written beside it."""

    value: float
    words: str
    """parallel: 100° or less"""


def limit_of(each: KeptSet, words: ExerciseWords) -> Limit | None:
    """That of the standard by which a set was counted; None if any movement counts, or it is not known.

    As it was then, where a rejected movement tells; otherwise as it is now.
    """
    told = next((rejection for rejection in each.rejected if not math.isnan(rejection.limit)), None)
    value = words.limits.get(each.standard) if told is None else told.limit
    metric = words.metric if told is None else told.metric
    return None if value is None else Limit(value, f"{each.standard}: {bound(metric, value, grows=words.grows)}")


def bound(metric: str, value: float, *, grows: bool) -> str:
    """100° or less; or more, where the metric grows towards the peak."""
    return f"{quantity(metric, value)} or {'more' if grows else 'less'}"
