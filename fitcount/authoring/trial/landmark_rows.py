"""A trace's poses as rows of numbers, which can be averaged, interpolated and turned into poses again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fitcount.sessions.trace import Trace
from fitcount.types import LANDMARK, LANDMARK_NAMES, Float64Array, Pose

RATE_HZ = 30.0
"""Traces are brought to this many rows a second."""
_N = len(LANDMARK_NAMES)
_HIPS = [LANDMARK["left_hip"], LANDMARK["right_hip"]]

IMAGE = slice(0, 3 * _N)
"""x, y from the middle of the hips, and z; pixels."""
HIPS = slice(IMAGE.stop, IMAGE.stop + 2)
"""Middle of the hips in the picture, pixels."""
WORLD = slice(HIPS.stop, HIPS.stop + 3 * _N)
VISIBILITY = slice(WORLD.stop, WORLD.stop + _N)
PRESENCE = slice(VISIBILITY.stop, VISIBILITY.stop + _N)
SCALE = PRESENCE.stop
WIDTH = SCALE + 1
"""Columns of a row."""

JOINTS = [
    LANDMARK[f"{s}_{part}"] for s in ("left", "right") for part in ("shoulder", "elbow", "wrist", "knee", "ankle")
]
"""What a shape is compared by; the hips are its origin."""
_BENDS = [
    tuple(LANDMARK[f"{side}_{part}"] for part in parts)
    for side in ("left", "right")
    for parts in (
        ("hip", "knee", "ankle"),
        ("shoulder", "hip", "knee"),
        ("shoulder", "elbow", "wrist"),
        ("hip", "shoulder", "elbow"),
    )
]
MAX_GAP_S = 0.3
"""Rows further than this from a frame in which the person was seen are made up: no repetition is taken from there."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a trace shows of one person, evenly sampled."""

    t_s: Float64Array
    """(T,)"""
    rows: Float64Array
    """(T, WIDTH); NaN columns where the model knows no such landmark."""
    seen: Float64Array
    """(T,): seconds to the nearest frame in which the person was seen."""
    noise: Float64Array
    """(WIDTH,): standard deviation of a landmark from frame to frame while the person is still; 0 of other columns."""


def recorded(trace: Trace) -> Recorded | None:
    """The person who is longest in the trace; None if they are there for less than a second."""
    arrays = trace.arrays
    there = ~np.isnan(arrays["score"])
    if not there.any():
        return None
    tracks, frames = np.unique(arrays["track"][there], return_counts=True)
    there &= arrays["track"] == tracks[frames.argmax()]
    t_s = arrays["t_s"][there]
    if len(t_s) < 5 or t_s[-1] - t_s[0] < 1.0:
        return None
    hips = arrays["raw_image_px"][there][:, _HIPS, :2].mean(axis=1)
    image = arrays["raw_image_px"][there].astype(np.float64)
    image[:, :, :2] -= hips[:, None]
    rows = np.concatenate(
        [
            image.reshape(len(t_s), -1),
            hips,
            arrays["raw_world_m"][there].reshape(len(t_s), -1),
            arrays["raw_visibility"][there],
            arrays["presence"][there],
            arrays["scale_px"][there][:, None],
        ],
        axis=1,
    )
    even_s = np.arange(t_s[0], t_s[-1], 1.0 / RATE_HZ)
    even = np.stack([np.interp(even_s, t_s, column) for column in rows.T], axis=1)
    after = np.clip(np.searchsorted(t_s, even_s), 1, len(t_s) - 1)
    seen = np.minimum(abs(even_s - t_s[after]), abs(even_s - t_s[after - 1]))
    return Recorded(even_s, even, seen, noise_of(rows))


def noise_of(rows: Float64Array) -> Float64Array:
    """(WIDTH,): what second differences say of it, of the third of the frames in which the person moves least."""
    second = rows[:-2] - 2.0 * rows[1:-1] + rows[2:]
    speed = np.linalg.norm(shape(rows[2:]) - shape(rows[:-2]), axis=1)
    still = second[speed <= np.quantile(speed, 1 / 3)]
    # Of white noise the second difference has six times the variance; 1.48 median deviations are a standard deviation.
    noise = 1.48 * np.median(abs(still - np.median(still, axis=0)), axis=0) / np.sqrt(6.0)
    only: Float64Array = np.zeros_like(noise)
    for columns in (IMAGE, WORLD):
        only[columns] = np.nan_to_num(noise[columns])
    return only


def shape(rows: Float64Array) -> Float64Array:
    """(T, 2 x joints): where the joints are in the picture, from the middle of the hips, in sizes of the person.

    Joints that the model does not know are left out.
    """
    points = rows[:, IMAGE].reshape(len(rows), _N, 3)[:, JOINTS, :2].reshape(len(rows), -1)
    points = points[:, np.isfinite(points).all(axis=0)]
    in_sizes: Float64Array = points / float(np.median(rows[:, SCALE]))
    return in_sizes


def bends_rad(rows: Float64Array) -> Float64Array:
    """(T, joints): the angles of knees, hips, elbows and shoulders between the landmarks in space, as they are."""
    points = rows[:, WORLD].reshape(len(rows), _N, 3)
    angles = []
    for one, middle, other in _BENDS:
        a, b = points[:, one] - points[:, middle], points[:, other] - points[:, middle]
        lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
        angles.append(np.arccos(np.clip((a * b).sum(axis=1) / np.maximum(lengths, 1e-9), -1.0, 1.0)))
    known = np.stack(angles, axis=1)
    return known[:, np.isfinite(known).all(axis=0)]


def pose_of(row: Float64Array, t_s: float) -> Pose:
    """The raw pose that a row describes."""
    image = row[IMAGE].reshape(_N, 3).copy()
    image[:, :2] += row[HIPS]
    return Pose(
        t_s=t_s,
        image_px=image.astype(np.float32),
        world_m=row[WORLD].reshape(_N, 3).astype(np.float32),
        visibility=np.clip(row[VISIBILITY], 0.0, 1.0).astype(np.float32),
        presence=np.clip(row[PRESENCE], 0.0, 1.0).astype(np.float32),
        score=1.0,
        scale_px=float(row[SCALE]),
    )
