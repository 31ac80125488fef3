"""The last attempts, newest first: reps with range and tempo, why the others did not count, and what was corrected."""

import textwrap
from functools import lru_cache
from itertools import chain, islice

from fitcount.types import Break, Correction, CounterState, ExerciseSet, Rejection, Rep, added, undone
from fitcount.views.canvas import Area, Canvas, Piece
from fitcount.views.dashboard.moment import Moment
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, DIM, GOOD_BOLD, PLAIN
from fitcount.views.wording import Halves, breaks, faults, side, tempo
from fitcount.wording import clock, interval, seconds

_WITH_FAULTS = 20
"""Characters below which faults are left out."""
_WITH_TIMES = 56
"""Characters from which on each attempt is shown with its time."""

_CUT = " ..."

Row = list[Piece]
Event = Rep | Rejection | ExerciseSet | Break | Correction


def draw_attempts(canvas: Canvas, area: Area, moment: Moment) -> None:
    """As many of the last attempts as there are rows."""
    attempts = newest_attempts(moment.state, area.height)
    if not attempts:
        canvas.put_pieces(area, [Piece(_nothing_yet(moment.state), DIM)])
    taken_back = undone(moment.state.corrections)
    rows = chain.from_iterable(
        _taken_back_rows(each, area.width, moment.glyphs)
        if isinstance(each, Rep) and each.peak_s in taken_back
        else _rows(each, area.width, moment.halves, moment.glyphs)
        for each in attempts
    )
    for offset, row in enumerate(islice(rows, area.height)):
        canvas.put_pieces(area._replace(y=area.y + offset), row)


def _nothing_yet(state: CounterState) -> str:
    if state.holding is None:
        return "no reps yet"
    return "no break yet" if state.holding.running_s > 0.0 else "nothing held yet"


def newest_attempts(state: CounterState, number: int) -> list[Event]:
    """The last reps, those added by hand, holds, breaks and rejections by the time of their end, newest first."""
    if number <= 0:
        return []
    last: list[Event] = [*state.reps[-number:], *state.rejected[-number:], *added(state.corrections)[-number:]]
    if state.holding is not None:
        last += [*state.holding.holds[-number:], *state.holding.breaks[-number:]]
    return sorted(last, key=_ended_s, reverse=True)[:number]


def _ended_s(attempt: Event) -> float:
    return attempt.t_s if isinstance(attempt, Correction) else attempt.end_s


def _taken_back_rows(rep: Rep, width: int, glyphs: Glyphs) -> tuple[Row, ...]:
    """A rep that was counted and is none."""
    row = [*_time(rep, width), Piece(glyphs.text("✗"), BAD_BOLD), Piece(f"{rep.number:>2}", BOLD), Piece("taken back")]
    return (row,)


def _time(attempt: Event, width: int) -> Row:
    return [Piece(clock(_ended_s(attempt)).rjust(7), DIM)] if width >= _WITH_TIMES else []


@lru_cache(maxsize=256)
def _rows(attempt: Event, width: int, halves: Halves, glyphs: Glyphs) -> tuple[Row, ...]:
    time = _time(attempt, width)
    if isinstance(attempt, Correction):
        return ([*time, Piece(glyphs.text("✓"), GOOD_BOLD), Piece(" +", BOLD), Piece("added by hand")],)
    if isinstance(attempt, Rep):
        return _rep_rows(attempt, time, width, halves, glyphs)
    if isinstance(attempt, ExerciseSet):
        return ([*time, *_hold_pieces(attempt, glyphs)],)
    if isinstance(attempt, Break):
        symbol, text, movement = "·", f"break of {seconds(attempt.took_s)}: {attempt.text}", False
    else:
        symbol, text, movement = ("✗" if attempt.movement else "·"), attempt.text, attempt.movement
    return _text_rows(symbol, text, time, width, glyphs, bold=movement)


def _rep_rows(rep: Rep, time: Row, width: int, halves: Halves, glyphs: Glyphs) -> tuple[Row, ...]:
    say = glyphs.text
    row = [
        *time,
        Piece(say("✓"), GOOD_BOLD),
        Piece(f"{rep.number:>2}", BOLD),
        Piece(say(side(rep.side))),
        Piece(say(interval(rep.metric, rep.min, rep.max)).rjust(len(say(interval("_deg", 178, 178))))),
        Piece(say(tempo(rep, halves)), DIM),
    ]
    if not rep.faults or width < _WITH_FAULTS:
        return (row,)
    broken = Piece(say(f"! {faults(rep)}"), BAD)
    if _width([*row, broken]) <= width:
        return ([*row, broken],)
    indent = _indent(time, 5)
    room = max(width - _width(indent) - 2, len(_CUT))
    return (row, [*indent, Piece(textwrap.shorten(broken.text, room, placeholder=_CUT), BAD)])


def _hold_pieces(hold: ExerciseSet, glyphs: Glyphs) -> Row:
    say = glyphs.text
    return [Piece(say("✓"), GOOD_BOLD), Piece(say(f"held {seconds(hold.held_s)}"), BOLD), Piece(say(breaks(hold)), DIM)]


def _text_rows(symbol: str, text: str, time: Row, width: int, glyphs: Glyphs, *, bold: bool) -> tuple[Row, ...]:
    style, text_style = (BAD_BOLD, PLAIN) if bold else (DIM, DIM)
    head = [*time, Piece(glyphs.text(symbol), style)]
    lines = textwrap.wrap(glyphs.text(text), max(width - _width(head) - 2, 1), break_long_words=False)
    first, *others = lines or [""]
    return (
        [*head, Piece(first, text_style)],
        *([*_indent(time, 1), Piece(line, text_style)] for line in others),
    )


def _indent(time: Row, columns: int) -> Row:
    return [Piece(" " * len(piece.text)) for piece in time] + [Piece(" " * columns)]


def _width(row: Row) -> int:
    texts = [piece.text for piece in row if piece.text]
    return sum(map(len, texts)) + 2 * (len(texts) - 1)
