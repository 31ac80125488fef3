"""Draws on pictures, in place: a pose, whose it is, and the count."""

from itertools import chain, pairwise
from typing import NamedTuple

import cv2
import numpy as np

from fitcount.types import LANDMARK, LANDMARK_NAMES, SKELETON, Float32Array, Pose, UInt8Array
from fitcount.views.brush import OUTLINE_RGB, Bone, Color, Disc, Point, Shape, paint
from fitcount.views.glyphs import ASCII
from fitcount.views.palette import BLUE_RGB, ORANGE_RGB
from fitcount.wording import metric_name, quantity

LEFT_RGB = BLUE_RGB
RIGHT_RGB = ORANGE_RGB
MIDDLE_RGB = (255, 255, 255)
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_FONT_PX = 22
"""Height of this font's digits at scale 1."""

HIDDEN_VISIBILITY, CLEAR_VISIBILITY = 0.1, 0.7
"""Up to the one a landmark is not drawn at all, from the other on in full colour."""
MIN_DEPTH_SIZE, MAX_DEPTH_SIZE = 0.5, 2.0
"""A joint's size for its depth, over that of the hips, is kept within these."""
_DEPTH_GAIN = 2.0
"""A joint half the person's size nearer to the camera than the hips is drawn at twice their size."""
_SMALL = 0.4
"""Size of the points of face, hands and feet, which lie close together, over that of a joint."""

_HANDS_AND_FACE: tuple[tuple[int, int], ...] = tuple(
    (LANDMARK[a], LANDMARK[b])
    for path in (
        ("left_ear", "left_eye_outer", "left_eye", "left_eye_inner", "nose"),
        ("nose", "right_eye_inner", "right_eye", "right_eye_outer", "right_ear"),
        ("mouth_left", "mouth_right"),
        ("left_wrist", "left_pinky", "left_index", "left_wrist", "left_thumb"),
        ("right_wrist", "right_pinky", "right_index", "right_wrist", "right_thumb"),
    )
    for a, b in pairwise(path)
)
"""Thin lines that a skeleton on a picture has besides `SKELETON` (those of MediaPipe's POSE_CONNECTIONS)."""

_JOINTS = frozenset(
    LANDMARK[f"{side}_{joint}"]
    for side in ("left", "right")
    for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
)


class _Stroke(NamedTuple):
    """One shape of a skeleton, ready to be painted."""

    z_px: float
    shape: Shape
    color: Color
    opacity: float


def draw(image_rgb: UInt8Array, pose: Pose, *, bold: float = 1.0) -> UInt8Array:
    """Draw the skeleton in place: nearer joints larger, hidden ones fainter, left blue and right orange.

    What is nearer covers what is farther. Landmarks that are not there (NaN), not visible, or further outside the
    picture than it is large are left out. `bold`: how many times as wide as usual.
    """
    height, width = image_rgb.shape[:2]
    opacity = _opacity(pose, width, height)
    radius_px = joint_radii_px(pose, width, height) * np.float32(bold)
    bones = sorted(_bones(pose, opacity, radius_px), key=lambda stroke: -stroke.z_px)
    joints = sorted(_joints(pose, opacity, radius_px), key=lambda stroke: -stroke.z_px)
    outline_px = max(min(height, width) / 400, 1.0)
    for stroke in (*bones, *joints):
        paint(image_rgb, stroke.shape, stroke.color, stroke.opacity, outline_px)
    return image_rgb


def joint_radii_px(pose: Pose, width: int, height: int) -> Float32Array:
    """(33,) radii of the circles: larger towards the camera, NaN where a landmark is not there.

    They fit the picture, but not more than the person, who may be small in it.
    """
    base_px = max(min(min(width, height) / 130, pose.scale_px / 55), 1.5)
    nearer = np.float32(1) - np.float32(_DEPTH_GAIN / max(pose.scale_px, 1.0)) * pose.image_px[:, 2]
    part = np.array([1.0 if index in _JOINTS else _SMALL for index in range(len(LANDMARK_NAMES))], np.float32)
    radii: Float32Array = np.float32(base_px) * part * np.clip(nearer, MIN_DEPTH_SIZE, MAX_DEPTH_SIZE)
    return radii


