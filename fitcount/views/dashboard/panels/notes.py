"""What to tell the person about the form of the last rep."""

import textwrap

from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.palette import BAD_BOLD


def draw_notes(canvas: Canvas, area: Area, moment: Moment) -> None:
    """One line at the bottom of the area, cut between words where it is too long."""
    if moment.state.notes:
        text = moment.glyphs.text("! " + "; ".join(moment.state.notes))
        line = textwrap.shorten(text, area.width, placeholder=" ...")
        canvas.put(area.x, area.y + area.height - 1, line, BAD_BOLD)
