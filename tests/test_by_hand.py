"""What a person changes by hand while counting: kept beside what was counted, and done again by a recount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.pipeline import Counting, Outcome, count_again, trace_meta
from fitcount.reps.library import find_exercise
from fitcount.sessions.reduced_trace import reduced
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.trace import Trace, load_trace, parse_arrays
from fitcount.types import Intervention, Pose, SourceInfo, Timing

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


@pytest.fixture(scope="module")
def squats() -> list[tuple[float, Pose | None]]:
    """Seven movements, of which four are deep enough."""
    return clips("squat_partial")


def test_what_was_counted_stays_beside_what_was_corrected(squats: list[tuple[float, Pose | None]]) -> None:
    plain = ended(counted(squats, "squat", []))[0].result
    result = ended(counted(squats, "squat", [(0.5, "undo"), (1.0, "add"), (1.0, "add")]))[0].result
    assert (result.count, result.reps, result.rejected) == (plain.count, plain.reps, plain.rejected)
    assert (plain.corrected, result.corrected) == (4, 5)
    assert [(each.kind, each.exercise) for each in result.corrections] == [
        ("undo", "squat"), ("add", "squat"), ("add", "squat"),
    ]  # fmt: skip
    assert result.corrections[0].peak_s == result.reps[1].peak_s
    assert to_dict(result)["corrections"][1]["peak_s"] is None


def test_what_people_see_is_corrected_at_once(squats: list[tuple[float, Pose | None]]) -> None:
    counting = counted(squats, "squat", [])
    assert counting.undo(99.0)
    assert counting.now is not None
    assert (counting.now.state.count, counting.now.state.corrected) == (4, 3)
    paused = counting.skip(100.0, None).state
    assert (paused.corrected, paused.t_s) == (3, 100.0)
    ended_with = counting.finish()
    assert ended_with is not None
    assert ended_with.state.corrected == 3


def test_where_nothing_was_counted_nothing_is_taken_back() -> None:
    counting = Counting(find_exercise("squat"), None)
    assert not counting.undo(0.0)
    assert counting.interventions == ()


def test_a_hold_has_no_repetitions_to_change() -> None:
    counting = counted(clips("squat_partial")[:20], "wall_sit", [])
    assert not counting.undo(1.0)
    assert not counting.add(1.0)
    assert counting.interventions == ()


def test_nothing_can_be_added_to_an_exercise_that_is_not_known_yet() -> None:
    counting = counted(clips("squat_partial")[:20], "auto", [])
    assert not counting.add(1.0)


@pytest.mark.parametrize("at", [0.04 * number for number in range(1, 25)])
def test_a_set_that_is_ended_in_the_middle_of_a_movement_loses_none(
    at: float, squats: list[tuple[float, Pose | None]]
) -> None:
    result = ended(counted(squats, "squat", [(at, "next_set")]))[0].result
    assert (result.count, result.movements) == (4, 7)
    assert 1 <= len(result.sets) <= 2
    assert sum(each.movements for each in result.sets) == 7


def test_after_a_rest_that_did_not_count_only_what_was_done_is_told(squats: list[tuple[float, Pose | None]]) -> None:
    """Ended on the way down: neither a rep, nor somebody who was out of sight for the length of the rest."""
    down = next(row for row, (t_s, _) in enumerate(squats) if t_s > 6.6)
    counting = counted(squats[:down], "squat", [])
    rested_s = squats[down][0] + 40.0
    counting.next_set(rested_s)
    for t_s, pose in squats:
        counting.feed(rested_s + t_s, pose and replace(pose, t_s=rested_s + t_s))
    result = ended(counting)[0].result
    assert [(each.count, each.movements) for each in result.sets] == [(1, 2), (4, 7)]
    assert [each.reason for each in result.rejected if not each.movement] == []


def test_an_exercise_that_is_taken_up_again_goes_on() -> None:
    poses = clips("squat_10fps", "pushup_side", "squat_10fps")
    first, last = len(clips("squat_10fps")) / len(poses), 1 - len(clips("squat_10fps")) / len(poses)
    counting = counted(poses, "squat", [(first, "pushup"), (0.6, "undo"), (last, "squat"), (1.0, "add")])
    outcome, trace = ended(counting)
    result = outcome.result
    assert [(each.exercise, each.count, each.corrected) for each in result.sets] == [
        ("squat", 4, 4), ("pushup", 5, 4), ("squat", 4, 5),
    ]  # fmt: skip
    assert (result.exercise, result.count, result.corrected) == ("squat", 8, 9)
    assert [rep.number for rep in result.reps] == [*range(1, 9)]
    pushups = count_again(trace, "pushup").result
    assert (pushups.exercise, pushups.corrected - pushups.count) == ("pushup", -1), "of the squats nothing applies"
    assert {each.exercise for each in pushups.sets} == {"pushup"}


def test_what_was_undone_is_found_by_its_time_where_other_movements_count(
    squats: list[tuple[float, Pose | None]],
) -> None:
    outcome, trace = ended(counted(squats, "squat", [(0.5, "undo")]))
    again = count_again(trace, standard="any").result
    assert again.count > outcome.result.count
    assert [each.peak_s for each in again.corrections] == [outcome.result.reps[1].peak_s]


def test_an_added_one_that_cannot_be_added_again_is_not_taken_back_from_another(
    squats: list[tuple[float, Pose | None]],
) -> None:
    """Added and taken back before the exercise has a name in the recount; and another one added later."""
    counting = Counting(None, None)
    counting.do_again(Intervention(0.0, "add", 0, "squat"))
    counting.do_again(Intervention(0.0, "undo", 0, "squat"))
    for t_s, pose in squats:
        counting.feed(t_s, pose)
    counting.do_again(Intervention(squats[-1][0], "add", len(squats), "squat"))
    result = ended(counting)[0].result
    assert [each.kind for each in result.corrections] == ["add"]


def test_a_trace_that_says_nothing_of_its_exercise_is_counted_as_before() -> None:
    old = load_trace(TRACES / "squat_partial.npz")
    assert (old.meta.exercise, old.meta.interventions) == ("", ())
    assert count_again(old).result == count_again(old, "squat").result


def test_a_reduced_trace_has_nothing_that_was_done_at_rows_it_has_no_more(
    squats: list[tuple[float, Pose | None]], tmp_path: Path
) -> None:
    outcome, _ = ended(counted(squats, "squat", [(0.5, "next_set")]))
    outcome.counting.recorder.save(tmp_path / "t.npz", outcome.meta)
    trace = load_trace(tmp_path / "t.npz")
    assert len(trace.meta.interventions) == 1
    assert reduced(trace, every=2).meta.interventions == ()


@given(doings)
@settings(max_examples=12)
def test_corrected_is_what_was_counted_and_added_less_what_was_undone(done: list[Doing]) -> None:
    outcome, trace = ended(counted(clips("squat_partial")[::3], "squat", done))
    result = outcome.result
    added, undone = (sum(each.kind == kind for each in result.corrections) for kind in ("add", "undo"))
    assert result.corrected == result.count + added - undone >= 0
    assert sum(each.corrected for each in result.sets) == result.corrected
    assert all(each.corrected >= 0 for each in result.sets)
    assert told(count_again(trace)) == told(outcome)


@given(turns)
@settings(max_examples=8)
def test_a_recount_of_several_exercises_in_turn_equals_the_count(done: list[Doing]) -> None:
    poses = clips("squat_10fps", "pushup_side", "squat_10fps")[::3]
    outcome, trace = ended(counted(poses, "squat", done))
    assert told(count_again(trace)) == told(outcome)
