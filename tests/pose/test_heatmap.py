from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.heatmap import WINDOW, refine
from fitcount.types import Float32Array

CELLS = 64
NOTHING = -30.0


def spot(x: float, y: float, *, peak: float = 0.98) -> Float32Array:
    """(1, 64, 64) logits of a heatmap whose confidence is a Gaussian around a point, in cells."""
    row, column = np.mgrid[0:CELLS, 0:CELLS]
    confidence = peak * np.exp(-((column - x) ** 2 + (row - y) ** 2) / (2 * 0.9**2)) + 1e-12
    logits: Float32Array = np.log(confidence / (1 - confidence)).astype(np.float32)
    return logits[np.newaxis]


def at(x: float, y: float) -> Float32Array:
    return np.array([[x / CELLS, y / CELLS]], np.float32)


def cells(point: Float32Array) -> tuple[float, float]:
    x, y = (point[0] * CELLS).tolist()
    return x, y


@given(st.floats(10, 50), st.floats(10, 50), st.floats(-1, 1), st.floats(-1, 1))
def test_a_spot_between_cells_is_found(x: float, y: float, dx: float, dy: float) -> None:
    assert cells(refine(at(x + dx, y + dy), spot(x, y))) == pytest.approx((x, y), abs=0.1)


def test_a_faint_spot_keeps_the_regressed_place() -> None:
    assert cells(refine(at(20.3, 30.7), spot(22, 31, peak=0.49))) == pytest.approx((20.3, 30.7))
    assert cells(refine(at(20.3, 30.7), spot(22, 31, peak=0.51))) != pytest.approx((20.3, 30.7), abs=0.5)


def test_a_spot_outside_the_window_is_not_seen() -> None:
    beyond = WINDOW // 2 + 1
    assert cells(refine(at(20, 30), spot(20 + 3 * beyond, 30))) == pytest.approx((20, 30))


@pytest.mark.parametrize("x", [0.0, 1.0, 62.0, 63.0])
@pytest.mark.parametrize("y", [0.0, 1.0, 62.0, 63.0])
def test_a_spot_at_the_border_is_found(x: float, y: float) -> None:
    # Half of a spot at the border is cut off, which draws its middle inwards.
    assert cells(refine(at(x + 0.5, y + 0.5), spot(x, y))) == pytest.approx((x, y), abs=0.8)


def test_a_window_does_not_reach_around_the_border() -> None:
    other_side = np.full((1, CELLS, CELLS), NOTHING, np.float32)
    other_side[0, :, CELLS - 4 :] = 30.0
    assert cells(refine(at(1.2, 30.2), other_side)) == pytest.approx((1.2, 30.2))


@pytest.mark.parametrize("place", [(-1.5, 10), (10, -1.5), (64, 10), (10, 64), (-1000, 1000)])
def test_a_landmark_outside_keeps_its_place(place: tuple[float, float]) -> None:
    everywhere = np.full((1, CELLS, CELLS), 5.0, np.float32)
    assert cells(refine(at(*place), everywhere)) == pytest.approx(place)


def test_each_landmark_has_its_own_heatmap() -> None:
    points = np.concatenate([at(20, 20), at(40, 40), at(30, 30)])
    heatmap = np.concatenate([spot(21, 20), spot(40, 42), spot(30, 30, peak=0.1)])

    refined = refine(points, heatmap) * CELLS
    assert refined == pytest.approx(np.array([[21, 20], [40, 42], [30, 30]]), abs=0.1)
    assert refined.dtype == np.float32


def test_a_heatmap_need_not_be_square() -> None:
    heatmap = np.full((1, 32, CELLS), NOTHING, np.float32)
    heatmap[0, 20, 50] = 5.0
    refined = refine(np.array([[49 / CELLS, 19 / 32]], np.float32), heatmap)
    assert refined[0] == pytest.approx([50 / CELLS, 20 / 32], abs=1e-4)


def test_logits_of_any_size_are_fine() -> None:
    heatmap = np.full((1, CELLS, CELLS), -1e4, np.float32)
    heatmap[0, 30, 21] = 1e4
    assert cells(refine(at(20, 30), heatmap)) == pytest.approx((21, 30))


def test_nothing_to_refine() -> None:
    assert refine(np.zeros((0, 2), np.float32), np.zeros((0, CELLS, CELLS), np.float32)).shape == (0, 2)
