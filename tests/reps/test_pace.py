"""The person's own pace."""

from __future__ import annotations

import math

import pytest

from fitcount.reps.pace import Pace


def paced(*movements: tuple[float, float], min_s: float = 0.5) -> Pace:
    """After movements that took so long and peaked then."""
    pace = Pace(min_s)
    for took_s, peak_s in movements:
        pace.learn(took_s, peak_s)
    return pace


NEXT_S = 40.0
"""When the next movement has its peak: no more than a short rest after all of these."""
SLOW = [(3.0, 4.0 * number) for number in range(1, 7)]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_few_movements_show_no_pace(count: int) -> None:
    pace = paced(*SLOW[:count])
    assert (pace.least_s(NEXT_S), pace.least_interval_s) == (0.5, 0.0)


def test_the_time_of_a_movement_is_known_one_earlier_than_their_interval() -> None:
    pace = paced(*SLOW[:3])
    assert (pace.least_s(NEXT_S), pace.least_interval_s) == pytest.approx((0.4 * 3.0, 0.0))
    pace = paced(*SLOW[:4])
    assert (pace.least_s(NEXT_S), pace.least_interval_s) == pytest.approx((0.4 * 3.0, 0.3 * 4.0))


def test_nobody_is_quicker_than_the_exercise_allows() -> None:
    quick = [(0.6, 0.7 * number) for number in range(1, 7)]
    assert paced(*quick).least_s(NEXT_S) == 0.5


def test_one_that_took_long_changes_nothing() -> None:
    assert paced(*SLOW, (15.0, 30.0)).least_s(NEXT_S) == pytest.approx(0.4 * 3.0)


def test_whoever_goes_on_more_quickly_has_another_pace_soon() -> None:
    faster = [(0.8, 24.0 + number) for number in range(1, 5)]
    assert paced(*SLOW, *faster).least_s(NEXT_S) == 0.5
    assert paced(*SLOW, *faster).least_interval_s == pytest.approx(0.3 * 1.0)


def test_tells_the_time_since_the_last_peak() -> None:
    pace = Pace(0.5)
    assert [pace.learn(1.0, peak_s) for peak_s in (2.0, 5.0, 6.5)] == [math.inf, 3.0, 1.5]
