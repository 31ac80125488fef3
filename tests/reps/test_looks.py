"""By what an exercise is recognised."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from fitcount.reps.definition import Looks, Repeated
from fitcount.reps.library import find_exercise, known_exercises
from fitcount.reps.looks import SELDOM, evidence
from fitcount.reps.recogniser import CLEAR
from fitcount.types import Metrics, Rejection, Rep

from .typical import TAKES_S, TYPICAL, USUAL_S, performed

LOOKS: dict[str, Looks] = {
    each.name: each.looks for each in known_exercises() if isinstance(each, Repeated) and each.looks is not None
}
SQUAT = LOOKS["squat"]


def movement(took_s: float = USUAL_S, side: str = "both") -> Rep:
    """The one in the clip that `performed` makes."""
    peak_s, end_s = 0.5 + took_s / 2, 0.5 + took_s
    return Rep(1, side, 0.5, peak_s, end_s, "knee_deg", 80, 170, took_s / 2, took_s / 2)


def with_metric(frames: Sequence[Metrics], **values: float) -> list[Metrics]:
    return [replace(frame, values={**frame.values, **values}) for frame in frames]


@pytest.mark.parametrize("exercise", TYPICAL)
def test_a_typical_movement_is_likeliest_under_its_own_name(exercise: str) -> None:
    frames, one = performed(exercise, 1), movement(TAKES_S.get(exercise, USUAL_S))
    nats = {name: evidence(looks, one, frames) for name, looks in LOOKS.items()}
    assert max(nats, key=lambda name: nats[name]) == exercise
    assert nats[exercise] >= CLEAR


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_what_was_not_measured_is_no_evidence(name: str) -> None:
    looks, one = LOOKS[name], movement()
    unmeasured = [replace(frame, values=dict.fromkeys(frame.values, math.nan)) for frame in performed("squat", 1)]
    time_only = looks.model_copy(update={"start": {}, "peak": {}})
    assert evidence(looks, one, unmeasured) == evidence(looks, one, []) == evidence(time_only, one, [])


def test_a_metric_that_fits_speaks_for_it_and_one_that_does_not_against_it() -> None:
    frames = performed("squat", 1)
    without, fits, off = (with_metric(frames, hip_height_ratio=value) for value in (math.nan, 0.9, 3.0))
    nats = [evidence(SQUAT.model_copy(update={"peak": {}}), movement(), each) for each in (off, without, fits)]
    assert nats == sorted(nats)
    assert len(set(nats)) == 3


def test_a_metric_alone_never_rules_an_exercise_out() -> None:
    frames, one = performed("squat", 1), movement()
    wrong, absurd = (with_metric(frames, hip_height_ratio=value) for value in (30.0, 3000.0))
    assert evidence(SQUAT, one, wrong) == evidence(SQUAT, one, absurd) > -math.inf


@pytest.mark.parametrize("took_s", [0.25, 25.0])
def test_what_takes_another_time_is_less_likely(took_s: float) -> None:
    assert evidence(SQUAT, movement(took_s), []) < evidence(SQUAT, movement(SQUAT.takes_s), [])


def test_a_variant_needs_more_evidence_than_what_is_common() -> None:
    rare = SQUAT.model_copy(update={"seldom": True})
    frames, one = performed("squat", 1), movement()
    assert evidence(rare, one, frames) == pytest.approx(evidence(SQUAT, one, frames) + SELDOM)


def test_the_side_that_moves_is_looked_at() -> None:
    curl, frames = LOOKS["bicep_curl"], performed("bicep_curl", 1)
    left_only = with_metric(frames, elbow_right_deg=165.0, elbow_deg=math.nan)
    assert evidence(curl, movement(side="left"), left_only) == evidence(curl, movement(side="left"), frames)
    assert evidence(curl, movement(side="right"), left_only) < evidence(curl, movement(side="left"), left_only)


def test_frames_of_other_movements_do_not_matter() -> None:
    two = performed("squat", 2)
    assert evidence(SQUAT, movement(), two) == evidence(SQUAT, movement(), [f for f in two if f.t_s < 3.0])


def test_a_movement_whose_peak_nobody_saw_is_no_error() -> None:
    lost = Rejection(True, "both", 0.5, None, 2.7, "person_lost", "knee_deg", 1.0, 0.5, "no rep: lost")
    assert math.isfinite(evidence(SQUAT, lost, performed("squat", 1)))


def test_every_repeated_exercise_that_ships_can_be_recognised() -> None:
    assert set(LOOKS) == {each.name for each in known_exercises() if isinstance(each, Repeated)}
    assert set(TYPICAL) <= set(LOOKS)
    assert find_exercise("squat").name in LOOKS
