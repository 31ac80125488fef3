from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pytest

from fitcount.pose.detector import Detection, Detector
from fitcount.pose.estimator import Estimate, Estimator
from fitcount.pose.person import CONFIRM_S, MEMORY_S
from fitcount.pose.several import PeopleTracker
from fitcount.pose.tracker import Tracked
from fitcount.types import Frame, Region, UInt8Array

from .conftest import COMING_UP, GOING_DOWN
from .fakes import FakeDetector, FakeEstimator, detection, estimate, frame, picture

Way = Callable[[int], float | None]
"""Where somebody stands in a frame, pixels from the left; None where they are not in the picture."""

RADIUS_PX = 80.0
"""Of the circle around everybody's body, unless they say otherwise."""
TOUCHING_PX = 30.0
"""People as near as this look like one, the one in front."""
CONFIRM, MEMORY = math.ceil(CONFIRM_S * 30), math.ceil(MEMORY_S * 30)
"""In frames."""


class Room:
    """People who stand or walk in a room, the last one in front, as detector and estimator would see them."""

    def __init__(self, *people: Way, radius_px: float = RADIUS_PX, grey: Callable[[int], int] = lambda _: 0) -> None:
        self._people = people
        self._radius_px = radius_px
        self._grey = grey
        self.detector = FakeDetector(self._detect)
        self.estimator = FakeEstimator(self._estimate)

    def tracker(self, people: int = 1) -> PeopleTracker:
        return PeopleTracker(self.detector, self.estimator, people=people)

    def frame(self, index: int) -> Frame:
        """Its first pixel says which frame it is; everybody is a bright column."""
        image_rgb = picture(640, 480)
        image_rgb[:] = self._grey(index)
        for x_px in self._visible(index):
            image_rgb[160:320, max(int(x_px) - 20, 0) : int(x_px) + 20] = 200
        image_rgb[0, 0] = index % 256, index // 256, 0
        return frame(index, image_rgb)

    def _visible(self, index: int) -> list[float]:
        there = [x_px for way in self._people if (x_px := way(index)) is not None]
        return [
            x_px
            for row, x_px in enumerate(there)
            if all(abs(x_px - front_px) > TOUCHING_PX for front_px in there[row + 1 :])
        ]

    def _detect(self, image_rgb: UInt8Array) -> list[Detection]:
        index = int(image_rgb[0, 0, 0]) + 256 * int(image_rgb[0, 0, 1])
        return [detection(x_px, 240, self._radius_px) for x_px in self._visible(index)]

    def _estimate(self, shown: Frame, region: Region) -> Estimate | None:
        """Whoever is nearest to the region's middle; everybody has their own posture."""
        x_px = min(self._visible(shown.index), key=lambda x_px: abs(x_px - region.x_px), default=math.inf)
        if abs(x_px - region.x_px) > region.side_px / 2:
            return None
        seen = estimate(shown.t_s, x_px, 240, self._radius_px)
        seen.pose.image_px[:, :2] = x_px, 240
        seen.pose.image_px[1::2, 0] += 40 * [way(shown.index) for way in self._people].index(x_px)
        return seen


def at(x_px: float, *, from_frame: int = 0, to_frame: float = math.inf, but: Sequence[int] = ()) -> Way:
    return lambda index: x_px if from_frame <= index < to_frame and index not in but else None


def walks(from_px: float, px_a_frame: float, *, from_frame: int = 0) -> Way:
    return lambda index: from_px + px_a_frame * (index - from_frame) if index >= from_frame else None


def follow(room: Room, frames: int, people: int = 1) -> list[Tracked]:
    tracker = room.tracker(people)
    return [tracker.track(room.frame(index)) for index in range(frames)]


def places(tracked: Iterable[Tracked], person: int = 0) -> list[float | None]:
    return [None if pose is None else float(pose.image_px[0, 0]) for pose in (each.poses[person] for each in tracked)]


def tracks(tracked: Iterable[Tracked], person: int = 0) -> set[int]:
    return {pose.track for pose in (each.poses[person] for each in tracked) if pose is not None}