def _bones(pose: Pose, opacity: Float32Array, radius_px: Float32Array) -> list[_Stroke]:
    return [
        _Stroke(
            z_px=float(pose.image_px[[a, b], 2].mean()),
            shape=Bone(_at(pose, a), _at(pose, b), float(radius_px[a]) * 1.2, float(radius_px[b]) * 1.2),
            color=_bone_color(a, b),
            opacity=float(min(opacity[a], opacity[b])),
        )
        for a, b in chain(_HANDS_AND_FACE, SKELETON)
        if opacity[a] > 0 and opacity[b] > 0
    ]


def _joints(pose: Pose, opacity: Float32Array, radius_px: Float32Array) -> list[_Stroke]:
    return [
        _Stroke(
            z_px=float(pose.image_px[index, 2]),
            shape=Disc(_at(pose, index), float(radius_px[index])),
            color=_landmark_color(index),
            opacity=float(opacity[index]),
        )
        for index in np.flatnonzero(opacity > 0).tolist()
    ]


def _at(pose: Pose, index: int) -> Point:
    return Point(float(pose.image_px[index, 0]), float(pose.image_px[index, 1]))


def _opacity(pose: Pose, width: int, height: int) -> Float32Array:
    """(33,) 0..1; beyond one picture size outside, lines would only be noise."""
    size = np.array([width, height])
    xy = pose.image_px[:, :2]
    near = ((xy > -size) & (xy < 2 * size)).all(axis=1) & np.isfinite(pose.image_px[:, 2])
    share = (pose.visibility - HIDDEN_VISIBILITY) / (CLEAR_VISIBILITY - HIDDEN_VISIBILITY)
    return np.where(near, np.nan_to_num(np.clip(share, 0, 1)), 0).astype(np.float32)


def draw_number(image_rgb: UInt8Array, pose: Pose, number: int) -> UInt8Array:
    """Write the person's number above the head, in place; nowhere if the head is not in the picture."""
    height, width = image_rgb.shape[:2]
    x_px, y_px, _ = pose.image_px[LANDMARK["nose"]].tolist()
    size_px = max(min(height, width) / 20, 10.0)
    if 0 <= x_px < width and 0 <= y_px < height:
        above_px = max(y_px - max(0.1 * pose.scale_px, size_px), size_px)
        write(image_rgb, str(number), x_px - 0.4 * size_px * len(str(number)), above_px, size_px)
    return image_rgb


def draw_count(
    image_rgb: UInt8Array, count: int, phase: str, metric: str = "", value: float = float("nan"), *, unit: str = "reps"
) -> UInt8Array:
    """Write the count of a unit, the phase and the value of a named metric into the upper left corner, in place."""
    height, width = image_rgb.shape[:2]
    large, small = min(height, width) / 6, min(height, width) / 26
    margin = small
    baseline = margin + large
    write(image_rgb, str(count), margin, baseline, large)
    lines = [unit, phase.replace("_", " ")]
    if metric:
        lines.append(f"{metric_name(metric)} {quantity(metric, value)}")
    for row, line in enumerate(lines, start=1):
        write(image_rgb, line, margin, baseline + row * 1.8 * small, small)
    return image_rgb


def _landmark_color(index: int) -> Color:
    words = LANDMARK_NAMES[index].split("_")
    return LEFT_RGB if "left" in words else RIGHT_RGB if "right" in words else MIDDLE_RGB


def _bone_color(a: int, b: int) -> Color:
    return _landmark_color(a) if _landmark_color(a) == _landmark_color(b) else MIDDLE_RGB


def write(
    image_rgb: UInt8Array, words: str, x_px: float, y_px: float, height_px: float, *, color: Color = MIDDLE_RGB
) -> None:
    """Write words with a dark outline, readable on anything, in place; x, y: where their base line begins.

    The font has ASCII only.
    """
    text, scale = ASCII.text(words), height_px / _FONT_PX
    origin = (round(x_px), round(y_px))
    thickness = _thickness(height_px)
    outline = thickness + max(round(height_px / 6), 2)
    for rgb, stroke in ((OUTLINE_RGB, outline), (color, thickness)):
        cv2.putText(image_rgb, text, origin, _FONT, scale, rgb, stroke, cv2.LINE_AA)


def text_width_px(words: str, height_px: float) -> float:
    """How wide `write` makes them."""
    (width, _), _ = cv2.getTextSize(ASCII.text(words), _FONT, height_px / _FONT_PX, _thickness(height_px))
    return float(width)


def _thickness(height_px: float) -> int:
    return max(round(height_px / 9), 1)
