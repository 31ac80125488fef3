"""What a person changes by hand while counting: kept beside what was counted, and done again by a recount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.pipeline import Counting, Outcome, count_again, trace_meta
from fitcount.reps.library import find_exercise
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.trace import Trace, load_trace, parse_arrays
from fitcount.types import Pose, SourceInfo, Timing

TRACES = Path(__file__).parent / "traces"
SOURCE = SourceInfo("clip.mp4", 640, 480, 30.0, None, None)
TIMING = Timing(1.0, 1.0, 1.0, 1.0, 1.0)

Doing = tuple[float, str]
"""When (0..1 of the clips), and what: undo, add, next_set, or the name of an exercise to change to."""


@cache
def clips(*names: str) -> list[tuple[float, Pose | None]]:
    """The poses of several clips, one after the other, as one source has them."""
    poses: list[tuple[float, Pose | None]] = []
    for number, name in enumerate(names, start=1):
        begin_s = poses[-1][0] + 0.1 if poses else 0.0
        for t_s, pose in load_trace(TRACES / f"{name}.npz"):
            moved = None if pose is None else replace(pose, t_s=begin_s + t_s, track=number)
            poses.append((begin_s + t_s, moved))
    return poses


def counted(poses: Sequence[tuple[float, Pose | None]], exercise: str, doings: Sequence[Doing]) -> Counting:
    """A run in which all that was done by hand, at its share of the frames."""
    counting = Counting(None if exercise == "auto" else find_exercise(exercise), None)
    todo = sorted(doings)
    for row, (t_s, pose) in enumerate(poses):
        while todo and todo[0][0] * len(poses) <= row:
            do(counting, t_s, todo.pop(0)[1])
        counting.feed(t_s, pose)
    for _, what in todo:
        do(counting, poses[-1][0], what)
    return counting


def do(counting: Counting, t_s: float, what: str) -> None:
    if what == "undo":
        counting.undo(t_s)
    elif what == "add":
        counting.add(t_s)
    elif what == "next_set":
        counting.next_set(t_s)
    else:
        counting.change(t_s, None if what == "auto" else find_exercise(what))


def ended(counting: Counting) -> tuple[Outcome, Trace]:
    """Its outcome, and the trace as it is read again."""
    result = counting.result(SOURCE, "full", TIMING)
    outcome = Outcome(counting, result, trace_meta(counting, SOURCE, "full"))
    return outcome, read(outcome)


def read(outcome: Outcome) -> Trace:
    return Trace(*parse_arrays(outcome.counting.recorder.to_bytes(outcome.meta), Path("trace.npz")))


def told(outcome: Outcome) -> dict[str, object]:
    return {**to_dict(outcome.result), "timing_ms": None}


doings = st.lists(st.tuples(st.floats(0.0, 1.0), st.sampled_from(["undo", "add", "next_set"])), max_size=12)
turns = st.lists(
    st.tuples(
        st.floats(0.0, 1.0),
        st.sampled_from(["undo", "add", "next_set", "squat", "pushup", "wall_sit", "bicep_curl"]),
    ),
    max_size=10,
)


@given(doings)
@settings(max_examples=25, deadline=None)
def test_corrected_is_what_was_counted_and_added_less_what_was_undone(done: list[Doing]) -> None:
    outcome, trace = ended(counted(clips("squat_partial"), "squat", done))
    result = outcome.result
    added, undone = (sum(each.kind == kind for each in result.corrections) for kind in ("add", "undo"))
    assert result.corrected == result.count + added - undone >= 0
    assert sum(each.corrected for each in result.sets) == result.corrected
    assert all(each.corrected >= 0 for each in result.sets)
    assert told(count_again(trace)) == told(outcome)


@given(turns)
@settings(max_examples=25, deadline=None)
def test_a_recount_of_several_exercises_in_turn_equals_the_count(done: list[Doing]) -> None:
    poses = clips("squat_10fps", "pushup_side", "squat_10fps")
    outcome, trace = ended(counted(poses, "squat", done))
    assert told(count_again(trace)) == told(outcome)
