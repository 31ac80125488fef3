"""The number of a live run that matters now, as large as the terminal allows: reps, or seconds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.style import Style

from fitcount.guidance import Guidance, Stage
from fitcount.views.canvas import Area, Canvas, Piece, clipped
from fitcount.views.dashboard.digits import big_number, number_width
from fitcount.views.dashboard.letters import big_words, letter_rows
from fitcount.views.dashboard.moment import NO_PICTURE, Moment
from fitcount.views.dashboard.panels.tally import count_style
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD_BOLD
from fitcount.views.tally import goal_of, seconds_left, tally
from fitcount.views.wording import by_hand

_HEADLINES = {
    Stage.COUNTDOWN: ("ready", BOLD),
    Stage.PAUSED: ("paused", BAD_BOLD),
    Stage.RESTING: ("rest", BOLD),
    Stage.DONE: ("done", GOOD_BOLD),
}
_BESIDE_SHARE = 0.22
"""Height of what is said beside the count, over that of the count."""
_MOST_SHARE = 0.65
"""Where letters are higher than this, the count would not stand out from them."""
_GAP = 2
_WIDEST = 200
"""Columns of what is said beside the count: as many as it takes."""
_SHORT = 6
"""Rows below which the digits need all of them."""
_TALL = 12
"""Rows from which a headline takes some of those of the digits."""

_Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Score:
    number: int
    beside: tuple[str, ...]
    """What is said beside it, line by line: /10, reps; /30, s; 13 s, left."""
    style: Style
    most: int = 0
    """What the number will reach, as far as that is known."""


def score_width(moment: Moment, rows: int, most: int) -> int:
    """Columns that the number needs in so many rows, `most` at most: for two digits, so that nothing moves at ten."""
    score = _score(moment)
    digit_rows = rows - _rows_of_status(rows) - _headline_rows(moment, rows)
    shapes = (shape(_widest(score), digit_rows, moment.glyphs) for shape in _SHAPES)
    widths = (_width(score, digit_rows, beside, moment.glyphs) for beside in shapes if beside)
    return next((width for width in widths if width <= most), most)


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
        return _Score(max(math.ceil(guidance.left_s), 0), ("s",), style)
    number, unit = tally(state, guidance)
    most, left = goal_of(state, guidance), seconds_left(state, guidance)
    beside = (f"/{most}", unit) if most is not None else _broken(left) if left else (unit,)
    style = {Stage.PAUSED: DIM, Stage.DONE: GOOD_BOLD}.get(guidance.stage, count_style(state))
    if moment.sighting is None:
        style = BOLD
    return _Score(number, beside, style, most or 0)


def _broken(left: str) -> tuple[str, ...]:
    """13 s left: the last word on a line of its own."""
    return tuple(left.rsplit(" ", 1))


def _widest(score: _Score) -> _Score:
    """With the unit as it is of more than one: nothing moves at two."""
    return replace(score, beside=tuple("reps" if line == "rep" else line for line in score.beside))


def _width(score: _Score, rows: int, beside: _Lines, glyphs: Glyphs) -> int:
    digits = max(len(str(score.number)), len(str(score.most)), 2)
    return number_width(digits, rows, glyphs.block) + _GAP + max(map(len, beside))


def _plain(score: _Score, rows: int, glyphs: Glyphs) -> _Lines:  # noqa: ARG001
    return score.beside


def _goal_large(score: _Score, rows: int, glyphs: Glyphs) -> _Lines:
    """The first line in large letters; none where that is the unit, or too high beside digits of so many rows."""
    goal, *unit = score.beside
    large = _large(goal, rows, glyphs)
    fits = unit and len(large) <= _MOST_SHARE * rows and len(large) + len(unit) <= rows
    return (*large, *unit) if fits else ()


def _all_large(score: _Score, rows: int, glyphs: Glyphs) -> _Lines:
    first, *others = (_large(line, rows, glyphs) for line in score.beside)
    lines = [*first, *(row for other in others for row in ("", *other))]
    return lines if len(lines) <= _MOST_SHARE * rows else ()


def _large(words: str, rows: int, glyphs: Glyphs) -> _Lines:
    height = max(round(rows * _BESIDE_SHARE), letter_rows(glyphs.letter))
    return big_words(words, _WIDEST, height, glyphs.letter)


_Shape = Callable[[_Score, int, Glyphs], _Lines]
_SHAPES: tuple[_Shape, ...] = (_all_large, _goal_large, _plain)
"""Of what is said beside the number, the best first; () where one cannot be."""


def _fitting(score: _Score, area: Area, glyphs: Glyphs) -> tuple[int, _Lines]:
    """Rows of the digits and what is said beside them: digits become smaller for the goal, but not for the unit."""
    for least in _SHAPES:
        for rows in (area.height,) if least is _all_large else range(area.height, 0, -1):
            if _fits(least, score, area.width, rows, glyphs):
                best = next(shape for shape in _SHAPES if _fits(shape, score, area.width, rows, glyphs))
                return rows, best(score, rows, glyphs)
    return 0, ()


def _fits(shape: _Shape, score: _Score, width: int, rows: int, glyphs: Glyphs) -> bool:
    beside = shape(_widest(score), rows, glyphs)
    is_narrow = bool(beside) and _width(score, rows, beside, glyphs) <= width
    return is_narrow and bool(big_number(score.number, width, rows, glyphs.block))


def _rows_of_status(rows: int) -> int:
    return 0 if rows < _SHORT else 1 + (rows >= _TALL)


def _headline(moment: Moment) -> tuple[str, Style] | None:
    """What matters more than the number: where the run is, or that there is no picture; None while it simply counts."""
    headline = _HEADLINES.get((moment.guidance or Guidance()).stage)
    return (NO_PICTURE, BAD_BOLD) if headline is None and moment.lacks_picture else headline


def _headline_rows(moment: Moment, rows: int) -> int:
    if _headline(moment) is None or rows < 2:
        return 0
    least = letter_rows(moment.glyphs.letter)
    return max(rows // 5, least) + 1 if rows >= _TALL else 1


def _draw_headline(canvas: Canvas, area: Area, moment: Moment) -> int:
    """How many rows it takes."""
    headline = _headline(moment)
    rows = _headline_rows(moment, area.height)
    if headline is None or not rows:
        return 0
    words, style = headline
    large = big_words(words, area.width, rows - 1, moment.glyphs.letter)
    for row, line in enumerate(large or (clipped(words.upper(), area.width),)):
        canvas.put(area.x, area.y + row, line, style)
    return len(large) + 1 if large else 1 + (rows > 1)


def _draw_number(canvas: Canvas, area: Area, moment: Moment) -> None:
    score, glyphs = _score(moment), moment.glyphs
    rows, beside = _fitting(score, area, glyphs)
    if not rows:
        canvas.put_pieces(area, [Piece(str(score.number), score.style), *(Piece(line, DIM) for line in score.beside)])
        return
    lines = big_number(score.number, area.width, rows, glyphs.block)
    for y, line in enumerate(lines, start=area.y):
        canvas.put(area.x, y, line, score.style)
    for y, line in enumerate(beside, start=area.y + len(lines) - len(beside)):
        canvas.put(area.x + len(lines[0]) + _GAP, y, line, DIM)


def _status(moment: Moment, width: int) -> list[Piece]:
    """Phase, what did not count, and what was corrected; the long words where there is room for all of them."""
    guidance, state, say = moment.guidance or Guidance(), moment.state, moment.glyphs.text
    missed = sum(rejection.movement for rejection in state.rejected)
    phase = Piece(say(state.phase.replace("_", " ")) if guidance.stage.counts and moment.sighting else "", BOLD)
    # The large number is that of the set.
    in_all = " in all" if guidance.set_count not in {None, state.corrected} else ""
    by_hand_words = by_hand(state.count, state.count, state.corrections)
    corrected = Piece(f"{by_hand_words}{in_all}" if by_hand_words else "", BOLD)
    for words in (f"✗ {missed} not counted{in_all}", f"✗ {missed}{in_all}"):
        pieces = [phase, Piece(say(words) if missed else "", BAD_BOLD), corrected]
        shown = [piece for piece in pieces if piece.text]
        if sum(len(piece.text) + 2 for piece in shown) - 2 <= width:
            break
    return shown
