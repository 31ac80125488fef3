"""A metric is shown where in the body it is measured."""

from __future__ import annotations

import numpy as np
import pytest

from fitcount.types import LANDMARK, Float32Array, Pose
from fitcount.views.report.joints import Corner, corner_of, ends_of
from fitcount.views.report.story import Measured
from views.people import person

STANDING = person()


def corner(metric: str, side: str = "both", pose: Pose = STANDING) -> Corner | None:
    return corner_of(Measured(metric, 90.0, None, side), pose.image_px[:, :2], pose.visibility)


def place(name: str) -> Float32Array:
    found: Float32Array = STANDING.image_px[LANDMARK[name], :2]
    return found


@pytest.mark.parametrize(
    ("metric", "joint", "moving"),
    [
        ("knee_left_deg", "left_knee", "left_hip"),
        ("elbow_right_deg", "right_elbow", "right_wrist"),
        ("shoulder_left_deg", "left_shoulder", "left_elbow"),
        ("hip_right_deg", "right_hip", "right_shoulder"),
    ],
)
def test_an_angle_is_shown_at_its_joint(metric: str, joint: str, moving: str) -> None:
    found = corner(metric)
    assert found is not None
    np.testing.assert_array_equal(found.at_px, place(joint))
    np.testing.assert_array_equal(found.moving_px, place(moving))


def test_the_side_that_moved_is_shown() -> None:
    found = corner("elbow_deg", "right")
    assert found is not None
    np.testing.assert_array_equal(found.at_px, place("right_elbow"))


def test_of_both_sides_the_one_that_is_seen_better_is_shown() -> None:
    found = corner("knee_deg", pose=person(hidden=("left_knee", "left_ankle")))
    assert found is not None
    np.testing.assert_array_equal(found.at_px, place("right_knee"))


def test_the_more_bent_and_the_straighter_of_two_joints_are_told_apart() -> None:
    # The left arm is stretched out, the right one hangs.
    bent, straighter = corner("shoulder_bent_deg"), corner("shoulder_straighter_deg")
    assert bent is not None
    assert straighter is not None
    np.testing.assert_array_equal(bent.at_px, place("right_shoulder"))
    np.testing.assert_array_equal(straighter.at_px, place("left_shoulder"))


def test_a_lean_is_shown_against_straight_up() -> None:
    found = corner("trunk_lean_deg")
    assert found is not None
    assert found.turn_deg == pytest.approx(0.0, abs=1e-3)
    assert found.still_px[1] < found.at_px[1]


@pytest.mark.parametrize("metric", ["hip_height_ratio", "knee_asymmetry_deg", "to_peak_s", "stance_m"])
def test_what_is_no_angle_of_the_body_has_no_corner(metric: str) -> None:
    assert corner(metric) is None


def test_a_joint_that_is_not_there_has_no_corner() -> None:
    gone = person()
    gone.image_px[LANDMARK["left_ankle"]] = np.nan
    assert corner("knee_left_deg", pose=gone) is None


def test_a_distance_is_shown_between_its_ends() -> None:
    found = ends_of(Measured("knee_spread_ratio", 0.5, 0.7, "both"), STANDING.image_px[:, :2])
    assert found is not None
    np.testing.assert_array_equal(found, [place("left_knee"), place("right_knee")])
