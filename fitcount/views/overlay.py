"""Draws a pose and the count on pictures, for saved videos."""

import cv2
import numpy as np
from numpy.typing import NDArray

from fitcount.types import LANDMARK_NAMES, SKELETON, Pose, UInt8Array
from fitcount.views.glyphs import ASCII
from fitcount.views.palette import BLUE_RGB, ORANGE_RGB
from fitcount.views.wording import metric_name, quantity

LEFT_RGB = BLUE_RGB
RIGHT_RGB = ORANGE_RGB
MIDDLE_RGB = (255, 255, 255)
_OUTLINE_RGB = (16, 16, 16)
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_FONT_PX = 22
"""Height of this font's digits at scale 1."""

Color = tuple[int, int, int]
Point = tuple[int, int]


def draw(image_rgb: UInt8Array, pose: Pose, *, min_visibility: float = 0.3) -> UInt8Array:
    """Draw the skeleton in place; landmarks that are hidden or far outside the picture are left out."""
    height, width = image_rgb.shape[:2]
    shown = _drawable(pose, width, height, min_visibility)
    points: list[Point] = [(int(x), int(y)) for x, y in np.rint(np.where(shown[:, None], pose.image_px[:, :2], 0))]
    thickness = max(round(min(height, width) / 160), 1)
    bones = [(points[a], points[b], _bone_color(a, b)) for a, b in SKELETON if shown[a] and shown[b]]
    for start, end, _ in bones:
        cv2.line(image_rgb, start, end, _OUTLINE_RGB, thickness + 2, cv2.LINE_AA)
    for start, end, color in bones:
        cv2.line(image_rgb, start, end, color, thickness, cv2.LINE_AA)
    for index in np.flatnonzero(shown):
        cv2.circle(image_rgb, points[index], thickness + 1, _OUTLINE_RGB, -1, cv2.LINE_AA)
        cv2.circle(image_rgb, points[index], thickness, _landmark_color(int(index)), -1, cv2.LINE_AA)
    return image_rgb


def draw_count(
    image_rgb: UInt8Array, count: int, phase: str, metric: str = "", value: float = float("nan")
) -> UInt8Array:
    """Write the count, the phase and the value of a named metric into the upper left corner, in place."""
    height, width = image_rgb.shape[:2]
    large, small = min(height, width) / 6, min(height, width) / 26
    margin = small
    baseline = margin + large
    _write(image_rgb, str(count), margin, baseline, large)
    lines = ["rep" if count == 1 else "reps", phase.replace("_", " ")]
    if metric:
        lines.append(f"{metric_name(metric)} {quantity(metric, value)}")
    for row, line in enumerate(lines, start=1):
        _write(image_rgb, line, margin, baseline + row * 1.8 * small, small)
    return image_rgb


def _drawable(pose: Pose, width: int, height: int, min_visibility: float) -> NDArray[np.bool_]:
    """Landmarks to draw; beyond one picture size outside, lines would only be noise."""
    size = np.array([width, height])
    xy = pose.image_px[:, :2]
    near = ((xy > -size) & (xy < 2 * size)).all(axis=1)
    return np.asarray(near & (pose.visibility >= min_visibility))


def _landmark_color(index: int) -> Color:
    words = LANDMARK_NAMES[index].split("_")
    return LEFT_RGB if "left" in words else RIGHT_RGB if "right" in words else MIDDLE_RGB


def _bone_color(a: int, b: int) -> Color:
    return _landmark_color(a) if _landmark_color(a) == _landmark_color(b) else MIDDLE_RGB


def _write(image_rgb: UInt8Array, words: str, x_px: float, y_px: float, height_px: float) -> None:
    """White words with a dark outline, readable on anything; the font has ASCII only."""
    text, scale = ASCII.text(words), height_px / _FONT_PX
    origin = (round(x_px), round(y_px))
    thickness = max(round(height_px / 9), 1)
    outline = thickness + max(round(height_px / 6), 2)
    for color, stroke in ((_OUTLINE_RGB, outline), (MIDDLE_RGB, thickness)):
        cv2.putText(image_rgb, text, origin, _FONT, scale, color, stroke, cv2.LINE_AA)
