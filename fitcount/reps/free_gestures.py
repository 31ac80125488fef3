"""Which gestures are no part of an exercise."""

from __future__ import annotations

from fitcount.reps.definition import Exercise, Held, Repeated, Usual
from fitcount.reps.gestures import ARMS, SAFE, ArmsAt, Gesture

ARM_METRICS = ("shoulder_", "elbow_", "arms_apart_")
"""What the names of metrics begin with that are measured on the arms."""
TILT, LEVEL_DEG = "body_tilt_deg", 50.0
"""Tilted by more the trunk is not upright."""
LIKE_DEG = 35.0
"""Arms that differ by less in shoulder and elbow are in one position."""


def free_gestures(exercise: Exercise) -> tuple[Gesture, ...]:
    """Those that its file names; where it names none, raising a hand, unless the exercise is done with the arms."""
    if exercise.free_gestures is not None:
        return exercise.free_gestures
    if _driver(exercise).startswith(ARM_METRICS):
        return ()
    return tuple(gesture for gesture in SAFE if not why_not_free(exercise, gesture))


def why_not_free(exercise: Exercise, gesture: Gesture) -> str:
    """Why a gesture is part of an exercise; "" if it is not, as far as its file says."""
    if isinstance(exercise, Held) or _is_done_level(exercise):
        return ""
    arms = ARMS[gesture]
    return _on_the_way(exercise, arms) or _at_an_end(exercise, arms)


def _is_done_level(exercise: Repeated) -> bool:
    """Whether the trunk is level in all of it, where no gesture is one."""
    tilts = [] if exercise.looks is None else [end.get(TILT) for end in (exercise.looks.start, exercise.looks.peak)]
    return bool(tilts) and all(tilt is not None and _value(tilt) > LEVEL_DEG for tilt in tilts)


def _driver(exercise: Exercise) -> str:
    return exercise.hold.metric if isinstance(exercise, Held) else exercise.metric


def _moves_alike(exercise: Repeated, arms: ArmsAt) -> bool:
    """Whether the arms that are in the gesture are those that a repetition moves: one of two is, if each counts."""
    return len(arms.sides) == 2 or exercise.sides == "each"


def _on_the_way(exercise: Repeated, arms: ArmsAt) -> str:
    values = {"shoulder_deg": arms.shoulder_deg, "elbow_deg": arms.elbow_deg}
    if exercise.metric not in values or not _moves_alike(exercise, arms):
        return ""
    value, usual, leave = values[exercise.metric], exercise.usual, exercise.phases.start.leave
    if (value - usual.start) / (usual.peak - usual.start) <= leave:
        return ""
    return f"{exercise.metric} is about {value:g} in it, which is on the way from {usual.start:g} to {usual.peak:g}"


def _at_an_end(exercise: Repeated, arms: ArmsAt) -> str:
    if exercise.looks is None or not _moves_alike(exercise, arms):
        return ""
    for end, looks in (("start", exercise.looks.start), ("peak", exercise.looks.peak)):
        shoulder, elbow = (looks.get(metric) for metric in ("shoulder_deg", "elbow_deg"))
        if shoulder is None or abs(_value(shoulder) - arms.shoulder_deg) > LIKE_DEG:
            continue
        if elbow is None or abs(_value(elbow) - arms.elbow_deg) <= LIKE_DEG:
            return f"by looks.{end} the arms are like that in a repetition: shoulder_deg is {_value(shoulder):g}"
    return ""


def _value(usual: Usual) -> float:
    return usual[0] if isinstance(usual, tuple) else usual
