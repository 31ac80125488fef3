"""A made-up person who stands with one arm out, seen from the front."""

import numpy as np

from fitcount.types import LANDMARK, LANDMARK_NAMES, Frame, Pose
from fitcount.views.sighting import Sighting

N = len(LANDMARK_NAMES)

# Sizes of the person, from the middle of the hips: x to the right in the picture, y down.
_PLACES = {
    "nose": (0.0, -0.44),
    "left_ear": (0.04, -0.45),
    "right_ear": (-0.04, -0.45),
    "left_shoulder": (0.1, -0.32),
    "right_shoulder": (-0.1, -0.32),
    "left_elbow": (0.22, -0.3),
    "right_elbow": (-0.13, -0.16),
    "left_wrist": (0.34, -0.36),
    "right_wrist": (-0.14, -0.02),
    "left_index": (0.38, -0.38),
    "right_index": (-0.14, 0.03),
    "left_hip": (0.06, 0.0),
    "right_hip": (-0.06, 0.0),
    "left_knee": (0.08, 0.24),
    "right_knee": (-0.08, 0.24),
    "left_ankle": (0.09, 0.46),
    "right_ankle": (-0.09, 0.46),
    "left_heel": (0.08, 0.48),
    "right_heel": (-0.08, 0.48),
    "left_foot_index": (0.12, 0.5),
    "right_foot_index": (-0.12, 0.5),
}


def person(x_px: float = 320.0, y_px: float = 240.0, size_px: float = 400.0, hidden: tuple[str, ...] = ()) -> Pose:
    """Whose landmarks in `hidden` are hardly visible, and those that are not made up not at all."""
    image_px = np.full((N, 3), np.nan, np.float32)
    visibility = np.zeros(N, np.float32)
    for name, (x, y) in _PLACES.items():
        image_px[LANDMARK[name]] = x_px + x * size_px, y_px + y * size_px, 0.0
        visibility[LANDMARK[name]] = 0.3 if name in hidden else 1.0
    world_m = image_px / np.float32(size_px)
    return Pose(0.0, image_px, world_m, visibility, visibility, score=0.97, scale_px=size_px)


def sighting(*people: Pose, t_s: float = 0.0, width: int = 640, height: int = 480) -> Sighting:
    frame = Frame(round(t_s * 30), t_s, np.full((height, width, 3), 90, np.uint8))
    return Sighting(frame, dict(enumerate(people, start=1)))
