"""What a live run is led with; without any of it, as in a file, everything counts from the first frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from fitcount.coaching.commands import Keys, no_keys
from fitcount.guidance import Check
from fitcount.reps.definition import Exercise
from fitcount.types import Frame, Pose


class SetsUp(Protocol):
    """Looks whether somebody can be counted well."""

    @property
    def ready(self) -> bool:
        """Whether all is good, and has been for a moment."""

    def look(self, frame: Frame, pose: Pose | None) -> tuple[Check, ...]:
        """What is right and what is not."""


class WatchesGestures(Protocol):
    """Looks for the gestures that an exercise leaves free."""

    @property
    def say(self) -> str:
        """What to do to start or stop; "" if nothing is free."""

    def change(self, exercise: Exercise | None) -> None:
        """Look for those of another exercise; None for whichever is done."""

    def update(self, t_s: float, pose: Pose | None, busy: bool) -> object | None:
        """The gesture that was made by now, or None; `busy`: a rep is under way, in which nothing is a gesture."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a conductor works with."""

    keys: Keys = no_keys
    known: Sequence[Exercise] = ()
    """What may be chosen, and is listened for."""
    set_up: Callable[[Exercise | None], SetsUp] | None = None
    """What looks before an exercise is begun."""
    gestures: Callable[[Exercise | None], WatchesGestures] | None = None
    mirrored: bool = False
