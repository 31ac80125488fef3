"""Who is who: whether two places or poses are one person's, and who of several is the one that exercises."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fitcount.pose.detector import Detection
from fitcount.types import LANDMARK, Pose, Region

MAX_SIZE_CHANGE = 1.5
MAX_MOVE = 0.4
"""A person found after a loss is the same if no larger or smaller than this, nor moved by more of their size."""

SAME_TIME = 0.5
"""Largest `difference` of one person's places by the detector and by the estimator in the same picture."""

OFF_CENTRE_WEIGHT = 0.5
"""At the edge of the picture a person counts as this much smaller than in its middle."""

ONE_BODY_MOVE = 0.1
ONE_BODY_SIZE = 1.2
"""Two regions as near and as alike as this are around one body."""

NEAR = 0.45
BESIDE = 0.25
"""Two people no farther apart than the one, over the larger region's side, may touch; nearer than the other, one may
be the detector's second sight of the same body."""

APART = 0.15
"""Nearer, over the larger's side, the detector gives places between two people who overlap."""

LEAP_PER_S = 2.4
CROWDED_LEAP_PER_S = 1.4
"""Mean speed of the joints, in sizes of the person, from which a pose may be another person's.

In eleven labelled clips of squats it is at most 1.9 while one person is followed, 0.9 in nine of them; poses seen in
the background, or handed over from one body to another, leap by 1.4 to 10.
"""
MIN_INTERVAL_S = 1 / 30
"""At more frames a second the landmarks' noise would look like speed."""

_JOINTS = [
    LANDMARK[f"{side}_{part}"]
    for side in ("left", "right")
    for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
]


def same_person(before: Region, after: Region) -> bool:
    """Whether somebody found at `after` can be the one who was last seen at `before`."""
    return difference(before, after) <= 1.0


def difference(before: Region, after: Region) -> float:
    """How unlike two places are: 0 the same, 1 just as unlike as two sights of one person can be; mutual.

    The size only has to be possible: a body that squats is a third smaller, so the place tells more.
    """
    size, move = _change(before, after)
    return move / MAX_MOVE if size <= MAX_SIZE_CHANGE else math.inf


def one_body(a: Region, b: Region) -> bool:
    """Whether two regions are around the same body."""
    size, move = _change(a, b)
    return size <= ONE_BODY_SIZE and move <= ONE_BODY_MOVE


def near(a: Region, b: Region) -> bool:
    """Whether the people in two regions may touch or hide one another."""
    return _change(a, b)[1] <= NEAR


def apart(a: Region, b: Region) -> bool:
    """Whether the detector can tell the people in two regions from one another."""
    return _change(a, b)[1] >= APART


def beside(a: Region, b: Region) -> bool:
    """Whether two regions are of two bodies, for certain."""
    return _change(a, b)[1] >= BESIDE


def match(unlike: Sequence[Sequence[float]], limit: float = 1.0) -> list[tuple[int, int]]:
    """Rows with columns, each used once: as many as can be the same up to `limit`, and least unlike in total."""
    if not unlike or not unlike[0]:
        return []
    costs = np.array(unlike)
    possible = costs <= limit
    if len(unlike) == 1:
        rows, columns = np.array([0]), costs.argmin(axis=1)
    else:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  (a quarter of a second; only for crowds)

        rows, columns = linear_sum_assignment(np.where(possible, costs, costs.size * limit))
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if possible[row, column]]


def leaps(before: Pose, after: Pose, *, crowded: bool) -> bool:
    """Whether a pose is farther from the last one than a body moves in that time; less is allowed in a crowd."""
    per_s = CROWDED_LEAP_PER_S if crowded else LEAP_PER_S
    return _way(before, after) > per_s * max(after.t_s - before.t_s, MIN_INTERVAL_S)


def alike(before: Pose, after: Pose) -> bool:
    """Whether two poses are of one body in the same place, however much later."""
    return _way(before, after) <= CROWDED_LEAP_PER_S * MIN_INTERVAL_S


def most_prominent(people: Sequence[Detection], width_px: int) -> Detection | None:
    """The person who is exercising rather than passing by: large, and near the middle of the picture."""

    def prominence(person: Detection) -> float:
        region = person.region("alignment")
        off_centre = abs(region.x_px - width_px / 2) / (width_px / 2)
        return region.side_px * (1.0 - OFF_CENTRE_WEIGHT * min(off_centre, 1.0))

    return max(people, key=prominence, default=None)


def _change(a: Region, b: Region) -> tuple[float, float]:
    """The larger side over the smaller, and the distance over the larger side."""
    smaller, larger = sorted((a.side_px, b.side_px))
    return larger / max(smaller, 1e-9), math.hypot(b.x_px - a.x_px, b.y_px - a.y_px) / max(larger, 1e-9)


def _way(before: Pose, after: Pose) -> float:
    """Mean way of the joints that are known, in sizes of the person."""
    way_px = np.linalg.norm(after.image_px[_JOINTS, :2] - before.image_px[_JOINTS, :2], axis=1)
    return float(np.nanmean(way_px)) / max(before.scale_px, after.scale_px, 1e-9)
