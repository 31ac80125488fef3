"""What a condition means, against Python's own reading of the same expression."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fitcount.reps.conditions import ConditionError, Measure, Measured, parse_condition, text_of
from fitcount.reps.conditions.evaluation import evaluate
from fitcount.reps.conditions.parsing import parse_tree
from fitcount.reps.conditions.tree import Both, Either, Number, Truth

from .expressions import MEASURES, Expression, conditions, quantities

values = st.lists(
    st.floats(-200.0, 200.0).map(lambda value: round(value, 3)), min_size=len(MEASURES), max_size=len(MEASURES)
)


def measure_of(text: str) -> Measure:
    (measure,) = parse_condition(f"{text} < 1").measures
    return measure


ROW = {measure_of(text): row for row, text in enumerate(MEASURES)}


def tree_of(expression: Expression) -> Truth:
    try:
        return parse_tree(expression.condition)
    except ConditionError as error:
        # Of numbers alone, or too much of it (a chain that turns round is written as two comparisons): not this test's.
        assume(not any(words in str(error) for words in ("by 0", "too large", "are the most")))
        raise


def by_python(expression: Expression, measured: Sequence[float]) -> bool:
    try:
        return bool(eval(expression.python, {"m": measured}))
    except ZeroDivisionError:
        assume(False)
        raise


@given(conditions(), values)
def test_it_means_what_python_means(expression: Expression, measured: list[float]) -> None:
    tree = tree_of(expression)
    expected = by_python(expression, measured)
    outcome = evaluate(tree, lambda measure: Measured(measured[ROW[measure]], 0.0, 0.0), margin=0.0)
    assert outcome.holds is expected


@given(conditions())
def test_what_is_written_again_is_the_same(expression: Expression) -> None:
    tree = tree_of(expression)
    assert tree_of(Expression(text_of(tree), "")) == tree


@given(quantities(), values, st.lists(st.floats(0.1, 20.0), min_size=len(MEASURES), max_size=len(MEASURES)))
def test_errors_are_carried_along_to_first_order(
    expression: Expression, measured: list[float], sigmas: list[float]
) -> None:
    tree = tree_of(Expression(f"{expression.condition} < 7", expression.python))
    step = 1e-5

    def value(row: int, change: float) -> float:
        moved = [value + change * (row == each) for each, value in enumerate(measured)]
        return float(eval(expression.python, {"m": moved}))

    try:
        values_near = [[value(row, change) for change in (-step, 0.0, step)] for row in range(len(measured))]
    except ZeroDivisionError:
        assume(False)
    before = [(middle - low) / step for low, middle, _ in values_near]
    after = [(high - middle) / step for _, middle, high in values_near]
    # Not at the kink of abs, min or max, nor near a division by 0.
    assume(all(abs(a - b) <= 1e-3 * (1.0 + abs(a)) and abs(a) < 1e3 for a, b in zip(before, after, strict=True)))
    middle_slopes = [(a + b) / 2 for a, b in zip(before, after, strict=True)]
    expected = math.sqrt(sum((slope * sigma) ** 2 for slope, sigma in zip(middle_slopes, sigmas, strict=True)))
    outcome = evaluate(tree, lambda measure: Measured(measured[ROW[measure]], sigmas[ROW[measure]], 0.0), margin=0.0)
    assert outcome.uncertainty == pytest.approx(expected, rel=5e-3, abs=1e-2)


ATOMS = ("knee_deg", "hip_deg", "elbow_deg", "shoulder_deg")
"""Each in one comparison only: then what is unknown is what could still go either way."""


def _logic(names: Sequence[str]) -> st.SearchStrategy[str]:
    if len(names) == 1:
        return st.sampled_from([f"{names[0]} > 90", f"not {names[0]} > 90"])
    cuts = st.integers(1, len(names) - 1)
    return cuts.flatmap(
        lambda cut: st.builds(
            "{}({} {} {})".format,
            st.sampled_from(["", "not "]),
            _logic(names[:cut]),
            st.sampled_from(["and", "or"]),
            _logic(names[cut:]),
        )
    )


@given(_logic(ATOMS), st.tuples(*(st.sampled_from([True, False, None]) for _ in ATOMS)))
def test_what_is_not_measured_is_unknown_only_where_it_matters(text: str, known: tuple[bool | None, ...]) -> None:
    condition = parse_condition(text)

    def holds(atoms: Sequence[bool | None]) -> bool | None:
        deg = {name: None if atom is None else 120.0 if atom else 60.0 for name, atom in zip(ATOMS, atoms, strict=True)}
        return condition.judge(
            lambda measure: None if (value := deg[measure.metric]) is None else Measured(value, 8.0, 0.0), margin=1.0
        ).holds

    still_possible = {
        holds(atoms) for atoms in itertools.product(*([atom] if atom is not None else [True, False] for atom in known))
    }
    assert None not in still_possible
    assert holds(known) == (still_possible.pop() if len(still_possible) == 1 else None)


KNEE, HIP = 100.0, 60.0


def judged(
    text: str, *, margin: float = 1.0, **measured: tuple[float, float] | None
) -> tuple[bool | None, float, float]:
    def measure(measure: Measure) -> Measured | None:
        found = measured[measure.metric]
        return None if found is None else Measured(*found, 3.0)

    outcome = parse_condition(text).judge(measure, margin)
    return outcome.holds, outcome.value, outcome.limit


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("knee_deg > 89", True),
        ("knee_deg > 92", None),  # within 10 degrees it may be either
        ("knee_deg > 108", None),
        ("knee_deg > 111", False),
        ("not knee_deg > 92", None),
        ("not knee_deg > 111", True),
        ("knee_deg - 10 > 79", True),
        ("2 * knee_deg > 185", None),  # twice as unsure
        ("knee_deg - knee_deg / 2 > 44", True),  # the same error on both sides: half of it is left
    ],
)
def test_within_its_uncertainty_nothing_is_known(text: str, holds: bool | None) -> None:
    assert judged(text, knee_deg=(100.0, 10.0))[0] is holds


def test_without_a_margin_only_what_is_not_measured_is_unknown() -> None:
    assert judged("knee_deg > 99.9", margin=0.0, knee_deg=(100.0, 10.0)) == (True, 100.0, 99.9)
    assert judged("knee_deg > 100", margin=0.0, knee_deg=(100.0, 10.0)) == (False, 100.0, 100.0)
    assert judged("knee_deg >= 100", margin=0.0, knee_deg=(100.0, 10.0)) == (True, 100.0, 100.0)
    assert judged("knee_deg > 100", margin=0.0, knee_deg=None)[0] is None
    assert judged("hip_deg / (knee_deg - 100) > 1", margin=0.0, knee_deg=(100.0, 1.0), hip_deg=(9.0, 1.0))[0] is None


@pytest.mark.parametrize(
    ("text", "decides"),
    [
        ("knee_deg > 60 and hip_deg > 50", (True, HIP, 50.0)),  # the weakest of those that must hold
        ("knee_deg > 60 or hip_deg > 50", (True, KNEE, 60.0)),  # the strongest of those of which one must
        ("knee_deg > 60 and hip_deg > 90", (False, HIP, 90.0)),  # the one that does not hold
        ("knee_deg > 110 or hip_deg > 90", (False, KNEE, 110.0)),  # the one that is nearest to holding
        ("knee_deg > 60 or hip_deg > 90", (True, KNEE, 60.0)),
        ("not (knee_deg > 140 or hip_deg > 75)", (True, HIP, 75.0)),
        ("30 < knee_deg < 90", (False, KNEE, 90.0)),
        ("50 > hip_deg", (False, HIP, 50.0)),  # the limit is the number, wherever it stands
        ("knee_deg - hip_deg > 2 * 10", (True, 40.0, 20.0)),
        ("knee_deg > hip_deg + 20", (True, KNEE, 80.0)),
    ],
)
def test_one_comparison_decides(text: str, decides: tuple[bool, float, float]) -> None:
    assert judged(text, margin=0.0, knee_deg=(KNEE, 8.0), hip_deg=(HIP, 8.0)) == decides


def test_the_time_is_that_of_what_it_depends_on_most() -> None:
    condition = parse_condition("knee_deg - 3 * hip_deg < 90")
    times_s = {"knee_deg": 1.0, "hip_deg": 2.0}
    outcome = condition.judge(lambda measure: Measured(50.0, 4.0, times_s[measure.metric]), margin=1.0)
    assert outcome.at_s == 2.0


def test_brackets_and_chains_leave_no_trace() -> None:
    together = parse_tree("30 < knee_deg < 90 and (hip_deg < 9 and (elbow_deg < 9))")
    assert isinstance(together, Both)
    assert len(together.parts) == 4
    either = parse_tree("(knee_deg < 30 or hip_deg < 9) or elbow_deg < 9")
    assert isinstance(either, Either)
    assert len(either.parts) == 3


def test_numbers_are_computed_at_once() -> None:
    tree = parse_tree("knee_deg < max(20, 10 * 9) - -(4 / 2)")
    assert tree == parse_tree("knee_deg < 92")
    assert getattr(tree, "right", None) == Number(92.0)


def test_equal_is_what_means_the_same() -> None:
    assert parse_condition("middle(knee_deg)<90.0") == parse_condition(" knee_deg  < 90 ")
    assert parse_condition("knee_deg < 90") != parse_condition("knee_deg <= 90")
    assert parse_condition("knee_deg at start < 90") != parse_condition("knee_deg at peak < 90")


def test_it_says_what_it_measures() -> None:
    condition = parse_condition("high(knee_deg at peak) > hip_deg or not rep_s < 3 and knee_deg > hip_deg - 2")
    assert condition.measures == (
        Measure("knee_deg", "high", "peak"),
        Measure("hip_deg"),
        Measure("rep_s"),
        Measure("knee_deg"),
    )
