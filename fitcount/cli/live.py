"""What a live run in front of a terminal has besides: keys, gestures, help with setting up."""

from __future__ import annotations

from fitcount.cli.keyboard import keyboard
from fitcount.coaching.gestures import GestureWatch
from fitcount.coaching.means import Means
from fitcount.coaching.setup import SetUp
from fitcount.reps.library import known_exercises


def live_means(*, mirrored: bool) -> Means:
    """What a conductor works with there; `mirrored`: whether the picture is shown as in a mirror."""
    return Means(keyboard(), known_exercises(), SetUp, GestureWatch, mirrored=mirrored)
