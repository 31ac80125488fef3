"""Whether somebody tired is told only where there is a trend that chance does not explain."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.views.fatigue import ENOUGH, LEAST_CHANGE, can_tell, trend
from fitcount.views.movements import Movement


def movements(took_s: Sequence[float]) -> list[Movement]:
    return [
        Movement(number, "both", 0.0, each / 2, each, "knee_deg", 80.0, 90.0, (), None)
        for number, each in enumerate(took_s, start=1)
    ]


def of_time(took_s: Sequence[float]) -> float | None:
    found = trend(movements(took_s), lambda movement: movement.took_s)
    return None if found is None else found.change


def test_slowing_is_told_from_the_first_movement_to_the_last() -> None:
    assert of_time([2.0, 2.1, 2.2, 2.3, 2.4, 2.5]) == pytest.approx(0.25)


def test_one_odd_movement_neither_hides_nor_makes_a_trend() -> None:
    assert of_time([2.0, 2.1, 2.2, 9.0, 2.4, 2.5, 2.6, 2.7]) == pytest.approx(0.35, abs=0.02)
    assert of_time([2.0, 2.1, 1.9, 2.0, 2.1, 1.9, 9.0]) is None


def test_fewer_than_enough_movements_show_nothing() -> None:
    few = [2.0, 3.0, 4.0, 5.0][: ENOUGH - 1]
    assert of_time(few) is None
    assert not can_tell(movements(few))


def test_what_was_not_measured_is_no_trend() -> None:
    assert of_time([math.nan] * 8) is None
    assert of_time([2.0, math.nan, 2.5, math.nan, 3.0, math.nan, 3.5]) is None  # four are too few


@given(st.floats(0.5, 10.0), st.integers(ENOUGH, 30))
def test_the_same_tempo_throughout_is_no_trend(took_s: float, number: int) -> None:
    assert of_time([took_s] * number) is None


@given(st.lists(st.floats(0.5, 10.0), min_size=ENOUGH, max_size=30))
def test_a_trend_is_worth_telling_and_turns_with_the_order(took_s: list[float]) -> None:
    change, back = of_time(took_s), of_time(took_s[::-1])
    assert change is None or abs(change) >= LEAST_CHANGE
    if change is not None and back is not None:
        assert change * back < 0.0
