from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest

from fitcount.pose.detector import Detector
from fitcount.pose.estimator import Estimate, Estimator
from fitcount.pose.tracker import Tracker
from fitcount.types import Frame, Region

from .conftest import COMING_UP, GOING_DOWN
from .fakes import FakeDetector, FakeEstimator, detection, estimate, frame, picture

Seen = Callable[[int], bool]


def somebody(x_px: float = 320, y_px: float = 240, radius_px: float = 100) -> FakeDetector:
    return FakeDetector(lambda _: [detection(x_px, y_px, radius_px)])


def nobody() -> FakeDetector:
    return FakeDetector(lambda _: [])


def sees(when: Seen = lambda _: True, *, shift_px: float = 0.0) -> FakeEstimator:
    """Sees a person in the middle of the region, moved by `shift_px`, in the frames `when` says so."""

    def answer(shown: Frame, region: Region) -> Estimate | None:
        if not when(shown.index):
            return None
        return estimate(shown.t_s, region.x_px + shift_px, region.y_px, region.side_px / 2.5)

    return FakeEstimator(answer)


def wide(index: int) -> Frame:
    return frame(index, picture(640, 480))


def test_the_detector_runs_only_until_somebody_is_followed() -> None:
    detector, estimator = somebody(), sees()
    tracker = Tracker(detector, estimator)
    poses = [tracker.track(wide(index)).pose for index in range(5)]
    assert all(pose is not None for pose in poses)
    assert detector.runs == 2  # once more for those whom it may have missed beside the first


def test_while_nobody_is_there_the_detector_looks_in_every_frame() -> None:
    detector, estimator = nobody(), sees()
    tracked = [Tracker(detector, estimator).track(wide(index)) for index in range(3)]
    assert [result.pose for result in tracked] == [None] * 3
    assert detector.runs == 3
    assert estimator.regions == []


def test_who_is_lost_is_looked_for_in_the_same_frame() -> None:
    detector, lost_at = somebody(), 2
    calls: list[int] = []

    def answer(shown: Frame, region: Region) -> Estimate | None:
        calls.append(shown.index)
        lost = shown.index == lost_at and calls.count(lost_at) == 1
        return None if lost else estimate(shown.t_s, region.x_px, region.y_px, 100)

    tracker = Tracker(detector, FakeEstimator(answer))
    tracked = [tracker.track(wide(index)) for index in range(4)]
    assert calls == [0, 1, 2, 2, 3]
    assert all(result.pose is not None for result in tracked)
    assert [math.isnan(result.detect_ms) for result in tracked] == [False, True, False, True]


@pytest.mark.parametrize(("gap_s", "expected_px"), [(0.9, 320), (1.1, 350)])
def test_after_a_gap_who_is_followed_is_expected_where_they_are_by_then(gap_s: float, expected_px: float) -> None:
    stands_px = 320.0
    detector, estimator = FakeDetector(lambda _: [detection(stands_px, 240, 100)]), sees()
    tracker = Tracker(detector, estimator)
    before = [tracker.track(wide(index)) for index in range(5)]
    stands_px = 350.0
    after = tracker.track(replace(wide(5), t_s=wide(4).t_s + gap_s))
    assert before[-1].pose is not None
    assert after.pose is not None
    assert after.pose.track == before[-1].pose.track
    assert estimator.regions[-1].x_px == pytest.approx(expected_px, abs=1)


def test_who_is_gone_is_looked_for_until_back() -> None:
    tracker = Tracker(somebody(), sees(lambda index: index not in (1, 2)))
    tracked = [tracker.track(wide(index)) for index in range(5)]
    assert [result.pose is not None for result in tracked] == [True, False, False, True, True]
    assert [result.region is not None for result in tracked] == [True, False, False, True, True]


def test_times_say_what_ran() -> None:
    empty = Tracker(nobody(), sees()).track(wide(0))
    assert empty.detect_ms >= 0
    assert math.isnan(empty.estimate_ms)

    tracker = Tracker(somebody(), sees())
    first, second = (tracker.track(wide(index)) for index in range(2))
    assert first.detect_ms >= 0
    assert first.estimate_ms >= 0
    assert math.isnan(second.detect_ms)
    assert second.estimate_ms >= 0


def test_the_region_follows_the_person() -> None:
    estimator = sees(shift_px=5)
    tracker = Tracker(somebody(x_px=200), estimator)
    for index in range(20):
        tracker.track(wide(index))
    x_px = [region.x_px for region in estimator.regions]
    assert x_px[0] == 200
    assert x_px == sorted(x_px)
    assert x_px[-1] > 220


def test_a_still_person_has_a_still_region() -> None:
    estimator = sees()
    tracker = Tracker(somebody(), estimator)
    for index in range(10):
        tracker.track(wide(index))
    for region in estimator.regions:
        assert (region.x_px, region.y_px, region.side_px) == pytest.approx((320, 240, 250), abs=1e-3)


def test_after_a_loss_the_region_is_where_the_person_was_found() -> None:
    places = iter([100, 100, 0, 500])
    detector = FakeDetector(lambda _: [detection(next(places), 240, 100)])
    estimator = sees(lambda index: index != 1)
    tracker = Tracker(detector, estimator)
    for index in range(4):
        tracker.track(wide(index))
    assert [region.x_px for region in estimator.regions] == pytest.approx([100, 100, 0, 500, 500])


@pytest.mark.parametrize(("x_px", "radius_px", "track"), [(330, 100, 0), (330, 140, 0), (600, 100, 1), (330, 200, 1)])
def test_who_is_found_elsewhere_is_another_person(x_px: float, radius_px: float, track: int) -> None:
    found = [(320, 240, 100), (320, 240, 100), (0, 0, 1), (x_px, 240, radius_px)]
    people = iter([detection(*place) for place in found])
    tracker = Tracker(FakeDetector(lambda _: [next(people)]), sees(lambda index: index != 1))
    first, gone, back = (tracker.track(wide(index)).pose for index in range(3))
    assert gone is None
    assert first is not None
    assert back is not None
    assert (first.track, back.track) == (0, track)


def test_who_is_followed_stays_the_same_however_quick() -> None:
    tracker = Tracker(somebody(x_px=0), sees(shift_px=150))
    tracks = {pose.track for index in range(5) if (pose := tracker.track(wide(index)).pose)}
    assert tracks == {0}


def test_mode_decides_how_the_first_region_is_turned() -> None:
    lying = detection(320, 240, 100)
    lying.keypoints_px[1] = 420, 240
    rotations = []
    for mode in ("alignment", "box"):
        estimator = sees()
        Tracker(FakeDetector(lambda _: [lying]), estimator, mode).track(wide(0))
        rotations.append(estimator.regions[0].rotation_rad)
    assert rotations == pytest.approx([math.pi / 2, 0.0])


def test_a_real_person_is_followed(detector: Detector, full: Estimator, squat: Mapping[int, Frame]) -> None:
    tracker = Tracker(detector, full)
    soon = replace(squat[COMING_UP], t_s=squat[GOING_DOWN].t_s + 0.5)
    first, second = (tracker.track(each) for each in (squat[GOING_DOWN], soon))
    assert first.pose is not None
    assert second.pose is not None
    assert math.isnan(second.detect_ms)

    alone = full.estimate(squat[COMING_UP], detector.detect(squat[COMING_UP].image_rgb)[0].region("alignment"))
    assert alone is not None
    off_px = np.linalg.norm((second.pose.image_px - alone.pose.image_px)[:, :2], axis=1)
    assert off_px.mean() < 0.03 * alone.pose.scale_px
