"""The estimators: landmarks of the person in a region of interest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fitcount.pose.backend import Model, Network, Outputs, sigmoid
from fitcount.pose.body import WHOLE_BODY, Body, body_of
from fitcount.pose.heatmap import refine
from fitcount.pose.region import cut_out, project, rotate
from fitcount.types import LANDMARK, LANDMARK_NAMES, Float32Array, Frame, Pose, Region

SIZE_PX = 256
MIN_SCORE = 0.5
"""From which the estimator says that it sees a person (MediaPipe, pose_landmark_by_roi_cpu.pbtxt)."""

N_AUXILIARY = 2
"""After the landmarks come the body's centre and a point on its circle; they place the next region."""

UPPER_DEPTH_GAIN = 0.3
"""Of the upper-body network's z. MediaPipe told its users to discard that, but in seven rendered clips it tells how far
one shoulder or hip is behind the other (correlation .98), only 3.4 times too far. Elbow and shoulder angles with this
gain are 9.7 degrees off in the mean; without any depth 10.6, with the depth as it comes 20.7.
"""
UPPER_CIRCLE_M = 0.74
"""Radius of the circle around the upper body of a rendered person of nominal size, median of five clips."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A pose, and where to look for the person in the next frame."""

    pose: Pose
    alignment_px: Float32Array
    """(2, 2): the body's centre (the middle of the hips, or of the shoulders), and a point on the circle around it."""
    body: Body = WHOLE_BODY


class Estimator:
    """Finds the landmarks of one person."""

    def __init__(self, name: str = "full", model: Network | None = None) -> None:
        """`name`: lite, full, heavy or upper; `model`: that one if None.

        Raises ModelError if the model is missing or was changed.
        """
        self._model = model or Model(name)
        self._body = body_of(name)

    def estimate(self, frame: Frame, region: Region) -> Estimate | None:
        """The person in `region` of the frame; None if the model sees none there."""
        outputs = self._model.run(cut_out(frame.image_rgb, region, SIZE_PX, replicate=True))
        score = float(outputs["score"].item())
        if not score >= MIN_SCORE:  # NaN is nobody, too
            return None
        n = self._body.landmarks
        values = outputs["landmarks"].reshape(-1, 5)
        image_px = project(_places(outputs, n + N_AUXILIARY), region)
        (centre_x, centre_y), (edge_x, edge_y) = image_px[n:, :2].tolist()
        radius_px = math.hypot(edge_x - centre_x, edge_y - centre_y)
        visibility, presence = sigmoid(values[:n, 3:].T)
        pose = Pose(
            t_s=frame.t_s,
            image_px=_all_landmarks(image_px[:n], math.nan),
            world_m=_all_landmarks(_world_m(outputs, image_px[:n], region, radius_px), math.nan),
            visibility=_all_landmarks(visibility, 0.0),
            presence=_all_landmarks(presence, 0.0),
            score=score,
            scale_px=2.0 * radius_px,
        )
        return Estimate(pose, image_px[n:, :2], self._body)


def _places(outputs: Outputs, n: int) -> Float32Array:
    """(n, 3) first points as fractions of the crop, refined if the network gives a heatmap."""
    points = outputs["landmarks"].reshape(-1, 5)[:n, :3] / np.float32(SIZE_PX)
    if "heatmap" in outputs:
        points[:, :2] = refine(points[:, :2], outputs["heatmap"][0, :n])
    else:
        points[:, 2] *= np.float32(UPPER_DEPTH_GAIN)
    return points


def _world_m(outputs: Outputs, image_px: Float32Array, region: Region, radius_px: float) -> Float32Array:
    """(n, 3) landmarks in metres from the middle of the hips, in the picture's directions.

    The network for the upper body gives none: there the picture's, with their depth, are scaled so that the circle
    around the upper body has its nominal size.
    """
    if "world" in outputs:
        # The model gives them in the crop's frame.
        world = outputs["world"].reshape(-1, 3)[: len(image_px)].copy()
        world[:, :2] = rotate(world[:, :2], region.rotation_rad)
        return world
    hips_px = (image_px[LANDMARK["left_hip"]] + image_px[LANDMARK["right_hip"]]) / 2
    metres_per_px = UPPER_CIRCLE_M / radius_px if radius_px > 0.0 else math.nan
    world_m: Float32Array = (image_px - hips_px) * np.float32(metres_per_px)
    return world_m


def _all_landmarks(known: Float32Array, missing: float) -> Float32Array:
    """The values of the first landmarks and those of the rest, which the network does not know: (33, ...)."""
    rest = np.full((len(LANDMARK_NAMES) - len(known), *known.shape[1:]), missing, np.float32)
    return np.concatenate([known, rest])
