"""What a window shows at one moment."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fitcount.guidance import Guidance, Stage
from fitcount.types import CounterState, Pose, UInt8Array
from fitcount.views.sighting import Sighting
from fitcount.views.tally import goal_of, seconds_left, tally
from fitcount.wording import metric_name, plural, quantity, whole_seconds

NO_PICTURE = "no picture at the moment"
_MOST_CHECKS = 3
"""What is to be mended first; more is not read across a room."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something to read below."""

    text: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Plain values only: it travels to another process."""

    picture_rgb: UInt8Array | None
    """(height, width, 3), as the camera saw it; None while there is none."""
    people: Mapping[int, Pose]
    """Number of the person to where they are in that picture."""
    count: str
    """What is to be read across the room."""
    details: tuple[str, ...]
    """Below it, smaller: of how many, the phase, the angle."""
    lines: tuple[Line, ...] = ()
    centre: str = ""
    """Larger than all: the seconds of a countdown or a rest, "paused"; "" for nothing."""
    mirrored: bool = False


def scene_of(state: CounterState, guidance: Guidance | None, sighting: Sighting | None, *, mirrored: bool) -> Scene:
    """What is shown after a frame, or without a `sighting` while there is none; without `guidance` nobody is led."""
    count, unit = tally(state, guidance)
    most = goal_of(state, guidance)
    if most is not None:
        unit = f"of {most} s" if state.holding is not None else f"of {plural(most, 'rep')}"
    left = seconds_left(state, guidance)
    return Scene(
        picture_rgb=None if sighting is None else sighting.frame.image_rgb,
        people={} if sighting is None else sighting.people,
        count=str(count),
        details=(unit, *([left] if left else []), *_details(state)),
        lines=tuple(_lines(state, guidance, has_picture=sighting is not None)),
        centre="" if guidance is None else _centre(guidance),
        mirrored=mirrored,
    )


def _details(state: CounterState) -> Iterator[str]:
    if not state.exercise:  # what is measured is not known before the exercise is
        return
    yield state.exercise.lower()
    if state.phase:
        yield state.phase.replace("_", " ")
    if math.isfinite(state.value) and state.holding is None:  # of which the count is the value
        yield f"{metric_name(state.gauge.metric)} {quantity(state.gauge.metric, state.value)}"


def _centre(guidance: Guidance) -> str:
    if guidance.stage is Stage.PAUSED:
        return "paused"
    if guidance.stage is Stage.DONE:
        return "done"
    if guidance.stage is Stage.RESTING and math.isfinite(guidance.left_s):
        return whole_seconds(max(math.ceil(guidance.left_s), 0))
    if guidance.stage is Stage.COUNTDOWN and math.isfinite(guidance.left_s):
        return str(math.ceil(guidance.left_s)) if guidance.left_s > 0 else "go"
    return ""


def _lines(state: CounterState, guidance: Guidance | None, *, has_picture: bool) -> Iterator[Line]:
    """What to do and what is wrong, the most pressing last: it stays where the eye is."""
    if guidance is None:
        yield from map(Line, state.notes[:1])
        if not has_picture:
            yield Line(NO_PICTURE, is_urgent=True)
        return
    if guidance.stage in {Stage.SETTING_UP, Stage.COUNTING}:
        wrong = [check for check in guidance.checks if not check.good]
        yield from (Line(check.say, is_urgent=True) for check in wrong[:_MOST_CHECKS])
    if guidance.stage is Stage.RESTING:
        yield Line(f"rest; {guidance.place.next_up}" if guidance.place and guidance.place.next_up else "rest")
    if guidance.stage is Stage.COUNTING:
        yield from map(Line, state.notes[:1])
    if guidance.stage is Stage.PAUSED and guidance.gesture:
        yield Line(f"to go on: {guidance.gesture}")
    if guidance.notice:
        yield Line(guidance.notice, is_urgent=guidance.is_urgent)
    elif not has_picture:
        yield Line(NO_PICTURE, is_urgent=True)
