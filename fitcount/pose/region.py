"""The region of interest: a rotated square around the person, cut out for the estimator and projected back."""

from __future__ import annotations

import math

import cv2
import numpy as np

from fitcount.types import Float32Array, Region, UInt8Array

EXPANSION = 1.25
"""Side of the square over the diameter of the circle around the whole body (MediaPipe, pose_landmarks_to_roi.pbtxt)."""


def region_around(centre_px: Float32Array, edge_px: Float32Array, expansion: float = EXPANSION) -> Region:
    """Region of a body around `centre_px` whose circle passes through `edge_px`: a square `expansion` times as wide.

    The line from the one to the other points to the head, so it also gives the rotation.
    """
    dx, dy = (float(d) for d in edge_px - centre_px)
    rotation_rad = math.pi / 2 - math.atan2(-dy, dx)
    return Region(
        x_px=float(centre_px[0]),
        y_px=float(centre_px[1]),
        side_px=2.0 * math.hypot(dx, dy) * expansion,
        rotation_rad=math.remainder(rotation_rad, 2.0 * math.pi),
    )


def whole_picture(width_px: int, height_px: int) -> Region:
    """The smallest upright square that holds the whole picture."""
    return Region(width_px / 2, height_px / 2, float(max(width_px, height_px)), 0.0)


def cut_out(image_rgb: UInt8Array, region: Region, size_px: int, *, replicate: bool) -> UInt8Array:
    """(size, size, 3): the region's content, upright; outside the picture its edge is replicated, or it is black.

    The corners of the region fall on the corners of the cut, as in MediaPipe's ImageToTensorCalculator.
    """
    return cv2.warpAffine(  # type: ignore[return-value]
        image_rgb,
        _to_picture(region, size_px),
        (size_px, size_px),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE if replicate else cv2.BORDER_CONSTANT,
    )


def project(points: Float32Array, region: Region) -> Float32Array:
    """(..., 2 or 3) points as fractions of the region to pixels of the full frame; z takes the region's scale."""
    projected = points * np.float32(region.side_px)
    projected[..., :2] = rotate(projected[..., :2] - np.float32(region.side_px / 2), region.rotation_rad)
    projected[..., 0] += np.float32(region.x_px)
    projected[..., 1] += np.float32(region.y_px)
    return projected


def rotate(points: Float32Array, rotation_rad: float) -> Float32Array:
    """(..., 2) points turned clockwise (y points down) about the origin."""
    cos, sin = math.cos(rotation_rad), math.sin(rotation_rad)
    return points @ np.array([[cos, sin], [-sin, cos]], dtype=np.float32)


def _to_picture(region: Region, size_px: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """2 x 3 matrix from pixels of the cut to pixels of the picture."""
    scale = region.side_px / size_px
    cos, sin = math.cos(region.rotation_rad) * scale, math.sin(region.rotation_rad) * scale
    half = size_px / 2
    return np.array(
        [
            [cos, -sin, region.x_px - half * (cos - sin)],
            [sin, cos, region.y_px - half * (sin + cos)],
        ]
    )
