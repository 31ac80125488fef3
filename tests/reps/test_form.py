"""Faults of form: each that an exercise names is found in a movement made to have it, and in no good one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from fitcount.reps.conditions.tree import Comparison, Number
from fitcount.reps.counter import Counter
from fitcount.reps.definition import FormRule, Repeated
from fitcount.reps.form import advice
from fitcount.reps.library import exercise_names, find_exercise
from fitcount.reps.metrics import METRICS
from fitcount.types import Metrics, Rep

from .movements import repeated

FPS = 30
SIDE_DEG, FRONT_DEG = 90.0, 0.0

Values = Mapping[str, float]


@dataclass(frozen=True)
class Movement:
    """What somebody's joints do, in the start position and at the peak; in between they go smoothly."""

    start: Values
    peak: Values
    to_peak_s: float = 1.2
    from_peak_s: float = 1.2
    rest_s: float = 0.8
    yaw_deg: float = SIDE_DEG

    def but(self, start: Values | None = None, peak: Values | None = None, **changed: Any) -> Movement:
        return replace(self, start={**self.start, **(start or {})}, peak={**self.peak, **(peak or {})}, **changed)

    def slower(self, factor: float) -> Movement:
        return replace(self, to_peak_s=factor * self.to_peak_s, from_peak_s=factor * self.from_peak_s)

    def share(self, t_s: float) -> float:
        """0 in the start position, 1 at the peak."""
        if t_s < self.to_peak_s:
            return (1.0 - math.cos(math.pi * t_s / self.to_peak_s)) / 2.0
        back_s = min((t_s - self.to_peak_s) / self.from_peak_s, 1.0)
        return (1.0 + math.cos(math.pi * back_s)) / 2.0

    @property
    def took_s(self) -> float:
        return self.to_peak_s + self.from_peak_s + self.rest_s

    def values(self, t_s: float) -> dict[str, float]:
        share = self.share(t_s)
        return {name: self.start[name] + share * (self.peak[name] - self.start[name]) for name in self.start}


STANDING = {"trunk_lean_deg": 3.0, "hip_height_ratio": 0.98, "stance_m": 0.4, "knee_asymmetry_deg": 3.0}
ARMS = {"elbow_asymmetry_deg": 3.0, "shoulder_asymmetry_deg": 3.0}

