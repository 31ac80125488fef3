"""Which part of the picture is shown of a person who moves about in it."""

import numpy as np
import pytest

from fitcount.types import Frame
from fitcount.views.dashboard.framing import Framing
from fitcount.views.figure import Window
from fitcount.views.sighting import Sighting

from .people import person

FPS = 15


def _followed(
    framing: Framing, start_s: float, end_s: float, *, size_px: float = 300.0, moves_px: float = 0.0
) -> Window:
    for index in range(round(start_s * FPS), round(end_s * FPS)):
        t_s = index / FPS
        pose = person(320.0 + moves_px * np.sin(2 * np.pi * t_s / 2.5), 240.0, size_px)
        framing.follow(Sighting(Frame(index, t_s, np.zeros((480, 640, 3), np.uint8)), {1: pose}))
    assert framing.window is not None
    return framing.window


def test_holds_the_person_from_the_first_frame_on() -> None:
    window = _followed(Framing(), 0.0, 1 / FPS)
    assert window.left_px < 280
    assert window.right_px > 360
    assert window.top_px < 110
    assert window.bottom_px > 385


def test_does_not_breathe_with_a_repetition() -> None:
    framing = Framing()
    _followed(framing, 0.0, 6.0, moves_px=60)
    widths = [_followed(framing, t_s, t_s + 1 / FPS, moves_px=60).width_px for t_s in np.arange(6.0, 11.0, 1 / FPS)]
    assert max(widths) == pytest.approx(min(widths), rel=0.03)


def test_comes_nearer_when_the_person_stays_far_away() -> None:
    framing = Framing()
    near = _followed(framing, 0.0, 3.0).height_px
    far = _followed(framing, 3.0, 13.0, size_px=100.0).height_px
    assert far == pytest.approx(near / 3, rel=0.05)


def test_stays_where_it_is_while_nobody_is_seen() -> None:
    framing = Framing()
    window = _followed(framing, 0.0, 1.0)
    framing.follow(Sighting(Frame(99, 9.0, np.zeros((480, 640, 3), np.uint8)), {}))
    assert framing.window == window


def test_knows_nothing_before_anybody_was_seen() -> None:
    assert Framing().window is None
