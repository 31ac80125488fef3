"""See who is in a frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fitcount.pose.detector import Detection, DetectorMode
from fitcount.pose.networks import Networks
from fitcount.pose.smoothing import PoseSmoother
from fitcount.pose.tracker import FindsPeople, Follows, Tracker
from fitcount.types import Float32Array, Frame, Pose, UInt8Array
from fitcount.views.sighting import Sighting


class Observer:
    """Follows people through a video, or takes each frame on its own if they are `still` pictures."""

    def __init__(self, networks: Networks, mode: DetectorMode, people: int, *, still: bool, smooth: bool) -> None:
        """`smooth`: over time, which still pictures are never."""
        self._detector = RecallingDetector(networks.detector)
        self._new_tracker: Callable[[], Follows] = partial(Tracker, self._detector, networks.estimator, mode, people)
        self._tracker: Follows = self._new_tracker()
        self._smoothers = [PoseSmoother() for _ in range(people)] if smooth and not still else []
        self._still = still

    def look(self, frame: Frame) -> Sighting:
        """Who is in the frame, and where the model looked for them."""
        if self._still:
            self._tracker = self._new_tracker()
        self._detector.forget()
        tracked = self._tracker.track(frame)
        people = {place: pose for place, pose in enumerate(tracked.poses) if pose is not None}
        return Sighting(
            frame,
            {place + 1: self._smoothed(place, pose) for place, pose in people.items()},
            tuple(region for region in tracked.regions if region is not None),
            self._detector.boxes_px,
        )

    def _smoothed(self, place: int, pose: Pose) -> Pose:
        return self._smoothers[place].smooth(pose) if self._smoothers else pose


class RecallingDetector:
    """A detector that knows whom it has found in the last frame."""

    def __init__(self, detector: FindsPeople) -> None:
        self._detector = detector
        self.boxes_px: tuple[Float32Array, ...] = ()
        """(4,) each: left, top, right, bottom; empty if it has not run since `forget`."""

    def forget(self) -> None:
        """A new frame has come."""
        self.boxes_px = ()

    def detect(self, image_rgb: UInt8Array) -> list[Detection]:
        """People in a (height, width, 3) picture."""
        found = self._detector.detect(image_rgb)
        self.boxes_px = tuple(detection.box_px for detection in found)
        return found
