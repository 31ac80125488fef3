from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.identity import beside, near, prominence, same_person, way_px
from fitcount.types import Region

from .fakes import pose

places = st.builds(Region, st.floats(-200, 200), st.floats(-200, 200), st.floats(1, 300), st.just(0.0))


class TestProminence:
    def test_the_larger_of_two(self) -> None:
        assert prominence(Region(440, 240, 200, 0.0), 640) > prominence(Region(200, 240, 125, 0.0), 640)

    def test_of_two_alike_the_one_nearer_the_middle(self) -> None:
        assert prominence(Region(300, 240, 200, 0.0), 640) > prominence(Region(600, 240, 200, 0.0), 640)

    def test_at_the_edge_half_as_large_is_as_prominent(self) -> None:
        assert prominence(Region(320, 240, 100, 0.0), 640) == prominence(Region(640, 240, 200, 0.0), 640)


class TestPlaces:
    @pytest.mark.parametrize(
        ("moved", "grown", "same"),
        [(0.0, 1.0, True), (0.39, 1.0, True), (0.41, 1.0, False), (0.0, 1.49, True), (0.0, 1.51, False)],
    )
    def test_limits_of_one_person_before_and_after_a_loss(self, moved: float, grown: float, same: bool) -> None:
        before, after = Region(0, 0, 100, 0.0), Region(100 * grown * moved, 0, 100 * grown, 0.0)
        assert same_person(before, after) == same

    @given(places, places)
    def test_all_are_mutual(self, one: Region, other: Region) -> None:
        for alike in (same_person, near, beside):
            assert alike(one, other) == alike(other, one)

    def test_the_rotation_does_not_matter(self) -> None:
        assert same_person(Region(0, 0, 100, 0.0), Region(0, 0, 100, 3.0))


class TestWay:
    def test_it_is_the_mean_of_the_joints(self) -> None:
        before, after = pose(), pose()
        after.image_px[:, 0] += 10
        assert way_px(before, after) == pytest.approx(10)

    def test_what_the_model_does_not_know_does_not_matter(self) -> None:
        before, after = pose(), pose()
        after.image_px[:25, 0] += 10
        after.image_px[25:] = np.nan
        assert way_px(before, after) == pytest.approx(10)
