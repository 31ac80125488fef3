"""What a quantity can be at all: a comparison that always holds, or never does, is a slip."""

from __future__ import annotations

import math

from fitcount.reps.conditions.errors import ConditionError
from fitcount.reps.conditions.quantities import NAMED
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
    text_of,
)

Range = tuple[float, float]
ANYTHING: Range = (-math.inf, math.inf)

RADIANS = math.pi
"""A limit of so few degrees is within what any pose is wrong by; it is rather an angle in radians."""


def check_possible(truth: Truth) -> None:
    """Raise ConditionError at the first comparison that holds for every body, or for none."""
    for comparison in comparisons_of(truth):
        left, right = range_of(comparison.left), range_of(comparison.right)
        low, high = (left, right) if comparison.comparator in ("<", "<=") else (right, left)
        # Borders count as never, or always: no measured angle is above 180, nor is a limit of 180 of any use.
        if low[1] <= high[0]:
            raise _pointless(comparison, "always holds")
        if low[0] >= high[1]:
            raise _pointless(comparison, "never holds")
    _check_contradictions(truth)


def comparisons_of(truth: Truth) -> list[Comparison]:
    """All comparisons, from left to right."""
    match truth:
        case Comparison():
            return [truth]
        case Inverse(of=of):
            return comparisons_of(of)
        case Both(parts=parts) | Either(parts=parts):
            return [comparison for part in parts for comparison in comparisons_of(part)]


def range_of(quantity: Quantity) -> Range:
    """Between what it can lie. Raises ConditionError if it divides by nothing but 0."""
    match quantity:
        case Number(value=value):
            return value, value
        case Measure():
            return _of_measure(quantity)
        case Negative(of=of):
            low, high = range_of(of)
            return -high, -low
        case Call(function=function, arguments=arguments):
            ranges = [range_of(argument) for argument in arguments]
            if function == "abs":
                return _absolute(ranges[0])
            choose = min if function == "min" else max
            return choose(low for low, _ in ranges), choose(high for _, high in ranges)
        case Arithmetic():
            return _of_arithmetic(quantity)


def hint_of_radians(comparison: Comparison) -> str:
    """What to say if an angle is compared with a number that looks like radians; nothing otherwise."""
    for side, limit in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
        if isinstance(side, Measure) and NAMED[side.metric].unit == "deg" and isinstance(limit, Number):
            value = limit.value
            if value and abs(value) <= RADIANS:
                return f"if it is in radians, write {math.degrees(value):.0f}"
    return ""


def _of_measure(measure: Measure) -> Range:
    named = NAMED[measure.metric]
    return (0.0, named.high - named.low) if measure.taking == "spread" else (named.low, named.high)


def _absolute(of: Range) -> Range:
    low, high = of
    nearest = 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
    return nearest, max(abs(low), abs(high))


def _of_arithmetic(arithmetic: Arithmetic) -> Range:
    left, right = range_of(arithmetic.left), range_of(arithmetic.right)
    match arithmetic.operator:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[1], left[1] - right[0]
        case "*":
            return _corners([a * b for a in left for b in right])
        case "/":
            if right == (0.0, 0.0):
                divisor = arithmetic.right
                raise ConditionError(
                    f"'{text_of(arithmetic)}' divides by 0", divisor.start, divisor.end - divisor.start
                )
            if right[0] <= 0.0 <= right[1]:
                return ANYTHING
            return _corners([a / b for a in left for b in right])


def _corners(values: list[float]) -> Range:
    """The ends of a product of ranges; where infinity meets 0 or infinity, anything."""
    return ANYTHING if any(math.isnan(value) for value in values) else (min(values), max(values))


def _pointless(comparison: Comparison, how: str) -> ConditionError:
    left, right = comparison.left, comparison.right
    side = right if isinstance(left, Number) else left
    low, high = range_of(side)
    return ConditionError(
        f"'{text_of(comparison)}' {how}",
        comparison.start,
        comparison.end - comparison.start,
        why=f"{text_of(side)} lies between {low:g} and {high:g}",
        suggestion=hint_of_radians(comparison),
    )


def _check_contradictions(truth: Truth) -> None:
    """Raise ConditionError where parts that must all hold leave nothing between them: 90 < knee_deg < 60."""
    match truth:
        case Inverse(of=of):
            _check_contradictions(of)
        case Either(parts=parts):
            for part in parts:
                _check_contradictions(part)
        case Both(parts=parts):
            _check_apart(truth, parts)
            for part in parts:
                _check_contradictions(part)
        case Comparison():
            pass


def _check_apart(both: Both, parts: tuple[Truth, ...]) -> None:
    left_over: dict[Quantity, Range] = {}
    for part in parts:
        if not isinstance(part, Comparison):
            continue
        upward = part.comparator in ("<", "<=")
        for side, limit, below in ((part.left, part.right, upward), (part.right, part.left, not upward)):
            if isinstance(limit, Number) and not isinstance(side, Number):
                low, high = left_over.get(side, ANYTHING)
                left_over[side] = low, high = (low, min(high, limit.value)) if below else (max(low, limit.value), high)
                if low >= high:
                    what = f"{text_of(side)} is never above {low:g} and below {high:g}"
                    raise ConditionError(what, both.start, both.end - both.start, suggestion="turn < and > round")
