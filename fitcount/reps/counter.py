"""Count repetitions, frame by frame: metrics in, reps and rejections out."""

from __future__ import annotations

import math

import numpy as np

from fitcount.reps.attempt import Attempt
from fitcount.reps.definition import Exercise
from fitcount.reps.form import advice
from fitcount.reps.judge import Judge
from fitcount.reps.own_range import OwnRange
from fitcount.reps.phases import Phase, PhaseMachine
from fitcount.types import CounterState, Gauge, Metrics, Rejection, Rep

RETURN_SHARE = 0.5
"""Back by this share of an attempt's way, going for the peak again is a new attempt: a rep without lock-out."""
TURN_SHARE = 0.15
"""A change of direction smaller than this share of the range is a wobble."""
STILL_START_SHARE = 0.45
"""Standing still this near to the usual start position, the person is in their own."""
ENOUGH_MOVEMENTS = 3
"""Fewer do not show what the person's own range is."""
LEAD_SHARE = 0.08
LEAD_S = 2.0
"""A rep starts where the metric last was this near to the start level, but no longer ago than that."""


class Counter:
    """Counts one exercise of one person, causally: what it has counted it never takes back."""

    def __init__(self, exercise: Exercise, standard: str, span: float | None = None) -> None:
        """`span`: how far this person's movements go, if a first pass over the set has shown it."""
        self._exercise = exercise
        self._limit = exercise.standards[standard].limit
        self._range = OwnRange(exercise, span)
        self._machine = PhaseMachine(exercise.phases)
        self._judge = Judge(exercise, standard)
        self._attempt: Attempt | None = None
        self._lead: list[Metrics] = []
        self._seen_s: float | None = None
        self._track: int | None = None
        self.reps: list[Rep] = []
        self.rejected: list[Rejection] = []
        self._excursions: list[float] = []

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics."""
        value = frame.values[self._exercise.metric]
        self._end_if_lost(frame)
        if not math.isnan(value):
            self._take(frame, value)
            self._seen_s, self._track = frame.t_s, frame.track
        elif self._attempt is not None:
            self._attempt.missed += 1
        return self._state(frame, value)

    def finish(self) -> None:
        """The source has ended: an attempt whose peak was passed is judged by its first half."""
        attempt, self._attempt = self._attempt, None
        if attempt and attempt.extreme - attempt.back >= TURN_SHARE * self._range.span:
            attempt.open_end = True
            self._settle(attempt)

    def own_span(self) -> float | None:
        """How far this person's movements go, from all of them; None if there were few."""
        return float(np.median(self._excursions)) if len(self._excursions) >= ENOUGH_MOVEMENTS else None

    def _take(self, frame: Metrics, value: float) -> None:
        share = self._range.share(value)
        if self._seen_s is None:
            self._begin_in_view(share)
        if self._attempt is None or self._range.share(self._attempt.peak_value) < STILL_START_SHARE:
            self._range.follow(frame.t_s, value)
        phase = self._machine.step(frame.t_s, share, self._reaches(value, share))
        if self._attempt is None:
            self._lead_in(frame, share)
        if phase is Phase.START:
            self._come_back(frame)
        else:
            self._go_on(frame, value, phase)

    def _begin_in_view(self, share: float) -> None:
        """The person came into view: standing, or already in the middle of something."""
        under_way = share > self._exercise.phases.start.leave
        self._machine.restart(Phase.TO_PEAK if under_way else Phase.START)
        self._attempt = self._new_attempt(open_start=True) if under_way else None
        self._lead = []

    def _lead_in(self, frame: Metrics, share: float) -> None:
        """Remember the frames since the person was last near the start level: an attempt begins there."""
        if share <= LEAD_SHARE:
            self._lead.clear()
        self._lead.append(frame)
        while frame.t_s - self._lead[0].t_s > LEAD_S:
            self._lead.pop(0)

    def _come_back(self, frame: Metrics) -> None:
        if self._attempt is not None:
            self._attempt.add(frame)
            self._settle(self._attempt)
            self._attempt, self._lead = None, [frame]

    def _go_on(self, frame: Metrics, value: float, phase: Phase) -> None:
        if self._attempt is None:
            self._attempt = self._new_attempt()
            for earlier in self._lead[:-1]:
                self._attempt.add(earlier)
        if self._goes_again(self._attempt, value):
            # Before the frame is added: it may already lie at the next peak, which is not this attempt's.
            again = self._attempt.split_at_return()
            self._settle(self._attempt)
            self._attempt = again
            self._machine.restart(Phase.TO_PEAK)
            share = self._range.share(value)
            phase = self._machine.step(frame.t_s, share, self._reaches(value, share))
        self._attempt.add(frame)
        self._attempt.reached |= phase is Phase.PEAK

    def _goes_again(self, attempt: Attempt, value: float) -> bool:
        """Whether the person came back far enough to call it a rep, and has turned towards the peak again."""
        came_back = attempt.extreme - attempt.back
        turned = value * self._exercise.toward_peak - attempt.back
        return came_back >= RETURN_SHARE * self._went(attempt) and turned >= TURN_SHARE * self._range.span

    def _settle(self, attempt: Attempt) -> None:
        """Judge an attempt that is over."""
        limits = self._exercise.movement
        objection = self._judge.objection(attempt, max(limits.min_range, limits.min_share * self._range.span))
        if objection is not None:
            if attempt.excursion >= limits.min_range:
                self.rejected.append(objection)
            return
        self._range.learn(attempt.excursion)
        self._excursions.append(attempt.excursion)
        shortfall = self._judge.shortfall(attempt)
        if shortfall is not None:
            self.rejected.append(shortfall)
        else:
            self.reps.append(self._judge.rep(attempt, len(self.reps) + 1))

    def _end_if_lost(self, frame: Metrics) -> None:
        """Break off what the person was doing if they are gone for long, or somebody else is there."""
        if self._seen_s is None:
            return
        gap_s = frame.t_s - self._seen_s
        other = frame.track is not None and frame.track != self._track
        if gap_s <= self._exercise.movement.max_gap_s and not other:
            return
        if self._attempt and self._went(self._attempt) >= self._exercise.movement.min_range:
            lost = self._judge.replaced if other else self._judge.lost
            self.rejected.append(lost(self._attempt, gap_s))
        self._attempt, self._seen_s, self._lead = None, None, []
        self._machine.restart(Phase.START)

    def _went(self, attempt: Attempt) -> float:
        """How far from the start level an attempt got."""
        return attempt.extreme - self._range.start * self._exercise.toward_peak

    def _new_attempt(self, *, open_start: bool = False) -> Attempt:
        return Attempt(self._exercise.toward_peak, self._exercise.metric, open_start=open_start)

    def _reaches(self, value: float, share: float) -> bool:
        if self._limit is None:
            return share >= self._exercise.movement.min_share
        return (value - self._limit) * self._exercise.toward_peak >= 0

    def _state(self, frame: Metrics, value: float) -> CounterState:
        return CounterState(
            t_s=frame.t_s,
            phase=self._machine.name if frame.track is not None else "",
            value=value,
            gauge=self._gauge(),
            reps=tuple(self.reps),
            rejected=tuple(self.rejected),
            person=frame.track is not None,
            notes=advice(self.reps[-1].faults, self._exercise.form) if self.reps else (),
        )

    def _gauge(self) -> Gauge:
        peak_limit = self._range.value(self._exercise.movement.min_share) if self._limit is None else self._limit
        ends = (self._range.value(0.0), self._range.value(1.0), peak_limit)
        return Gauge(
            metric=self._exercise.metric,
            low=min(ends),
            high=max(ends),
            start_limit=self._range.value(self._exercise.phases.start.enter),
            peak_limit=peak_limit,
        )
