"""Find out which exercise is done, and count it: a counter of each listens, the likeliest speaks."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitcount.reps.counter import Counter
from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.hold import HOLDING, HoldCounter, cut_hold
from fitcount.reps.looks import evidence
from fitcount.reps.performed import REST_S, Performed
from fitcount.types import Correction, CounterState, ExerciseSet, Metrics, Rejection, Rep

CLEAR = 5.0
"""Nats that a movement of an exercise has on average. On 69 labelled sets the least of the right ones is 6.6."""
LEAD = 1.5
"""Nats a movement by which the first name is ahead if it is given after a single movement."""
TWICE = 2
"""Movements after which the likeliest name is given though another is near; and after which another takes over."""
TAKES_OVER = 2.0
"""Times as much evidence as what is being counted has for the same time."""
SETTLE_S = 0.5
"""So long after a movement the counters of other exercises are waited for: each takes another time to see its end."""
OVERLAP_S = 0.3
"""Two counters may differ by so much in where a movement ends and the next begins."""
GAP_S = 1.0
"""Frames that are further apart have a gap between them: a live source had no picture."""
MEMORY_S = 40.0
"""Frames that are kept: no movement of any exercise takes longer."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A movement that the counter of one exercise saw, and how well it looks like that exercise."""

    movement: Rep | Rejection
    nats: float
    """For each movement."""
    weight_s: float
    """Its time, but no more than usual: idling is no evidence."""


@dataclass(slots=True)
class Listener:
    """The counter of one exercise, and what it has seen lately."""

    exercise: Repeated
    standard: str
    counter: Counter
    heard: list[Heard] = field(default_factory=list)
    tries: list[Rejection] = field(default_factory=list)
    """Attempts that were no movements."""

    def forget(self, t_s: float) -> None:
        """What ended before then is settled."""
        while self.heard and self.heard[0].movement.end_s < t_s:
            del self.heard[0]
        while self.tries and self.tries[0].end_s < t_s:
            del self.tries[0]

    def since(self, t_s: float) -> list[Heard]:
        """What was heard of movements that began at `t_s` or later."""
        return [heard for heard in self.heard if heard.movement.start_s >= t_s]


@dataclass(slots=True)
class Holder:
    """The counter of an exercise that is held."""

    counter: HoldCounter
    state: CounterState | None = None
    """After the last frame."""
    _holds: int = 0

    def take_new(self) -> list[ExerciseSet]:
        """The holds that ended since the last call."""
        new = self.counter.holds[self._holds :]
        self._holds = len(self.counter.holds)
        return new

    @property
    def min_s(self) -> float:
        """What is held for less is a try."""
        return self.counter.exercise.hold.min_s

    def held_s(self, from_s: float, to_s: float) -> float:
        """Seconds between these times that count as held, or will when the hold is over."""
        running = self.counter.running
        holds = [*self.counter.holds, *([running[1]] if running else [])]
        return sum(cut_hold(hold, from_s, to_s).held_s for hold in holds)

    @property
    def is_holding(self) -> bool:
        """Whether a hold is going on that counts by now."""
        return (
            self.state is not None and self.state.phase == HOLDING and self.state.value >= self.state.gauge.peak_limit
        )


