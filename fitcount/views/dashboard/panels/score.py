"""The number of a live run that matters now, as large as the terminal allows: reps, or seconds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style

from fitcount.guidance import Goal, Guidance, Stage
from fitcount.types import CounterState
from fitcount.views.canvas import Area, Canvas, Piece, clipped
from fitcount.views.dashboard.digits import big_number, number_width
from fitcount.views.dashboard.letters import big_words, letter_rows
from fitcount.views.dashboard.moment import Moment
from fitcount.views.dashboard.panels.tally import count_style
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD_BOLD
from fitcount.views.wording import tally

_HEADLINES = {
    Stage.COUNTDOWN: ("ready", BOLD),
    Stage.PAUSED: ("paused", BAD_BOLD),
    Stage.RESTING: ("rest", BOLD),
    Stage.DONE: ("done", GOOD_BOLD),
}
_GOAL_SHARE = 0.22
"""Height of the goal over that of the count."""
_MOST_SHARE = 0.65
"""Where the smallest letters are as high as this, the count would not stand out from them."""
_GOAL_GAP = 2
_LEFT = " left"
_UNIT = "reps"
"""The widest one: nothing moves when there is more than one."""
_WIDEST = 200
"""Columns of the goal: as many as it takes."""
_SHORT = 6
"""Rows below which the digits need all of them."""
_TALL = 12
"""Rows from which a headline takes some of those of the digits."""


@dataclass(frozen=True, slots=True)
class _Score:
    number: int
    unit: str
    beside: str
    """What is said beside it in smaller digits: the goal, or the seconds that are left; "" for neither."""
    style: Style
    most: int = 0
    """What the number will reach, as far as that is known."""


def score_width(moment: Moment, rows: int) -> int:
    """Columns that the number needs in so many rows: two digits at least, so that nothing moves at ten."""
    score = _score(moment)
    digit_rows = rows - _rows_of_status(rows) - _headline_rows(moment, rows)
    return _width(score, digit_rows, _beside(score, digit_rows, moment.glyphs), moment.glyphs)


def draw_score(canvas: Canvas, area: Area, moment: Moment) -> None:
    """A headline unless it simply counts, the number with its goal, and what else there is to say about it."""
    below = _rows_of_status(area.height)
    above = _draw_headline(canvas, area, moment)
    _draw_number(canvas, Area(area.x, area.y + above, area.width, area.height - above - below), moment)
    if below:
        canvas.put_pieces(area._replace(y=area.y + area.height - 1), _status(moment, area.width))


def _score(moment: Moment) -> _Score:
    guidance, state = moment.guidance or Guidance(), moment.state
    if guidance.stage in {Stage.COUNTDOWN, Stage.RESTING} and math.isfinite(guidance.left_s):
        style = GOOD_BOLD if guidance.stage is Stage.COUNTDOWN else BOLD
        return _Score(max(math.ceil(guidance.left_s), 0), "s", "", style)
    number, unit = shown_count(state, guidance)
    most = _goal(state, guidance)
    beside = f"/{most}" if most is not None else _seconds_left(guidance)
    style = {Stage.PAUSED: DIM, Stage.DONE: GOOD_BOLD}.get(guidance.stage, count_style(state))
    if moment.sighting is None:
        style = BOLD
    return _Score(number, unit, beside, style, most or 0)


def _goal(state: CounterState, guidance: Guidance) -> int | None:
    """In what is shown: reps, or seconds of a hold."""
    goal = guidance.goal or Goal()
    most = goal.reps if state.holding is None else goal.seconds
    return None if most is None else math.ceil(most)


def _seconds_left(guidance: Guidance) -> str:
    """Of a set of reps that lasts for a time."""
    return f"{math.ceil(guidance.left_s)} s{_LEFT}" if math.isfinite(guidance.left_s) else ""


def shown_count(state: CounterState, guidance: Guidance) -> tuple[int, str]:
    """What is told of the set, as the person has corrected it, and its unit."""
    if state.holding is not None:
        seconds, unit = tally(state)
        # Of several holds in a set, that of all of them.
        done_s = guidance.goal.seconds - guidance.left_s if guidance.goal and guidance.goal.seconds else math.nan
        return max(seconds, math.floor(done_s) if math.isfinite(done_s) else 0), unit
    number = state.corrected if guidance.set_count is None else guidance.set_count
    return number, "rep" if number == 1 else "reps"


def _width(score: _Score, rows: int, beside: Sequence[str], glyphs: Glyphs) -> int:
    digits = max(len(str(score.number)), len(str(score.most)), 2)
    return number_width(digits, rows, glyphs.block) + _GOAL_GAP + max(map(len, (*beside, _UNIT)))


def _beside(score: _Score, rows: int, glyphs: Glyphs) -> tuple[str, ...]:
    """The goal in smaller digits; the unit where there is none."""
    height = max(round(rows * _GOAL_SHARE), letter_rows(glyphs.letter))
    large = big_words(score.beside.removesuffix(_LEFT), _WIDEST, height, glyphs.letter)
    return large if large and height <= _MOST_SHARE * rows else (score.beside or score.unit,)


def _fitting(score: _Score, area: Area, glyphs: Glyphs) -> tuple[int, Sequence[str]]:
    """Rows of the digits and what is said beside them, in plain letters where there is no room for larger ones."""
    for small in (False, True):
        for rows in range(area.height, 0, -1):
            beside = (score.beside or score.unit,) if small else _beside(score, rows, glyphs)
            if _width(score, rows, beside, glyphs) <= area.width and big_number(
                score.number, area.width, rows, glyphs.block
            ):
                return rows, beside
    return 0, ()


def _rows_of_status(rows: int) -> int:
    return 0 if rows < _SHORT else 1 + (rows >= _TALL)


def _headline_rows(moment: Moment, rows: int) -> int:
    if (moment.guidance or Guidance()).stage not in _HEADLINES or rows < 2:
        return 0
    least = letter_rows(moment.glyphs.letter)
    return max(rows // 5, least) + 1 if rows >= _TALL else 1


def _draw_headline(canvas: Canvas, area: Area, moment: Moment) -> int:
    """How many rows it takes."""
    rows = _headline_rows(moment, area.height)
    if not rows:
        return 0
    words, style = _HEADLINES[(moment.guidance or Guidance()).stage]
    large = big_words(words, area.width, rows - 1, moment.glyphs.letter)
    for row, line in enumerate(large or (clipped(words.upper(), area.width),)):
        canvas.put(area.x, area.y + row, line, style)
    return len(large) + 1 if large else 1 + (rows > 1)


def _draw_number(canvas: Canvas, area: Area, moment: Moment) -> None:
    score, glyphs = _score(moment), moment.glyphs
    rows, beside = _fitting(score, area, glyphs)
    if not rows:
        canvas.put_pieces(area, [Piece(str(score.number), score.style), Piece(score.beside or score.unit, DIM)])
        return
    lines = big_number(score.number, area.width, rows, glyphs.block)
    for y, line in enumerate(lines, start=area.y):
        canvas.put(area.x, y, line, score.style)
    for y, line in enumerate(beside, start=area.y + len(lines) - len(beside)):
        canvas.put(area.x + len(lines[0]) + _GOAL_GAP, y, line, DIM)


def _status(moment: Moment, width: int) -> list[Piece]:
    """Phase, what did not count, and what was corrected; the long words where there is room for all of them."""
    guidance, state, say = moment.guidance or Guidance(), moment.state, moment.glyphs.text
    missed = sum(rejection.movement for rejection in state.rejected)
    phase = Piece(say(state.phase.replace("_", " ")) if guidance.stage.counts and moment.sighting else "", BOLD)
    corrected = Piece(say(_corrected(state)), BOLD)
    left = Piece(_seconds_left(guidance) if guidance.stage is Stage.COUNTING and state.holding is None else "", BOLD)
    for words in (f"✗ {missed} not counted", f"✗ {missed}"):
        pieces = [phase, Piece(say(words) if missed else "", BAD_BOLD), corrected, left]
        shown = [piece for piece in pieces if piece.text]
        if sum(len(piece.text) + 2 for piece in shown) - 2 <= width:
            break
    return shown


def _corrected(state: CounterState) -> str:
    """What was counted, where that is not what is shown: 6 counted, 1 added by hand."""
    more = state.corrected - state.count
    if not more:
        return ""
    return f"{state.count} counted, {abs(more)} {'added' if more > 0 else 'taken back'} by hand"
