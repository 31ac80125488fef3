"""Where the camera stands, from the pose itself."""

from __future__ import annotations

import math

import numpy as np

from fitcount.types import LANDMARK, Float64Array, Pose, View

FRONT_DEG, SIDE_DEG, BACK_DEG = 30.0, 60.0, 120.0
"""Turned by less than the first the person is seen from the front, from the second to the third from the side."""

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
