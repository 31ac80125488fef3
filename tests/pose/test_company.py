"""Two people in a room: who is followed, who is not, and who is who."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest

from fitcount.pose.detector import Detection, Detector
from fitcount.pose.estimator import Estimate, Estimator
from fitcount.pose.tracker import MEMORY_S, Tracked, Tracker
from fitcount.types import Frame, Region, UInt8Array

from .fakes import FakeDetector, FakeEstimator, detection, estimate, figure, frame, picture

Way = Callable[[int], float | None]
"""Where somebody stands in a frame, pixels from the left; None where they are not in the picture."""

RADIUS_PX = 80.0
"""Of the circle around everybody's body."""
WIDTH_PX = 20
"""Of everybody's body: as near as this people hide one another."""
MEMORY = math.ceil(MEMORY_S * 30)
"""In frames."""
COLOURS = (200, 220, 240)


class Room:
    """People who stand or walk in a room, the last one in front, as detector and estimator would see them.

    The networks see whoever is not hidden in the picture that they are shown.
    """

    def __init__(self, *people: Way, grey: Callable[[int], int] = lambda _: 0) -> None:
        self._people = people
        self._grey = grey
        self.detector = FakeDetector(self._detect)
        self.estimator = FakeEstimator(self._estimate)

    def tracker(self, people: int = 1) -> Tracker:
        return Tracker(self.detector, self.estimator, people=people)

    def frame(self, index: int) -> Frame:
        """Its first pixel says which frame it is; everybody is a column of their own grey."""
        image_rgb = picture(640, 480)
        image_rgb[:] = self._grey(index)
        for colour, way in zip(COLOURS, self._people, strict=False):
            x_px = way(index)
            if x_px is not None:
                half = WIDTH_PX // 2
                image_rgb[150:330, max(int(x_px) - half, 0) : max(int(x_px) + half, 0)] = colour
        image_rgb[0, 0] = index % 256, index // 256, 0
        return frame(index, image_rgb)

    def _visible(self, image_rgb: UInt8Array) -> list[tuple[int, float]]:
        """Number and place of everybody whose middle can be seen."""
        index = int(image_rgb[0, 0, 0]) + 256 * int(image_rgb[0, 0, 1])
        there = [(number, x_px) for number, way in enumerate(self._people) if (x_px := way(index)) is not None]
        return [
            (number, x_px)
            for number, x_px in there
            if 0 <= x_px < 640 and image_rgb[215, int(x_px), 0] == COLOURS[number]
        ]

    def _detect(self, image_rgb: UInt8Array) -> list[Detection]:
        return [detection(x_px, 240, RADIUS_PX) for _, x_px in self._visible(image_rgb)]

    def _estimate(self, shown: Frame, region: Region) -> Estimate | None:
        """Whoever is nearest to the region's middle."""
        visible = self._visible(shown.image_rgb)
        _, x_px = min(visible, key=lambda each: abs(each[1] - region.x_px), default=(0, math.inf))
        if abs(x_px - region.x_px) > region.side_px / 2:
            return None
        return Estimate(figure(x_px, shown.t_s), estimate(shown.t_s, x_px, 240, RADIUS_PX).alignment_px)


def at(x_px: float, *, from_frame: int = 0, to_frame: float = math.inf, but: Sequence[int] = ()) -> Way:
    return lambda index: x_px if from_frame <= index < to_frame and index not in but else None


def walks(from_px: float, px_a_frame: float) -> Way:
    return lambda index: from_px + px_a_frame * index


def follow(room: Room, frames: int, people: int = 1) -> list[Tracked]:
    tracker = room.tracker(people)
    return [tracker.track(room.frame(index)) for index in range(frames)]


def places(tracked: Iterable[Tracked], person: int = 0) -> list[float | None]:
    """Where somebody's hips were found."""
    return [
        None if pose is None else float(pose.image_px[23:25, 0].mean())
        for pose in (each.poses[person] for each in tracked)
    ]


def tracks(tracked: Iterable[Tracked], person: int = 0) -> set[int]:
    return {pose.track for pose in (each.poses[person] for each in tracked) if pose is not None}


class TestAlone:
    def test_the_detector_rests(self) -> None:
        room = Room(at(320))
        assert places(follow(room, 90)) == [320] * 90
        assert room.detector.runs == 2
        assert len(room.estimator.regions) == 90

    def test_who_comes_back_soon_is_the_same_at_once(self) -> None:
        tracked = follow(Room(at(320, but=range(20, 30))), 40)
        assert places(tracked) == [320] * 20 + [None] * 10 + [320] * 10
        assert tracks(tracked) == {0}

    def test_who_walks_is_followed(self) -> None:
        assert places(follow(Room(walks(200, 5)), 60)) == [200 + 5 * index for index in range(60)]

    def test_after_a_cut_whoever_is_there_is_followed(self) -> None:
        room = Room(at(320, to_frame=20), at(600, from_frame=20), grey=lambda index: 0 if index < 20 else 120)
        assert places(follow(room, 30)) == [320] * 20 + [600] * 10

    def test_after_a_cut_who_stands_in_the_same_place_is_another(self) -> None:
        tracked = follow(Room(at(320), grey=lambda index: 0 if index < 20 else 120), 30)
        assert places(tracked) == [320] * 30
        assert (tracks(tracked[:20]), tracks(tracked[20:])) == ({0}, {1})

    @pytest.mark.parametrize("way", [at(320), at(320, to_frame=1)], ids=["somebody", "nobody"])
    def test_a_flickering_picture_costs_no_more_than_a_first_sight(self, way: Way) -> None:
        room = Room(way, grey=lambda index: 120 * (index % 2))
        tracker = room.tracker()
        runs = [0]
        for index in range(10):
            tracker.track(room.frame(index))
            runs.append(room.detector.runs)
        a_frame = 2 if way(9) else 1
        assert [after - before for before, after in pairwise(runs[1:])] == [a_frame] * 9


