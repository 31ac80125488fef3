"""Follow one driving metric, frame by frame, and give each attempt as soon as it is over."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fitcount.reps.attempt import Attempt
from fitcount.reps.definition import Repeated
from fitcount.reps.judge import Judge
from fitcount.reps.likeness import Likeness, same_motion
from fitcount.reps.metrics import METRICS, side_metric
from fitcount.reps.own_range import OwnRange
from fitcount.reps.pace import Pace
from fitcount.reps.performed import REST_S
from fitcount.reps.phases import Phase, PhaseMachine
from fitcount.reps.steady import Steady, SteadyValue
from fitcount.types import Gauge, Metrics, Rejection

RETURN_SHARE = 0.5
"""Back by this share of an attempt's way, going for the peak again is a new attempt: a rep without lock-out."""
TURN_SHARE = 0.15
"""A change of direction smaller than this share of the range is a wobble."""
STILL_START_SHARE = 0.45
"""Standing still this near to the usual start position, the person is in their own."""
AS_FAR = 0.7
"""Two small attempts are the person's movements if the one goes this share of the other's way."""
AT_PEAK_SHARE = 0.9
"""Who was this far on the way when the pictures stopped was at the peak of a rep, though they were not seen to turn.
Who is lost while there are pictures has left, and somebody who leaves bends, too."""
LEAD_SHARE = 0.08
LEAD_S = 2.0
"""A rep starts where the metric last was this near to the start level, but no longer ago than that."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An attempt that is over: a rep, unless something speaks against it."""

    attempt: Attempt
    rejection: Rejection | None

    @property
    def is_movement(self) -> bool:
        """Whether it was the exercise's motion, good or not."""
        return self.rejection is None or self.rejection.movement


