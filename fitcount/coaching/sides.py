"""From which side the camera should look at an exercise."""

from __future__ import annotations

from collections.abc import Mapping

from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.free_gestures import ARM_METRICS, LEVEL_DEG, TILT
from fitcount.reps.metrics import METRICS
from fitcount.reps.view import VIEWS, ViewLabel
from fitcount.wording import listed

TURN: Mapping[ViewLabel, str] = {
    "front": "face the camera",
    "oblique": "turn half sideways to the camera",
    "side": "turn sideways to the camera",
    "back": "turn your back to the camera",
}
FROM: Mapping[ViewLabel, str] = {
    "front": "from the front",
    "oblique": "from an angle",
    "side": "from the side",
    "back": "from behind",
}

MOST_NAMED = 2
"""So many form rules are named; of more, their number."""


def views_to_count(exercise: Exercise | None) -> tuple[ViewLabel, ...]:
    """From where the metrics can be measured without which nothing is counted, or anything would be."""
    if exercise is None:
        return VIEWS
    if isinstance(exercise, Held):
        metrics = {exercise.hold.metric, *(part.metric for part in exercise.hold.position)}
    else:
        metrics = {exercise.metric, *(each.metric for posture in exercise.posture for each in posture.need.measures)}
    return tuple(
        view for view in VIEWS if all(view in METRICS[metric].views for metric in metrics if metric in METRICS)
    )


def hidden_rules(exercise: Exercise | None, view: ViewLabel) -> tuple[str, ...]:
    """Codes of the form rules that say nothing from there."""
    if not isinstance(exercise, Repeated):
        return ()
    return tuple(
        rule.code
        for rule in exercise.form
        if view not in rule.views
        or any(view not in METRICS[each.metric].views for each in rule.when.measures if each.metric in METRICS)
    )


def turn(exercise: Exercise | None, views: tuple[ViewLabel, ...]) -> str:
    """What to do to be seen from one of these; half sideways where arms move that would hide one another."""
    with_arms = isinstance(exercise, Repeated) and exercise.metric.startswith(ARM_METRICS)
    order: tuple[ViewLabel, ...] = (
        ("oblique", "side", "front", "back") if with_arms else ("side", "oblique", "front", "back")
    )
    return TURN[next(view for view in order if view in views)]


def is_done_level(exercise: Exercise | None) -> bool:
    """Whether it begins with a level trunk, as far as its file says."""
    if isinstance(exercise, Held):
        tilts = [part.enter for part in exercise.hold.position if part.metric == TILT and part.enter > part.leave]
        return any(tilt > LEVEL_DEG for tilt in tilts)
    usual = exercise.looks.start.get(TILT, 0.0) if exercise is not None and exercise.looks is not None else 0.0
    return (usual[0] if isinstance(usual, tuple) else usual) > LEVEL_DEG


def better_views(exercise: Exercise | None, view: ViewLabel) -> tuple[ViewLabel, ...]:
    """Those from which more form rules can be judged than from this one, the best only."""
    hidden = {other: len(hidden_rules(exercise, other)) for other in VIEWS}
    least = min(hidden.values())
    return () if hidden[view] == least else tuple(other for other in VIEWS if hidden[other] == least)


def not_judged(codes: tuple[str, ...], view: ViewLabel) -> str:
    """What nobody can tell from there: from the front forward lean cannot be judged."""
    named = listed([code.replace("_", " ") for code in codes]) if len(codes) <= MOST_NAMED else f"{len(codes)} faults"
    return f"{FROM[view]} {named} cannot be judged"
