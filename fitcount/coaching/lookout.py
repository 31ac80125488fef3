"""What comes to hinder counting while somebody is counted: feet that have left the picture, a light that went out."""

from __future__ import annotations

import math

from fitcount.coaching.means import SetsUp
from fitcount.guidance import Check
from fitcount.types import Frame, Pose

EVERY_S = 0.15
"""How often it is looked: often enough for a check to settle."""
PATIENCE_S = 2.0
"""So long something has to be wrong without a break: a hand that leaves the picture in each rep is nothing."""
TOLD = ("person", "body", "distance", "light")
"""Codes of the checks that are told of. From where it is looked, and in which posture, was settled before."""


class Lookout:
    """Looks with the set-up help now and then, and keeps quiet as long as all is well."""

    def __init__(self, set_up: SetsUp) -> None:
        self._set_up = set_up
        self._looked_s = -math.inf
        self._since_s: dict[str, float] = {}
        self._told: tuple[Check, ...] = ()

    def look(self, frame: Frame, pose: Pose | None) -> tuple[Check, ...]:
        """What is to be mended now; that nobody is seen, with what to do about it, alone and at once."""
        t_s = frame.t_s
        if t_s - self._looked_s < EVERY_S:
            return self._told
        if t_s - self._looked_s > PATIENCE_S:
            # There was no picture, or a pause: nobody knows what has been.
            self._since_s = {}
        self._looked_s = t_s
        wrong = [
            each for each in self._set_up.look(frame, pose) if each.code in TOLD and not each.good and not each.is_hint
        ]
        self._since_s = {check.code: self._since_s.get(check.code, t_s) for check in wrong}
        nobody = tuple(check for check in wrong if check.code == "person")
        self._told = nobody or tuple(check for check in wrong if t_s - self._since_s[check.code] >= PATIENCE_S)
        return self._told
