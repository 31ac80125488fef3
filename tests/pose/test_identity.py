from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.detector import Detection
from fitcount.pose.identity import apart, difference, leaps, match, most_prominent, near, one_body, same_person
from fitcount.types import Pose, Region

from .fakes import detection, pose

places = st.builds(Region, st.floats(-200, 200), st.floats(-200, 200), st.floats(1, 300), st.just(0.0))


class TestMostProminent:
    def test_nobody(self) -> None:
        assert most_prominent([], 640) is None

    def test_the_larger_of_two(self) -> None:
        small, large = detection(200, 240, 50), detection(440, 240, 80)
        assert most_prominent([small, large], 640) is large

    def test_of_two_alike_the_one_nearer_the_middle(self) -> None:
        passing, exercising = detection(600, 240, 80), detection(300, 240, 80)
        assert most_prominent([passing, exercising], 640) is exercising

    def test_at_the_edge_half_as_large_is_as_prominent(self) -> None:
        middle = detection(320, 240, 50)
        assert most_prominent([middle, detection(640, 240, 99)], 640) is middle
        assert most_prominent([middle, beside := detection(640, 240, 101)], 640) is beside

    def test_the_score_does_not_matter(self) -> None:
        sure, large = detection(320, 240, 50), detection(320, 240, 80)
        unsure = Detection(0.51, large.box_px, large.keypoints_px)
        assert most_prominent([sure, unsure], 640) is unsure


class TestPlaces:
    @pytest.mark.parametrize(
        ("moved", "grown", "same"),
        [(0.0, 1.0, True), (0.39, 1.0, True), (0.41, 1.0, False), (0.0, 1.49, True), (0.0, 1.51, False)],
    )
    def test_limits_of_one_person_before_and_after_a_loss(self, moved: float, grown: float, same: bool) -> None:
        before, after = Region(0, 0, 100, 0.0), Region(100 * grown * moved, 0, 100 * grown, 0.0)
        assert same_person(before, after) == same

    @given(places, places)
    def test_unlikeness_is_mutual(self, one: Region, other: Region) -> None:
        assert difference(one, other) == difference(other, one)

    def test_the_rotation_does_not_matter(self) -> None:
        assert difference(Region(0, 0, 100, 0.0), Region(0, 0, 100, 3.0)) == 0.0

    @given(places, places)
    def test_on_one_body_is_near_and_not_apart(self, one: Region, other: Region) -> None:
        if one_body(one, other):
            assert near(one, other)
            assert not apart(one, other)


class TestMatch:
    def test_the_most_alike_in_total_and_each_once(self) -> None:
        assert match([[0.5, 0.1], [0.4, 0.2]]) == [(0, 1), (1, 0)]
        assert match([[0.3, 0.7], [0.1, 0.4]]) == [(0, 0), (1, 1)]

    def test_as_many_as_possible(self) -> None:
        assert match([[0.1, 0.9], [0.2, 1.1]]) == [(0, 1), (1, 0)]

    def test_the_most_alike_of_several(self) -> None:
        assert match([[0.5, 0.1, 0.4]]) == [(0, 1)]
        assert match([[0.5], [0.1]]) == [(1, 0)]

    def test_who_is_too_unlike_is_left(self) -> None:
        assert match([[1.1, math.inf], [0.9, 2.0]]) == [(1, 0)]

    def test_nobody(self) -> None:
        assert match([]) == match([[], []]) == []


class TestLeaps:
    def at(self, t_s: float, x_px: float) -> Pose:
        moved = pose(t_s)
        moved.image_px[:] = x_px
        return moved

    def leaps(self, x_px: float, *, t_s: float = 1 / 30, crowded: bool = False) -> bool:
        return leaps(self.at(0, 0), self.at(t_s, x_px), crowded=crowded)

    def test_as_fast_as_a_squat_is_no_leap(self) -> None:
        assert not self.leaps(4)

    def test_to_another_body_is_a_leap(self) -> None:
        assert self.leaps(10)

    def test_a_slow_camera_sees_longer_ways(self) -> None:
        assert not self.leaps(10, t_s=0.1)

    def test_in_a_crowd_less_is_believed(self) -> None:
        assert not self.leaps(4.5)
        assert self.leaps(4.5, crowded=True)

    def test_what_the_model_does_not_know_does_not_matter(self) -> None:
        before, after = self.at(0, 0), self.at(1 / 30, 10)
        for each in (before, after):
            each.image_px[25:] = np.nan
        assert leaps(before, after, crowded=False)
        assert not leaps(before, replace(before, t_s=1 / 30), crowded=False)
