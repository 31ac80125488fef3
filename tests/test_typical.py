"""How long something usually takes."""

from __future__ import annotations

import math
import tracemalloc

import pytest

from fitcount.typical import REMEMBERED, Typical


def measured(*values_ms: float) -> Typical:
    typical = Typical()
    for value_ms in values_ms:
        typical.add(value_ms)
    return typical


def test_nothing_is_known_of_what_never_happened() -> None:
    assert math.isnan(measured().median)
    assert math.isnan(measured(math.nan, math.nan).p95)


def test_is_exact_for_a_short_run_and_leaves_out_when_it_did_not_happen() -> None:
    typical = measured(3.0, math.nan, 1.0, 2.0, math.nan)
    assert typical.median == 2.0
    assert typical.p95 == pytest.approx(2.9)


def test_of_a_long_run_no_time_counts_more_than_another() -> None:
    number = 20 * REMEMBERED + 77
    typical = measured(*map(float, range(number)))
    assert typical.median == pytest.approx(number / 2, rel=0.02)
    assert typical.p95 == pytest.approx(0.95 * number, rel=0.02)


def test_the_memory_does_not_grow() -> None:
    typical = measured(*(1.0,) * REMEMBERED)
    tracemalloc.start()
    for _ in range(2 * REMEMBERED):
        typical.add(1.0)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 16 * REMEMBERED
