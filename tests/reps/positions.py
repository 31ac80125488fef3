"""People who hold a position, as joints in the plane that a camera sees from the side; nothing of any exercise file.

A clip is a row of stretches, each from one figure to another; in between the joints move straight from place to place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.definition import Held
from fitcount.reps.hold import HoldCounter
from fitcount.reps.library import find_exercise
from fitcount.reps.metrics import METRICS
from fitcount.types import CounterState, Float64Array, Metrics

TRUNK_M, THIGH_M, SHIN_M, ARM_M = 0.51, 0.41, 0.41, 0.54
FIGURE = ("shoulder", "hip", "knee", "ankle", "wrist")
ANKLE_M = 0.1
"""Height of the ankles over the floor, on the toes or on the soles."""

Figure = Float64Array
"""(5, 2): x and height in metres of the joints in `FIGURE`."""


def plank(*, shoulders_m: float = 0.6, sag_m: float = 0.0, knees_m: float = 0.0) -> Figure:
    """On hands and toes; `sag_m`, `knees_m`: how much lower hips and knees are than in a straight line."""
    length_m = TRUNK_M + THIGH_M + SHIN_M
    slope = math.asin((shoulders_m - ANKLE_M) / length_m)
    ankle = np.array([length_m * math.cos(slope), ANKLE_M])
    back = np.array([-math.cos(slope), math.sin(slope)])
    shoulder = ankle + length_m * back
    return np.array(
        [
            shoulder,
            shoulder - TRUNK_M * back - [0.0, sag_m],
            ankle + SHIN_M * back - [0.0, sag_m / 2 + knees_m],
            ankle,
            [shoulder[0], 0.06],
        ]
    )


FOREARMS = plank(shoulders_m=0.35)
LYING = plank(shoulders_m=0.12)
DIPPED = plank(shoulders_m=0.25)
"""The bottom of a push-up."""
SAGGING = plank(sag_m=0.22)
PIKED = plank(sag_m=-0.35)
KNEES_DOWN = plank(knees_m=0.25)


def upright(knee_deg: float = 175.0, lean_deg: float = 3.0, shin_deg: float = 0.0) -> Figure:
    """On the feet, the knees bent to `knee_deg`; the shins lean forward, the trunk as well."""
    thigh = math.radians(180.0 - knee_deg - shin_deg)
    shin, lean = math.radians(shin_deg), math.radians(lean_deg)
    ankle = np.array([0.0, ANKLE_M])
    knee = ankle + SHIN_M * np.array([-math.sin(shin), math.cos(shin)])
    hip = knee + THIGH_M * np.array([math.sin(thigh), math.cos(thigh)])
    shoulder = hip + TRUNK_M * np.array([-math.sin(lean), math.cos(lean)])
    return np.array([shoulder, hip, knee, ankle, shoulder - [0.0, ARM_M]])


STANDING = upright()
WALL_SIT = upright(92.0)
SQUATTING = upright(85.0, lean_deg=35.0, shin_deg=30.0)
KNEELING = np.array([[0.0, 0.98], [0.0, 0.47], [0.0, 0.06], [0.41, 0.06], [0.0, 0.44]])


@dataclass(frozen=True)
class Stretch:
    """Some time from one figure to another; `seen` from the side, the `front`, or not at all."""

    seconds: float
    before: Figure
    after: Figure
    seen: str = "side"


def still(figure: Figure, seconds: float, seen: str = "side") -> list[Stretch]:
    return [Stretch(seconds, figure, figure, seen)]


def into(before: Figure, after: Figure, seconds: float = 0.8) -> list[Stretch]:
    return [Stretch(seconds, before, after)]


def filmed(
    clip: Sequence[Stretch], *, fps: float = 30.0, noise_deg: float = 0.0, track: int = 0, seed: int = 0
) -> list[Metrics]:
    """What is measured in each frame."""
    rng = np.random.default_rng(seed)
    ends = np.cumsum([stretch.seconds for stretch in clip])
    frames = []
    for row in range(math.ceil(float(ends[-1]) * fps - 1e-6)):
        t_s = row / fps
        index = int(np.searchsorted(ends, t_s, side="right"))
        stretch = clip[min(index, len(clip) - 1)]
        share = (t_s - float(ends[index]) + stretch.seconds) / stretch.seconds
        figure = stretch.before + (stretch.after - stretch.before) * share
        values = dict.fromkeys(METRICS, math.nan)
        if stretch.seen != "nowhere":
            values |= {name: value + _noise(name, noise_deg, rng) for name, value in _measured(figure).items()}
            values["camera_yaw_deg"] = 90.0 if stretch.seen == "side" else 0.0
        if stretch.seen == "front":
            values["hip_sag_deg"] = math.nan
        frames.append(Metrics(t_s, values, None if stretch.seen == "nowhere" else track))
    return frames


def _noise(metric: str, noise_deg: float, rng: np.random.Generator) -> float:
    return float(rng.normal(0.0, noise_deg if metric.endswith("_deg") else noise_deg / 100.0))


def _measured(figure: Figure) -> dict[str, float]:
    shoulder, hip, knee, ankle, wrist = figure
    trunk = shoulder - hip
    knee_deg, hip_deg = _angle_deg(hip, knee, ankle), _angle_deg(shoulder, hip, knee)
    on_line = shoulder[1] + (ankle[1] - shoulder[1]) * (hip[0] - shoulder[0]) / ((ankle[0] - shoulder[0]) or 1e-9)
    bent_deg = 180.0 - _angle_deg(shoulder, hip, ankle)
    tilt_deg = math.degrees(math.atan2(abs(trunk[0]), trunk[1]))
    return {
        **dict.fromkeys(("knee_deg", "knee_straighter_deg", "knee_bent_deg"), knee_deg),
        "hip_deg": hip_deg,
        **dict.fromkeys(("trunk_lean_deg", "body_tilt_deg"), tilt_deg),
        "hip_sag_deg": bent_deg if hip[1] < on_line else -bent_deg,
        "shoulder_height_ratio": float(shoulder[1] - wrist[1]) / ARM_M,
        "hip_height_ratio": float(hip[1] - ankle[1]) / (THIGH_M + SHIN_M),
    }


def _angle_deg(before: Figure, apex: Figure, after: Figure) -> float:
    one, two = before - apex, after - apex
    cosine = float(one @ two) / float(np.linalg.norm(one) * np.linalg.norm(two))
    return math.degrees(math.acos(min(max(cosine, -1.0), 1.0)))


def held_exercise(name: str) -> Held:
    exercise = find_exercise(name)
    assert isinstance(exercise, Held)
    return exercise


def held(frames: Sequence[Metrics], exercise: str = "plank") -> HoldCounter:
    return watched(frames, exercise)[0]


def watched(frames: Sequence[Metrics], exercise: str = "plank") -> tuple[HoldCounter, list[CounterState]]:
    """The counter after the last frame, and what it showed after each."""
    counter = HoldCounter(held_exercise(exercise))
    states = [counter.update(frame) for frame in frames]
    counter.finish()
    return counter, states
