"""What is counted, and where."""

from rich.cells import cell_len

from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.palette import BOLD, DIM


def draw_header(canvas: Canvas, area: Area, moment: Moment) -> None:
    """Exercise and standard on the left, source and model on the right, a rule below where there is room."""
    say = moment.glyphs.text
    title, standard = say(moment.title), say(f"{moment.standard} standard" if moment.standard else "")
    canvas.put(area.x, area.y, title, BOLD)
    canvas.put(area.x + cell_len(title) + 2, area.y, standard)
    used = cell_len(title) + cell_len(standard) + 4
    _draw_right(canvas, area._replace(x=area.x + used, width=area.width - used), moment)
    if area.height > 2:
        canvas.put(0, area.y + 1, moment.glyphs.rule * canvas.width, DIM)


def _draw_right(canvas: Canvas, area: Area, moment: Moment) -> None:
    say = moment.glyphs.text
    name, model = say(moment.source.name), say(f"{moment.model} model")
    for text in (f"{name}  {model}", name, model):
        if cell_len(text) <= area.width:
            canvas.put(area.x + area.width - cell_len(text), area.y, text, DIM)
            return
