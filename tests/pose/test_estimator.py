from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fitcount.pose.backend import Outputs
from fitcount.pose.body import UPPER_BODY
from fitcount.pose.detector import Detector
from fitcount.pose.estimator import UPPER_DEPTH_GAIN, Estimate, Estimator
from fitcount.types import LANDMARK, Float32Array, Frame, Region, UInt8Array

from .conftest import COMING_UP, GOING_DOWN, LOWEST, STANDING, STANDING_AGAIN
from .fakes import FakeNetwork, frame, picture

REGION = Region(320.0, 240.0, 256.0, 0.0)


def answer(*, score: float = 0.9, logit: float = 0.0) -> Outputs:
    """All landmarks at (128, 64) of the crop, but the point on the circle at (128, 28); nothing in the heatmap."""
    landmarks = np.tile(np.array([128, 64, -16, logit, logit], np.float32), (39, 1))
    landmarks[34, :2] = 128, 28
    return {
        "landmarks": landmarks.reshape(1, 195),
        "score": np.array([[score]], np.float32),
        "heatmap": np.full((1, 39, 64, 64), -50, np.float32),
        "world": np.tile(np.array([0.0, -0.5, 0.1], np.float32), 39)[np.newaxis],
    }


def estimator(**how: float) -> Estimator:
    return Estimator(model=FakeNetwork(lambda _: answer(**how)))


def truth() -> dict[str, Any]:
    record: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "squat_side_joints.json").read_text())
    return record


def test_landmarks_are_pixels_of_the_frame() -> None:
    estimate = estimator().estimate(frame(0, picture(640, 480)), REGION)
    assert estimate is not None
    assert estimate.pose.image_px == pytest.approx(np.tile([320.0, 176.0, -16.0], (33, 1)))
    assert estimate.alignment_px == pytest.approx(np.array([[320, 176], [320, 140]]))
    assert estimate.pose.scale_px == pytest.approx(2 * 36)


def test_world_landmarks_turn_with_the_region() -> None:
    lying = Region(320.0, 240.0, 256.0, math.pi / 2)
    estimate = estimator().estimate(frame(0, picture(640, 480)), lying)
    assert estimate is not None
    assert estimate.pose.world_m == pytest.approx(np.tile([0.5, 0.0, 0.1], (33, 1)), abs=1e-6)
    assert estimate.pose.image_px[0] == pytest.approx([384, 240, -16], abs=1e-3)


def test_pose_has_the_time_of_its_frame() -> None:
    estimate = estimator().estimate(Frame(7, 1.25, picture()), REGION)
    assert estimate is not None
    assert estimate.pose.t_s == 1.25


@pytest.mark.parametrize(("score", "seen"), [(0.49, False), (0.51, True), (math.nan, False)])
def test_a_low_score_is_nobody(score: float, seen: bool) -> None:
    assert (estimator(score=score).estimate(frame(0), REGION) is not None) == seen


@pytest.mark.parametrize(("logit", "expected"), [(0.0, 0.5), (2.0, 0.880797), (-300.0, 0.0), (300.0, 1.0)])
def test_visibility_and_presence_are_probabilities(logit: float, expected: float) -> None:
    estimate = estimator(logit=logit).estimate(frame(0), REGION)
    assert estimate is not None
    assert estimate.pose.visibility == pytest.approx(np.full(33, expected))
    assert estimate.pose.presence == pytest.approx(np.full(33, expected))


def test_the_heatmap_moves_a_landmark() -> None:
    def with_heatmap(_: UInt8Array) -> Outputs:
        outputs = answer()
        outputs["heatmap"][0, LANDMARK["nose"], 18, 33] = 9.0
        return outputs

    estimate = Estimator(model=FakeNetwork(with_heatmap)).estimate(frame(0, picture(640, 480)), REGION)
    assert estimate is not None
    nose, ear = estimate.pose.image_px[0], estimate.pose.image_px[7]
    assert (nose - ear)[:2] == pytest.approx([4, 8], abs=0.01)


