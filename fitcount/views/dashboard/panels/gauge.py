"""How far the person has moved: an empty bar is the start position, a full one the peak of a rep."""

import math
import textwrap
from typing import TypeVar

import numpy as np

from fitcount.types import Float64Array, Gauge
from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.dashboard.panels.block import draw_block
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import ALERT, BOLD, DIM, GOOD, GOOD_BOLD
from fitcount.wording import metric_name, quantity

Value = TypeVar("Value", float, Float64Array)

_ABSENT_S = 0.5
"""A shorter absence is a missed frame."""
_NOBODY = "nobody in the picture"
_STEP_BACK = "step back so that your whole body is seen"
"""Where nobody is led."""
_UNKNOWN = ("one or two movements show which exercise it is", "begin to move")


def draw_gauge(canvas: Canvas, area: Area, moment: Moment) -> None:
    """The gauge, or that there is nobody to measure."""
    if moment.absent_s >= _ABSENT_S:
        draw_block(canvas, area, _nobody_lines(area, _to_be_seen(moment), moment.glyphs), ALERT)
    elif not moment.is_known:
        canvas.put(area.x, area.y, next((words for words in _UNKNOWN if len(words) <= area.width), ""), DIM)
    elif area.height < 3:
        _draw_small(canvas, area, moment)
    else:
        _draw_label(canvas, area, moment)
        _draw_bar(canvas, area._replace(y=area.y + 1, height=area.height - 2), moment)
        _draw_ticks(canvas, area._replace(y=area.y + area.height - 1), moment)


def _to_be_seen(moment: Moment) -> str:
    """What to do; "" while that is not known."""
    if moment.guidance is None:
        return _STEP_BACK
    wrong = (check.say for check in moment.guidance.checks if check.code == "person" and not check.good)
    return next(wrong, "").partition(": ")[2]


def _nobody_lines(area: Area, to_do: str, glyphs: Glyphs) -> list[str]:
    for words in (f"{_NOBODY} — {to_do}" if to_do else _NOBODY, _NOBODY):
        lines = textwrap.wrap(glyphs.text(words), max(area.width - 2, 1), break_long_words=False)
        if len(lines) <= area.height:
            return lines
    return ["nobody"]


def _draw_small(canvas: Canvas, area: Area, moment: Moment) -> None:
    gauge = moment.state.gauge
    widest = f"{metric_name(gauge.metric)} {quantity(gauge.metric, max(gauge.low, gauge.high))}"
    label = _reading(moment).ljust(len(moment.glyphs.text(widest)))
    canvas.put(area.x, area.y, label, BOLD)
    used = len(label) + 1
    bar = area._replace(x=area.x + used, width=area.width - used)
    if bar.width > 0:
        _draw_bar(canvas, bar._replace(height=1), moment)
        if area.height > 1:
            _draw_ticks(canvas, bar._replace(y=area.y + 1), moment)


def _draw_label(canvas: Canvas, area: Area, moment: Moment) -> None:
    canvas.put(area.x, area.y, _reading(moment), BOLD)
    reached = _reached(moment)
    text = moment.glyphs.text(_met(moment) if reached else _to_go(moment))
    canvas.put(area.x + area.width - len(text), area.y, text, GOOD_BOLD if reached else DIM)


def _draw_bar(canvas: Canvas, area: Area, moment: Moment) -> None:
    gauge, glyphs = moment.state.gauge, moment.glyphs
    full, part = divmod(_clamped(gauge, moment.state.value) * area.width, 1)
    bar = glyphs.bar_full * int(full) + (" " + glyphs.bar_parts)[int(part * (len(glyphs.bar_parts) + 1))]
    bar = bar.rstrip()[: area.width]
    goal = max(round(_clamped(gauge, gauge.peak_limit) * area.width), len(bar))
    style = GOOD if _reached(moment) else BOLD
    for y in range(area.y, area.y + area.height):
        canvas.put(area.x, y, bar, style)
        canvas.put(area.x + len(bar), y, glyphs.bar_empty * (goal - len(bar)), DIM)
        canvas.put(area.x + goal, y, glyphs.bar_goal * (area.width - goal), GOOD)


def _draw_ticks(canvas: Canvas, area: Area, moment: Moment) -> None:
    """Both limits where there is room, otherwise the one that a rep has to reach."""
    gauge = moment.state.gauge
    peak, peak_text = _tick(area, moment, "counts at", gauge.peak_limit)
    start, start_text = _tick(area, moment, "start", gauge.start_limit)
    canvas.put(peak, area.y, peak_text, DIM)
    if start + len(start_text) < peak or peak + len(peak_text) < start:
        canvas.put(start, area.y, start_text, DIM)


def _tick(area: Area, moment: Moment, words: str, limit: float) -> tuple[int, str]:
    """Column and text of a limit, with the words on the side where they fit."""
    gauge, tick = moment.state.gauge, moment.glyphs.tick
    place = min(round(_clamped(gauge, limit) * area.width), area.width - 1)
    label = moment.glyphs.text(f"{words} {quantity(gauge.metric, limit)}")
    if place + len(label) + 2 <= area.width:
        return area.x + place, f"{tick} {label}"
    return area.x + place - len(label) - 1, f"{label} {tick}"


def _reading(moment: Moment) -> str:
    metric = moment.state.gauge.metric
    return moment.glyphs.text(f"{metric_name(metric)} {quantity(metric, moment.state.value)}")


def _met(moment: Moment) -> str:
    return "✓ far enough" if moment.state.holding is None else "✓ counts"


def _to_go(moment: Moment) -> str:
    gauge, value = moment.state.gauge, moment.state.value
    if math.isnan(value) or travelled(gauge, value) <= travelled(gauge, gauge.start_limit):
        return ""
    return f"{quantity(gauge.metric, abs(value - gauge.peak_limit))} to go"


def _reached(moment: Moment) -> bool:
    """Whether the standard has been met since the person last was in the start position."""
    gauge = moment.state.gauge
    way = travelled(gauge, np.append(moment.history, moment.state.value))
    starts = np.flatnonzero(way <= travelled(gauge, gauge.start_limit))
    since = way[starts[-1] :] if starts.size else way
    return bool((since >= travelled(gauge, gauge.peak_limit)).any())


def _clamped(gauge: Gauge, value: float) -> float:
    way = travelled(gauge, value)
    return 0.0 if math.isnan(way) else min(max(way, 0.0), 1.0)


def travelled(gauge: Gauge, value: Value) -> Value:
    """How much of the way from the start position (0) to the peak (1) lies behind."""
    span = gauge.high - gauge.low
    return (gauge.high - value) / (span if span else math.nan)
