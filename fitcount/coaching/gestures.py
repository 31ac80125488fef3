"""Start and stop across the room: a gesture that is no part of the exercise, held for a second.

All lengths are in trunks (middle of the hips to middle of the shoulders) and all heights along the trunk, so that
neither the size of the person nor a tilted camera makes a difference. Left and right are the person's own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from fitcount.reps.definition import Exercise
from fitcount.reps.free_gestures import free_gestures, is_done_with_arms
from fitcount.reps.gestures import Gesture
from fitcount.reps.view import SteadyView, camera_view
from fitcount.types import LANDMARK, Float32Array, Pose

HOLD_S = 1.0
"""So long a gesture is held before it is one."""
SLIP_S = 0.3
"""A gesture that is not seen for so long was still held: the model loses a raised wrist now and then."""
RELEASE_S = 0.4
"""Left for so long, the gesture may be made again."""
RAISING_S = 1.5
"""Arms that go up for a gesture look to the counter of an arm exercise like a rep that began at most so long ago."""
SEEN = 0.5
"""Visibility from which a landmark is believed."""
UPRIGHT = math.cos(math.radians(40.0))
"""Cosine of the trunk's tilt up to which arms can be told to be up."""

SAY: Mapping[Gesture, str] = {
    Gesture.RAISE_RIGHT_HAND: "raise your right hand above your head for a second",
    Gesture.RAISE_LEFT_HAND: "raise your left hand above your head for a second",
    Gesture.BOTH_HANDS_UP: "raise both hands above your head for a second",
    Gesture.HANDS_ON_HEAD: "put both hands on top of your head for a second",
    Gesture.ARMS_CROSSED: "cross your forearms in front of your chest for a second",
    Gesture.T_POSE: "stretch both arms out to the sides for a second",
}
"""What to do, for the person."""


@dataclass(frozen=True, slots=True)
class _Arm:
    """An arm in the picture and in space."""

    elbow_up: float
    """Height of the elbow above the middle of the shoulders, in trunks."""
    wrist_up: float
    wrist_to_head: float
    """Distance of the wrist from the middle of the ears, in trunks."""
    outwards: float
    """Cosine between the line from shoulder to wrist and straight out to this side."""
    straight: float
    """Cosine between upper arm and forearm: 1 straight, -1 folded."""
    across: float
    """Where the wrist is, in widths of the shoulders from the middle of the trunk; above 0 on its own side."""
    seen: bool


@dataclass(frozen=True, slots=True)
class _Arms:
    left: _Arm
    right: _Arm
    head_up: float
    """Height of the nose and the ears, whichever is higher."""

    @property
    def both(self) -> tuple[_Arm, _Arm]:
        return self.left, self.right


def _point(points: Float32Array, name: str) -> Float32Array:
    point: Float32Array = points[LANDMARK[name]]
    return point


def _middle(points: Float32Array, part: str) -> Float32Array:
    middle: Float32Array = (points[LANDMARK[f"left_{part}"]] + points[LANDMARK[f"right_{part}"]]) / 2
    return middle


def _cosine(one: Float32Array, two: Float32Array) -> float:
    return float(one @ two) / max(float(np.linalg.norm(one) * np.linalg.norm(two)), 1e-9)


def _arms(pose: Pose) -> _Arms | None:
    """Where both arms are; None of somebody whose trunk is not upright, or of a pose that is not measured."""
    picture, space = pose.image_px[:, :2], pose.world_m
    shoulders = _middle(picture, "shoulder")
    trunk = shoulders - _middle(picture, "hip")
    length = float(np.linalg.norm(trunk))
    in_space = _middle(space, "shoulder") - _middle(space, "hip")
    # y points down; a NaN passes no comparison.
    if not (length > 0.0 and -float(trunk[1]) > UPRIGHT * length):
        return None
    if not -float(in_space[1]) > UPRIGHT * float(np.linalg.norm(in_space)):
        return None
    up = trunk / length
    head = _middle(picture, "ear")

    def height(point: Float32Array) -> float:
        return float((point - shoulders) @ up) / length

    def arm(side: str) -> _Arm:
        other = "right" if side == "left" else "left"
        names = [f"{side}_{part}" for part in ("shoulder", "elbow", "wrist")]
        shoulder_m, elbow_m, wrist_m = (_point(space, name) for name in names)
        outwards = shoulder_m - _point(space, f"{other}_shoulder")
        width = max(float(np.linalg.norm(outwards)), 1e-6)
        middle_m = _middle(space, "shoulder")
        wrist = _point(picture, names[2])
        return _Arm(
            elbow_up=height(_point(picture, names[1])),
            wrist_up=height(wrist),
            wrist_to_head=float(np.linalg.norm(wrist - head)) / length,
            outwards=_cosine(wrist_m - shoulder_m, outwards),
            straight=_cosine(elbow_m - shoulder_m, wrist_m - elbow_m),
            across=float((wrist_m - middle_m) @ outwards) / width**2,
            seen=bool(min(pose.visibility[LANDMARK[name]] for name in names) >= SEEN),
        )

    head_up = max(height(_point(picture, "nose")), height(head))
    return _Arms(arm("left"), arm("right"), head_up)


def _is_raised(arm: _Arm, arms: _Arms) -> bool:
    return arm.elbow_up > 0.0 and arm.wrist_up > max(arms.head_up + 0.1, arm.elbow_up)


