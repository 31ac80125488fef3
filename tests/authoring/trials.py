"""The tests of the exercises that ship, each run once however many tests ask for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fitcount.authoring.trial.held_waveforms import HELD_WAVEFORMS
from fitcount.authoring.trial.landmark_rows import Recorded, recorded
from fitcount.authoring.trial.movement_model import MovementModel, learn_movement
from fitcount.authoring.trial.trial import trace_of, try_exercise
from fitcount.authoring.trial.waveforms import WAVEFORMS
from fitcount.config import shipped
from fitcount.reps.definition import Held, Repeated
from fitcount.reps.library import exercise_names, find_exercise
from fitcount.types import Check, Trial

FOLDER = shipped("exercises")
REPEATED = [name for name in exercise_names() if isinstance(find_exercise(name), Repeated)]


def file_of(exercise: str) -> Path:
    return FOLDER / f"{exercise}.yaml"


@cache
def trial_of(exercise: str) -> Trial:
    return try_exercise(find_exercise(exercise), file_of(exercise))


def check_names(exercise: str) -> list[str]:
    """What the test of an exercise consists of: its cases by their number, and the made clips."""
    found = find_exercise(exercise)
    cases = [f"case {number}, {Path(case.file).stem}" for number, case in enumerate(found.cases, start=1)]
    return [*cases, *(HELD_WAVEFORMS if isinstance(found, Held) else WAVEFORMS)]


def check_of(exercise: str, name: str) -> Check:
    return trial_of(exercise).checks[check_names(exercise).index(name)]


@cache
def seen_of(exercise: str) -> Recorded:
    """What the first case of an exercise shows."""
    found = find_exercise(exercise)
    seen = recorded(trace_of(found.cases[0], file_of(exercise)))
    assert seen is not None
    return seen


@cache
def model_of(exercise: str) -> MovementModel:
    model = learn_movement(seen_of(exercise), find_exercise(exercise).cases[0].peaks_s)
    assert model is not None
    return model
