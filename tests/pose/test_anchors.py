from __future__ import annotations

import numpy as np
import pytest

from fitcount.pose.anchors import anchor_points
from fitcount.pose.body import UPPER_BODY, WHOLE_BODY, Body


@pytest.mark.parametrize(("body", "answers"), [(WHOLE_BODY, 2254), (UPPER_BODY, 896)])
def test_there_is_one_anchor_for_each_answer_of_the_detector(body: Body, answers: int) -> None:
    points = anchor_points(body.detector_px, body.strides)
    assert points.shape == (answers, 2)
    assert points.dtype == np.float32


def test_anchors_are_the_centres_of_the_cells_row_by_row() -> None:
    points = anchor_points(32, (16,))

    expected = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
    assert points.tolist() == [list(point) for point in expected for _ in range(2)]


def test_layers_of_one_stride_share_their_cells() -> None:
    assert anchor_points(32, (16, 32, 32)).tolist()[8:] == [[0.5, 0.5]] * 4


def test_a_cell_that_is_cut_off_counts() -> None:
    assert len(anchor_points(40, (16,))) == 3 * 3 * 2


@pytest.mark.parametrize(("first", "count", "side"), [(0, 1568, 28), (1568, 392, 14), (1960, 294, 7)])
def test_a_layers_anchors_fill_the_picture_evenly(first: int, count: int, side: int) -> None:
    layer = anchor_points(224, WHOLE_BODY.strides)[first : first + count]

    assert layer.mean(axis=0) == pytest.approx([0.5, 0.5], abs=1e-5)
    assert layer.min() == pytest.approx(0.5 / side)
    assert layer.max() == pytest.approx(1 - 0.5 / side)