class Recogniser:
    """Counts whatever exercise is done, causally: a rep that was counted is never taken back.

    The first movements of a set are counted when the exercise has its name, which is after one or two of them.
    """

    def __init__(self, exercises: Sequence[Exercise], standard: str | None = None) -> None:
        """`standard`: of the exercises that have one of that name; the others take their own."""
        self._listeners = [
            _listener(exercise, standard)
            for exercise in exercises
            if isinstance(exercise, Repeated) and exercise.looks is not None
        ]
        self._holders = [Holder(HoldCounter(exercise)) for exercise in exercises if isinstance(exercise, Held)]
        breaks_s = (holder.counter.exercise.hold.max_break_s for holder in self._holders)
        self._settled_after_s = REST_S + max(breaks_s, default=0.0)
        """A set is named by what began at most a rest ago, or before the end of a hold, which is told after a break."""
        self._frames: deque[Metrics] = deque()
        self._now: Listener | None = None
        self._set: Performed | None = None
        """What is being done now, of that exercise."""
        self._doubtful: list[Rep | Rejection] = []
        """The last movements of it, as long as they hardly look like it: then another exercise may have begun."""
        self._since_s = -math.inf
        """When the last set ended: what came before is settled."""
        self._heard_s = math.inf
        """When the last movement was heard."""
        self.performed: list[Performed] = []

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics."""
        before_s = self._frames[-1].t_s if self._frames else frame.t_s
        self._frames.append(frame)
        for listener in self._listeners:
            listener.counter.take(frame)
        for holder in self._holders:
            holder.state = holder.counter.update(frame)
        # What is over with the first frame after a gap happened before it, and is judged as of then.
        gap_s = frame.t_s - before_s
        now_s = frame.t_s if gap_s <= GAP_S else before_s
        self._hear(now_s)
        if frame.t_s - self._heard_s >= SETTLE_S:
            self._decide(now_s, ended=gap_s > REST_S)
        while frame.t_s - self._frames[0].t_s > MEMORY_S:
            self._frames.popleft()
        self._rest(frame.t_s)
        for listener in self._listeners:
            listener.forget(frame.t_s - self._settled_after_s)
        return self.state(frame)

    def finish(self) -> None:
        """The source has ended: what was begun is judged, and named if it has no name yet."""
        if not self._frames:
            return
        for listener in self._listeners:
            listener.counter.finish()
        for holder in self._holders:
            holder.counter.finish()
        end_s = self._frames[-1].t_s
        self._hear(end_s)
        self._decide(end_s, ended=True)
        self._count_doubtful()

    def undo(self, t_s: float, peak_s: float | None = None) -> Correction | None:
        """Take back the last repetition of what is done, or was done last; None if there is none."""
        if peak_s is None or math.isnan(peak_s):
            return None if self._last is None else self._last.undo(t_s, peak_s)
        return next(filter(None, (done.undo(t_s, peak_s) for done in reversed(self.performed))), None)

    def add(self, t_s: float) -> Correction | None:
        """One repetition of what is done, or was done last, was missed; None if nothing has a name yet."""
        done = self._last
        return None if done is None else done.add_by_hand(t_s)

    def next_set(self, t_s: float) -> None:
        """The set ends here: what was begun is named; what has only begun is of the next set."""
        for listener in self._listeners:
            listener.counter.next_set(t_s)
        for holder in self._holders:
            holder.counter.next_set(t_s)
        self._end_by_hand(t_s)

    def leave(self, t_s: float) -> None:
        """The same; what has only begun is none."""
        for listener in self._listeners:
            listener.counter.leave(t_s)
        for holder in self._holders:
            holder.counter.leave(t_s)
        self._end_by_hand(t_s)

    def _end_by_hand(self, t_s: float) -> None:
        self._hear(t_s)
        self._decide(t_s, ended=True)
        heard = [heard.movement.end_s for listener in self._listeners for heard in listener.heard]
        self._end_set(max(heard, default=self._since_s))
        for done in self.performed:
            done.end_set(t_s)

    @property
    def _last(self) -> Performed | None:
        """What is done now, or was done last, if it has repetitions."""
        done = self._set or (self.performed[-1] if self.performed else None)
        return done if done is not None and isinstance(done.exercise, Repeated) else None

    @property
    def running(self) -> tuple[Exercise, ExerciseSet] | None:
        """The hold that is going on, up to now; None if there is none that counts."""
        return next((holder.counter.running for holder in self._holders if holder.is_holding), None)

    @property
    def _movements(self) -> list[Rep | Rejection]:
        """Of the set that is going on."""
        return self._set.movements if self._set is not None else []

    def _hear(self, t_s: float) -> None:
        for listener in self._listeners:
            for attempt in listener.counter.hand_over():
                if self._is_hold(attempt):
                    continue
                if isinstance(attempt, Rep) or attempt.movement:
                    listener.heard.append(self._judged(listener, attempt))
                    self._heard_s = t_s
                    if listener is self._now:
                        self._take_own(listener.heard[-1])
                    continue
                listener.tries.append(attempt)
                if listener is self._now and self._set is not None:
                    self._set.add(attempt)
        for holder in self._holders:
            for hold in holder.take_new():
                self._take_hold(holder, hold)

    def _take_own(self, heard: Heard) -> None:
        """Count a movement of what is being done; one that hardly looks like it waits for what comes next."""
        self._doubtful.append(heard.movement)
        if heard.nats >= CLEAR:
            self._count_doubtful()
        elif len(self._doubtful) > TWICE:
            self._count_doubtful(1)

    def _count_doubtful(self, number: int | None = None) -> None:
        """Count the oldest so many of the doubtful movements, or all."""
        for movement in self._doubtful[:number]:
            assert self._set is not None
            self._set.add(movement)
        self._doubtful = self._doubtful[number:] if number is not None else []

    def _is_hold(self, attempt: Rep | Rejection) -> bool:
        """Whether it is getting into a position that was held, the hold itself and getting out of it, all in one."""
        return any(holder.held_s(attempt.start_s, attempt.end_s) >= holder.min_s for holder in self._holders)

    def _take_hold(self, holder: Holder, hold: ExerciseSet) -> None:
        """A position that was held is a set of its own; movements that began meanwhile have ended it."""
        self._decide(hold.end_s, ended=True)
        movements = [movement for done in self.performed for movement in done.movements]
        begun_s = [movement.start_s for movement in movements if hold.start_s < movement.start_s < hold.end_s]
        before_s = [movement.end_s for movement in movements if movement.start_s <= hold.start_s < movement.end_s]
        hold = cut_hold(hold, max(before_s, default=hold.start_s), min(begun_s, default=hold.end_s))
        if hold.held_s < holder.min_s:
            return
        done = holder.counter.performed[0]
        self.performed.append(Performed(done.exercise, done.standard, holds=[hold]))
        if not begun_s:
            self._end_set(max([hold.end_s, *(movement.end_s for movement in movements)]))

    def _judged(self, listener: Listener, movement: Rep | Rejection) -> Heard:
        looks = listener.exercise.looks
        assert looks is not None
        nats = evidence(looks, movement, self._frames)
        return Heard(movement, nats, min(movement.end_s - movement.start_s, looks.takes_s))

    def _decide(self, t_s: float, *, ended: bool) -> None:
        """Name what is done, or notice that something else is done by now."""
        since_s = max(self._since_s, t_s - REST_S)
        heard = [(listener, listener.since(since_s)) for listener in self._listeners]
        ranked = sorted(heard, key=lambda each: -_total(each[1]))
        if self._now is not None:
            self._heard_s = math.inf
            self._give_way(ranked)
        elif (first := self._clear(ranked, ended=ended)) is not None:
            self._heard_s = math.inf
            self._begin(first, since_s)

    def _clear(self, ranked: Sequence[tuple[Listener, list[Heard]]], *, ended: bool) -> Listener | None:
        """The likeliest exercise, if it may be named.

        Only after a second movement, or if it is well ahead and nobody else is in the middle of the same movement, or
        if the source has `ended`.
        """
        first, heard = next(((each, heard) for each, heard in ranked if _mean(heard) >= CLEAR), (None, []))
        if first is None or ended or len(heard) >= TWICE:
            return first
        others = [(other, theirs) for other, theirs in ranked if other is not first]
        ahead = _total(heard) - max(_total(theirs) for _, theirs in others) >= LEAD * heard[0].weight_s
        busy = any(other.counter.busy_since(heard[-1].movement.end_s) for other, _ in others)
        return first if ahead and not busy else None

    def _give_way(self, ranked: Sequence[tuple[Listener, list[Heard]]]) -> None:
        """Begin another set if lately there was little of what is being counted, and much of another exercise."""
        for rival, heard in ranked:
            if rival is not self._now and len(heard) >= TWICE and self._gives_way_to(heard[-TWICE:]):
                # What both saw stays where it was counted.
                own_end_s = max((movement.end_s for movement in self._movements), default=-math.inf)
                from_s = max(heard[-TWICE].movement.start_s, own_end_s - OVERLAP_S)
                if rival.since(from_s):
                    self._begin(rival, from_s)
                return

    def _gives_way_to(self, heard: Sequence[Heard]) -> bool:
        assert self._now is not None
        if self._now.counter.busy_since(heard[-1].movement.end_s):
            return False
        own = [each for each in self._now.heard if each.movement.end_s > heard[0].movement.start_s]
        return _mean(heard) >= CLEAR and _total(heard) >= TAKES_OVER * _total(own)

    def _begin(self, listener: Listener, from_s: float) -> None:
        """A new set, of the movements since then; the doubtful ones of the last set are among them."""
        self._doubtful = [movement for movement in self._doubtful if movement.end_s <= from_s]
        self._count_doubtful()
        self._now, self._set = listener, Performed(listener.exercise, listener.standard)
        self.performed.append(self._set)
        since: list[Rep | Rejection] = [heard.movement for heard in listener.since(from_s)]
        since += [attempt for attempt in listener.tries if attempt.start_s >= from_s]
        for attempt in sorted(since, key=lambda attempt: attempt.end_s):
            self._set.add(attempt)

    def _rest(self, t_s: float) -> None:
        """After a long rest the next movement begins a new set, of whatever it is."""
        movements = self._movements
        if movements and t_s - movements[-1].end_s > REST_S:
            self._end_set(movements[-1].end_s)

    def _end_set(self, end_s: float) -> None:
        self._count_doubtful()
        self._now, self._set, self._since_s = None, None, end_s
        for listener in self._listeners:
            listener.heard = listener.since(end_s)
            listener.tries = [attempt for attempt in listener.tries if attempt.start_s >= end_s]

    def state(self, frame: Metrics) -> CounterState:
        """What is known after the frame that was taken in last."""
        holding = next((holder.state for holder in self._holders if holder.is_holding), None)
        if self._now is not None and self._set is not None and not (holding and self._is_idle(frame.t_s)):
            state = self._now.counter.state(frame)
            reps, rejected, corrections = self._set.reps, self._set.rejected, self._set.corrections
            return replace(state, reps=tuple(reps), rejected=tuple(rejected), corrections=tuple(corrections))
        if holding is not None:
            return holding
        some = self._listeners[0].counter.state(frame)
        return replace(some, exercise="", phase="", value=math.nan, reps=(), rejected=(), notes=(), corrections=())

    def _is_idle(self, t_s: float) -> bool:
        """Whether nothing of what is being counted is going on."""
        return self._now is not None and not self._now.counter.busy_since(t_s)


def _listener(exercise: Repeated, standard: str | None) -> Listener:
    chosen = standard if standard in exercise.standards else exercise.default_standard
    return Listener(exercise, chosen, Counter(exercise, chosen))


def _total(heard: Sequence[Heard]) -> float:
    return sum(each.nats * each.weight_s for each in heard)


def _mean(heard: Sequence[Heard]) -> float:
    """Nats a movement, as the weights count."""
    return _total(heard) / max(sum(each.weight_s for each in heard), 1e-9)
