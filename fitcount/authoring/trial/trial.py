"""Test an exercise: its own cases, and made clips of the movement that the first of them shows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from fitcount.authoring.trial.blame import misses, told
from fitcount.authoring.trial.made_clips import made_clips
from fitcount.authoring.trial.performing import perform
from fitcount.errors import ExerciseError
from fitcount.evaluation.counting import keypoints, trace_path
from fitcount.pipeline import check_visible
from fitcount.reps.definition import Case, Exercise, Repeated
from fitcount.reps.performed import Performed
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import Check, Rep, Trial

MODEL = "full"
"""What clips are seen by."""
TRACE = ".npz"
NEAR_S, NEAR_SHARE = 1.0, 0.1
"""Seconds held may differ by the larger of these: where a position begins and ends is a matter of taste."""


def try_exercise(exercise: Exercise, file: Path, base: tuple[Exercise, Path] | None = None) -> Trial:
    """Count all that the exercise's test asks for.

    Of one without cases the made clips are of the movement of the `base` that it extends; what that counts in its own
    clips says nothing of it. Raises ExerciseError if there is no case, or one that cannot be counted.
    """
    if exercise.cases or base is None:
        traces = _traces(exercise, exercise.cases, file)
        cases = [check_case(exercise, case, trace) for case, trace in zip(exercise.cases, traces, strict=True)]
        made_from, made = made_clips(exercise, exercise.cases, traces)
        return Trial(exercise.name, str(file), tuple(cases), made_from, tuple(made))
    cases_of_base = [case.model_copy(update={"standard": None}) for case in base[0].cases]
    made_from, made = made_clips(exercise, cases_of_base, _traces(exercise, cases_of_base, base[1]))
    return Trial(exercise.name, str(file), (), f"{made_from} of {base[0].name}, which it extends", tuple(made))


def _traces(exercise: Exercise, cases: Sequence[Case], file: Path) -> list[Trace]:
    if not cases:
        raise ExerciseError(
            f"{file}: no cases: write 'cases:' with '- {{file: CLIP, count: N}}' at its end, the file beside it"
        )
    traces = []
    for case in cases:
        traces.append(trace_of(case, file))
        check_visible(exercise, traces[-1].meta.model)
    return traces


def trace_of(case: Case, file: Path) -> Trace:
    """The keypoints of a case: a trace as it is, a clip through the networks.

    Raises ExerciseError if there is no such file, TraceError or SourceError if it cannot be read.
    """
    with tempfile.TemporaryDirectory() as scratch:
        return load_trace(case_trace(case, file, Path(scratch)))


def case_trace(case: Case, file: Path, scratch: Path) -> Path:
    """Where the keypoints of a case lie: its file, if that is a trace; else a new one in the folder `scratch`.

    Raises ExerciseError if there is no such file, TraceError or SourceError if it cannot be read.
    """
    path = file.parent / case.file
    if not path.exists():
        raise ExerciseError(f"{file}: cases: no file {path}: put it there, or take out the case")
    if path.suffix == TRACE:
        return path
    kept = trace_path(scratch, case.file)
    keypoints(path, MODEL, kept)
    return kept


def check_case(exercise: Exercise, case: Case, trace: Trace) -> Check:
    """Count a case, and compare what it asks for."""
    done = perform(exercise, case.standard, trace)
    found = {key: _found(done, key) for key in _KEYS}
    wanted = {key: value for key in _KEYS if (value := getattr(case, key)) is not None}
    wrong = [key for key, value in wanted.items() if not _alike(key, value, found[key])]
    where = told(exercise, done)
    if case.peaks_s and isinstance(exercise, Repeated):
        where = misses(exercise, done, case.peaks_s) or where
    return Check(
        name=f"{case.file} ({case.standard})" if case.standard else case.file,
        why=case.note,
        expected=", ".join(_said(key, value) for key, value in wanted.items()),
        found=", ".join(_said(key, found[key]) for key in wanted),
        passed=not wrong,
        misses=where if wrong else (),
    )


_KEYS = ("count", "movements", "left", "right", "rejected", "held_s")
_Value = int | float | tuple[str, ...]


def _found(done: Performed, key: str) -> _Value:
    if key == "count":
        return len(done.reps)
    if key == "movements":
        return len(done.movements)
    if key == "rejected":
        return tuple(each.reason for each in done.movements if not isinstance(each, Rep))
    if key == "held_s":
        return done.held_s
    return sum(rep.side == key for rep in done.reps)


def _alike(key: str, wanted: _Value, found: _Value) -> bool:
    if key == "held_s":
        assert isinstance(wanted, float | int)
        assert isinstance(found, float | int)
        return abs(wanted - found) <= max(NEAR_S, NEAR_SHARE * wanted)
    return wanted == found


def _said(key: str, value: _Value) -> str:
    if isinstance(value, tuple):
        return f"{key} {' '.join(value) or 'none'}"
    return f"held {value:.1f} s" if key == "held_s" else f"{key} {value}"
