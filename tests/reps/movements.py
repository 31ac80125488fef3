"""People who squat, as numbers: what their joints do over time, and nothing of what any exercise file asks for.

A clip is a row of stretches, each with how far the knees are bent at its beginning and its end; between the two they
move like limbs do, from rest to rest. Hips, trunk and feet follow from the knees by a body of two equal leg bones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.counter import Counter
from fitcount.reps.definition import Repeated
from fitcount.reps.library import find_exercise
from fitcount.reps.metrics import METRICS
from fitcount.types import CounterState, Metrics, Rejection

SHIN_SHARE = 0.35
"""Of the knees' bend: what the shins lean forward; the thighs do the rest."""


@dataclass(frozen=True)
class Stretch:
    """Some time in which the knees bend from one flexion to another."""

    seconds: float
    from_deg: float
    to_deg: float
    seen: bool = True

    def flexion_deg(self, share: float) -> float:
        return self.from_deg + (self.to_deg - self.from_deg) * (1.0 - math.cos(math.pi * share)) / 2.0


Clip = list[Stretch]


def stand(seconds: float = 1.0) -> Clip:
    return [Stretch(seconds, 0.0, 0.0)]


def squat(
    bend_deg: float = 95.0, *, down_s: float = 0.9, hold_s: float = 0.1, up_s: float = 0.8, to_deg: float = 0.0
) -> Clip:
    return [Stretch(down_s, 0.0, bend_deg), Stretch(hold_s, bend_deg, bend_deg), Stretch(up_s, bend_deg, to_deg)]


def squats(count: int, bend_deg: float = 95.0, pause_s: float = 0.7) -> Clip:
    return stand() + count * (squat(bend_deg) + stand(pause_s))


def away(seconds: float) -> Clip:
    return [Stretch(seconds, 0.0, 0.0, seen=False)]


def slower(clip: Clip, factor: float) -> Clip:
    return [Stretch(s.seconds * factor, s.from_deg, s.to_deg, s.seen) for s in clip]


def length_s(clip: Clip) -> float:
    return sum(stretch.seconds for stretch in clip)


def bottoms_s(clip: Clip) -> list[float]:
    """When the knees were bent most in each rep: the middle of each stretch that stays bent."""
    ends = np.cumsum([stretch.seconds for stretch in clip])
    return [
        float(end) - stretch.seconds / 2
        for end, stretch in zip(ends, clip, strict=True)
        if stretch.from_deg == stretch.to_deg > 0
    ]


@dataclass(frozen=True)
class Body:
    """Who moves, and how well they are measured."""

    standing_deg: float = 172.0
    lean_deg: float = 30.0
    """Of the trunk, at 90 degrees of knee flexion."""
    stance_m: float = 0.4
    steps_m: float = 0.0
    """How far the feet travel to and fro."""
    lying: bool = False
    knees_in: float = 0.0
    """How much nearer the knees come than the ankles, at 90 degrees of flexion."""
    yaw_deg: float = 75.0
    noise_deg: float = 0.0
    track: int = 0

    def metrics(self, t_s: float, flexion_deg: float, rng: np.random.Generator) -> Metrics:
        bend = math.radians(flexion_deg)
        hips = (math.cos(SHIN_SHARE * bend) + math.cos((1 - SHIN_SHARE) * bend)) / 2
        tilt_deg = 85.0 if self.lying else 4.0 + self.lean_deg * flexion_deg / 90.0
        values = {
            **dict.fromkeys(METRICS, math.nan),
            "knee_deg": self.standing_deg - flexion_deg + rng.normal(0.0, self.noise_deg),
            "body_tilt_deg": tilt_deg,
            "trunk_lean_deg": tilt_deg,
            "hip_height_ratio": 0.15 if self.lying else hips,
            "stance_m": self.stance_m + self.steps_m * math.sin(2 * math.pi * t_s),
            "knee_spread_ratio": 1.0 - self.knees_in * flexion_deg / 90.0,
            "camera_yaw_deg": self.yaw_deg,
        }
        return Metrics(t_s, values, self.track)


def filmed(
    clip: Clip,
    body: Body | None = None,
    *,
    fps: float = 30.0,
    jitter: float = 0.0,
    start_s: float = 0.0,
    end_s: float = math.inf,
    seed: int = 0,
) -> list[Metrics]:
    """The clip from `start_s` to `end_s` as a camera sees it; times begin at 0. `jitter`: of the frames' interval."""
    rng, body = np.random.default_rng(seed), body or Body()
    ends = np.cumsum([stretch.seconds for stretch in clip])
    last_s = min(end_s, float(ends[-1]) - 1e-9)
    frames = []
    for row in range(math.ceil((last_s - start_s) * fps)):
        t_s = row / fps + (rng.uniform(-0.5, 0.5) * jitter / fps if row else 0.0)
        at_s = min(max(start_s + t_s, 0.0), last_s)
        index = int(np.searchsorted(ends, at_s, side="right"))
        stretch = clip[index]
        begun_s = float(ends[index]) - stretch.seconds
        measured = body.metrics(t_s, stretch.flexion_deg((at_s - begun_s) / stretch.seconds), rng)
        frames.append(measured if stretch.seen else nobody(t_s))
    return frames


def nobody(t_s: float) -> Metrics:
    return Metrics(t_s, dict.fromkeys(METRICS, math.nan))


def unseen_between(frames: Sequence[Metrics], from_s: float, to_s: float) -> list[Metrics]:
    return [nobody(frame.t_s) if from_s <= frame.t_s < to_s else frame for frame in frames]


def repeated(name: str) -> Repeated:
    exercise = find_exercise(name)
    assert isinstance(exercise, Repeated)
    return exercise


def counted(frames: Sequence[Metrics], standard: str = "parallel", exercise: str = "squat") -> Counter:
    return watched(frames, standard, exercise)[0]


def watched(
    frames: Sequence[Metrics], standard: str = "parallel", exercise: str = "squat"
) -> tuple[Counter, list[CounterState]]:
    """The counter after the last frame, and what it showed after each."""
    counter = Counter(repeated(exercise), standard)
    states = [counter.update(frame) for frame in frames]
    counter.finish()
    return counter, states


def movements(counter: Counter) -> int:
    return len(counter.reps) + len(missed(counter))


def missed(counter: Counter) -> list[Rejection]:
    return [rejection for rejection in counter.rejected if rejection.movement]


def reasons(counter: Counter) -> list[str]:
    return [rejection.reason for rejection in counter.rejected]
