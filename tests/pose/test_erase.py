from __future__ import annotations

import numpy as np
import pytest

from fitcount.pose.erase import without

from .fakes import figure, frame, picture

GREY = 100


def room() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """White people in a grey room."""
    image_rgb = picture(640, 480)
    image_rgb[:] = GREY
    for x_px in (200, 400):
        image_rgb[150:330, x_px - 15 : x_px + 15] = 255
    return image_rgb


def test_nobody_leaves_the_frame_as_it_is() -> None:
    shown = frame(0, room())
    assert without(shown, []) is shown


def test_who_is_painted_over_is_gone_and_the_other_is_not() -> None:
    shown = frame(0, room())
    image_rgb = without(shown, [figure(200)]).image_rgb
    columns, rows = figure(200).image_px[:, :2].astype(int).T
    assert image_rgb[rows, columns].max() < 150
    assert (image_rgb[:, 300:] == shown.image_rgb[:, 300:]).all()
    assert (shown.image_rgb == room()).all()


def test_who_is_kept_is_in_front() -> None:
    shown = frame(0, room())
    assert (without(shown, [figure(200)], keep=figure(200)).image_rgb == shown.image_rgb).all()


@pytest.mark.parametrize("known", [25, 33])
def test_unknown_landmarks_are_left_out(known: int) -> None:
    person = figure(200)
    person.image_px[known:] = np.nan
    assert without(frame(0, room()), [person]).image_rgb[240, 200].max() < 150
