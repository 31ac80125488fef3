"""Whether an attempt moves the body as the movements before it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.reps.likeness import ALONG, Likeness, same_motion
from fitcount.types import Float32Array

PARTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")


def moved(**parts_m: tuple[float, float]) -> Float32Array:
    """(12, 2): how far some joints moved; left_wrist is one joint, wrist both."""
    displacement_m = np.zeros((12, 2), np.float32)
    for name, way_m in parts_m.items():
        side, _, part = name.rpartition("_")
        rows = 2 * PARTS.index(part) + np.array({"left": [0], "right": [1], "": [0, 1]}[side])
        displacement_m[rows] = way_m
    return displacement_m


SQUAT = moved(shoulder=(0.3, 0.1), elbow=(0.3, 0.1), wrist=(0.3, 0.1), knee=(0.35, -0.3), ankle=(0.1, -0.45))
CONFUSED_LEG = moved(right_knee=(-0.25, -0.1), right_ankle=(-0.15, 0.05))
LEFT_CURL = moved(left_wrist=(0.1, -0.45), left_elbow=(0.05, 0.0))
RIGHT_CURL = moved(right_wrist=(0.1, -0.45), right_elbow=(0.05, 0.0))
SCRATCH = moved(right_wrist=(0.1, -0.5), right_elbow=(0.1, -0.2))


def after(*displacements_m: Float32Array) -> Likeness:
    likeness = Likeness()
    for displacement_m in displacements_m:
        likeness.is_one(displacement_m)
    return likeness


@pytest.mark.parametrize("first", [SQUAT, CONFUSED_LEG])
def test_the_first_attempt_is_compared_with_nothing(first: Float32Array) -> None:
    assert Likeness().share(first) == 1.0
    assert Likeness().is_one(first)


@pytest.mark.parametrize("depth", [0.35, 0.7, 1.0, 1.4])
def test_the_same_motion_is_one_however_far_it_goes(depth: float) -> None:
    likeness = after(SQUAT, SQUAT)
    shallow = (depth * SQUAT).astype(np.float32)
    assert likeness.share(shallow) == pytest.approx(depth)
    assert likeness.is_one(shallow)


@pytest.mark.parametrize("other", [CONFUSED_LEG, SCRATCH], ids=["confused leg", "scratched head"])
def test_a_limb_that_moves_alone_is_none(other: Float32Array) -> None:
    likeness = after(SQUAT, SQUAT, SQUAT)
    assert likeness.share(other) < ALONG
    assert not likeness.is_one(other)


def test_the_other_side_is_one() -> None:
    likeness = Likeness()
    assert [likeness.is_one(curl) for curl in (LEFT_CURL, RIGHT_CURL) * 3] == [True] * 6


def test_what_was_none_is_believed_when_it_comes_again_and_from_then_on() -> None:
    likeness = after(SQUAT, SQUAT, SQUAT)
    assert [likeness.is_one(SCRATCH) for _ in range(4)] == [False, True, True, True]
    assert likeness.is_one(SQUAT), "the old motion is not forgotten"


def test_two_confusions_of_different_kinds_are_not_believed() -> None:
    likeness = after(SQUAT, SQUAT, SQUAT)
    others = [CONFUSED_LEG, SCRATCH, moved(left_wrist=(0.2, 0.2)), moved(left_knee=(-0.3, 0.0))]
    assert [likeness.is_one(other) for other in others] == [False] * 4


def test_joints_that_the_model_does_not_know_do_not_matter() -> None:
    legless = SQUAT.copy()
    legless[6:] = math.nan
    likeness = after(legless, legless)
    assert likeness.share(legless) == pytest.approx(1.0)
    assert likeness.is_one(legless)
    assert not likeness.is_one(moved(left_wrist=(-0.2, 0.0)))


@given(st.floats(0.05, 20.0), st.floats(0.0, 2 * math.pi))
def test_the_same_motion_is_one_of_any_size_in_one_direction(size: float, turn_rad: float) -> None:
    cos, sin = math.cos(turn_rad), math.sin(turn_rad)
    turned = SQUAT @ np.array([[cos, sin], [-sin, cos]], np.float32)
    assert same_motion(SQUAT, (size * SQUAT).astype(np.float32))
    assert same_motion(SQUAT, turned) == same_motion(turned, SQUAT)
    assert same_motion(SQUAT, turned) is (cos >= 0.8) or abs(cos - 0.8) < 1e-3
