"""Whether an attempt moves the whole body as this person's movements do.

Somebody who repeats an exercise moves shoulders, arms, hips and legs in the same way each time. A limb that the model
confuses with another, a hand that scratches the head or a step towards the bar move the driving joint, but not the
body along with it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from fitcount.types import Float32Array

ALONG = 0.25
"""Least part of a movement's displacement that a later one shares with it. On 89 labelled sets the least of a true
movement is 0.31, a push-up of a third of the depth; confused limbs reach 0.17."""
AS_LARGE = 0.6
"""An attempt with another displacement is one of the movements all the same, if it is at least this large beside
theirs: the other side's turn, or another angle after the camera was moved."""
REMEMBERED = 6
"""Movements, and attempts that were none, that the next one is compared with."""
SAME = 0.8
"""Cosine from which two attempts that were no movement are the same motion: then that is what the person does now."""


@dataclass(slots=True)
class Likeness:
    """Remembers the displacements of one person's movements in a set."""

    _movements: deque[Float32Array] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _others: deque[Float32Array] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def share(self, displacement_m: Float32Array) -> float:
        """How much of their displacement an attempt has in common with the movements so far: 1 all; 1 for the first.

        `displacement_m` (12, 2): where the joints are at the peak less where they are in the start position.
        """
        return float(np.median([_along(displacement_m, before) for before in self._movements] or [1.0]))

    def is_one(self, displacement_m: Float32Array) -> bool:
        """Whether an attempt is one of the movements; remembers it either way."""
        size = float(np.median([_size(before) for before in self._movements] or [0.0]))
        best = max((_along(displacement_m, before) for before in self._movements), default=1.0)
        again = any(_cosine(displacement_m, other) >= SAME for other in self._others)
        one = best >= ALONG or _size(displacement_m) >= AS_LARGE * size or again
        (self._movements if one else self._others).append(displacement_m)
        return one


def same_motion(one_m: Float32Array, two_m: Float32Array) -> bool:
    """Whether two displacements have the same direction, whatever their size."""
    return _cosine(one_m, two_m) >= SAME


def _along(displacement_m: Float32Array, before: Float32Array) -> float:
    """The part of `before` that the displacement contains."""
    return float(np.nansum(displacement_m * before)) / max(_size(before) ** 2, 1e-9)


def _cosine(one: Float32Array, two: Float32Array) -> float:
    return float(np.nansum(one * two)) / max(_size(one) * _size(two), 1e-9)


def _size(displacement_m: Float32Array) -> float:
    return float(np.sqrt(np.nansum(displacement_m**2)))
