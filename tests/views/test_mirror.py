from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fitcount.types import LANDMARK, Region, UInt8Array
from fitcount.views.mirror import mirrored, mirrored_picture, mirrored_pose
from fitcount.views.overlay import LEFT_RGB, RIGHT_RGB, draw
from fitcount.views.regions import draw_region

from .people import person, sighting

WIDTH = 640


def picture() -> UInt8Array:
    """Dark on the left, bright on the right."""
    return np.repeat(np.linspace(0, 255, WIDTH, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(480, axis=0)


def test_what_was_on_the_left_is_on_the_right() -> None:
    image = picture()
    assert np.array_equal(mirrored_picture(image), image[:, ::-1])
    assert image[0, 0, 0] == 0, "the frame itself is counted as it is"


def test_the_body_keeps_its_sides() -> None:
    """In a mirror the left hand is on the left of the picture, and still the left hand: blue."""
    pose = person()
    image = draw(np.zeros((480, WIDTH, 3), np.uint8), mirrored_pose(pose, WIDTH))
    for name, colour in (("left_hip", LEFT_RGB), ("right_hip", RIGHT_RGB)):
        x_px, y_px, _ = pose.image_px[LANDMARK[name]].tolist()
        assert tuple(image[round(y_px), round(WIDTH - x_px)]) == colour


@given(st.integers(32, 4000))
def test_twice_mirrored_is_as_it_was(width_px: int) -> None:
    pose = person()
    again = mirrored_pose(mirrored_pose(pose, width_px), width_px)
    assert np.allclose(again.image_px, pose.image_px, atol=1e-2, equal_nan=True)
    assert again.world_m is pose.world_m


def test_the_skeleton_lies_on_the_mirrored_person() -> None:
    """Drawing on the mirrored picture is mirroring the drawn one, but for rounding to pixels."""
    seen = sighting(person(200))
    turned = mirrored(seen)
    drawn = draw(turned.frame.image_rgb.copy(), turned.people[1])
    expected = mirrored_picture(draw(seen.frame.image_rgb.copy(), seen.people[1]))
    assert np.abs(drawn.astype(int) - expected).mean() < 0.2


def test_regions_and_boxes_turn_with_the_picture() -> None:
    region = Region(160.0, 120.0, 100.0, 0.3)
    seen = replace(sighting(), regions=(region,), boxes_px=(np.array([9, 20, 99, 80], np.float32),))
    turned = mirrored(seen)
    assert turned.boxes_px[0].tolist() == [WIDTH - 99, 20, WIDTH - 9, 80]
    assert math.isclose(turned.regions[0].x_px, WIDTH - 160.0)
    drawn = draw_region(turned.frame.image_rgb.copy(), turned.regions[0])
    expected = mirrored_picture(draw_region(seen.frame.image_rgb.copy(), region))
    assert np.abs(drawn.astype(int) - expected).mean() < 0.5