GOOD: Mapping[str, Movement] = {
    "squat": Movement(
        {**STANDING, "knee_deg": 173.0, "hip_deg": 172.0, "knee_spread_ratio": 1.0},
        {**STANDING, "knee_deg": 80.0, "hip_deg": 75.0, "knee_spread_ratio": 1.0, "trunk_lean_deg": 38.0,
         "hip_height_ratio": 0.55},
    ),
    "pushup": Movement(
        {**ARMS, "elbow_deg": 172.0, "hip_sag_deg": 0.0, "hip_deg": 172.0, "knee_deg": 174.0, "trunk_lean_deg": 66.0},
        {**ARMS, "elbow_deg": 70.0, "hip_sag_deg": 2.0, "hip_deg": 170.0, "knee_deg": 174.0, "trunk_lean_deg": 82.0},
    ),
    "bicep_curl": Movement(
        {**STANDING, **ARMS, "elbow_deg": 168.0, "shoulder_deg": 12.0},
        {**STANDING, **ARMS, "elbow_deg": 48.0, "shoulder_deg": 24.0},
    ),
    "shoulder_press": Movement(
        {**STANDING, **ARMS, "shoulder_deg": 55.0, "elbow_deg": 60.0},
        {**STANDING, **ARMS, "shoulder_deg": 168.0, "elbow_deg": 172.0},
    ),
    "pullup": Movement(
        {**ARMS, "elbow_deg": 168.0, "shoulder_deg": 165.0, "trunk_lean_deg": 3.0},
        {**ARMS, "elbow_deg": 55.0, "shoulder_deg": 100.0, "trunk_lean_deg": 10.0},
        to_peak_s=1.5, from_peak_s=1.8,
    ),
    "lunge": Movement(
        {**STANDING, "knee_straighter_deg": 172.0}, {**STANDING, "knee_straighter_deg": 92.0, "trunk_lean_deg": 10.0}
    ),
    "burpee": Movement(
        {"hip_height_ratio": 0.95, "trunk_lean_deg": 3.0, "body_tilt_deg": 3.0, "hip_deg": 170.0},
        {"hip_height_ratio": 0.3, "trunk_lean_deg": 72.0, "body_tilt_deg": 72.0, "hip_deg": 165.0},
    ),
    "lunge_knee_up": Movement(
        {**STANDING, "knee_straighter_deg": 168.0}, {**STANDING, "knee_straighter_deg": 95.0, "trunk_lean_deg": 20.0}
    ),
    "jumping_jack": Movement(
        {**STANDING, "shoulder_deg": 15.0, "stance_m": 0.2}, {**STANDING, "shoulder_deg": 165.0, "stance_m": 0.9},
        to_peak_s=0.45, from_peak_s=0.45, rest_s=0.05, yaw_deg=FRONT_DEG,
    ),
    "situp": Movement(
        {"hip_deg": 122.0, "knee_deg": 70.0, "hip_height_ratio": 0.05, "trunk_lean_deg": 88.0},
        {"hip_deg": 62.0, "knee_deg": 70.0, "hip_height_ratio": 0.05, "trunk_lean_deg": 25.0},
    ),
    "glute_bridge": Movement(
        {"hip_deg": 118.0, "knee_deg": 75.0, "hip_height_ratio": 0.05, "trunk_lean_deg": 92.0},
        {"hip_deg": 168.0, "knee_deg": 85.0, "hip_height_ratio": 0.3, "trunk_lean_deg": 115.0},
    ),
    "front_raise": Movement(
        {**STANDING, "shoulder_deg": 15.0, "elbow_deg": 168.0}, {**STANDING, "shoulder_deg": 92.0, "elbow_deg": 166.0},
        to_peak_s=1.6, from_peak_s=1.8,
    ),
    "lateral_raise": Movement(
        {**STANDING, "shoulder_deg": 15.0, "elbow_deg": 168.0}, {**STANDING, "shoulder_deg": 90.0, "elbow_deg": 164.0},
        to_peak_s=1.6, from_peak_s=1.8,
    ),
    "romanian_deadlift": Movement(
        {**STANDING, "hip_deg": 170.0, "knee_deg": 168.0},
        {**STANDING, "hip_deg": 85.0, "knee_deg": 155.0, "trunk_lean_deg": 75.0, "hip_height_ratio": 0.93},
    ),
    "wall_squat": Movement(
        {**STANDING, "knee_deg": 170.0}, {**STANDING, "knee_deg": 88.0, "trunk_lean_deg": 5.0, "hip_height_ratio": 0.55}
    ),
    "side_lunge": Movement(
        {**STANDING, "hip_deg": 160.0, "knee_deg": 172.0}, {**STANDING, "hip_deg": 70.0, "trunk_lean_deg": 42.0,
                                                          "knee_deg": 120.0, "hip_height_ratio": 0.6, "stance_m": 0.9},
    ),
    "high_knees": Movement(
        {**STANDING, "thigh_lift_deg": 5.0}, {**STANDING, "thigh_lift_deg": 85.0},
        to_peak_s=0.35, from_peak_s=0.35, rest_s=0.3,
    ),
}  # fmt: skip
"""A body in good form, from anatomy."""


@dataclass(frozen=True)
class Bad:
    """What is wrong, beside the good movement; `after` so many good ones where it is wrong only by comparison."""

    start: Values = field(default_factory=dict)
    peak: Values = field(default_factory=dict)
    times: Mapping[str, float] = field(default_factory=dict)
    slower: float = 1.0
    after: int = 0


TEMPO = {"uneven_tempo": Bad(slower=3.5, after=4), "rushed": Bad(slower=0.45, after=4)}
FRONT = {"yaw_deg": FRONT_DEG}

