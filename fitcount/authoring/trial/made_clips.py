"""Count the made clips of an exercise's movement, and compare them with what a coach would count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from fitcount.authoring.trial.blame import misses, out_of_position, told
from fitcount.authoring.trial.held_waveforms import HeldWaveform, held_waveforms, learn_position
from fitcount.authoring.trial.landmark_rows import IMAGE, Recorded, recorded
from fitcount.authoring.trial.movement_model import MovementModel, found_peaks_s, learn_movement
from fitcount.authoring.trial.performing import perform
from fitcount.authoring.trial.timeline import poses
from fitcount.authoring.trial.waveforms import Waveform, waveforms
from fitcount.reps.definition import Case, Exercise, Held, Repeated
from fitcount.reps.performed import Performed
from fitcount.sessions.trace import Trace
from fitcount.types import LANDMARK, Check

NEAR_TEMPO = 0.35
"""Of the time that a repetition takes: what hardly moves at its ends may be the start position as well."""


def made_clips(exercise: Exercise, cases: Sequence[Case], traces: Sequence[Trace]) -> tuple[str, list[Check]]:
    """Which movement the made clips show, and what came of them; the first case that shows it is taken."""
    for case, trace in zip(cases, traces, strict=True):
        seen = recorded(trace) if case.shows_it else None
        if seen is None:
            continue
        if isinstance(exercise, Held):
            position = learn_position(seen, case.holds_s)
            if position is not None:
                checks = [check_held(exercise, position, each) for each in held_waveforms()]
                return f"the position in {case.file}", checks
        else:
            model = learn_movement(seen, case.peaks_s or _peaks_s(case, seen))
            if model is not None:
                return _about(case, model), check_waveforms(exercise, case.standard, model)
    missing = "holds_s: [[start, end]]" if isinstance(exercise, Held) else "peaks_s: [time, time]"
    return f"nothing: no case shows it plainly; say in one of them when, with {missing}", []


def _peaks_s(case: Case, seen: Recorded) -> list[float]:
    """The turns of the body's main motion, if they are as many as the case has movements."""
    found = found_peaks_s(seen)
    return found if len(found) in (case.count, case.movements) else []


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


def check_held(exercise: Held, model: MovementModel, waveform: HeldWaveform) -> Check:
    """Count one made clip of a position."""
    notes: list[tuple[float, str]] = []
    done = perform(exercise, None, poses(model, waveform.timeline, waveform.camera, waveform.away_s), notes)
    passed = abs(done.held_s - waveform.held_s) <= waveform.near_s
    kept_out = out_of_position(exercise, notes) if done.held_s < waveform.held_s else ()
    return Check(
        name=waveform.name,
        why=waveform.why,
        expected=waveform.expected,
        found=f"{done.held_s:.1f} s",
        passed=passed,
        misses=() if passed else (*told(exercise, done), *kept_out),
    )
