"""Draws on pictures, in place, where the model looked."""

import math

from fitcount.types import Float32Array, Region, UInt8Array
from fitcount.views.brush import Color, Point, paint_path

_COLOR: Color = (255, 255, 255)


def draw_region(image_rgb: UInt8Array, region: Region) -> UInt8Array:
    """Draw the region of interest in place: a turned square, with a tick where the head should be."""
    half = region.side_px / 2
    corners = [_turned(region, x, y) for x, y in ((-half, half), (-half, -half), (half, -half), (half, half))]
    tick, top = _turned(region, 0, -half * 0.85), _turned(region, 0, -half)
    for path in ([*corners, corners[0]], [tick, top]):
        paint_path(image_rgb, path, _COLOR, _line_width_px(image_rgb))
    return image_rgb


def draw_box(image_rgb: UInt8Array, box_px: Float32Array) -> UInt8Array:
    """Draw the detector's box (4,): left, top, right, bottom, in place."""
    left, top, right, bottom = (float(side) for side in box_px)
    corners = [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom), Point(left, top)]
    paint_path(image_rgb, corners, _COLOR, _line_width_px(image_rgb))
    return image_rgb


def _line_width_px(image_rgb: UInt8Array) -> int:
    height, width = image_rgb.shape[:2]
    return int(max(min(height, width) // 300, 1))


def _turned(region: Region, x_px: float, y_px: float) -> Point:
    """The place at x, y from the region's middle, as the region is turned."""
    cos, sin = math.cos(region.rotation_rad), math.sin(region.rotation_rad)
    return Point(region.x_px + cos * x_px - sin * y_px, region.y_px + sin * x_px + cos * y_px)
