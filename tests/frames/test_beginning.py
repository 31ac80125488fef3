from __future__ import annotations

import numpy as np

from fitcount.frames.beginning import Beginning

from .clips import noise


def test_a_stream_that_begins_with_its_first_picture_again_is_a_recording() -> None:
    beginning = Beginning()
    assert [beginning.comes_again(noise(number), connected=number == 0) for number in range(5)] == [False] * 5
    assert beginning.comes_again(noise(0), connected=True)


def test_one_that_goes_on_elsewhere_is_none() -> None:
    beginning = Beginning()
    assert not beginning.comes_again(noise(0), connected=True)
    assert not beginning.comes_again(noise(1), connected=True)
    assert not beginning.comes_again(noise(0, 80, 60), connected=True)


def test_a_loop_has_no_end() -> None:
    beginning = Beginning()
    for number in (0, 1, 2, 0, 1):
        beginning.comes_again(noise(number), connected=False)
    assert not beginning.comes_again(noise(0), connected=True)


def test_a_picture_that_differs_a_little_is_another() -> None:
    beginning = Beginning()
    beginning.comes_again(noise(0), connected=True)
    trembling = noise(0) ^ np.uint8(1)
    assert not beginning.comes_again(trembling, connected=True)
