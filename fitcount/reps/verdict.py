"""What a whole run amounts to: sets, view, and how sure the count is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.performed import Performed
from fitcount.reps.rhythm import peaks_of_motion
from fitcount.reps.view import mean_view
from fitcount.types import ExerciseSet, Float64Array, Metrics, Pose, Rejection, View

UNSEEN_SHARE = 0.1
"""More frames without a person than this are worth a doubt."""
NEAR_MISS = 0.8
"""An attempt that went this far of what a movement needs may have been one."""

AGREED = 0.95
TRUST_PER_DISAGREEMENT = 0.65
TRUST_PER_NEAR_MISS = 0.85
"""What agreement with the second opinion is worth, and what each difference or near miss leaves of it.

Set by hand, to be calibrated on labelled sets.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was counted in a run, beside the reps and rejections themselves."""

    sets: tuple[ExerciseSet, ...]
    confidence: float
    doubts: tuple[str, ...]
    view: View
    frames_without_person: int


def verdict_on(performed: Sequence[Performed], metrics: Sequence[Metrics], poses: Sequence[Pose]) -> Verdict:
    """Judge a whole run from what was performed, its frames and smoothed poses."""
    unseen = sum(frame.track is None for frame in metrics)
    near_misses = [rejection for done in performed for rejection in done.rejected if _is_near_miss(rejection)]
    found = sum(len(done.movements) for done in performed)
    rhythm = _rhythm(poses)
    seen_share = 1.0 - unseen / max(len(metrics), 1)
    confidence = AGREED * TRUST_PER_DISAGREEMENT ** abs(rhythm - found) * TRUST_PER_NEAR_MISS ** len(near_misses)
    return Verdict(
        sets=tuple(group for done in performed for group in done.sets()),
        confidence=confidence * (0.5 + 0.5 * seen_share),
        doubts=tuple(_doubts(found, rhythm, near_misses, seen_share)),
        view=mean_view(_yaws_deg(metrics)),
        frames_without_person=unseen,
    )


def _is_near_miss(rejection: Rejection) -> bool:
    return rejection.reason == "too_small" and rejection.value >= NEAR_MISS * rejection.limit


def _doubts(found: int, rhythm: int, near_misses: Sequence[Rejection], seen_share: float) -> list[str]:
    doubts = []
    if rhythm != found:
        movements = "1 movement" if found == 1 else f"{found} movements"
        doubts.append(f"{movements} found; the rhythm of the whole body says {rhythm}")
    doubts += [f"at {miss.start_s:.1f} s: almost a movement ({miss.text})" for miss in near_misses]
    if seen_share < 1.0 - UNSEEN_SHARE:
        doubts.append(f"nobody was seen in {1.0 - seen_share:.0%} of the frames")
    return doubts


def _rhythm(poses: Sequence[Pose]) -> int:
    if not poses:
        return 0
    return peaks_of_motion(
        np.array([pose.t_s for pose in poses]),
        np.array([pose.image_px[:, :2] for pose in poses], np.float64),
        float(np.median([pose.scale_px for pose in poses])),
    )


def _yaws_deg(metrics: Sequence[Metrics]) -> Float64Array:
    return np.array([frame.values["camera_yaw_deg"] for frame in metrics])
