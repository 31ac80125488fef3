from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.authoring.learning.turns import Turn, clearness, signal_of, turns_of
from fitcount.types import Float64Array


def bumps(number: int, *, each_s: float = 1.5, height: float = 90.0, rest_s: float = 1.0) -> tuple[Float64Array, ...]:
    """So many rises from 0 and back, with rests before, between and after."""
    t_s = np.arange(0.0, number * (each_s + rest_s) + rest_s, 1 / 30)
    values = np.zeros_like(t_s)
    for start_s in rest_s + (each_s + rest_s) * np.arange(number):
        inside = (t_s >= start_s) & (t_s < start_s + each_s)
        values[inside] = height * np.sin(np.pi * (t_s[inside] - start_s) / each_s) ** 2
    return t_s, values


def turns(t_s: Float64Array, values: Float64Array) -> list[Turn]:
    signal = signal_of(t_s, values)
    assert signal is not None
    return turns_of(signal, 1.0)


@given(number=st.integers(1, 12), noise=st.floats(0.0, 5.0), drift=st.floats(-2.0, 2.0), seed=st.integers(0, 99))
def test_as_many_turns_are_clear_as_there_are(number: int, noise: float, drift: float, seed: int) -> None:
    t_s, values = bumps(number)
    found = turns(t_s, values + drift * t_s + np.random.default_rng(seed).normal(0.0, noise, len(t_s)))
    assert max(range(1, 16), key=lambda guess: clearness(found, guess)) == number
    assert clearness(found, number) > 0.6


@pytest.mark.parametrize("wrong", [0, 3, 4, 6, 7, 10, 99])
def test_another_number_is_not_clear(wrong: int) -> None:
    assert clearness(turns(*bumps(5)), wrong) < 0.1


def test_smaller_repetitions_are_told_from_wobbling() -> None:
    t_s, values = bumps(7)
    values[(t_s > 3.4) & (t_s < 8.5)] *= 0.5
    found = turns(t_s, values + 2.0 * np.sin(9.0 * t_s))
    assert clearness(found, 7) > 0.3
    assert clearness(found, 8) < 0.1


@given(st.lists(st.floats(-100.0, 100.0), min_size=40, max_size=200))
def test_the_largest_turn_spans_all_and_no_turn_more(values: list[float]) -> None:
    signal = signal_of(np.arange(len(values)) / 20.0, np.array(values))
    assert signal is not None
    found = turns_of(signal, 1.0)
    assert found[0].persistence == pytest.approx(np.ptp(signal.values))
    assert all(one.persistence >= two.persistence for one, two in pairwise(found))


def test_a_turn_at_the_edge_of_the_clip_is_marked() -> None:
    t_s, values = bumps(3)
    seen = t_s >= 1.75  # from the middle of the first
    assert [turn.cut for turn in sorted(turns(t_s[seen], values[seen])[:3], key=lambda turn: turn.t_s)] == [
        True, False, False,
    ]  # fmt: skip


def test_what_is_hardly_measured_is_no_signal() -> None:
    t_s = np.arange(0.0, 5.0, 1 / 30)
    assert signal_of(t_s, np.full_like(t_s, np.nan)) is None
    assert signal_of(t_s[:10], np.zeros(10)) is None