BAD: Mapping[str, Mapping[str, Bad]] = {
    "squat": {
        "forward_lean": Bad(peak={"trunk_lean_deg": 70.0}),
        "knee_valgus": Bad(peak={"knee_spread_ratio": 0.45}, times=FRONT),
        "uneven_legs": Bad(peak={"knee_asymmetry_deg": 32.0}),
        "no_lockout": Bad(start={"knee_deg": 138.0}),
        "drops": Bad(times={"to_peak_s": 0.22}),
        "uneven_tempo": Bad(slower=4.0, after=4),
    },
    "pushup": {
        "hips_sag": Bad(start={"hip_sag_deg": 18.0}, peak={"hip_sag_deg": 24.0}),
        "hips_up": Bad(start={"hip_sag_deg": -35.0}, peak={"hip_sag_deg": -32.0}),
        "shallow": Bad(peak={"elbow_deg": 114.0}),
        "no_lockout": Bad(start={"elbow_deg": 130.0}),
        "uneven_arms": Bad(peak={"elbow_asymmetry_deg": 36.0}, times=FRONT),
        **TEMPO,
    },
    "bicep_curl": {
        "elbow_drift": Bad(start={"shoulder_deg": 48.0}, peak={"shoulder_deg": 68.0}),
        "swing": Bad(peak={"trunk_lean_deg": 28.0}),
        "arms_stay_bent": Bad(start={"elbow_deg": 112.0}),
        "short": Bad(peak={"elbow_deg": 95.0}),
        "uneven_arms": Bad(peak={"elbow_asymmetry_deg": 36.0}, times=FRONT),
        "drops": Bad(times={"from_peak_s": 0.3}),
        **TEMPO,
    },
    "shoulder_press": {
        "lean_back": Bad(start={"trunk_lean_deg": 20.0}, peak={"trunk_lean_deg": 32.0}),
        "not_pressed_out": Bad(peak={"elbow_deg": 132.0}),
        "uneven_arms": Bad(peak={"shoulder_asymmetry_deg": 30.0}, times=FRONT),
        **TEMPO,
    },
    "pullup": {
        "swing": Bad(peak={"trunk_lean_deg": 38.0}),
        "no_dead_hang": Bad(start={"elbow_deg": 112.0}),
        "uneven_arms": Bad(peak={"elbow_asymmetry_deg": 36.0}, times=FRONT),
        "drops": Bad(times={"from_peak_s": 0.35}),
        **TEMPO,
    },
    "lunge": {
        "forward_lean": Bad(peak={"trunk_lean_deg": 55.0}),
        "no_lockout": Bad(start={"knee_straighter_deg": 135.0}, peak={"knee_straighter_deg": 72.0}),
        **TEMPO,
    },
    "burpee": {"feet_stay": Bad(peak={"hip_deg": 60.0})},
    "lunge_knee_up": {"forward_lean": Bad(peak={"trunk_lean_deg": 58.0})},
    "jumping_jack": {"arms_low": Bad(peak={"shoulder_deg": 105.0})},
    "situp": {
        "jerks_up": Bad(times={"to_peak_s": 0.25}),
        "drops": Bad(times={"from_peak_s": 0.28}),
        **TEMPO,
    },
    "glute_bridge": {"hips_low": Bad(start={"hip_deg": 98.0}, peak={"hip_deg": 136.0}), **TEMPO},
    "front_raise": {
        "swing": Bad(peak={"trunk_lean_deg": 32.0}),
        "elbows_bend": Bad(peak={"elbow_deg": 120.0}),
        "too_high": Bad(peak={"shoulder_deg": 140.0}),
        "drops": Bad(times={"from_peak_s": 0.3}),
        **TEMPO,
    },
    "lateral_raise": {
        "swing": Bad(peak={"trunk_lean_deg": 32.0}),
        "elbows_bend": Bad(peak={"elbow_deg": 120.0}),
        "too_high": Bad(peak={"shoulder_deg": 140.0}),
        "drops": Bad(times={"from_peak_s": 0.3}),
        **TEMPO,
    },
    "romanian_deadlift": {
        "knees_bend": Bad(peak={"knee_deg": 127.0}),
        "no_lockout": Bad(start={"hip_deg": 130.0}, peak={"hip_deg": 65.0}),
        **TEMPO,
    },
    "wall_squat": {
        "off_the_wall": Bad(peak={"trunk_lean_deg": 34.0}),
        "uneven_legs": Bad(peak={"knee_asymmetry_deg": 32.0}),
        **TEMPO,
    },
    "side_lunge": {"forward_lean": Bad(peak={"trunk_lean_deg": 74.0}), **TEMPO},
    "high_knees": {"lean_back": Bad(start={"trunk_lean_deg": 30.0}, peak={"trunk_lean_deg": 32.0})},
}

