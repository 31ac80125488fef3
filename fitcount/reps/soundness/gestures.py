"""Gestures that would start and stop the count in the middle of the exercise."""

from __future__ import annotations

from fitcount.reps.definition import Exercise
from fitcount.reps.free_gestures import why_not_free
from fitcount.reps.gestures import Gesture
from fitcount.reps.soundness.findings import Findings, Found
from fitcount.wording import listed


def unsound_gestures(exercise: Exercise, findings: Findings) -> Found:
    """What is unsound about the gestures that are said to be free."""
    named = exercise.free_gestures or ()
    for row, gesture in enumerate(named):
        path = ("free_gestures", row)
        if gesture in named[:row]:
            yield findings.error(path, f"{gesture} stands twice", "", "leave one out")
            continue
        why = why_not_free(exercise, gesture)
        if why:
            free = [other for other in Gesture if not why_not_free(exercise, other)]
            yield findings.error(path, f"{gesture} is part of the exercise", why, _instead(free))


def _instead(free: list[Gesture]) -> str:
    return f"it leaves {listed(free)} free" if free else "write free_gestures: []"
