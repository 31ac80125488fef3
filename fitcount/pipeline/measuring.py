"""From raw poses to what is counted: smoothed poses and their metrics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fitcount.pose.smoothing import PoseSmoother, SmoothingSettings
from fitcount.reps.metrics import Measurer
from fitcount.reps.seen import Seen
from fitcount.types import Metrics, Pose


class Measuring:
    """Of one person."""

    def __init__(self) -> None:
        self._smoother = PoseSmoother(SmoothingSettings())
        self._measurer = Measurer()
        self.seen = Seen()
        """Of all frames until now."""

    def feed(self, t_s: float, raw: Pose | None) -> tuple[Pose | None, Metrics]:
        """Take in the pose of the next frame, and give it smoothed, with its metrics."""
        pose = raw and self._smoother.smooth(raw)
        metrics = self._measurer.measure(t_s, pose)
        self.seen.add(metrics, pose)
        return pose, metrics


@dataclass(frozen=True, slots=True)
class Measured:
    """What is counted in a trace."""

    metrics: tuple[Metrics, ...]
    """Of each frame."""
    seen: Seen


def measure_trace(frames: Iterable[tuple[float, Pose | None]]) -> Measured:
    """What is counted in the raw poses of a trace, measured once for several ways to count it."""
    measuring = Measuring()
    metrics = tuple(measuring.feed(t_s, pose)[1] for t_s, pose in frames)
    return Measured(metrics, measuring.seen)
