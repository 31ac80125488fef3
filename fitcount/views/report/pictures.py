"""Draws the shots of a set: the skeleton of the trace, with the angle that decided."""

from __future__ import annotations

import math
from base64 import standard_b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from fitcount.kept import KeptFrames
from fitcount.types import LANDMARK, Float32Array, Pose, UInt8Array
from fitcount.views.brush import Color, Disc, Point, paint, paint_path
from fitcount.views.figure import Window, window_around
from fitcount.views.overlay import HIDDEN_VISIBILITY, draw
from fitcount.views.picture_file import encode_webp
from fitcount.views.report.joints import Corner, corner_of, ends_of
from fitcount.views.report.story import Label, Measured, Picture, Shot
from fitcount.wording import quantity

FrameAt = Callable[[float], UInt8Array | None]
"""Time to the source's picture then, (height, width, 3); None if it was not kept."""

LONG_PX = 560
"""The longer side of a picture: sharp at the width of a phone."""
NARROWEST, WIDEST = 0.75, 1.6
"""Width over height of a picture."""
QUALITY = 80
PAPER_RGB: Color = (242, 243, 246)
HEAD = 0.5
"""Radius of the head over its distance from the shoulders."""
HEAD_RGB: Color = (222, 225, 231)
GHOST = 0.22
"""How much of the start position is seen."""
BOLD = 1.9
AGREES_DEG = 25.0
"""No farther from the angle that was measured the one in the picture may be: it is foreshortened, and how much of it is
missing cannot be drawn."""
MARK_RGB: Color = (255, 221, 64)
"""Yellow with a dark outline: on any background, and unlike both sides of the body."""
MARK_WIDTH_PX = 4
ARC_PX = 0.075 * LONG_PX
EDGE = 0.13
"""Share of the picture that no label is nearer to its edge than, or it would be cut off."""
NEAR_S = 0.5
"""No frame farther away shows the moment."""


def no_frames(_t_s: float) -> None:
    """Nothing but the trace was kept."""


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where a window of the source lies in a picture."""

    window: Window
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """Width, height."""
        return round(self.window.width_px * self.scale), round(self.window.height_px * self.scale)

    def pose(self, pose: Pose) -> Pose:
        """The pose in the picture's pixels."""
        image_px = pose.image_px * np.float32(self.scale)
        image_px[:, :2] -= np.array([self.window.left_px, self.window.top_px], np.float32) * np.float32(self.scale)
        return Pose(
            pose.t_s, image_px, pose.world_m, pose.visibility, pose.presence, pose.score, pose.scale_px * self.scale
        )

    def background(self, frame: UInt8Array | None) -> UInt8Array:
        """Blank paper, or what the camera saw."""
        width, height = self.size
        if frame is None:
            return np.full((height, width, 3), PAPER_RGB, np.uint8)
        left, top = self.window.left_px * self.scale, self.window.top_px * self.scale
        move = np.array([[self.scale, 0, -left], [0, self.scale, -top]], np.float32)
        way = cv2.INTER_AREA if self.scale < 1 else cv2.INTER_LINEAR
        return np.asarray(
            cv2.warpAffine(frame, move, (width, height), flags=way, borderMode=cv2.BORDER_REPLICATE), np.uint8
        )


def pictures_of(
    shots: Sequence[Shot], frames: KeptFrames, frame_at: FrameAt = no_frames, bounds: Window | None = None
) -> tuple[Picture, ...]:
    """Each shot in which the person was seen; all of one set, in one window, so that they can be compared.

    `bounds`: of the source's pictures, where they were kept; None: the paper has no end.
    """
    poses = {shot: _pose_at(frames, shot.t_s) for shot in shots}
    starts = {shot: _pose_at(frames, shot.from_s) for shot in shots if shot.from_s is not None}
    people = [pose for pose in (*poses.values(), *starts.values()) if pose is not None]
    if not people:
        return ()
    canvas = _canvas(window_around(people, 1, 1), bounds)
    return tuple(
        _picture(canvas, shot, pose, starts.get(shot), frame_at(shot.t_s))
        for shot, pose in poses.items()
        if pose is not None
    )


