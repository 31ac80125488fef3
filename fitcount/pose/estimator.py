"""The estimator: 33 landmarks of the person in a region of interest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fitcount.pose.backend import Model, Network, sigmoid
from fitcount.pose.heatmap import refine
from fitcount.pose.region import cut_out, project, rotate
from fitcount.types import LANDMARK_NAMES, Float32Array, Frame, Pose, Region

SIZE_PX = 256
MIN_SCORE = 0.5
"""From which the estimator says that it sees a person (MediaPipe, pose_landmark_by_roi_cpu.pbtxt)."""

N_LANDMARKS = len(LANDMARK_NAMES)
N_AUXILIARY = 2
"""After the landmarks come the middle of the hips and a point on the body's circle; they place the next region."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A pose, and where to look for the person in the next frame."""

    pose: Pose
    alignment_px: Float32Array
    """(2, 2): middle of the hips, and a point on the circle around the body."""


class Estimator:
    """Finds the landmarks of one person."""

    def __init__(self, name: str = "full", model: Network | None = None) -> None:
        """`name`: lite, full or heavy, unless a `model` is given. Raises ModelError if it is missing or was changed."""
        self._model = model or Model(name)

    def estimate(self, frame: Frame, region: Region) -> Estimate | None:
        """The person in `region` of the frame; None if the model sees none there."""
        outputs = self._model.run(cut_out(frame.image_rgb, region, SIZE_PX, replicate=True))
        score = float(outputs["score"].item())
        if not score >= MIN_SCORE:  # NaN is nobody, too
            return None
        used = N_LANDMARKS + N_AUXILIARY
        values = outputs["landmarks"].reshape(-1, 5)[:used]
        points = values[:, :3] / np.float32(SIZE_PX)
        points[:, :2] = refine(points[:, :2], outputs["heatmap"][0, :used])
        image_px = project(points, region)
        visibility, presence = sigmoid(values[:N_LANDMARKS, 3:].T)
        (hips_x, hips_y), (edge_x, edge_y) = image_px[N_LANDMARKS:, :2].tolist()
        pose = Pose(
            t_s=frame.t_s,
            image_px=image_px[:N_LANDMARKS],
            world_m=_upright(outputs["world"].reshape(-1, 3)[:N_LANDMARKS], region),
            visibility=visibility,
            presence=presence,
            score=score,
            scale_px=2.0 * math.hypot(edge_x - hips_x, edge_y - hips_y),
        )
        return Estimate(pose, image_px[N_LANDMARKS:, :2])


def _upright(world: Float32Array, region: Region) -> Float32Array:
    """Turn the world landmarks, which the model gives in the crop's frame, back into the picture's."""
    turned = world.copy()
    turned[:, :2] = rotate(world[:, :2], region.rotation_rad)
    return turned
