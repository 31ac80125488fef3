"""What is measured on a pose: joint angles and a few proportions, by name.

A new metric is one entry in `METRICS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.angles import BONES_M, JOINTS, OUT_OF_PLANE, OUT_OF_PLANE_WIDTH, SIDES, AnglesDeg, JointAngles
from fitcount.reps.view import VIEWS, SteadyView, ViewLabel, camera_view
from fitcount.types import LANDMARK, Float32Array, Metrics, Pose, View

LEG_M = BONES_M["hip", "knee"] + BONES_M["knee", "ankle"]
ARM_M = BONES_M["shoulder", "elbow"] + BONES_M["elbow", "wrist"]
BODY_M = BONES_M["hip", "shoulder"] + LEG_M
"""From the shoulders to the ankles of a straight person."""

SHOWN_BODY = 0.8
"""Of `BODY_M`: foreshortened more than that, a bend of the body is the camera's as much as the person's."""

BODY = [LANDMARK[f"{side}_{part}"] for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for side in SIDES]
"""The rows of `Metrics.body_m`."""

SURE_SIGMA_DEG = 15.0
"""Less sure than this, an angle is not compared with that of the other side."""

LEAN_VIEWS: tuple[ViewLabel, ...] = ("oblique", "side")
"""From where a forward lean can be seen, and a bend of a body that lies on the floor."""
SPREAD_VIEWS: tuple[ViewLabel, ...] = ("front", "back")
"""From where the knees can be seen beside one another."""

MIN_STANCE = 0.03
"""Ankles nearer than this share of the person's size give no proportion."""


@dataclass(frozen=True, slots=True)
class Posture:
    """What the metrics are measured on."""

    pose: Pose
    angles: AnglesDeg
    view: View
    """In this very frame."""
    steady_view: View
    """Over the last seconds."""

    def middle_m(self, part: str) -> Float32Array:
        """(3,) middle of the left and right `part` in metres."""
        return _middle(self.pose.world_m, part)

    def middle_px(self, part: str) -> Float32Array:
        """(3,) middle of the left and right `part` in pixels."""
        return _middle(self.pose.image_px, part)


Measure = Callable[[Posture], float]


def unit_of(metric: str) -> str:
    """deg, m, s or ratio: it ends the name."""
    return metric.rpartition("_")[2]


def side_metric(metric: str, side: str) -> str:
    """The metric of one side: elbow_deg of the left is elbow_left_deg; of both it is elbow_deg."""
    name, _, unit = metric.rpartition("_")
    return metric if side == "both" else f"{name}_{side}_{unit}"


def metric_of_side(metric: str, side: str) -> str:
    """The same metric of the side that moves, if it can be measured there; else the metric itself."""
    own = side_metric(metric, side)
    return own if own in METRICS else metric


class Measurer:
    """Measures pose after pose of one person at a time."""

    def __init__(self) -> None:
        self._angles, self._view = JointAngles(), SteadyView()
        self._track: int | None = None

    def measure(self, t_s: float, pose: Pose | None) -> Metrics:
        """All metrics of a pose; all NaN where nobody is seen."""
        if pose is None:
            return Metrics(t_s, dict.fromkeys(METRICS, math.nan))
        if pose.track != self._track:
            self._angles, self._view, self._track = JointAngles(), SteadyView(), pose.track
        view = camera_view(pose)
        posture = Posture(pose, self._angles.measure(pose), view, self._view.update(t_s, view))
        return Metrics(
            t_s,
            values={name: metric.measure(posture) for name, metric in METRICS.items()},
            sigma={name: metric.sigma(posture) for name, metric in METRICS.items() if metric.sigma is not None},
            track=pose.track,
            body_m=(pose.image_px[BODY, :2] - posture.middle_px("hip")[:2]) / np.float32(posture.angles.metre_px),
        )


def _middle(points: Float32Array, part: str) -> Float32Array:
    middle: Float32Array = (points[LANDMARK[f"left_{part}"]] + points[LANDMARK[f"right_{part}"]]) / 2
    return middle


def _of_side(joint: str, side: str) -> tuple[Measure, Measure]:
    """The joint's angle on one side, and its standard deviation."""
    name = f"{joint}_{side}"
    return lambda posture: posture.angles.angle_deg[name], lambda posture: posture.angles.sigma_deg[name]


def _of_both(joint: str) -> tuple[Measure, Measure]:
    """The joint's angle over both sides, each weighted by how surely it is measured."""

    def weights(posture: Posture) -> dict[str, float]:
        sigma = {name: posture.angles.sigma_deg[name] for name in (f"{joint}_{side}" for side in SIDES)}
        return {name: value**-2 for name, value in sigma.items() if not math.isnan(value)}

    def angle(posture: Posture) -> float:
        weight = weights(posture)
        total = sum(weight[name] * posture.angles.angle_deg[name] for name in weight)
        return total / sum(weight.values()) if weight else math.nan

    def sigma(posture: Posture) -> float:
        weight = weights(posture)
        # The two sides are wrong together more often than not, so the mean is as sure as the surer one, no more.
        return max(weight.values()) ** -0.5 if weight else math.nan

    return angle, sigma


