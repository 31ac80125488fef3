"""The count, or the seconds held, to be read from across the room; and the phase."""

from rich.style import Style

from fitcount.types import CounterState
from fitcount.views.canvas import Area, Canvas, Piece
from fitcount.views.dashboard.digits import big_number
from fitcount.views.dashboard.moment import Moment
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD_BOLD
from fitcount.views.tally import tally

_FLASH_S = 1.0


def draw_tally(canvas: Canvas, area: Area, moment: Moment) -> None:
    """Digits as large as fit, and below them the phase and how many movements did not count."""
    (count, unit), style = tally(moment.state), count_style(moment.state)
    lines = big_number(count, area.width, _digit_rows(area), moment.glyphs.block) or (str(count),)
    for row, line in enumerate(lines):
        canvas.put(area.x, area.y + row, line, style)
    last = area._replace(y=area.y + len(lines) - 1)
    canvas.put_pieces(last, [Piece(lines[-1], style), Piece(unit, DIM)])
    canvas.put_pieces(area._replace(y=area.y + area.height - 1), _status(moment, area.width))


def _digit_rows(area: Area) -> int:
    """All but the row of the phase, and a blank one above it where there is room."""
    return area.height - 1 - (area.height >= 12)


def _status(moment: Moment, width: int) -> list[Piece]:
    say = moment.glyphs.text
    phase = say(moment.state.phase.replace("_", " "))
    missed = sum(rejection.movement for rejection in moment.state.rejected)
    long = say(f"✗ {missed} not counted")
    short = say(f"✗ {missed}")
    text = long if len(phase) + 2 + len(long) <= width else short
    return [Piece(phase, BOLD), Piece(text if missed else "", BAD_BOLD)]


def count_style(state: CounterState) -> Style:
    """Blue just after a rep and while a hold counts, orange just after a movement that did not count."""
    if state.holding is not None:
        return GOOD_BOLD if state.holding.running_s >= state.gauge.peak_limit else BOLD
    counted = max((rep.end_s for rep in state.reps[-1:]), default=float("-inf"))
    missed = max((each.end_s for each in state.rejected[-1:] if each.movement), default=float("-inf"))
    if state.t_s - max(counted, missed) > _FLASH_S:
        return BOLD
    return BAD_BOLD if missed > counted else GOOD_BOLD
