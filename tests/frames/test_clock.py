from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.frames.clock import Clock

stamps_s = st.lists(st.none() | st.floats(-1e5, 1e5), max_size=50)


def times(stamps: list[float | None], step_s: float = 0.1) -> list[float]:
    clock = Clock(step_s)
    return [clock.t_s(stamp) for stamp in stamps]


@given(stamps_s)
def test_time_starts_at_zero_and_never_goes_back(stamps: list[float | None]) -> None:
    t_s = times(stamps)
    assert t_s == sorted(t_s)
    assert t_s[:1] in ([], [0.0])


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=50), st.integers(-(10**6), 10**6))
def test_rising_stamps_are_kept_to_the_tick(steps: list[int], first: int) -> None:
    ticks = [first + sum(steps[:index]) for index in range(len(steps) + 1)]
    expected = [(tick - first) / 90_000 for tick in ticks]
    assert times([tick / 90_000 for tick in ticks]) == pytest.approx(expected, abs=1e-9)


def test_a_frame_without_stamp_follows_the_one_before() -> None:
    assert times([5.0, None, None, 5.5]) == pytest.approx([0.0, 0.1, 0.2, 0.5])


def test_stamps_may_begin_late() -> None:
    assert times([None, None, 7.0, 7.1]) == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_a_frame_that_knows_its_duration_ends_then() -> None:
    clock = Clock(0.1)
    clock.t_s(0.0, 0.4)
    assert clock.end_s == pytest.approx(0.4)
    assert clock.t_s(None) == pytest.approx(0.4)


def test_a_stamp_out_of_order_repeats_the_time_before() -> None:
    assert times([0.0, 0.3, 0.2, 0.4]) == pytest.approx([0.0, 0.3, 0.3, 0.4])


def test_a_clock_that_begins_anew_goes_on_from_where_it_was() -> None:
    assert times([100.0, 105.0, 0.0, 0.2]) == pytest.approx([0.0, 5.0, 5.1, 5.3])
