"""Test an exercise: its own cases, and made clips of the movement that the first of them shows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from fitcount.authoring.blame import misses, told
from fitcount.authoring.held_waveforms import HeldWaveform, held_waveforms, learn_position
from fitcount.authoring.landmark_rows import IMAGE, recorded
from fitcount.authoring.movement_model import MovementModel, learn_movement
from fitcount.authoring.timeline import poses
from fitcount.authoring.waveforms import Waveform, waveforms
from fitcount.errors import ExerciseError
from fitcount.evaluation.counting import keypoints
from fitcount.pipeline import Counting, check_visible
from fitcount.reps.definition import Case, Exercise, Held, Repeated
from fitcount.reps.performed import Performed
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import LANDMARK, Check, Pose, Rep, Trial

MODEL = "full"
"""What clips are seen by."""
TRACE = ".npz"
NEAR_TEMPO = 0.35
"""Of the time that a repetition takes: what hardly moves at its ends may be the start position as well."""
NEAR_S, NEAR_SHARE = 1.0, 0.1
"""Seconds held may differ by the larger of these: where a position begins and ends is a matter of taste."""


def try_exercise(exercise: Exercise, file: Path) -> Trial:
    """Count all that the exercise's test asks for.

    Raises ExerciseError if it has no case, or one that cannot be counted.
    """
    if not exercise.cases:
        raise ExerciseError(
            f"{file}: no cases: write 'cases:' with '- {{file: CLIP, count: N}}' at its end, the file beside it"
        )
    traces = [trace_of(case, file) for case in exercise.cases]
    for case, trace in zip(exercise.cases, traces, strict=True):
        check_visible(exercise, trace.meta.model)
        check_standard(exercise, case, file)
    cases = [check_case(exercise, case, trace) for case, trace in zip(exercise.cases, traces, strict=True)]
    made_from, made = _made(exercise, traces)
    return Trial(exercise.name, str(file), tuple(cases), made_from, tuple(made))


def trace_of(case: Case, file: Path) -> Trace:
    """The keypoints of a case: a trace as it is, a clip through the networks.

    Raises ExerciseError if there is no such file, TraceError or SourceError if it cannot be read.
    """
    path = file.parent / case.file
    if not path.exists():
        raise ExerciseError(f"{file}: cases: no file {path}: put it there, or take out the case")
    if path.suffix == TRACE:
        return load_trace(path)
    with tempfile.TemporaryDirectory() as scratch:
        return keypoints(path, MODEL, Path(scratch) / f"clip{TRACE}")


def check_standard(exercise: Exercise, case: Case, file: Path) -> None:
    """Raise ExerciseError if a case is to be counted by a standard that the exercise lacks."""
    if case.standard is not None and case.standard not in exercise.standard_names:
        known = ", ".join(exercise.standard_names) or "none"
        raise ExerciseError(f"{file}: cases: {case.file}: no standard {case.standard!r}: there is {known}")


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
        name=case.file,
        why=case.note,
        expected=", ".join(_said(key, value) for key, value in wanted.items()),
        found=", ".join(_said(key, found[key]) for key in wanted),
        passed=not wrong,
        misses=where if wrong else (),
    )


def perform(exercise: Exercise, standard: str | None, frames: Iterable[tuple[float, Pose | None]]) -> Performed:
    """What is counted in these frames."""
    counting = Counting(exercise, standard or exercise.default_standard)
    for t_s, pose in frames:
        counting.feed(t_s, pose)
    counting.finish()
    return counting.main or Performed(exercise, standard or exercise.default_standard)


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


def _made(exercise: Exercise, traces: Sequence[Trace]) -> tuple[str, list[Check]]:
    """Which movement the made clips show, and what came of them; the first case that shows it is taken."""
    for case, trace in zip(exercise.cases, traces, strict=True):
        seen = recorded(trace)
        if seen is None:
            continue
        if isinstance(exercise, Held):
            model = learn_position(seen, case.holds_s)
            if model is not None:
                return f"the position in {case.file}", [_check_held(exercise, model, each) for each in held_waveforms()]
        else:
            model = learn_movement(seen, case.peaks_s)
            if model is not None:
                return _about(case, model), check_waveforms(exercise, case.standard, model)
    missing = "holds_s: [[start, end]]" if isinstance(exercise, Held) else "peaks_s: [time, time]"
    return f"nothing: no case shows it from start to end; if one does, say when with {missing}", []


def _about(case: Case, model: MovementModel) -> str:
    strokes = [
        f"{stroke.out_s:.1f} s out, {stroke.back_s:.1f} s back"
        + (f" ({stroke.side})" if len(model.strokes) > 1 else "")
        for stroke in model.strokes
    ]
    noise_px = float(model.noise[IMAGE].reshape(len(LANDMARK), 3)[:, :2].mean())
    return f"{model.reps} movements in {case.file}: {'; '.join(strokes)}; noise {noise_px:.1f} px"


def check_waveforms(exercise: Repeated, standard: str | None, model: MovementModel) -> list[Check]:
    """Count all made clips of a movement."""
    made = waveforms(model)
    return _deepening(made, [check_waveform(exercise, standard, model, waveform) for waveform in made])


def check_waveform(exercise: Repeated, standard: str | None, model: MovementModel, waveform: Waveform) -> Check:
    """Count one made clip."""
    seen = poses(model, waveform.timeline, waveform.camera, waveform.away_s)
    done = perform(exercise, standard, seen)
    wrong = _wrong(waveform, done)
    return Check(
        name=waveform.name,
        why=waveform.why,
        expected=waveform.expected,
        found=_found_in(waveform, done),
        passed=not wrong,
        misses=misses(exercise, done, waveform.must_s) or told(exercise, done) if wrong else (),
    )


def _wrong(waveform: Waveform, done: Performed) -> bool:
    if not waveform.least <= len(done.reps) <= waveform.most:
        return True
    if waveform.movements is not None and len(done.movements) != waveform.movements:
        return True
    took_s = _took_s(done)
    return waveform.took_s is not None and abs(took_s - waveform.took_s) > NEAR_TEMPO * waveform.took_s


def _took_s(done: Performed) -> float:
    return float(np.median([rep.end_s - rep.start_s for rep in done.reps])) if done.reps else 0.0


def _found_in(waveform: Waveform, done: Performed) -> str:
    number = str(len(done.reps))
    if waveform.movements is not None and len(done.movements) != len(done.reps):
        number = f"{number}, movements {len(done.movements)}"
    return number if waveform.took_s is None else f"{number} of {_took_s(done):.1f} s"


def _deepening(made: Sequence[Waveform], checks: list[Check]) -> list[Check]:
    """The count never falls as partial repetitions deepen: mark those where it does."""
    series = [row for row, waveform in enumerate(made) if waveform.depth is not None]
    for shallow, deep in pairwise(series):
        before, after = checks[shallow], checks[deep]
        if after.passed and _number(after) < _number(before):
            checks[deep] = replace(after, passed=False, expected=f"{_number(before)} or more")
    return checks


def _number(check: Check) -> int:
    return int(check.found.partition(",")[0])


def _check_held(exercise: Held, model: MovementModel, waveform: HeldWaveform) -> Check:
    done = perform(exercise, None, poses(model, waveform.timeline, waveform.camera, waveform.away_s))
    passed = abs(done.held_s - waveform.held_s) <= waveform.near_s
    return Check(
        name=waveform.name,
        why=waveform.why,
        expected=waveform.expected,
        found=f"{done.held_s:.1f} s",
        passed=passed,
        misses=() if passed else told(exercise, done),
    )
