"""Decide what an attempt was: a rep, a movement that missed the standard, or no movement; and say why."""

from __future__ import annotations

from dataclasses import replace

from fitcount.reps.attempt import Attempt
from fitcount.reps.conditions import TIMES, Measure, Measured, Outcome, text_of, unit_of_quantity
from fitcount.reps.definition import Posture, Repeated
from fitcount.reps.form import Form
from fitcount.reps.likeness import ALONG
from fitcount.reps.measuring import measured_in
from fitcount.reps.metrics import METRICS, metric_of_side
from fitcount.reps.takes import TAKES
from fitcount.types import Rejection, Rep
from fitcount.wording import amount, change, finer_apart, quantity

MIN_HALF = 0.35
"""Of the least time of a movement: either half of it takes at least that. Faster the pose has leapt, not the person."""
MAX_UNSEEN = 0.5
"""Of an attempt's frames: one in which the person was seen less is guesswork."""


class Judge:
    """Judges attempts at one exercise by one of its standards."""

    def __init__(self, exercise: Repeated, standard: str, side: str = "both") -> None:
        """`side` that moves: left, right or both."""
        self._exercise = exercise
        self._side = side
        self._standard = exercise.standards[standard]
        self._form = Form(exercise.form)

    def rep(self, attempt: Attempt, number: int, side: str) -> Rep:
        """A counted repetition of the left, the right, or both sides."""
        peak_s = attempt.peak_s()
        rep = Rep(
            number=number,
            side=side,
            start_s=attempt.start_s,
            peak_s=peak_s,
            end_s=attempt.end_s,
            metric=attempt.metric,
            min=min(attempt.driven),
            max=max(attempt.driven),
            to_peak_s=peak_s - attempt.start_s,
            from_peak_s=attempt.end_s - peak_s,
        )
        return replace(rep, faults=self._form.faults(rep, attempt))

    def objection(self, attempt: Attempt, least: float, least_s: float) -> Rejection | None:
        """Why this is no movement; None if it is one. `least`, `least_s`: how far it must go, how long it must take."""
        return (
            self._badly_seen(attempt)
            or self._too_small(attempt, least)
            or self._wrong_time(attempt, least_s)
            or next(filter(None, (self._other_posture(attempt, posture) for posture in self._exercise.posture)), None)
        )

    def _badly_seen(self, attempt: Attempt) -> Rejection | None:
        if attempt.unseen > MAX_UNSEEN:
            text = f"out of sight in {attempt.unseen:.0%} of it, a rep allows {MAX_UNSEEN:.0%}"
            return self._reject(attempt, "person_lost", attempt.unseen, MAX_UNSEEN, text)
        if attempt.begins_past_peak:
            peak, value = self._exercise.phases.peak.name, attempt.peak_value
            text = f"its {peak} was not seen ({amount(attempt.metric, value)} when it came into view)"
            return self._reject(attempt, "peak_not_seen", value, self._exercise.usual.peak, text)
        return None

    def _too_small(self, attempt: Attempt, least: float) -> Rejection | None:
        moved, metric = attempt.excursion, attempt.metric
        if moved >= least:
            return None
        finer = finer_apart(metric, moved, least)
        text = f"moved {quantity(metric, moved, finer=finer)} of {quantity(metric, least, finer=finer)}"
        return self._reject(attempt, "too_small", moved, least, text)

    def _wrong_time(self, attempt: Attempt, least_s: float) -> Rejection | None:
        took_s, half_s, most_s = attempt.took_s, attempt.quicker_half_s, self._exercise.movement.max_s
        if took_s < least_s:
            text = f"took {took_s:.2f} s, a rep takes {least_s:.2f} s or more"
            return self._reject(attempt, "too_fast", took_s, least_s, text)
        if half_s < MIN_HALF * least_s:
            text = f"half of it took {half_s:.2f} s, in a rep it is {MIN_HALF * least_s:.2f} s or more"
            return self._reject(attempt, "too_fast", half_s, MIN_HALF * least_s, text)
        if took_s > most_s:
            text = f"took {took_s:.1f} s, a rep takes {most_s:.1f} s or less"
            return self._reject(attempt, "too_slow", took_s, most_s, text)
        return None

    def shortfall(self, attempt: Attempt) -> Rejection | None:
        """How a movement missed the standard; None if it met it."""
        limit = self._standard.limit
        if limit is None or attempt.reached:
            return None
        metric, value, peak = attempt.metric, attempt.peak_value, self._exercise.phases.peak
        if (value - limit) * self._exercise.toward_peak >= 0.0:
            needs = f", needs {peak.min_s:g} s" if peak.min_s else ""
            text = f"{amount(metric, value)}, but {peak.name} too short{needs}"
        else:
            bound, finer = "or less" if self._exercise.toward_peak < 0 else "or more", finer_apart(metric, value, limit)
            text = f"{amount(metric, value, finer=finer)}, needs {quantity(metric, limit, finer=finer)} {bound}"
        return self._reject(attempt, self._standard.reason, value, limit, text, movement=True)

    def too_soon(self, attempt: Attempt, interval_s: float, least_s: float) -> Rejection:
        """The last movement was only just over, for somebody of this pace."""
        text = f"{interval_s:.1f} s after the last one, at this pace it takes {least_s:.1f} s or more"
        return self._reject(attempt, "too_soon", interval_s, least_s, text)

    def unlike(self, attempt: Attempt, share: float) -> Rejection:
        """The body did not move as it did in the movements before."""
        text = f"the body moved {max(share, 0.0):.0%} of the way that it moves in the others"
        return self._reject(attempt, "unlike_others", share, ALONG, text)

    def lost(self, attempt: Attempt, gap_s: float) -> Rejection:
        """The person was out of sight for too long."""
        limit_s = self._exercise.movement.max_gap_s
        text = f"out of sight for {gap_s:.1f} s, a rep allows {limit_s:.1f} s"
        return self._reject(attempt, "person_lost", gap_s, limit_s, text)

    def replaced(self, attempt: Attempt, gap_s: float) -> Rejection:
        """The person was lost; whoever was found then is elsewhere, or somebody else."""
        text = "lost sight of the person"
        return self._reject(attempt, "person_lost", gap_s, self._exercise.movement.max_gap_s, text)

    def _other_posture(self, attempt: Attempt, posture: Posture) -> Rejection | None:
        outcome = posture.need.judge(lambda measure: self._measured(measure, attempt), margin=0.0)
        # What was not measured breaks nothing.
        if outcome.holds is not False:
            return None
        metric, found = _compared(outcome)
        text = f"{posture.say} ({found})"
        return self._reject(attempt, posture.code, outcome.value, outcome.limit, text, metric=metric)

    def _measured(self, measure: Measure, attempt: Attempt) -> Measured | None:
        if measure.metric in TIMES or measure.place != "rep":
            return measured_in(attempt, measure, self._side)
        # Every frame, however few: what little was seen may still tell another exercise.
        metric = metric_of_side(measure.metric, self._side)
        return Measured(TAKES[measure.taking](attempt.values(metric)), METRICS[metric].noise, attempt.end_s)

    def _reject(
        self,
        attempt: Attempt,
        reason: str,
        value: float,
        limit: float,
        text: str,
        *,
        movement: bool = False,
        metric: str = "",
    ) -> Rejection:
        return Rejection(
            movement=movement,
            side="both",
            start_s=attempt.start_s,
            peak_s=attempt.peak_s(),
            end_s=attempt.end_s,
            reason=reason,
            metric=metric or attempt.metric,
            value=value,
            limit=limit,
            text=f"no rep: {text}",
        )


def _compared(outcome: Outcome) -> tuple[str, str]:
    """The metric, or what was computed of several, and that with its value in words."""
    compared = outcome.compared
    if isinstance(compared, Measure):
        said = change if compared.taking == "spread" else amount
        return compared.metric, said(compared.metric, outcome.value)
    return text_of(compared), f"{text_of(compared)}: {quantity(unit_of_quantity(compared) or '', outcome.value)}"
