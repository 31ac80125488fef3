"""A scene becomes a picture of the window's size."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from fitcount.fit import fitted
from fitcount.types import Pose, UInt8Array
from fitcount.views.mirror import mirrored_picture, mirrored_pose
from fitcount.views.overlay import draw, draw_number, text_width_px, write
from fitcount.views.palette import BLUE_RGB, ORANGE_RGB
from fitcount.views.window.scene import Line, Scene

_DIM = 0.35
"""Of the brightness of a picture that is old."""
_STEP = 1.8
"""From a row of words to the next, over their height."""
_MOST_OF_HEIGHT = 0.5
"""Of the window, that words may cover below."""
_WORDS_RGB = (255, 255, 255)


def drawn(scene: Scene, width: int, height: int, before_rgb: UInt8Array | None = None) -> UInt8Array:
    """(height, width, 3): the picture as large as fits, with everything on it.

    `before_rgb`: the camera's last picture, shown dimmed where the scene has none. Words are as large as the window
    allows; they are written after the picture is mirrored.
    """
    picture = _dimmed(before_rgb) if scene.picture_rgb is None and before_rgb is not None else scene.picture_rgb
    blank = np.zeros((height, width, 3), np.uint8)
    image = blank if picture is None else _with_people(picture, scene, width, height)
    unit_px = min(width, height)
    _write_count(image, scene, unit_px)
    _write_lines(image, scene.lines, unit_px)
    _write_centre(image, scene.centre, unit_px)
    return image


def _dimmed(picture: UInt8Array) -> UInt8Array:
    return np.asarray(cv2.convertScaleAbs(picture, alpha=_DIM), np.uint8)


def _with_people(picture: UInt8Array, scene: Scene, width: int, height: int) -> UInt8Array:
    own_height, own_width = picture.shape[:2]
    image = fitted(mirrored_picture(picture) if scene.mirrored else picture, width, height)
    if image is picture:
        image = picture.copy()
    scale = min(width / own_width, height / own_height)
    left_px, top_px = (width - round(own_width * scale)) // 2, (height - round(own_height * scale)) // 2
    for number, pose in scene.people.items():
        placed = _placed(mirrored_pose(pose, own_width) if scene.mirrored else pose, scale, left_px, top_px)
        draw(image, placed)
        if len(scene.people) > 1:
            draw_number(image, placed, number)
    return image


def _placed(pose: Pose, scale: float, left_px: int, top_px: int) -> Pose:
    """The pose on a picture that was enlarged and moved."""
    image_px = pose.image_px * np.float32(scale)
    image_px[:, :2] += np.array([left_px, top_px], np.float32)
    return replace(pose, image_px=image_px, scale_px=pose.scale_px * scale)


def _write_count(image: UInt8Array, scene: Scene, unit_px: int) -> None:
    large, small, margin = unit_px / 4, unit_px / 22, unit_px / 30
    write(image, scene.count, margin, margin + large, large)
    for row, detail in enumerate(scene.details, start=1):
        write(image, detail, margin, margin + large + row * 1.7 * small, small)


def _write_lines(image: UInt8Array, lines: Sequence[Line], unit_px: int) -> None:
    """On a dark band at the bottom, the last line lowest."""
    height, width = image.shape[:2]
    margin = unit_px / 30
    size_px = unit_px / 16
    rows = _rows(lines, width - 2 * margin, size_px)
    if not rows:
        return
    while len(rows) * _STEP * size_px > _MOST_OF_HEIGHT * height:
        size_px *= 0.9
        rows = _rows(lines, width - 2 * margin, size_px)
    size_px = min(size_px, *(_fitting_px(row.text, width - 2 * margin) for row in rows))
    step = _STEP * size_px
    top = max(round(height - len(rows) * step - margin), 0)
    image[top:] = _dimmed(image[top:])
    for number, row in enumerate(rows):
        color = ORANGE_RGB if row.is_urgent else _WORDS_RGB
        write(image, row.text, margin, top + (number + 0.9) * step, size_px, color=color)


def _rows(lines: Sequence[Line], width_px: float, size_px: float) -> list[Line]:
    return [Line(row, line.is_urgent) for line in lines for row in _wrapped(line.text, width_px, size_px)]


def _wrapped(text: str, width_px: float, size_px: float) -> list[str]:
    """Broken between words, so that no row is wider unless a word is."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and text_width_px(longer, size_px) <= width_px:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _write_centre(image: UInt8Array, words: str, unit_px: int) -> None:
    if not words:
        return
    height, width = image.shape[:2]
    size_px = min(unit_px / 3, _fitting_px(words, 0.9 * width))
    x_px = (width - text_width_px(words, size_px)) / 2
    write(image, words, x_px, (height + size_px) / 2, size_px, color=BLUE_RGB)


def _fitting_px(words: str, width_px: float) -> float:
    """The height at which the words are that wide."""
    return width_px / max(text_width_px(words, 1000.0) / 1000.0, 1e-6)
