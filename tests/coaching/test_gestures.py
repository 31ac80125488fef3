"""Somebody three metres away starts and stops the count by a gesture, and never by the exercise itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from fitcount.coaching.gestures import SAY, SHOWN, GestureWatch, shown_gestures
from fitcount.pipeline import Counting
from fitcount.reps.definition import Exercise
from fitcount.reps.free_gestures import free_gestures
from fitcount.reps.gestures import ARMS, Gesture
from fitcount.reps.library import find_exercise, known_exercises
from fitcount.reps.lookup import found_exercises
from fitcount.sessions.trace import load_trace
from fitcount.types import Pose

from .made_poses import TRACES, Seen, mirrored, rendered, standing

UNSEEN = {"arms_crossed__180", "hands_on_head__-80", "raise_left_hand__-80"}
"""Behind the body, or behind the other arm."""
SEEN = sorted(set(rendered()) - UNSEEN)

TRACED = {
    "curl_alternating": "bicep_curl",
    "jack_front": "jumping_jack",
    "lunge_side": "lunge",
    "press_front": "shoulder_press",
    "pushup_side": "pushup",
    "situp_side": "situp",
    "squat_front": "squat",
    "squat_lean_side": "squat",
    "squat_pause_double_dip": "squat",
}


def of(name: str) -> Gesture:
    """The gesture of a rendered clip."""
    return Gesture(name.split("__", maxsplit=1)[0].removesuffix("_bent"))


def all_free() -> Exercise:
    """An exercise that leaves every gesture free."""
    return find_exercise("squat").model_copy(update={"free_gestures": tuple(Gesture)})


def told(watch: GestureWatch, seen: Seen, *, busy: tuple[float, float] = (9.0, 9.0)) -> list[Gesture]:
    """The gestures that were made, each as often as it was told; a rep is under way between the times of `busy`."""
    gestures = [watch.update(t_s, pose, busy[0] <= t_s < busy[1]) for t_s, pose in seen]
    return [gesture for gesture in gestures if gesture is not None]


def held(pose: Pose, start_s: float, end_s: float) -> Seen:
    """One pose for some time."""
    return [(round(t_s, 2), pose) for t_s in np.arange(start_s, end_s, 0.1)]


def raised() -> Pose:
    """Somebody with the right hand up."""
    pose = rendered()["raise_right_hand__0"][20][1]
    assert pose is not None
    return pose


@pytest.mark.parametrize("name", SEEN)
def test_a_gesture_is_told_once_and_as_no_other(name: str) -> None:
    assert told(GestureWatch(all_free()), rendered()[name]) == [of(name)]


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_a_gesture_that_the_body_hides_is_not_taken_for_another(name: str) -> None:
    assert told(GestureWatch(all_free()), rendered()[name]) == []


@pytest.mark.parametrize("name", SEEN)
def test_in_a_mirror_left_is_right(name: str) -> None:
    seen = [(t_s, pose and mirrored(pose)) for t_s, pose in rendered()[name]]
    sides = {Gesture.RAISE_LEFT_HAND: Gesture.RAISE_RIGHT_HAND, Gesture.RAISE_RIGHT_HAND: Gesture.RAISE_LEFT_HAND}
    assert told(GestureWatch(all_free()), seen) == [sides.get(of(name), of(name))]


def test_who_stands_makes_none() -> None:
    assert shown_gestures(standing()) == ()


@pytest.mark.parametrize(("trace", "exercise"), TRACED.items())
def test_no_exercise_is_taken_for_its_free_gestures(trace: str, exercise: str) -> None:
    assert told(GestureWatch(find_exercise(exercise)), list(load_trace(TRACES / f"{trace}.npz"))) == []


@pytest.mark.parametrize("exercise", known_exercises(), ids=lambda exercise: exercise.name)
def test_the_recordings_of_an_exercise_show_none_of_its_free_gestures(exercise: Exercise) -> None:
    folder = found_exercises()[exercise.name].path.parent
    for case in exercise.cases:
        if case.shows_it:
            assert told(GestureWatch(exercise), list(load_trace(folder / case.file))) == [], case.file


@pytest.mark.parametrize("exercise", known_exercises(), ids=lambda exercise: exercise.name)
def test_no_free_gesture_counts_as_a_repetition(exercise: Exercise) -> None:
    free = [name for name in rendered() if of(name) in free_gestures(exercise) and name.endswith(("__0", "__-80"))]
    assert free
    for name in free:
        counting = Counting(exercise, None)
        for t_s, pose in rendered()[name]:
            counting.feed(t_s, pose)
        counting.finish()
        assert counting.main is None or not counting.main.movements, name


def test_a_gesture_must_be_left_before_it_is_told_again() -> None:
    watch = GestureWatch(all_free())
    assert told(watch, held(raised(), 0.0, 5.0)) == [Gesture.RAISE_RIGHT_HAND]
    assert told(watch, [*held(standing(), 5.0, 6.0), *held(raised(), 6.0, 7.5)]) == [Gesture.RAISE_RIGHT_HAND]


def test_a_hand_that_is_still_up_when_another_exercise_begins_has_told_all_it_had_to() -> None:
    watch = GestureWatch(all_free())
    assert told(watch, held(raised(), 0.0, 1.5)) == [Gesture.RAISE_RIGHT_HAND]
    watch.change(find_exercise("squat"))
    assert told(watch, held(raised(), 1.5, 4.0)) == []
    assert told(watch, [*held(standing(), 4.0, 5.0), *held(raised(), 5.0, 6.5)]) == [Gesture.RAISE_RIGHT_HAND]


def test_a_hand_that_is_lost_for_a_moment_is_still_up() -> None:
    seen = [(t_s, standing() if 0.45 < t_s < 0.65 else pose) for t_s, pose in held(raised(), 0.0, 1.5)]
    assert told(GestureWatch(all_free()), seen) == [Gesture.RAISE_RIGHT_HAND]


@pytest.mark.parametrize("between", [(), held(standing(), 0.5, 4.0)], ids=["no picture", "hands down"])
def test_two_short_ones_are_not_a_long_one(between: Seen) -> None:
    seen = [*held(raised(), 0.0, 0.5), *between, *held(raised(), 4.0, 4.8)]
    assert told(GestureWatch(all_free()), seen) == []


def test_in_a_rep_nothing_is_a_gesture() -> None:
    watch = GestureWatch(all_free())
    assert told(watch, held(raised(), 0.0, 3.0), busy=(0.0, 3.0)) == []
    assert told(watch, held(raised(), 3.0, 3.9)) == []
    assert told(watch, held(raised(), 3.9, 4.2)) == [Gesture.RAISE_RIGHT_HAND]


def test_arms_that_go_up_for_a_gesture_are_no_rep_of_an_arm_exercise() -> None:
    seen = rendered()["hands_on_head__0"]
    raise_ = find_exercise("lateral_raise")
    assert told(GestureWatch(raise_), seen, busy=(0.8, 9.0)) == [Gesture.HANDS_ON_HEAD]
    later = [(t_s + 3.0, pose) for t_s, pose in seen]
    assert told(GestureWatch(raise_), [*held(standing(), 0.0, 3.0), *later], busy=(0.5, 9.0)) == []


def test_where_no_exercise_is_chosen_nothing_is_a_gesture() -> None:
    watch = GestureWatch(None)
    assert watch.say == ""
    assert told(watch, rendered()["raise_right_hand__0"]) == []


def test_the_hand_that_the_camera_sees_best_is_asked_for() -> None:
    watch = GestureWatch(find_exercise("squat"))
    assert watch.say == "raise your right hand above your head for a second"
    told(watch, [(t_s, mirrored(pose)) for t_s, pose in rendered()["raise_right_hand__-80"] if pose is not None])
    assert watch.say == "raise your left hand above your head for a second"


@given(
    hnp.arrays(np.float32, (33, 3), elements=st.floats(-1e4, 1e4, width=32) | st.just(float("nan"))),
    hnp.arrays(np.float32, (33, 3), elements=st.floats(-3, 3, width=32) | st.just(float("nan"))),
)
def test_any_pose_can_be_looked_at(image_px: np.ndarray, world_m: np.ndarray) -> None:
    pose = replace(standing(), image_px=image_px, world_m=world_m)
    assert set(shown_gestures(pose)) <= set(Gesture)


def test_what_is_not_measured_is_no_gesture() -> None:
    pose = raised()
    for part in ("image_px", "world_m"):
        nothing = np.full((33, 3), np.nan, np.float32)
        assert shown_gestures(replace(pose, **{part: nothing})) == ()  # type: ignore[arg-type]


@given(st.integers(0, 2**32 - 1), st.sampled_from(SEEN))
def test_noise_makes_no_gesture_another(seed: int, name: str) -> None:
    pose = rendered()[name][20][1]
    assert pose is not None
    noise = np.random.default_rng(seed).normal(0.0, 0.01, (2, 33, 3)).astype(np.float32)
    shaken = replace(pose, image_px=pose.image_px + noise[0] * pose.scale_px, world_m=pose.world_m + noise[1])
    assert set(shown_gestures(shaken)) <= {of(name)}


def test_every_gesture_is_told_said_and_placed() -> None:
    assert set(SHOWN) == set(SAY) == set(ARMS) == set(Gesture)
