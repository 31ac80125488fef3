"""Holds before, after and between the movements of a session whose exercises are recognised: from recorded traces."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from fitcount.config import shipped
from fitcount.pipeline import Counting
from fitcount.sessions.trace import load_trace
from fitcount.types import ExerciseSet, Pose, Timing

TRACES = Path(__file__).parent.parent / "traces"
CASES = shipped("exercises") / "cases"
CLIPS = {
    "squat": TRACES / "squat_front.npz",
    "pushup": TRACES / "pushup_side.npz",
    "plank": CASES / "plank.npz",
    "wall_sit": CASES / "wall_sit.npz",
}
UNTIMED = Timing(math.nan, math.nan, math.nan, math.nan, math.nan)
REPS = {"squat": 4, "pushup": 5}
HELD_S = {"plank": 13.5, "wall_sit": 9.4}
"""What each clip has alone."""


def joined(*exercises: str) -> Iterator[tuple[float, Pose | None]]:
    """One person who does this in turn."""
    begun_s = end_s = 0.0
    for exercise in exercises:
        for t_s, pose in load_trace(CLIPS[exercise]):
            end_s = begun_s + t_s
            yield end_s, None if pose is None else replace(pose, t_s=end_s, track=0)
        begun_s = end_s + 1 / 30


def sets_of(*exercises: str) -> tuple[ExerciseSet, ...]:
    counting = Counting(None, None)
    for t_s, pose in joined(*exercises):
        counting.feed(t_s, pose)
    trace = load_trace(TRACES / "squat_front.npz")
    return counting.result(trace.meta.source, "full", UNTIMED).sets


@pytest.mark.parametrize(
    "exercises",
    [
        ("squat", "wall_sit"),
        ("squat", "plank"),
        ("plank", "pushup"),
        ("pushup", "plank"),
        ("squat", "wall_sit", "squat"),
    ],
)
def test_a_session_has_its_movements_and_its_holds(exercises: tuple[str, ...]) -> None:
    found = sets_of(*exercises)
    assert [each.exercise for each in found] == list(exercises)
    for each in found:
        assert each.count == REPS.get(each.exercise, 0)
        assert each.held_s == pytest.approx(HELD_S.get(each.exercise, 0.0), abs=1.5)
    assert all(before.start_s <= after.start_s and before.end_s <= after.end_s for before, after in pairwise(found))
