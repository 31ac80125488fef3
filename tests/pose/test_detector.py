from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.anchors import anchor_points
from fitcount.pose.backend import Outputs
from fitcount.pose.body import UPPER_BODY, WHOLE_BODY
from fitcount.pose.detector import Detection, Detector, DetectorMode, decode, merge_overlapping
from fitcount.pose.estimator import Estimator
from fitcount.types import Float32Array, Frame, Region, UInt8Array

from .conftest import COMING_UP, GOING_DOWN, STANDING
from .fakes import FakeNetwork, detection, picture

ANCHORS = anchor_points(224, WHOLE_BODY.strides)


def candidates(people: Mapping[int, tuple[float, Sequence[float]]]) -> tuple[Float32Array, Float32Array]:
    """The network's boxes and logits with a person of a logit and 12 numbers at some anchors, nobody elsewhere."""
    boxes, logits = np.zeros((len(ANCHORS), 12), np.float32), np.full(len(ANCHORS), -50, np.float32)
    for anchor, (logit, values) in people.items():
        boxes[anchor], logits[anchor] = values, logit
    return boxes, logits


def squares(*rows: tuple[float, float, float]) -> Float32Array:
    """Points of candidates: a square around x, y whose side is the third number; keypoints in its middle."""
    return np.array([[(x - s / 2, y - s / 2), (x + s / 2, y + s / 2), *[(x, y)] * 4] for x, y, s in rows], np.float32)


def turned(frame: Frame, quarters: int) -> Frame:
    return Frame(frame.index, frame.t_s, np.ascontiguousarray(np.rot90(frame.image_rgb, -quarters)))


def turned_points(points: Float32Array, image: UInt8Array, quarters: int) -> Float32Array:
    """Where points of `image` are once it was turned clockwise."""
    height, width = image.shape[:2]
    x, y = points[:, 0], points[:, 1]
    for _ in range(quarters):
        x, y, height, width = height - y, x, width, height
    return np.stack([x, y], axis=1)


def holds(region: Region, points: Float32Array) -> bool:
    cos, sin = math.cos(region.rotation_rad), math.sin(region.rotation_rad)
    x, y = (points[:, :2] - np.array([region.x_px, region.y_px])).T
    inside = np.maximum(abs(cos * x + sin * y), abs(cos * y - sin * x)) <= region.side_px / 2
    return bool(inside.all())


class TestDecode:
    def test_numbers_are_seen_from_the_anchor(self) -> None:
        anchor = 700
        boxes, logits = candidates({anchor: (2.0, [0.1, -0.1, 0.2, 0.4, *[0.05, 0.0] * 4])})

        scores, points = decode(boxes, logits, ANCHORS)
        x, y = ANCHORS[anchor].tolist()
        assert scores == pytest.approx([0.880797])
        expected = [[x, y - 0.3], [x + 0.2, y + 0.1], *[[x + 0.05, y]] * 4]
        assert points[0] == pytest.approx(np.array(expected), abs=1e-6)

    @pytest.mark.parametrize(("logit", "people"), [(-0.01, 0), (0.0, 1), (0.01, 1), (1e4, 1), (-1e4, 0), (math.nan, 0)])
    def test_a_candidate_is_a_person_from_half_on(self, logit: float, people: int) -> None:
        scores, points = decode(*candidates({5: (logit, [0, 0, 10, 10, *[0] * 8])}), ANCHORS)
        assert (len(scores), len(points)) == (people, people)

    @pytest.mark.parametrize("size", [(-1, 10), (10, -1), (-5, -5), (math.nan, 10)])
    def test_a_box_of_negative_size_is_nobody(self, size: tuple[float, float]) -> None:
        scores, _ = decode(*candidates({5: (9.0, [0, 0, *size, *[0] * 8])}), ANCHORS)
        assert len(scores) == 0


