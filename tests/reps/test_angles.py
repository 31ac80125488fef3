"""Joint angles: what must hold for every pose, and how far rendered people may be misread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.config import shipped
from fitcount.errors import ModelError
from fitcount.reps.angles import (
    ANGLES,
    FORGET_AFTER_S,
    JOINTS,
    SCALE_WINDOW_S,
    AnglesDeg,
    Bodies,
    JointAngles,
    interior_angle_deg,
    plain_angles_deg,
)
from fitcount.types import LANDMARK, Pose

RENDERED = Path(__file__).parent / "data" / "angles.npz"
"""MediaPipe's landmarks of rendered people in two repetitions, ten frames apart, and the true angles."""

CLIPS = ("squat_front", "squat_oblique", "squat_side", "curl_alternating")

clips = st.sampled_from(CLIPS)


def rendered(clip: str) -> tuple[list[Pose], np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    """The poses of a clip, and the true angles (poses, 8)."""
    with np.load(RENDERED) as stored:
        t_s, image_px, world_m, visibility, truth_deg = (
            stored[f"{clip}.{name}"] for name in ("t_s", "image_px", "world_m", "visibility", "truth_deg")
        )
    poses = [
        Pose(float(t), image, world, seen, seen, score=1.0, scale_px=400.0)
        for t, image, world, seen in zip(t_s, image_px, world_m, visibility, strict=True)
    ]
    return poses, truth_deg


def measured(poses: list[Pose]) -> list[AnglesDeg]:
    joint_angles = JointAngles()
    return [joint_angles.measure(pose) for pose in poses]


def table(angles: list[AnglesDeg]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """(poses, 8) degrees."""
    return np.array([[each.angle_deg[name] for name in ANGLES] for each in angles])


def mirrored(pose: Pose, width_px: float) -> Pose:
    body = Bodies.of(pose).mirrored()
    image_px = np.hstack([body.image_px[0], pose.image_px[:, 2:]]) + np.array([width_px, 0, 0], np.float32)
    return replace(pose, image_px=image_px, world_m=body.world_m[0], visibility=body.visibility[0])


@given(clip=clips)
def test_a_mirrored_person_has_mirrored_angles(clip: str) -> None:
    poses, _ = rendered(clip)
    as_is, mirror = table(measured(poses)), table(measured([mirrored(pose, 640.0) for pose in poses]))
    assert np.ptp(as_is[:, :4] - as_is[:, 4:]) > 1.0
    np.testing.assert_allclose(mirror, np.roll(as_is, 4, axis=1), atol=0.05)


@given(clip=clips, x=st.floats(-300, 300), y=st.floats(-300, 300), zoom=st.floats(0.3, 3.0))
def test_where_and_how_large_the_person_is_does_not_matter(clip: str, x: float, y: float, zoom: float) -> None:
    poses, _ = rendered(clip)
    moved = [
        replace(pose, image_px=(pose.image_px * zoom + np.array([x, y, 0.0])).astype(np.float32)) for pose in poses
    ]
    np.testing.assert_allclose(table(measured(moved)), table(measured(poses)), atol=0.1)


@given(clip=clips, seed=st.integers(0, 2**32 - 1))
def test_any_landmarks_give_angles_or_nothing(clip: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    pose = rendered(clip)[0][0]
    noise = rng.normal(0.0, rng.choice([0.0, 0.1, 10.0]), (2, 33, 3)).astype(np.float32)
    strange = replace(pose, image_px=noise[0], world_m=noise[1], visibility=rng.random(33, np.float32))
    angles = JointAngles().measure(strange)
    for name in ANGLES:
        angle, sigma = angles.angle_deg[name], angles.sigma_deg[name]
        assert np.isnan(angle) == np.isnan(sigma)
        assert np.isnan(angle) or (0.0 <= angle <= 180.0 and sigma > 0.0)


def test_a_landmark_that_is_not_a_number_costs_only_its_own_frame() -> None:
    poses, _ = rendered("squat_side")
    image_px = poses[3].image_px.copy()
    image_px[LANDMARK["left_ankle"]] = np.nan
    broken = [*poses[:3], replace(poses[3], image_px=image_px), *poses[4:]]
    angles = table(measured(broken))
    assert np.isnan(angles[3, ANGLES.index("knee_left")])
    assert np.isfinite(np.delete(angles, 3, axis=0)).all()


def test_a_hidden_landmark_leaves_its_angles_unmeasured() -> None:
    pose = rendered("squat_side")[0][0]
    visibility = pose.visibility.copy()
    visibility[LANDMARK["left_wrist"]] = 0.0
    angles = JointAngles().measure(replace(pose, visibility=visibility))
    assert [name for name in ANGLES if np.isnan(angles.angle_deg[name])] == ["elbow_left"]


@pytest.mark.parametrize(
    ("clip", "limits_deg"),
    [
        ("squat_front", {"knee": 13, "hip": 10, "elbow": 7, "shoulder": 13}),
        ("squat_oblique", {"knee": 9, "hip": 7, "elbow": 6, "shoulder": 8}),
        ("squat_side", {"knee": 6, "hip": 6, "elbow": 5, "shoulder": 7}),
        ("curl_alternating", {"knee": 5, "hip": 4, "elbow": 8, "shoulder": 6}),
    ],
)
def test_rendered_people_are_read_within_limits(clip: str, limits_deg: dict[str, float]) -> None:
    poses, truth_deg = rendered(clip)
    off = abs(table(measured(poses)) - truth_deg).reshape(-1, 2, 4).mean(axis=(0, 1))
    assert {joint: value for joint, value in zip(JOINTS, off, strict=True) if value > limits_deg[joint]} == {}


@pytest.mark.parametrize("clip", ["squat_front", "squat_oblique", "squat_side"])
def test_the_depth_of_a_squat_is_read_from_every_view(clip: str) -> None:
    poses, truth_deg = rendered(clip)
    knees = [ANGLES.index("knee_left"), ANGLES.index("knee_right")]
    deepest_deg = table(measured(poses))[:, knees].mean(axis=1).min()
    assert deepest_deg == pytest.approx(truth_deg[:, knees].min(), abs=12.0)


def test_three_quarters_of_errors_lie_within_one_sigma() -> None:
    within = []
    for clip in CLIPS:
        poses, truth_deg = rendered(clip)
        angles = measured(poses)
        sigma = np.array([[each.sigma_deg[name] for name in ANGLES] for each in angles])
        within.append(abs(table(angles) - truth_deg) < sigma)
    assert np.concatenate(within).mean() > 0.75


def test_measuring_again_gives_exactly_the_same() -> None:
    poses, _ = rendered("squat_oblique")
    np.testing.assert_array_equal(table(measured(poses)), table(measured(poses)))


def test_the_future_does_not_matter() -> None:
    poses, _ = rendered("squat_front")
    np.testing.assert_array_equal(table(measured(poses[:9])), table(measured(poses))[:9])


def later(pose: Pose, by_s: float) -> Pose:
    return replace(pose, t_s=pose.t_s + by_s)


@pytest.mark.parametrize(("gap_s", "forgotten"), [(FORGET_AFTER_S * 0.9, False), (FORGET_AFTER_S * 1.1, True)])
def test_a_gap_forgets_the_size_of_the_person(gap_s: float, forgotten: bool) -> None:
    poses, _ = rendered("squat_front")
    earlier = [replace(pose, image_px=pose.image_px * np.float32(1.2)) for pose in poses[:5]]
    after = [later(poses[0], earlier[-1].t_s - poses[0].t_s + gap_s)]
    alone = table(measured(after))[0]
    assert np.array_equal(table(measured(earlier + after))[-1], alone) == forgotten


def test_a_size_is_forgotten_after_the_window() -> None:
    pose = rendered("squat_front")[0][0]
    larger = replace(pose, image_px=pose.image_px * np.float32(1.2))
    times_s = np.arange(0.0, SCALE_WINDOW_S + 1.5, 1.0)
    poses = [larger, *(replace(pose, t_s=float(t)) for t in times_s[1:])]
    assert np.array_equal(table(measured(poses))[-1], table(measured([pose]))[0])


def test_somebody_much_nearer_is_measured_plainly_until_the_size_is_known() -> None:
    pose = rendered("squat_front")[0][8]
    near = replace(pose, image_px=pose.image_px * np.float32(2.0), t_s=pose.t_s + 0.1)
    angles = table(measured([pose, later(pose, 0.05), near]))[-1]
    np.testing.assert_allclose(angles, plain_angles_deg(Bodies.of(near))[0], atol=1e-3)


def test_a_pose_unlike_all_random_poses_is_measured_plainly() -> None:
    pose = rendered("squat_side")[0][0]
    world_m = pose.world_m * np.array([1.0, 1.0, 20.0], np.float32)
    strange = replace(pose, world_m=world_m)
    angles = table(measured([strange]))[0]
    np.testing.assert_allclose(angles, plain_angles_deg(Bodies.of(strange))[0], atol=1e-3)


@given(angle_deg=st.floats(1.0, 179.0), turn_deg=st.floats(0.0, 360.0), length=st.floats(0.1, 100.0))
def test_the_interior_angle_is_the_one_that_was_drawn(angle_deg: float, turn_deg: float, length: float) -> None:
    ends = [(length * np.cos(np.radians(a)), np.sin(np.radians(a)) * length) for a in (turn_deg, turn_deg + angle_deg)]
    drawn = np.array([ends[0], (0.0, 0.0), ends[1]])
    assert interior_angle_deg(drawn) == pytest.approx(angle_deg, abs=0.01)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    shipped_weights = shipped("models") / "angles" / "angles.npz"
    weights = tmp_path / "angles.npz"
    weights.write_bytes(shipped_weights.read_bytes()[:-1] + b"?")
    weights.with_suffix(".sha256").write_bytes(shipped_weights.with_suffix(".sha256").read_bytes())
    with pytest.raises(ModelError, match="SHA-256"):
        JointAngles(weights)
