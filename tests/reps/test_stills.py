"""Real people in squats and push-ups, in single pictures that others labelled up or down.

The stills have BlazePose's x, y, z in pixels and no 3D landmarks. Here 3D is the pixels, z among them, over the size at
which all bones together have their nominal length: BlazePose's z in pixels is rougher than its metres. Nobody's size is
known from other frames, and everything counts as visible. So the shares below are less than a video's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from fitcount.reps.angles import BONES_M, SIDES
from fitcount.reps.definition import Repeated
from fitcount.reps.library import known_exercises
from fitcount.reps.looks import evidence
from fitcount.reps.metrics import Measurer
from fitcount.types import LANDMARK, Float32Array, Metrics, Pose, Rep

from .movements import repeated

STILLS = Path(__file__).parent / "data" / "mlkit_stills.npz"
HIPS = [LANDMARK["left_hip"], LANDMARK["right_hip"]]
BONES = np.array([[LANDMARK[f"{side}_{end}"] for end in bone] for side in SIDES for bone in BONES_M])
TAKES_S = 2.0
APART_S = 10.0
"""Longer than anything is remembered."""


@cache
def measured(pose: str) -> list[Metrics]:
    """The metrics of each still of a pose, as if it were the only frame of a clip."""
    with np.load(STILLS) as stored:
        stills = stored["landmarks_px"][stored["pose"] == pose].astype(np.float32)
    measurer = Measurer()
    return [
        measurer.measure(row * APART_S, pose_of(landmarks_px, row * APART_S)) for row, landmarks_px in enumerate(stills)
    ]


def pose_of(landmarks_px: Float32Array, t_s: float) -> Pose:
    bones_px = np.linalg.norm(landmarks_px[BONES[:, 0]] - landmarks_px[BONES[:, 1]], axis=1)
    metre_px = bones_px.sum() / (len(SIDES) * sum(BONES_M.values()))
    world_m = ((landmarks_px - landmarks_px[HIPS].mean(axis=0)) / metre_px).astype(np.float32)
    seen = np.ones(len(LANDMARK), np.float32)
    return Pose(t_s, landmarks_px, world_m, seen, seen, score=1.0, scale_px=float(2.0 * metre_px))


@pytest.mark.parametrize(
    ("stills", "exercise", "at_least"),
    [
        # 94.2 % are right; of the plain angles 81.7 %.
        ("squats", "squat", 0.94),
        # 94.2 %; plain 83.8 %.
        ("pushups", "pushup", 0.94),
    ],
)
def test_up_and_down_lie_on_either_side_of_the_middle(stills: str, exercise: str, at_least: float) -> None:
    chosen = repeated(exercise)
    middle_deg = (chosen.usual.start + chosen.usual.peak) / 2
    up_deg, down_deg = (
        np.array([each.values[chosen.metric] for each in measured(f"{stills}_{pose}")]) for pose in ("up", "down")
    )
    assert np.concatenate([up_deg > middle_deg, down_deg < middle_deg]).mean() >= at_least


def movement(up: Metrics, down: Metrics) -> tuple[Rep, list[Metrics]]:
    """From one still to another and back."""
    frames = [Metrics(t_s, still.values, 0) for t_s, still in ((0.0, up), (TAKES_S / 2, down), (TAKES_S, up))]
    return Rep(1, "both", 0.0, TAKES_S / 2, TAKES_S, "knee_deg", 0.0, 0.0, TAKES_S / 2, TAKES_S / 2), frames


@pytest.mark.parametrize(("stills", "right", "wrong"), [("squats", "squat", "pushup"), ("pushups", "pushup", "squat")])
def test_a_movement_between_two_stills_looks_like_its_own_exercise(stills: str, right: str, wrong: str) -> None:
    looks = [repeated(name).looks for name in (right, wrong)]
    for up, down in zip(measured(f"{stills}_up"), measured(f"{stills}_down"), strict=False):
        movements = movement(up, down)
        by_right, by_wrong = (evidence(each, *movements) for each in looks if each is not None)
        assert by_right > by_wrong


@pytest.mark.parametrize(
    ("stills", "exercise", "at_least"),
    [
        # 87.4 %; the others: mostly slides along a wall, and burpees, which pass through a squat.
        ("squats", "squat", 0.87),
        # 98.5 %; the others: mountain climbers.
        ("pushups", "pushup", 0.98),
    ],
)
def test_of_all_exercises_it_mostly_looks_like_its_own_most(stills: str, exercise: str, at_least: float) -> None:
    exercises = (each for each in known_exercises() if isinstance(each, Repeated))
    looks = {each.name: each.looks for each in exercises if each.looks is not None}
    named = []
    for up, down in zip(measured(f"{stills}_up"), measured(f"{stills}_down"), strict=False):
        movements = movement(up, down)
        found = {name: evidence(each, *movements) for name, each in looks.items()}
        named.append(max(found, key=found.__getitem__))
    assert np.mean([name == exercise for name in named]) >= at_least