WITH_FORM = [
    name for name in exercise_names() if isinstance(exercise := find_exercise(name), Repeated) and exercise.form
]
CASES = [(name, code) for name, faults in BAD.items() for code in faults]


def filmed(movements: Sequence[Movement], *, noise_deg: float = 0.0, sigma_deg: float | None = None) -> list[Metrics]:
    """The movements one after another, each value of a joint on both sides."""
    rng = np.random.default_rng(0)
    frames: list[Metrics] = []
    begun_s = 0.0
    for movement in (replace(movements[0], to_peak_s=1.0, from_peak_s=1.0, peak=movements[0].start), *movements):
        for row in range(round(movement.took_s * FPS)):
            values = dict.fromkeys(METRICS, math.nan)
            for name, value in movement.values(row / FPS).items():
                noise = rng.normal(0.0, noise_deg) if name.endswith("_deg") else 0.0
                values |= dict.fromkeys(_also(name), value + noise)
            values["camera_yaw_deg"] = movement.yaw_deg
            sigma = {} if sigma_deg is None else dict.fromkeys(values, sigma_deg)
            frames.append(Metrics(begun_s + row / FPS, values, 0, sigma))
        begun_s = frames[-1].t_s + 1 / FPS
    return frames


def _also(name: str) -> list[str]:
    """The metric, and those of its sides."""
    joint = name.removesuffix("_deg")
    sides = [f"{joint}_{which}_deg" for which in ("left", "right", "straighter", "bent")]
    return [name, *(side for side in sides if side in METRICS)]


def reps_of(exercise: str, movements: Sequence[Movement], *, sigma_deg: float | None = None) -> list[Rep]:
    counter = Counter(repeated(exercise), _lowest(exercise))
    for frame in filmed(movements, noise_deg=1.0, sigma_deg=sigma_deg):
        counter.update(frame)
    counter.finish()
    assert [rejection.text for rejection in counter.rejected] == []
    assert len(counter.reps) == len(movements)
    return counter.reps


def _lowest(exercise: str) -> str:
    return "any" if "any" in repeated(exercise).standards else repeated(exercise).default_standard


def codes(rep: Rep) -> set[str]:
    return {fault.code for fault in rep.faults}


def bad(exercise: str, code: str) -> list[Movement]:
    """Five bad movements; or, where it is wrong only by comparison, good ones and a bad one."""
    good, wrong = GOOD[exercise], BAD[exercise][code]
    made = good.but(wrong.start, wrong.peak, **wrong.times).slower(wrong.slower)
    return [*(wrong.after * [good]), made] if wrong.after else 5 * [made]


def rule(exercise: str, code: str) -> FormRule:
    return next(each for each in repeated(exercise).form if each.code == code)


def test_every_fault_is_tried_here() -> None:
    assert {name: {each.code for each in repeated(name).form} for name in WITH_FORM} == {
        name: set(faults) for name, faults in BAD.items()
    }


@pytest.mark.parametrize("exercise", WITH_FORM)
@pytest.mark.parametrize("yaw_deg", [SIDE_DEG, 45.0, FRONT_DEG])
def test_a_good_movement_has_no_fault(exercise: str, yaw_deg: float) -> None:
    reps = reps_of(exercise, 6 * [GOOD[exercise].but(yaw_deg=yaw_deg)])
    assert [codes(rep) for rep in reps] == 6 * [set()]


