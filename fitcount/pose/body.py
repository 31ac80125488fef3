"""What the networks look for: the whole body or its upper half, each with a detector and estimators of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fitcount.pose.region import EXPANSION
from fitcount.types import LANDMARK, LANDMARK_NAMES

HIPS, BODY_CIRCLE, SHOULDERS, UPPER_CIRCLE = range(4)
"""Keypoints of both detectors: the middle of the hips and a point on the circle around the whole body, the middle of
the shoulders and a point on the circle around the upper body."""


@dataclass(frozen=True, slots=True)
class Body:
    """A pair of networks: how the detector's input is laid out, and how region and landmarks follow."""

    detector: str
    """Name of its model."""
    detector_px: int
    """Side of its input."""
    strides: tuple[int, ...]
    """Pixels between its anchors, a layer each."""
    centre: int
    """The keypoint in the region's middle ..."""
    edge: int
    """... and the one on the circle around the body, in the direction of the head."""
    expansion: float
    """Side of the region over the diameter of that circle."""
    landmarks: int
    """How many of `LANDMARK_NAMES` the estimator knows, from the first one on."""

    @property
    def legs(self) -> bool:
        """Whether the estimator knows the legs."""
        return self.landmarks == len(LANDMARK_NAMES)


WHOLE_BODY = Body(
    detector="detector",
    detector_px=224,
    strides=(8, 16, 32, 32, 32),
    centre=HIPS,
    edge=BODY_CIRCLE,
    expansion=EXPANSION,
    landmarks=len(LANDMARK_NAMES),
)
"""MediaPipe 0.10: pose_detection_cpu.pbtxt, pose_detection_to_roi.pbtxt, pose_landmarks_to_roi.pbtxt."""

UPPER_BODY = Body(
    detector="detector_upper",
    detector_px=128,
    strides=(8, 16, 16, 16),
    centre=SHOULDERS,
    edge=UPPER_CIRCLE,
    expansion=1.5,
    landmarks=LANDMARK["right_hip"] + 1,
)
"""The graphs inside the .wasm of the package that the networks come from (npm, @mediapipe/pose 0.1.1612239201).

Rendered people agree: of other keypoints and expansions from 1 to 2.5 none that is steady is nearer to their joints.
"""

BODIES: Mapping[str, Body] = {"upper": UPPER_BODY}


def body_of(estimator: str) -> Body:
    """What the estimator of this name looks for."""
    return BODIES.get(estimator, WHOLE_BODY)
