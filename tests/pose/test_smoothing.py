from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.smoothing import PoseSmoother, SmoothingSettings

from .fakes import pose


def last_x(*poses: tuple[float, float], track: int = 0) -> float:
    smoother = PoseSmoother()
    for t_s, value in poses:
        smoothed = smoother.smooth(pose(t_s, value=value, track=track))
    return float(smoothed.image_px[0, 0])


def test_the_first_pose_is_as_it_was_seen() -> None:
    seen = pose(0.0, value=0.7)
    smoothed = PoseSmoother().smooth(seen)
    assert (smoothed.image_px == seen.image_px).all()
    assert (smoothed.world_m == seen.world_m).all()
    assert (smoothed.visibility == seen.visibility).all()


def test_what_moves_lags_behind_and_stays_between() -> None:
    smoothed = PoseSmoother()
    smoothed.smooth(pose(0.0, value=0.0))
    moved = smoothed.smooth(pose(1 / 30, value=1.0))
    for values in (moved.image_px, moved.world_m, moved.visibility):
        assert (values > 0).all()
        assert (values < 1).all()


def test_what_is_no_place_is_left_alone() -> None:
    smoother = PoseSmoother()
    smoother.smooth(pose(0.0, score=0.6, scale_px=100))
    smoothed = smoother.smooth(pose(0.1, value=1.0, score=0.9, scale_px=200, track=0))
    assert (smoothed.t_s, smoothed.score, smoothed.scale_px, smoothed.track) == (0.1, 0.9, 200, 0)
    assert (smoothed.presence == 1.0).all()


@pytest.mark.parametrize("rate_hz", [10, 30, 60])
def test_visibility_follows_by_time_and_not_by_frame(rate_hz: int) -> None:
    smoother = PoseSmoother()
    smoother.smooth(pose(0.0, value=0.0))
    for index in range(rate_hz):
        smoothed = smoother.smooth(pose((index + 1) / rate_hz, value=1.0))
    assert float(smoothed.visibility[0]) == pytest.approx(1 - 0.9**30, abs=1e-4)


@pytest.mark.parametrize(("gap_s", "anew"), [(0.1, False), (0.49, False), (0.51, True), (60.0, True)])
def test_after_a_gap_smoothing_starts_anew(gap_s: float, anew: bool) -> None:
    assert (last_x((0.0, 0.0), (0.1, 0.0), (0.1 + gap_s, 0.5)) == 0.5) == anew


def test_another_person_is_not_mixed_with_the_last() -> None:
    smoother = PoseSmoother()
    smoother.smooth(pose(0.0, value=0.0, track=0))
    other = smoother.smooth(pose(0.03, value=0.5, track=1))
    assert (other.image_px == 0.5).all()
    assert (other.visibility == 0.5).all()


def test_a_repeated_time_repeats_the_pose() -> None:
    smoother = PoseSmoother()
    smoother.smooth(pose(0.0, value=0.0))
    before = smoother.smooth(pose(0.1, value=0.5))
    again = smoother.smooth(pose(0.1, value=0.9))
    assert (again.image_px == before.image_px).all()
    assert (again.visibility == before.visibility).all()


@given(st.lists(st.floats(0, 1, width=32), min_size=2, max_size=10), st.floats(0, 1000))
def test_only_the_time_between_frames_matters(values: list[float], shift_s: float) -> None:
    now, later = (
        last_x(*((start_s + index / 30, value) for index, value in enumerate(values))) for start_s in (0.0, shift_s)
    )
    assert later == pytest.approx(now, abs=1e-3)


@given(st.lists(st.floats(-1, 1, width=32), min_size=2, max_size=10), st.floats(0.5, 4))
def test_the_size_of_the_person_in_the_picture_does_not_matter(values: list[float], factor: float) -> None:
    def last(scale: float) -> float:
        smoother = PoseSmoother()
        for index, value in enumerate(values):
            smoothed = smoother.smooth(pose(index / 30, value=value * scale, scale_px=100 * scale))
        return float(smoothed.image_px[0, 0]) / scale

    assert last(factor) == pytest.approx(last(1.0), abs=1e-3)


def test_a_person_without_size_leaves_nothing_behind() -> None:
    smoother = PoseSmoother()
    smoother.smooth(pose(0.0, value=0.0))
    smoother.smooth(pose(0.1, value=0.5, scale_px=0.0))
    assert np.isfinite(smoother.smooth(pose(0.2, value=0.5)).image_px).all()


def test_settings_are_those_of_mediapipe() -> None:
    assert asdict(SmoothingSettings()) == {
        "image": {"min_cutoff_hz": 0.05, "beta": 80.0, "derivative_cutoff_hz": 1.0},
        "world": {"min_cutoff_hz": 0.1, "beta": 40.0, "derivative_cutoff_hz": 1.0},
        "max_gap_s": 0.5,
    }