class TestOthers:
    @pytest.mark.parametrize("px_a_frame", [3, 5, 8])
    def test_who_passes_in_front_is_not_followed(self, px_a_frame: int) -> None:
        tracked = follow(Room(at(320), walks(641, -px_a_frame)), 640 // px_a_frame + 10)
        assert all(x_px is None or abs(x_px - 320) < WIDTH_PX / 2 for x_px in places(tracked))
        assert places(tracked)[-5:] == [320] * 5
        assert tracks(tracked) == {0}

    @pytest.mark.parametrize("px_a_frame", [3, 8])
    def test_who_passes_behind_is_not_followed(self, px_a_frame: int) -> None:
        tracked = follow(Room(walks(643, -px_a_frame), at(320)), 640 // px_a_frame + 10)
        assert set(places(tracked)[5:]) <= {320, None}
        assert places(tracked)[-5:] == [320] * 5

    def test_a_spotter_who_stays_is_not_followed(self) -> None:
        tracked = follow(Room(lambda index: max(600 - 5 * index, 350), at(320)), 120)
        assert set(places(tracked)) == {320}

    def test_whom_the_detector_misses_at_first_is_followed_if_more_prominent(self) -> None:
        room = Room(at(320), at(480))
        answer = room.detector.answer
        room.detector.answer = lambda image_rgb: answer(image_rgb)[-1:]
        assert set(places(follow(room, 30))) == {320}

    def test_who_stays_is_followed_when_the_other_has_left(self) -> None:
        tracked = follow(Room(lambda index: 320 - 6 * index if index < 60 else None, at(560)), 70 + MEMORY)
        assert places(tracked)[30] == 140
        assert places(tracked)[-1] == 560
        assert tracks(tracked) == {0, 1}

    def test_who_is_lost_is_waited_for_while_a_known_other_is_there(self) -> None:
        tracked = follow(Room(at(320, but=range(20, 40)), at(560)), 60)
        assert places(tracked) == [320] * 20 + [None] * 20 + [320] * 20

    def test_a_room_where_nothing_changes_costs_no_detector(self) -> None:
        room = Room(at(320), at(600))
        follow(room, 90)
        assert room.detector.runs == 2


class TestSeveralPeople:
    def test_each_has_a_place(self) -> None:
        tracked = follow(Room(at(320), at(100)), 20, people=2)
        assert places(tracked, 0) == [320] * 20
        assert places(tracked, 1) == [100] * 20
        assert (tracks(tracked, 0), tracks(tracked, 1)) == ({0}, {1})

    def test_the_detector_rests_while_all_are_followed(self) -> None:
        room = Room(at(320), at(100))
        follow(room, 60, people=2)
        assert room.detector.runs == 2

    def test_for_those_who_are_missing_it_looks_twice_a_second(self) -> None:
        room = Room(at(320))
        follow(room, 91, people=3)
        assert room.detector.runs == 8

    def test_who_comes_later_is_found(self) -> None:
        found = places(follow(Room(at(320), at(100, from_frame=30)), 60, people=2), 1)
        assert found[:30] == [None] * 30
        assert found[-1] == 100

    @pytest.mark.parametrize(("returning", "where"), [(0, [320, None]), (1, [None, 240])])
    def test_who_returns_to_their_place_is_who_they_were(self, returning: int, where: list[float | None]) -> None:
        back = 30 + 2 * MEMORY
        stays_away, returns = range(30, 10**6), range(30, back)
        room = Room(
            *(at(x_px, but=returns if person == returning else stays_away) for person, x_px in enumerate((320, 240)))
        )
        tracked = follow(room, back + 30, people=2)
        assert [places(tracked, person)[29] for person in (0, 1)] == [320, 240]
        assert [places(tracked, person)[-1] for person in (0, 1)] == where
        assert tracks(tracked, returning) == {returning}

    @pytest.mark.parametrize("in_front", [True, False])
    def test_who_cross_stay_who_they_are(self, in_front: bool) -> None:
        walker, other = walks(623, -6), at(320)
        tracked = follow(Room(other, walker) if in_front else Room(walker, other), 95, people=2)
        assert set(places(tracked, 0)) <= {320, None}
        assert all(x_px is None or x_px == 623 - 6 * index for index, x_px in enumerate(places(tracked, 1)))
        assert places(tracked, 0)[-1] == 320
        assert places(tracked, 1)[-1] is not None

    def test_one_body_is_never_reported_twice(self) -> None:
        tracked = follow(Room(at(320), lambda index: max(500 - 4 * index, 320)), 80, people=2)
        assert [sum(pose is not None for pose in each.poses) for each in tracked[60:]] == [1] * 20

    def test_a_real_person_and_a_mirrored_one_are_two(
        self, detector: Detector, full: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        for index, shown in squat.items():
            half = shown.image_rgb[:, 160:480]
            both = Frame(index, shown.t_s, np.hstack([half, half[:, ::-1]]))
            one, other = Tracker(detector, full, people=2).track(both).poses
            assert one is not None
            assert other is not None
            assert (one.image_px[:, 0].mean() < 320) != (other.image_px[:, 0].mean() < 320)