def _of_one(joint: str, choose: Callable[..., str]) -> tuple[Measure, Measure]:
    """The straighter (max) or the more bent (min) of the two sides' angles."""
    names = [f"{joint}_{side}" for side in SIDES]

    def known(posture: Posture) -> str | None:
        angle_deg = posture.angles.angle_deg
        return None if any(math.isnan(angle_deg[name]) for name in names) else choose(names, key=angle_deg.__getitem__)

    def angle(posture: Posture) -> float:
        name = known(posture)
        return math.nan if name is None else posture.angles.angle_deg[name]

    def sigma(posture: Posture) -> float:
        name = known(posture)
        return math.nan if name is None else posture.angles.sigma_deg[name]

    return angle, sigma


def _asymmetry(joint: str) -> tuple[Measure, Measure]:
    """How much the two sides' angles differ; NaN unless both are measured surely."""
    left, right = (f"{joint}_{side}" for side in SIDES)

    def angle(posture: Posture) -> float:
        angles = posture.angles
        # A NaN passes no comparison.
        if not max(angles.sigma_deg[left], angles.sigma_deg[right]) <= SURE_SIGMA_DEG:
            return math.nan
        return abs(angles.angle_deg[left] - angles.angle_deg[right])

    def sigma(posture: Posture) -> float:
        return math.hypot(posture.angles.sigma_deg[left], posture.angles.sigma_deg[right])

    return angle, sigma


def is_asymmetry(metric: str) -> bool:
    """Whether a metric compares left and right: where one side moves alone, that is no fault."""
    return metric.removesuffix("_deg").endswith("_asymmetry")


def _from_vertical_deg(picture: Float32Array, space: Float32Array) -> float:
    """Angle of a line against straight up: 0 up, 90 level, 180 down.

    `picture`, `space` (3,): the line in pixels and in metres. The picture is believed as far as the line lies in it.
    """
    depth = abs(float(space[2])) / max(float(np.linalg.norm(space)), 1e-6)
    trust = 1.0 / (1.0 + math.exp((depth - OUT_OF_PLANE) / OUT_OF_PLANE_WIDTH))
    in_picture = math.degrees(math.atan2(abs(picture[0]), -picture[1]))
    in_space = math.degrees(math.atan2(math.hypot(space[0], space[2]), -space[1]))
    return trust * in_picture + (1.0 - trust) * in_space


def _body_tilt_deg(posture: Posture) -> float:
    """Tilt of the line from hips to shoulders: 0 upright, 90 lying.

    Rough from the front and the back, where a bow towards the camera shows in the 3D landmarks alone: it tells a person
    who stands from one who lies, not how far they lean.
    """
    return _from_vertical_deg(
        posture.middle_px("shoulder") - posture.middle_px("hip"),
        posture.middle_m("shoulder") - posture.middle_m("hip"),
    )


def _trunk_lean_deg(posture: Posture) -> float:
    """Lean of the trunk: 0 upright, 90 level; NaN from the front and the back, where a forward lean is not seen."""
    return _body_tilt_deg(posture) if posture.steady_view.label in LEAN_VIEWS else math.nan


def _thigh_lift(side: str) -> Measure:
    """Angle of a thigh against straight down: 0 standing, 90 level, to the front or to the back."""
    knee, hip = LANDMARK[f"{side}_knee"], LANDMARK[f"{side}_hip"]

    def lift_deg(posture: Posture) -> float:
        pose = posture.pose
        # From the knee to the hip: upright while standing.
        return _from_vertical_deg(pose.image_px[hip] - pose.image_px[knee], pose.world_m[hip] - pose.world_m[knee])

    return lift_deg


def _mean_of(measures: Sequence[Measure]) -> Measure:
    return lambda posture: sum(measure(posture) for measure in measures) / len(measures)


def _hip_height(posture: Posture) -> float:
    """Height of the hips above the ankles in the picture, over legs of nominal length: 1 standing, 0.5 in a squat."""
    height_px = float(posture.middle_px("ankle")[1] - posture.middle_px("hip")[1])
    return height_px / (LEG_M * posture.angles.metre_px)


def _shoulder_height(posture: Posture) -> float:
    """Height of the shoulders above the wrists in the picture, over arms of nominal length: 1 on straight arms, 0.5 on
    the forearms, 0 lying, less with the hands above."""
    height_px = float(posture.middle_px("wrist")[1] - posture.middle_px("shoulder")[1])
    return height_px / (ARM_M * posture.angles.metre_px)


