"""Follow one person from frame to frame; the detector runs only while nobody is followed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from fitcount.pose.detector import Detection, DetectorMode
from fitcount.pose.estimator import Estimate
from fitcount.pose.identity import most_prominent, same_person
from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.pose.region import region_around
from fitcount.types import Frame, Pose, Region, UInt8Array

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

    poses: tuple[Pose | None, ...]
    """One for each person who may be followed, always in the same order; None where they are not seen."""
    regions: tuple[Region | None, ...]
    """Where each pose was found."""
    detect_ms: float
    """NaN if the detector did not run."""
    estimate_ms: float
    """All runs of the estimator; NaN if it did not run."""

    @property
    def pose(self) -> Pose | None:
        """The first person's."""
        return self.poses[0]

    @property
    def region(self) -> Region | None:
        """The first person's."""
        return self.regions[0]


class Follows(Protocol):
    """What follows people through the frames of a source."""

    def track(self, frame: Frame) -> Tracked:
        """Everybody's pose in the frame."""


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
            return Tracked((None,), (None,), detect_ms, estimate_ms)
        self._last, self._region = region, self._next_region(frame.t_s, estimate)
        pose = replace(estimate.pose, track=self._track)
        return Tracked((pose,), (region,), detect_ms, estimate_ms)

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
        return region_around(hips, edge, estimate.body.expansion)


def _timed(work: Callable[[], _T]) -> tuple[_T, float]:
    start_s = time.perf_counter()
    return work(), (time.perf_counter() - start_s) * 1e3


def _total(*parts_ms: float) -> float:
    """Sum of what was measured; NaN if nothing was."""
    measured_ms = [ms for ms in parts_ms if not math.isnan(ms)]
    return sum(measured_ms) if measured_ms else math.nan
