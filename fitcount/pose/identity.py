"""Who is who: whether two places or poses are one person's, and who of several is the one that exercises."""

from __future__ import annotations

import math

import numpy as np

from fitcount.types import LANDMARK, Pose, Region

MAX_SIZE_CHANGE = 1.5
MAX_MOVE = 0.4
"""A person found after a loss is the same if no larger or smaller than this, nor moved by more of their size."""

NEAR = 0.6
"""Two people no farther apart than this, over the larger region's side, may hide one another: with their arms out."""

BESIDE = 0.25
"""Nearer, over the larger region's side, two detections may be of one body."""

OFF_CENTRE_WEIGHT = 0.5
"""At the edge of the picture a person counts as this much smaller than in its middle."""

_JOINTS = [
    LANDMARK[f"{side}_{part}"]
    for side in ("left", "right")
    for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
]


def same_person(before: Region, after: Region) -> bool:
    """Whether somebody found at `after` can be the one who was last seen at `before`."""
    size, move = change(before, after)
    return size <= MAX_SIZE_CHANGE and move <= MAX_MOVE


def near(a: Region, b: Region) -> bool:
    """Whether the people in two regions may touch or hide one another."""
    return change(a, b)[1] <= NEAR


def beside(a: Region, b: Region) -> bool:
    """Whether two regions are of two bodies, for certain."""
    return change(a, b)[1] >= BESIDE


def change(a: Region, b: Region) -> tuple[float, float]:
    """The larger side over the smaller, and the distance over the larger side."""
    smaller, larger = sorted((a.side_px, b.side_px))
    return larger / max(smaller, 1e-9), math.hypot(b.x_px - a.x_px, b.y_px - a.y_px) / max(larger, 1e-9)


def way_px(before: Pose, after: Pose) -> float:
    """Mean distance of the joints that both know."""
    return float(np.nanmean(np.linalg.norm(after.image_px[_JOINTS, :2] - before.image_px[_JOINTS, :2], axis=1)))


def prominence(place: Region, width_px: int) -> float:
    """How likely somebody is who exercises, rather than passes by: large, and near the middle of the picture."""
    off_centre = abs(place.x_px - width_px / 2) / (width_px / 2)
    return place.side_px * (1.0 - OFF_CENTRE_WEIGHT * min(off_centre, 1.0))