class TestUpperBody:
    """25 landmarks, no heatmap, nothing in metres."""

    KNOWN = LANDMARK["right_hip"] + 1
    CENTRE, EDGE = KNOWN, KNOWN + 1

    def estimate(self, region: Region = REGION, **moved: tuple[float, float, float]) -> Estimate:
        """All landmarks at (128, 64) of the crop, at some depth, but those that are `moved`; the radius is 37."""
        landmarks = np.tile(np.array([128, 64, -20, 2, 2], np.float32), (31, 1))
        landmarks[self.EDGE, :2] = 128, 27
        for name, place in moved.items():
            landmarks[LANDMARK[name], :3] = place
        outputs = {"landmarks": landmarks.reshape(1, 155), "score": np.array([[0.9]], np.float32)}
        estimate = Estimator("upper", FakeNetwork(lambda _: outputs)).estimate(frame(0, picture(640, 480)), region)
        assert estimate is not None
        return estimate

    def test_what_the_network_does_not_know_is_nowhere_and_not_visible(self) -> None:
        pose = self.estimate().pose
        for places in (pose.image_px, pose.world_m):
            assert np.isfinite(places[: self.KNOWN]).all()
            assert np.isnan(places[self.KNOWN :]).all()
        for share in (pose.visibility, pose.presence):
            assert share[: self.KNOWN] == pytest.approx(np.full(25, 0.880797))
            assert (share[self.KNOWN :] == 0.0).all()

    def test_the_next_region_is_around_the_shoulders(self) -> None:
        estimate = self.estimate()
        assert estimate.alignment_px == pytest.approx(np.array([[320, 176], [320, 139]]))
        assert estimate.body is UPPER_BODY
        assert estimate.pose.scale_px == pytest.approx(2 * 37)

    def test_depth_is_less_than_the_network_says(self) -> None:
        assert self.estimate().pose.image_px[0, 2] == pytest.approx(-20 * UPPER_DEPTH_GAIN)

    def test_metres_follow_from_the_picture(self) -> None:
        """The circle of 37 pixels is 0.74 m: 2 cm a pixel, from the middle of the hips."""
        world_m = self.estimate(left_hip=(138, 114, -10), right_hip=(118, 114, 10), nose=(128, 14, -10)).pose.world_m
        assert world_m[0] == pytest.approx([0, -2.0, -10 * 0.02 * UPPER_DEPTH_GAIN], abs=1e-5)
        hips = world_m[[LANDMARK["left_hip"], LANDMARK["right_hip"]]]
        assert hips.mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-6)

    def test_metres_turn_with_the_region(self) -> None:
        lying = Region(320.0, 240.0, 256.0, math.pi / 2)
        hips = {"left_hip": (128.0, 114.0, 0.0), "right_hip": (128.0, 114.0, 0.0)}
        assert self.estimate(lying, **hips).pose.world_m[0, :2] == pytest.approx([1.0, 0.0], abs=1e-5)

    def test_a_body_without_size_has_no_metres(self) -> None:
        assert np.isnan(self.estimate(Region(320.0, 240.0, 0.0, 0.0)).pose.world_m).all()

    @pytest.mark.parametrize("index", [STANDING, GOING_DOWN, LOWEST, COMING_UP, STANDING_AGAIN])
    def test_joints_are_where_they_were_rendered(
        self, index: int, upper_detector: Detector, upper: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        """Shoulders and arms; the person is 290 pixels tall. Measured: 4 to 12 pixels, at worst 20 for a joint."""
        shown = squat[index]
        estimate = upper.estimate(shown, upper_detector.detect(shown.image_rgb)[0].region("alignment"))
        assert estimate is not None
        joints: list[str] = truth()["joints"]
        arms = [row for row, name in enumerate(joints) if name.split("_")[1] in ("shoulder", "elbow", "wrist")]
        expected = np.array(truth()["frames"][str(index)], np.float32)[arms]
        off_px = np.linalg.norm(estimate.pose.image_px[[LANDMARK[joints[row]] for row in arms], :2] - expected, axis=1)
        assert off_px.mean() < 13
        assert off_px.max() < 22


def test_nobody_in_an_empty_room(full: Estimator) -> None:
    assert full.estimate(frame(0, picture(640, 480)), REGION) is None


@pytest.mark.parametrize("index", [STANDING, GOING_DOWN, LOWEST, COMING_UP, STANDING_AGAIN])
def test_joints_are_where_they_were_rendered(
    index: int, detector: Detector, full: Estimator, squat: Mapping[int, Frame]
) -> None:
    """The person is 290 pixels tall. Measured: 5 to 10 pixels in a frame, at worst 13 for a joint."""
    shown = squat[index]
    estimate = full.estimate(shown, detector.detect(shown.image_rgb)[0].region("alignment"))
    assert estimate is not None
    rows = [LANDMARK[name] for name in truth()["joints"]]
    expected: Float32Array = np.array(truth()["frames"][str(index)], np.float32)

    off_px = np.linalg.norm(estimate.pose.image_px[rows, :2] - expected, axis=1)
    assert off_px.mean() < 11
    assert off_px.max() < 16
