"""The driving metric, steadied."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.reps.steady import MAX_WINDOW_S, WINDOW_S, Steady, SteadyValue

FPS = 30


def steadied(values: list[float], *, unsure: float = 1.0, fps: float = FPS) -> list[SteadyValue]:
    steady = Steady()
    return [steady.take(row / fps, value, unsure) for row, value in enumerate(values)]


@pytest.mark.parametrize("frames", [1, 2])
def test_a_jump_of_a_frame_or_two_is_not_seen(frames: int) -> None:
    values = [170.0] * 10 + [60.0] * frames + [170.0] * 10
    assert {each.value for each in steadied(values)} == {170.0}


def test_a_step_is_seen_with_no_values_in_between() -> None:
    seen = [each.value for each in steadied([170.0] * 10 + [80.0] * 10)]
    assert set(seen) <= {170.0, 125.0, 80.0}
    assert seen[-1] == 80.0
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(("sure", "value"), [(0.4, 90.0), (1.0, 150.0)])
def test_a_sure_value_outweighs_several_unsure_ones(sure: float, value: float) -> None:
    steady = Steady()
    for row, angle_deg in enumerate((150.0, 150.0)):
        steady.take(row / FPS, angle_deg, 1.0)
    assert steady.take(2 / FPS, 90.0, sure).value == value


@pytest.mark.parametrize("unsure", [1.0, 4.0, 10.0])
def test_a_value_is_of_the_time_at_which_it_was_measured(unsure: float) -> None:
    for each in steadied([100.0 + 50.0 * row / FPS for row in range(60)], unsure=unsure):
        assert each.value == pytest.approx(100.0 + 50.0 * each.as_of_s)


def test_the_less_sure_the_values_the_more_of_them_are_taken_together() -> None:
    lags_s = [59 / FPS - steadied([90.0] * 60, unsure=unsure)[-1].as_of_s for unsure in (0.5, 1.0, 3.5, 10.0)]
    assert lags_s[0] == lags_s[1] == pytest.approx(WINDOW_S / 2, abs=0.5 / FPS)
    assert lags_s[1] < lags_s[2] < lags_s[3] == pytest.approx(MAX_WINDOW_S / 2, abs=0.5 / FPS)


def test_sure_values_make_the_window_short_again() -> None:
    steady = Steady()
    for row in range(30):
        steady.take(row / FPS, 90.0, 10.0)
    for row in range(30, 36):
        last = steady.take(row / FPS, 170.0, 1.0)
    assert last.value == 170.0
    assert last.as_of_s == pytest.approx(35 / FPS - WINDOW_S / 2, abs=0.5 / FPS)


@pytest.mark.parametrize("unsure", [1.0, 2.0])
def test_at_low_frame_rates_it_is_the_value_itself(unsure: float) -> None:
    values = [170.0, 80.0, 165.0, 90.0]
    assert [(each.value, each.as_of_s) for each in steadied(values, fps=4, unsure=unsure)] == [
        (value, row / 4) for row, value in enumerate(values)
    ]


def test_after_a_reset_nothing_is_left() -> None:
    steady = Steady()
    for row in range(10):
        steady.take(row / FPS, 170.0)
    steady.reset()
    assert steady.take(10 / FPS, 80.0) == SteadyValue(80.0, 10 / FPS)


steps_s = st.sampled_from([0.0, 1 / 60, 1 / 30, 0.1, 0.3, 2.0])
certainties = st.floats(0.2, 12.0)


@given(st.lists(st.tuples(steps_s, st.floats(0.0, 180.0), certainties), min_size=1, max_size=60))
def test_lies_within_what_was_measured_lately_and_never_goes_back_in_time(
    rows: list[tuple[float, float, float]],
) -> None:
    steady, t_s = Steady(), 0.0
    measured: list[tuple[float, float]] = []
    found = []
    for step_s, value, unsure in rows:
        t_s += step_s
        measured.append((t_s, value))
        found.append(steady.take(t_s, value, unsure))
        recent = [value for at_s, value in measured if t_s - at_s <= MAX_WINDOW_S]
        assert min(recent) <= found[-1].value <= max(recent)
        assert t_s - MAX_WINDOW_S - 1e-9 <= found[-1].as_of_s <= t_s + 1e-9
    assert all(earlier.as_of_s <= later.as_of_s + 1e-9 for earlier, later in pairwise(found))


@given(st.floats(-180.0, 180.0), st.lists(st.tuples(steps_s, certainties), min_size=1, max_size=40))
def test_what_stays_the_same_stays_the_same(value: float, rows: list[tuple[float, float]]) -> None:
    steady, t_s = Steady(), 0.0
    for step_s, unsure in rows:
        t_s += step_s
        assert steady.take(t_s, value, unsure).value == value
