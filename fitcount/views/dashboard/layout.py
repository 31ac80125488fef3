"""Which part of the dashboard lies where, for a terminal of any size."""

from collections.abc import Callable
from itertools import accumulate

from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.dashboard.panels.attempts import draw_attempts
from fitcount.views.dashboard.panels.footer import draw_footer
from fitcount.views.dashboard.panels.gauge import draw_gauge
from fitcount.views.dashboard.panels.header import draw_header
from fitcount.views.dashboard.panels.notes import draw_notes
from fitcount.views.dashboard.panels.tally import draw_tally
from fitcount.views.dashboard.panels.trend import draw_trend

Panel = Callable[[Canvas, Area, Moment], None]

_TALLY_SHARE = 0.38
_GUTTER = 2


def arrange(width: int, height: int) -> list[tuple[Panel, Area]]:
    """Panels and their areas, from top to bottom; the first row of panels shares what the others leave."""
    margin = 2 if width >= 60 else 1 if width >= 30 else 0
    below = _rows_below(height)
    header = 3 if height >= 30 else 2 if height >= 14 else 1 if height >= 8 else 0
    top = Area(margin, header, width - 2 * margin, height - header - sum(rows for _, rows, _ in below))
    return [
        *([(draw_header, Area(margin, 0, top.width, header))] if header else []),
        *_side_by_side(top),
        *_stack(below, top),
    ]


def _rows_below(height: int) -> list[tuple[Panel, int, int]]:
    """Each panel below the count: how many rows it takes, and how many of them stay empty below it."""
    roomy = height >= 14
    bars = 1 + (height >= 32) + (height >= 50)
    trend = round((height - 9) * 0.4) if height >= 20 else 0
    panels = [
        (draw_notes, 2 if height >= 20 else int(height >= 12), 0),
        (draw_gauge, bars + 2 + (trend > 0) if roomy else 1 + (height >= 9), int(trend > 0)),
        (draw_trend, trend, 0),
        (draw_footer, 1 + roomy if height >= 4 else 0, 0),
    ]
    return [panel for panel in panels if panel[1] > 0]


def _side_by_side(top: Area) -> list[tuple[Panel, Area]]:
    left = round(top.width * _TALLY_SHARE)
    right = top._replace(x=top.x + left + _GUTTER, width=top.width - left - _GUTTER)
    return [(draw_tally, top._replace(width=left)), (draw_attempts, right)]


def _stack(panels: list[tuple[Panel, int, int]], above: Area) -> list[tuple[Panel, Area]]:
    ends = accumulate((rows for _, rows, _ in panels), initial=above.y + above.height)
    return [
        (draw, above._replace(y=y, height=rows - empty)) for (draw, rows, empty), y in zip(panels, ends, strict=False)
    ]
