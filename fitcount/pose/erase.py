"""Paint people over, so that the networks see only who is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from fitcount.types import LANDMARK, SKELETON, Float32Array, Frame, Pose, UInt8Array

LIMB = 0.35
HEAD = 0.45
"""Thickness of the limbs and radius of the head, in lengths of the trunk: with clothes and hair, and with what a person
moves from one frame to the next."""

_TRUNK = [LANDMARK[f"{side}_{part}"] for part in ("shoulder", "hip") for side in ("left", "right")]
_FACE = slice(0, LANDMARK["mouth_right"] + 1)
_EVERY = 16
"""Pixels between those that the mean colour is taken of."""


def without(frame: Frame, others: Sequence[Pose], keep: Pose | None = None) -> Frame:
    """The frame with `others` painted over in its mean colour, but for where `keep` is in front of them."""
    if not others:
        return frame
    mask = np.zeros(frame.image_rgb.shape[:2], np.uint8)
    for pose in others:
        _fill(mask, pose.image_px[:, :2], 1)
    if keep is not None:
        _fill(mask, keep.image_px[:, :2], 0)
    image_rgb = frame.image_rgb.copy()
    image_rgb[mask > 0] = image_rgb[::_EVERY, ::_EVERY].mean(axis=(0, 1))
    return replace(frame, image_rgb=image_rgb)


def _fill(mask: UInt8Array, points_px: Float32Array, value: int) -> None:
    """Set the mask wherever a person is."""
    trunk, face_px = points_px[_TRUNK], points_px[_FACE].mean(axis=0)
    trunk_px = float(np.linalg.norm(trunk[:2].mean(axis=0) - trunk[2:].mean(axis=0)))
    thick_px = max(round(LIMB * trunk_px), 1)
    known = np.isfinite(points_px).all(axis=-1).reshape(-1)
    points = np.rint(np.nan_to_num(points_px)).astype(np.int32)
    cv2.fillConvexPoly(mask, cv2.convexHull(points[_TRUNK]), value)
    for a, b in SKELETON:
        if known[a] and known[b]:
            cv2.line(mask, points[a].tolist(), points[b].tolist(), value, thick_px)
    cv2.circle(mask, np.rint(face_px).astype(int).tolist(), round(HEAD * trunk_px), value, -1)