def _hip_sag_deg(posture: Posture) -> float:
    """How far the line from shoulders over hips to ankles is bent in the picture: 0 straight, above 0 if the hips hang
    below it, below 0 if they stick up. NaN of a person who is not level, or whom the camera does not see from the side.
    """
    shoulder, hip, ankle = (posture.middle_px(part)[:2] for part in ("shoulder", "hip", "ankle"))
    along = ankle - shoulder
    shown = float(np.linalg.norm(along)) / (BODY_M * posture.angles.metre_px)
    # A NaN, of a model that knows no ankles, passes neither comparison.
    if not (shown >= SHOWN_BODY and abs(along[0]) > abs(along[1])):
        return math.nan
    to_hip, to_ankle = hip - shoulder, ankle - hip
    turn = math.atan2(to_hip[0] * to_ankle[1] - to_hip[1] * to_ankle[0], float(to_hip @ to_ankle))
    return math.degrees(turn) * (-1.0 if along[0] > 0 else 1.0)


def _hips_up_m(posture: Posture) -> float:
    """How high the hips are in the picture, in metres of a person of nominal size: only its changes mean something."""
    return -float(posture.middle_px("hip")[1]) / posture.angles.metre_px


def _stance_m(posture: Posture) -> float:
    """Distance between the ankles in the picture, in metres of a person of nominal size."""
    left, right = (posture.pose.image_px[LANDMARK[f"{side}_ankle"], :2] for side in SIDES)
    return float(np.linalg.norm(left - right)) / posture.angles.metre_px


def _knee_spread(posture: Posture) -> float:
    """Distance of the knees over that of the ankles in the picture; NaN unless seen from the front or the back."""
    if posture.view.label not in SPREAD_VIEWS:
        return math.nan
    knees, ankles = (
        posture.pose.image_px[LANDMARK[f"left_{part}"], 0] - posture.pose.image_px[LANDMARK[f"right_{part}"], 0]
        for part in ("knee", "ankle")
    )
    return float(knees / ankles) if abs(ankles) > MIN_STANCE * posture.pose.scale_px else math.nan


def _chest_tilt_deg(posture: Posture) -> float:
    """Where the chest faces: 0 the ceiling (lying on the back), 90 level (upright), 180 the floor."""
    across = posture.pose.world_m[LANDMARK["left_shoulder"]] - posture.pose.world_m[LANDMARK["right_shoulder"]]
    up = posture.middle_m("shoulder") - posture.middle_m("hip")
    out = np.cross(across, up)
    # y points down in the picture.
    return math.degrees(math.acos(np.clip(-out[1] / max(float(np.linalg.norm(out)), 1e-9), -1.0, 1.0)))


def _arms_apart_deg(posture: Posture) -> float:
    """Angle between the two upper arms: 0 both point the same way, 180 stretched out to the sides."""
    left, right = (
        posture.pose.world_m[LANDMARK[f"{side}_elbow"]] - posture.pose.world_m[LANDMARK[f"{side}_shoulder"]]
        for side in SIDES
    )
    cosine = float(left @ right) / max(float(np.linalg.norm(left) * np.linalg.norm(right)), 1e-9)
    return math.degrees(math.acos(min(max(cosine, -1.0), 1.0)))


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is measured, and how far to believe it."""

    measure: Measure
    about: str
    """What it is, for whoever writes an exercise; without a full stop."""
    noise: float
    """One standard deviation against rendered truth, in the metric's unit."""
    low: float
    high: float
    """Between these it can lie; a limit beyond them always holds, or never does."""
    tremor: float
    """One standard deviation of what it does, steadied, while a person keeps still; in about nine of ten seconds of
    72 real clips and the golden traces it is less (`tests/benchmarks/tremor.py`)."""
    views: tuple[ViewLabel, ...] = VIEWS
    """From where it can be measured at all."""
    only_changes: bool = False
    """Its value depends on where the camera stands, and means nothing; its changes do."""
    of_camera: bool = False
    """It says where the camera stands, not what the person does."""
    sigma: Measure | None = None
    """The standard deviation in this very frame, where it is known."""


ANGLE_NOISE_DEG = 8.0
TREMOR_DEG: Mapping[str, float] = {"knee": 2.0, "hip": 2.0, "elbow": 3.0, "shoulder": 3.0}

_BENT: Mapping[str, str] = {
    "knee": "angle between thigh and shin: 180 straight, about 80 in a deep squat",
    "hip": "angle between trunk and thigh: 180 straight, about 70 in a deep squat",
    "elbow": "angle between upper arm and forearm: 180 straight, about 50 at the top of a curl",
    "shoulder": "angle between trunk and upper arm: 0 at the side, 90 level, 180 overhead",
}


