"""Gestures by which somebody starts and stops without the keyboard, as far as an exercise's file names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Gesture(StrEnum):
    """What an exercise may declare free: held for a second, while standing, sitting or kneeling upright."""

    RAISE_RIGHT_HAND = "raise_right_hand"
    """The right hand above the head, the left one down."""
    RAISE_LEFT_HAND = "raise_left_hand"
    BOTH_HANDS_UP = "both_hands_up"
    """Both hands above the head."""
    HANDS_ON_HEAD = "hands_on_head"
    """Both hands on top of the head, the elbows out."""
    ARMS_CROSSED = "arms_crossed"
    """The forearms crossed in front of the chest."""
    T_POSE = "t_pose"
    """Both arms stretched out to the sides, level."""


SAFE = (Gesture.RAISE_RIGHT_HAND, Gesture.RAISE_LEFT_HAND)
"""Of an exercise that names none and is not done with the arms."""


@dataclass(frozen=True, slots=True)
class ArmsAt:
    """About where the arms are in a gesture, as interior angles (see `metrics`)."""

    shoulder_deg: float
    """Of an arm that is in it."""
    elbow_deg: float
    sides: tuple[str, ...] = ("left", "right")
    """The arms that are in it; another one hangs down."""


ARMS: Mapping[Gesture, ArmsAt] = {
    Gesture.RAISE_RIGHT_HAND: ArmsAt(165.0, 165.0, ("right",)),
    Gesture.RAISE_LEFT_HAND: ArmsAt(165.0, 165.0, ("left",)),
    Gesture.BOTH_HANDS_UP: ArmsAt(165.0, 165.0),
    Gesture.HANDS_ON_HEAD: ArmsAt(105.0, 50.0),
    Gesture.ARMS_CROSSED: ArmsAt(40.0, 110.0),
    Gesture.T_POSE: ArmsAt(90.0, 170.0),
}
