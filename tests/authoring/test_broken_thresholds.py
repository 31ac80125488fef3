"""An exercise with a wrong threshold fails its test, and what is printed names that threshold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.authoring.trial.held_waveforms import held_waveforms, learn_position
from fitcount.authoring.trial.made_clips import check_held, check_waveform
from fitcount.authoring.trial.trial import check_case, trace_of, try_exercise
from fitcount.authoring.trial.waveforms import waveforms
from fitcount.reps.definition import Held
from fitcount.reps.library import read_exercise
from fitcount.types import Check, Trial
from fitcount.views.trial import trial_report

from .trials import FOLDER, file_of, model_of, seen_of, trial_of


def broken(folder: Path, exercise: str, before: str, after: str) -> Path:
    """An exercise's file in which one thing was changed, with its cases beside it."""
    text = file_of(exercise).read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path = folder / f"{exercise}.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    (folder / "cases").symlink_to(FOLDER / "cases")
    return path


def check_of(path: Path, name: str) -> Check:
    """That one check of an exercise; the movement is as it ships, as it does not depend on the file."""
    exercise = read_exercise(path)
    case = next((case for case in exercise.cases if case.file == name), None)
    if case is not None:
        return check_case(exercise, case, trace_of(case, path))
    if isinstance(exercise, Held):
        position = learn_position(seen_of(path.stem), exercise.cases[0].holds_s)
        assert position is not None
        return check_held(exercise, position, next(each for each in held_waveforms() if each.name == name))
    model = model_of(path.stem)
    return check_waveform(exercise, None, model, next(each for each in waveforms(model) if each.name == name))


@dataclass(frozen=True)
class Broken:
    """One thing changed in an exercise's file, a check that fails for it, and the key that is blamed."""

    exercise: str
    before: str
    after: str
    fails: str
    blames: str = ""


BROKEN = [
    Broken("squat", "parallel: {limit: 100,", "parallel: {limit: 48,", "even", "standards: bottom_not_reached"),
    Broken("squat", "parallel: {limit: 100,", "parallel: {limit: 140,", "cases/squat_shallow.npz"),
    Broken("squat", "min_s: 0.5\n", "min_s: 2.4\n", "even", "movement: min_s"),
    Broken("squat", "max_s: 20\n", "max_s: 2.6\n", "pause half-way", "movement: max_s"),
    Broken("squat", "max_gap_s: 1.0", "max_gap_s: 0.1", "few frames", "movement: max_gap_s"),
    Broken("squat", "middle(body_tilt_deg) < 62", "middle(body_tilt_deg) < 5", "even", "posture: not_upright"),
    Broken("squat", "spread(stance_m) < 0.3", "spread(stance_m) < 0.01", "even", "posture: feet_step"),
    Broken("pushup", "middle(knee_deg) > 130", "middle(knee_deg) > 175", "even", "posture: legs_bend"),
    Broken("situp", "{start: 125, peak: 75}", "{start: 60, peak: 10}", "even", "movement: min_range; phases; usual"),
    Broken("jumping_jack", "enter: 0.15, leave: 0.25", "enter: 0.6, leave: 0.7", "pause half-way"),
    Broken("jumping_jack", "usual: {start: 25, peak: 140}", "usual: {start: 140, peak: 25}", "cut beside peaks"),
    Broken("bicep_curl", "sides: each", "sides: together", "cases/bicep_curl_in_turns.npz"),
    Broken("plank", "hip_sag_deg, enter: 8, leave: 12", "hip_sag_deg, enter: 80, leave: 90", "cases/plank.npz"),
    Broken("plank", "min_s: 5 ", "min_s: 1 ", "tries"),
    Broken("wall_sit", "enter: 115, leave: 125", "enter: 70, leave: 75", "hold", "hold: position: not_low"),
]


@pytest.mark.parametrize("one", BROKEN, ids=lambda one: f"{one.exercise}: {one.after.strip()}")
def test_a_wrong_threshold_fails(one: Broken, tmp_path: Path) -> None:
    check = check_of(broken(tmp_path, one.exercise, one.before, one.after), one.fails)
    assert not check.passed
    assert not one.blames or one.blames in {miss.key for miss in check.misses}


def printed(trial: Trial) -> str:
    console = Console(width=100, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(trial_report(trial))
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_a_passing_exercise_looks_as_designed(snapshot: SnapshotAssertion) -> None:
    trial = trial_of("squat")
    assert printed(trial).replace(trial.file, "squat.yaml") == snapshot


def test_a_failing_exercise_looks_as_designed(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    path = broken(tmp_path, "squat", "max_s: 20\n", "max_s: 2.6\n")
    trial = try_exercise(read_exercise(path), path)
    assert printed(trial).replace(trial.file, "squat.yaml") == snapshot
