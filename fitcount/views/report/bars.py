"""A bar a movement: how far it went, and how long it took."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fitcount.views.fatigue import Trend
from fitcount.views.limit import Limit
from fitcount.views.movements import Movement
from fitcount.views.phrases import between, depth_name, in_a_line, middle, sentence, sign
from fitcount.views.report.charts import (
    AXES_PX,
    COUNTED,
    CROSS,
    HEIGHT_PX,
    INK,
    MARK_PX,
    REJECTED,
    RULE,
    SIDES,
    Option,
    known,
    limit_lines,
    needed_width,
    option,
    value_axis,
)
from fitcount.views.report.story import Plot, Tip
from fitcount.views.wording import ExerciseWords, side
from fitcount.wording import Written, quantity, seconds, written

FIRST_HALF, SECOND_HALF = "#4a6f96", "#9db8d3"
PX_PER_BAR = 22
WIDEST_BAR_PX = 34


def ranges(movements: Sequence[Movement], words: ExerciseWords, limit: Limit | None, shrinking: Trend | None) -> Plot:
    """From where to where each movement went, and whether it became less."""
    metric = movements[0].metric
    names = _groups(movements)
    shown = [name for name in _COLORS if name in names]
    series = [_below(movements, words), *(_ranges(movements, names, name) for name in shown)]
    series[1]["markLine"] = limit_lines([limit] if limit is not None else [])
    if any(math.isnan(each.range_of_motion) for each in movements):
        series.append(_depths(movements))
    if shrinking is not None:
        start = middle([each.depth + each.range_of_motion * (-1 if words.grows else 1) for each in movements])
        series.append(_line([start + (value if words.grows else -value) for value in _steps(shrinking, movements)]))
    depths = f"{depth_name(movements, words)} {between(metric, [each.depth for each in movements])}"
    usual = middle([each.range_of_motion for each in movements if each.rejection is None])
    of_range = "" if math.isnan(usual) else f", a range of {quantity(metric, usual)} in the median"
    return _plot(
        movements,
        series,
        name="range",
        title="Range of each movement",
        summary=f"{depths}{of_range}",
        value=value_axis(),
        unit=written(metric),
        legend=shown,
    )


def tempo(movements: Sequence[Movement], words: ExerciseWords, slowing: Trend | None) -> Plot:
    """How long each half of each movement took, and whether it became more."""
    halves = {
        words.halves.to_peak: [each.to_peak_s for each in movements],
        words.halves.from_peak: [each.from_peak_s for each in movements],
    }
    series = [
        _bars(name, "tempo", [known(value) for value in took_s], color)
        for (name, took_s), color in zip(halves.items(), (FIRST_HALF, SECOND_HALF), strict=True)
    ]
    if slowing is not None:
        series.append(_line(_steps(slowing, movements)))
    summary = f"{', '.join(f'{name} {seconds(middle(took_s))}' for name, took_s in halves.items())} in the median"
    return _plot(
        movements,
        series,
        name="tempo",
        title="Tempo of each movement",
        summary=summary,
        value=value_axis(from_zero=True),
        unit=written("took_s"),
        legend=[*halves],
    )


def _plot(
    movements: Sequence[Movement],
    series: Sequence[Option],
    *,
    name: str,
    title: str,
    summary: str,
    value: Option,
    unit: Written,
    legend: Sequence[str],
) -> Plot:
    """`value`: the upright axis."""
    return Plot(
        id=name,
        title=title,
        summary=f"{sentence(summary)}.",
        option=option(_axis(movements), value, series, legend),
        tips=tuple(Tip(row, row, in_a_line(each)) for row, each in enumerate(movements)),
        unit=unit,
        width_px=needed_width(AXES_PX + PX_PER_BAR * len(movements)),
        height_px=HEIGHT_PX,
    )


def _axis(movements: Sequence[Movement]) -> Option:
    """Below each bar its number, or a cross, and its side: 3 L."""
    return {
        "type": "category",
        "data": [f"{sign(each)} {side(each.side)[:1].upper()}".strip() for each in movements],
        "axisLabel": {"color": INK, "hideOverlap": True},
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": RULE}},
    }


def _bars(name: str, stack: str, values: Sequence[float | None], color: str) -> Option:
    return {
        "type": "bar",
        "name": name,
        "stack": stack,
        "data": list(values),
        "itemStyle": {"color": color},
        "barMaxWidth": WIDEST_BAR_PX,
        "emphasis": {"disabled": True},
    }


def _below(movements: Sequence[Movement], words: ExerciseWords) -> Option:
    """Nothing, up to where the range of each begins."""
    lows = [each.depth - each.range_of_motion if words.grows else each.depth for each in movements]
    return {**_bars("", "range", [known(low) for low in lows], "transparent"), "silent": True}


_COLORS = {**SIDES, "both sides": COUNTED, "counted": COUNTED, "rejected": REJECTED}


def _groups(movements: Sequence[Movement]) -> list[str]:
    """The one of `_COLORS` that each belongs to."""
    together = "both sides" if any(side(each.side) for each in movements) else "counted"
    return ["rejected" if each.rejection is not None else side(each.side) or together for each in movements]


def _ranges(movements: Sequence[Movement], groups: Sequence[str], name: str) -> Option:
    color = _COLORS[name]
    own = [
        known(each.range_of_motion) if group == name else None for each, group in zip(movements, groups, strict=True)
    ]
    bars = _bars(name, "range", own, color)
    if name == "rejected":
        bars["itemStyle"] |= {"opacity": 0.55, "borderColor": color, "borderWidth": 1, "borderType": "dashed"}
    return bars


def _depths(movements: Sequence[Movement]) -> Option:
    """Crosses, where nobody knows how far it went but only how deep it got."""
    return {
        "type": "scatter",
        "symbol": CROSS,
        "symbolSize": MARK_PX,
        "data": [[row, known(each.depth)] for row, each in enumerate(movements) if math.isnan(each.range_of_motion)],
        "itemStyle": {"color": REJECTED},
    }


def _steps(trend: Trend, movements: Sequence[Movement]) -> list[float]:
    return [float(value) for value in np.linspace(trend.first, trend.last, len(movements))]


def _line(values: Sequence[float]) -> Option:
    return {
        "type": "line",
        "name": "trend",
        "showSymbol": False,
        "data": [known(value) for value in values],
        "lineStyle": {"type": "dashed", "width": 2, "color": INK},
        "itemStyle": {"color": INK},
    }
