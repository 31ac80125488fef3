"""Joint angles of one pose and their uncertainty, whichever side the camera looks from.

Depth is what BlazePose gets wrong. Its 3D landmarks bend straight limbs by 20 to 30 degrees, and the picture
alone misses whatever points at the camera: a deep squat seen from the front reads 145 degrees where the knee
is at 75. But a limb that points at the camera looks short. What its length in the picture, against the size
of the person, says about the angle is what a small network learned from rendered random poses;
`models/angles` holds it, with its training.

Every pose is judged alone, but for the person's size: the median over the last seconds of frame time. So
measuring a recorded trace again gives exactly the same angles.
"""

from __future__ import annotations

import io
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from fitcount.config import shipped, verified
from fitcount.types import LANDMARK, LANDMARK_NAMES, Float32Array, Pose

SIDES = ("left", "right")

JOINTS: Mapping[str, tuple[str, str, str]] = {
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
}
"""The landmarks whose interior angle is the joint's, apex in the middle."""

ANGLES: tuple[str, ...] = tuple(f"{joint}_{side}" for side in SIDES for joint in JOINTS)
"""knee_left, hip_left, ..., shoulder_right: the order of every array of 8 angles here."""

BONES_M: Mapping[tuple[str, str], float] = {
    ("hip", "shoulder"): 0.508,
    ("hip", "knee"): 0.408,
    ("knee", "ankle"): 0.413,
    ("shoulder", "elbow"): 0.279,
    ("elbow", "wrist"): 0.258,
}
"""Bones of one side and their nominal lengths; the network learned how far people differ from them."""

HINGES: Mapping[tuple[int, int], float] = {(1, 2): -1.0, (0, 1): 1.0, (3, 4): -1.0, (0, 3): -1.0}
"""The two bones (rows of `BONES_M`) at each joint; -1 where one ends where the other begins."""

SCALE_WINDOW_S = 4.0
"""The person's size is the median over this long: about a slow repetition."""

FORGET_AFTER_S = 1.5
"""Longer without a pose, and the next one may be of somebody else or from another distance."""

SIZE_CHANGE = 1.6
"""Larger or smaller than the median by this factor, the person has moved and the median does not hold."""

HIDDEN = 0.02
"""Below this visibility of one of its landmarks an angle is not measured."""

MAX_SIGMA_DEG = 90.0
"""Above this an angle says nothing; angles drawn evenly from 0 to 180 have 52."""

OUT_OF_PLANE, OUT_OF_PLANE_WIDTH = 0.5, 0.1
"""Where the plain angle moves from the picture to 3D: depth over length of the more foreshortened limb.

Fitted on the rendered random poses.
"""

RESIDUAL_DEG = 30.0
"""Unit of what the network gives out."""

MAX_LOG_SCALE = 2.0
"""What the Laplace scale was limited to in training; beyond `MAX_SIGMA_DEG` by far."""

_WORLD_SCALE = 1.05
"""BlazePose's 3D people are this much larger, against the picture, than the nominal bones."""


_GELU_SLOPE = math.sqrt(2.0 / math.pi)
_GELU_CUBIC = 0.044715 * _GELU_SLOPE


def _rows(*parts: str) -> list[int]:
    return [LANDMARK[f"{side}_{part}"] for part in parts for side in SIDES]


