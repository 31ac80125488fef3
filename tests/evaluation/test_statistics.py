from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.evaluation.statistics import auc, mean, share

shares = st.integers(1, 300).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def test_a_share_has_wilsons_interval() -> None:
    # By hand: z = 1.959964, n = 20, p = 0.9; (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    found = share(18, 20)
    assert (found.value, found.low, found.high) == pytest.approx((0.9, 0.698967, 0.972132), abs=1e-5)


@given(shares)
def test_the_interval_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    right, total = counts
    found, wrong = share(right, total), share(total - right, total)
    assert 0.0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1.0
    assert (found.low, found.high) == pytest.approx((1.0 - wrong.high, 1.0 - wrong.low), abs=1e-9)


def test_of_nothing_anything_may_be() -> None:
    none = share(0, 0)
    assert (none.low, none.high) == (0.0, 1.0)
    assert math.isnan(none.value)
    assert all(math.isnan(value) for value in (mean([]).value, mean([]).low, mean([]).high))


def test_the_interval_of_a_mean_is_that_of_the_exact_bootstrap() -> None:
    # Resamples of ten values of which one is 1 have a mean of k/10 with binomial probability (n = 10, p = 0.1), whose
    # 2.5th and 97.5th percentiles are 0 and 3.
    found = mean([0.0] * 9 + [1.0])
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.0, 0.3))


@given(st.lists(st.integers(0, 40).map(lambda eighths: eighths / 8), min_size=2, max_size=12))
def test_a_mean_lies_in_its_interval_which_more_of_the_same_makes_narrower(values: list[float]) -> None:
    few, many = mean(values), mean(values * 9)
    if len(set(values)) == 1:
        assert math.isnan(few.low)
        assert math.isnan(few.high)
        return
    assert min(values) - 1e-9 <= few.low <= few.value <= few.high <= max(values) + 1e-9
    assert many.high - many.low < few.high - few.low
    assert mean(values) == few


@pytest.mark.parametrize(
    ("right", "wrong", "area"),
    [
        ([0.9, 0.8], [0.1, 0.7], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.4, 0.6], (2 + 0 + 0.5) / 4),
    ],
)
def test_auc_is_the_share_of_pairs_in_order(right: list[float], wrong: list[float], area: float) -> None:
    assert auc([*right, *wrong], [True] * len(right) + [False] * len(wrong)) == pytest.approx(area)


def test_auc_needs_both_kinds() -> None:
    assert math.isnan(auc([0.5, 0.6], [True, True]))
    assert math.isnan(auc([], []))


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.booleans()), min_size=2, max_size=30))
def test_auc_counts_pairs(told: list[tuple[float, bool]]) -> None:
    right = [confidence for confidence, is_right in told if is_right]
    wrong = [confidence for confidence, is_right in told if not is_right]
    found = auc([confidence for confidence, _ in told], [is_right for _, is_right in told])
    if right and wrong:
        pairs = [(a > b) + 0.5 * (a == b) for a in right for b in wrong]
        assert found == pytest.approx(sum(pairs) / len(pairs))
    else:
        assert math.isnan(found)
