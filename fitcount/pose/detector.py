"""The body detector: finds people in a whole picture, to start tracking them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fitcount.pose.anchors import STRIDES_224, anchor_points
from fitcount.pose.backend import Model
from fitcount.pose.region import cut_out, project, region_around, whole_picture
from fitcount.types import Float32Array, Region, UInt8Array

DetectorMode = Literal["alignment", "box"]

SIZE_PX = 224
MIN_SCORE = 0.5
MIN_OVERLAP = 0.3
"""Intersection over union from which two boxes are one person."""
MAX_LOGIT = 100.0
"""All from MediaPipe, pose_detection_cpu.pbtxt."""

HIPS, BODY_CIRCLE = 0, 1
"""Rows of `Detection.keypoints_px`: the middle of the hips, and a point on the circle around the whole body."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A person as the detector sees one."""

    score: float
    box_px: Float32Array
    """(4,): left, top, right, bottom of the head and shoulders in pixels of the full frame."""
    keypoints_px: Float32Array
    """(4, 2): middle of the hips, full-body circle, middle of the shoulders, upper-body circle."""

    def region(self, mode: DetectorMode) -> Region:
        """Where the estimator should look."""
        return _aligned(self) if mode == "alignment" else _boxed(self)


class Detector:
    """Finds every person in a picture."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or Model("detector")
        self._anchors = anchor_points(SIZE_PX, STRIDES_224)

    def detect(self, image_rgb: UInt8Array) -> list[Detection]:
        """People in a (height, width, 3) picture, surest first."""
        square = whole_picture(image_rgb.shape[1], image_rgb.shape[0])
        outputs = self._model.run(cut_out(image_rgb, square, SIZE_PX, replicate=False))
        scores, points = decode(outputs["boxes"][0], outputs["logits"][0, :, 0], self._anchors)
        return [
            Detection(score, project(corners, square).reshape(4), project(keypoints, square))
            for score, corners, keypoints in merge_overlapping(scores, points)
        ]


def decode(boxes: Float32Array, logits: Float32Array, anchors: Float32Array) -> tuple[Float32Array, Float32Array]:
    """Scores (N,) and points (N, 6, 2) of the candidates: box's two corners, then four keypoints, as fractions.

    `boxes` (A, 12) holds centre, size and keypoints in input pixels from each anchor.
    """
    scores = 1.0 / (1.0 + np.exp(-np.clip(logits.astype(np.float64), -MAX_LOGIT, MAX_LOGIT)))
    kept = np.flatnonzero(scores >= MIN_SCORE)
    values = boxes[kept].reshape(-1, 6, 2) / np.float32(SIZE_PX)
    centre, half = values[:, 0] + anchors[kept], values[:, 1] / 2
    keypoints = values[:, 2:] + anchors[kept, None]
    corners = np.stack([centre - half, centre + half], axis=1)
    return scores[kept].astype(np.float32), np.concatenate([corners, keypoints], axis=1)


def merge_overlapping(scores: Float32Array, points: Float32Array) -> list[tuple[float, Float32Array, Float32Array]]:
    """Weighted non-maximum suppression: one (score, corners, keypoints) a person, surest first.

    Candidates that overlap the surest are averaged with their scores as weights, rather than dropped: steadier than
    the surest alone.
    """
    people = []
    left = np.argsort(-scores, kind="stable")
    while left.size:
        overlap = _overlap(points[left[0], :2], points[left, :2])
        # The surest overlaps itself, whatever its size.
        same = (overlap > MIN_OVERLAP) | (np.arange(left.size) == 0)
        merged = np.average(points[left[same]], axis=0, weights=scores[left[same]]).astype(np.float32)
        people.append((float(scores[left[0]]), merged[:2], merged[2:]))
        left = left[~same]
    return people


def _overlap(box: Float32Array, others: Float32Array) -> Float32Array:
    inner = np.minimum(box[1], others[:, 1]) - np.maximum(box[0], others[:, 0])
    intersection = np.clip(inner, 0, None).prod(axis=1)
    union = (box[1] - box[0]).prod() + (others[:, 1] - others[:, 0]).prod(axis=1) - intersection
    overlap: Float32Array = intersection / np.maximum(union, np.float32(1e-9))
    return overlap


def _aligned(detection: Detection) -> Region:
    return region_around(detection.keypoints_px[HIPS], detection.keypoints_px[BODY_CIRCLE])


def _boxed(detection: Detection) -> Region:
    raise NotImplementedError
