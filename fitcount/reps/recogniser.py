"""Find out which exercise is done, and count it: a counter of each listens, the likeliest speaks."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitcount.reps.counter import Counter
from fitcount.reps.definition import Repeated
from fitcount.reps.looks import evidence
from fitcount.reps.performed import REST_S, Performed
from fitcount.types import CounterState, Metrics, Rejection, Rep

NONE = "none"
"""Nothing that is known."""

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
    """The counter of one exercise, and what it has seen since the last set."""

    exercise: Repeated
    standard: str
    counter: Counter
    heard: list[Heard] = field(default_factory=list)
    _reps: int = 0
    _rejected: int = 0

    def take_new(self) -> list[Rep | Rejection]:
        """What the counter has seen since the last call, in the order of time."""
        new: list[Rep | Rejection] = [*self.counter.reps[self._reps :], *self.counter.rejected[self._rejected :]]
        self._reps, self._rejected = len(self.counter.reps), len(self.counter.rejected)
        return sorted(new, key=lambda attempt: attempt.end_s)

    def since(self, t_s: float) -> list[Heard]:
        """What was heard of movements that began at `t_s` or later."""
        return [heard for heard in self.heard if heard.movement.start_s >= t_s]


class Recogniser:
    """Counts whatever exercise is done, causally: a rep that was counted is never taken back.

    The first movements of a set are counted when the exercise has its name, which is after one or two of them.
    """

    def __init__(self, exercises: Sequence[Repeated], standard: str | None = None) -> None:
        """`standard`: of the exercises that have one of that name; the others take their own."""
        self._listeners = {
            exercise.name: _listener(exercise, standard) for exercise in exercises if exercise.looks is not None
        }
        self._frames: deque[Metrics] = deque()
        self._now: Listener | None = None
        self._since_s = -math.inf
        """When the last set ended: what came before is settled."""
        self._heard_s = math.inf
        """When the last movement was heard."""
        self.performed: list[Performed] = []

    def update(self, frame: Metrics) -> CounterState:
        """Take in the next frame's metrics."""
        self._frames.append(frame)
        while frame.t_s - self._frames[0].t_s > MEMORY_S:
            self._frames.popleft()
        for listener in self._listeners.values():
            listener.counter.take(frame)
        self._hear(frame.t_s)
        if frame.t_s - self._heard_s >= SETTLE_S:
            self._decide(ended=False)
        self._rest(frame.t_s)
        return self._state(frame)

    def finish(self) -> None:
        """The source has ended: what was begun is judged, and named if it has no name yet."""
        for listener in self._listeners.values():
            listener.counter.finish()
        self._hear(math.inf)
        self._decide(ended=True)

    def _hear(self, t_s: float) -> None:
        for listener in self._listeners.values():
            for attempt in listener.take_new():
                own = listener is self._now
                if isinstance(attempt, Rep) or attempt.movement:
                    listener.heard.append(self._judged(listener, attempt))
                    self._heard_s = t_s
                if own:
                    self.performed[-1].add(attempt)

    def _judged(self, listener: Listener, movement: Rep | Rejection) -> Heard:
        looks = listener.exercise.looks
        assert looks is not None
        nats = evidence(looks, movement, self._frames)
        return Heard(movement, nats, min(movement.end_s - movement.start_s, looks.takes_s))

    def _decide(self, *, ended: bool) -> None:
        """Name what is done, or notice that something else is done by now."""
        ranked = sorted(self._listeners.values(), key=lambda listener: -_total(listener.since(self._since_s)))
        if self._now is None:
            first, second = ranked[:2]
            if _is_clear(first, second, self._since_s, ended=ended, settled=not self._others_busy(first)):
                self._heard_s = math.inf
                self._begin(first, self._since_s)
            return
        self._heard_s = math.inf
        for rival in ranked:
            heard = rival.since(self._since_s)
            if rival is not self._now and len(heard) >= TWICE and self._gives_way_to(heard[-TWICE:]):
                self._begin(rival, heard[-TWICE].movement.start_s)
                return

    def _others_busy(self, first: Listener) -> bool:
        """Whether an exercise that takes longer may have begun before the end of the last movement that was heard."""
        heard = first.since(self._since_s)
        return any(
            listener.counter.busy_since(heard[-1].movement.end_s)
            for listener in self._listeners.values()
            if heard and listener is not first
        )

    def _gives_way_to(self, heard: Sequence[Heard]) -> bool:
        """Whether lately there was little of what is being counted, and much of another exercise."""
        assert self._now is not None
        if self._now.counter.busy_since(heard[-1].movement.end_s):
            return False
        own = [each for each in self._now.heard if each.movement.end_s > heard[0].movement.start_s]
        return _mean(heard) >= CLEAR and _total(heard) >= TAKES_OVER * _total(own)

    def _begin(self, listener: Listener, from_s: float) -> None:
        """A new set, of the movements since then."""
        self._now = listener
        begun = Performed(listener.exercise, listener.standard)
        self.performed.append(begun)
        for heard in listener.since(from_s):
            begun.add(heard.movement)

    def _rest(self, t_s: float) -> None:
        """After a long rest the next movement begins a new set, of whatever it is."""
        if self._now is None or not self.performed[-1].movements:
            return
        end_s = self.performed[-1].movements[-1].end_s
        if t_s - end_s > REST_S:
            self._now, self._since_s = None, end_s
            for listener in self._listeners.values():
                listener.heard = listener.since(end_s)

    def _state(self, frame: Metrics) -> CounterState:
        if self._now is None:
            some = next(iter(self._listeners.values())).counter.state(frame)
            return replace(some, exercise="", phase="", value=math.nan, reps=(), rejected=(), notes=())
        done = self.performed[-1]
        return replace(self._now.counter.state(frame), reps=tuple(done.reps), rejected=tuple(done.rejected))


def _listener(exercise: Repeated, standard: str | None) -> Listener:
    chosen = standard if standard in exercise.standards else exercise.default_standard
    return Listener(exercise, chosen, Counter(exercise, chosen))


def _is_clear(first: Listener, second: Listener, since_s: float, *, ended: bool, settled: bool) -> bool:
    """Whether the likeliest exercise may be named.

    `ended`: nothing will be heard any more; `settled`: no other exercise is in the middle of the same movement.
    """
    heard, others = first.since(since_s), second.since(since_s)
    if not heard or _mean(heard) < CLEAR:
        return False
    ahead = _total(heard) - _total(others) >= LEAD * heard[0].weight_s
    return ended or len(heard) >= TWICE or (settled and ahead)


def _total(heard: Sequence[Heard]) -> float:
    return sum(each.nats * each.weight_s for each in heard)


def _mean(heard: Sequence[Heard]) -> float:
    """Nats a movement, as the weights count."""
    return _total(heard) / max(sum(each.weight_s for each in heard), 1e-9)
