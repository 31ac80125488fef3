"""Where in the picture a metric is measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fitcount.types import LANDMARK, Float32Array
from fitcount.views.report.story import Measured

_ENDS = {
    "knee": ("ankle", "hip"),
    "elbow": ("shoulder", "wrist"),
    "shoulder": ("hip", "elbow"),
    "hip": ("knee", "shoulder"),
}
"""Joint to the two ends of its angle; the first one rather stays where it is."""
_UPRIGHT = ("trunk_lean", "body_tilt")
"""Measured against straight up, on the line from the hips to the shoulders."""


@dataclass(frozen=True, slots=True)
class Corner:
    """An angle in the picture; each (2,) in pixels."""

    at_px: Float32Array
    """Where its sides meet."""
    still_px: Float32Array
    """On the side that is looked at from."""
    moving_px: Float32Array
    """On the other one."""

    @property
    def length_px(self) -> float:
        """Of the moving side."""
        return float(np.linalg.norm(self.moving_px - self.at_px))

    @property
    def turn_deg(self) -> float:
        """From the still side to the moving one, -180 to 180; above 0 is clockwise in the picture."""
        still, moving = self.still_px - self.at_px, self.moving_px - self.at_px
        cross = float(still[0] * moving[1] - still[1] * moving[0])
        return math.degrees(math.atan2(cross, float(still @ moving)))


_APART = {"knee_spread_ratio": "knee", "stance_m": "ankle"}
"""Measured between the left and the right one."""


def ends_of(measured: Measured, image_px: Float32Array) -> tuple[Float32Array, Float32Array] | None:
    """The two places, each (2,), whose distance a metric names; None where it is none. `image_px` (33, 2)."""
    part = _APART.get(measured.metric)
    if part is None:
        return None
    left, right = image_px[LANDMARK[f"left_{part}"]], image_px[LANDMARK[f"right_{part}"]]
    return (left, right) if bool(np.isfinite([left, right]).all()) else None


def corner_of(measured: Measured, image_px: Float32Array, visibility: Float32Array) -> Corner | None:
    """The angle that a metric names, on the side that was measured; None where it is no angle of the body.

    `image_px` (33, 2), `visibility` (33,): of the pose that is shown.
    """
    name = measured.metric.removesuffix("_deg")
    corner = None
    if name in _UPRIGHT:
        hip, shoulder = _middle(image_px, "hip"), _middle(image_px, "shoulder")
        length_px = np.float32(np.linalg.norm(shoulder - hip))
        corner = Corner(hip, hip - np.array([0, length_px], np.float32), shoulder)
    elif name.split("_")[0] in _ENDS and not name.endswith("_asymmetry") and measured.metric.endswith("_deg"):
        corner = _joint(name.split("_"), measured.side, image_px, visibility)
    elif name.startswith("thigh_lift"):
        side = _side(name.split("_"), measured.side, ("hip", "knee"), visibility)
        hip, knee = (image_px[LANDMARK[f"{side}_{part}"]] for part in ("hip", "knee"))
        length_px = np.float32(np.linalg.norm(knee - hip))
        corner = Corner(hip, hip + np.array([0, length_px], np.float32), knee)
    elif name == "hip_sag":
        corner = _joint(["hip"], measured.side, image_px, visibility)
    known = corner is not None and bool(np.isfinite([corner.at_px, corner.still_px, corner.moving_px]).all())
    return corner if known else None


def _joint(words: list[str], side: str, image_px: Float32Array, visibility: Float32Array) -> Corner:
    joint = words[0]
    still, moving = _ENDS[joint]
    side = _side(words, side, (joint, still, moving), visibility)
    at, one, two = (image_px[LANDMARK[f"{side}_{part}"]] for part in (joint, still, moving))
    corner = Corner(at, one, two)
    if words[-1] not in ("bent", "straighter"):
        return corner
    other = "right" if side == "left" else "left"
    at, one, two = (image_px[LANDMARK[f"{other}_{part}"]] for part in (joint, still, moving))
    both = (corner, Corner(at, one, two))
    choose = min if words[-1] == "bent" else max
    return choose(both, key=lambda each: abs(each.turn_deg))


def _side(words: list[str], side: str, parts: tuple[str, ...], visibility: Float32Array) -> str:
    """The side that the metric or the movement names; otherwise the one that is seen better."""
    for name in ("left", "right"):
        if name in words or name == side:
            return name
    seen = {
        name: float(visibility[[LANDMARK[f"{name}_{part}"] for part in parts]].mean()) for name in ("left", "right")
    }
    return max(seen, key=lambda name: (seen[name], name == "left"))


def _middle(image_px: Float32Array, part: str) -> Float32Array:
    middle: Float32Array = (image_px[LANDMARK[f"left_{part}"]] + image_px[LANDMARK[f"right_{part}"]]) / 2
    return middle