@pytest.mark.parametrize(("exercise", "code"), CASES)
def test_a_fault_is_found_and_no_other(exercise: str, code: str) -> None:
    *before, last = reps_of(exercise, bad(exercise, code))
    assert codes(last) == {code}
    if BAD[exercise][code].after:
        assert all(codes(rep) == set() for rep in before)
    (fault,) = last.faults
    comparison = rule(exercise, code).when.tree
    assert isinstance(comparison, Comparison)
    assert comparison.right == Number(fault.limit)
    assert abs(fault.value - fault.limit) > fault.uncertainty, "beyond the limit by more than it is unsure"
    assert (fault.value > fault.limit) == (comparison.comparator == ">")
    assert last.start_s <= fault.at_s <= last.end_s
    assert advice(last.faults, repeated(exercise).form) == (rule(exercise, code).say,)


@pytest.mark.parametrize(
    ("exercise", "code", "yaw_deg"),
    [
        ("squat", "knee_valgus", SIDE_DEG),
        ("squat", "forward_lean", FRONT_DEG),
        ("pushup", "hips_sag", FRONT_DEG),
        ("bicep_curl", "swing", FRONT_DEG),
    ],
)
def test_what_the_view_cannot_show_is_no_fault(exercise: str, code: str, yaw_deg: float) -> None:
    reps = reps_of(exercise, [movement.but(yaw_deg=yaw_deg) for movement in bad(exercise, code)])
    assert [codes(rep) for rep in reps] == len(reps) * [set()]


@pytest.mark.parametrize(
    ("exercise", "code"), [("squat", "no_lockout"), ("squat", "uneven_legs"), ("shoulder_press", "not_pressed_out")]
)
def test_what_is_hardly_measured_is_no_fault(exercise: str, code: str) -> None:
    reps = reps_of(exercise, bad(exercise, code), sigma_deg=45.0)
    assert [codes(rep) for rep in reps] == len(reps) * [set()]


@pytest.mark.parametrize("lean_deg", [53.0, 57.0])
def test_no_fault_within_its_uncertainty(lean_deg: float) -> None:
    reps = reps_of("squat", 3 * [GOOD["squat"].but(peak={"trunk_lean_deg": lean_deg})])
    assert [codes(rep) for rep in reps] == 3 * [set()]


def test_one_wrong_frame_is_no_fault() -> None:
    counter = Counter(repeated("squat"), "any")
    for row, frame in enumerate(filmed(3 * [GOOD["squat"]])):
        wrong = {"trunk_lean_deg": 88.0} if row % 25 == 7 else {}
        counter.update(replace(frame, values={**frame.values, **wrong}))
    counter.finish()
    assert [codes(rep) for rep in counter.reps] == 3 * [set()]


def test_what_was_not_measured_is_no_fault() -> None:
    unknown = {"trunk_lean_deg": math.nan, "knee_asymmetry_deg": math.nan}
    reps = reps_of("squat", 3 * [GOOD["squat"].but(unknown, unknown)])
    assert [codes(rep) for rep in reps] == 3 * [set()]


def test_arms_in_turns_are_not_uneven() -> None:
    good = GOOD["bicep_curl"].but(peak={"elbow_asymmetry_deg": 110.0}, yaw_deg=FRONT_DEG)
    frames = [
        replace(frame, values={**frame.values, "elbow_right_deg": 168.0, "shoulder_right_deg": 12.0})
        for frame in filmed(4 * [good])
    ]
    counter = Counter(repeated("bicep_curl"), "any")
    for frame in frames:
        counter.update(frame)
    counter.finish()
    assert [(rep.side, codes(rep)) for rep in counter.reps] == 4 * [("left", set())]


def test_another_set_has_a_tempo_of_its_own() -> None:
    slow = GOOD["squat"].slower(3.5)
    rest = replace(GOOD["squat"], rest_s=40.0)
    reps = reps_of("squat", [*(4 * [GOOD["squat"]]), rest, *(3 * [slow])])
    assert [codes(rep) for rep in reps] == 8 * [set()]