class TestOnePerson:
    def test_the_detector_runs_only_until_somebody_is_followed(self) -> None:
        room = Room(at(320))
        assert places(follow(room, 90)) == [320] * 90
        assert room.detector.runs == 1
        assert len(room.estimator.regions) == 90

    def test_while_nobody_is_there_the_detector_looks_in_every_frame(self) -> None:
        room = Room()
        assert places(follow(room, 3)) == [None] * 3
        assert room.detector.runs == 3
        assert room.estimator.regions == []

    def test_the_region_follows_the_person(self) -> None:
        tracked = follow(Room(walks(200, 5)), 30)
        assert places(tracked) == [200 + 5 * index for index in range(30)]
        regions = [each.region for each in tracked]
        assert all(
            region is not None and abs(region.x_px - 200 - 5 * index) < 30 for index, region in enumerate(regions)
        )

    def test_times_say_what_ran(self) -> None:
        empty = Room()
        nobody = empty.tracker().track(empty.frame(0))
        assert nobody.detect_ms >= 0
        assert math.isnan(nobody.estimate_ms)
        first, second = follow(Room(at(320)), 2)
        assert first.detect_ms >= 0
        assert math.isnan(second.detect_ms)
        assert min(first.estimate_ms, second.estimate_ms) >= 0

    def test_mode_decides_how_the_first_region_is_turned(self) -> None:
        lying = detection(320, 240, 100)
        lying.keypoints_px[1] = 420, 240
        rotations = []
        for mode in ("alignment", "box"):
            estimator = FakeEstimator(lambda _, __: None)
            PeopleTracker(FakeDetector(lambda _: [lying]), estimator, mode).track(frame(0))
            rotations.append(estimator.regions[0].rotation_rad)
        assert rotations == pytest.approx([math.pi / 2, 0.0])


class TestLoss:
    def test_who_comes_back_soon_is_the_same_at_once(self) -> None:
        tracked = follow(Room(at(320, but=range(20, 30))), 40)
        assert places(tracked) == [320] * 20 + [None] * 10 + [320] * 10
        assert tracks(tracked) == {0}

    def test_who_is_lost_is_looked_for_in_the_same_frame(self) -> None:
        room = Room(at(320))
        answer, lost = room.estimator.answer, iter([True])
        room.estimator.answer = lambda shown, region: (
            None if shown.index == 20 and next(lost, False) else answer(shown, region)
        )
        assert places(follow(room, 30)) == [320] * 30
        assert room.detector.runs == 2

    def test_somebody_else_has_to_wait(self) -> None:
        tracked = follow(Room(at(320, to_frame=20), at(600, from_frame=10)), 20 + MEMORY + CONFIRM + 5)
        found = places(tracked)
        assert found[:20] == [320] * 20
        assert found[20 : 20 + MEMORY] == [None] * MEMORY
        assert found[-1] == 600
        assert tracks(tracked) == {0, 1}

    def test_what_is_seen_for_a_few_frames_is_nobody(self) -> None:
        flickering: Way = lambda index: 600 if index > 100 and index % 10 < CONFIRM - 1 else None  # noqa: E731
        tracked = follow(Room(at(320, to_frame=20), flickering), 200)
        assert places(tracked) == [320] * 20 + [None] * 180

    def test_after_a_cut_nobody_is_waited_for(self) -> None:
        room = Room(at(320, to_frame=20), at(600, from_frame=20), grey=lambda index: 0 if index < 20 else 120)
        found = places(follow(room, 20 + CONFIRM + 5))
        assert found[-1] == 600


