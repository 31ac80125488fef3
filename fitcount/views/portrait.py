"""A picture's people, as they are printed once below the prompt."""

from fitcount.views.canvas import Area, Canvas
from fitcount.views.figure import draw_figures, draw_legend, rows_for, window_around
from fitcount.views.glyphs import Glyphs
from fitcount.views.sighting import Sighting


def portrait(sighting: Sighting, width: int, height: int, glyphs: Glyphs) -> Canvas:
    """At most `height` rows of `width` characters: the people as large as they fit, and what the colours mean."""
    picture_height, picture_width, _ = sighting.frame.image_rgb.shape
    window = window_around(sighting.people.values(), picture_width, picture_height)
    rows = rows_for(window, width, max(height - 2, 1)) if sighting.people else 0
    canvas = Canvas(width, rows + 2 if sighting.people else 0)
    if sighting.people:
        draw_figures(canvas, Area(0, 0, width, rows), sighting.people, window, glyphs)
        draw_legend(canvas, 0, rows + 1, glyphs)
    return canvas
