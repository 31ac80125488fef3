"""Which part of the dashboard lies where while a live run is led, for a terminal of any size.

The count is to be read from across the room, so it takes all the height there is; the person is drawn beside it.
"""

from __future__ import annotations

from fitcount.guidance import Guidance, Stage
from fitcount.views.canvas import Area
from fitcount.views.dashboard.layout import Panel
from fitcount.views.dashboard.moment import Moment
from fitcount.views.dashboard.panels.attempts import draw_attempts
from fitcount.views.dashboard.panels.checks import draw_checks
from fitcount.views.dashboard.panels.hints import draw_hints
from fitcount.views.dashboard.panels.key_row import draw_key_row
from fitcount.views.dashboard.panels.live_header import draw_live_header
from fitcount.views.dashboard.panels.message import draw_message
from fitcount.views.dashboard.panels.pages import draw_choices, draw_help
from fitcount.views.dashboard.panels.picture import draw_picture
from fitcount.views.dashboard.panels.score import draw_score, score_width

_GUTTER = 2
_WIDE = 50
"""Columns from which the person is drawn beside the count."""
_PICTURE_SHARE = 0.26
"""Of the width, at least, where there is a picture at all."""
_PICTURE_ROWS = 5
"""In fewer rows nobody can be made out."""
_ATTEMPTS_ROWS, _ATTEMPTS_COLUMNS = 20, 30
"""Below a picture with so much room there is some for the last attempts, too."""


def arrange_live(width: int, height: int, moment: Moment) -> list[tuple[Panel, Area]]:
    """Panels and their areas, from top to bottom."""
    guidance = moment.guidance or Guidance()
    margin = 2 if width >= 60 else 1 if width >= 30 else 0
    header = 3 if height >= 30 else 2 if height >= 14 else 1 if height >= 6 else 0
    # A file is not waited for: no key changes anything.
    keys = 1 + (height >= 14) if height >= 7 and moment.source.live else 0
    page = Area(margin, header, width - 2 * margin, height - header - keys)
    ends = [
        *([(draw_live_header, Area(margin, 0, page.width, header))] if header else []),
        *([(draw_key_row, Area(margin, height - keys, page.width, keys))] if keys else []),
    ]
    if guidance.choices or guidance.help_shown:
        return [*ends, (draw_choices if guidance.choices else draw_help, page)]
    hints = 2 if height >= 20 else int(height >= 10)
    message = 5 if height >= 32 else 3 if height >= 14 else 1 + (height >= 12)
    body = page._replace(height=page.height - hints - message)
    below = body.y + body.height
    return [
        *ends,
        *_body(body, moment),
        *([(draw_hints, page._replace(y=below, height=hints))] if hints else []),
        (draw_message, page._replace(y=below + hints, height=message)),
    ]


def picture_area(panels: list[tuple[Panel, Area]]) -> Area | None:
    """Where the person is drawn; None where there is no room for that."""
    return next((area for draw, area in panels if draw is draw_picture), None)


def _body(body: Area, moment: Moment) -> list[tuple[Panel, Area]]:
    setting_up = (moment.guidance or Guidance()).stage is Stage.SETTING_UP
    main = draw_checks if setting_up else draw_score
    if body.width < _WIDE or body.height < _PICTURE_ROWS:
        return [(main, body)]
    room = body.height - (body.height >= 8)
    left = body.width // 2 if setting_up else _score_columns(body, moment)
    right = Area(body.x + left + _GUTTER, body.y, body.width - left - _GUTTER, room)
    beside: list[tuple[Panel, Area]] = [(draw_picture, right)]
    if not setting_up and right.height >= _ATTEMPTS_ROWS and right.width >= _ATTEMPTS_COLUMNS:
        rows = round(right.height * 0.65)
        lower = right._replace(y=right.y + rows + 1, height=right.height - rows - 1)
        beside = [(draw_picture, right._replace(height=rows)), (draw_attempts, lower)]
    return [(main, body._replace(width=left)), *beside]


def _score_columns(body: Area, moment: Moment) -> int:
    """What the number needs, as long as the picture has its share; never less than half."""
    most = body.width - _GUTTER - round(body.width * _PICTURE_SHARE)
    if moment.sighting is None:  # that there is no picture is told in letters as large as possible
        return most
    return max(score_width(moment, body.height, most), body.width // 2)
