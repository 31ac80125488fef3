"""Which units go together: degrees with degrees, seconds with seconds; a bare number with anything."""

from __future__ import annotations

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
    Node,
    Number,
    Quantity,
    Truth,
    text_of,
)

Unit = str | None
"""deg, m, s, ratio; None of a bare number, which has the unit of what it stands beside."""
RATIO = "ratio"
_SAID = {"deg": "degrees", "m": "metres", "s": "seconds", RATIO: "a ratio"}


def check_units(truth: Truth) -> None:
    """Raise ConditionError at the first quantities whose units do not go together."""
    match truth:
        case Both(parts=parts) | Either(parts=parts):
            for part in parts:
                check_units(part)
        case Inverse(of=of):
            check_units(of)
        case Comparison(left=left, right=right, comparator=comparator):
            if _together(truth, comparator, left, right) is None:
                what = f"'{comparator}' compares only numbers"
                raise ConditionError(what, truth.start, truth.end - truth.start, suggestion="name a metric")


def unit_of_quantity(quantity: Quantity) -> Unit:
    """The unit. Raises ConditionError at the first quantities whose units do not go together."""
    unit: Unit = None
    match quantity:
        case Measure(metric=metric):
            unit = NAMED[metric].unit
        case Negative(of=of):
            unit = unit_of_quantity(of)
        case Call(arguments=arguments, function=function):
            unit = _together(quantity, f"{function}(…)", *arguments)
        case Arithmetic(operator="*"):
            unit = _times(quantity)
        case Arithmetic(operator="/"):
            unit = _divided(quantity)
        case Arithmetic(operator=operator, left=left, right=right):
            unit = _together(quantity, operator, left, right)
        case Number():
            pass
    return unit


def _together(whole: Node, sign: str, *parts: Quantity) -> Unit:
    """The one unit of all parts that have one."""
    # Once each: every level that asked twice would double the work of all below it.
    known = [(part, unit) for part in parts if (unit := unit_of_quantity(part)) is not None]
    for part, unit in known[1:]:
        first, first_unit = known[0]
        if unit != first_unit:
            what = f"{_with_unit(first, first_unit)} and {_with_unit(part, unit)} do not go together"
            raise ConditionError(what, whole.start, whole.end - whole.start, why=f"'{sign}' needs the same unit")
    return known[0][1] if known else None


def _times(product: Arithmetic) -> Unit:
    left, right = unit_of_quantity(product.left), unit_of_quantity(product.right)
    for unit, other in ((left, right), (right, left)):
        if unit is None:
            return other
        if unit == RATIO:
            return other or RATIO
    what = f"{_with_unit(product.left, left)} times {_with_unit(product.right, right)} has no unit"
    why = "one side of '*' is a number or a ratio"
    raise ConditionError(what, product.start, product.end - product.start, why=why)


def _divided(quotient: Arithmetic) -> Unit:
    left, right = unit_of_quantity(quotient.left), unit_of_quantity(quotient.right)
    if right is None or (right == RATIO and left is not None):
        return left
    if right in (left, RATIO):
        return RATIO
    what = f"{_with_unit(quotient.left, left)} over {_with_unit(quotient.right, right)} has no unit"
    why = "'/' needs the same unit on both sides, or a number or a ratio below"
    raise ConditionError(what, quotient.start, quotient.end - quotient.start, why=why)


def _with_unit(quantity: Quantity, unit: Unit) -> str:
    return f"{text_of(quantity)} ({_SAID[unit]})" if unit else text_of(quantity)