def _is_down(arm: _Arm) -> bool:
    """Hidden behind the body it is down as well."""
    return arm.elbow_up < -0.1 and arm.wrist_up < 0.0


def _one_hand(raised: str) -> Callable[[_Arms], bool]:
    def shown(arms: _Arms) -> bool:
        up, down = (arms.left, arms.right) if raised == "left" else (arms.right, arms.left)
        return up.seen and _is_raised(up, arms) and _is_down(down)

    return shown


def _both(arms: _Arms, condition: Callable[[_Arm], bool]) -> bool:
    """Whether both arms are so, the nearer one seen: from the side it hides the other."""
    return any(arm.seen for arm in arms.both) and all(condition(arm) for arm in arms.both)


def _both_up(arms: _Arms) -> bool:
    return _both(arms, lambda arm: _is_raised(arm, arms))


def _on_head(arms: _Arms) -> bool:
    """The wrists beside the top of the head, the elbows bent, out and not up."""
    return _both(
        arms,
        lambda arm: (
            arm.wrist_to_head < 0.45
            and arm.wrist_up > arms.head_up - 0.13
            and arm.elbow_up > -0.1
            and arm.straight < 0.5
        ),
    )


def _crossed(arms: _Arms) -> bool:
    """The wrists have passed one another in front of the chest."""
    have_passed = arms.left.across + arms.right.across < -0.04
    return have_passed and _both(
        arms, lambda arm: -0.8 < arm.wrist_up < 0.1 and arm.elbow_up < -0.2 and arm.straight < 0.6 and arm.across < 0.06
    )


def _stretched_out(arms: _Arms) -> bool:
    return _both(
        arms,
        lambda arm: (
            abs(arm.wrist_up) < 0.35
            and abs(arm.elbow_up) < 0.3
            and arm.outwards > 0.8
            and arm.straight > 0.75
            and arm.wrist_to_head > 0.35
        ),
    )


SHOWN: Mapping[Gesture, Callable[[_Arms], bool]] = {
    Gesture.RAISE_RIGHT_HAND: _one_hand("right"),
    Gesture.RAISE_LEFT_HAND: _one_hand("left"),
    Gesture.BOTH_HANDS_UP: _both_up,
    Gesture.HANDS_ON_HEAD: _on_head,
    Gesture.ARMS_CROSSED: _crossed,
    Gesture.T_POSE: _stretched_out,
}
"""How each gesture is told. A new one is an entry here, in `SAY`, and in `Gesture`."""


def shown_gestures(pose: Pose) -> tuple[Gesture, ...]:
    """The gestures that one pose shows, held or not; at most one of them in practice."""
    arms = _arms(pose)
    return () if arms is None else tuple(gesture for gesture, is_shown in SHOWN.items() if is_shown(arms))


class GestureWatch:
    """Watches for the gestures that an exercise leaves free."""

    def __init__(self, exercise: Exercise | None) -> None:
        """`exercise`: see `change`."""
        self.change(exercise)
        self._view = SteadyView()
        self._hand = Gesture.RAISE_RIGHT_HAND
        """The one that the camera sees best."""
        self._held: Gesture | None = None
        self._since_s = self._seen_s = -math.inf
        self._told = False
        self._busy_s = math.inf
        """Since when a rep has been under way; infinite while none is."""
        self._made_busy = False
        """Whether it is the gesture itself that the counter takes for the beginning of a rep."""

    def change(self, exercise: Exercise | None) -> None:
        """From now on watch for what another one leaves free; what is still shown was told already.

        `exercise`: None for whichever is done: nobody knows which gestures are free then.
        """
        self._free = free_gestures(exercise) if exercise is not None else ()
        self._with_arms = exercise is not None and is_done_with_arms(exercise)

    @property
    def say(self) -> str:
        """What to do to start or stop: "raise your right hand above your head for a second"; "" if nothing is free."""
        if self._hand in self._free:
            return SAY[self._hand]
        return SAY[self._free[0]] if self._free else ""

    def update(self, t_s: float, pose: Pose | None, busy: bool) -> Gesture | None:
        """The gesture that has now been held for long enough; it is told once, until it was left.

        `pose`: smoothed or not; `busy`: a rep is under way, in which nothing is a gesture.
        """
        self._look_from(t_s, pose)
        self._busy_s = min(self._busy_s, t_s) if busy else math.inf
        shown = self._shown(pose)
        if t_s - self._seen_s > (RELEASE_S if self._told else SLIP_S):
            self._held, self._since_s, self._told = shown, t_s, False
            self._made_busy = self._with_arms and t_s - self._busy_s <= RAISING_S
        if shown is self._held:
            self._seen_s = t_s
        if busy and not self._made_busy:
            self._since_s = t_s
        if shown is None or shown is not self._held or self._told or t_s - self._since_s < HOLD_S:
            return None
        self._told = True
        return shown

    def _look_from(self, t_s: float, pose: Pose | None) -> None:
        """From the side the body hides the other arm."""
        if pose is None:
            return
        view = camera_view(pose)
        if self._view.update(t_s, view).label == "side":
            self._hand = Gesture.RAISE_LEFT_HAND if view.yaw_deg > 0.0 else Gesture.RAISE_RIGHT_HAND

    def _shown(self, pose: Pose | None) -> Gesture | None:
        shown = () if pose is None or not self._free else shown_gestures(pose)
        return next((gesture for gesture in shown if gesture in self._free), None)