def _joint(joint: str, of: str, measures: tuple[Measure, Measure]) -> Metric:
    """A joint's angle, or what comes of two of them."""
    measure, sigma = measures
    about = of.format(joint, _BENT[joint])
    return Metric(measure, about, ANGLE_NOISE_DEG, 0.0, 180.0, TREMOR_DEG[joint], sigma=sigma)


METRICS: Mapping[str, Metric] = {
    **{
        f"{joint}_deg": _joint(joint, "{1}; of both sides, by how surely each is seen", _of_both(joint))
        for joint in JOINTS
    },
    **{
        f"{joint}_{side}_deg": _joint(joint, f"{{1}}; of the {side}", _of_side(joint, side))
        for joint in JOINTS
        for side in SIDES
    },
    **{
        f"{joint}_straighter_deg": _joint(joint, "{0} angle of the straighter side", _of_one(joint, max))
        for joint in JOINTS
    },
    **{f"{joint}_bent_deg": _joint(joint, "{0} angle of the more bent side", _of_one(joint, min)) for joint in JOINTS},
    **{
        f"{joint}_asymmetry_deg": _joint(joint, "how much the {0} angles of left and right differ", _asymmetry(joint))
        for joint in JOINTS
    },
    "trunk_lean_deg": Metric(
        _trunk_lean_deg,
        "lean of the trunk: 0 upright, 90 level",
        noise=6.0,
        low=0.0,
        high=180.0,
        tremor=1.5,
        views=LEAN_VIEWS,
    ),
    "body_tilt_deg": Metric(
        _body_tilt_deg,
        "tilt of the line from hips to shoulders: 0 upright, 90 lying; rough, but told from every side",
        noise=6.0,
        low=0.0,
        high=180.0,
        tremor=1.5,
    ),
    "thigh_lift_deg": Metric(
        _mean_of([_thigh_lift(side) for side in SIDES]),
        "lift of the thighs, to the front or the back: 0 straight down, 90 level; mean of both",
        noise=8.0,
        low=0.0,
        high=180.0,
        tremor=2.5,
    ),
    **{
        f"thigh_lift_{side}_deg": Metric(
            _thigh_lift(side),
            f"lift of the {side} thigh, to the front or the back: 0 straight down, 90 level",
            noise=8.0,
            low=0.0,
            high=180.0,
            tremor=2.5,
        )
        for side in SIDES
    },
    "chest_tilt_deg": Metric(
        _chest_tilt_deg,
        "where the chest faces: 0 the ceiling, 90 level, 180 the floor",
        noise=20.0,
        low=0.0,
        high=180.0,
        tremor=2.5,
    ),
    "arms_apart_deg": Metric(
        _arms_apart_deg,
        "angle between the upper arms: 0 side by side, 180 stretched out to both sides",
        noise=20.0,
        low=0.0,
        high=180.0,
        tremor=3.5,
    ),
    # Hips lie at most a leg above or below the ankles, shoulders an arm from the wrists; people differ in build.
    "hip_height_ratio": Metric(
        _hip_height,
        "height of the hips above the ankles, in lengths of the legs: 1 standing, 0.5 in a squat, 0 lying",
        noise=0.05,
        low=-1.5,
        high=1.5,
        tremor=0.025,
    ),
    "shoulder_height_ratio": Metric(
        _shoulder_height,
        "height of the shoulders above the wrists, in lengths of the arms: 1 on straight arms, 0.5 on the forearms",
        noise=0.05,
        low=-1.5,
        high=1.5,
        tremor=0.02,
    ),
    "hip_sag_deg": Metric(
        _hip_sag_deg,
        "bend of the line from shoulders over hips to ankles of somebody who lies or is in a plank: above 0 the hips "
        "hang, below 0 they stick up",
        noise=6.0,
        low=-180.0,
        high=180.0,
        tremor=1.5,
        views=LEAN_VIEWS,
    ),
    "hips_up_m": Metric(
        _hips_up_m,
        "how high the hips are in the picture",
        noise=0.04,
        low=-math.inf,
        high=math.inf,
        tremor=0.01,
        only_changes=True,
    ),
    "stance_m": Metric(
        _stance_m, "distance between the ankles in the picture", noise=0.04, low=0.0, high=2.5, tremor=0.015
    ),
    "knee_spread_ratio": Metric(
        _knee_spread,
        "distance of the knees over that of the ankles: 1 over the feet, less if they fall in",
        noise=0.08,
        low=-10.0,
        high=10.0,
        tremor=0.02,
        views=SPREAD_VIEWS,
    ),
    "camera_yaw_deg": Metric(
        lambda posture: posture.view.yaw_deg,
        "where the camera stands: 0 in front, 90 at the left side, 180 behind",
        noise=15.0,
        low=-180.0,
        high=180.0,
        tremor=2.5,
        of_camera=True,
    ),
}
"""Every metric that an exercise may name."""
