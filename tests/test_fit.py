"""Pictures of several shapes in one video."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fitcount.fit import fitted

SIDE = st.integers(1, 40)


def test_one_of_the_right_size_is_left_alone() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (48, 64, 3)).astype(np.uint8)
    assert (fitted(picture, 64, 48) == picture).all()


def test_one_of_another_shape_is_not_distorted() -> None:
    framed = fitted(np.full((20, 40, 3), 200, np.uint8), 30, 45)
    rows, columns = np.nonzero(framed[..., 0])
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (15, 29, 0, 29)


@given(SIDE, SIDE, SIDE, SIDE)
def test_it_fills_one_side_and_is_in_the_middle(own_width: int, own_height: int, width: int, height: int) -> None:
    framed = fitted(np.full((own_height, own_width, 3), 200, np.uint8), width, height)
    assert framed.shape == (height, width, 3)
    for count, most in (((framed[..., 0] > 0).any(axis=0), width), ((framed[..., 0] > 0).any(axis=1), height)):
        filled = np.flatnonzero(count)
        assert abs(filled[0] - (most - 1 - filled[-1])) <= 1
    assert (framed > 0).any(axis=(0, 2)).all() or (framed > 0).any(axis=(1, 2)).all()
