"""The last seconds of the driving metric, with the limits that it has to cross."""

import re

import numpy as np
from numpy.typing import NDArray

from fitcount.types import Float64Array, Gauge
from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import DIM, GOOD, PLAIN
from fitcount.views.pixels import pack
from fitcount.wording import quantity


def draw_trend(canvas: Canvas, area: Area, moment: Moment) -> None:
    """A curve that moves to the left as time goes by; larger values are higher up."""
    if not moment.is_known:
        return
    gauge, glyphs = moment.state.gauge, moment.glyphs
    limits = {
        _row(gauge, limit, area.height): glyphs.text(quantity(gauge.metric, limit))
        for limit in (gauge.start_limit, gauge.peak_limit)
    }
    gutter = max(map(len, limits.values())) + 1
    if area.width <= gutter:
        return
    curve = Area(area.x + gutter, area.y, area.width - gutter, area.height)
    met = _rows_beyond_peak_limit(gauge, area.height)
    for row, line in enumerate(_curve(moment, curve)):
        if row in limits:
            canvas.put(area.x, area.y + row, limits[row].rjust(gutter - 1), DIM)
            _put_ruled(canvas, curve._replace(y=area.y + row), line, glyphs)
        else:
            canvas.put(curve.x, area.y + row, line, GOOD if row in met else PLAIN)


def _put_ruled(canvas: Canvas, area: Area, line: str, glyphs: Glyphs) -> None:
    for run in re.finditer(" +|[^ ]+", line):
        blank = run[0].isspace()
        text = glyphs.limit * len(run[0]) if blank else run[0]
        canvas.put(area.x + run.start(), area.y, text, DIM if blank else PLAIN)


def _curve(moment: Moment, area: Area) -> list[str]:
    cell = moment.glyphs.trace
    columns, rows = area.width * cell.columns, area.height * cell.rows
    recent = moment.history[-columns:]
    values = np.concatenate([np.full(columns - recent.size, np.nan), recent])
    return pack(_dots(_heights(moment.state.gauge, values) * (rows - 1), rows), cell)


def _dots(y: Float64Array, rows: int) -> NDArray[np.bool_]:
    """Dots (rows, columns) of a curve at row y[i] in column i; neighbours meet halfway."""
    before, after = np.roll(y, 1), np.roll(y, -1)
    before[0] = after[-1] = np.nan
    ends = np.stack([y, (y + before) / 2, (y + after) / 2])
    top, bottom = np.rint(np.fmin.reduce(ends)), np.rint(np.fmax.reduce(ends))
    row = np.arange(rows)[:, None]
    dots: NDArray[np.bool_] = (row >= top) & (row <= bottom)
    return dots


def _heights(gauge: Gauge, values: Float64Array) -> Float64Array:
    """0 at the top of the scale, 1 at its bottom; NaN where there is neither a value nor a scale."""
    low, high = min(gauge.low, gauge.high), max(gauge.low, gauge.high)
    span = high - low if high > low else np.nan
    return np.clip((high - values) / span, 0.0, 1.0)


def _row(gauge: Gauge, value: float, height: int) -> int:
    share = float(_heights(gauge, np.array([value]))[0])
    return -1 if np.isnan(share) else round(share * (height - 1))


def _rows_beyond_peak_limit(gauge: Gauge, height: int) -> range:
    limit = _row(gauge, gauge.peak_limit, height)
    return range(limit + 1, height) if gauge.high > gauge.low else range(limit)
