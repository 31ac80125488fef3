"""A made-up evening: squats with a rejected one, curls in turns, a wall sit; with all that was kept of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from fitcount.kept import KeptCount, KeptFrames, KeptSession, KeptSet, State
from fitcount.types import LANDMARK, Break, Fault, Rejection, Rep, SourceInfo, View
from fitcount.views.wording import ExerciseWords, Halves
from views.people import person

STARTED_AT = datetime(2026, 3, 7, 18, 30, tzinfo=UTC)
SOURCE = SourceInfo("evening.mp4", 640, 480, 30.0, 2100, 70.0)
FPS = 15

WORDS = {
    "squat": ExerciseWords(
        "Squat",
        Halves("down", "up"),
        {"forward_lean": "Keep your chest up.", "knee_valgus": "Push your knees out over your toes."},
        metric="knee_deg",
        measures={"forward_lean": "trunk_lean_deg", "knee_valgus": "knee_spread_ratio"},
        limits={"parallel": 100.0},
        definition_hash="a" * 16,
    ),
    "bicep_curl": ExerciseWords("Biceps curl", Halves("up", "down"), metric="elbow_deg", limits={"full": 80.0}),
    "wall_sit": ExerciseWords("Wall sit", metric="thigh_lift_deg", measures={"off_the_wall": "trunk_lean_deg"}),
}

LEAN = Fault("forward_lean", 61.0, 52.0, 6.0, 5.0)
VALGUS = Fault("knee_valgus", 0.5, 0.7, 0.05, 9.0)


def rep(number: int, start_s: float, took_s: float = 2.0, low: float = 75.0, **more: object) -> Rep:
    peak_s = start_s + took_s / 2
    whole = Rep(number, "both", start_s, peak_s, start_s + took_s, "knee_deg", low, 175.0, took_s / 2, took_s / 2)
    return replace(whole, **more)  # type: ignore[arg-type]


def too_high(start_s: float, value: float = 118.0, side: str = "both") -> Rejection:
    text = f"no rep: knee {value:.0f}°, needs 100° or less"
    return Rejection(
        True, side, start_s, start_s + 1.0, start_s + 2.0, "bottom_not_reached", "knee_deg", value, 100.0, text
    )


def kept_set(
    reps: Sequence[Rep], rejected: Sequence[Rejection] = (), exercise: str = "squat", standard: str = "parallel"
) -> KeptSet:
    moved: list[Rep | Rejection] = sorted([*reps, *rejected], key=lambda each: each.start_s)
    return KeptSet(
        number=1,
        exercise=exercise,
        title=WORDS[exercise].title,
        definition_hash="a" * 16,
        standard=standard,
        start_s=moved[0].start_s,
        end_s=moved[-1].end_s,
        count=len(reps),
        movements=len(moved),
        held_s=0.0,
        reps=tuple(reps),
        rejected=tuple(rejected),
    )


SQUATS = kept_set(
    [
        rep(1, 2.0),
        rep(2, 5.0, faults=(LEAN,)),
        rep(3, 8.0, low=88.0, faults=(LEAN, VALGUS)),
        rep(4, 14.0, 2.2),
    ],
    [too_high(11.0), too_high(17.0, 104.0)],
)
CURLS = kept_set(
    [
        rep(number, 20.0 + 2 * number, metric=f"elbow_{side}_deg", side=side, low=low)
        for number, (side, low) in enumerate([("left", 45.0), ("right", 70.0)] * 3, start=1)
    ],
    exercise="bicep_curl",
    standard="any",
)
WALL = Break(50.0, 52.1, "off_the_wall", "trunk_lean_deg", 24.0, 20.0, "the back is off the wall (trunk lean 24°)")
WALL_SIT = KeptSet(
    number=1,
    exercise="wall_sit",
    title="Wall sit",
    definition_hash="",
    standard="",
    start_s=42.0,
    end_s=64.0,
    count=0,
    movements=0,
    held_s=19.9,
    breaks=(WALL,),
)


def session(*sets: KeptSet, **more: object) -> KeptSession:
    """Of one exercise or several; `more`: other fields of the session, or of its count."""
    numbered = tuple(replace(each, number=number) for number, each in enumerate(sets, start=1))
    count = KeptCount(
        number=0,
        made_at=STARTED_AT,
        program="1.2.3",
        asked="auto",
        exercise=sets[0].exercise if sets else "squat",
        standard=sets[0].standard if sets else "parallel",
        sets=numbered,
        confidence=0.93,
        view=View(88.0, "side"),
    )
    count = replace(count, **{name: more.pop(name) for name in [*more] if hasattr(count, name)})  # type: ignore[arg-type]
    whole = KeptSession(7, "0" * 32, STARTED_AT, SOURCE, "full", State.FINISHED, (count,))
    return replace(whole, **more)  # type: ignore[arg-type]


def frames(until_s: float = 70.0) -> KeptFrames:
    """Somebody who goes down by a third of their legs and up again every three seconds; out of sight from 66 s on."""
    t_s = np.arange(0.0, until_s, 1.0 / FPS)
    knee_deg = (125.0 + 50.0 * np.cos(2 * math.pi * (t_s - 2.0) / 3.0)).astype(np.float32)
    poses = [person(y_px=240.0 + 0.5 * (175.0 - knee)) for knee in knee_deg]
    image_px = np.stack([pose.image_px for pose in poses])
    for part in ("ankle", "heel", "foot_index"):
        for side in ("left", "right"):
            row = LANDMARK[f"{side}_{part}"]
            image_px[:, row] = image_px[0, row]
    image_px[t_s >= 66.0] = np.nan
    lean_deg = np.where((t_s >= WALL.start_s) & (t_s < WALL.end_s), 24.0, 5.0).astype(np.float32)
    return KeptFrames(
        t_s=t_s,
        image_px=image_px,
        visibility=np.stack([pose.visibility for pose in poses]),
        metrics={
            "knee_deg": knee_deg,
            "elbow_left_deg": knee_deg,
            "elbow_right_deg": knee_deg,
            "trunk_lean_deg": lean_deg,
            "thigh_lift_deg": knee_deg,
        },
    )
