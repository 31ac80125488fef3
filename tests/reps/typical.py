"""Typical movements of several exercises, as metrics: made from how people stand and lie, not from their files."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fitcount.reps.metrics import LEG_M, METRICS
from fitcount.types import Metrics

Posture = dict[str, float]


def posture(
    *,
    knee: float = 172.0,
    hip: float = 165.0,
    elbow: float = 160.0,
    shoulder: float = 22.0,
    trunk_lean: float = 5.0,
    chest_tilt: float = 95.0,
    arms_apart: float = 28.0,
    thigh_lift: float = 6.0,
    hip_height: float = 0.94,
    stance: float = 0.35,
) -> Posture:
    """Somebody whose sides do the same; without arguments they stand. Degrees, lengths of the legs, and metres."""
    joints = {"knee": knee, "hip": hip, "elbow": elbow, "shoulder": shoulder, "thigh_lift": thigh_lift}
    parts = ("", "_left", "_right", "_straighter", "_bent")
    known = {f"{joint}{part}_deg": angle_deg for joint, angle_deg in joints.items() for part in parts}
    known |= {"trunk_lean_deg": trunk_lean, "chest_tilt_deg": chest_tilt, "arms_apart_deg": arms_apart}
    known |= {"body_tilt_deg": trunk_lean, "hip_height_ratio": hip_height, "hips_up_m": LEG_M * hip_height}
    known |= {"stance_m": stance, "camera_yaw_deg": 60.0}
    return {name: known.get(name, math.nan) for name in METRICS}


STAND = posture()
TYPICAL: dict[str, tuple[Posture, Posture]] = {
    "squat": (STAND, posture(knee=75, hip=65, trunk_lean=32, chest_tilt=120, thigh_lift=80, hip_height=0.5)),
    "bicep_curl": (posture(elbow=152), posture(elbow=50, shoulder=33)),
    "jumping_jack": (STAND, posture(shoulder=150, arms_apart=120, stance=0.9, hip_height=0.9)),
    "shoulder_press": (posture(elbow=72, shoulder=70), posture(elbow=168, shoulder=163, arms_apart=40)),
    "lateral_raise": (STAND, posture(elbow=168, shoulder=92, arms_apart=160)),
    "romanian_deadlift": (
        STAND,
        posture(knee=152, hip=78, trunk_lean=74, chest_tilt=152, shoulder=70, hip_height=0.88),
    ),
    "pushup": (
        posture(trunk_lean=70, chest_tilt=158, elbow=164, shoulder=70, hip_height=0.3, thigh_lift=70),
        posture(trunk_lean=80, chest_tilt=162, elbow=72, shoulder=45, hip_height=0.15, thigh_lift=80),
    ),
    "situp": (
        posture(trunk_lean=84, chest_tilt=12, knee=70, hip=118, hip_height=0.08, thigh_lift=50),
        posture(trunk_lean=28, chest_tilt=60, knee=70, hip=62, hip_height=0.08, thigh_lift=50),
    ),
}
"""By exercise: where a movement starts and where it turns."""
TAKES_S = {"jumping_jack": 1.0}
USUAL_S = 2.2


def between(start: Posture, peak: Posture, share: float) -> Posture:
    return {name: start[name] + share * (peak[name] - start[name]) for name in start}


def performed(exercise: str, count: int, *, rest_s: float = 0.5, fps: float = 30.0) -> list[Metrics]:
    """So many movements of an exercise, with a rest before each and after the last."""
    (start, peak), took_s = TYPICAL[exercise], TAKES_S.get(exercise, USUAL_S)
    length_s = count * (rest_s + took_s) + rest_s
    frames = []
    for row in range(round(length_s * fps)):
        within_s = row / fps % (rest_s + took_s) - rest_s
        share = (1.0 - math.cos(2.0 * math.pi * within_s / took_s)) / 2.0 if within_s > 0.0 else 0.0
        frames.append(Metrics(row / fps, between(start, peak, share), 0))
    return frames


def still(seconds: float, *, fps: float = 30.0) -> list[Metrics]:
    """Somebody who stands about."""
    return [Metrics(row / fps, STAND, 0) for row in range(round(seconds * fps))]


def in_turn(*clips: Sequence[Metrics], fps: float = 30.0) -> list[Metrics]:
    """One clip after the other."""
    frames: list[Metrics] = []
    for clip in clips:
        begin_s = frames[-1].t_s + 1.0 / fps if frames else 0.0
        frames += [Metrics(begin_s + frame.t_s, frame.values, frame.track) for frame in clip]
    return frames
