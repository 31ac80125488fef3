"""An exercise with a wrong threshold fails its test, and what is printed names that threshold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.authoring.trial import try_exercise
from fitcount.reps.library import read_exercise
from fitcount.types import Trial
from fitcount.views.trial import trial_report

from .trials import FOLDER, file_of, trial_of


def broken(folder: Path, exercise: str, before: str, after: str) -> Trial:
    """The test of an exercise in whose file one thing was changed."""
    text = file_of(exercise).read_text()
    assert text.count(before) == 1, before
    path = folder / f"{exercise}.yaml"
    path.write_text(text.replace(before, after))
    (folder / "cases").mkdir()
    for case in (FOLDER / "cases").glob("*.npz"):
        shutil.copy(case, folder / "cases")
    return try_exercise(read_exercise(path), path)


def failures(trial: Trial) -> set[str]:
    return {check.name for check in trial.checks if not check.passed}


def blamed(trial: Trial) -> set[str]:
    return {miss.key for check in trial.checks for miss in check.misses}


@pytest.mark.parametrize(
    ("exercise", "before", "after", "fails", "blames"),
    [
        ("squat", "parallel: {limit: 100,", "parallel: {limit: 48,", "even", "standards: bottom_not_reached"),
        ("squat", "parallel: {limit: 100,", "parallel: {limit: 140,", "cases/squat_shallow.npz", ""),
        ("squat", "min_s: 0.5 ", "min_s: 3.0 ", "even", "movement: min_s"),
        ("squat", "max_s: 20", "max_s: 2.0", "slow", "movement: max_s"),
        ("squat", "max_gap_s: 1.0", "max_gap_s: 0.1", "few frames", "movement: max_gap_s"),
        ("squat", "middle(body_tilt_deg) < 62", "middle(body_tilt_deg) < 5", "even", "posture: not_upright"),
        ("squat", "spread(stance_m) < 0.3", "spread(stance_m) < 0.01", "even", "posture: feet_step"),
        ("squat", "low(hip_height_ratio) < 0.9", "low(hip_height_ratio) < 9", "cases/donkey_kick.npz", ""),
        ("jumping_jack", "min_range: 45", "min_range: 130", "even", "movement: min_range, min_share"),
        ("jumping_jack", "min_share: 0.4", "min_share: 0.95", "uneven", "movement: min_range, min_share"),
        ("jumping_jack", "enter: 0.15, leave: 0.25", "enter: 0.9, leave: 0.99", "even", ""),
        ("jumping_jack", "usual: {start: 25, peak: 140}", "usual: {start: 140, peak: 25}", "pause at start", ""),
        ("bicep_curl", "sides: each", "sides: together", "cases/bicep_curl_in_turns.npz", ""),
        ("plank", "metric: hip_sag_deg, enter: 8, leave: 12", "metric: hip_sag_deg, enter: 80, leave: 90", "break", ""),
        ("plank", "min_s: 5 ", "min_s: 1 ", "tries", ""),
        ("wall_sit", "enter: 115, leave: 125", "enter: 70, leave: 75", "hold", "hold: min_s, position"),
    ],
)
def test_a_wrong_threshold_fails(
    tmp_path: Path, exercise: str, before: str, after: str, fails: str, blames: str
) -> None:
    trial = broken(tmp_path, exercise, before, after)
    assert fails in failures(trial)
    assert not blames or blames in blamed(trial)


def printed(trial: Trial) -> str:
    console = Console(width=100, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(trial_report(trial))
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_a_passing_exercise_looks_as_designed(snapshot: SnapshotAssertion) -> None:
    trial = trial_of("squat")
    assert printed(trial).replace(trial.file, "squat.yaml") == snapshot


def test_a_failing_exercise_looks_as_designed(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    trial = broken(tmp_path, "squat", "max_s: 20", "max_s: 2.0")
    assert printed(trial).replace(trial.file, "squat.yaml") == snapshot
