"""A small session: a result, and a trace of some frames with a person and some without."""

from __future__ import annotations

import math
import secrets
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np

from fitcount.kept import Definition, KeptCount, KeptSession, State, kept_sets
from fitcount.sessions.trace import TraceMeta, TraceRecorder
from fitcount.types import (
    ExerciseSet,
    Fault,
    Metrics,
    Pose,
    Rejection,
    Rep,
    Result,
    SourceInfo,
    Timing,
    View,
)

SOURCE = SourceInfo("clip.mp4", 640, 480, 29.97, 3, 0.1)
META = TraceMeta(SOURCE, "full", {"image": {"beta": 80.0}}, "1.2.3", ("the end is damaged",))

REPS = (
    Rep(1, "both", 1.0, 2.0, 3.0, "knee_deg", 80.5, 170.25, 1.0, 1.0, (Fault("forward_lean", 50.0, 45.0, 3.0, 2.0),)),
)
REJECTED = (
    Rejection(True, "both", 4.0, None, 6.0, "bottom_not_reached", "knee_deg", 118.0, 100.0, "no rep: knee 118°"),
)
RESULT = Result(
    source=SOURCE,
    exercise="squat",
    standard="parallel",
    model="full",
    count=1,
    movements=2,
    held_s=0.0,
    reps=REPS,
    rejected=REJECTED,
    sets=(ExerciseSet("squat", 1.0, 6.0, 1, 2, 0.0, reps=REPS, rejected=REJECTED),),
    confidence=0.9,
    doubts=("few movements",),
    view=View(85.0, "side"),
    frames_without_person=1,
    timing_ms=Timing(1.0, 2.0, 3.0, 4.0, 5.0),
)
UNTIMED = replace(RESULT, timing_ms=Timing(*[math.nan] * 5))


def random_pose(t_s: float, seed: int) -> Pose:
    numbers = np.random.default_rng(seed)
    return Pose(
        t_s=t_s,
        image_px=numbers.normal(300, 100, (33, 3)).astype(np.float32),
        world_m=numbers.normal(0, 1, (33, 3)).astype(np.float32),
        visibility=numbers.random(33, np.float32),
        presence=numbers.random(33, np.float32),
        score=float(np.float32(numbers.random())),
        scale_px=float(numbers.normal(200, 10)),
        track=seed % 3,
    )


def recorder(present: tuple[bool, ...] = (True, False, True)) -> TraceRecorder:
    rows = TraceRecorder()
    for index, seen in enumerate(present):
        t_s = index / 29.97
        raw, smooth = (random_pose(t_s, 2 * index + step) if seen else None for step in range(2))
        rows.add(raw, smooth, Metrics(t_s, {"knee_deg": 90.0 + index, "view_deg": math.nan}))
    return rows


STARTED_AT = datetime(2026, 3, 1, 18, 0, 0, 250_000, timezone(timedelta(hours=1)))
SQUAT = Definition("Squat", "0123456789abcdef", "parallel")


def kept_count(result: Result = RESULT, number: int = 0, made_at: datetime = STARTED_AT) -> KeptCount:
    return KeptCount(
        number=number,
        made_at=made_at,
        program="1.2.3",
        asked="auto",
        exercise=result.exercise,
        standard=result.standard,
        sets=kept_sets(result.sets, {each.exercise: SQUAT for each in result.sets}),
        attempts=tuple(rejection for rejection in result.rejected if not rejection.movement),
        confidence=result.confidence,
        doubts=result.doubts,
        view=result.view,
        frames_without_person=result.frames_without_person,
        timing_ms=result.timing_ms,
    )


def kept_session(
    uid: str | None = None, started_at: datetime = STARTED_AT, state: State = State.FINISHED, exercise: str = "squat"
) -> KeptSession:
    sets = tuple(replace(each, exercise=exercise) for each in RESULT.sets)
    result = replace(RESULT, exercise=exercise, sets=sets)
    return KeptSession(
        id=0,
        uid=uid or secrets.token_hex(16),
        started_at=started_at,
        source=SOURCE,
        model="full",
        state=state,
        counts=(kept_count(result, made_at=started_at),),
    )
