"""Which metrics may drive a count, and how far another camera or another person can be expected to move them alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fitcount.reps.metrics import METRICS, side_metric

Sides = Literal["together", "each"]


@dataclass(frozen=True, slots=True)
class Driver:
    """A metric, of both sides as one or of each."""

    metric: str
    sides: Sides
    generality: float
    """0..1: how well it survives another camera side, and another way to do the same."""

    @property
    def followed(self) -> tuple[tuple[str, str], ...]:
        """Each side that is followed, and its metric."""
        if self.sides == "together":
            return (("both", self.metric),)
        return tuple((side, side_metric(self.metric, side)) for side in ("left", "right"))

    @property
    def seen_from(self) -> str:
        """From where it can be measured."""
        if self.metric in ("stance_m", "arms_apart_deg"):
            return "the front or the back"
        return "every side, with the camera level" if self.metric.endswith("_ratio") else "every side"

    @property
    def toward_peak(self) -> float:
        """1 if the metric usually grows from the start to the peak, -1 if it falls: joints begin straight, arms low."""
        return -1.0 if self.metric.startswith(("knee", "hip", "elbow", "shoulder_height")) else 1.0

    @property
    def on_arms(self) -> bool:
        """Whether it is measured on the arms."""
        return self.metric.startswith(ARMS)

    @property
    def noise(self) -> float:
        """One standard deviation of the metric against truth."""
        return METRICS[self.followed[0][1]].noise


LEGS, ARMS = ("knee", "hip"), ("elbow", "shoulder")

DRIVERS: tuple[Driver, ...] = (
    *(Driver(f"{joint}_deg", "together", 1.0) for joint in LEGS),
    *(Driver(f"{joint}_deg", "each", 0.9) for joint in LEGS),
    # Arms are free to do something else while the legs work; and many do with one, or in turns, what others do with
    # both.
    *(Driver(f"{joint}_deg", "each", 0.85) for joint in ARMS),
    *(Driver(f"{joint}_deg", "together", 0.75) for joint in ARMS),
    # Which side is the straighter one may change in the middle of a rep.
    *(Driver(f"{joint}_{which}_deg", "together", 0.7) for joint in LEGS for which in ("straighter", "bent")),
    *(Driver(f"{joint}_{which}_deg", "together", 0.6) for joint in ARMS for which in ("straighter", "bent")),
    Driver("thigh_lift_deg", "together", 0.8),
    Driver("thigh_lift_deg", "each", 0.8),
    Driver("body_tilt_deg", "together", 0.5),
    # Heights and distances in the picture: another side, or a camera held higher, shows others.
    Driver("hip_height_ratio", "together", 0.4),
    Driver("shoulder_height_ratio", "together", 0.3),
    Driver("stance_m", "together", 0.3),
    Driver("arms_apart_deg", "together", 0.3),
)
"""All that may drive. Left out: differences between the sides, what is seen from one side only, where the chest faces
(sure to 20 degrees at best), and the hips' height in the picture, whose changes alone mean something."""
