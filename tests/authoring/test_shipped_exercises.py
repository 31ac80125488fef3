"""Every exercise that ships passes its own test: its cases, and the made clips of its movement."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitcount.reps.definition import Held
from fitcount.reps.library import exercise_names, find_exercise
from fitcount.sessions.trace import load_trace

from .trials import FOLDER, check_names, check_of, file_of, trial_of

ALL_BYTES, ONE_BYTES = 2_600_000, 160_000
"""The cases travel with every installation."""


@pytest.mark.parametrize(
    ("exercise", "name"), [(exercise, name) for exercise in exercise_names() for name in check_names(exercise)]
)
def test_passes_its_own_test(exercise: str, name: str) -> None:
    check = check_of(exercise, name)
    where = [f"{miss.at_s:.1f} s: {miss.text}" for miss in check.misses]
    assert check.passed, f"{check.why}: expected {check.expected}, found {check.found}: {where}"


@pytest.mark.parametrize("exercise", exercise_names())
def test_is_made_again_from_a_case_of_its_own(exercise: str) -> None:
    assert len(trial_of(exercise).checks) == len(check_names(exercise))


@pytest.mark.parametrize("exercise", exercise_names())
def test_has_a_case_that_came_from_pixels(exercise: str) -> None:
    found = find_exercise(exercise)
    first = found.cases[0]
    assert first.held_s if isinstance(found, Held) else first.count
    trace = load_trace(file_of(exercise).parent / first.file)
    assert trace.meta.model == "full"
    assert trace.meta.source.width > 0


def test_the_cases_are_small_and_all_in_use() -> None:
    files = sorted((FOLDER / "cases").glob("*.npz"))
    named = {Path(case.file).name for name in exercise_names() for case in find_exercise(name).cases}
    assert {file.name for file in files} == named
    assert max(file.stat().st_size for file in files) < ONE_BYTES
    assert sum(file.stat().st_size for file in files) < ALL_BYTES
