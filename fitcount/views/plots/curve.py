"""A value over time, with limits across it, and what happened marked below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.style import Style

from fitcount.types import Float64Array
from fitcount.views.canvas import Canvas
from fitcount.views.glyphs import Glyphs
from fitcount.views.limit import Limit
from fitcount.views.palette import DIM
from fitcount.views.pixels import pack
from fitcount.wording import quantity, whole_seconds

ROWS = 7
"""Of characters: 28 dots, of 4 to 5 degrees each where a knee bends by 120."""
DOTS_PER_S = 4.0
"""With fewer a repetition of a second is a dot; a longer set gets more strips, one below the other."""
MOST_STRIPS = 4
LONGEST_GAP_S = 0.5
"""A line over a longer gap would claim what nobody measured."""
STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)
"""Between two times on the axis."""
TIME_WIDTH = 10
SAMPLES = 4
"""Of each column of dots, so that no peak falls between two."""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of the time, marked by a sign below its middle."""

    start_s: float
    middle_s: float
    end_s: float
    sign: str
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn over time."""

    metric: str
    """Unit in its name."""
    t_s: Float64Array
    """(T,)"""
    values: Float64Array
    """(T,); NaN where it was not measured."""


def curves(line: Line, spans: Sequence[Span], limits: Sequence[Limit], width: int, glyphs: Glyphs) -> list[Canvas]:
    """As many strips, one below the other, as it takes to tell the movements apart; all on one scale.

    Nothing where there is no room, or nothing was measured.
    """
    t_s, metric = line.t_s, line.metric
    known = line.values[np.isfinite(line.values)]
    if not known.size:
        return []
    shown = [*known, *(limit.value for limit in limits)]
    low, high = float(min(shown)), float(max(shown))
    scale = _Scale(low, high if high > low else low + 1.0)
    gutter = max(len(glyphs.text(quantity(metric, value))) for value in (low, high, *(each.value for each in limits)))
    columns = (width - gutter - 1) * glyphs.trace.columns
    whole_s = float(t_s[-1] - t_s[0])
    if columns < TIME_WIDTH or whole_s <= 0.0:
        return []
    number = min(max(math.ceil(whole_s * DOTS_PER_S / columns), 1), MOST_STRIPS)
    starts_s = [float(t_s[0]) + whole_s / number * index for index in range(number)]
    strips = [_Strip(start_s, whole_s / number, gutter, width, metric, scale, glyphs) for start_s in starts_s]
    return [strip.drawn(line, spans, limits) for strip in strips]


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def rows_down(self, values: Float64Array, rows: int) -> Float64Array:
        """0 in the middle of the first row, `rows` - 1 in that of the last."""
        shares: Float64Array = (self.high - values) / (self.high - self.low)
        return shares * (rows - 1)


@dataclass(frozen=True, slots=True)
class _Strip:
    start_s: float
    took_s: float
    gutter: int
    width: int
    metric: str
    scale: _Scale
    glyphs: Glyphs

    def drawn(self, line: Line, spans: Sequence[Span], limits: Sequence[Limit]) -> Canvas:
        canvas = Canvas(self.width, ROWS + 2)
        self._labels(canvas, limits)
        lines = pack(self._dots(line), self.glyphs.trace)
        limit_rows = {self._row(limit.value) for limit in limits}
        styles = [self._style(column, spans) for column in range(len(lines[0]))]
        for y, row in enumerate(lines):
            for x, (character, style) in enumerate(zip(row, styles, strict=True)):
                if not character.isspace():
                    canvas.put(self._left + x, y, character, style)
                elif y in limit_rows:
                    canvas.put(self._left + x, y, self.glyphs.limit, DIM)
        self._marks(canvas, spans)
        self._times(canvas)
        return canvas

    @property
    def _left(self) -> int:
        return self.gutter + 1

    def _labels(self, canvas: Canvas, limits: Sequence[Limit]) -> None:
        """Those of the limits first: an end of the scale that would stand in their row is left out."""
        named = {self._row(value): value for value in (self.scale.low, self.scale.high)}
        named |= {self._row(limit.value): limit.value for limit in limits}
        for row, value in named.items():
            canvas.put(0, row, self.glyphs.text(quantity(self.metric, value)).rjust(self.gutter), DIM)

    def _row(self, value: float) -> int:
        return round(float(self.scale.rows_down(np.array([value]), ROWS)[0]))

    def _dots(self, line: Line) -> NDArray[np.bool_]:
        cell = self.glyphs.trace
        columns, rows = (self.width - self._left) * cell.columns, ROWS * cell.rows
        # One more sample than belongs to a column: neighbours meet.
        at_s = self.start_s + self.took_s * np.arange(columns * SAMPLES + 1) / (columns * SAMPLES)
        heights = self.scale.rows_down(_between(at_s, line.t_s, line.values), rows)
        within = np.stack([heights[index : index + columns * SAMPLES : SAMPLES] for index in range(SAMPLES + 1)])
        top, bottom = np.rint(np.fmin.reduce(within)), np.rint(np.fmax.reduce(within))
        row = np.arange(rows)[:, None]
        dots: NDArray[np.bool_] = (row >= top) & (row <= bottom)
        return dots

    def _style(self, column: int, spans: Sequence[Span]) -> Style:
        t_s = self.start_s + self.took_s * (column + 0.5) / (self.width - self._left)
        return next((span.style for span in spans if span.start_s <= t_s <= span.end_s), DIM)

    def _column(self, t_s: float) -> int:
        """Of a time within the strip; another is beyond the canvas."""
        share = (t_s - self.start_s) / self.took_s
        return self._left + round(share * (self.width - self._left - 1)) if 0.0 <= share <= 1.0 else self.width

    def _marks(self, canvas: Canvas, spans: Sequence[Span]) -> None:
        for span in spans:
            sign = self.glyphs.text(span.sign)
            x = min(self._column(span.middle_s) - (len(sign) - 1) // 2, self.width)
            if x + len(sign) <= self.width:
                canvas.put(max(x, self._left), ROWS, sign, span.style)

    def _times(self, canvas: Canvas) -> None:
        room = (self.width - self._left) // TIME_WIDTH
        step_s = next((step_s for step_s in STEPS_S if self.took_s / step_s <= room), STEPS_S[-1])
        for t_s in _steps(self.start_s, self.start_s + self.took_s, step_s):
            x, label = self._column(t_s), f"{self.glyphs.tick_time}{whole_seconds(t_s)}"
            if x + len(label) <= self.width:
                canvas.put(x, ROWS + 1, label, DIM)


def _steps(first_s: float, last_s: float, step_s: int) -> Iterator[float]:
    for number in range(math.ceil(max(first_s, 0.0) / step_s), math.floor(last_s / step_s) + 1):
        yield float(number * step_s)


def _between(at_s: Float64Array, t_s: Float64Array, values: Float64Array) -> Float64Array:
    """The values at other times, on straight lines; NaN before, behind, and in long gaps."""
    rows = np.flatnonzero(np.isfinite(values))
    found = np.interp(at_s, t_s[rows], values[rows], left=np.nan, right=np.nan)
    after = np.clip(np.searchsorted(t_s[rows], at_s), 1, max(len(rows) - 1, 1))
    if len(rows) > 1:
        found[t_s[rows][after] - t_s[rows][after - 1] > LONGEST_GAP_S] = np.nan
    return found
