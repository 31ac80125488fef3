"""The motion of the whole body: what drives a count goes along with most of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.authoring.learning.recording import Recording
from fitcount.authoring.learning.turns import Signal
from fitcount.reps.metrics import BODY
from fitcount.types import LANDMARK_NAMES, Float64Array

SEGMENTS = {"shoulder": 0.289, "elbow": 0.028, "wrist": 0.022, "hip": 0.1, "knee": 0.1, "ankle": 0.061}
"""Share of the body's mass that goes along with a joint of one side: half of trunk and head, upper arm, forearm and
hand, thigh, thigh, shank and foot (Dempster). Arms swing far and weigh little, so they tell little of the whole body.
"""
MASSES = np.repeat([SEGMENTS[LANDMARK_NAMES[row].partition("_")[2]] for row in BODY], 2)
"""(24,) of each coordinate of `Metrics.body_m`."""


@dataclass(frozen=True, slots=True)
class Body:
    """Where the joints are, frame by frame, from the middle of the hips."""

    t_s: Float64Array
    """(n,) of the frames in which the person is seen."""
    places_m: Float64Array
    """(n, m): coordinates in the picture, in metres of a person of nominal size, each less its mean, times the root of
    the mass that moves along."""

    def explained_by(self, signals: Sequence[Signal]) -> float:
        """0..1: the share of the joints' variance that a linear function of the signals has."""
        total = float((self.places_m**2).sum())
        if not total > 0.0:
            return 0.0
        columns = np.stack([np.interp(self.t_s, signal.t_s, signal.values) for signal in signals], axis=1)
        fitted = (columns := columns - columns.mean(axis=0)) @ np.linalg.lstsq(columns, self.places_m, rcond=None)[0]
        return float((fitted**2).sum()) / total


def body_of(recording: Recording) -> Body:
    """The body's motion; joints that are not known throughout are left out."""
    seen = [frame for frame in recording.frames if frame.body_m is not None]
    places = np.array([frame.body_m for frame in seen], np.float64).reshape(len(seen), len(MASSES)) * np.sqrt(MASSES)
    places = places[:, np.isfinite(places).all(axis=0)]
    centred = places - places.mean(axis=0) if seen else places
    return Body(np.array([frame.t_s for frame in seen]), centred)