_HIPS = _rows("hip")
_BODY = _rows("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
_POINTS = [*_BODY, LANDMARK["nose"], *_rows("index", "heel", "foot_index")]
_TRIPLES = np.array([[LANDMARK[f"{side}_{part}"] for part in JOINTS[joint]] for side in SIDES for joint in JOINTS])
_BONES = np.array([[LANDMARK[f"{side}_{part}"] for part in bone] for side in SIDES for bone in BONES_M])
_LENGTHS_M = np.array(list(BONES_M.values()) * len(SIDES), np.float32)
_FIRST, _SECOND = (
    np.array([pair[end] + side * len(BONES_M) for side in range(2) for pair in HINGES]) for end in range(2)
)
_TURN = np.array(list(HINGES.values()) * len(SIDES), np.float32)

_OTHER = {"left": "right", "right": "left"}
_MIRROR = [LANDMARK["_".join(_OTHER.get(word, word) for word in name.split("_"))] for name in LANDMARK_NAMES]
_FLIP = np.array([-1.0, 1.0, 1.0], np.float32)


@dataclass(frozen=True, slots=True)
class AnglesDeg:
    """The 8 joint angles of one pose by name, as knee_left; 180 is straight, NaN is not measured."""

    angle_deg: Mapping[str, float]
    sigma_deg: Mapping[str, float]
    """One standard deviation of each."""
    metre_px: float
    """Pixels of a metre at a person of nominal size: the median over the last seconds."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Poses as arrays, n at once."""

    image_px: Float32Array
    """(n, 33, 2): x right, y down."""
    world_m: Float32Array
    """(n, 33, 3): x right, y down, z away."""
    visibility: Float32Array
    """(n, 33): 0..1."""

    @classmethod
    def of(cls, pose: Pose) -> Bodies:
        """One pose."""
        return cls(pose.image_px[None, :, :2], pose.world_m[None], pose.visibility[None])

    def mirrored(self) -> Bodies:
        """What a mirror shows: left and right change places."""
        return Bodies(
            self.image_px[:, _MIRROR] * _FLIP[:2],
            self.world_m[:, _MIRROR] * _FLIP,
            self.visibility[:, _MIRROR],
        )

    def both_ways(self) -> Bodies:
        """As they are, then mirrored: (2n, ...)."""
        other = self.mirrored()
        return Bodies(
            np.concatenate([self.image_px, other.image_px]),
            np.concatenate([self.world_m, other.world_m]),
            np.concatenate([self.visibility, other.visibility]),
        )


class JointAngles:
    """Measures pose after pose of one person; keeps nothing but the person's size over the last seconds."""

    def __init__(self, weights: Path | None = None) -> None:
        self._correct = Corrector(weights or shipped("models") / "angles" / "angles.npz")
        self._sizes: deque[tuple[float, float]] = deque()

    def measure(self, pose: Pose) -> AnglesDeg:
        """Angles of the next pose; time must not run backwards."""
        body = Bodies.of(pose)
        now_px = float(size_px(body)[0])
        usual_px = self._usual_size_px(pose.t_s, now_px)
        measured = None
        if usual_px / SIZE_CHANGE < now_px < usual_px * SIZE_CHANGE:
            measured = self._corrected(body, usual_px)
        angle_deg, sigma_deg = measured or (plain_angles_deg(body)[0], self._correct.plain_sigma_deg)
        seen = (pose.visibility[_TRIPLES].min(axis=1) >= HIDDEN) & (sigma_deg <= MAX_SIGMA_DEG)
        return AnglesDeg(_named(np.where(seen, angle_deg, np.nan)), _named(np.where(seen, sigma_deg, np.nan)), usual_px)

    def _corrected(self, body: Bodies, usual_px: float) -> tuple[Float32Array, Float32Array] | None:
        """(8,) angles and (8,) standard deviations; None for a pose unlike all that the network knows."""
        angle_deg, sigma_deg, strange = self._correct(body.both_ways(), np.full(2, usual_px, np.float32))
        return None if strange.any() else (angle_deg.ravel(), sigma_deg.ravel())

    def _usual_size_px(self, t_s: float, now_px: float) -> float:
        """The median size over the last seconds, this pose's included; NaN where no size is known."""
        sizes = self._sizes
        if sizes and t_s - sizes[-1][0] > FORGET_AFTER_S:
            sizes.clear()
        if now_px > 0.0:
            sizes.append((t_s, now_px))
        while sizes and t_s - sizes[0][0] > SCALE_WINDOW_S:
            sizes.popleft()
        return median(size for _, size in sizes) if sizes else math.nan


class Corrector:
    """The network: a body and its size to the angles of its left side.

    Several copies, trained alike from different random starts, are averaged.
    """

    def __init__(self, weights: Path) -> None:
        sha256 = weights.with_suffix(".sha256").read_text(encoding="ascii").strip()
        with np.load(io.BytesIO(verified(weights, sha256))) as stored:
            values = {name: stored[name].astype(np.float32) for name in stored.files if name != "metadata"}
        self._layers = [(values[f"weight_{i}"][:, None], values[f"bias_{i}"][:, None]) for i in range(3)]
        """(copies, 1, inputs, outputs) and (copies, 1, 1, outputs): a body times a matrix, fast for two."""
        self._mean, self._deviation = values["mean"], values["deviation"]
        self._strangest = float(values["strangest"])
        self.plain_sigma_deg = np.tile(values["plain_sigma_deg"], len(SIDES))
        """(8,): what the plain angles are off by."""

    def __call__(self, bodies: Bodies, usual_px: Float32Array) -> tuple[Float32Array, Float32Array, NDArray[np.bool_]]:
        """(n, 4) angles, (n, 4) standard deviations, (n,) whether a body is unlike those of the training."""
        inputs, base_deg = features(bodies, usual_px)
        x = (inputs - self._mean) / self._deviation
        (w0, b0), (w1, b1), (w2, b2) = self._layers
        outputs = (_gelu(_gelu(x[:, None] @ w0 + b0) @ w1 + b1) @ w2 + b2)[:, :, 0]
        residual = outputs[..., : len(JOINTS)]
        log_scale = np.minimum(outputs[..., len(JOINTS) :], MAX_LOG_SCALE)
        mean = residual.sum(axis=0) / len(w0)
        variance = (2.0 * np.exp(2.0 * log_scale) + (residual - mean) ** 2).sum(axis=0) / len(w0)
        angle_deg = np.minimum(np.maximum(base_deg + RESIDUAL_DEG * mean, 0.0), 180.0)
        return angle_deg, RESIDUAL_DEG * np.sqrt(variance), strangeness(x) > self._strangest


def features(bodies: Bodies, usual_px: Float32Array) -> tuple[Float32Array, Float32Array]:
    """What the network sees of each body, left side first: (n, 169); and the (n, 4) angles that it corrects.

    `usual_px` (n,): pixels of a nominal metre at the person.
    """
    n = len(usual_px)
    points = _from_hips(bodies)
    points[:, 0] /= usual_px[:, None, None]
    bones = points[:, :, _BONES[:, 1]] - points[:, :, _BONES[:, 0]]
    lengths = _length(bones)
    depth = bones[:, 1, :, 2] / np.maximum(lengths[:, 1], 1e-6)
    shown = lengths[:, 0] / _LENGTHS_M
    unseen = np.sqrt(np.maximum(0.0, 1.0 - shown * shown))
    plain_rad = _interior_angle_rad(points[:, :, _TRIPLES])
    inputs = (
        points[:, 0, _POINTS, :2].reshape(n, -1),
        points[:, 1, _POINTS].reshape(n, -1),
        bodies.visibility[:, _BODY],
        depth,
        shown,
        np.sign(depth) * unseen,
        *_foreshortened_angles_rad(bones[:, 0, :, :2] / _LENGTHS_M[:, None], shown, unseen),
        plain_rad.reshape(n, -1),
    )
    base_deg = np.degrees(plain_rad[:, :, : len(JOINTS)].sum(axis=1) / 2)
    return np.concatenate(inputs, axis=1), base_deg


def _foreshortened_angles_rad(
    bones: Float32Array, shown: Float32Array, unseen: Float32Array
) -> tuple[Float32Array, Float32Array]:
    """(n, 8) twice: angles if bones have nominal lengths and point the same way in depth, or opposite ways.

    `bones` (n, 10, 2) as parts of their lengths; `shown` and `unseen` (n, 10): within and across the picture.
    """
    flat = _TURN * _dot(bones[:, _FIRST], bones[:, _SECOND])
    deep = _TURN * unseen[:, _FIRST] * unseen[:, _SECOND]
    longest = np.maximum(shown, 1.0)
    lengths = longest[:, _FIRST] * longest[:, _SECOND]
    return _arccos((flat + deep) / lengths), _arccos((flat - deep) / lengths)


def size_px(bodies: Bodies) -> Float32Array:
    """(n,): pixels of a nominal metre at the person, where picture and 3D landmarks fit best."""
    points = _from_hips(bodies)[:, :, _BODY, :2].reshape(len(bodies.visibility), 2, -1)
    picture, space = points[:, 0], points[:, 1]
    size: Float32Array = _dot(picture, space) / np.maximum(_dot(space, space) * np.float32(_WORLD_SCALE), 1e-6)
    return size


def plain_angles_deg(bodies: Bodies) -> Float32Array:
    """(n, 8): the picture's angle, or the 3D one where a limb leaves the picture's plane."""
    space = bodies.world_m[:, _TRIPLES]
    in_plane = in_plane_trust(space)
    in_picture = interior_angle_deg(bodies.image_px[:, _TRIPLES])
    return in_plane * in_picture + (1.0 - in_plane) * interior_angle_deg(space)


def interior_angle_deg(triples: Float32Array) -> Float32Array:
    """(..., 3 points, 2 or 3 coordinates) to the angle at the middle point; 180 is straight."""
    return np.degrees(_interior_angle_rad(triples))


def in_plane_trust(triples_m: Float32Array) -> Float32Array:
    """(..., 3, 3) to 0..1: how far the picture's angle is the joint's, as both limbs lie in its plane."""
    limbs = triples_m[..., (0, 2), :] - triples_m[..., 1:2, :]
    depth = np.abs(limbs[..., 2]) / np.maximum(_length(limbs), 1e-6)
    trust: Float32Array = 1.0 / (1.0 + np.exp((depth.max(axis=-1) - OUT_OF_PLANE) / OUT_OF_PLANE_WIDTH))
    return trust


def strangeness(standardised: Float32Array) -> Float32Array:
    """(n, inputs), of mean 0 and deviation 1 over the training poses, to (n,): root mean square."""
    return _length(standardised) / np.float32(math.sqrt(standardised.shape[-1]))


def _from_hips(bodies: Bodies) -> Float32Array:
    """(n, 2, 33, 3): the picture (its z is 0) and 3D, from the middle of the hips."""
    points = np.zeros((len(bodies.visibility), 2, len(LANDMARK_NAMES), 3), np.float32)
    points[:, 0, :, :2], points[:, 1] = bodies.image_px, bodies.world_m
    left, right = _HIPS
    points -= (points[:, :, left] + points[:, :, right])[:, :, None] / 2
    return points


def _interior_angle_rad(triples: Float32Array) -> Float32Array:
    first, second = triples[..., 0, :] - triples[..., 1, :], triples[..., 2, :] - triples[..., 1, :]
    return _arccos(_dot(first, second) / np.maximum(_length(first) * _length(second), 1e-12))


def _arccos(cosine: Float32Array) -> Float32Array:
    angle: Float32Array = np.arccos(np.minimum(np.maximum(cosine, -1.0), 1.0))
    return angle


def _dot(first: Float32Array, second: Float32Array) -> Float32Array:
    dot: Float32Array = np.einsum("...i,...i->...", first, second)
    return dot


def _length(vectors: Float32Array) -> Float32Array:
    return np.sqrt(_dot(vectors, vectors))


def _gelu(x: NDArray[np.floating]) -> NDArray[np.floating]:
    """The tanh form, as in training."""
    return x * (np.tanh(x * (x * x * _GELU_CUBIC + _GELU_SLOPE)) + 1.0) / 2


def _named(values: Float32Array) -> dict[str, float]:
    return dict(zip(ANGLES, values.tolist(), strict=True))
