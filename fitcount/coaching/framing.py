"""Whether the part of the body that an exercise needs is in the picture, and what to do if it is not."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from fitcount.reps.definition import Exercise, Held
from fitcount.reps.view import camera_view
from fitcount.types import LANDMARK, Float32Array, Pose
from fitcount.wording import listed

Edge = Literal["top", "bottom", "left", "right"]
"""Of the picture, as the camera sees it."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "shoulders": ("left_shoulder", "right_shoulder"),
    "elbows": ("left_elbow", "right_elbow"),
    "hands": ("left_wrist", "right_wrist"),
    "hips": ("left_hip", "right_hip"),
    "knees": ("left_knee", "right_knee"),
    "feet": ("left_ankle", "right_ankle"),
}
"""What a person calls the landmarks, from the top to the feet."""

_MEASURED_ON: Mapping[str, tuple[str, ...]] = {
    "knee": ("hips", "knees", "feet"),
    "hip": ("shoulders", "hips", "knees"),
    "hips": ("hips", "feet"),
    "elbow": ("shoulders", "elbows", "hands"),
    "shoulder": ("hips", "shoulders", "elbows", "hands"),
    "thigh": ("hips", "knees"),
    "stance": ("feet",),
    "arms": ("shoulders", "elbows"),
}
"""First word of a metric's name to the parts that it is measured on; the trunk is for all others."""
_MUST_MOVE = re.compile(r"spread\((\w+)\) *>")
_TRUNK, _LEGS = ("shoulders", "hips"), ("hips", "knees", "feet")


EDGE_SHARE = 0.02
"""In sizes of the person: a landmark so far beyond the picture's edge is outside, whatever the model's error."""
FEET_APART, FOOT_RAISED = 0.9, 0.2
"""In lengths of the trunk, the feet of somebody who just stands are no farther from one another, nor one higher."""
STRAIGHT_DEG = 8.0
"""Trunk and legs of somebody who stands straight differ by less."""
FEET = tuple(LANDMARK[f"{side}_{point}"] for side in ("left", "right") for point in ("ankle", "heel", "foot_index"))
TOUCH_SHARE, CROWDED_SHARE = 0.03, 0.1
"""In sizes of the person: feet that all lie so near an edge, one point at it, are squeezed into the picture."""
NEAR_SHARE = 0.2
"""So near an edge, feet of which the model is unsure are beyond it."""
LEAST_VISIBILITY, LEAST_PRESENCE = 0.5, 0.8
"""Below, the model is unsure of a point of the foot that it sees better, or whether a point of either foot is there.

54 real clips cut off at shins, knees, thighs or hips were so told to be cut in 93, 94, 96 and 95 % of the frames,
instead of 71, 77, 84 and 85 where only places count; as they are, hardly any (`tests/benchmarks/missing_legs.py`)."""
MOST_NAMED = 2
"""So many parts of the body are named; of more, nobody needs the list."""
ROOM = 0.1
"""In sizes of the person: with so much of the picture free at the other edge, turning the camera helps."""


def needed_parts(exercise: Exercise | None) -> tuple[str, ...]:
    """The parts that must be seen for an exercise to be counted, from the shoulders to the feet; None is any exercise.

    Those of the driving metric, and of what else must move in a repetition: what has to keep still does so out of the
    picture as well. The whole of the legs, if any of it: what a model sees of half a leg is a guess.
    """
    if exercise is None:
        return tuple(PARTS)
    needed = {part for metric in _measured(exercise) for part in _MEASURED_ON.get(metric.split("_")[0], ())}
    needed |= {*_TRUNK, *(_LEGS if needed & {"knees", "feet"} else ())}
    return tuple(part for part in PARTS if part in needed)


def _measured(exercise: Exercise) -> set[str]:
    if isinstance(exercise, Held):
        return {exercise.hold.metric, *(part.metric for part in exercise.hold.position)}
    moving = [_MUST_MOVE.findall(posture.need.text) for posture in exercise.posture]
    return {exercise.metric, *(metric for metrics in moving for metric in metrics)}


def cut_off(pose: Pose, width: int, height: int, parts: Sequence[str]) -> dict[Edge, tuple[str, ...]]:
    """Those of the parts that are beyond each edge of the picture.

    Legs that the picture does not show are invented by the model, more often than not inside it, so where the feet are
    said to be is not enough.
    """
    margin = EDGE_SHARE * pose.scale_px
    cut: dict[Edge, tuple[str, ...]] = {}
    for part in parts:
        points = pose.image_px[[LANDMARK[name] for name in PARTS[part]], :2]
        beyond: dict[Edge, bool] = {
            "top": bool((points[:, 1] < -margin).any()),
            "bottom": bool((points[:, 1] > height - 1 + margin).any()),
            "left": bool((points[:, 0] < -margin).any()),
            "right": bool((points[:, 0] > width - 1 + margin).any()),
        }
        for edge, is_beyond in beyond.items():
            if is_beyond:
                cut[edge] = (*cut.get(edge, ()), part)
    if "feet" in parts and not any("feet" in beyond for beyond in cut.values()):
        squeezed = _feet_squeezed_to(pose, width, height)
        if squeezed is not None:
            cut[squeezed] = (*cut.get(squeezed, ()), "feet")
    return cut


