"""What a live run in front of a terminal has besides: keys, gestures, help with setting up."""

from __future__ import annotations

from fitcount.cli.keyboard import keyboard
from fitcount.coaching.gestures import GestureWatch
from fitcount.coaching.means import Means
from fitcount.coaching.setup import SetUp
from fitcount.reps.library import known_exercises
from fitcount.views.window.window import Window


def live_means(window: Window | None, *, mirrored: bool) -> Means:
    """What a conductor works with there; keys that are pressed in the window are keys as well.

    `mirrored`: whether the picture is shown as in a mirror.
    """
    typed = keyboard()
    keys = typed if window is None else lambda: [*typed(), *window.pressed()]
    return Means(keys, known_exercises(), SetUp, GestureWatch, mirrored=mirrored)
