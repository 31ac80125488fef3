from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fitcount.types import LANDMARK, UInt8Array
from fitcount.views.overlay import LEFT_RGB, RIGHT_RGB
from fitcount.views.palette import ORANGE_RGB
from fitcount.views.window.drawing import drawn
from fitcount.views.window.scene import Line, Scene
from views.people import person

GREY = np.full((480, 640, 3), 90, np.uint8)
NOTHING = Scene(GREY, {}, "", ())


def has(image: UInt8Array, colour: tuple[int, int, int]) -> bool:
    return bool((image == colour).all(axis=2).any())


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    ("size", "scale", "left", "top"),
    [((640, 480), 1.0, 0, 0), ((1280, 960), 2.0, 0, 0), ((1000, 480), 1.0, 180, 0), ((640, 880), 1.0, 0, 200)],
    ids=["as it is", "enlarged", "beside", "above and below"],
)
def test_the_skeleton_lies_on_the_person_with_left_still_left(
    size: tuple[int, int], scale: float, left: int, top: int, mirrored: bool
) -> None:
    pose = person(260.0)
    image = drawn(replace(NOTHING, people={1: pose}, mirrored=mirrored), *size)
    assert image.shape == (size[1], size[0], 3)
    for name, colour in (("left_hip", LEFT_RGB), ("right_hip", RIGHT_RGB)):
        x_px, y_px, _ = pose.image_px[LANDMARK[name]].tolist()
        across = 640 - x_px if mirrored else x_px
        assert tuple(image[round(top + scale * y_px), round(left + scale * across)]) == colour


def test_the_picture_is_mirrored_and_the_words_are_not() -> None:
    half = GREY.copy()
    half[:, :320] = 200
    words = replace(NOTHING, count="12", details=("reps",), lines=(Line("turn sideways"),), centre="3")
    plain, turned = (drawn(replace(words, picture_rgb=GREY, mirrored=mirrored), 640, 480) for mirrored in (False, True))
    assert np.array_equal(plain, turned)
    assert drawn(replace(NOTHING, picture_rgb=half, mirrored=True), 640, 480)[100, 10, 0] == 90


def test_what_is_counted_is_not_painted_on() -> None:
    before = GREY.copy()
    drawn(replace(NOTHING, count="5", people={1: person()}), 640, 480)
    assert np.array_equal(GREY, before)


def test_the_count_can_be_told_apart() -> None:
    images = {drawn(replace(NOTHING, count=str(count)), 320, 240).tobytes() for count in range(12)}
    assert len(images) == 12


@pytest.mark.parametrize("size", [(240, 180), (640, 480), (1280, 400), (400, 1280)])
def test_no_line_leaves_the_window(size: tuple[int, int]) -> None:
    line = Line("step back: your feet are not in the picture, and neither are your hands", is_urgent=True)
    image = drawn(replace(NOTHING, picture_rgb=None, lines=(line,) * 3), *size)
    painted = np.argwhere(image.any(axis=2))
    assert len(painted)
    assert painted[:, 1].max() < size[0] - 1, "cut off on the right"
    assert painted[:, 0].max() < size[1] - 1, "cut off below"


def test_a_long_line_is_broken_rather_than_made_small() -> None:
    """As large as a short one, for it is read from as far."""
    heights = []
    for words in ("step back", "step back: your feet are not in the picture"):
        image = drawn(replace(NOTHING, picture_rgb=None, lines=(Line(words),)), 400, 800)
        rows = np.flatnonzero(image.any(axis=(1, 2)))
        heights.append(int(np.argmax(np.diff(rows, append=10_000) > 1)) + 1)
    assert heights[0] <= heights[1] <= 1.5 * heights[0]


def test_what_is_wrong_has_another_colour() -> None:
    said, wrong = (drawn(replace(NOTHING, lines=(Line("turn", is_urgent),)), 640, 480) for is_urgent in (False, True))
    assert has(wrong, ORANGE_RGB)
    assert not has(said, ORANGE_RGB)


def test_people_are_numbered_only_if_there_are_several() -> None:
    white = (255, 255, 255)
    alone = drawn(replace(NOTHING, people={1: person(200)}), 640, 480)
    two = drawn(replace(NOTHING, people={1: person(200), 2: person(450)}), 640, 480)
    above = slice(0, 60)
    assert not has(alone[above], white)
    assert has(two[above], white)


def test_an_old_picture_is_dim() -> None:
    gone = replace(NOTHING, picture_rgb=None)
    assert 0 < drawn(gone, 640, 480, before_rgb=GREY)[10, 10, 0] < 60
    assert not drawn(gone, 640, 480).any()
