"""Set-up help: what must be right in the picture before somebody can be counted well, and what to do about it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fitcount.coaching.framing import cut_off, is_beside, is_level, needed_parts, roll_deg, what_to_do
from fitcount.coaching.light import Light, light_on
from fitcount.coaching.sides import FROM, better_views, hidden_rules, is_done_level, not_judged, turn, views_to_count
from fitcount.coaching.steady import SteadyCheck
from fitcount.guidance import Check
from fitcount.reps.definition import Exercise
from fitcount.reps.view import SteadyView, ViewLabel, camera_view
from fitcount.types import Frame, Pose

GOOD_S = 1.0
"""All is good for so long, and the set-up is done."""
LIGHT_S = 0.2
"""How often the light is measured."""
FAR_SHARE = 0.22
"""Of the picture's longer side, which the detector sees with 224 pixels: of clips made smaller, people of 0.15 to 0.18
were lost in 81 % of the frames, of 0.18 to 0.22 in 52, of 0.22 to 0.3 in 32 (`tests/benchmarks/picture_limits.py`)."""
ROLL_DEG = 12.0
"""The camera is tilted by more if somebody who stands straight leans that far."""
CODES = ("person", "position", "body", "distance", "light", "side", "tilt")
"""Of the checks, in the order in which they are told."""


class SetUp:
    """Looks at one frame after the other, and tells what is right and what is not."""

    def __init__(self, exercise: Exercise | None) -> None:
        """`exercise`: None for whichever is done."""
        self._exercise = exercise
        self._parts = needed_parts(exercise)
        self._is_level = is_done_level(exercise)
        self._steady: dict[str, SteadyCheck] = {}
        self._view = SteadyView()
        self._light: tuple[float, Light | None] = (-math.inf, None)
        self._last_seen: tuple[Pose, int, int] | None = None
        """Who was, and width and height of that picture."""
        self._good_since_s = math.nan
        self._now_s = math.nan

    @property
    def ready(self) -> bool:
        """Whether all that counting needs has been good for a second."""
        return self._now_s - self._good_since_s >= GOOD_S

    def look(self, frame: Frame, pose: Pose | None) -> tuple[Check, ...]:
        """What is right and wrong in this frame and the half second before it; what is to be done first comes first.

        `pose`: the person's, smoothed or not.
        """
        t_s = self._now_s = frame.t_s
        for check in self._checks(frame, pose):
            if check.code in self._steady:
                self._steady[check.code].update(t_s, check)
            else:
                self._steady[check.code] = SteadyCheck(t_s, check)
        self._steady = {code: steady for code, steady in self._steady.items() if steady.is_fresh(t_s)}
        checks = [self._steady[code].settled for code in CODES if code in self._steady]
        if not all(check.good or check.is_hint for check in checks):
            self._good_since_s = math.nan
        elif math.isnan(self._good_since_s):
            self._good_since_s = t_s
        return tuple(sorted(checks, key=lambda check: (check.good, check.is_hint)))

    def _checks(self, frame: Frame, pose: Pose | None) -> Iterator[Check]:
        if pose is None:
            light = self._light_on(frame, None)
            yield Check("person", good=False, say=f"nobody is seen: {self._how_to_be_seen(light)}")
            yield _light_check(light, sees_somebody=False)
            return
        height, width = frame.image_rgb.shape[:2]
        self._last_seen = pose, width, height
        yield Check("person", good=True, say="you are seen")
        if self._is_level and not is_level(pose):
            # Whoever still stands is seen otherwise than in the exercise.
            yield Check("position", good=False, say="get down into position: the rest is looked at there")
        else:
            yield self._body(frame, pose)
            yield self._side(frame.t_s, pose)
        is_far = _is_far(pose, width, height)
        yield _distance(is_far)
        light = self._light_on(frame, pose)
        if light.is_dark or not is_far:
            # Of somebody small it is seen once they are nearer.
            yield _light_check(light)
        if not is_level(pose):
            yield _tilt(pose)

    def _body(self, frame: Frame, pose: Pose) -> Check:
        height, width = frame.image_rgb.shape[:2]
        cut = cut_off(pose, width, height, self._parts)
        if cut:
            return Check("body", good=False, say=what_to_do(pose, height, cut))
        return Check("body", good=True, say="your body is in the picture")

    def _light_on(self, frame: Frame, pose: Pose | None) -> Light:
        measured_s, light = self._light
        if light is None or frame.t_s - measured_s >= LIGHT_S:
            light = light_on(frame, pose)
            self._light = frame.t_s, light
        return light

    def _how_to_be_seen(self, light: Light) -> str:
        """What is the likeliest to help, by the light, and by how somebody was seen last."""
        if light.is_poor and light.is_dark:
            return "turn on a light"
        if self._last_seen is None:
            return "step into the picture, about 3 m away"
        pose, width, height = self._last_seen
        if _is_far(pose, width, height):
            return "come nearer"
        if is_beside(pose, width):
            return "come back into the picture"
        if cut_off(pose, width, height, self._parts):
            return "step back so that your whole body is seen"
        return "step into the picture, about 3 m away"

    def _side(self, t_s: float, pose: Pose) -> Check:
        view: ViewLabel = self._view.update(t_s, camera_view(pose)).label  # type: ignore[assignment]
        seen_from = views_to_count(self._exercise)
        if view not in seen_from:
            return Check(
                "side", good=False, say=f"{turn(self._exercise, seen_from)}: {FROM[view]} it cannot be counted"
            )
        hidden = hidden_rules(self._exercise, view)
        better = better_views(self._exercise, view)
        if better:
            say = f"{turn(self._exercise, better)}: {not_judged(hidden, view)}"
            return Check("side", good=False, say=say, is_hint=True)
        also = f"; {not_judged(hidden, view)}" if hidden else ""
        return Check("side", good=True, say=f"the camera's side is right{also}")


def _is_far(pose: Pose, width: int, height: int) -> bool:
    return pose.scale_px < FAR_SHARE * max(width, height)


def _distance(is_far: bool) -> Check:
    if is_far:
        return Check("distance", good=False, say="come nearer: you are too small in the picture")
    return Check("distance", good=True, say="the distance is right")


def _light_check(light: Light, *, sees_somebody: bool = True) -> Check:
    """A plain wall is no lack of light as long as nobody is seen before it."""
    if light.is_poor and (light.is_dark or sees_somebody):
        say = "it is too dark: turn on a light" if light.is_dark else "you hardly stand out: turn on a light"
        return Check("light", good=False, say=say)
    if light.is_backlit:
        say = "the light is behind you: turn the camera, or draw the curtain"
        return Check("light", good=False, say=say, is_hint=True)
    return Check("light", good=True, say="the light is right")


def _tilt(pose: Pose) -> Check:
    roll = roll_deg(pose)
    if abs(roll) > ROLL_DEG:
        return Check("tilt", good=False, say="the camera is tilted: put it level", is_hint=True)
    return Check("tilt", good=True, say="the camera is level", is_hint=True)
