"""A live run may last for hours: what is counted of it and kept must not fill the memory."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from fitcount.config import shipped
from fitcount.pipeline import Counting
from fitcount.reps.library import find_exercise
from fitcount.sessions.trace import Trace, load_trace

CASES = shipped("exercises") / "cases"
FIRST, LATER = 11, 21
"""Rounds of a trace."""
BYTES_A_FRAME = 200
"""A repetition, which is kept, takes 600 in ten frames; a pose alone has 1200, the metrics of a frame 5000."""


def feed(counting: Counting, trace: Trace, rounds: range) -> None:
    """Count a trace so often, one round after the other."""
    length_s = float(trace.arrays["t_s"][-1]) + 0.05
    for number in rounds:
        for t_s, pose in trace:
            now_s = t_s + number * length_s
            counting.feed(now_s, pose and replace(pose, t_s=now_s))


@pytest.mark.parametrize("exercise", ["jumping_jack", None])
def test_a_long_run_takes_no_more_memory_than_a_short_one(exercise: str | None) -> None:
    trace = load_trace(CASES / "jumping_jack.npz")
    counting = Counting(find_exercise(exercise) if exercise else None, None)
    tracemalloc.start()
    try:
        feed(counting, trace, range(FIRST))
        before, _ = tracemalloc.get_traced_memory()
        # To the same moment of the same movement: what is remembered of that is there both times.
        feed(counting, trace, range(FIRST, LATER))
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < BYTES_A_FRAME * len(trace) * (LATER - FIRST)
