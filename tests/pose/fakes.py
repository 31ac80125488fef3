"""Stand-ins for the networks, the detector and the estimator: each answers with a function of what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from fitcount.pose.backend import Outputs
from fitcount.pose.detector import Detection
from fitcount.pose.estimator import Estimate
from fitcount.types import LANDMARK, Frame, Pose, Region, UInt8Array


@dataclass
class FakeNetwork:
    answer: Callable[[UInt8Array], Outputs]

    def run(self, picture: UInt8Array) -> Outputs:
        return self.answer(picture)


@dataclass
class FakeDetector:
    answer: Callable[[UInt8Array], list[Detection]]
    runs: int = 0

    def detect(self, image_rgb: UInt8Array) -> list[Detection]:
        self.runs += 1
        return self.answer(image_rgb)


@dataclass
class FakeEstimator:
    answer: Callable[[Frame, Region], Estimate | None]
    regions: list[Region] = field(default_factory=list)

    def estimate(self, frame: Frame, region: Region) -> Estimate | None:
        self.regions.append(region)
        return self.answer(frame, region)


def picture(width: int = 64, height: int = 48) -> UInt8Array:
    return np.zeros((height, width, 3), np.uint8)


def frame(index: int, image_rgb: UInt8Array | None = None) -> Frame:
    return Frame(index, index / 30, picture() if image_rgb is None else image_rgb)


def pose(t_s: float = 0.0, *, value: float = 0.0, scale_px: float = 100.0, track: int = 0, score: float = 0.9) -> Pose:
    """Every number of the pose is `value`."""
    return Pose(
        t_s=t_s,
        image_px=np.full((33, 3), value, np.float32),
        world_m=np.full((33, 3), value, np.float32),
        visibility=np.full(33, value, np.float32),
        presence=np.full(33, value, np.float32),
        score=score,
        scale_px=scale_px,
        track=track,
    )


def detection(x_px: float, y_px: float, radius_px: float) -> Detection:
    """Somebody upright whose hips are at x, y."""
    keypoints = [[x_px, y_px], [x_px, y_px - radius_px], [x_px, y_px - radius_px / 2], [x_px, y_px - radius_px]]
    box = [x_px - 1, y_px - 2, x_px + 1, y_px]
    return Detection(0.9, np.array(box, np.float32), np.array(keypoints, np.float32))


def estimate(t_s: float, x_px: float, y_px: float, radius_px: float) -> Estimate:
    """Somebody upright whose hips are at x, y."""
    points = np.array([[x_px, y_px], [x_px, y_px - radius_px]], np.float32)
    return Estimate(pose(t_s, scale_px=2 * radius_px), points)


def figure(x_px: float, t_s: float = 0.0, *, size: float = 1.0) -> Pose:
    """Somebody upright in the middle of a picture of 640 x 480, 150 pixels tall."""
    standing = pose(t_s, scale_px=160 * size)
    heights = {"shoulder": -50, "elbow": -25, "wrist": 0, "hip": 0, "knee": 35, "ankle": 70, "heel": 75, "foot": 75}
    for name, row in LANDMARK.items():
        side = {"left": 10.0, "right": -10.0}.get(name.split("_")[0], 0.0)
        above = next((y for part, y in heights.items() if f"_{part}" in name), 0 if row in range(17, 23) else -70)
        standing.image_px[row] = x_px + side * size, 240 + above * size, 0.0
    return standing