class TestMergeOverlapping:
    def test_nobody(self) -> None:
        assert merge_overlapping(np.zeros(0, np.float32), np.zeros((0, 6, 2), np.float32)) == []

    def test_overlapping_candidates_are_averaged_by_score(self) -> None:
        ((score, corners, keypoints),) = merge_overlapping(
            np.array([0.6, 0.9], np.float32), squares((0.50, 0.5, 0.2), (0.55, 0.5, 0.2))
        )
        assert score == pytest.approx(0.9)
        assert corners.mean(axis=0) == pytest.approx([0.53, 0.5])
        assert keypoints == pytest.approx(np.array([[0.53, 0.5]] * 4))

    def test_people_apart_are_kept_apart_surest_first(self) -> None:
        scores = np.array([0.6, 0.9, 0.7], np.float32)
        people = merge_overlapping(scores, squares((0.2, 0.5, 0.1), (0.5, 0.5, 0.1), (0.8, 0.5, 0.1)))
        assert [score for score, *_ in people] == pytest.approx([0.9, 0.7, 0.6])
        assert [float(corners.mean(axis=0)[0]) for _, corners, _ in people] == pytest.approx([0.5, 0.8, 0.2])

    @pytest.mark.parametrize(("shift", "people"), [(0.1, 1), (0.12, 2)])
    def test_people_are_one_from_three_tenths_on(self, shift: float, people: int) -> None:
        """Of squares of side 0.2: shifted by 0.1, 1 / 3 is common; by 0.12, 1 / 4."""
        scores = np.array([0.9, 0.8], np.float32)
        assert len(merge_overlapping(scores, squares((0.5, 0.5, 0.2), (0.5 + shift, 0.5, 0.2)))) == people

    def test_boxes_without_extent_do_not_hang(self) -> None:
        assert len(merge_overlapping(np.array([0.9, 0.8], np.float32), squares((0.5, 0.5, 0), (0.5, 0.5, 0)))) == 2

    @given(
        st.lists(
            st.tuples(st.floats(0, 1, width=32), st.floats(0, 1, width=32), st.floats(0.125, 0.5, width=32)),
            min_size=1,
            max_size=8,
        ),
        st.randoms(use_true_random=False),
    )
    def test_order_of_the_candidates_does_not_matter(
        self, rows: list[tuple[float, float, float]], random: Random
    ) -> None:
        scores = np.linspace(0.5, 0.99, len(rows), dtype=np.float32)
        order = list(range(len(rows)))
        random.shuffle(order)

        people, shuffled = (
            merge_overlapping(scores[chosen], squares(*rows)[chosen]) for chosen in (list(range(len(rows))), order)
        )
        assert [score for score, *_ in people] == [score for score, *_ in shuffled]
        for (_, corners, keypoints), (_, other_corners, other_keypoints) in zip(people, shuffled, strict=True):
            assert corners == pytest.approx(other_corners, abs=1e-5)
            assert keypoints == pytest.approx(other_keypoints, abs=1e-5)


