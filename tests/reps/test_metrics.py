"""Metrics, view and words, on rendered people whose pose is known."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.reps.metrics import METRICS, Measurer
from fitcount.reps.view import camera_view, mean_view, view_at
from fitcount.reps.wording import amount, quantity, spoken
from fitcount.types import Pose

from .test_angles import mirrored, rendered

REQUIRED = {
    *(f"{joint}_{side}_deg" for joint in ("knee", "hip", "elbow", "shoulder") for side in ("left", "right")),
    "trunk_lean_deg",
}


def turned(pose: Pose, degrees: float) -> Pose:
    """The same person, in the picture only, with the camera rolled."""
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    image_px, world_m = pose.image_px.copy(), pose.world_m.copy()
    image_px[:, :2] = (image_px[:, :2] @ turn.T).astype(np.float32)
    world_m[:, :2] = (world_m[:, :2] @ turn.T).astype(np.float32)
    return replace(pose, image_px=image_px, world_m=world_m)


def measure(pose: Pose) -> dict[str, float]:
    return dict(Measurer().measure(pose.t_s, pose).values)


def test_every_trace_has_the_metrics_of_the_contract() -> None:
    assert set(METRICS) >= REQUIRED
    assert all(metric.noise > 0 for metric in METRICS.values())


def test_nobody_has_no_metrics() -> None:
    metrics = Measurer().measure(1.5, None)
    assert (metrics.t_s, metrics.track) == (1.5, None)
    assert set(metrics.values) == set(METRICS)
    assert all(math.isnan(value) for value in metrics.values.values())


@pytest.mark.parametrize("clip", ["squat_front", "squat_oblique", "squat_side"])
def test_a_squat_reads_as_one(clip: str) -> None:
    poses, _ = rendered(clip)
    measurer = Measurer()
    rows = [measurer.measure(pose.t_s, pose).values for pose in poses]
    deep = min(rows, key=lambda row: row["knee_deg"])
    high = max(rows, key=lambda row: row["knee_deg"])
    assert (deep["knee_deg"], high["knee_deg"]) == pytest.approx((75, 170), abs=15)
    assert deep["hip_height_ratio"] < 0.8 < high["hip_height_ratio"]
    assert deep["trunk_lean_deg"] > high["trunk_lean_deg"]
    assert high["trunk_lean_deg"] < 20
    assert np.ptp([row["stance_m"] for row in rows]) < 0.2, "the feet stay"


def test_both_knees_together_lie_between_the_two() -> None:
    for pose in rendered("squat_oblique")[0]:
        values = measure(pose)
        low, high = sorted((values["knee_left_deg"], values["knee_right_deg"]))
        assert low - 1e-6 <= values["knee_deg"] <= high + 1e-6


def test_a_lying_person_leans_by_90_degrees() -> None:
    upright = rendered("squat_side")[0][0]
    lean_deg = measure(upright)["trunk_lean_deg"]
    assert measure(turned(upright, 90))["trunk_lean_deg"] == pytest.approx(90, abs=lean_deg + 5)


@pytest.mark.parametrize(("clip", "yaw_deg", "label"), [("squat_front", 0, "front"), ("squat_side", 90, "side")])
def test_knows_where_the_camera_stands(clip: str, yaw_deg: float, label: str) -> None:
    view = camera_view(rendered(clip)[0][0])
    assert view.label == label
    assert view.yaw_deg == pytest.approx(yaw_deg, abs=25)


def test_a_mirrored_person_is_seen_from_the_other_side() -> None:
    pose = rendered("squat_side")[0][0]
    assert camera_view(mirrored(pose, 640)).yaw_deg == pytest.approx(-camera_view(pose).yaw_deg, abs=1)


def test_knees_are_compared_only_where_they_can_be_seen() -> None:
    front, side = (measure(rendered(clip)[0][0])["knee_spread_ratio"] for clip in ("squat_front", "squat_side"))
    assert 0.5 < front < 1.2
    assert math.isnan(side)


def test_ankles_together_give_no_proportion() -> None:
    pose = rendered("squat_front")[0][0]
    image_px = pose.image_px.copy()
    image_px[28] = image_px[27]
    assert math.isnan(measure(replace(pose, image_px=image_px))["knee_spread_ratio"])


def test_another_person_is_measured_afresh() -> None:
    poses = rendered("squat_front")[0]
    measurer = Measurer()
    for pose in poses:
        measurer.measure(pose.t_s, pose)
    other = replace(rendered("squat_side")[0][0], track=1, t_s=poses[-1].t_s + 1 / 30)
    alone = Measurer().measure(other.t_s, other).values
    assert measurer.measure(other.t_s, other).values == pytest.approx(alone, nan_ok=True)


@pytest.mark.parametrize(
    ("yaw_deg", "label"),
    [(0, "front"), (29, "front"), (31, "oblique"), (-45, "oblique"), (61, "side"), (-90, "side"), (119, "side"),
     (121, "oblique"), (149, "oblique"), (151, "back"), (-180, "back"), (180, "back")],
)  # fmt: skip
def test_names_views(yaw_deg: float, label: str) -> None:
    assert view_at(yaw_deg).label == label


def test_the_mean_of_views_goes_round_the_circle() -> None:
    assert mean_view(np.array([170.0, -170.0, math.nan])).label == "back"
    assert mean_view(np.array([80.0, 100.0])).yaw_deg == pytest.approx(90)
    nowhere = mean_view(np.array([math.nan]))
    assert (math.isnan(nowhere.yaw_deg), nowhere.label) == (True, "front")


@given(st.floats(-180, 180), st.floats(-25, 25))
def test_the_mean_lies_between(yaw_deg: float, off_deg: float) -> None:
    mean_deg = mean_view(np.array([yaw_deg - off_deg, yaw_deg + off_deg])).yaw_deg
    assert abs((mean_deg - yaw_deg + 180) % 360 - 180) < 1e-6


@pytest.mark.parametrize(
    ("metric", "value", "words"),
    [
        ("knee_deg", 117.6, "knee 118°"),
        ("knee_left_deg", 80, "knee left 80°"),
        ("hip_height_ratio", 0.666, "hip height 0.67"),
        ("stance_m", 0.4, "stance 0.40 m"),
        ("unknown", 1, "unknown 1.00"),
    ],
)
def test_values_read_like_words(metric: str, value: float, words: str) -> None:
    assert amount(metric, value) == words
    assert f"{spoken(metric)} {quantity(metric, value)}" == words
