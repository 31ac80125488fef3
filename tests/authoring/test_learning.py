"""Somebody films a few repetitions, and gets an exercise that counts them, and those of others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fitcount.authoring.drafting.draft import ANY, exercise_of
from fitcount.authoring.learning.lesson import learn
from fitcount.errors import LearningError
from fitcount.pipeline import Counting, count_trace
from fitcount.sessions.trace import Trace
from fitcount.types import Result

from .lessons import lesson, trace

SHOWN = {"squat_front": 4, "jack_front": 8, "curl_alternating": 6, "pushup_side": 5}


def counted(taught: str, seen: str) -> Result:
    exercise = exercise_of(lesson(taught, SHOWN[taught]).draft)
    return count_trace(trace(seen), Counting(exercise, ANY)).result


@pytest.mark.parametrize(("name", "reps"), SHOWN.items())
def test_counts_the_clip_that_it_was_learned_from(name: str, reps: int) -> None:
    assert counted(name, name).count == reps


@pytest.mark.parametrize(
    ("taught", "seen", "reps"),
    [
        ("squat_front", "squat_lean_side", 4),
        ("squat_front", "squat_10fps", 4),
        ("squat_front", "squat_pause_double_dip", 3),
        ("squat_front", "squat_leaves_frame", 4),
    ],
)
def test_counts_others_from_other_sides(taught: str, seen: str, reps: int) -> None:
    assert counted(taught, seen).count == reps


@pytest.mark.parametrize(
    ("taught", "seen"),
    [
        ("squat_front", "idle"),
        ("squat_front", "press_front"),
        ("jack_front", "squat_front"),
        ("jack_front", "curl_alternating"),
        ("curl_alternating", "squat_front"),
        ("curl_alternating", "idle"),
        ("pushup_side", "situp_side"),
        ("pushup_side", "squat_front"),
    ],
)
def test_counts_nothing_else(taught: str, seen: str) -> None:
    assert counted(taught, seen).count == 0


def test_arms_in_turns_are_one_repetition_each() -> None:
    draft = lesson("curl_alternating", 6).draft
    assert (draft.metric, draft.sides) == ("elbow_deg", "each")
    sides = [rep.side for rep in counted("curl_alternating", "curl_alternating").reps]
    assert sorted(sides) == ["left"] * 3 + ["right"] * 3


def test_begins_where_the_person_rests() -> None:
    squat, jack = lesson("squat_front", 4).draft, lesson("jack_front", 8).draft
    assert squat.metric == "knee_deg"
    assert squat.start == pytest.approx(178, abs=8)
    assert squat.peak == pytest.approx(75, abs=12)
    assert squat.phases.start == "standing"
    assert (squat.phases.up_to, squat.phases.back) == ("down", "up")
    assert jack.peak - jack.start > 90
    assert (jack.phases.up_to, jack.phases.back) == ("up", "down")


def test_a_case_says_what_was_seen() -> None:
    (case,) = lesson("squat_front", 4).draft.cases
    assert (case.file, case.count, len(case.peaks_s)) == ("cases/movement.npz", 4, 4)


@pytest.mark.parametrize("wrong", [2, 6, 8])
@pytest.mark.parametrize(("name", "reps"), SHOWN.items())
def test_another_number_is_refused_with_what_is_seen(name: str, reps: int, wrong: int) -> None:
    if wrong == reps:
        wrong += 3
    with pytest.raises(LearningError, match=rf"shows {reps} repetitions \(at [\d., ]+ s\), not {wrong}: say --reps"):
        learn(trace(name), wrong, "movement", name)


@pytest.mark.parametrize("reps", [2, 3, 5, 10])
def test_nothing_is_learned_from_somebody_who_stands_about(reps: int) -> None:
    with pytest.raises(LearningError, match="nothing is repeated"):
        learn(trace("idle"), reps, "movement", "idle")


def cut(whole: Trace, from_s: float, to_s: float) -> Trace:
    t_s = whole.arrays["t_s"]
    rows = (t_s >= from_s) & (t_s < to_s)
    return Trace(whole.meta, {name: array[rows] for name, array in whole.arrays.items()})


def test_a_repetition_that_the_clip_cuts_need_not_be_counted_by_its_author() -> None:
    whole = trace("squat_front")
    ends_low = cut(whole, 0.0, 9.9)  # just past the bottom of the fourth
    taught = learn(ends_low, 3, "movement", "cut")
    assert (taught.whole, taught.reps) == (3, 4)
    assert "the clip's beginning or end cuts 1" in taught.draft.remarks[""]
    assert taught.draft.cases[0].count == 4


def test_one_repetition_is_enough_and_says_so() -> None:
    one = learn(cut(trace("squat_front"), 0.0, 3.6), 1, "movement", "one")
    assert one.reps == 1
    assert "One repetition says little" in one.draft.remarks[""]


def test_nobody_there_is_said() -> None:
    whole = trace("squat_front")
    unseen = {**whole.arrays, "score": np.full_like(whole.arrays["score"], np.nan)}
    with pytest.raises(LearningError, match=r"somebody is seen in 0% of the frames"):
        learn(replace(whole, arrays=unseen), 4, "movement", "empty")


def test_an_empty_clip_is_said() -> None:
    with pytest.raises(LearningError, match=r"somebody is seen in 0% of the frames"):
        learn(cut(trace("squat_front"), 0.0, -1.0), 4, "movement", "empty")


def test_the_same_clip_teaches_the_same() -> None:
    again = learn(trace("pushup_side"), 5, "movement", "pushup_side.mp4")
    assert again.draft == lesson("pushup_side", 5).draft
