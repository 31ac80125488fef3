"""Smooth the poses of one tracked person, with MediaPipe's settings but on the frames' own time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.types import Float32Array, Pose

VISIBILITY_ALPHA = 0.1
VISIBILITY_RATE_HZ = 30.0
"""MediaPipe gives a new visibility this weight in each frame, at the rate that it assumes."""


@dataclass(frozen=True, slots=True)
class SmoothingSettings:
    """Defaults: MediaPipe, pose_landmark_filtering.pbtxt."""

    image: OneEuroSettings = field(default_factory=lambda: OneEuroSettings(min_cutoff_hz=0.05, beta=80.0))
    """Speeds in sizes of the person a second."""
    world: OneEuroSettings = field(default_factory=lambda: OneEuroSettings(min_cutoff_hz=0.1, beta=40.0))
    """Speeds in metres a second."""
    max_gap_s: float = 0.5
    """After this long without the person smoothing starts anew. MediaPipe does so after one frame."""


class PoseSmoother:
    """Smooths landmarks and visibility of one person; another person (`Pose.track`) is not mixed with the last."""

    def __init__(self, settings: SmoothingSettings | None = None) -> None:
        self._settings = settings or SmoothingSettings()
        self._image = OneEuroFilter(self._settings.image)
        self._world = OneEuroFilter(self._settings.world)
        self._last: Pose | None = None

    def smooth(self, pose: Pose) -> Pose:
        """The pose, smoothed over those before it."""
        if self._last is not None and not self._continues(self._last, pose):
            self._forget()
        self._last = replace(
            pose,
            image_px=self._image.apply(pose.t_s, pose.image_px, pose.scale_px),
            world_m=self._world.apply(pose.t_s, pose.world_m),
            visibility=_low_pass(self._last, pose),
        )
        return self._last

    def _continues(self, last: Pose, pose: Pose) -> bool:
        return pose.track == last.track and pose.t_s - last.t_s <= self._settings.max_gap_s

    def _forget(self) -> None:
        self._image.reset()
        self._world.reset()
        self._last = None


def _low_pass(last: Pose | None, pose: Pose) -> Float32Array:
    """Visibility of `pose`, drawn to that of the last smoothed one."""
    if last is None:
        return pose.visibility
    passed_s = max(pose.t_s - last.t_s, 0.0)
    alpha: float = 1.0 - (1.0 - VISIBILITY_ALPHA) ** (passed_s * VISIBILITY_RATE_HZ)
    return last.visibility + alpha * (pose.visibility - last.visibility)
