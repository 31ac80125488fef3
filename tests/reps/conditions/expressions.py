"""Random conditions, each with what it says in Python, whose own parser and arithmetic are the second opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

MEASURES = (
    "knee_deg",
    "hip_deg at start",
    "high(knee_deg at peak)",
    "low( elbow_deg )",
    "spread(stance_m)",
    "middle(body_tilt_deg)",
    "to_peak_s",
    "tempo_ratio",
)


class Expression(NamedTuple):
    condition: str
    python: str
    """The same, with the measures as m[0], m[1], ..."""


def _written(pattern: str, *parts: Expression) -> Expression:
    return Expression(
        pattern.format(*(part.condition for part in parts)), pattern.format(*(part.python for part in parts))
    )


_MEASURES = [Expression(text, f"m[{row}]") for row, text in enumerate(MEASURES)]


class _Writer:
    """Writes what the grammar allows, with a bracket only where it chooses to: what binds stronger is the grammar's."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._left = 12
        """So many operands more at most."""

    def _one(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def _enough(self) -> bool:
        self._left -= 1
        return self._left <= 0

    def operand(self) -> Expression:
        kind = "measure" if self._enough() else self._one("measure", "number", "measure", "(", "abs", "min")
        match kind:
            case "measure":
                return self._draw(st.sampled_from(_MEASURES))
            case "number":
                number = self._draw(st.one_of(st.integers(0, 200).map(str), st.sampled_from(["0.25", "7.5", "1e2"])))
                return Expression(number, f"float({number})")
            case "(":
                return _written("({})", self.sum())
            case "abs":
                return _written("abs({})", self.sum())
            case _:
                return _written(self._one("min({}, {})", "max({},{})"), self.sum(), self.sum())

    def signed(self) -> Expression:
        return _written(self._one("{}", "{}", "-{}"), self.operand())

    def product(self) -> Expression:
        return self._chain(self.signed, "{}*{}", "{} / {}")

    def sum(self) -> Expression:
        return self._chain(self.product, "{} + {}", "{}-{}")

    def _chain(self, part: Callable[[], Expression], *patterns: str) -> Expression:
        made = part()
        for _ in range(0 if self._left <= 0 else self._draw(st.integers(0, 2))):
            made = _written(self._one(*patterns), made, part())
        return made

    def comparison(self) -> Expression:
        if self._left > 0 and self._one("plain", "plain", "(") == "(":
            return _written("({})", self.condition())
        if self._one("one", "one", "chain") == "chain":
            return _written(self._one("{} < {} < {}", "{} >= {} > {}", "{}<{}>={}"), self.sum(), self.sum(), self.sum())
        return _written(self._one("{} < {}", "{}<={}", "{} > {}", "{} >= {}"), self.sum(), self.sum())

    def negated(self) -> Expression:
        return _written(self._one("{}", "{}", "not {}"), self.comparison())

    def condition(self) -> Expression:
        return self._chain(lambda: self._chain(self.negated, "{} and {}"), "{} or {}")


@st.composite
def quantities(draw: st.DrawFn) -> Expression:
    return _Writer(draw).sum()


@st.composite
def conditions(draw: st.DrawFn) -> Expression:
    return _Writer(draw).condition()
