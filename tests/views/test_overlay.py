import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from fitcount.types import LANDMARK, LANDMARK_NAMES, Pose, Region, UInt8Array
from fitcount.views.annotation import annotated
from fitcount.views.overlay import (
    LEFT_RGB,
    MIDDLE_RGB,
    RIGHT_RGB,
    draw,
    draw_count,
    draw_number,
    joint_radii_px,
)
from fitcount.views.regions import draw_box, draw_region

from .people import person, sighting

N = len(LANDMARK_NAMES)


def _picture(height: int = 240, width: int = 320) -> UInt8Array:
    return np.full((height, width, 3), 90, np.uint8)


def _pose(points: dict[str, tuple[float, float]], visibility: float = 1.0, z_px: float = 0.0) -> Pose:
    image_px = np.full((N, 3), np.nan, np.float32)
    for name, xy in points.items():
        image_px[LANDMARK[name]] = (*xy, z_px)
    seen = np.full(N, visibility, np.float32)
    return Pose(
        t_s=0.0,
        image_px=image_px,
        world_m=np.zeros((N, 3), np.float32),
        visibility=seen,
        presence=seen,
        score=1.0,
        scale_px=200.0,
    )


LEGS = {
    "left_hip": (60.0, 50.0),
    "left_knee": (60.0, 120.0),
    "right_hip": (200.0, 50.0),
    "right_knee": (200.0, 120.0),
}


def test_sides_have_their_colours_where_the_body_is() -> None:
    image = draw(_picture(), _pose(LEGS))
    assert tuple(image[85, 60]) == tuple(image[50, 60]) == LEFT_RGB
    assert tuple(image[85, 200]) == tuple(image[120, 200]) == RIGHT_RGB
    assert tuple(image[50, 130]) == MIDDLE_RGB
    assert LEFT_RGB != RIGHT_RGB


def test_draws_in_place() -> None:
    image = _picture()
    assert draw(image, _pose(LEGS)) is image
    assert draw_count(image, 3, "standing") is image


@pytest.mark.parametrize(
    "pose",
    [
        _pose({}),
        _pose(LEGS, visibility=0.1),
        _pose(LEGS, visibility=math.nan),
        _pose({"left_hip": (1e9, 50.0), "left_knee": (-1e9, 60.0), "right_hip": (math.inf, 0.0)}),
    ],
    ids=["nowhere", "hidden", "unknown", "far away"],
)
def test_leaves_out_what_is_not_seen(pose: Pose) -> None:
    assert np.array_equal(draw(_picture(), pose), _picture())


def _drawn(pose: Pose, height: int = 240, width: int = 320) -> NDArray[np.bool_]:
    """Pixels that were painted."""
    changed: NDArray[np.bool_] = (draw(_picture(height, width), pose) != 90).any(axis=2)
    return changed


def test_lines_grow_with_the_picture() -> None:
    bone = {name: LEGS[name] for name in ("left_hip", "left_knee")}
    small, large = (_drawn(replace(_pose(bone), scale_px=900.0), *size)[85].sum() for size in ((240, 320), (960, 1280)))
    assert large >= 2 * small > 0


def test_lines_do_not_cover_a_small_person() -> None:
    small, large = (_drawn(replace(_pose(LEGS), scale_px=size_px), 960, 1280).sum() for size_px in (100.0, 400.0))
    assert small < 0.6 * large


@given(st.floats(-300, 300), st.floats(-300, 300))
def test_nearer_joints_are_never_smaller(z_px: float, other_px: float) -> None:
    near, far = (joint_radii_px(_pose(LEGS, z_px=z), 640, 480)[LANDMARK["left_hip"]] for z in sorted((z_px, other_px)))
    assert near >= far > 0


def test_nearer_joints_are_larger_on_the_picture() -> None:
    hip = {"left_hip": (160.0, 120.0)}
    areas = [_drawn(_pose(hip, z_px=z_px)).sum() for z_px in (100.0, 0.0, -50.0)]
    assert areas == sorted(set(areas))


@given(st.floats(0, 1), st.floats(0, 1))
def test_hidden_joints_are_never_clearer(visibility: float, other: float) -> None:
    hidden, clear = (
        draw(_picture(), _pose({"left_hip": (160.0, 120.0)}, seen))[120, 160].astype(int) - 90
        for seen in sorted((visibility, other))
    )
    assert (np.abs(hidden) <= np.abs(clear) + 1).all()


