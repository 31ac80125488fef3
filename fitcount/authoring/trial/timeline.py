"""A made clip: stretches of a movement one after the other, and the poses that a camera would have seen of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.authoring.trial.landmark_rows import HIPS, SCALE, pose_of
from fitcount.authoring.trial.movement_model import BACK, OUT, MovementModel
from fitcount.types import Pose

SWAY_HZ = 0.35
"""Somebody who stands sways about once in three seconds."""
LONGEST_REST_S = 0.5
"""Rests between repetitions that are not what is tested are no longer."""

Span = tuple[float, float]
"""From when to when, in seconds."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some time in which the body goes from one phase of a stroke to another, from rest to rest."""

    seconds: float
    stroke: int = 0
    half: int = OUT
    start: float = 0.0
    """Phases: 0 in the start position, 1 at the peak."""
    stop: float = 0.0
    peak: bool = False
    """Whether it ends, or rests, at the peak of a repetition."""

    def phase(self, share: float) -> float:
        """The phase after this share of its time."""
        return self.start + (self.stop - self.start) * (1.0 - math.cos(math.pi * share)) / 2.0


Timeline = Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Camera:
    """How a made clip is seen."""

    fps: float = 15.0
    noise: float = 1.0
    """In the noise of the trace that the movement is from."""
    sway: float = 0.0
    """How far the whole body sways to each side, in sizes of the person."""
    seed: int = 0


def length_s(timeline: Timeline) -> float:
    """How long it takes."""
    return sum(stretch.seconds for stretch in timeline)


def peaks_s(timeline: Timeline) -> list[float]:
    """When the repetitions that it shows are at their peak."""
    times, now_s = [], 0.0
    for stretch in timeline:
        if stretch.peak:
            times.append(now_s + (stretch.seconds / 2 if stretch.start == stretch.stop else stretch.seconds))
        now_s += stretch.seconds
    return times


def poses(
    model: MovementModel, timeline: Timeline, camera: Camera, away_s: Sequence[Span] = ()
) -> Iterator[tuple[float, Pose | None]]:
    """Time and raw pose of each frame; None where nobody is seen, which is so in the spans `away_s`."""
    random = np.random.default_rng(camera.seed)
    now_s, index = 0.0, 0
    for stretch in timeline:
        while (t_s := index / camera.fps) < now_s + stretch.seconds - 1e-9:
            index += 1
            row = model.strokes[stretch.stroke].row(stretch.half, stretch.phase((t_s - now_s) / stretch.seconds))
            row = row + random.standard_normal(len(row)) * model.noise * camera.noise
            row[HIPS.start] += camera.sway * row[SCALE] * math.sin(2.0 * math.pi * SWAY_HZ * t_s)
            away = any(since <= t_s < to for since, to in away_s)
            yield t_s, None if away else pose_of(row, t_s)
        now_s += stretch.seconds


@dataclass(frozen=True, slots=True)
class Tempo:
    """The stretches of whole and half repetitions, in the person's own time or a multiple of it."""

    model: MovementModel
    slower: float = 1.0

    def go(self, stroke: int, half: int, since: float, to: float, *, peak: bool = False) -> Stretch:
        """From one depth to another on one of the two ways; a part of the way takes more than that part of the time."""
        start, stop = (self.model.strokes[stroke].phase(half, depth) for depth in (since, to))
        seconds = self.half_s(stroke, half) * math.sqrt(abs(stop - start))
        return Stretch(seconds, stroke, half, start, stop, peak)

    def stay(self, seconds: float, stroke: int, half: int, depth: float, *, peak: bool = False) -> Stretch:
        """At a depth."""
        phase = self.model.strokes[stroke].phase(half, depth)
        return Stretch(seconds, stroke, half, phase, phase, peak)

    def half_s(self, stroke: int, half: int) -> float:
        """How long all of that way takes."""
        of = self.model.strokes[stroke]
        return self.slower * (of.out_s if half == OUT else of.back_s)

    def rest(self, stroke: int) -> list[Stretch]:
        """In the start position, about as long as this person was."""
        seconds = self.slower * min(self.model.strokes[stroke].rest_s, LONGEST_REST_S)
        return [still(seconds)] if seconds > 0.0 else []

    def rep(self, stroke: int, *, at_peak: Sequence[Stretch] = ()) -> list[Stretch]:
        """Out to the peak and back."""
        return [
            self.go(stroke, OUT, 0.0, 1.0, peak=not at_peak),
            *at_peak,
            self.go(stroke, BACK, 1.0, 0.0),
            *self.rest(stroke),
        ]

    def partial(self, stroke: int, depth: float, *, peak: bool = False) -> list[Stretch]:
        """Out to a depth short of the peak, and back the same way; `peak`: it is a movement all the same."""
        return [self.go(stroke, OUT, 0.0, depth, peak=peak), self.go(stroke, OUT, depth, 0.0), *self.rest(stroke)]


def still(seconds: float, phase: float = 0.0) -> Stretch:
    """Stay in the start position, or at another phase."""
    return Stretch(seconds, start=phase, stop=phase)
