"""An exercise leaves gestures free that are no part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitcount.reps.definition import Exercise
from fitcount.reps.fingerprint import definition_hash
from fitcount.reps.free_gestures import free_gestures, suggested, why_not_free
from fitcount.reps.gestures import SAFE, Gesture
from fitcount.reps.library import find_exercise, known_exercises, read_exercise

from .broken_files import HOLD, SQUAT


def written(text: str, folder: Path, name: str = "squat") -> Exercise:
    path = folder / f"{name}.yaml"
    path.write_text(text)
    return read_exercise(path)


@pytest.mark.parametrize("exercise", known_exercises(), ids=lambda exercise: exercise.name)
def test_every_shipped_exercise_names_some(exercise: Exercise) -> None:
    assert exercise.free_gestures
    assert not any(why_not_free(exercise, gesture) for gesture in exercise.free_gestures)


def test_without_the_key_a_hand_may_be_raised_where_the_arms_do_nothing(tmp_path: Path) -> None:
    assert free_gestures(written(SQUAT, tmp_path)) == SAFE
    assert free_gestures(written(HOLD, tmp_path, "plank")) == SAFE


def test_without_the_key_no_gesture_is_free_where_the_arms_do_it(tmp_path: Path) -> None:
    curl = SQUAT.replace("metric: knee_deg", "metric: elbow_deg")
    assert free_gestures(written(curl, tmp_path)) == ()


def test_an_empty_list_is_none(tmp_path: Path) -> None:
    assert free_gestures(written(SQUAT + "free_gestures: []\n", tmp_path)) == ()


def test_a_variant_inherits_them(tmp_path: Path) -> None:
    variant = "format: 1\nname: mine\nextends: lateral_raise\ntitle: Mine\nabout: With bands.\n"
    assert free_gestures(written(variant, tmp_path, "mine")) == (Gesture.HANDS_ON_HEAD,)
    own = written(variant + "free_gestures: []\n", tmp_path, "mine")
    assert free_gestures(own) == ()


@pytest.mark.parametrize(
    ("exercise", "gesture", "why"),
    [
        ("lateral_raise", Gesture.T_POSE, "on the way from 20 to 90"),
        ("front_raise", Gesture.RAISE_LEFT_HAND, "on the way from 20 to 95"),
        ("jumping_jack", Gesture.BOTH_HANDS_UP, "on the way from 25 to 140"),
        ("pullup", Gesture.BOTH_HANDS_UP, "looks.start"),
        ("bicep_curl", Gesture.ARMS_CROSSED, "elbow_deg is about 110"),
    ],
)
def test_what_is_part_of_an_exercise_is_not_free(exercise: str, gesture: Gesture, why: str) -> None:
    assert why in why_not_free(find_exercise(exercise), gesture)


@pytest.mark.parametrize(
    ("exercise", "gesture"),
    [
        ("jumping_jack", Gesture.RAISE_RIGHT_HAND),  # a jack moves both
        ("lateral_raise", Gesture.HANDS_ON_HEAD),  # with bent elbows it is none
        ("pushup", Gesture.HANDS_ON_HEAD),  # nobody is upright in one
    ],
)
def test_what_cannot_be_part_of_an_exercise_is_free(exercise: str, gesture: Gesture) -> None:
    assert not why_not_free(find_exercise(exercise), gesture)


@pytest.mark.parametrize("exercise", known_exercises(), ids=lambda exercise: exercise.name)
def test_what_is_suggested_is_free(exercise: Exercise) -> None:
    assert suggested(exercise)
    assert not any(why_not_free(exercise, gesture) for gesture in suggested(exercise))


def test_they_make_no_difference_to_a_count(tmp_path: Path) -> None:
    assert definition_hash(written(SQUAT, tmp_path)) == definition_hash(
        written(SQUAT + "free_gestures: [t_pose]\n", tmp_path)
    )
