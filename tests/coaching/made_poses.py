"""Poses to look at: rendered people who make a gesture, as BlazePose saw them, and a person who just stands.

data/rendered_gestures.npz: ten frames a second of people rendered for this project, (clip, frame, landmark, ...); its
names are GESTURE__YAW, of the camera in degrees round to the left (see `View`); NaN where nobody was seen.

data/missing_legs.npz: rendered people in pictures that end at their thighs, knees or shins, each a frame in which
BlazePose put knees and ankles inside the picture nevertheless; size_px is the picture's width and height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from fitcount.sessions.trace import load_trace
from fitcount.types import LANDMARK_NAMES, Frame, Pose, UInt8Array

HERE = Path(__file__).parent
TRACES = HERE.parent / "traces"
WIDTH, HEIGHT = 640, 480
FPS = 10

Seen = Sequence[tuple[float, Pose | None]]


@cache
def rendered() -> dict[str, Seen]:
    """Each gesture by name: hands down, up within 0.7 s, held for 1.4 s, and down again."""
    with np.load(HERE / "data" / "rendered_gestures.npz") as data:
        arrays = {name: data[name] for name in data.files}
    return {
        str(name): [(frame / FPS, _pose(arrays, clip, frame)) for frame in range(arrays["scale_px"].shape[1])]
        for clip, name in enumerate(arrays["names"])
    }


Arrays = dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]


def _pose(arrays: Arrays, clip: int, frame: int) -> Pose | None:
    scale_px = float(arrays["scale_px"][clip, frame])
    if np.isnan(scale_px):
        return None
    visibility = arrays["visibility"][clip, frame].astype(np.float32)
    return Pose(
        frame / FPS,
        arrays["image_px"][clip, frame].astype(np.float32),
        arrays["world_m"][clip, frame].astype(np.float32),
        visibility,
        visibility,
        1.0,
        scale_px,
    )


@cache
def without_legs() -> Sequence[tuple[str, Pose, tuple[int, int]]]:
    """Clip and where it was cut, the pose, and width and height of the picture."""
    with np.load(HERE / "data" / "missing_legs.npz") as data:
        arrays: Arrays = {name: data[name] for name in data.files}
    return [
        (
            str(name),
            Pose(
                0.0,
                arrays["image_px"][row].astype(np.float32),
                arrays["world_m"][row].astype(np.float32),
                arrays["visibility"][row].astype(np.float32),
                arrays["presence"][row].astype(np.float32),
                1.0,
                float(arrays["scale_px"][row]),
            ),
            (int(arrays["size_px"][row, 0]), int(arrays["size_px"][row, 1])),
        )
        for row, name in enumerate(arrays["names"])
    ]


@cache
def first_of(trace: str) -> Pose:
    """The first pose of a trace: somebody in the start position of what they are going to do."""
    return next(pose for _, pose in load_trace(TRACES / f"{trace}.npz") if pose is not None)


def standing(trace: str = "squat_front") -> Pose:
    """Somebody who stands in the middle of a picture of 640 x 480."""
    return first_of(trace)


def moved(pose: Pose, *, x_px: float = 0.0, y_px: float = 0.0, size: float = 1.0, roll_deg: float = 0.0) -> Pose:
    """The same person elsewhere in the picture, nearer or farther, or before a tilted camera."""
    centre = np.array([WIDTH / 2, HEIGHT / 2], np.float32)
    cos, sin = (np.float32(part(np.radians(roll_deg))) for part in (np.cos, np.sin))
    turned = np.array([[cos, sin], [-sin, cos]], np.float32)
    image_px = pose.image_px * np.float32(size)
    image_px[:, :2] = (pose.image_px[:, :2] - centre) @ turned * np.float32(size) + centre
    image_px[:, :2] += np.array([x_px, y_px], np.float32)
    world_m = pose.world_m.copy()
    world_m[:, :2] = pose.world_m[:, :2] @ turned
    return replace(pose, image_px=image_px, world_m=world_m, scale_px=pose.scale_px * size)


def mirrored(pose: Pose) -> Pose:
    """What the same model sees in a mirror: left is right."""
    other = [LANDMARK_NAMES.index(_other_side(name)) for name in LANDMARK_NAMES]
    image_px, world_m = pose.image_px[other].copy(), pose.world_m[other].copy()
    image_px[:, 0] = WIDTH - 1 - image_px[:, 0]
    world_m[:, 0] = -world_m[:, 0]
    return replace(
        pose,
        image_px=image_px,
        world_m=world_m,
        visibility=pose.visibility[other],
        presence=pose.presence[other],
    )


def _other_side(name: str) -> str:
    words = {"left": "right", "right": "left"}
    return "_".join(words.get(word, word) for word in name.split("_"))


@cache
def picture(brightness: float = 128.0, contrast: float = 60.0) -> UInt8Array:
    """A room of light and dark stripes."""
    stripes = np.where(np.arange(WIDTH) // 12 % 2, contrast, -contrast) + brightness
    return np.broadcast_to(np.clip(stripes, 0, 255)[None, :, None], (HEIGHT, WIDTH, 3)).astype(np.uint8)


def frame(t_s: float, image_rgb: UInt8Array | None = None) -> Frame:
    """A frame of that time."""
    return Frame(round(t_s * FPS), t_s, picture() if image_rgb is None else image_rgb)
