"""What is shown once the source has ended."""

from __future__ import annotations

from fitcount.reps.settled import settled
from fitcount.types import CounterState

from . import movements, positions
from .test_recogniser import recognised
from .typical import performed

PAST_THE_BOTTOM = 0.75
"""So much of the clip ends on the way up."""


def test_a_rep_that_ends_with_the_clip_is_shown() -> None:
    frames = movements.filmed([*movements.stand(), *movements.squats(1)])
    frames = frames[: round(PAST_THE_BOTTOM * len(frames))]
    counter, states = movements.watched(frames)
    assert states[-1].count == 0
    assert settled(states[-1], counter.performed, frames[-1]).reps == tuple(counter.reps)
    assert len(counter.reps) == 1


def test_a_hold_that_ends_with_the_clip_is_shown() -> None:
    frames = positions.filmed(positions.still(positions.plank(), 20.0))
    counter, states = positions.watched(frames)
    before, after = states[-1], settled(states[-1], counter.performed, frames[-1])
    assert (before.holding and before.holding.holds, after.holding and after.holding.holds) == ((), (*counter.holds,))
    assert len(counter.holds) == 1


def test_what_is_named_at_the_end_is_shown_with_its_name_and_measure() -> None:
    frames = performed("bicep_curl", 1, rest_s=0.1)
    recogniser_performed, states, _ = recognised(frames)
    assert states[-1].exercise == ""
    after = settled(states[-1], recogniser_performed, frames[-1])
    assert (after.exercise, after.count, after.halves) == ("Biceps curl", 1, ("up", "down"))
    assert after.gauge.metric.startswith("elbow")


def test_where_nothing_was_performed_nothing_changes() -> None:
    frames = positions.filmed(positions.still(positions.upright(), 1.0))
    _, states = positions.watched(frames)
    last: CounterState = states[-1]
    assert settled(last, [], frames[-1]) is last
