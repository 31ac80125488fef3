"""Which gestures are no part of an exercise."""

from __future__ import annotations

from fitcount.reps.conditions import Measure, Measured
from fitcount.reps.definition import Exercise, Held, Repeated, Usual
from fitcount.reps.gestures import ARMS, SAFE, ArmsAt, Gesture

ARM_METRICS = ("shoulder_", "elbow_", "arms_apart_")
"""What the names of metrics begin with that are measured on the arms."""
TILT, LEVEL_DEG = "body_tilt_deg", 50.0
"""Tilted by more the trunk is not upright."""
ROUGH_DEG = 20.0
"""How much people differ in a gesture."""
LIKE_DEG = 35.0
"""Arms that differ by less in shoulder and elbow are in one position."""


def free_gestures(exercise: Exercise) -> tuple[Gesture, ...]:
    """Those that its file names; where it names none, raising a hand, unless the exercise is done with the arms."""
    if exercise.free_gestures is not None:
        return exercise.free_gestures
    if is_done_with_arms(exercise):
        return ()
    return tuple(gesture for gesture in SAFE if not why_not_free(exercise, gesture))


def suggested(exercise: Exercise) -> tuple[Gesture, ...]:
    """What its file may name: one hand of the two if both are free, else the first gesture that is; none if none is."""
    free = [gesture for gesture in Gesture if not why_not_free(exercise, gesture)]
    return SAFE if set(SAFE) <= set(free) else tuple(free[:1])


def why_not_free(exercise: Exercise, gesture: Gesture) -> str:
    """Why a gesture is part of an exercise; "" if it is not, as far as its file says."""
    if isinstance(exercise, Held) or _is_done_level(exercise):
        return ""
    arms = ARMS[gesture]
    if _is_kept_out(exercise, arms):
        return ""
    return _on_the_way(exercise, arms) or _at_an_end(exercise, arms)


def _is_done_level(exercise: Repeated) -> bool:
    """Whether the trunk is level in all of it, where no gesture is one."""
    tilts = [] if exercise.looks is None else [end.get(TILT) for end in (exercise.looks.start, exercise.looks.peak)]
    return bool(tilts) and all(tilt is not None and _value(tilt) > LEVEL_DEG for tilt in tilts)


def is_done_with_arms(exercise: Exercise) -> bool:
    """Whether the arms drive the count."""
    return _driver(exercise).startswith(ARM_METRICS)


def _driver(exercise: Exercise) -> str:
    return exercise.hold.metric if isinstance(exercise, Held) else exercise.metric


def _moves_alike(exercise: Repeated, arms: ArmsAt) -> bool:
    """Whether the arms that are in the gesture are those that a repetition moves: one of two is, if each counts."""
    return len(arms.sides) == 2 or exercise.sides == "each"


def _values(arms: ArmsAt) -> dict[str, float]:
    return {"shoulder_deg": arms.shoulder_deg, "elbow_deg": arms.elbow_deg}


def _is_kept_out(exercise: Repeated, arms: ArmsAt) -> bool:
    """Whether some condition of a repetition is clearly broken by arms that stay as they are in the gesture."""

    def measured(measure: Measure) -> Measured | None:
        value = _values(arms).get(measure.metric) if (measure.taking, measure.place) == ("middle", "rep") else None
        return None if value is None else Measured(value, ROUGH_DEG, 0.0)

    return _moves_alike(exercise, arms) and any(
        posture.need.judge(measured, 1.0).holds is False for posture in exercise.posture
    )


def _on_the_way(exercise: Repeated, arms: ArmsAt) -> str:
    values = _values(arms)
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
