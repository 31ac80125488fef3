"""How the run itself is doing."""

import math

from fitcount.types import Progress, SourceInfo
from fitcount.views.canvas import Area, Canvas, Piece
from fitcount.views.dashboard.moment import Moment
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import BAD_BOLD, DIM, GOOD, PLAIN
from fitcount.wording import plural, whole_seconds

_GAP = 3
_SHORTEST_BAR = 8


def draw_footer(canvas: Canvas, area: Area, moment: Moment) -> None:
    """Where in the source we are, in the area's last row; the least important is left out first."""
    pieces = _pieces(moment)
    while len(pieces) > 1 and _width(pieces) > area.width:
        pieces.pop()
    line = area._replace(y=area.y + area.height - 1, height=1)
    bar = line._replace(width=area.width - _width(pieces) - _GAP)
    share = _share(moment.progress)
    if share is not None and bar.width >= _SHORTEST_BAR:
        done = round(share * bar.width)
        canvas.put(bar.x, bar.y, moment.glyphs.done * done, GOOD)
        canvas.put(bar.x + done, bar.y, moment.glyphs.left * (bar.width - done), DIM)
        line = line._replace(x=bar.x + bar.width + _GAP, width=_width(pieces))
    canvas.put_pieces(line, pieces, _GAP)


def _pieces(moment: Moment) -> list[Piece]:
    progress = moment.progress
    speed = [
        Piece(f"{progress.fps:.0f} frames/s" if math.isfinite(progress.fps) else "", DIM),
        Piece(f"model {progress.inference_ms:.0f} ms" if math.isfinite(progress.inference_ms) else "", DIM),
    ]
    return [piece for piece in (*_position(moment.source, progress, moment.glyphs), *speed) if piece.text]


def _position(source: SourceInfo, progress: Progress, glyphs: Glyphs) -> list[Piece]:
    now = glyphs.text(whole_seconds(progress.t_s))
    if source.live:
        dropped = f"{plural(progress.dropped, 'frame')} dropped" if progress.dropped else ""
        return [Piece(f"{glyphs.live} live", GOOD), Piece(now, PLAIN), Piece(dropped, BAD_BOLD)]
    if progress.duration_s is None:
        return [Piece(now)]
    return [Piece(f"{now} of {glyphs.text(whole_seconds(progress.duration_s))}"), Piece(_time_left(progress))]


def _time_left(progress: Progress) -> str:
    left_s = time_left_s(progress)
    if not math.isfinite(left_s):
        return ""
    return f"{math.ceil(left_s)} s left" if left_s <= 60 else f"{whole_seconds(left_s)} left"


def time_left_s(progress: Progress) -> float:
    """Wall seconds until the end of a file; NaN while its speed is not known."""
    if progress.duration_s is None or progress.frame <= 0:
        return math.nan
    speed = progress.fps * progress.t_s / progress.frame
    return max(progress.duration_s - progress.t_s, 0.0) / speed if speed > 0 else math.nan


def _share(progress: Progress) -> float | None:
    if progress.duration_s is None or not progress.duration_s > 0:
        return None
    share = progress.t_s / progress.duration_s
    return min(max(share, 0.0), 1.0) if math.isfinite(share) else None


def _width(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces) + _GAP * (len(pieces) - 1)