def _canvas(window: Window, bounds: Window | None) -> _Canvas:
    """Around the window, of a shape that fits beside others; within the bounds, if there are any."""
    width_px = max(window.width_px, NARROWEST * window.height_px)
    height_px = max(window.height_px, width_px / WIDEST)
    left_px, right_px = _along(window.left_px, window.right_px, width_px)
    top_px, bottom_px = _along(window.top_px, window.bottom_px, height_px)
    if bounds is not None:
        left_px, right_px = _within(left_px, right_px, bounds.left_px, bounds.right_px)
        top_px, bottom_px = _within(top_px, bottom_px, bounds.top_px, bounds.bottom_px)
    shaped = Window(left_px, top_px, right_px, bottom_px)
    return _Canvas(shaped, LONG_PX / max(shaped.width_px, shaped.height_px))


def _along(low_px: float, high_px: float, length_px: float) -> tuple[float, float]:
    """As long as this, with the same middle."""
    middle_px = (low_px + high_px) / 2
    return middle_px - length_px / 2, middle_px + length_px / 2


def _within(low_px: float, high_px: float, least_px: float, most_px: float) -> tuple[float, float]:
    """Moved to lie between these, and as much shorter as it must be."""
    length_px = min(high_px - low_px, most_px - least_px)
    low_px = min(max(low_px, least_px), most_px - length_px)
    return low_px, low_px + length_px


def _pose_at(frames: KeptFrames, t_s: float) -> Pose | None:
    """The pose nearest to a time; None if nobody was seen about then."""
    seen = np.flatnonzero(np.isfinite(frames.image_px[:, LANDMARK["left_hip"], 0]))
    if not len(seen) or math.isnan(t_s):
        return None
    row = int(seen[np.abs(frames.t_s[seen] - t_s).argmin()])
    if abs(float(frames.t_s[row]) - t_s) > NEAR_S:
        return None
    image_px, visibility = frames.image_px[row], frames.visibility[row]
    return Pose(
        t_s=float(frames.t_s[row]),
        image_px=image_px,
        world_m=np.full_like(image_px, np.nan),
        visibility=visibility,
        presence=visibility,
        score=1.0,
        scale_px=_size_px(image_px, visibility),
    )


def _size_px(image_px: Float32Array, visibility: Float32Array) -> float:
    """How large the person is: from the middle of the hips to the farthest landmark, twice."""
    middle = (image_px[LANDMARK["left_hip"], :2] + image_px[LANDMARK["right_hip"], :2]) / 2
    away_px = np.linalg.norm(image_px[:, :2] - middle, axis=1)[visibility > HIDDEN_VISIBILITY]
    return 2.0 * float(np.nanmax(away_px, initial=1.0))


def _picture(canvas: _Canvas, shot: Shot, pose: Pose, start: Pose | None, frame: UInt8Array | None) -> Picture:
    image = canvas.background(frame)
    if start is not None and frame is None:
        ghost = draw(image.copy(), canvas.pose(start), bold=BOLD)
        image = np.asarray(cv2.addWeighted(ghost, GHOST, image, 1.0 - GHOST, 0.0), np.uint8)
    shown = canvas.pose(pose)
    if frame is None:
        _draw_head(image, shown)
    draw(image, shown, bold=BOLD)
    labels = _mark(image, shot, shown)
    width, height = canvas.size
    content = standard_b64encode(encode_webp(image, QUALITY)).decode()
    return Picture(shot, f"data:image/webp;base64,{content}", width, height, _alt(shot), labels)


