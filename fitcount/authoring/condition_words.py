"""A condition as a person would say it: "largest trunk lean (bottom) above 52°"."""

from __future__ import annotations

from collections.abc import Mapping

from fitcount.reps.conditions import TEMPO, Measure, Place
from fitcount.reps.conditions.quantities import TIMES
from fitcount.reps.conditions.tree import (
    Arithmetic,
    Both,
    Call,
    Comparator,
    Comparison,
    Either,
    Inverse,
    Negative,
    Number,
    Quantity,
    Taking,
    Truth,
)
from fitcount.reps.conditions.units import unit_of_quantity
from fitcount.wording import metric_name, quantity

TAKINGS: Mapping[Taking, str] = {
    "low": "smallest ",
    "middle": "typical ",
    "high": "largest ",
    "spread": "change of ",
}
_COMPARED: Mapping[Comparator, str] = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_TAKES: Mapping[Comparator, str] = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
_TURNED: Mapping[Comparator, Comparator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FUNCTIONS = {"abs": "size of", "min": "the smaller of", "max": "the larger of"}


def in_words(truth: Truth, places: Mapping[Place, str]) -> str:
    """The condition in words; `places`: what the exercise calls its start position and its peak."""
    match truth:
        case Comparison():
            return _comparison(truth, places)
        case Inverse(of=of):
            return f"not ({in_words(of, places)})"
        case Both(parts=parts):
            return " and ".join(_part(part, places) for part in parts)
        case Either(parts=parts):
            return " or ".join(_part(part, places) for part in parts)


def _part(truth: Truth, places: Mapping[Place, str]) -> str:
    said = in_words(truth, places)
    return f"({said})" if isinstance(truth, Both | Either) else said


def _comparison(comparison: Comparison, places: Mapping[Place, str]) -> str:
    left, right, comparator = comparison.left, comparison.right, comparison.comparator
    if isinstance(left, Number):
        left, right, comparator = right, left, _TURNED[comparator]
    if isinstance(left, Measure) and left.metric == TEMPO and isinstance(right, Number):
        return f"takes {_TAKES[comparator]} {quantity(TEMPO, right.value)} as long as the reps before"
    unit = unit_of_quantity(left) or unit_of_quantity(right) or ""
    return f"{_quantity(left, places, unit)} {_COMPARED[comparator]} {_quantity(right, places, unit)}"


def _quantity(of: Quantity, places: Mapping[Place, str], unit: str) -> str:
    """`unit` is that of bare numbers."""
    match of:
        case Number(value=value):
            return quantity(unit, value) if unit else f"{value:g}"
        case Measure():
            return _measure(of, places)
        case Negative(of=inner):
            return f"\N{MINUS SIGN}{_operand(inner, places, unit)}"
        case Call(function=function, arguments=arguments):
            named = " and ".join(_quantity(argument, places, unit) for argument in arguments)
            return f"{_FUNCTIONS[function]} {named}"
        case Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, left, right, places, unit)


def _arithmetic(operator: str, left: Quantity, right: Quantity, places: Mapping[Place, str], unit: str) -> str:
    # A factor is a bare number, even where what it multiplies has a unit.
    of_number = unit if operator in "+-" else ""
    sign = {"+": "+", "-": "\N{MINUS SIGN}", "*": "\N{MULTIPLICATION SIGN}", "/": "/"}[operator]
    return f"{_operand(left, places, of_number)} {sign} {_operand(right, places, of_number)}"


def _operand(of: Quantity, places: Mapping[Place, str], unit: str) -> str:
    said = _quantity(of, places, unit)
    return f"({said})" if isinstance(of, Arithmetic) else said


def _measure(measure: Measure, places: Mapping[Place, str]) -> str:
    if measure.metric in TIMES:
        return metric_name(measure.metric)
    place = places.get(measure.place, "")
    return f"{TAKINGS[measure.taking]}{metric_name(measure.metric)}{f' ({place})' if place else ''}"