class TestOthers:
    @pytest.mark.parametrize("px_a_frame", [3, 5, 8])
    def test_who_passes_in_front_is_not_followed(self, px_a_frame: int) -> None:
        tracked = follow(Room(at(320), walks(641, -px_a_frame)), 640 // px_a_frame + 10)
        assert set(places(tracked)) <= {320, None}
        assert places(tracked)[-5:] == [320] * 5
        assert tracks(tracked) == {0}

    def test_who_passes_behind_does_not_matter(self) -> None:
        assert places(follow(Room(walks(643, -8), at(320)), 80)) == [320] * 80

    def test_a_region_that_slid_on_to_somebody_else_returns(self) -> None:
        room = Room(at(320), walks(640, -4))
        answer, once = room.estimator.answer, iter([True])

        def slides(shown: Frame, region: Region) -> Estimate | None:
            to_px = 60 if shown.index == 60 and next(once, False) else 0
            return answer(shown, Region(region.x_px + to_px, region.y_px, region.side_px, 0.0))

        room.estimator.answer = slides
        assert places(follow(room, 70))[60:70] == [320] * 10

    def test_a_room_where_nothing_changes_costs_no_detector(self) -> None:
        room = Room(at(320), at(600))
        follow(room, 90)
        assert room.detector.runs == 1


class TestSeveralPeople:
    def test_each_has_a_place(self) -> None:
        tracked = follow(Room(at(320), at(100)), 20, people=2)
        assert places(tracked, 0) == [320] * 20
        assert places(tracked, 1) == [100] * 20
        assert (tracks(tracked, 0), tracks(tracked, 1)) == ({0}, {1})

    def test_the_detector_rests_while_all_are_followed(self) -> None:
        room = Room(at(320), at(100))
        follow(room, 60, people=2)
        assert room.detector.runs == 1

    def test_for_those_who_are_missing_it_looks_twice_a_second(self) -> None:
        room = Room(at(320))
        follow(room, 91, people=3)
        assert room.detector.runs == 7

    def test_who_comes_later_is_found(self) -> None:
        tracked = follow(Room(at(320), at(100, from_frame=30)), 60, people=2)
        found = places(tracked, 1)
        assert found[:30] == [None] * 30
        assert found[-1] == 100

    @pytest.mark.parametrize("in_front", [True, False])
    def test_who_cross_stay_who_they_are(self, in_front: bool) -> None:
        walker, other = walks(623, -6), at(320)
        tracked = follow(Room(other, walker) if in_front else Room(walker, other), 95, people=2)
        assert set(places(tracked, 0)) <= {320, None}
        assert all(x_px is None or x_px == 623 - 6 * index for index, x_px in enumerate(places(tracked, 1)))
        assert places(tracked, 0)[-1] == 320
        assert places(tracked, 1)[-1] is not None

    def test_one_body_is_estimated_once(self) -> None:
        room = Room(at(320), lambda index: max(500 - 4 * index, 320))
        tracked = follow(room, 80, people=2)
        by_frame = [sum(pose is not None for pose in each.poses) for each in tracked]
        assert by_frame[0] == 2
        assert by_frame[60:] == [1] * 20
        last = room.estimator.regions[-3:]
        assert len({(region.x_px, region.y_px) for region in last}) <= 3


def test_a_real_person_is_followed(detector: Detector, full: Estimator, squat: Mapping[int, Frame]) -> None:
    tracker = PeopleTracker(detector, full)
    first, second = (tracker.track(squat[index]) for index in (GOING_DOWN, COMING_UP))
    assert first.pose is not None
    assert second.pose is not None

    alone = full.estimate(squat[COMING_UP], detector.detect(squat[COMING_UP].image_rgb)[0].region("alignment"))
    assert alone is not None
    off_px = np.linalg.norm((second.pose.image_px - alone.pose.image_px)[:, :2], axis=1)
    assert off_px.mean() < 0.03 * alone.pose.scale_px


def test_a_real_person_and_a_mirrored_one_are_two(
    detector: Detector, full: Estimator, squat: Mapping[int, Frame]
) -> None:
    for index, shown in squat.items():
        half = shown.image_rgb[:, 160:480]
        both = Frame(index, shown.t_s, np.hstack([half, half[:, ::-1]]))
        one, other = PeopleTracker(detector, full, people=2).track(both).poses
        assert one is not None
        assert other is not None
        assert (one.image_px[:, 0].mean() < 320) != (other.image_px[:, 0].mean() < 320)
