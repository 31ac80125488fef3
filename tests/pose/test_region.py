from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.pose.region import EXPANSION, cut_out, project, region_around, rotate, whole_picture
from fitcount.types import Float32Array, Region, UInt8Array

angles = st.floats(-math.pi, math.pi)
places = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


def points(*rows: tuple[float, ...]) -> Float32Array:
    return np.array(rows, np.float32)


def blob(x_px: float, y_px: float, radius_px: float = 6.0) -> UInt8Array:
    """A soft spot around a point; whole numbers are middles of pixels."""
    y, x = np.mgrid[0:240, 0:320]
    spot = 255 * np.exp(-((x - x_px) ** 2 + (y - y_px) ** 2) / (2 * radius_px**2))
    return np.repeat(spot[:, :, None], 3, axis=2).astype(np.uint8)


def middle_of_mass(image: UInt8Array) -> tuple[float, float]:
    weight = image[:, :, 0].astype(float)
    y, x = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
    return float((x * weight).sum() / weight.sum()), float((y * weight).sum() / weight.sum())


@settings(max_examples=60)
@given(st.tuples(st.floats(100, 220), st.floats(80, 160)), st.floats(150, 400), angles, st.floats(-0.2, 0.2))
def test_what_is_cut_out_projects_back_to_where_it_was(
    spot: tuple[float, float], side_px: float, rotation_rad: float, off_centre: float
) -> None:
    region = Region(spot[0] + off_centre * side_px, spot[1] - off_centre * side_px, side_px, rotation_rad)
    cut = cut_out(blob(*spot), region, 256, replicate=False)
    x, y = middle_of_mass(cut)

    assert project(points((x / 256, y / 256)), region)[0] == pytest.approx(spot, abs=0.5)


@given(places, angles)
def test_rotation_keeps_lengths(point: tuple[float, float], rotation_rad: float) -> None:
    assert float(np.linalg.norm(rotate(points(point), rotation_rad))) == pytest.approx(math.hypot(*point), abs=1e-3)


@given(places, angles)
def test_rotating_back_is_the_identity(point: tuple[float, float], rotation_rad: float) -> None:
    there_and_back = rotate(rotate(points(point), rotation_rad), -rotation_rad)
    assert there_and_back == pytest.approx(points(point), abs=1e-3)


def test_rotation_is_clockwise_in_the_picture() -> None:
    assert rotate(points((0, -1)), math.pi / 2) == pytest.approx(points((1, 0)), abs=1e-6)


@given(places, st.floats(1, 400), angles)
def test_region_around_a_person_points_to_the_head(
    hips: tuple[float, float], radius_px: float, tilt_rad: float
) -> None:
    head = (hips[0] + radius_px * math.sin(tilt_rad), hips[1] - radius_px * math.cos(tilt_rad))
    region = region_around(*points(hips, head))

    assert (region.x_px, region.y_px) == pytest.approx(hips, abs=1e-3)
    assert region.side_px == pytest.approx(2 * EXPANSION * radius_px, rel=1e-3)
    turned_off = math.remainder(region.rotation_rad - tilt_rad, 2 * math.pi)
    assert turned_off == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("head", "degrees"), [((0, -10), 0), ((10, 0), 90), ((-10, 0), -90), ((0, 10), 180), ((10, -10), 45)]
)
def test_rotation_of_a_region(head: tuple[float, float], degrees: float) -> None:
    rotation_deg = math.degrees(region_around(*points((0, 0), head)).rotation_rad)
    assert abs(rotation_deg) == pytest.approx(abs(degrees), abs=1e-4)
    assert math.copysign(1, rotation_deg) == math.copysign(1, degrees) or degrees in (0, 180)


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 640), (300, 300)])
def test_whole_picture_is_the_smallest_square_around_it(width: int, height: int) -> None:
    region = whole_picture(width, height)

    corners = project(points((0, 0), (1, 1)), region)
    assert corners.min() >= -abs(width - height) / 2
    assert region.side_px == max(width, height)
    assert corners.mean(axis=0) == pytest.approx([width / 2, height / 2])


def test_depth_takes_the_scale_of_the_region() -> None:
    (x, y, z) = project(points((0.5, 0.5, -0.1)), Region(10, 20, 200, 1.0))[0]
    assert (x, y, z) == pytest.approx((10, 20, -20), abs=1e-4)


def test_projecting_leaves_its_argument_alone() -> None:
    given_points = points((0.1, 0.2, 0.3))
    project(given_points, Region(1, 2, 3, 4))
    assert given_points == pytest.approx(points((0.1, 0.2, 0.3)))


def test_outside_the_picture_its_edge_goes_on_or_it_is_black() -> None:
    grey = np.full((100, 100, 3), 90, np.uint8)
    far = Region(0, 0, 100, 0.0)

    assert (cut_out(grey, far, 64, replicate=True) == 90).all()
    black = cut_out(grey, far, 64, replicate=False)
    assert (black[:31] == 0).all()
    assert (black[33:, 33:] == 90).all()


def test_an_upright_cut_of_the_whole_is_the_picture_itself() -> None:
    image = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    assert (cut_out(image, whole_picture(64, 64), 64, replicate=True) == image).all()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_region_of_a_turned_picture_holds_the_same(turns: int) -> None:
    image = cv2.GaussianBlur(np.random.default_rng(1).integers(0, 255, (129, 129, 3), np.uint8), (9, 9), 0)
    turned: UInt8Array = np.ascontiguousarray(np.rot90(image, -turns)).astype(np.uint8)

    cut = cut_out(turned, Region(64, 64, 128, turns * math.pi / 2), 128, replicate=True)
    assert abs(cut.astype(int) - image[:128, :128]).max() <= 2


@pytest.mark.parametrize("side_px", [0.0, math.nan])
def test_a_region_without_extent_is_cut_out_without_fuss(side_px: float) -> None:
    cut = cut_out(np.zeros((48, 64, 3), np.uint8), Region(32, 24, side_px, 0.0), 16, replicate=True)
    assert cut.shape == (16, 16, 3)


def test_a_region_is_as_much_wider_than_the_circle_as_it_is_told() -> None:
    centre, edge = points((5, 6), (5, 2))
    usual, wider = (region_around(centre, edge, expansion) for expansion in (1.0, 1.5))
    assert (usual.side_px, wider.side_px) == (8, 12)


def test_hips_and_head_in_one_place_give_a_region_of_no_size() -> None:
    region = region_around(*points((5, 6), (5, 6)))
    assert (region.x_px, region.y_px, region.side_px) == (5, 6, 0)
