"""The nodes of a condition, made from the inside out while lark parses it."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from lark import Token, Transformer, v_args

from fitcount.reps.conditions.complaints import MAX_SHOWN, OPERAND, did_you_mean, end_of, shown, start_of
from fitcount.reps.conditions.errors import ConditionError
from fitcount.reps.conditions.quantities import NAMED, TIMES
from fitcount.reps.conditions.tree import (
    Arithmetic,
    Both,
    Call,
    Comparator,
    Comparison,
    Either,
    Function,
    Inverse,
    Measure,
    Negative,
    Node,
    Number,
    Operator,
    Place,
    Quantity,
    Taking,
    Truth,
    text_of,
)
from fitcount.wording import shortened

MAX_SUGGESTED = 40
"""Characters of a quantity that a suggestion repeats."""


def truth_of(node: Node, where: str) -> Truth:
    """The node, if it holds or not. Raises ConditionError for a mere quantity; `where`: what it stands beside."""
    if isinstance(node, Truth):
        return node
    said = text_of(node)
    named = not isinstance(node, Number) and len(said) <= MAX_SUGGESTED
    suggestion = f"write {said} < … or {said} > …" if named else "write one like middle(knee_deg) < 100"
    what = f"{shortened(said, MAX_SHOWN)} is compared with nothing{where}"
    raise ConditionError(what, node.start, node.end - node.start, suggestion=suggestion)


def _quantity(node: Node, where: str) -> Quantity:
    """The node, if it has a value. Raises ConditionError for a comparison; `where`: what it stands beside."""
    if isinstance(node, Quantity):
        return node
    what = f"expected {OPERAND} {where}, found a comparison"
    raise ConditionError(what, node.start, node.end - node.start, suggestion="join comparisons by 'and' or 'or'")


@v_args(inline=True)
class Builder(Transformer[Token, Any]):
    """Makes the nodes, from the inside out, while lark parses."""

    def either(self, *parts: Node) -> Either:
        """a or b."""
        truths = [truth_of(part, " beside 'or'") for part in parts]
        return Either(_flat(truths, Either), start=parts[0].start, end=parts[-1].end)

    def both(self, *parts: Node) -> Both:
        """a and b."""
        truths = [truth_of(part, " beside 'and'") for part in parts]
        return Both(_flat(truths, Both), start=parts[0].start, end=parts[-1].end)

    def inverse(self, word: Token, of: Node) -> Inverse:
        """not a."""
        return Inverse(truth_of(of, " after 'not'"), start=start_of(word), end=of.end)

    def comparison(self, *parts: Node | Token) -> Comparison | Both:
        """a < b, or a < b < c: each of them."""
        operands = [part for part in parts if not isinstance(part, Token)]
        signs = [part for part in parts if isinstance(part, Token)]
        pairs = [
            Comparison(
                cast(Comparator, str(sign)),
                _quantity(left, f"before '{sign}'"),
                _quantity(right, f"after '{sign}'"),
                start=left.start,
                end=right.end,
            )
            for sign, left, right in zip(signs, operands, operands[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else Both(tuple(pairs), start=operands[0].start, end=operands[-1].end)

    def arithmetic(self, left: Node, sign: Token, right: Node) -> Arithmetic | Number:
        """a + b, a - b, a * b, a / b; at once if they are numbers."""
        arithmetic = Arithmetic(
            cast(Operator, str(sign)),
            _quantity(left, f"before '{sign}'"),
            _quantity(right, f"after '{sign}'"),
            start=left.start,
            end=right.end,
        )
        if not (isinstance(arithmetic.left, Number) and isinstance(arithmetic.right, Number)):
            return arithmetic
        return _computed(arithmetic, arithmetic.left.value, arithmetic.right.value)

    def negative(self, sign: Token, of: Node) -> Number | Negative:
        """-a."""
        quantity = _quantity(of, "after '-'")
        if isinstance(quantity, Number):
            return Number(-quantity.value, start=start_of(sign), end=of.end)
        return Negative(quantity, start=start_of(sign), end=of.end)

    def number(self, token: Token) -> Number:
        """12.5."""
        value = float(token)
        if math.isinf(value):
            raise ConditionError(f"{shown(token)} is too large", start_of(token), len(token))
        return Number(value, start=start_of(token), end=end_of(token))

    def measure(self, name: Token, place: Token | None = None) -> Measure:
        """knee_deg, knee_deg at peak."""
        if name not in NAMED:
            suggestion = did_you_mean(name, NAMED) or "exercises/README.md lists them all"
            raise ConditionError(f"there is no metric {shown(name)}", start_of(name), len(name), suggestion=suggestion)
        measure = Measure(str(name), start=start_of(name), end=end_of(place or name))
        if place is None:
            return measure
        _refuse_time(measure, measure.start, measure.end, f"at {place}")
        return replace(measure, place=cast(Place, str(place)))

    def taken(self, taking: Token, _open: Token, measure: Measure, close: Token) -> Measure:
        """high(knee_deg)."""
        start, end = start_of(taking), end_of(close)
        _refuse_time(measure, start, end, f"{taking}(…)")
        return replace(measure, taking=cast(Taking, str(taking)), start=start, end=end)

    def call(self, function: Token, _open: Token, *parts: Any) -> Call | Number:
        """max(a, b)."""
        *arguments, close = parts
        start, end = start_of(function), end_of(close)
        quantities = tuple(_quantity(each, f"in {function}(…)") for each in arguments)
        if (len(quantities) == 1) != (function == "abs"):
            needs = "one quantity" if function == "abs" else "two quantities or more"
            raise ConditionError(f"{function}(…) takes {needs}, not {len(quantities)}", start, end - start)
        numbers = [each.value for each in quantities if isinstance(each, Number)]
        if len(numbers) == len(quantities):
            return Number(_CALL[function](numbers), start=start, end=end)
        return Call(cast(Function, str(function)), quantities, start=start, end=end)

    def group(self, opened: Token, inside: Node, close: Token) -> Node:
        """(a)."""
        return replace(inside, start=start_of(opened), end=end_of(close))


def _flat(truths: Iterable[Truth], kind: type[Both] | type[Either]) -> tuple[Truth, ...]:
    """The parts, and in place of one of the same kind its parts: a and (b and c) is a and b and c."""
    return tuple(part for each in truths for part in (each.parts if isinstance(each, kind) else (each,)))


_COMPUTE: Mapping[Operator, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}

_CALL: Mapping[str, Callable[[Sequence[float]], float]] = {
    "abs": lambda numbers: abs(numbers[0]),
    "min": min,
    "max": max,
}


def _computed(arithmetic: Arithmetic, left: float, right: float) -> Number:
    """What two numbers make: 90 + 30 is a limit like any other."""
    start, end = arithmetic.start, arithmetic.end
    if arithmetic.operator == "/" and right == 0.0:
        raise ConditionError(f"'{text_of(arithmetic)}' divides by 0", start, end - start)
    value = _COMPUTE[arithmetic.operator](left, right)
    if not math.isfinite(value):
        raise ConditionError(f"'{text_of(arithmetic)}' is too large", start, end - start)
    return Number(value, start=start, end=end)


def _refuse_time(measure: Measure, start: int, end: int, words: str) -> None:
    if measure.metric in TIMES:
        what = f"{measure.metric} is one number a rep"
        raise ConditionError(what, start, end - start, suggestion=f"leave out '{words}'")
