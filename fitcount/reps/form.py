"""Faults of form within one rep, by the exercise's rules."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

import numpy as np

from fitcount.reps.attempt import Attempt
from fitcount.reps.conditions import TEMPO, Measure, Measured
from fitcount.reps.definition import FormRule
from fitcount.reps.measuring import TIME_NOISE_S, measured_in
from fitcount.reps.performed import REST_S
from fitcount.reps.view import mean_view
from fitcount.types import Fault, Rep

ENOUGH_REPS = 3
"""Fewer do not show what the person's own tempo is."""
REMEMBERED = 6
"""Reps that show it."""


SIGMAS = 1.0
"""Standard deviations by which a fault must be beyond its limit."""


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
        def measured(measure: Measure) -> Measured | None:
            return self._tempo(rep, attempt) if measure.metric == TEMPO else measured_in(attempt, measure, rep.side)

        outcome = rule.when.judge(measured, margin=SIGMAS)
        if not outcome.holds:
            return None
        return Fault(rule.code, outcome.value, outcome.limit, outcome.uncertainty, outcome.at_s)

    def _tempo(self, rep: Rep, attempt: Attempt) -> Measured | None:
        """How long the rep took over those before it; None if it was not seen whole, or they are too few."""
        if attempt.open_start or attempt.open_end or len(self._took_s) < ENOUGH_REPS:
            return None
        usual_s = float(np.median(self._took_s))
        return Measured((rep.end_s - rep.start_s) / usual_s, math.sqrt(2.0) * TIME_NOISE_S / usual_s, rep.end_s)


def advice(faults: Sequence[Fault], rules: Sequence[FormRule]) -> tuple[str, ...]:
    """What to tell the person about these faults."""
    say = {rule.code: rule.say for rule in rules}
    return tuple(say[fault.code] for fault in faults)
