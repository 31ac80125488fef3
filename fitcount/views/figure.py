"""Skeletons drawn with characters: what a person sees in any terminal."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.style import Style

from fitcount.types import LANDMARK, SKELETON, Pose, UInt8Array
from fitcount.views.canvas import Area, Canvas
from fitcount.views.cells import Cell
from fitcount.views.glyphs import Glyphs
from fitcount.views.overlay import HIDDEN_VISIBILITY
from fitcount.views.palette import BAD, BOLD, DIM, GOOD, PLAIN
from fitcount.views.pixels import pack

LEFT, RIGHT, MIDDLE = GOOD, BAD, PLAIN
DASHED_VISIBILITY = 0.5
"""Less visible lines are dashed and dim."""
_CELL_ASPECT = 2.0
"""A character is about twice as high as wide."""
_HEAD = 0.55
"""Radius of the head over its distance from the shoulders."""
_NEAR = 0.1
"""Of the person's size: lines that are so much nearer to the camera than the hips are thicker."""
_ROOMY_DOTS = 60
"""Each time this height makes lines a dot thicker."""
_LABELS = {"left_index": "L", "right_index": "R", "left_foot_index": "L", "right_foot_index": "R"}
"""Sides are told by letters at hands and feet too: colours alone are not seen by everyone, nor everywhere."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a picture that is shown."""

    left_px: float
    top_px: float
    right_px: float
    bottom_px: float

    @property
    def width_px(self) -> float:
        """From left to right."""
        return self.right_px - self.left_px

    @property
    def height_px(self) -> float:
        """From top to bottom."""
        return self.bottom_px - self.top_px


