"""Follow one person from frame to frame; the detector runs only while nobody is followed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from fitcount.pose.detector import Detection, DetectorMode
from fitcount.pose.estimator import Estimate
from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.pose.region import region_around
from fitcount.types import Frame, Pose, Region, UInt8Array

MAX_SIZE_CHANGE = 1.5
MAX_MOVE = 0.4
"""A person found after a loss is the same if no larger or smaller than this, nor moved by more of their size."""

OFF_CENTRE_WEIGHT = 0.5
"""At the edge of the picture a person counts as this much smaller than in its middle."""

REGION_SETTINGS = OneEuroSettings(min_cutoff_hz=0.01, beta=10.0)
"""For the two points that place the next region (MediaPipe, pose_landmark_filtering.pbtxt)."""

_T = TypeVar("_T")


class FindsPeople(Protocol):
    """What the tracker needs of a detector."""

    def detect(self, image_rgb: UInt8Array) -> list[Detection]:
        """People in a (height, width, 3) picture."""


class FindsPose(Protocol):
    """What the tracker needs of an estimator."""

    def estimate(self, frame: Frame, region: Region) -> Estimate | None:
        """The person in `region` of the frame; None if there is none."""


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

    def __init__(self, detector: FindsPeople, estimator: FindsPose, mode: DetectorMode = "alignment") -> None:
        self._detector = detector
        self._estimator = estimator
        self._mode: DetectorMode = mode
        self._filter = OneEuroFilter(REGION_SETTINGS)
        self._region: Region | None = None
        """Where the person is expected in the next frame; None while nobody is followed."""
        self._last: Region | None = None
        """Where the person was seen last."""
        self._track = 0

    def track(self, frame: Frame) -> Tracked:
        """The person's pose in the frame.

        A person who is lost is looked for again in the same frame.
        """
        region, detect_ms = self._region, math.nan
        estimate, estimate_ms = self._estimate(frame, region)
        if estimate is None:
            self._filter.reset()
            region, detect_ms = _timed(lambda: self._find(frame))
            estimate, again_ms = self._estimate(frame, region)
            estimate_ms = _total(estimate_ms, again_ms)
            if estimate is not None and not self._is_last(region):
                self._track += 1
        if estimate is None or region is None:
            self._region = None
            return Tracked(None, None, detect_ms, estimate_ms)
        self._last, self._region = region, self._next_region(frame.t_s, estimate)
        return Tracked(replace(estimate.pose, track=self._track), region, detect_ms, estimate_ms)

    def _estimate(self, frame: Frame, region: Region | None) -> tuple[Estimate | None, float]:
        """What the estimator sees, and how long it took; None and NaN without a region."""
        if region is None:
            return None, math.nan
        return _timed(lambda: self._estimator.estimate(frame, region))

    def _find(self, frame: Frame) -> Region | None:
        found = most_prominent(self._detector.detect(frame.image_rgb), frame.image_rgb.shape[1])
        return None if found is None else found.region(self._mode)

    def _is_last(self, region: Region | None) -> bool:
        """Whether somebody found in `region` can be the person seen last, if there was one."""
        return self._last is None or region is None or same_person(self._last, region)

    def _next_region(self, t_s: float, estimate: Estimate) -> Region:
        hips, edge = self._filter.apply(t_s, estimate.alignment_px, estimate.pose.scale_px)
        return region_around(hips, edge)


def most_prominent(people: Sequence[Detection], width_px: int) -> Detection | None:
    """The person who is exercising rather than passing by: large, and near the middle of the picture."""

    def prominence(person: Detection) -> float:
        region = person.region("alignment")
        off_centre = abs(region.x_px - width_px / 2) / (width_px / 2)
        return region.side_px * (1.0 - OFF_CENTRE_WEIGHT * min(off_centre, 1.0))

    return max(people, key=prominence, default=None)


def same_person(before: Region, after: Region) -> bool:
    """Whether somebody found at `after` can be the one who was last seen at `before`."""
    smaller, larger = sorted((before.side_px, after.side_px))
    moved_px = math.hypot(after.x_px - before.x_px, after.y_px - before.y_px)
    return larger <= MAX_SIZE_CHANGE * smaller and moved_px <= MAX_MOVE * larger


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    start_s = time.perf_counter()
    return work(), (time.perf_counter() - start_s) * 1e3


def _total(*parts_ms: float) -> float:
    """Sum of what was measured; NaN if nothing was."""
    measured_ms = [ms for ms in parts_ms if not math.isnan(ms)]
    return sum(measured_ms) if measured_ms else math.nan
