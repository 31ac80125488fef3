"""What the plots share: parts of the options that ECharts takes. Data, no code.

What depends on light or dark is not said here: the page's style sheet gives `INK`, `RULE` and `CARD` other colours, so
that a plot that was drawn for a dark screen prints black on white.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from fitcount.views.limit import Limit
from fitcount.views.palette import BLUE_RGB, ORANGE_RGB

INK, RULE, CARD = "#1d1f24", "#d5d8de", "#fffffe"
"""Of words, of lines that only help to read, and of what they are drawn on."""
COUNTED, REJECTED = "#11866f", "#c2387d"
"""Apart for every common colour blindness, and each has a sign of its own."""
SIDES = {"left": "rgb({},{},{})".format(*BLUE_RGB), "right": "rgb({},{},{})".format(*ORANGE_RGB)}
FONT = "system-ui, sans-serif"
CROSS = "path://M0,1.6 L1.6,0 5,3.4 8.4,0 10,1.6 6.6,5 10,8.4 8.4,10 5,6.6 1.6,10 0,8.4 3.4,5 Z"
MARK_PX = 10
HEIGHT_PX = 250
AXES_PX = 90
"""What the axis and the edges take of the width."""
NARROWEST_PX, WIDEST_PX = 290, 12_000

Option = dict[str, Any]


def option(x_axis: Option, y_axis: Option, series: Sequence[Option], legend: Sequence[str]) -> Option:
    """A whole plot; without names in the legend there is none."""
    return {
        "animation": False,
        "useUTC": True,
        "textStyle": {"color": INK, "fontFamily": FONT, "fontSize": 12},
        "grid": {"left": 8, "right": 14, "top": 34 if legend else 22, "bottom": 6, "containLabel": True},
        "legend": {"show": bool(legend), "data": list(legend), "top": 0, "left": 0, "textStyle": {"color": INK}},
        "tooltip": {"trigger": "axis", "confine": True, "className": "tip"},
        "xAxis": x_axis,
        "yAxis": y_axis,
        "series": list(series),
    }


def value_axis(*, from_zero: bool = False) -> Option:
    """The upright axis; the page writes its values in the plot's unit."""
    return {
        "type": "value",
        "scale": not from_zero,
        "axisLabel": {"color": INK},
        "splitLine": {"lineStyle": {"color": RULE}},
    }


def limit_lines(limits: Sequence[Limit]) -> Option:
    """Dashed lines with their words, to be a series' `markLine`."""
    label = {"position": "insideStartTop", "color": INK, "fontSize": 11, "textBorderColor": CARD, "textBorderWidth": 3}
    lines = [{"yAxis": limit.value, "label": {**label, "formatter": limit.words}} for limit in limits]
    style = {"color": INK, "type": "dashed", "width": 1.2}
    return {"silent": True, "symbol": "none", "lineStyle": style, "data": lines}


def known(value: float) -> float | None:
    """A value as JSON has it: it knows no NaN."""
    return round(value, 3) if math.isfinite(value) else None


def needed_width(width_px: float) -> int:
    """In whole pixels, no less than a phone has."""
    return round(min(max(width_px, NARROWEST_PX), WIDEST_PX))
