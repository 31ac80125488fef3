"""The person, as the camera sees them: a skeleton of characters, or room for the picture itself."""

from __future__ import annotations

from fitcount.guidance import Guidance, Stage
from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.figure import Window, draw_figures
from fitcount.views.palette import DIM
from fitcount.views.sighting import Sighting

_FRAMED = frozenset({Stage.SETTING_UP, Stage.COUNTDOWN})
"""Where the edges of the picture matter: are the feet in it?"""

_BOLD_ROWS, _FRAMED_BOLD_ROWS = 12, 24
"""From which on lines are thick, to be seen from afar; in fewer rows limbs would run into one another."""


def draw_picture(canvas: Canvas, area: Area, moment: Moment) -> None:
    """The skeleton as large as fits: around the person, or the whole picture in a frame while setting up."""
    if moment.pictured or moment.sighting is None:
        return
    framed = (moment.guidance or Guidance()).stage in _FRAMED
    window = _all_of(moment.sighting)
    if framed and area.width > 6 and area.height > 4:
        area = _draw_frame(canvas, area, window, moment)
    elif moment.window is not None:
        window = moment.window
    bold = area.height >= (_FRAMED_BOLD_ROWS if framed else _BOLD_ROWS)
    draw_figures(canvas, area, moment.sighting.people, window, moment.glyphs, bold=bold)


def _all_of(sighting: Sighting) -> Window:
    height_px, width_px, _ = sighting.frame.image_rgb.shape
    return Window(0, 0, width_px, height_px)


def _draw_frame(canvas: Canvas, area: Area, window: Window, moment: Moment) -> Area:
    """Draw the edges of the picture as large as it fits; what they enclose."""
    width, height = area.width - 2, area.height - 2
    shape = window.width_px / window.height_px * 2
    columns = min(width, max(round(height * shape), 1))
    rows = min(height, max(round(columns / shape), 1))
    x, y = area.x + (area.width - columns - 2) // 2, area.y + (area.height - rows - 2) // 2
    level, upright, upper_left, upper_right, lower_left, lower_right = list(moment.glyphs.lines[:6])
    canvas.put(x, y, upper_left + level * columns + upper_right, DIM)
    canvas.put(x, y + rows + 1, lower_left + level * columns + lower_right, DIM)
    for row in range(y + 1, y + rows + 1):
        canvas.put(x, row, upright, DIM)
        canvas.put(x + columns + 1, row, upright, DIM)
    return Area(x + 1, y + 1, columns, rows)