def _feet_squeezed_to(pose: Pose, width: int, height: int) -> Edge | None:
    """The edge of the picture beyond which the feet really are, if the model has invented them inside."""
    x, y = pose.image_px[FEET, 0], pose.image_px[FEET, 1]
    from_edge: dict[Edge, Float32Array] = {"bottom": height - 1 - y, "top": y, "left": x, "right": width - 1 - x}
    edge = min(from_edge, key=lambda each: float(from_edge[each].min()))
    nearest, farthest = (float(end(from_edge[edge])) / pose.scale_px for end in (np.min, np.max))
    is_crowded = nearest < TOUCH_SHARE and farthest < CROWDED_SHARE
    return edge if is_crowded or (nearest < NEAR_SHARE and _is_unsure_of_feet(pose)) else None


def _is_unsure_of_feet(pose: Pose) -> bool:
    better_seen = pose.visibility[FEET,].reshape(2, -1).max(axis=0)
    return bool(better_seen.min() < LEAST_VISIBILITY or pose.presence[FEET,].min() < LEAST_PRESENCE)


def is_beside(pose: Pose, width: int) -> bool:
    """Whether the trunk is at the left or right edge of the picture, or beyond it."""
    x = pose.image_px[[LANDMARK[name] for part in _TRUNK for name in PARTS[part]], 0]
    return bool(x.min() < ROOM * pose.scale_px or x.max() > width - 1 - ROOM * pose.scale_px)


def what_to_do(pose: Pose, height: int, cut: Mapping[Edge, Sequence[str]]) -> str:
    """One line for the person, about parts beyond edges of the picture."""
    edges = set(cut)
    parts = list(dict.fromkeys(part for part in PARTS for beyond in cut.values() if part in beyond))
    seen = f"your {listed(parts)} are" if len(parts) <= MOST_NAMED else "much of you is"
    if len(edges) > 1:
        return f"step back: {seen} not in the picture"
    (edge,) = edges
    if edge in ("left", "right"):
        return f"move {way(pose, 1.0 if edge == 'left' else -1.0)}: {seen} beside the picture"
    if edge == "bottom":
        return f"{_tilt_or_step(pose, height, 'down')}: {seen} below the picture"
    return f"{_tilt_or_step(pose, height, 'up')}: {seen} above the picture"


def _tilt_or_step(pose: Pose, height: int, towards: str) -> str:
    """Turning the camera helps where there is room at the other edge."""
    ends = pose.image_px[:, 1]
    room = float(np.min(ends)) if towards == "down" else height - float(np.max(ends))
    return f"tilt the camera {towards} or step back" if room > ROOM * pose.scale_px else "step back"


def way(pose: Pose, to_right: float) -> str:
    """Which way a person moves to get to the right of the picture (1), or to the left (-1), as they would say it."""
    body = _middle_px(pose, "shoulder") - _middle_px(pose, "hip")
    if abs(body[0]) > abs(body[1]):
        return "towards your head" if body[0] * to_right > 0 else "towards your feet"
    yaw = math.radians(camera_view(pose).yaw_deg)
    to_own_left, forward = math.cos(yaw) * to_right, -math.sin(yaw) * to_right
    if abs(to_own_left) >= abs(forward):
        return "to your left" if to_own_left > 0 else "to your right"
    return "forward" if forward > 0 else "backward"


def _middle_px(pose: Pose, part: str) -> Float32Array:
    return _middle(pose.image_px, part)[:2]


def _middle(points: Float32Array, part: str) -> Float32Array:
    middle: Float32Array = points[[LANDMARK[f"left_{part}"], LANDMARK[f"right_{part}"]]].mean(axis=0)
    return middle


def is_level(pose: Pose) -> bool:
    """Whether the trunk lies more than it stands, in the picture or, of somebody who points at the camera, in space."""
    picture = _middle_px(pose, "shoulder") - _middle_px(pose, "hip")
    space = _middle(pose.world_m, "shoulder") - _middle(pose.world_m, "hip")
    return bool(abs(picture[0]) > -picture[1] or math.hypot(space[0], space[2]) > -space[1])


def roll_deg(pose: Pose) -> float:
    """How far the picture is turned, by somebody who stands straight; 0 of anybody else, who tells nothing."""
    shoulder, hip, ankle = (_middle_px(pose, part) for part in ("shoulder", "hip", "ankle"))
    upper, lower = (math.degrees(math.atan2(line[0], -line[1])) for line in (shoulder - hip, hip - ankle))
    left, right = (pose.image_px[LANDMARK[f"{side}_ankle"], :2] for side in ("left", "right"))
    trunk = max(float(np.linalg.norm(shoulder - hip)), 1e-6)
    apart = (left - right) / trunk
    up = (shoulder - hip) / trunk
    stands = (
        abs(upper - lower) < STRAIGHT_DEG
        and float(np.linalg.norm(apart)) < FEET_APART
        and abs(float(apart @ up)) < FOOT_RAISED
    )
    return (upper + lower) / 2 if stands else 0.0
