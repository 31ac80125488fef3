"""Smooth the poses of one tracked person, with MediaPipe's settings but on the frames' own time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.types import Float32Array, Pose

VISIBILITY_ALPHA = 0.1
VISIBILITY_RATE_HZ = 30.0
"""MediaPipe gives a new visibility this weight in each frame, at the rate that it assumes."""


@dataclass(frozen=True, slots=True)
class SmoothingSettings:
    """Defaults: MediaPipe, pose_landmark_filtering.pbtxt."""

    image: OneEuroSettings = OneEuroSettings(min_cutoff_hz=0.05, beta=80.0)
    """Speeds in sizes of the person a second."""
    world: OneEuroSettings = OneEuroSettings(min_cutoff_hz=0.1, beta=40.0)
    """Speeds in metres a second."""
    max_gap_s: float = 0.5
    """After this long without the person smoothing starts anew."""


class PoseSmoother:
    """Smooths landmarks and visibility of one person."""

    def __init__(self, settings: SmoothingSettings | None = None) -> None:
        self._settings = settings or SmoothingSettings()
        self._image = OneEuroFilter(self._settings.image)
        self._world = OneEuroFilter(self._settings.world)
        self._seen_s: float | None = None
        self._visibility: Float32Array | None = None

    def smooth(self, pose: Pose) -> Pose:
        """The pose, smoothed over those before it."""
        t_s = pose.t_s
        if self._seen_s is not None and t_s - self._seen_s > self._settings.max_gap_s:
            self._forget()
        smoothed = replace(
            pose,
            image_px=self._image.apply(t_s, pose.image_px, pose.scale_px),
            world_m=self._world.apply(t_s, pose.world_m),
            visibility=self._smooth_visibility(t_s, pose.visibility),
        )
        self._seen_s = t_s
        return smoothed

    def _smooth_visibility(self, t_s: float, visibility: Float32Array) -> Float32Array:
        if self._visibility is None or self._seen_s is None:
            self._visibility = visibility
        else:
            alpha = 1.0 - (1.0 - VISIBILITY_ALPHA) ** ((t_s - self._seen_s) * VISIBILITY_RATE_HZ)
            self._visibility = self._visibility + alpha * (visibility - self._visibility)
        return self._visibility

    def _forget(self) -> None:
        self._image.reset()
        self._world.reset()
        self._visibility = None