class TestUpperBody:
    def test_places_are_pixels_of_the_full_frame(self) -> None:
        anchors = anchor_points(128, UPPER_BODY.strides)

        def answer(shown: UInt8Array) -> Outputs:
            assert shown.shape == (128, 128, 3)
            boxes, logits = np.zeros((1, 896, 12), np.float32), np.full((1, 896, 1), -50, np.float32)
            x, y = (0.5 - anchors[400]) * 128
            boxes[0, 400] = x, y, 12.8, 12.8, x, y, x, y - 12.8, x, y - 6.4, x, y - 19.2
            logits[0, 400] = 3.0
            return {"boxes": boxes, "logits": logits}

        (person,) = Detector(FakeNetwork(answer), UPPER_BODY).detect(picture(640, 480))
        assert person.box_px == pytest.approx([288, 208, 352, 272], abs=1e-3)
        expected = [[320, 240], [320, 176], [320, 208], [320, 144]]
        assert person.keypoints_px == pytest.approx(np.array(expected), abs=1e-3)

    def test_the_region_is_around_the_shoulders(self) -> None:
        points = np.array([[100, 200], [100, 100], [100, 150], [130, 150]], np.float32)
        person = Detection(0.9, np.zeros(4, np.float32), points, UPPER_BODY)

        assert person.region("alignment") == pytest.approx(Region(100, 150, 90, math.pi / 2), abs=1e-5)
        assert person.region("box") == pytest.approx(Region(100, 150, 90, 0.0))

    def test_an_empty_room(self, upper_detector: Detector) -> None:
        assert upper_detector.detect(picture(640, 480)) == []

    @pytest.mark.parametrize("quarters", [0, 1, 2, 3])
    def test_the_person_is_found_however_the_picture_is_turned(
        self, quarters: int, upper_detector: Detector, squat: Mapping[int, Frame]
    ) -> None:
        upright, expected = squat[STANDING], upper_detector.detect(squat[STANDING].image_rgb)[0]
        (found, *_) = upper_detector.detect(turned(upright, quarters).image_rgb)

        places = turned_points(expected.keypoints_px, upright.image_rgb, quarters)
        assert found.keypoints_px[2:] == pytest.approx(places[2:], abs=20)
        turn_rad = found.region("alignment").rotation_rad - expected.region("alignment").rotation_rad
        assert math.remainder(turn_rad - quarters * math.pi / 2, 2 * math.pi) == pytest.approx(0, abs=0.15)

    @pytest.mark.parametrize("mode", ["alignment", "box"])
    @pytest.mark.parametrize("quarters", [0, 1, 2])
    def test_both_modes_hold_head_and_arms_of_turned_pictures_too(
        self, mode: DetectorMode, quarters: int, upper_detector: Detector, upper: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        upright = squat[STANDING]
        estimate = upper.estimate(upright, upper_detector.detect(upright.image_rgb)[0].region("alignment"))
        assert estimate is not None
        body = turned_points(estimate.pose.image_px[:23], upright.image_rgb, quarters)
        (person, *_) = upper_detector.detect(turned(upright, quarters).image_rgb)
        assert holds(person.region(mode), body)

    @pytest.mark.parametrize("quarters", [1, 2])
    def test_alignment_gives_the_pose_of_a_turned_picture(
        self, quarters: int, upper_detector: Detector, upper: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        upright, on_its_side = squat[STANDING], turned(squat[STANDING], quarters)
        expected = upper.estimate(upright, upper_detector.detect(upright.image_rgb)[0].region("alignment"))
        region = upper_detector.detect(on_its_side.image_rgb)[0].region("alignment")
        found = upper.estimate(on_its_side, region)
        assert expected is not None
        assert found is not None
        places = turned_points(expected.pose.image_px[:25], upright.image_rgb, quarters)
        off_px = np.linalg.norm(found.pose.image_px[:25, :2] - places, axis=1)
        assert off_px.mean() < 0.03 * region.side_px

    def test_box_gives_the_same_pose_of_somebody_upright(
        self, upper_detector: Detector, upper: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        person = upper_detector.detect(squat[STANDING].image_rgb)[0]
        aligned, boxed = (upper.estimate(squat[STANDING], person.region(mode)) for mode in ("alignment", "box"))
        assert aligned is not None
        assert boxed is not None
        off_px = np.linalg.norm((aligned.pose.image_px - boxed.pose.image_px)[:25, :2], axis=1)
        assert off_px.mean() < 0.02 * person.region("box").side_px


class TestDetector:
    def test_places_are_pixels_of_the_full_frame(self) -> None:
        def answer(_: UInt8Array) -> Outputs:
            anchor = int(np.argmin(abs(ANCHORS - [0.5, 0.5]).sum(axis=1)))
            x, y = (0.5 - ANCHORS[anchor]) * 224
            boxes, logits = candidates({anchor: (3.0, [x, y, 22.4, 22.4, x, y, x, y - 22.4, x, y, x, y])})
            return {"boxes": boxes[np.newaxis], "logits": logits[np.newaxis, :, np.newaxis]}

        (person,) = Detector(FakeNetwork(answer)).detect(picture(640, 480))
        assert person.box_px == pytest.approx([288, 208, 352, 272], abs=1e-3)
        assert person.keypoints_px[:2] == pytest.approx(np.array([[320, 240], [320, 176]]), abs=1e-3)

    def test_an_empty_room(self, detector: Detector) -> None:
        assert detector.detect(picture(640, 480)) == []

    @pytest.mark.parametrize("quarters", [0, 1, 2, 3])
    def test_the_person_is_found_however_the_picture_is_turned(
        self, quarters: int, detector: Detector, squat: Mapping[int, Frame]
    ) -> None:
        upright, expected = squat[STANDING], detector.detect(squat[STANDING].image_rgb)[0]
        (found,) = detector.detect(turned(upright, quarters).image_rgb)

        places = turned_points(expected.keypoints_px, upright.image_rgb, quarters)
        assert found.keypoints_px[:2] == pytest.approx(places[:2], abs=20)
        turn_rad = found.region("alignment").rotation_rad - expected.region("alignment").rotation_rad
        assert math.remainder(turn_rad - quarters * math.pi / 2, 2 * math.pi) == pytest.approx(0, abs=0.15)

    def test_the_box_holds_head_and_shoulders_only(
        self, detector: Detector, full: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        (person,) = detector.detect(squat[STANDING].image_rgb)
        estimate = full.estimate(squat[STANDING], person.region("alignment"))
        assert estimate is not None
        points = estimate.pose.image_px[:, :2]
        left, top, right, bottom = person.box_px.tolist()
        inside = (abs(points - [(left + right) / 2, (top + bottom) / 2]) < (right - left) / 2).all(axis=1)
        assert right - left == pytest.approx(bottom - top, rel=1e-3)
        assert inside[:13].all(), "face and shoulders"
        assert not inside[23:].any(), "hips and legs"


class TestRegion:
    @pytest.mark.parametrize("tilt_rad", [0.0, 0.5, math.pi / 2, 3.0, -1.0])
    def test_box_is_alignment_without_its_turn(self, tilt_rad: float) -> None:
        person = detection(100, 200, 50)
        person.keypoints_px[1] = 100 + 50 * math.sin(tilt_rad), 200 - 50 * math.cos(tilt_rad)
        aligned, boxed = person.region("alignment"), person.region("box")

        assert aligned.rotation_rad == pytest.approx(tilt_rad, abs=1e-5)
        assert boxed.rotation_rad == 0.0
        assert (boxed.x_px, boxed.y_px) == (100, 200)
        assert boxed.side_px == aligned.side_px == pytest.approx(125)

    @pytest.mark.parametrize("mode", ["alignment", "box"])
    @pytest.mark.parametrize("quarters", [0, 1, 2])
    def test_both_hold_the_whole_body_of_turned_pictures_too(
        self, mode: DetectorMode, quarters: int, detector: Detector, full: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        upright = squat[GOING_DOWN]
        estimate = full.estimate(upright, detector.detect(upright.image_rgb)[0].region("alignment"))
        assert estimate is not None
        body = turned_points(estimate.pose.image_px, upright.image_rgb, quarters)
        (person, *_) = detector.detect(turned(upright, quarters).image_rgb)
        assert holds(person.region(mode), body)

    @pytest.mark.parametrize("quarters", [1, 2])
    def test_alignment_gives_the_pose_of_a_turned_picture(
        self, quarters: int, detector: Detector, full: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        for index in (STANDING, COMING_UP):
            upright = squat[index]
            expected = full.estimate(upright, detector.detect(upright.image_rgb)[0].region("alignment"))
            on_its_side = turned(upright, quarters)
            region = detector.detect(on_its_side.image_rgb)[0].region("alignment")
            found = full.estimate(on_its_side, region)
            assert expected is not None
            assert found is not None
            places = turned_points(expected.pose.image_px, upright.image_rgb, quarters)
            off_px = np.linalg.norm(found.pose.image_px[:, :2] - places, axis=1)
            assert off_px.mean() < 0.03 * region.side_px
            assert np.linalg.norm(found.pose.world_m[:, :2], axis=1).mean() == pytest.approx(
                np.linalg.norm(expected.pose.world_m[:, :2], axis=1).mean(), rel=0.1
            )

    def test_box_gives_the_same_pose_of_somebody_upright(
        self, detector: Detector, full: Estimator, squat: Mapping[int, Frame]
    ) -> None:
        person = detector.detect(squat[STANDING].image_rgb)[0]
        aligned, boxed = (full.estimate(squat[STANDING], person.region(mode)) for mode in ("alignment", "box"))
        assert aligned is not None
        assert boxed is not None
        off_px = np.linalg.norm((aligned.pose.image_px - boxed.pose.image_px)[:, :2], axis=1)
        assert off_px.mean() < 0.02 * person.region("box").side_px
