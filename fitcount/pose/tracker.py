"""Follow one person from frame to frame; the detector runs only while nobody is followed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from fitcount.pose.detector import Detection, Detector, DetectorMode
from fitcount.pose.estimator import Estimate, Estimator
from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.pose.region import region_around
from fitcount.types import Frame, Pose, Region

MAX_SIZE_CHANGE = 1.5
MAX_MOVE = 0.4
"""A person found after a loss is the same if no larger or smaller than this, nor moved by more of their size."""

_T = TypeVar("_T")

REGION_SETTINGS = OneEuroSettings(min_cutoff_hz=0.01, beta=10.0)
"""For the two points that place the next region (MediaPipe, pose_landmark_filtering.pbtxt)."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """What one frame gave."""

    pose: Pose | None
    region: Region | None
    """Where the pose was found."""
    detect_ms: float
    """NaN if the detector did not run."""
    estimate_ms: float
    """NaN if the estimator did not run."""


class Tracker:
    """Detector, estimator and region of interest of one person."""

    def __init__(self, detector: Detector, estimator: Estimator, mode: DetectorMode = "alignment") -> None:
        self._detector = detector
        self._estimator = estimator
        self._mode: DetectorMode = mode
        self._filter = OneEuroFilter(REGION_SETTINGS)
        self._region: Region | None = None
        self._last: Region | None = None
        self._track = 0

    def track(self, frame: Frame) -> Tracked:
        """The person's pose in the frame.

        A person who is lost is looked for again in the same frame.
        """
        estimate, estimate_ms, detect_ms = None, math.nan, math.nan
        region = self._region
        if region is not None:
            estimate, estimate_ms = _timed(lambda: self._estimator.estimate(frame, region))
        if estimate is None:
            self._filter.reset()
            region, detect_ms = _timed(lambda: self._find(frame))
            if region is not None:
                estimate, ms = _timed(lambda: self._estimator.estimate(frame, region))
                estimate_ms = ms if math.isnan(estimate_ms) else estimate_ms + ms
        self._region = None
        if estimate is None or region is None:
            return Tracked(None, None, detect_ms, estimate_ms)
        if self._last is not None and not same_person(self._last, region):
            self._track += 1
        self._last = region
        self._region = self._next_region(frame.t_s, estimate)
        return Tracked(replace(estimate.pose, track=self._track), region, detect_ms, estimate_ms)

    def _find(self, frame: Frame) -> Region | None:
        found = most_prominent(self._detector.detect(frame.image_rgb), frame.image_rgb.shape[1])
        return found and found.region(self._mode)

    def _next_region(self, t_s: float, estimate: Estimate) -> Region:
        hips, edge = self._filter.apply(t_s, estimate.alignment_px, estimate.pose.scale_px)
        return region_around(hips, edge)


def most_prominent(people: Sequence[Detection], width_px: int) -> Detection | None:
    """The person who is exercising rather than passing by: large, and near the middle of the picture."""

    def prominence(person: Detection) -> float:
        region = person.region("alignment")
        off_centre = abs(region.x_px - width_px / 2) / (width_px / 2)
        return region.side_px * (1.0 - 0.5 * min(off_centre, 1.0))

    return max(people, key=prominence, default=None)


def same_person(before: Region, after: Region) -> bool:
    """Whether somebody found at `after` can be the one who was last seen at `before`."""
    sides = sorted((before.side_px, after.side_px))
    moved_px = math.hypot(after.x_px - before.x_px, after.y_px - before.y_px)
    return sides[1] <= MAX_SIZE_CHANGE * sides[0] and moved_px <= MAX_MOVE * sides[1]


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    start = time.perf_counter()
    return work(), (time.perf_counter() - start) * 1e3
