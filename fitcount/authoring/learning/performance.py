"""The repetitions of a clip as a counter sees them: when, which side, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.authoring.drafting.draft import Take
from fitcount.authoring.learning.recording import Recording
from fitcount.reps.counter import Counter
from fitcount.reps.definition import Repeated
from fitcount.reps.metrics import metric_of_side
from fitcount.reps.takes import TAKES
from fitcount.types import Float64Array, Metrics, Rejection, Rep

EDGE_SHARE = 0.12
"""Part of a repetition's time at its beginning and its end that is its start position."""
PEAK_SHARE = 0.08
"""The same before and after its peak."""


@dataclass(frozen=True)
class Performance:
    """What was counted in a recording."""

    recording: Recording
    movements: tuple[Rep | Rejection, ...]

    def __len__(self) -> int:
        return len(self.movements)

    @property
    def took_s(self) -> Float64Array:
        """(n,) time of each movement."""
        return np.array([movement.end_s - movement.start_s for movement in self.movements])

    def taken(self, metric: str, take: Take) -> Float64Array:
        """(n,) of each movement what a condition compares, on the side that moved; NaN where it was not measured."""
        return self._of_each(lambda movement: self.recording.between(movement.start_s, movement.end_s), metric, take)

    def at_start(self, metric: str) -> Float64Array:
        """(n,) middle of the metric in each movement's start position."""
        return self._of_each(self._start_frames, metric, "middle")

    def at_peak(self, metric: str) -> Float64Array:
        """(n,) middle of the metric at each movement's peak."""
        return self._of_each(self._peak_frames, metric, "middle")

    def _of_each(
        self, frames_of: Callable[[Rep | Rejection], Sequence[Metrics]], metric: str, take: Take
    ) -> Float64Array:
        values = []
        for movement in self.movements:
            own = metric_of_side(metric, movement.side)
            column = np.array([frame.values[own] for frame in frames_of(movement)], np.float64)
            values.append(TAKES[take](column))
        return np.array(values, np.float64)

    def _start_frames(self, movement: Rep | Rejection) -> list[Metrics]:
        edge_s = EDGE_SHARE * (movement.end_s - movement.start_s)
        return [
            *self.recording.between(movement.start_s, movement.start_s + edge_s),
            *self.recording.between(movement.end_s - edge_s, movement.end_s),
        ]

    def _peak_frames(self, movement: Rep | Rejection) -> list[Metrics]:
        peak_s = movement.peak_s if movement.peak_s is not None else movement.start_s
        near_s = PEAK_SHARE * (movement.end_s - movement.start_s)
        return self.recording.between(peak_s - near_s, peak_s + near_s)


def performed(recording: Recording, exercise: Repeated, standard: str) -> Performance:
    """Count a recording."""
    counter = Counter(exercise, standard)
    for frame in recording.frames:
        counter.take(frame)
    counter.finish()
    return Performance(recording, tuple(counter.performed[0].movements))