class SideCounter:
    """Follows one side of the body, or both as one, through the phases of one exercise."""

    def __init__(self, exercise: Repeated, standard: str, side: str) -> None:
        """`side`: left, right or both."""
        self._exercise = exercise
        self.metric = side_metric(exercise.metric, side)
        self._limit = exercise.standards[standard].limit
        self._steady = Steady()
        self._machine = PhaseMachine(exercise.phases)
        self._judge = Judge(exercise, standard, side)
        self._attempt: Attempt | None = None
        self._lead: list[tuple[Metrics, SteadyValue]] = []
        self._seen_s: float | None = None
        self._filmed_s = -math.inf
        """When the last frame was, whoever was seen in it; there is none while a live source has no picture."""
        self._track: int | None = None
        self._over: list[Outcome] = []
        self._least_to_peak = 0.0
        """Of an attempt that is under way when the person is seen next; above 0 if they were lost in a movement."""
        self._know_nobody()

    def _know_nobody(self) -> None:
        """Somebody is there whose range, pace and way to move are not known yet."""
        self._range = OwnRange(self._exercise)
        self._likeness = Likeness()
        self._small: Outcome | None = None
        """The last attempt, if it was small for the exercise and no movement was seen yet; told when it is settled."""
        self._last: Attempt | None = None
        """The last movement."""
        self._pace = Pace(self._exercise.movement.min_s)

    @property
    def phase(self) -> str:
        """Name of the phase that this side is in."""
        return self._machine.name

    @property
    def attempt(self) -> Attempt | None:
        """What is going on."""
        return self._attempt

    @property
    def kept(self) -> Outcome | None:
        """A small attempt that may still turn out to be a movement."""
        return self._small

    def update(self, frame: Metrics) -> list[Outcome]:
        """Take in the next frame's metrics, and give the attempts that are over with it."""
        value = frame.values[self.metric]
        self._end_if_lost(frame)
        self._filmed_s = frame.t_s
        if not math.isnan(value):
            self._take(frame, self._steady.take(frame.t_s, value, self._unsure(frame)))
            self._seen_s, self._track = frame.t_s, frame.track
        elif self._attempt is not None:
            self._attempt.missed += 1
        return self._take_over()

    def finish(self) -> list[Outcome]:
        """The source has ended: an attempt whose peak was passed is judged by its first half."""
        attempt, self._attempt = self._attempt, None
        if attempt is not None and self._has_turned(attempt):
            self._settle_open(attempt)
        self._let_go_small()
        return self._take_over()

    def judge_now(self, t_s: float) -> list[Outcome]:
        """A set ends here: an attempt whose peak was passed is judged by its first half, the rest of it is none.

        What had only begun before a rest that did not count is broken off, and not worth telling.
        """
        attempt = self._attempt
        if attempt is not None and self._has_turned(attempt):
            self._settle(attempt.so_far())
            attempt.judged = True
        if self._seen_s is not None and t_s - self._seen_s > self._exercise.movement.max_gap_s:
            self.break_off()
        return self._take_over()

    def break_off(self) -> None:
        """Something else is counted from here on: forget the attempt that is going on."""
        self._attempt, self._seen_s, self._lead = None, None, []
        self._steady.reset()
        self._range.pause()
        self._machine.restart(Phase.START)

    def gauge(self) -> Gauge:
        """How far this side has to travel."""
        peak_limit = self._range.value(self._exercise.movement.min_share) if self._limit is None else self._limit
        ends = sorted((self._range.value(0.0), self._range.value(1.0), peak_limit))
        at_peak, at_start = (ends[0], ends[-1]) if self._exercise.toward_peak < 0 else (ends[-1], ends[0])
        return Gauge(
            metric=self.metric,
            low=at_peak,
            high=at_start,
            start_limit=self._range.value(self._exercise.phases.start.enter),
            peak_limit=peak_limit,
        )

    def _unsure(self, frame: Metrics) -> float:
        """How many times as uncertain as usual the driving metric is in a frame."""
        noise = METRICS[self.metric].noise
        return frame.sigma.get(self.metric, noise) / noise

    def _take(self, frame: Metrics, steady: SteadyValue) -> None:
        value = steady.value
        share = self._range.share(value)
        if self._seen_s is None:
            self._begin_in_view(share)
        if max(share, self._farthest_share()) < STILL_START_SHARE:
            self._range.follow(frame.t_s, value)
        phase = self._machine.step(frame.t_s, share, self._reaches(value, share))
        if self._attempt is None:
            self._lead_in(frame, steady, share)
        if phase is Phase.START:
            self._come_back(frame, steady)
        else:
            self._go_on(frame, steady, phase)

    def _farthest_share(self) -> float:
        """How far the attempt that is going on got; 0 if there is none."""
        if self._attempt is None or not self._attempt.frames:
            return 0.0
        return self._range.share(self._attempt.peak_value)

    def _begin_in_view(self, share: float) -> None:
        """The person came into view: standing, or already in the middle of something."""
        under_way = share > self._exercise.phases.start.leave
        self._machine.restart(Phase.TO_PEAK if under_way else Phase.START)
        self._attempt = self._new_attempt(open_start=True, least_to_peak=self._least_to_peak) if under_way else None
        self._least_to_peak = 0.0
        self._lead = []

    def _lead_in(self, frame: Metrics, steady: SteadyValue, share: float) -> None:
        """Remember the frames since the person was last near the start level: an attempt begins there."""
        if share <= LEAD_SHARE:
            self._lead.clear()
        self._lead.append((frame, steady))
        while frame.t_s - self._lead[0][0].t_s > LEAD_S:
            self._lead.pop(0)

    def _come_back(self, frame: Metrics, steady: SteadyValue) -> None:
        if self._attempt is not None:
            self._attempt.add(frame, steady)
            self._settle(self._attempt)
            self._attempt, self._lead = None, [(frame, steady)]

    def _go_on(self, frame: Metrics, steady: SteadyValue, phase: Phase) -> None:
        value = steady.value
        if self._attempt is None:
            self._attempt = self._new_attempt()
            for earlier in self._lead[:-1]:
                self._attempt.add(*earlier)
        if self._goes_again(self._attempt, value):
            # Before the frame is added: it may already lie at the next peak, which is not this attempt's.
            again = self._attempt.split_at_return()
            self._settle(self._attempt)
            self._attempt = again
            self._machine.restart(Phase.TO_PEAK)
            share = self._range.share(value)
            phase = self._machine.step(frame.t_s, share, self._reaches(value, share))
        self._attempt.add(frame, steady)
        self._attempt.thin(steady.as_of_s - self._exercise.movement.max_s)
        self._attempt.reached |= phase is Phase.PEAK

    def _goes_again(self, attempt: Attempt, value: float) -> bool:
        """Whether the person came back far enough to call it a rep, and has turned towards the peak again."""
        came_back = attempt.extreme - attempt.back
        turned = value * self._exercise.toward_peak - attempt.back
        return came_back >= RETURN_SHARE * self._went(attempt) and turned >= TURN_SHARE * self._range.span

    def _has_turned(self, attempt: Attempt) -> bool:
        """Whether it is on the way back."""
        return attempt.extreme - attempt.back >= TURN_SHARE * self._range.span

    def _settle(self, attempt: Attempt) -> None:
        """Judge an attempt that is over."""
        if attempt.judged or attempt.to_peak < attempt.least_to_peak:
            return
        limits = self._exercise.movement
        least = max(limits.min_range, limits.min_share * self._range.span)
        objection = self._judge.objection(attempt, least, self._pace.least_s(attempt.peak_s())) or self._unlike(attempt)
        if objection is None or objection.reason == "too_fast":
            # The too fast ones as well: whoever goes on at a quicker pace is soon believed.
            objection = self._out_of_rhythm(attempt) or objection
        if objection is None:
            self._accept(attempt)
        elif objection.reason == "too_small" and attempt.excursion >= limits.min_range:
            self._set_aside(attempt, objection)
        elif attempt.excursion >= limits.min_range:
            self._over.append(Outcome(attempt, objection))

    def _accept(self, attempt: Attempt) -> None:
        """Take an attempt for a movement; and the small one before it, if that was of its kind."""
        small, self._small = self._small, None
        if small is not None and _follows(small.attempt, attempt):
            self._accept(small.attempt)
        elif small is not None:
            self._over.append(small)
        self._range.learn(attempt.excursion)
        self._last = attempt
        self._over.append(Outcome(attempt, self._judge.shortfall(attempt)))

    def _set_aside(self, attempt: Attempt, objection: Rejection) -> None:
        """Small for what is known of the person; but if they do so again it is their movement."""
        small = None if self._small is None else self._small.attempt
        before = small if self._last is None else self._last
        fine = (
            self._judge.objection(attempt, self._exercise.movement.min_range, self._pace.least_s(attempt.peak_s()))
            is None
        )
        if fine and before is not None and _follows(before, attempt):
            self._pace.learn(attempt.took_s, attempt.peak_s())
            self._accept(attempt)
            return
        self._let_go_small()
        if fine and self._last is None:
            self._small = Outcome(attempt, objection)
        else:
            self._over.append(Outcome(attempt, objection))

    def _let_go_small(self) -> None:
        """The small attempt that was kept is none of the person's movements."""
        if self._small is not None:
            self._over.append(self._small)
        self._small = None

    def _out_of_rhythm(self, attempt: Attempt) -> Rejection | None:
        """Whether an attempt follows the last movement much sooner than those before; remembers its pace either way."""
        least_s = self._pace.least_interval_s
        interval_s = self._pace.learn(attempt.took_s, attempt.peak_s())
        return self._judge.too_soon(attempt, interval_s, least_s) if interval_s < least_s else None

    def _unlike(self, attempt: Attempt) -> Rejection | None:
        """Whether an attempt that looks like a movement by its driving metric is none by the rest of the body."""
        displacement_m = attempt.displacement_m()
        if displacement_m is None:
            return None
        share = self._likeness.share(displacement_m)
        return None if self._likeness.is_one(displacement_m) else self._judge.unlike(attempt, share)

    def _end_if_lost(self, frame: Metrics) -> None:
        """Break off what the person was doing if they are gone for long, or somebody else is there."""
        if self._seen_s is None:
            return
        gap_s = frame.t_s - self._seen_s
        other = frame.track is not None and frame.track != self._track
        if gap_s <= self._exercise.movement.max_gap_s and not other:
            return
        attempt = self._attempt
        unfilmed = frame.t_s - self._filmed_s > self._exercise.movement.max_gap_s
        if attempt and ((turned := self._has_turned(attempt)) or (unfilmed and self._is_at_peak(attempt))):
            # The way to the peak was seen; what comes into view next may be the rest of it.
            self._settle_open(attempt)
            if self._last is attempt:
                self._least_to_peak = TURN_SHARE * self._range.span if turned else math.inf
        elif attempt and not attempt.judged and self._went(attempt) >= self._exercise.movement.min_range:
            lost = self._judge.replaced if other else self._judge.lost
            self._over.append(Outcome(attempt, lost(attempt, gap_s)))
        if other:
            self._let_go_small()
            self._know_nobody()
        self.break_off()

    def _is_at_peak(self, attempt: Attempt) -> bool:
        """Whether the person met the standard, and went about as far as they do."""
        return attempt.reached and self._range.share(attempt.peak_value) >= AT_PEAK_SHARE

    def _settle_open(self, attempt: Attempt) -> None:
        """Judge an attempt whose end will not be seen by its first half."""
        attempt.open_end = True
        self._settle(attempt)

    def _went(self, attempt: Attempt) -> float:
        """How far from the start level an attempt got."""
        return attempt.extreme - self._range.start * self._exercise.toward_peak

    def _new_attempt(self, *, open_start: bool = False, least_to_peak: float = 0.0) -> Attempt:
        return Attempt(self._exercise.toward_peak, self.metric, open_start=open_start, least_to_peak=least_to_peak)

    def _reaches(self, value: float, share: float) -> bool:
        if self._limit is None:
            return share >= self._exercise.movement.min_share
        return (value - self._limit) * self._exercise.toward_peak >= 0

    def _take_over(self) -> list[Outcome]:
        over, self._over = self._over, []
        return over


def _follows(one: Attempt, two: Attempt) -> bool:
    """Whether two attempts are of one set, and moved the body in the same way, about as far."""
    if two.start_s - one.end_s > REST_S:
        return False
    one_m, two_m = one.displacement_m(), two.displacement_m()
    smaller, larger = sorted((one.excursion, two.excursion))
    return one_m is not None and two_m is not None and same_motion(one_m, two_m) and smaller >= AS_FAR * larger
