"""Where the camera stands, from the pose itself."""

from __future__ import annotations

import math
from collections import deque
from typing import Literal, TypeVar, get_args

import numpy as np

from fitcount.types import LANDMARK, Float64Array, Pose, View

FRONT_DEG, SIDE_DEG, BACK_DEG = 30.0, 60.0, 120.0
"""Turned by less than the first the person is seen from the front, from the second to the third from the side."""

ViewLabel = Literal["front", "oblique", "side", "back"]
VIEWS: tuple[ViewLabel, ...] = get_args(ViewLabel)
"""From where a camera may look; oblique from the front or from the back."""

STEADY_S = 2.0
"""A steady view is the median over this long: about one repetition, in which the camera stays and the person wavers."""
BORDER_DEG = 5.0
"""A steady view changes its name only this far beyond the border between two."""

_LEFT = [LANDMARK["left_shoulder"], LANDMARK["left_hip"]]
_RIGHT = [LANDMARK["right_shoulder"], LANDMARK["right_hip"]]


def camera_view(pose: Pose) -> View:
    """The view of one pose, from the line through its shoulders and hips."""
    right_to_left = (pose.world_m[_LEFT] - pose.world_m[_RIGHT]).sum(axis=0)
    return view_at(math.degrees(math.atan2(-right_to_left[2], right_to_left[0])))


def view_at(yaw_deg: float) -> View:
    """The view's name: front 0, left side 90, back 180, right side -90."""
    turned = abs(yaw_deg)
    if turned < FRONT_DEG:
        label = "front"
    elif turned < SIDE_DEG:
        label = "oblique"
    elif turned <= BACK_DEG:
        label = "side"
    else:
        label = "oblique" if turned < 180.0 - FRONT_DEG else "back"
    return View(yaw_deg, label)


def mean_view(yaws_deg: Float64Array) -> View:
    """The view of several frames together, NaN among them left out; NaN and front where there are none."""
    angles = np.radians(yaws_deg[~np.isnan(yaws_deg)])
    if not len(angles):
        return View(math.nan, "front")
    return view_at(math.degrees(math.atan2(np.sin(angles).mean(), np.cos(angles).mean())))


_Degrees = TypeVar("_Degrees", float, Float64Array)


def _round_deg(yaw_deg: _Degrees) -> _Degrees:
    """-180 up to 180, the same direction."""
    return (yaw_deg + 180.0) % 360.0 - 180.0


def median_yaw_deg(yaws_deg: Float64Array) -> float:
    """(n,) without NaN, n above 0: the median, round the circle."""
    mean_deg = mean_view(yaws_deg).yaw_deg
    return _round_deg(mean_deg + float(np.median(_round_deg(yaws_deg - mean_deg))))


class SteadyView:
    """The view over the last seconds, which does not flicker where the yaw is near the border between two names."""

    def __init__(self) -> None:
        self._yaws: deque[tuple[float, float]] = deque()
        self._label = ""

    def update(self, t_s: float, now: View) -> View:
        """The view with that of the next frame; a frame of no known yaw changes nothing."""
        yaws = self._yaws
        if not math.isnan(now.yaw_deg):
            yaws.append((t_s, now.yaw_deg))
        while yaws and t_s - yaws[0][0] > STEADY_S:
            yaws.popleft()
        if not yaws:
            return View(math.nan, self._label or now.label)
        yaw_deg = median_yaw_deg(np.array([yaw for _, yaw in yaws]))
        near = {view_at(_round_deg(yaw_deg + off_deg)).label for off_deg in (-BORDER_DEG, BORDER_DEG)}
        if self._label not in near:
            self._label = view_at(yaw_deg).label
        return View(yaw_deg, self._label)
