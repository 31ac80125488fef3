from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.frames.clock import Clock, LiveClock

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


def live_times(frames: Sequence[tuple[float | None, float]]) -> list[float]:
    """Of frames that are (stamp, arrival)."""
    clock = LiveClock(0.1)
    return [clock.t_s(stamp_s, arrived_s) for stamp_s, arrived_s in frames]


@given(st.lists(st.tuples(st.none() | st.floats(-1e5, 1e5), st.floats(0.0, 100.0)), max_size=50))
def test_live_time_starts_at_zero_and_never_goes_back(steps: list[tuple[float | None, float]]) -> None:
    arrived_s = 0.0
    frames = []
    for stamp_s, passed_s in steps:
        arrived_s += passed_s
        frames.append((stamp_s, arrived_s))
    t_s = live_times(frames)
    assert t_s == sorted(t_s)
    assert t_s[:1] in ([], [0.0])
    # Whatever the stamps say, no more time passes than passed, but for a jump that is too small to tell, each frame.
    assert all(
        t <= arrived - frames[0][1] + index * 2.0 + 1e-6
        for index, (t, (_, arrived)) in enumerate(zip(t_s, frames, strict=True))
    )


def test_live_stamps_are_kept_though_they_arrive_unevenly() -> None:
    assert live_times([(7.0, 0.0), (7.1, 0.3), (7.2, 0.31), (7.3, 0.32)]) == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_what_is_late_and_then_comes_all_at_once_keeps_its_stamps() -> None:
    late = [(0.0, 0.0), *((index / 10, 5.0) for index in range(1, 51)), (5.1, 5.1)]
    assert live_times(late)[-1] == pytest.approx(5.1)


def test_a_gap_in_the_stamps_that_really_passed_is_kept() -> None:
    assert live_times([(0.0, 0.0), (8.0, 8.1), (8.1, 8.2)]) == pytest.approx([0.0, 8.0, 8.1])


@pytest.mark.parametrize("leap_s", [7200.0, -7200.0, 1e9, 10.0])
def test_a_clock_that_is_set_is_no_time_that_passed(leap_s: float) -> None:
    frames = [(0.0, 0.0), (0.1, 0.1), (leap_s, 0.2), (leap_s + 0.1, 0.3)]
    assert live_times(frames) == pytest.approx([0.0, 0.1, 0.2, 0.3])


@pytest.mark.parametrize("pace", [0.5, 2.0, 25.0 / 15.0])
def test_a_clock_at_another_pace_is_not_believed_for_long(pace: float) -> None:
    t_s = live_times([(pace * index / 10, index / 10) for index in range(6000)])
    assert t_s[-1] - t_s[300] == pytest.approx(569.9)
    assert t_s[-1] == pytest.approx(600.0, abs=25.0)


def test_a_clock_that_is_a_little_off_is_believed() -> None:
    t_s = live_times([(1.05 * index / 10, index / 10) for index in range(6000)])
    assert t_s[-1] == pytest.approx(1.05 * 599.9)
