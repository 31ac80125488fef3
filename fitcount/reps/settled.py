"""What is known once a source has ended, and what was going on is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fitcount.reps.counter import Counter
from fitcount.reps.definition import Held
from fitcount.reps.form import advice
from fitcount.reps.hold import HoldCounter
from fitcount.reps.performed import Performed
from fitcount.types import CounterState, Metrics


def settled(last: CounterState, performed: Sequence[Performed], frame: Metrics) -> CounterState:
    """The state after the last frame, with all that was `performed`: the end may add to it, or give it its name."""
    if not performed:
        return last
    done = performed[-1]
    state = last if last.exercise == done.exercise.title else _idle(done, frame)
    if isinstance(done.exercise, Held):
        return _held(state, done)
    notes = advice(done.reps[-1].faults, done.exercise.form) if done.reps else ()
    corrections = tuple(done.corrections)
    return replace(state, reps=tuple(done.reps), rejected=tuple(done.rejected), notes=notes, corrections=corrections)


def _idle(done: Performed, frame: Metrics) -> CounterState:
    """Of whoever is doing nothing of the exercise now."""
    if isinstance(done.exercise, Held):
        return HoldCounter(done.exercise).update(frame)
    return Counter(done.exercise, done.standard).state(frame)


def _held(state: CounterState, done: Performed) -> CounterState:
    assert state.holding is not None
    holding = replace(state.holding, total_s=done.held_s, holds=tuple(done.holds), breaks=())
    return replace(state, rejected=tuple(done.rejected), holding=holding)
