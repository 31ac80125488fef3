"""How well a person is lit, from a few hundred points of the picture.

What counts is by how much the parts of a person and what is around them differ. Clips made darker or flatter were lost
by the model in a third or more of the frames at 25 grey levels and in one of ten at 35; as they are, nine of ten have
90 or more (`tests/benchmarks/picture_limits.py`). Brightness itself says little: black clothes are dark in any light.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fitcount.types import LANDMARK, Float32Array, Frame, Pose

POINTS = 24
"""That are looked at along each side of a region, each the mean of 3 by 3 pixels: a dark picture is noisy."""
BODY = slice(LANDMARK["left_shoulder"], LANDMARK["right_ankle"] + 1)
FACE = slice(LANDMARK["nose"], LANDMARK["mouth_right"] + 1)

LEAST_CONTRAST = 28.0
"""Grey levels of 255 between the darkest and the brightest tenth where somebody is."""
DARK = 60.0
"""Where even the brightest tenth is darker, it is the light that lacks."""
BACKLIT_FACE, BACKLIT_ROOM = 20.0, 120.0
"""A face darker than the first before a picture brighter than the second is seen against the light. Of people painted
dark in bright rooms that far, joints were wrong by 0.1 trunks instead of 0.03, though hardly anybody was lost."""


@dataclass(frozen=True, slots=True)
class Light:
    """Grey levels, 0 to 255."""

    face: float
    """Median; of the region where nobody's face is in the picture."""
    around: float
    """Median of the whole picture."""
    dark: float
    """The darkest and the brightest tenth of the region where the person is."""
    bright: float

    @property
    def is_poor(self) -> bool:
        """Whether the model would see hardly anything."""
        return self.bright - self.dark < LEAST_CONTRAST

    @property
    def is_backlit(self) -> bool:
        """Whether the person is a dark shape before a bright room."""
        return self.face < BACKLIT_FACE and self.around > BACKLIT_ROOM

    @property
    def is_dark(self) -> bool:
        """Whether there is too little light at all."""
        return self.bright < DARK


def light_on(frame: Frame, pose: Pose | None) -> Light:
    """The light on a person; of the whole picture if nobody is seen."""
    whole = _grid(frame, np.zeros(2, np.float32), _last(frame))
    points = None if pose is None else pose.image_px[BODY, :2]
    if points is None or not _is_inside(frame, points).any():
        return _light(whole, whole, whole)
    low, high = (np.clip(edge, 0, _last(frame)) for edge in (points.min(axis=0), points.max(axis=0)))
    region = _grid(frame, low, high)
    face = pose.image_px[FACE, :2] if pose is not None else points
    face = face[_is_inside(frame, face)].astype(int)
    seen = frame.image_rgb[face[:, 1], face[:, 0]].mean(axis=1) if len(face) else region
    return _light(region, whole, seen)


def _light(region: Float32Array, whole: Float32Array, face: Float32Array) -> Light:
    dark, bright = np.percentile(region, (10, 90))
    return Light(float(np.median(face)), float(np.median(whole)), float(dark), float(bright))


def _last(frame: Frame) -> Float32Array:
    """The last column and row."""
    height, width = frame.image_rgb.shape[:2]
    return np.array([width - 1, height - 1], np.float32)


def _is_inside(frame: Frame, points: Float32Array) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = np.all((points >= 0.0) & (points <= _last(frame)), axis=1)
    return inside


def _grid(frame: Frame, low: Float32Array, high: Float32Array) -> Float32Array:
    """(POINTS, POINTS) grey levels between two corners."""
    columns, rows = (
        np.clip(np.linspace(low[axis], high[axis], POINTS)[:, None] + [-1, 0, 1], 0, _last(frame)[axis]).astype(int)
        for axis in (0, 1)
    )
    picture = frame.image_rgb[rows.reshape(-1)[:, None], columns.reshape(-1)]
    grey: Float32Array = picture.reshape(POINTS, 3, POINTS, 3, 3).mean(axis=(1, 3, 4), dtype=np.float32)
    return grey
