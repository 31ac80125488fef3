"""How well a person is lit, from a few hundred points of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fitcount.types import Float32Array, Frame, Pose

POINTS = 24
"""That are looked at along each side of a region."""
BODY = slice(11, 29)
"""Landmarks from the shoulders to the ankles."""


@dataclass(frozen=True, slots=True)
class Light:
    """Grey levels, 0 to 255."""

    person: float
    """Median on the person."""
    around: float
    """Median of the picture."""
    contrast: float
    """From the tenth to the ninetieth percentile, on the person and next to them."""


def light_on(frame: Frame, pose: Pose) -> Light | None:
    """The light on a person; None if none of them is in the picture."""
    height, width = frame.image_rgb.shape[:2]
    points = pose.image_px[BODY, :2]
    low, high = np.clip(points.min(axis=0), 0, None), np.minimum(points.max(axis=0), [width - 1, height - 1])
    if not (high - low > 1.0).all():
        return None
    region = _grid(frame, low, high)
    on_body = np.clip(points, 0, [width - 1, height - 1]).astype(int)
    person = frame.image_rgb[on_body[:, 1], on_body[:, 0]].mean(axis=1)
    whole = _whole(frame)
    dark, bright = np.percentile(region, (10, 90))
    return Light(float(np.median(person)), float(np.median(whole)), float(bright - dark))


def light_without(frame: Frame) -> Light:
    """The light where nobody is seen."""
    whole = _whole(frame)
    median = float(np.median(whole))
    dark, bright = np.percentile(whole, (10, 90))
    return Light(median, median, float(bright - dark))


def _whole(frame: Frame) -> Float32Array:
    height, width = frame.image_rgb.shape[:2]
    return _grid(frame, np.zeros(2, np.float32), np.array([width - 1, height - 1], np.float32))


def _grid(frame: Frame, low: Float32Array, high: Float32Array) -> Float32Array:
    columns, rows = (np.linspace(low[axis], high[axis], POINTS).astype(int) for axis in (0, 1))
    grid: Float32Array = frame.image_rgb[rows[:, None], columns].mean(axis=2, dtype=np.float32)
    return grid
