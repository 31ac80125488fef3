"""Strokes with soft edges, an opacity and places finer than a pixel, blended into a picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from fitcount.types import UInt8Array

Color = tuple[int, int, int]

OUTLINE_RGB: Color = (16, 16, 16)
"""Around everything: light colours are seen on light backgrounds too."""

_SHIFT = 4
"""OpenCV's fixed-point coordinates: 1/16 of a pixel, so that slow motion does not jump from pixel to pixel."""


class Point(NamedTuple):
    """A place in pixels, measured from the picture's corner as landmarks are."""

    x_px: float
    y_px: float


@dataclass(frozen=True, slots=True)
class Bone:
    """A limb from one joint to another, as wide at each end as the joint is near."""

    start: Point
    end: Point
    start_width_px: float
    end_width_px: float


@dataclass(frozen=True, slots=True)
class Disc:
    """A joint."""

    centre: Point
    radius_px: float


Shape = Bone | Disc


def paint(image_rgb: UInt8Array, shape: Shape, color: Color, opacity: float, outline_px: float) -> None:
    """Blend `shape` with a dark outline into the picture, in place; what lies outside is cut off."""
    left, top, right, bottom = _bounds(shape, outline_px)
    height, width = image_rgb.shape[:2]
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    if left >= right or top >= bottom or opacity <= 0:
        return
    patch = image_rgb[top:bottom, left:right]
    painted = patch.copy()
    _fill(painted, shape, OUTLINE_RGB, outline_px, Point(left, top))
    _fill(painted, shape, color, 0.0, Point(left, top))
    patch[:] = painted if opacity >= 1 else cv2.addWeighted(painted, opacity, patch, 1.0 - opacity, 0.0)


def paint_path(image_rgb: UInt8Array, corners: Sequence[Point], color: Color, width_px: int) -> None:
    """Draw a line through the corners, with a dark outline, in place."""
    path = [np.array([_fixed(corner, Point(0, 0)) for corner in corners], np.int32)]
    for stroke, thickness in ((OUTLINE_RGB, width_px + 2), (color, width_px)):
        cv2.polylines(
            image_rgb, path, isClosed=False, color=stroke, thickness=thickness, lineType=cv2.LINE_AA, shift=_SHIFT
        )


def _bounds(shape: Shape, grow_px: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in whole pixels, with room for the soft edge."""
    if isinstance(shape, Disc):
        start = end = shape.centre
        reach_px = shape.radius_px
    else:
        start, end, reach_px = shape.start, shape.end, max(shape.start_width_px, shape.end_width_px) / 2
    margin_px = reach_px + grow_px + 2
    return (
        math.floor(min(start.x_px, end.x_px) - margin_px),
        math.floor(min(start.y_px, end.y_px) - margin_px),
        math.ceil(max(start.x_px, end.x_px) + margin_px),
        math.ceil(max(start.y_px, end.y_px) + margin_px),
    )


def _fill(patch: UInt8Array, shape: Shape, color: Color, grow_px: float, origin: Point) -> None:
    if isinstance(shape, Disc):
        radius = round((shape.radius_px + grow_px) * 2**_SHIFT)
        cv2.circle(patch, _fixed(shape.centre, origin), radius, color, -1, cv2.LINE_AA, _SHIFT)
        return
    corners = np.array([_fixed(corner, origin) for corner in _outline(shape, grow_px)], np.int32)
    cv2.fillConvexPoly(patch, corners, color, cv2.LINE_AA, _SHIFT)


def _outline(bone: Bone, grow_px: float) -> tuple[Point, Point, Point, Point]:
    """The four corners of a bone's trapezium; all on one line if the bone points at the camera."""
    dx, dy = bone.end.x_px - bone.start.x_px, bone.end.y_px - bone.start.y_px
    length_px = max(math.hypot(dx, dy), 1e-6)
    across = Point(-dy / length_px, dx / length_px)
    start_px, end_px = bone.start_width_px / 2 + grow_px, bone.end_width_px / 2 + grow_px
    return (
        _beside(bone.start, across, start_px),
        _beside(bone.start, across, -start_px),
        _beside(bone.end, across, -end_px),
        _beside(bone.end, across, end_px),
    )


def _beside(point: Point, across: Point, distance_px: float) -> Point:
    return Point(point.x_px + across.x_px * distance_px, point.y_px + across.y_px * distance_px)


def _fixed(point: Point, origin: Point) -> tuple[int, int]:
    """OpenCV's coordinates: its pixel 0 has its middle at 0, a picture's corner lies half a pixel before."""
    return (
        round((point.x_px - origin.x_px - 0.5) * 2**_SHIFT),
        round((point.y_px - origin.y_px - 0.5) * 2**_SHIFT),
    )
