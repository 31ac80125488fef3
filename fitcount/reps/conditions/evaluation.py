"""Whether a condition holds for what was measured: yes, no, or nobody knows; and which comparison decides that."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fitcount.reps.conditions.tree import (
    Arithmetic,
    Both,
    Call,
    Comparison,
    Either,
    Inverse,
    Measure,
    Negative,
    Number,
    Quantity,
    Truth,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure amounts to in one rep."""

    value: float
    uncertainty: float
    """One standard deviation."""
    at_s: float
    """When it was that."""


Measuring = Callable[[Measure], Measured | None]
"""What a measure amounts to; None where it was not measured."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition holds, and the comparison that decides it, which has its limit on the right."""

    holds: bool | None
    """None: what was measured cannot tell."""
    comparison: Comparison
    compared: Quantity
    """Its side that has the value: the left one, or the right one of 60 < knee_deg."""
    value: float
    limit: float
    uncertainty: float
    """Of the value against the limit: one standard deviation."""
    at_s: float
    """When the value was measured."""
    strength: float
    """How far it is from turning over, in standard deviations; below 0 where it does not hold."""


def evaluate(truth: Truth, measure: Measuring, margin: float) -> Outcome:
    """Whether a condition holds, in Kleene's logic of yes, no and unknown.

    A comparison holds, or does not, if it lies beyond its limit by more than `margin` standard deviations; within them,
    and where a part was not measured, it is unknown. Of parts that must all hold the weakest decides, of alternatives
    the strongest.
    """
    match truth:
        case Comparison():
            return _compare(truth, measure, margin)
        case Inverse(of=of):
            return _inverse(evaluate(of, measure, margin))
        case Both(parts=parts):
            return _weakest(evaluate(part, measure, margin) for part in parts)
        case Either(parts=parts):
            # By de Morgan: a or b is not (not a and not b).
            return _inverse(_weakest(_inverse(evaluate(part, measure, margin)) for part in parts))


def _weakest(outcomes: Iterable[Outcome]) -> Outcome:
    """What decides over parts that must all hold: one that does not, else one that is unknown, else any."""
    return min(outcomes, key=lambda outcome: (_RANK[outcome.holds], outcome.strength))


_RANK = {False: 0, None: 1, True: 2}


def _inverse(outcome: Outcome) -> Outcome:
    holds = None if outcome.holds is None else not outcome.holds
    return Outcome(
        holds,
        outcome.comparison,
        outcome.compared,
        outcome.value,
        outcome.limit,
        outcome.uncertainty,
        outcome.at_s,
        -outcome.strength,
    )


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A value, and how it changes with what was measured."""

    value: float
    slopes: dict[Measure, float]
    """By measure, per unit of it."""
    measured: dict[Measure, Measured]


def _compare(comparison: Comparison, measure: Measuring, margin: float) -> Outcome:
    left, right = _estimate(comparison.left, measure), _estimate(comparison.right, measure)
    limit_left = isinstance(comparison.left, Number)
    compared, limit = (right, left) if limit_left else (left, right)
    uncertainty, at_s = _spread(left, right)
    slack = margin * uncertainty if margin > 0.0 else 0.0
    above = comparison.comparator in (">", ">=")
    lead = left.value - right.value if above else right.value - left.value
    return Outcome(
        _holds(comparison, left.value, right.value, slack),
        comparison,
        comparison.right if limit_left else comparison.left,
        compared.value,
        limit.value,
        uncertainty,
        at_s,
        lead / uncertainty if uncertainty > 0.0 else math.copysign(math.inf, lead),
    )


def _holds(comparison: Comparison, left: float, right: float, slack: float) -> bool | None:
    if math.isnan(left) or math.isnan(right) or math.isnan(slack):
        return None
    match comparison.comparator:
        case "<":
            surely, perhaps = left < right - slack, left < right + slack
        case "<=":
            surely, perhaps = left <= right - slack, left <= right + slack
        case ">":
            surely, perhaps = left > right + slack, left > right - slack
        case ">=":
            surely, perhaps = left >= right + slack, left >= right - slack
    return True if surely else None if perhaps else False


def _spread(left: _Estimate, right: _Estimate) -> tuple[float, float]:
    """Standard deviation of the difference, and when that was measured which it depends on most."""
    measured = left.measured | right.measured
    variance, most, at_s = 0.0, -1.0, math.nan
    for measure, each in measured.items():
        # The same measure on both sides errs alike.
        part = (left.slopes.get(measure, 0.0) - right.slopes.get(measure, 0.0)) * each.uncertainty
        variance += part * part
        if abs(part) > most:
            most, at_s = abs(part), each.at_s
    return math.sqrt(variance), at_s


_UNKNOWN = _Estimate(math.nan, {}, {})


def _estimate(quantity: Quantity, measure: Measuring) -> _Estimate:
    """The value, NaN if a part of it was not measured, with errors carried along to first order."""
    match quantity:
        case Number(value=value):
            return _Estimate(value, {}, {})
        case Measure():
            measured = measure(quantity)
            return _UNKNOWN if measured is None else _Estimate(measured.value, {quantity: 1.0}, {quantity: measured})
        case Negative(of=of):
            return _scaled(_estimate(of, measure), -1.0)
        case Call(function=function, arguments=arguments):
            return _call(function, [_estimate(argument, measure) for argument in arguments])
        case Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, _estimate(left, measure), _estimate(right, measure))


def _scaled(estimate: _Estimate, factor: float) -> _Estimate:
    slopes = {measure: factor * slope for measure, slope in estimate.slopes.items()}
    return _Estimate(factor * estimate.value, slopes, estimate.measured)


def _call(function: str, estimates: list[_Estimate]) -> _Estimate:
    if any(math.isnan(estimate.value) for estimate in estimates):
        return _UNKNOWN
    if function == "abs":
        return _scaled(estimates[0], -1.0) if estimates[0].value < 0.0 else estimates[0]
    choose = min if function == "min" else max
    return choose(estimates, key=lambda estimate: estimate.value)


def _arithmetic(operator: str, left: _Estimate, right: _Estimate) -> _Estimate:
    if operator == "+":
        return _combined(left.value + right.value, left, 1.0, right, 1.0)
    if operator == "-":
        return _combined(left.value - right.value, left, 1.0, right, -1.0)
    if operator == "*":
        return _combined(left.value * right.value, left, right.value, right, left.value)
    if right.value == 0.0:
        return _UNKNOWN
    ratio = left.value / right.value
    return _combined(ratio, left, 1.0 / right.value, right, -ratio / right.value)


def _combined(value: float, left: _Estimate, by_left: float, right: _Estimate, by_right: float) -> _Estimate:
    slopes = {measure: by_left * slope for measure, slope in left.slopes.items()}
    for measure, slope in right.slopes.items():
        slopes[measure] = slopes.get(measure, 0.0) + by_right * slope
    return _Estimate(value, slopes, left.measured | right.measured)