def test_half_visible_is_half_there() -> None:
    colour = draw(_picture(), _pose({"left_hip": (160.0, 120.0)}, 0.4))[120, 160]
    clear = draw(_picture(), _pose({"left_hip": (160.0, 120.0)}))[120, 160]
    assert 0 < abs(int(colour[2]) - 90) < abs(int(clear[2]) - 90)


def test_what_is_nearer_covers_what_is_farther() -> None:
    pose = _pose({"left_hip": (160.0, 120.0), "right_hip": (160.0, 120.0)})
    for name, color in (("left_hip", LEFT_RGB), ("right_hip", RIGHT_RGB)):
        pose.image_px[:, 2] = 0.0
        pose.image_px[LANDMARK[name], 2] = -20.0
        assert tuple(draw(_picture(), pose)[120, 160]) == color


@pytest.mark.parametrize("background", [0, 255, LEFT_RGB, RIGHT_RGB])
def test_is_seen_on_any_background(background: int | tuple[int, int, int]) -> None:
    image = np.full((240, 320, 3), background, np.uint8)
    difference = np.abs(draw(image.copy(), _pose(LEGS)).astype(int) - image).max(axis=2)
    assert (difference[40:130, 50:70] > 80).sum() > 50


@given(st.lists(st.floats(-1e4, 1e4, width=32), min_size=2 * N, max_size=2 * N), st.floats(1, 1e4))
def test_no_pose_breaks_it(places: list[float], scale_px: float) -> None:
    pose = replace(person(), scale_px=scale_px, visibility=np.ones(N, np.float32))
    pose.image_px[:, :2] = np.reshape(places, (N, 2))
    pose.image_px[:, 2] = 0.0
    assert draw(_picture(48, 64), pose).shape == (48, 64, 3)


def test_the_region_is_turned_with_the_person() -> None:
    image = draw_region(_picture(), Region(160.0, 120.0, 100.0, math.pi / 4))
    corner_px = 50 * math.sqrt(2)
    assert image[round(120 - corner_px) + 1, 160].max() > 150
    assert (image[120, 160 - 40 : 160 + 40] == 90).all()
    up_px = round(0.9 * 50 / math.sqrt(2))
    assert image[119 - up_px : 122 - up_px, 159 + up_px : 162 + up_px].max() > 150, "no tick where the head should be"


def test_the_box_has_four_sides() -> None:
    image = draw_box(_picture(), np.array([40, 30, 200, 180], np.float32))
    assert all(image[y, x].max() > 150 for y, x in ((100, 40), (100, 200), (30, 100), (180, 100)))
    assert (image[60:150, 60:180] == 90).all()


def test_a_number_stands_above_the_head() -> None:
    image = draw_number(_picture(480, 640), person(), 2)
    painted = np.argwhere((image != 90).any(axis=2))
    assert painted[:, 0].max() < person().image_px[LANDMARK["nose"], 1]
    assert painted[:, 1].min() < 320 < painted[:, 1].max()


def test_people_are_numbered_only_if_there_are_several() -> None:
    alone, two = sighting(person()), sighting(person(200), person(450))
    assert np.array_equal(annotated(alone), draw(alone.frame.image_rgb.copy(), person()))
    both = draw(draw(two.frame.image_rgb.copy(), person(200)), person(450))
    assert not np.array_equal(annotated(two), both)
    assert (alone.frame.image_rgb == 90).all()


def test_regions_are_drawn_on_request() -> None:
    seen = replace(sighting(), regions=(Region(320, 240, 200, 0),), boxes_px=(np.array([9, 9, 99, 99], np.float32),))
    assert (annotated(seen) == 90).all()
    assert annotated(seen, regions=True)[50, 9].max() > 150
    assert annotated(seen, regions=True)[240, 220].max() > 150


def test_the_count_is_light_on_dark_in_the_corner() -> None:
    image = draw_count(_picture(480, 640), 12, "descending", "knee_deg", 118.0)
    corner, rest = image[:240, :320], image[:, 400:]
    assert (corner == 255).all(axis=2).any()
    assert (corner < 40).all(axis=2).any()
    assert (rest == 90).all()


def test_the_count_can_be_told_apart() -> None:
    drawn = [draw_count(_picture(), count, "standing").tobytes() for count in range(12)]
    assert len(set(drawn)) == 12
