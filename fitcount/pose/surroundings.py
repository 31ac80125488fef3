"""What changes in the picture beside the people who are followed: a sign that somebody came, without a network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fitcount.types import Float32Array, Pose, UInt8Array

GRID = 48
"""Points that are compared along each side of the picture; 0.1 ms a frame."""
CHANGED = 30
"""Grey levels, in the sum of the colours over three, from which a point has changed."""
MIN_SHARE = 0.01
"""Of the points: a person who fills an eighth of the picture's height and a thirteenth of its width."""
CUT_SHARE = 0.33
"""Of all points: more than a person or a moving camera changes from one frame to the next (0.24 at most in seven real
clips; 0.39 and 0.92 at two cuts)."""
MARGIN = 0.15
"""Around a person's landmarks, in sizes of the person: hair, clothes, what they hold."""

REACH = 1.0
"""So far around them, in sizes of the person, somebody is near."""


class Surroundings:
    """Compares a grid of points with the last frame and with the last look."""

    def __init__(self) -> None:
        self._last: Float32Array | None = None
        self._known: Float32Array | None = None

    def is_cut(self, image_rgb: UInt8Array) -> bool:
        """Take in the next frame; whether nearly all of it changed at once: another camera, another scene."""
        points = _grid(image_rgb)
        last, self._last = self._last, points
        return last is not None and last.shape == points.shape and bool(_changed(last, points).mean() > CUT_SHARE)

    def looked(self) -> None:
        """The detector has seen the last frame: what is there now is known."""
        self._known = self._last

    def news(self, image_rgb: UInt8Array, poses: Sequence[Pose]) -> bool:
        """Whether something has changed since the last look near one of the `poses`, where none of them is."""
        if self._known is None or self._last is None or self._known.shape != self._last.shape:
            return True
        changed, around = _changed(self._known, self._last), np.zeros(self._known.shape, np.bool_)
        height, width = image_rgb.shape[:2]
        for pose in poses:
            left, top, right, bottom = _cells(pose, width, height, REACH)
            around[top:bottom, left:right] = True
        for pose in poses:
            left, top, right, bottom = _cells(pose, width, height, MARGIN)
            around[top:bottom, left:right] = False
        return bool(changed[around].sum() > MIN_SHARE * changed.size)


def _grid(image_rgb: UInt8Array) -> Float32Array:
    rows, columns = (np.linspace(0, size - 1, GRID).astype(int) for size in image_rgb.shape[:2])
    grid: Float32Array = image_rgb[rows[:, None], columns].mean(axis=2, dtype=np.float32)
    return grid


def _changed(before: Float32Array, after: Float32Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    changed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = abs(after - before) > CHANGED
    return changed


def _cells(pose: Pose, width: int, height: int, margin_sizes: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the grid's cells that a person covers, and a margin around them."""
    points, margin = pose.image_px[:, :2], margin_sizes * pose.scale_px
    low, high = np.nanmin(points, axis=0) - margin, np.nanmax(points, axis=0) + margin
    share = GRID / np.array([width, height], np.float32)
    (left, top), (right, bottom) = (np.clip(edge * share, 0, GRID).astype(int).tolist() for edge in (low, high + 1))
    return left, top, right, bottom
