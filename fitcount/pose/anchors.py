"""Anchor points of a body detector's output grids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fitcount.types import Float32Array

ANCHORS_A_CELL = 2
"""Per layer; MediaPipe makes one for the layer's scale and one between it and the next (SsdAnchorsCalculator)."""


def anchor_points(size_px: int, strides: Sequence[int]) -> Float32Array:
    """(N, 2) anchor centres x, y as fractions of the input, in the order of the detector's outputs.

    Neighbouring layers of one stride share their cells: their anchors stand together. All anchors have size 1, so only
    the centres are kept.
    """
    layers = []
    for stride in dict.fromkeys(strides):
        cells = -(-size_px // stride)
        centres = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        grid = np.stack(np.meshgrid(centres, centres), axis=-1).reshape(-1, 2)
        layers.append(grid.repeat(ANCHORS_A_CELL * strides.count(stride), axis=0))
    return np.concatenate(layers)
