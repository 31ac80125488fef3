"""Metrics, view and words, on rendered people whose pose is known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.reps.metrics import METRICS, SURE_SIGMA_DEG, Measurer
from fitcount.reps.view import STEADY_S, SteadyView, camera_view, mean_view, median_yaw_deg, view_at
from fitcount.types import LANDMARK, Pose

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
    assert deep["body_tilt_deg"] > high["body_tilt_deg"]
    assert high["body_tilt_deg"] < 20
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


@pytest.mark.parametrize("clip", ["squat_oblique", "squat_side"])
def test_a_lean_is_measured_where_it_can_be_seen(clip: str) -> None:
    values = measure(rendered(clip)[0][0])
    assert values["trunk_lean_deg"] == values["body_tilt_deg"] < 20


@pytest.mark.parametrize("from_behind", [False, True])
def test_a_lean_towards_the_camera_is_not_measured(from_behind: bool) -> None:
    front = rendered("squat_front")[0][0]
    there = np.array([-1.0, 1.0, -1.0], np.float32) if from_behind else np.float32(1.0)
    pose = replace(front, world_m=front.world_m * there)
    values = measure(pose)
    assert camera_view(pose).label == ("back" if from_behind else "front")
    assert math.isnan(values["trunk_lean_deg"])
    assert values["body_tilt_deg"] < 20


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


def labels_of(yaws_deg: Iterable[float], fps: float = 30.0) -> list[str]:
    view = SteadyView()
    return [view.update(frame / fps, view_at(yaw_deg)).label for frame, yaw_deg in enumerate(yaws_deg)]


@given(
    st.sampled_from([border * sign for border in (30.0, 60.0, 120.0, 150.0) for sign in (1, -1)]),
    st.lists(st.floats(-4.9, 4.9), min_size=1, max_size=100),
)
def test_a_steady_view_does_not_flicker_at_a_border(border_deg: float, wavers_deg: list[float]) -> None:
    assert len(set(labels_of(border_deg + off_deg for off_deg in wavers_deg))) == 1


def test_a_steady_view_bears_frames_in_which_the_pose_is_turned_round() -> None:
    yaws_deg = [180.0 if frame % 5 == 0 else 90.0 for frame in range(1, 100)]
    assert set(labels_of(yaws_deg)) == {"side"}


def test_a_steady_view_follows_somebody_who_turns() -> None:
    turned_at = 90
    labels = labels_of([*([0.0] * turned_at), *([90.0] * turned_at)])
    changed_at = labels.index("side")
    assert set(labels[:turned_at]) == {"front"}
    assert changed_at - turned_at <= STEADY_S * 30 / 2 + 1
    assert set(labels[changed_at:]) == {"side"}


@given(st.floats(-180, 180), st.floats(0, 25))
def test_a_steady_yaw_is_the_middle_one(yaw_deg: float, off_deg: float) -> None:
    median_deg = median_yaw_deg(np.array([yaw_deg - off_deg, yaw_deg, yaw_deg + off_deg]))
    assert abs((median_deg - yaw_deg + 180) % 360 - 180) < 1e-6


def test_a_frame_of_no_known_yaw_does_not_change_a_steady_view() -> None:
    view = SteadyView()
    assert math.isnan(view.update(0.0, view_at(math.nan)).yaw_deg)
    known = view.update(0.1, view_at(80.0))
    assert view.update(0.2, view_at(math.nan)) == known


def on_the_floor(pose: Pose, hip_drop: float, *, along: float = 1.0, wrists: float = 1.0) -> Pose:
    """The joints of a straight, level person in the picture, the hips lower by this share of the trunk.

    `along`: which way, and how much of the length shows; `wrists`: how far below the shoulders, in arms' lengths.
    """
    metre_px = 100.0
    places = {
        "shoulder": (0.0, 0.0),
        "elbow": (0.0, wrists * 0.279),
        "wrist": (0.0, wrists * 0.537),
        "hip": (along * 0.508, hip_drop * 0.508),
        "knee": (along * 0.916, hip_drop * 0.508 / 2),
        "ankle": (along * 1.329, 0.0),
    }
    image_px, world_m = pose.image_px.copy(), pose.world_m.copy()
    for name, (x_m, y_m) in places.items():
        for side in ("left", "right"):
            row = LANDMARK[f"{side}_{name}"]
            image_px[row, :2] = 300.0 + metre_px * x_m, 200.0 + metre_px * y_m
            world_m[row] = x_m - places["hip"][0], y_m - places["hip"][1], 0.0
    return replace(pose, image_px=image_px, world_m=world_m)


@pytest.mark.parametrize("along", [1.0, -1.0])
@pytest.mark.parametrize(("hip_drop", "sag_deg"), [(0.0, 0.0), (0.2, 18.3), (-0.3, -27.1)])
def test_hips_below_the_line_sag_and_above_it_do_not(along: float, hip_drop: float, sag_deg: float) -> None:
    made = on_the_floor(rendered("squat_side")[0][0], hip_drop, along=along)
    assert measure(made)["hip_sag_deg"] == pytest.approx(sag_deg, abs=0.5)


def test_a_foreshortened_or_upright_body_does_not_show_its_sag() -> None:
    standing = rendered("squat_side")[0][0]
    assert math.isnan(measure(standing)["hip_sag_deg"])
    made, measurer = on_the_floor(standing, 0.2), Measurer()
    turned_away = replace(made, image_px=made.image_px * np.array([0.6, 1.0, 1.0], np.float32))
    shown = [measurer.measure(pose.t_s, pose).values["hip_sag_deg"] for pose in (made, made, made, turned_away)]
    assert [math.isnan(value) for value in shown] == [False, False, False, True]


@pytest.mark.parametrize("wrists", [1.0, 0.5, 0.0, -1.0])
def test_shoulders_over_the_hands_are_as_high_as_the_arms_are_long(wrists: float) -> None:
    made = on_the_floor(rendered("squat_side")[0][0], 0.0, wrists=wrists)
    assert measure(made)["shoulder_height_ratio"] == pytest.approx(wrists, abs=0.1)


def test_sides_are_compared_only_where_both_are_sure() -> None:
    compared = 0
    for pose in rendered("squat_oblique")[0]:
        metrics = Measurer().measure(pose.t_s, pose)
        left, right = (metrics.values[f"knee_{side}_deg"] for side in ("left", "right"))
        sigma = [metrics.sigma[f"knee_{side}_deg"] for side in ("left", "right")]
        sure = max(sigma) <= SURE_SIGMA_DEG
        compared += sure
        difference = metrics.values["knee_asymmetry_deg"]
        assert difference == pytest.approx(abs(left - right)) if sure else math.isnan(difference)
        assert metrics.sigma["knee_asymmetry_deg"] == pytest.approx(math.hypot(*sigma))
    assert compared
