"""A bar each, side by side, and where their trend lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style

from fitcount.views.canvas import Canvas
from fitcount.views.fatigue import Trend
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import BOLD, DIM
from fitcount.wording import quantity

ROWS = 5
WIDEST = 6
"""Columns of a bar, with the gap behind it."""
NARROWEST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One of them; NaN where nothing was measured."""

    value: float
    label: str
    below: str
    """A second line of the label; "" for none."""
    style: Style


def bars_across(number: int, width: int, gutter: int = 7) -> int:
    """Columns that each of so many bars would have; less than `NARROWEST` where they need several rows of bars."""
    return min((width - gutter) // max(number, 1), WIDEST)


def bars(values: Sequence[Bar], metric: str, trend: Trend | None, width: int, glyphs: Glyphs) -> list[Canvas]:
    """Rows of bars, all from nothing up to the largest, as many as it takes; `metric`: unit in its name.

    A bar of no height is no value of nothing: nothing was measured. Nothing where there is no room.
    """
    known = [each.value for each in values if math.isfinite(each.value)]
    if not known or max(known) <= 0.0:
        return []
    gutter = max(len(glyphs.text(quantity(metric, value))) for value in (0.0, max(known))) + 1
    across = min((width - gutter) // len(values), WIDEST)
    in_a_row = len(values) if across >= NARROWEST else (width - gutter) // NARROWEST
    if in_a_row < 1:
        return []
    whole = _Bars(values, max(known), metric, trend, gutter, max(across, NARROWEST), width, glyphs)
    return [whole.drawn(first, min(first + in_a_row, len(values))) for first in range(0, len(values), in_a_row)]


@dataclass(frozen=True, slots=True)
class _Bars:
    values: Sequence[Bar]
    most: float
    metric: str
    trend: Trend | None
    gutter: int
    across: int
    width: int
    glyphs: Glyphs

    def drawn(self, first: int, last: int) -> Canvas:
        canvas = Canvas(self.width, ROWS + 1 + any(each.below for each in self.values))
        for row, value in ((0, self.most), (ROWS - 1, 0.0)):
            canvas.put(0, row, self.glyphs.text(quantity(self.metric, value)).rjust(self.gutter - 1), DIM)
        for column, index in enumerate(range(first, last)):
            self._bar(canvas, self.gutter + column * self.across, index)
        return canvas

    def _bar(self, canvas: Canvas, x: int, index: int) -> None:
        bar, thick = self.values[index], self.across - 1
        share = 0.0 if math.isnan(bar.value) else bar.value / self.most
        for row, character in enumerate(self._characters(share)):
            canvas.put(x, row, character * thick, bar.style)
        self._trend(canvas, x + thick, index)
        self._label(canvas, x, bar.label, bar.style, ROWS, every=index)
        canvas.put(x, ROWS + 1, bar.below, bar.style)

    def _characters(self, share: float) -> list[str]:
        """From the top row down."""
        levels = f" {self.glyphs.bar_levels}{self.glyphs.bar_full}"
        steps = len(levels) - 1
        filled = round(share * ROWS * steps)
        found = (levels[min(max(filled - row * steps, 0), steps)] for row in reversed(range(ROWS)))
        return ["" if character == " " else character for character in found]

    def _trend(self, canvas: Canvas, x: int, index: int) -> None:
        """In the gap behind the bar: what the trend has there."""
        if self.trend is None or len(self.values) < 2:
            return
        value = self.trend.first + (self.trend.last - self.trend.first) * index / (len(self.values) - 1)
        row = ROWS - 1 - int(min(max(value / self.most, 0.0) * ROWS, ROWS - 1))
        canvas.put(x, row, self.glyphs.limit, BOLD)

    def _label(self, canvas: Canvas, x: int, label: str, style: Style, y: int, *, every: int) -> None:
        """Where numbers would touch, only the first and every fifth stand below their bars; signs always do."""
        longest = max(len(each.label) for each in self.values)
        if longest < self.across or not label.isdecimal() or every == 0 or int(label) % 5 == 0:
            canvas.put(x, y, self.glyphs.text(label), style)
