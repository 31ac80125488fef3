from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fitcount.pose.surroundings import Surroundings
from fitcount.types import Pose, UInt8Array

from .fakes import pose


def room(*, somebody_at: int | None = None, grey: int = 60) -> UInt8Array:
    """640 x 480; somebody is bright, 60 x 200 pixels."""
    picture = np.full((480, 640, 3), grey, np.uint8)
    if somebody_at is not None:
        picture[200:400, somebody_at : somebody_at + 60] = 200
    return picture


def exercising() -> Pose:
    """Landmarks from 300, 200 to 360, 400."""
    image_px = np.zeros((33, 3), np.float32)
    image_px[:, 0], image_px[:, 1] = np.linspace(300, 360, 33), np.linspace(200, 400, 33)
    return replace(pose(scale_px=200), image_px=image_px)


def news(before: UInt8Array, after: UInt8Array) -> bool:
    surroundings = Surroundings()
    surroundings.is_cut(before)
    surroundings.looked()
    surroundings.is_cut(after)
    return surroundings.news(after, [exercising()])


def test_nothing_is_known_before_the_first_look() -> None:
    surroundings = Surroundings()
    surroundings.is_cut(room())
    assert surroundings.news(room(), [exercising()])


def test_a_still_room_is_no_news() -> None:
    assert not news(room(), room())


def test_the_followed_person_is_no_news() -> None:
    assert not news(room(somebody_at=300), room(somebody_at=290))


def test_somebody_who_comes_near_is_news() -> None:
    assert news(room(), room(somebody_at=430))


def test_somebody_who_stays_away_is_no_news() -> None:
    assert not news(room(), room(somebody_at=575))


def test_noise_is_no_news() -> None:
    noise = np.random.default_rng(1).integers(-15, 16, (480, 640, 3))
    assert not news(room(), (room() + noise).astype(np.uint8))


@pytest.mark.parametrize(("after", "cut"), [(room(somebody_at=500), False), (room(grey=180), True)])
def test_a_cut_changes_nearly_all(after: UInt8Array, cut: bool) -> None:
    surroundings = Surroundings()
    assert not surroundings.is_cut(room())
    assert surroundings.is_cut(after) == cut
    assert not surroundings.is_cut(after)


def test_another_size_is_no_cut() -> None:
    surroundings = Surroundings()
    surroundings.is_cut(room())
    assert not surroundings.is_cut(room()[::2, ::2])
