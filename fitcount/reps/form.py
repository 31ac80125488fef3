"""Faults of form within one rep."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fitcount.reps.attempt import Attempt
from fitcount.reps.definition import FormRule
from fitcount.reps.metrics import METRICS
from fitcount.types import Fault


def faults_of(attempt: Attempt, rules: Sequence[FormRule], view: str) -> tuple[Fault, ...]:
    """Every rule that the attempt broke by more than the metric's uncertainty.

    A rule that the `view` cannot show says nothing.
    """
    found = (_fault(attempt, rule) for rule in rules if view in rule.views)
    return tuple(fault for fault in found if fault is not None)


def advice(faults: Sequence[Fault], rules: Sequence[FormRule]) -> tuple[str, ...]:
    """What to tell the person about these faults."""
    say = {rule.code: rule.say for rule in rules}
    return tuple(say[fault.code] for fault in faults)


def _fault(attempt: Attempt, rule: FormRule) -> Fault | None:
    take = np.nanargmax if rule.take == "max" else np.nanargmin
    value, at_s = attempt.extreme_of(rule.metric, take)
    noise = METRICS[rule.metric].noise
    if math.isnan(value) or not rule.holds(value, noise):
        return None
    return Fault(rule.code, value, rule.limit, noise, at_s)
