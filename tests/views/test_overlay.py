import math

import numpy as np
import pytest

from fitcount.types import LANDMARK, LANDMARK_NAMES, Pose, UInt8Array
from fitcount.views.overlay import LEFT_RGB, MIDDLE_RGB, RIGHT_RGB, draw, draw_count

N = len(LANDMARK_NAMES)


def _picture(height: int = 240, width: int = 320) -> UInt8Array:
    return np.full((height, width, 3), 90, np.uint8)


def _pose(points: dict[str, tuple[float, float]], visibility: float = 1.0) -> Pose:
    image_px = np.full((N, 3), np.nan, np.float32)
    for name, xy in points.items():
        image_px[LANDMARK[name]] = (*xy, 0.0)
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
        _pose(LEGS, visibility=0.29),
        _pose(LEGS, visibility=math.nan),
        _pose({"left_hip": (1e9, 50.0), "left_knee": (-1e9, 60.0), "right_hip": (math.inf, 0.0)}),
    ],
    ids=["nowhere", "hidden", "unknown", "far away"],
)
def test_leaves_out_what_is_not_seen(pose: Pose) -> None:
    assert np.array_equal(draw(_picture(), pose), _picture())


def test_lines_grow_with_the_picture() -> None:
    bone = {name: LEGS[name] for name in ("left_hip", "left_knee")}
    widths = [
        int((draw(_picture(*size), _pose(bone))[85] == LEFT_RGB).all(axis=1).sum())
        for size in ((240, 320), (960, 1280))
    ]
    assert widths[1] >= 2 * widths[0] > 0


def test_the_count_is_light_on_dark_in_the_corner() -> None:
    image = draw_count(_picture(480, 640), 12, "descending", "knee_deg", 118.0)
    corner, rest = image[:240, :320], image[:, 400:]
    assert (corner == 255).all(axis=2).any()
    assert (corner < 40).all(axis=2).any()
    assert (rest == 90).all()


def test_the_count_can_be_told_apart() -> None:
    drawn = [draw_count(_picture(), count, "standing").tobytes() for count in range(12)]
    assert len(set(drawn)) == 12
