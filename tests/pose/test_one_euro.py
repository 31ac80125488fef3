from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.types import Float32Array

SETTINGS = OneEuroSettings(min_cutoff_hz=0.5, beta=2.0)
steps = st.lists(st.tuples(st.floats(0.001, 0.5), st.floats(-100, 100, width=32)), min_size=1, max_size=30)


def smooth(t_s: list[float], values: list[float], filter_: OneEuroFilter | None = None) -> list[float]:
    chosen = filter_ or OneEuroFilter(SETTINGS)
    return [float(chosen.apply(t, np.array([v], np.float32))[0]) for t, v in zip(t_s, values, strict=True)]


def signal(given_steps: list[tuple[float, float]], start_s: float = 0.0) -> tuple[list[float], list[float]]:
    t_s = start_s + np.cumsum([step for step, _ in given_steps])
    return t_s.tolist(), [value for _, value in given_steps]


@given(steps, st.floats(-100, 100, width=32))
def test_a_constant_stays_constant(given_steps: list[tuple[float, float]], value: float) -> None:
    t_s, _ = signal(given_steps)
    assert smooth(t_s, [value] * len(t_s)) == [value] * len(t_s)


@given(steps)
def test_the_result_lies_between_the_values_so_far(given_steps: list[tuple[float, float]]) -> None:
    t_s, values = signal(given_steps)
    for index, result in enumerate(smooth(t_s, values)):
        seen = values[: index + 1]
        assert min(seen) - 1e-3 <= result <= max(seen) + 1e-3


@given(steps, st.floats(0, 1000))
def test_only_the_time_between_values_matters(given_steps: list[tuple[float, float]], shift_s: float) -> None:
    now, later = (signal(given_steps, start_s) for start_s in (0.0, shift_s))
    assert smooth(*later) == pytest.approx(smooth(*now), abs=1e-2)


@given(steps, steps)
def test_reset_leaves_no_state(before: list[tuple[float, float]], after: list[tuple[float, float]]) -> None:
    used = OneEuroFilter(SETTINGS)
    smooth(*signal(before), used)
    used.reset()
    assert smooth(*signal(after), used) == smooth(*signal(after))


def test_zero_is_a_time_like_any_other() -> None:
    from_zero, from_one = (smooth([start, start + 0.1], [0.0, 10.0]) for start in (0.0, 1.0))
    assert from_zero[1] < 10.0
    assert from_zero == pytest.approx(from_one)


def test_a_time_that_does_not_advance_changes_nothing() -> None:
    plain = smooth([0.0, 0.1, 0.2], [0.0, 5.0, 6.0])
    repeated = smooth([0.0, 0.1, 0.1, 0.05, 0.2], [0.0, 5.0, 99.0, 99.0, 6.0])
    assert repeated == [plain[0], plain[1], plain[1], plain[1], plain[2]]


def test_against_the_formula() -> None:
    """Casiez et al.: two steps by hand."""
    dt, cutoff = 0.1, 1.0
    alpha_d = 1 / (1 + 1 / (2 * math.pi * cutoff * dt))
    speed = alpha_d * (4.0 / dt)
    alpha = 1 / (1 + 1 / (2 * math.pi * (SETTINGS.min_cutoff_hz + SETTINGS.beta * speed) * dt))
    assert smooth([0.0, dt], [0.0, 4.0])[1] == pytest.approx(alpha * 4.0, rel=1e-5)


def test_speed_is_measured_in_the_persons_size() -> None:
    """Somebody twice as large moves twice as far in the picture: smoothed alike."""

    def last(size: float) -> float:
        filter_ = OneEuroFilter(SETTINGS)
        for index, value in enumerate((0.0, 1.0, 3.0)):
            smoothed = filter_.apply(index / 30, np.array([value * size], np.float32), scale=size)
        return float(smoothed[0]) / size

    assert last(200.0) == pytest.approx(last(100.0), rel=1e-5)
    assert last(100.0) < 3.0


def test_what_is_quick_is_smoothed_less() -> None:
    slow, quick = (smooth([0.0, 0.1], [0.0, way])[1] / way for way in (0.1, 100.0))
    assert slow < 0.5 < quick


@pytest.mark.parametrize("scale", [0.0, -1.0, math.nan])
def test_without_a_size_values_pass_and_nothing_is_spoilt(scale: float) -> None:
    filter_ = OneEuroFilter(SETTINGS)
    filter_.apply(0.0, np.zeros(1, np.float32))
    assert filter_.apply(0.1, np.full(1, 7, np.float32), scale) == pytest.approx([7.0])
    assert np.isfinite(filter_.apply(0.2, np.ones(1, np.float32))).all()


def test_arrays_keep_shape_and_type() -> None:
    filter_ = OneEuroFilter(SETTINGS)
    values: Float32Array = np.ones((33, 3), np.float32)
    for t_s in (0.0, 0.1, 0.2):
        smoothed = filter_.apply(t_s, values * np.float32(t_s), 100.0)
    assert smoothed.shape == (33, 3)
    assert smoothed.dtype == np.float32
