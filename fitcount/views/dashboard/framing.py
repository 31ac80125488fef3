"""Which part of the picture to show of a person who moves about in it."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from fitcount.types import Float64Array
from fitcount.views.figure import Window, window_around
from fitcount.views.sighting import Sighting

_REMEMBERED_S = 6.0
"""Longer than a repetition: the window holds all of it, and does not breathe with it."""
_SAMPLE_S = 0.2
_EASE_S = 0.5
"""How fast the window follows, when the person steps aside or nearer: a jump would look like a movement of theirs."""


class Framing:
    """Keeps a window around all places where the person was lately, and moves it gently."""

    def __init__(self) -> None:
        self._lately: deque[tuple[float, Float64Array]] = deque()
        self._shown: Float64Array | None = None
        self._t_s = -math.inf

    @property
    def window(self) -> Window | None:
        """None before anybody was seen."""
        return None if self._shown is None else Window(*self._shown.tolist())

    def follow(self, sighting: Sighting) -> None:
        """Take a frame and who is in it; who is not in it may come back to where they were."""
        t_s = sighting.frame.t_s
        if not sighting.people:
            return
        if not self._lately or t_s - self._lately[-1][0] >= _SAMPLE_S:
            self._lately.append((t_s, _around(sighting)))
        while t_s - self._lately[0][0] > _REMEMBERED_S:
            self._lately.popleft()
        edges = np.array([edges for _, edges in self._lately])
        aim = np.concatenate([edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)])
        passed_s = t_s - self._t_s
        self._t_s = t_s
        if self._shown is None:
            self._shown = aim
        else:
            self._shown = aim + (self._shown - aim) * math.exp(-max(passed_s, 0.0) / _EASE_S)


def _around(sighting: Sighting) -> Float64Array:
    """Left, top, right, bottom."""
    height_px, width_px, _ = sighting.frame.image_rgb.shape
    window = window_around(sighting.people.values(), width_px, height_px)
    return np.array([window.left_px, window.top_px, window.right_px, window.bottom_px])
