"""What a condition is made of: measures and numbers, their arithmetic, comparisons, and how those go together.

`text_of` writes a tree as a condition that parses to an equal tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Taking = Literal["low", "middle", "high", "spread"]
"""Of a metric's values: below it lie one in ten, five, nine; or nine's less one's."""
Place = Literal["rep", "start", "peak"]
"""In the whole rep, in the start position at its two ends, or at its peak."""
Comparator = Literal["<", "<=", ">", ">="]
Operator = Literal["+", "-", "*", "/"]
Function = Literal["abs", "min", "max"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """Where it stands in the condition's text: the offsets of its first character and of the one after its last."""

    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(_Node):
    """A number; its unit is that of what it is compared with or added to."""

    value: float


@dataclass(frozen=True, slots=True)
class Measure(_Node):
    """What is measured of a rep: one number."""

    metric: str
    taking: Taking = "middle"
    place: Place = "rep"


@dataclass(frozen=True, slots=True)
class Negative(_Node):
    """Minus something."""

    of: Quantity


@dataclass(frozen=True, slots=True)
class Arithmetic(_Node):
    """Two quantities, added, subtracted, multiplied or divided."""

    operator: Operator
    left: Quantity
    right: Quantity


@dataclass(frozen=True, slots=True)
class Call(_Node):
    """A function of quantities: abs of one, min and max of several."""

    function: Function
    arguments: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Comparison(_Node):
    """Two quantities, one of which must be above or below the other."""

    comparator: Comparator
    left: Quantity
    right: Quantity


@dataclass(frozen=True, slots=True)
class Inverse(_Node):
    """Holds where something does not."""

    of: Truth


@dataclass(frozen=True, slots=True)
class Both(_Node):
    """Holds where all parts do."""

    parts: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Either(_Node):
    """Holds where one of its parts does."""

    parts: tuple[Truth, ...]


Quantity = Number | Measure | Negative | Arithmetic | Call
"""Has a value."""
Truth = Comparison | Inverse | Both | Either
"""Holds or not."""
Node = Quantity | Truth


def text_of(node: Node) -> str:
    """A condition, or part of one, in its own language."""
    match node:
        case Number(value=value):
            text = repr(value).removesuffix(".0")
        case Measure():
            text = _measure(node)
        case Negative(of=of):
            text = f"-{_inside(of, _ALONE)}"
        case Arithmetic(operator=operator, left=left, right=right):
            # What stands right binds stronger: a - (b - c).
            text = f"{_inside(left, _binding(node))} {operator} {_inside(right, _binding(node) + 1)}"
        case Call(function=function, arguments=arguments):
            text = f"{function}({', '.join(map(text_of, arguments))})"
        case Comparison(comparator=comparator, left=left, right=right):
            text = f"{text_of(left)} {comparator} {text_of(right)}"
        case Inverse(of=of):
            text = f"not {_inside(of, _COMPARED)}"
        case Both(parts=parts):
            text = " and ".join(_chained(parts))
        case Either(parts=parts):
            text = " or ".join(_inside(part, _JOINED) for part in parts)
    return text


def _chained(parts: tuple[Truth, ...]) -> list[str]:
    """Each part; 60 < knee_deg and knee_deg < 90 as one: 60 < knee_deg < 90."""
    texts: list[str] = []
    for before, part in zip((None, *parts), parts, strict=False):
        match before, part:
            case Comparison(), Comparison() if before.right == part.left and before.comparator[0] == part.comparator[0]:
                texts[-1] += f" {part.comparator} {text_of(part.right)}"
            case _:
                texts.append(_inside(part, _INVERTED))
    return texts


def _measure(measure: Measure) -> str:
    placed = measure.metric if measure.place == "rep" else f"{measure.metric} at {measure.place}"
    return placed if measure.taking == "middle" else f"{measure.taking}({placed})"


_EITHER, _JOINED, _INVERTED, _COMPARED, _ADDED, _MULTIPLIED, _SIGNED, _ALONE = range(8)
"""How strongly it binds, the weakest first."""


def _binding(node: Node) -> int:
    if isinstance(node, Arithmetic):
        return _ADDED if node.operator in "+-" else _MULTIPLIED
    if isinstance(node, Number) and node.value < 0.0:
        return _SIGNED
    return _BINDING.get(type(node), _ALONE)


_BINDING = {Either: _EITHER, Both: _JOINED, Inverse: _INVERTED, Comparison: _COMPARED, Negative: _SIGNED}


def _inside(node: Node, binding: int) -> str:
    text = text_of(node)
    return text if _binding(node) >= binding else f"({text})"
