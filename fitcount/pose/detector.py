"""The body detectors: find people in a whole picture, to start tracking them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from fitcount.pose.anchors import anchor_points
from fitcount.pose.backend import Model, Network, sigmoid
from fitcount.pose.body import WHOLE_BODY, Body
from fitcount.pose.region import cut_out, project, region_around, whole_picture
from fitcount.types import Float32Array, Region, UInt8Array

DetectorMode = Literal["alignment", "box"]

MIN_SCORE = 0.5
MIN_OVERLAP = 0.3
"""Intersection over union from which two boxes are one person. Both: MediaPipe, pose_detection_cpu.pbtxt."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A person as the detector sees one."""

    score: float
    box_px: Float32Array
    """(4,): left, top, right, bottom in pixels of the full frame: a square around the head and the shoulders."""
    keypoints_px: Float32Array
    """(4, 2): middle of the hips, full-body circle, middle of the shoulders, upper-body circle."""
    body: Body = WHOLE_BODY
    """What the estimator should look at."""

    def region(self, mode: DetectorMode) -> Region:
        """Where the estimator should look: at the same place in both modes, turned with the body or upright.

        alignment: what MediaPipe does. On 42 pictures and the same turned by 90, 180 and 270 degrees its regions hold
        every landmark in 98 of 100.

        box: upright. The detector's box itself cannot be it: it is a square around the head and the shoulders only
        (every ear and 98 of 100 shoulders are in it, no knee ever), and the region that holds the body is 2.4 to 4.8
        times as wide and begins below, beside or above it. Of a box that is widened and moved down for people who
        stand, 3.4 times holds 88 of 100 of them, 4.6 times all, at 1.1 % of its side off the landmarks of alignment
        in the median; the circle around the hips holds all at 0.4 %. So the circle it is. The estimator wants the head
        up, though: within 30 degrees of upright no picture is off by more than 5 %, from 60 degrees on all are, and a
        fifth have no pose at all. Tracking turns the region upright within a second if the person lies, and mostly
        not at all if the picture stands on its head.
        """
        body, points = self.body, self.keypoints_px
        aligned = region_around(points[body.centre], points[body.edge], body.expansion)
        return aligned if mode == "alignment" else replace(aligned, rotation_rad=0.0)


class Detector:
    """Finds every person in a picture."""

    def __init__(self, model: Network | None = None, body: Body = WHOLE_BODY) -> None:
        """`model`: the shipped detector of `body` if None. Raises ModelError if that is missing or was changed."""
        self._model = model or Model(body.detector)
        self._body = body
        self._anchors = anchor_points(body.detector_px, body.strides)

    def detect(self, image_rgb: UInt8Array) -> list[Detection]:
        """People in a (height, width, 3) picture, surest first."""
        square = whole_picture(image_rgb.shape[1], image_rgb.shape[0])
        outputs = self._model.run(cut_out(image_rgb, square, self._body.detector_px, replicate=False))
        boxes = outputs["boxes"][0] / np.float32(self._body.detector_px)
        scores, points = decode(boxes, outputs["logits"][0, :, 0], self._anchors)
        return [
            Detection(score, project(corners, square).reshape(4), project(keypoints, square), self._body)
            for score, corners, keypoints in merge_overlapping(scores, points)
        ]


def decode(boxes: Float32Array, logits: Float32Array, anchors: Float32Array) -> tuple[Float32Array, Float32Array]:
    """Scores (N,) and points (N, 6, 2) of the candidates: box's two corners, then four keypoints, as fractions.

    `boxes` (A, 12) holds centre, size and keypoints as fractions, seen from each anchor. A size below zero, which the
    network may answer, is no candidate.
    """
    # In double precision, or else the last digit of a score, a weight below, moves heavy's landmarks by up to a pixel.
    scores = sigmoid(logits.astype(np.float64)).astype(np.float32)
    kept = np.flatnonzero((scores >= MIN_SCORE) & (boxes[:, 2:4] >= 0).all(axis=1))
    values = boxes[kept].reshape(-1, 6, 2)
    centre, half = values[:, 0] + anchors[kept], values[:, 1] / 2
    keypoints = values[:, 2:] + anchors[kept, None]
    corners = np.stack([centre - half, centre + half], axis=1)
    return scores[kept], np.concatenate([corners, keypoints], axis=1)


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
    """(N,) intersection over union of `box` (2, 2) with each of `others` (N, 2, 2)."""
    inner = np.minimum(box[1], others[:, 1]) - np.maximum(box[0], others[:, 0])
    intersection = np.clip(inner, 0, None).prod(axis=1)
    union = (box[1] - box[0]).prod() + (others[:, 1] - others[:, 0]).prod(axis=1) - intersection
    overlap: Float32Array = intersection / np.maximum(union, np.float32(1e-9))
    return overlap
