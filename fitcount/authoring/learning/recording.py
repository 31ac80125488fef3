"""A clip as it was measured, and the same as another camera, room or person would have given it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from fitcount.pose.smoothing import PoseSmoother
from fitcount.reps.metrics import Measurer
from fitcount.types import LANDMARK_NAMES, Float32Array, Float64Array, Metrics, Pose, SourceInfo

Row = tuple[float, Pose | None]
"""Time and raw pose of a frame; None where nobody is seen."""

JITTER_PX, JITTER_M = 0.006, 0.012
"""How far landmarks tremble in a poorer picture: standard deviation in sizes of the person, and in metres."""
SEED = 20240
"""The noise is the same each time: a clip always teaches the same."""


@dataclass(frozen=True)
class Recording:
    """The frames of a clip, measured as counting measures them."""

    rows: tuple[Row, ...]
    frames: tuple[Metrics, ...]
    poses: tuple[Pose, ...]
    """Smoothed, of the frames in which somebody is seen."""

    @cached_property
    def t_s(self) -> Float64Array:
        """(T,) time of each frame."""
        return np.array([frame.t_s for frame in self.frames])

    def values(self, metric: str) -> Float64Array:
        """(T,) values of a metric; NaN where it was not measured."""
        return np.array([frame.values[metric] for frame in self.frames], np.float64)

    def between(self, from_s: float, to_s: float) -> list[Metrics]:
        """The frames of a stretch of time, its ends included."""
        return [frame for frame in self.frames if from_s <= frame.t_s <= to_s]


def measured(rows: Iterable[Row]) -> Recording:
    """Smooth and measure raw poses, as counting does."""
    smoother, measurer = PoseSmoother(), Measurer()
    kept: list[Row] = []
    frames: list[Metrics] = []
    poses: list[Pose] = []
    for t_s, raw in rows:
        pose = raw and smoother.smooth(raw)
        kept.append((t_s, raw))
        frames.append(measurer.measure(t_s, pose))
        if pose is not None:
            poses.append(pose)
    return Recording(tuple(kept), tuple(frames), tuple(poses))


def altered(recording: Recording, source: SourceInfo) -> dict[str, Recording]:
    """The same movement seen otherwise, by what was done to it: it must count the same."""
    rows = recording.rows
    return {
        "half the frames": measured(rows[::2]),
        "mirrored": measured((t_s, pose and _mirrored(pose, source.width)) for t_s, pose in rows),
        "a poorer picture": measured(_trembling(rows)),
    }


_SWAPPED = [
    LANDMARK_NAMES.index(name.replace("left", "\0").replace("right", "left").replace("\0", "right"))
    for name in LANDMARK_NAMES
]
"""Of each landmark, that of the other side."""


def _mirrored(pose: Pose, width_px: int) -> Pose:
    image_px, world_m = pose.image_px[_SWAPPED].copy(), pose.world_m[_SWAPPED].copy()
    image_px[:, 0] = width_px - image_px[:, 0]
    world_m[:, 0] *= -1
    return replace(
        pose,
        image_px=image_px,
        world_m=world_m,
        visibility=pose.visibility[_SWAPPED],
        presence=pose.presence[_SWAPPED],
    )


def _trembling(rows: Sequence[Row]) -> list[Row]:
    random = np.random.default_rng(SEED)

    def noise(sigma: float) -> Float32Array:
        return random.normal(0.0, sigma, (len(LANDMARK_NAMES), 3)).astype(np.float32)

    return [
        (
            t_s,
            pose
            and replace(
                pose,
                image_px=pose.image_px + noise(JITTER_PX * pose.scale_px),
                world_m=pose.world_m + noise(JITTER_M),
            ),
        )
        for t_s, pose in rows
    ]
