"""Tell a recording, which plays from its start to each who connects, from a camera.

Both hang up in the same way at their end and at a fault. But no camera sends the same picture twice, noise and all: a
stream that begins with its very first picture again has ended when it hung up.
"""

from __future__ import annotations

import numpy as np

from fitcount.types import UInt8Array

GRID = 64
"""Points that are compared along each side."""


class Beginning:
    """The first picture of a stream, over all connections."""

    def __init__(self) -> None:
        self._first: UInt8Array | None = None
        self._recurs = False
        """Whether it came again without a break: a loop has no end, and a still ("no signal") tells nothing."""

    def comes_again(self, image_rgb: UInt8Array, *, connected: bool) -> bool:
        """Whether everything begins anew with the next picture; `connected`: the first one of a connection."""
        points = _points(image_rgb)
        if self._first is None:
            self._first = points
            return False
        if not np.array_equal(points, self._first):
            return False
        self._recurs |= not connected
        return connected and not self._recurs


def _points(image_rgb: UInt8Array) -> UInt8Array:
    height, width, _ = image_rgb.shape
    return image_rgb[:: max(height // GRID, 1), :: max(width // GRID, 1)].copy()
