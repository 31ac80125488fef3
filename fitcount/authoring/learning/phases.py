"""What to call the parts of a movement: by where the part of the body goes that moves most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fitcount.authoring.drafting.draft import PhaseNames
from fitcount.authoring.learning.performance import Performance
from fitcount.reps.metrics import BODY
from fitcount.types import Float64Array, Pose, Rejection, Rep

STANDING_RATIO, UPRIGHT_DEG = 0.75, 45.0
LYING_DEG, CHEST_UP_DEG = 60.0, 70.0
"""Of somebody who stands: hips higher, and trunk less tilted. Of somebody who lies on the back: trunk, and chest."""
SIDEWAYS = 2.0
"""What moves so much more to the side than up or down goes out and in."""


def names_of(performance: Performance) -> PhaseNames:
    """Names of the phases, from the middle of all repetitions."""
    start = _start(performance)
    across, down = _displacement(performance)
    if abs(across) > SIDEWAYS * abs(down):
        return PhaseNames(start, "going out", "out", "end", "coming back", "in")
    if down > 0.0:
        return PhaseNames(start, "going down", "down", "bottom", "coming up", "up")
    return PhaseNames(start, "going up", "up", "top", "coming down", "down")


def _start(performance: Performance) -> str:
    height, tilt, chest = (
        float(np.nanmedian(values)) if np.isfinite(values).any() else float("nan")
        for values in map(performance.at_start, ("hip_height_ratio", "body_tilt_deg", "chest_tilt_deg"))
    )
    if height >= STANDING_RATIO and tilt <= UPRIGHT_DEG:
        return "standing"
    return "lying" if tilt >= LYING_DEG and chest <= CHEST_UP_DEG else "start"


def _displacement(performance: Performance) -> Float64Array:
    """(2,): how the joint that moves most moves in the picture, from the start to the peak, in most repetitions."""
    moves = [_farthest(performance.recording.poses, movement) for movement in performance.movements]
    middle: Float64Array = np.median(moves, axis=0)
    return middle


def _farthest(poses: Sequence[Pose], movement: Rep | Rejection) -> Float64Array:
    """(2,)."""
    start = _pose_at(poses, movement.start_s)
    peak = _pose_at(poses, movement.peak_s if movement.peak_s is not None else movement.end_s)
    moved_px = np.asarray(peak.image_px[BODY, :2] - start.image_px[BODY, :2], np.float64)
    lengths_px = np.nan_to_num(np.linalg.norm(moved_px, axis=1))
    farthest: Float64Array = moved_px[int(np.argmax(lengths_px))]
    return farthest


def _pose_at(poses: Sequence[Pose], t_s: float) -> Pose:
    return min(poses, key=lambda pose: abs(pose.t_s - t_s))