def _draw_head(image: UInt8Array, pose: Pose) -> None:
    """A disc behind the points of the face, which alone are no head."""
    ears, shoulders = (
        (pose.image_px[LANDMARK[f"left_{part}"], :2] + pose.image_px[LANDMARK[f"right_{part}"], :2]) / 2
        for part in ("ear", "shoulder")
    )
    radius_px = HEAD * float(np.linalg.norm(ears - shoulders))
    if math.isfinite(radius_px):
        paint(image, Disc(Point(float(ears[0]), float(ears[1])), radius_px), HEAD_RGB, 1.0, 1.0)


def _alt(shot: Shot) -> str:
    return f"Skeleton. {shot.title}: {shot.text}"


def _mark(image: UInt8Array, shot: Shot, pose: Pose) -> tuple[Label, ...]:
    """Draw what decided, and say where its numbers belong."""
    if shot.measured is None:
        return ()
    corner = corner_of(shot.measured, pose.image_px[:, :2], pose.visibility)
    if corner is not None:
        return tuple(_mark_angle(image, shot, shot.measured, corner))
    ends = ends_of(shot.measured, pose.image_px[:, :2])
    return () if ends is None else (_mark_distance(image, shot.measured, ends),)


def _mark_angle(image: UInt8Array, shot: Shot, measured: Measured, corner: Corner) -> Iterator[Label]:
    paint_path(image, _arc(corner, ARC_PX), MARK_RGB, MARK_WIDTH_PX)
    # The value outside the corner, where the body is not.
    value = _on(corner, corner.turn_deg / 2 + 180.0, 1.6 * ARC_PX)
    yield _label("value", value, quantity(measured.metric, measured.value), image)
    needed_deg = _needed_deg(corner, shot)
    if measured.limit is not None and needed_deg is not None:
        for dash in _dashes(corner, needed_deg):
            paint_path(image, dash, MARK_RGB, MARK_WIDTH_PX)
        end = _on(corner, needed_deg, corner.length_px + 0.6 * ARC_PX)
        yield _label("limit", end, quantity(measured.metric, measured.limit), image)


def _mark_distance(image: UInt8Array, measured: Measured, ends: tuple[Float32Array, Float32Array]) -> Label:
    paint_path(image, [Point(*end.tolist()) for end in ends], MARK_RGB, MARK_WIDTH_PX)
    middle = Point(*((ends[0] + ends[1]) / 2 + np.array([0, ARC_PX], np.float32)).tolist())
    return _label("value", middle, quantity(measured.metric, measured.value), image)


def _label(what: Literal["value", "limit"], at: Point, text: str, image: UInt8Array) -> Label:
    height, width = image.shape[:2]
    left, top = (min(max(share, EDGE), 1.0 - EDGE) for share in (at.x_px / width, at.y_px / height))
    return Label(what, left, top, text)


def _arc(corner: Corner, radius_px: float) -> list[Point]:
    return [_on(corner, share * corner.turn_deg, radius_px) for share in np.linspace(0.0, 1.0, 25).tolist()]


def _on(corner: Corner, turn_deg: float, away_px: float) -> Point:
    """A place around the corner, from the side that stays where it is."""
    still = corner.still_px - corner.at_px
    angle = math.atan2(float(still[1]), float(still[0])) + math.radians(turn_deg)
    return Point(float(corner.at_px[0]) + away_px * math.cos(angle), float(corner.at_px[1]) + away_px * math.sin(angle))


def _needed_deg(corner: Corner, shot: Shot) -> float | None:
    """Where the moving side should have been, of what missed its limit; None where that cannot be drawn."""
    measured = shot.measured
    if measured is None or measured.limit is None or not shot.misses:
        return None
    if abs(abs(corner.turn_deg) - measured.value) > AGREES_DEG:
        return None
    return math.copysign(abs(corner.turn_deg) - (measured.value - measured.limit), corner.turn_deg)


def _dashes(corner: Corner, turn_deg: float) -> Iterator[list[Point]]:
    step_px = LONG_PX / 40
    for number in range(max(int(corner.length_px / step_px / 2), 1)):
        yield [_on(corner, turn_deg, (2 * number + part) * step_px) for part in (1, 2)]
