"""The same keypoints as MediaPipe 0.10.14 (`mp.solutions.pose`), in single pictures and followed through whole clips.

Its clock runs at 33,333 microseconds a frame whatever the clip's rate, so here it does, too. Limits are about twice
what was measured; on one of the pictures a rounding error anywhere moves heavy's landmarks by half a pixel or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from fitcount.pose.detector import Detector
from fitcount.pose.estimator import Estimator
from fitcount.pose.smoothing import PoseSmoother
from fitcount.pose.tracker import Tracker
from fitcount.types import Frame, Pose, UInt8Array

pytestmark = pytest.mark.shared

FRAME_S = 0.033333
CLIPS = ("rendered/situp_side", "rendered/pushup_side", "rendered/jack_front", "real/squat_04")


def rgb(image_bgr: Any) -> UInt8Array:
    return np.asarray(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB), np.uint8)


def decoded(path: Path) -> Iterator[Frame]:
    """OpenCV's frames, which MediaPipe was given."""
    capture = cv2.VideoCapture(str(path))
    index = 0
    while (read := capture.read())[0]:
        yield Frame(index, index * FRAME_S, rgb(read[1]))
        index += 1
    capture.release()


def mean_distance(ours: NDArray[Any], theirs: NDArray[Any]) -> float:
    return float(np.linalg.norm(ours - theirs, axis=1).mean())


def differences(pose: Pose, theirs: NDArray[np.float32]) -> tuple[float, float, float, float]:
    """Means over the landmarks: pixels in the picture, pixels of depth, millimetres, visibility."""
    return (
        mean_distance(pose.image_px[:, :2], theirs[:, :2]),
        float(abs(pose.image_px[:, 2] - theirs[:, 2]).mean()),
        1e3 * mean_distance(pose.world_m, theirs[:, 3:6]),
        float(abs(pose.visibility - theirs[:, 6]).mean()),
    )


@pytest.mark.parametrize("model", ["lite", "full", "heavy"])
def test_single_pictures(model: str, shared: Path, detector: Detector) -> None:
    with np.load(shared / "reference" / "mediapipe_static.npz") as archive:
        pictures, expected = archive["pictures"].tolist(), archive[model]
    estimator = Estimator(model)
    found = []
    for name, theirs in zip(pictures, expected, strict=True):
        image_rgb = rgb(cv2.imread(str(shared / "reference" / name)))
        people = detector.detect(image_rgb)
        estimate = estimator.estimate(Frame(0, 0.0, image_rgb), people[0].region("alignment")) if people else None
        assert (estimate is None) == bool(np.isnan(theirs).all()), name
        if estimate is not None:
            found.append(differences(estimate.pose, theirs))
    assert len(found) > 40

    image_px, depth_px, world_mm, visibility = np.mean(found, axis=0)
    assert image_px < 0.1
    assert max(image for image, *_ in found) < 1.2
    assert depth_px < 0.5
    assert world_mm < 2
    assert visibility < 6e-4


@pytest.mark.parametrize("clip", CLIPS)
def test_whole_clips(clip: str, shared: Path, detector: Detector, full: Estimator) -> None:
    with np.load(shared / "reference" / "tracks" / f"{Path(clip).name}.npz") as archive:
        expected = np.concatenate([archive["image_px"], archive["world_m"], archive["visibility"][..., None]], axis=2)
    tracker, smoother = Tracker(detector, full), PoseSmoother()
    found, one_sided = [], 0
    for frame, theirs in zip(decoded(shared / "clips" / f"{clip}.mp4"), expected, strict=True):
        raw = tracker.track(frame).pose
        pose = None if raw is None else smoother.smooth(raw)
        one_sided += (pose is None) != bool(np.isnan(theirs).any())
        if pose is not None and not np.isnan(theirs).any():
            found.append(differences(pose, theirs))
    assert one_sided <= 2
    assert len(found) > 0.8 * len(expected)

    image_px, depth_px, world_mm, visibility = np.mean(found, axis=0)
    assert image_px < 1.5
    assert depth_px < 3.2
    assert world_mm < 2.2
    assert visibility < 6e-4
