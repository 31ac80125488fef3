"""The pictures of a set: skeletons that can be compared, with the number that decided."""

from __future__ import annotations

import base64
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.types import UInt8Array
from fitcount.views.figure import Window
from fitcount.views.report.pictures import LONG_PX, NARROWEST, PAPER_RGB, WIDEST, FrameAt, no_frames, pictures_of
from fitcount.views.report.story import Measured, Picture, Shot
from views.evening import frames

MISSED = Shot("rejected", 3.5, 2.0, "Rejected", "no rep", False, Measured("shoulder_left_deg", 70.0, 110.0, "both"))
BEST = replace(MISSED, kind="best", title="Best: rep 1")
FRAMES = frames(20.0)


def drawn(*shots: Shot, frame_at: FrameAt = no_frames, bounds: Window | None = None) -> tuple[Picture, ...]:
    return pictures_of(shots, FRAMES, frame_at, bounds)


def pixels(picture: Picture) -> UInt8Array:
    """(height, width, 3) RGB."""
    head, content = picture.uri.split(",")
    assert head == "data:image/webp;base64"
    decoded = cv2.imdecode(np.frombuffer(base64.b64decode(content), np.uint8), cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)


def test_all_of_a_set_have_one_size_that_fits_a_phone() -> None:
    sizes = {(each.width_px, each.height_px) for each in drawn(MISSED, replace(BEST, t_s=2.0, from_s=None))}
    ((width, height),) = sizes
    assert max(width, height) == LONG_PX
    assert NARROWEST - 0.01 <= width / height <= WIDEST + 0.01


def test_the_skeleton_lies_on_paper() -> None:
    image = pixels(drawn(BEST)[0])
    assert np.abs(image[:10, :10].astype(int) - PAPER_RGB).max() < 4
    assert (np.abs(image.astype(int) - PAPER_RGB).max(axis=2) > 60).mean() > 0.02


def test_the_video_lies_behind_the_skeleton_where_it_was_kept() -> None:
    asked: list[float] = []

    def green(t_s: float) -> UInt8Array:
        asked.append(t_s)
        return np.full((480, 640, 3), (20, 160, 30), np.uint8)

    image = pixels(drawn(BEST, frame_at=green)[0])
    assert asked == [3.5]
    assert np.abs(image[:10, :10].astype(int) - (20, 160, 30)).max() < 12


def test_a_picture_of_the_video_ends_where_the_video_does() -> None:
    # The person is wider and higher than that.
    (only,) = drawn(BEST, bounds=Window(260.0, 150.0, 360.0, 450.0))
    assert only.width_px / only.height_px == pytest.approx(100.0 / 300.0, rel=0.02)


def test_what_missed_its_limit_shows_the_limit_beside_the_value() -> None:
    (missed,), (best,) = drawn(MISSED), drawn(BEST)
    assert [(label.what, label.text) for label in missed.labels] == [("value", "70°"), ("limit", "110°")]
    assert [(label.what, label.text) for label in best.labels] == [("value", "70°")]


def test_a_foreshortened_angle_does_not_show_what_is_missing() -> None:
    # In the picture it is about 85 degrees.
    shot = replace(MISSED, measured=Measured("shoulder_left_deg", 140.0, 160.0, "both"))
    assert [label.what for label in drawn(shot)[0].labels] == ["value"]


def test_what_is_no_angle_is_told_by_its_words_alone() -> None:
    (only,) = drawn(replace(MISSED, measured=Measured("hip_height_ratio", 0.9, 0.8, "both")))
    assert only.labels == ()
    assert only.alt == "Skeleton. Rejected: no rep"


@given(st.sampled_from(["knee", "elbow", "shoulder", "hip"]), st.sampled_from(["left", "right"]), st.floats(0.0, 19.0))
def test_labels_stay_in_the_picture(joint: str, side: str, t_s: float) -> None:
    (only,) = drawn(replace(MISSED, t_s=t_s, measured=Measured(f"{joint}_{side}_deg", 90.0, 60.0, "both")))
    assert all(0.0 < label.left < 1.0 and 0.0 < label.top < 1.0 for label in only.labels)


def test_a_moment_in_which_nobody_was_seen_has_no_picture() -> None:
    assert drawn(replace(MISSED, t_s=25.0, from_s=25.0)) == ()
