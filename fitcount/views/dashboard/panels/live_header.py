"""What is done live, where in the set or plan, and that the camera still gives pictures."""

from __future__ import annotations

from rich.cells import cell_len

from fitcount.guidance import Guidance
from fitcount.views.canvas import Area, Canvas, Piece, clipped
from fitcount.views.dashboard.moment import NO_PICTURE, Moment
from fitcount.views.palette import ALERT, BAD_BOLD, BOLD, DIM, GOOD, PLAIN
from fitcount.views.tally import tally
from fitcount.wording import whole_seconds

_GAP = 3


def draw_live_header(canvas: Canvas, area: Area, moment: Moment) -> None:
    """Exercise and place in the plan on the left, the camera on the right; what is less important is left out first."""
    say, guidance = moment.glyphs.text, moment.guidance or Guidance()
    title = Piece(clipped(say(moment.title), area.width), BOLD)
    camera = _camera(moment)
    wanted = [
        (camera[0], True),
        (Piece(say(_count_words(moment, guidance)), BOLD), False),
        (Piece(say(_set_words(guidance)), BOLD), False),
        (Piece(say("muted") if guidance.muted else "", BAD_BOLD), True),
        (camera[1], True),
        (Piece(say(_exercise_words(guidance))), False),
        (Piece(say(f"{moment.standard} standard" if moment.standard else "")), False),
        (Piece(say(moment.source.name), DIM), True),
        (Piece(say(_speed(moment)), DIM), True),
    ]
    left, right = [title], list[Piece]()
    room = area.width - cell_len(title.text)
    for piece, to_the_right in wanted:
        size = cell_len(piece.text) + _GAP
        if piece.text and size <= room:
            (right if to_the_right else left).append(piece)
            room -= size
    canvas.put_pieces(area, left, _GAP)
    width = sum(cell_len(piece.text) + _GAP for piece in right) - _GAP
    canvas.put_pieces(area._replace(x=area.x + area.width - width), right, _GAP)
    if area.height > 2:
        canvas.put(0, area.y + 1, moment.glyphs.rule * canvas.width, DIM)


def _camera(moment: Moment) -> tuple[Piece, Piece]:
    """Whether there is a picture, and for how long the run has gone on; of a file, where in it."""
    progress = moment.progress
    if not moment.source.live:
        of = f" of {whole_seconds(progress.duration_s)}" if progress.duration_s is not None else ""
        return Piece(moment.glyphs.text(f"{whole_seconds(progress.t_s)}{of}")), Piece("")
    now = Piece(moment.glyphs.text(whole_seconds(progress.t_s)), PLAIN)
    if moment.lacks_picture:
        return Piece(f" {NO_PICTURE} ", ALERT), now
    return Piece(f"{moment.glyphs.live} live", GOOD), now


def _speed(moment: Moment) -> str:
    return f"{moment.progress.fps:.0f} frames/s" if moment.progress.fps > 0 and moment.sighting else ""


def _count_words(moment: Moment, guidance: Guidance) -> str:
    """The count in words, while a page is laid over the large one."""
    return " ".join(map(str, tally(moment.state, guidance))) if guidance.choices or guidance.help_shown else ""


def _set_words(guidance: Guidance) -> str:
    """set 2 of 3; "" for a first set of nobody knows how many."""
    if guidance.place is not None:
        return f"set {guidance.place.set_number} of {guidance.place.sets}"
    return f"set {guidance.set_number}" if guidance.set_number > 1 else ""


def _exercise_words(guidance: Guidance) -> str:
    place = guidance.place
    return "" if place is None or place.exercises < 2 else f"exercise {place.exercise} of {place.exercises}"