@dataclass(frozen=True, slots=True)
class _Grid:
    """The dots of an area of characters, and how pixels fall on them."""

    cell: Cell
    columns: int
    """Characters."""
    rows: int
    window: Window
    bold: bool = False
    """Whether lines are a dot thicker."""

    @property
    def shape(self) -> tuple[int, int]:
        """Dots from top to bottom, from left to right."""
        return self.rows * self.cell.rows, self.columns * self.cell.columns

    @property
    def dots_per_px(self) -> tuple[float, float]:
        """Across and down: different, as dots are no squares in every kind of cell."""
        scale = min(self.columns / self.window.width_px, self.rows * _CELL_ASPECT / self.window.height_px)
        return scale * self.cell.columns, scale * self.cell.rows / _CELL_ASPECT

    def dot(self, x_px: float, y_px: float) -> tuple[int, int]:
        """Column and row of the dot that shows a place; the window lies in the middle."""
        across, down = self.dots_per_px
        height, width = self.shape
        column = width / 2 + (x_px - (self.window.left_px + self.window.right_px) / 2) * across
        row = height / 2 + (y_px - (self.window.top_px + self.window.bottom_px) / 2) * down
        return math.floor(column), math.floor(row)

    def blank(self) -> UInt8Array:
        """No dot is set."""
        return np.zeros(self.shape, np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Stroke:
    """A line of dots in one style."""

    z_px: float
    dots: Mask
    style: Style


def window_around(people: Iterable[Pose], width_px: int, height_px: int) -> Window:
    """The part of a picture that holds everybody, with a little room; the whole picture if nobody is there."""
    points = [pose.image_px[pose.visibility > HIDDEN_VISIBILITY, :2] for pose in people]
    seen = np.concatenate(points) if points else np.empty((0, 2))
    seen = seen[np.isfinite(seen).all(axis=1)]
    if not len(seen):
        return Window(0, 0, width_px, height_px)
    (left, top), (right, bottom) = seen.min(axis=0).tolist(), seen.max(axis=0).tolist()
    room_px = 0.12 * max(right - left, bottom - top, 1.0)
    return Window(left - room_px, top - room_px, right + room_px, bottom + room_px)


def rows_for(window: Window, columns: int, most: int) -> int:
    """How many of `most` rows of characters the window fills if it is shown `columns` wide."""
    return max(min(most, math.ceil(columns * window.height_px / window.width_px / _CELL_ASPECT)), 1)


def draw_figures(
    canvas: Canvas,
    area: Area,
    people: Mapping[int, Pose],
    window: Window,
    glyphs: Glyphs,
    *,
    bold: bool = False,
) -> None:
    """Draw the skeletons as large as the area allows; nearer limbs lie over farther ones. `bold`: thicker lines."""
    if area.width <= 0 or area.height <= 0:
        return
    grid = _Grid(glyphs.trace, area.width, area.height, window, bold and not glyphs.ascii_only)
    strokes = [stroke for pose in people.values() for stroke in _strokes(grid, pose)]
    strokes.sort(key=lambda stroke: -stroke.z_px)
    dots, styles = _layered(grid, strokes)
    lines = [list(line) for line in pack(dots, grid.cell)]
    for column, row, letter, style in _letters(grid, people):
        if 0 <= row < grid.rows and 0 <= column < grid.columns:
            lines[row][column], styles[row][column] = letter, style
    for row, (line, painted) in enumerate(zip(lines, styles, strict=True)):
        _put_row(canvas, area.x, area.y + row, line, painted)


def _strokes(grid: _Grid, pose: Pose) -> Iterator[_Stroke]:
    for a, b in SKELETON:
        if _drawable(pose, a, b):
            yield _stroke(grid, pose, (a, b), _line(grid, pose, a, b), _style(a, b))
    ears = LANDMARK["left_ear"], LANDMARK["right_ear"]
    if _drawable(pose, *ears, LANDMARK["left_shoulder"], LANDMARK["right_shoulder"]):
        yield _stroke(grid, pose, ears, _head(grid, pose), MIDDLE)


def _drawable(pose: Pose, *landmarks: int) -> bool:
    rows = list(landmarks)
    return bool((pose.visibility[rows] > HIDDEN_VISIBILITY).all() and np.isfinite(pose.image_px[rows]).all())


def _stroke(grid: _Grid, pose: Pose, landmarks: tuple[int, int], drawn: UInt8Array, style: Style) -> _Stroke:
    rows = list(landmarks)
    dots = drawn.astype(np.bool_)
    if pose.visibility[rows].min() < DASHED_VISIBILITY:
        dots &= _dashes(grid)
        style += DIM
    return _Stroke(float(pose.image_px[rows, 2].mean()), dots, style)


def _dashes(grid: _Grid) -> Mask:
    """A pattern that breaks lines of any direction."""
    row, column = np.indices(grid.shape)
    return np.asarray((column + 2 * row) // 2 % 2 == 0)


def _line(grid: _Grid, pose: Pose, a: int, b: int) -> UInt8Array:
    start, end = (grid.dot(*_within_reach(pose.image_px[index, :2].tolist())) for index in (a, b))
    return np.asarray(cv2.line(grid.blank(), start, end, 1, _thickness(grid, pose, a, b)), np.uint8)


def _thickness(grid: _Grid, pose: Pose, a: int, b: int) -> int:
    """Of a line, in dots: more where there is room, and one more for what is nearer than the hips."""
    nearer = float(pose.image_px[[a, b], 2].mean()) < -_NEAR * pose.scale_px
    room = grid.shape[0] // _ROOMY_DOTS
    return max(room, 1) + int(nearer and room > 0) + grid.bold


def _within_reach(xy_px: list[float]) -> tuple[float, float]:
    """Landmarks may lie far outside; OpenCV counts dots in 32 bits."""
    x_px, y_px = (min(max(value, -1e6), 1e6) for value in xy_px)
    return x_px, y_px


def _head(grid: _Grid, pose: Pose) -> UInt8Array:
    """A circle around the middle of the ears."""
    ears, shoulders = (
        pose.image_px[[LANDMARK[f"left_{part}"], LANDMARK[f"right_{part}"]], :2].mean(axis=0)
        for part in ("ear", "shoulder")
    )
    radius_px = _HEAD * float(np.hypot(*(ears - shoulders)))
    across, down = grid.dots_per_px
    most = 4 * max(grid.shape)  # a head larger than this would only be a line through the picture
    axes = tuple(min(max(round(radius_px * scale), 1), most) for scale in (across, down))
    centre = grid.dot(*_within_reach(ears.tolist()))
    return np.asarray(cv2.ellipse(grid.blank(), centre, axes, 0, 0, 360, 1), np.uint8)


def _style(a: int, b: int) -> Style:
    sides = {_SIDES.get(index, MIDDLE) for index in (a, b)}
    return sides.pop() if len(sides) == 1 else MIDDLE


_SIDES: Mapping[int, Style] = {
    index: LEFT if name.startswith("left_") else RIGHT
    for name, index in LANDMARK.items()
    if name.startswith(("left_", "right_"))
}


def _layered(grid: _Grid, strokes: list[_Stroke]) -> tuple[Mask, list[list[Style]]]:
    """All dots, and the style of each character: that of the nearest line through it. `strokes`: farthest first."""
    dots = np.zeros(grid.shape, np.bool_)
    owner = np.zeros((grid.rows, grid.columns), np.intp)
    for number, stroke in enumerate(strokes, start=1):
        dots |= stroke.dots
        cells = stroke.dots.reshape(grid.rows, grid.cell.rows, grid.columns, grid.cell.columns).any(axis=(1, 3))
        owner[cells] = number
    styles = [PLAIN, *(stroke.style for stroke in strokes)]
    return dots, [[styles[number] for number in row] for row in owner.tolist()]


def _letters(grid: _Grid, people: Mapping[int, Pose]) -> Iterator[tuple[int, int, str, Style]]:
    """Column, row, letter and style of each side's name, and of each person's number if there are several."""
    for number, pose in people.items():
        for name, letter in _LABELS.items():
            if _drawable(pose, LANDMARK[name]):
                yield *_cell(grid, pose, name), letter, _SIDES[LANDMARK[name]] + BOLD
        if len(people) > 1 and _drawable(pose, LANDMARK["nose"]):
            yield *_cell(grid, pose, "nose"), str(number)[-1], MIDDLE + BOLD


def _cell(grid: _Grid, pose: Pose, name: str) -> tuple[int, int]:
    column, row = grid.dot(*_within_reach(pose.image_px[LANDMARK[name], :2].tolist()))
    return column // grid.cell.columns, row // grid.cell.rows


def _put_row(canvas: Canvas, x: int, y: int, line: list[str], styles: list[Style]) -> None:
    """Neighbours of one style become one span; blanks are left out."""
    for (style, blank), run in groupby(range(len(line)), key=lambda i: (styles[i], line[i] == " ")):
        columns = list(run)
        if not blank:
            canvas.put(x + columns[0], y, "".join(line[i] for i in columns), style)


def draw_legend(canvas: Canvas, x: int, y: int, glyphs: Glyphs) -> int:
    """Say what letters and colours mean, and give the column after it."""
    for letter, word, style in (("L", "left", LEFT), ("R", "right", RIGHT)):
        canvas.put(x, y, letter, style + BOLD)
        canvas.put(x + 2, y, glyphs.text(word), style)
        x += 2 + len(word) + 2
    return x
