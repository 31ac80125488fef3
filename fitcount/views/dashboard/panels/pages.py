"""Pages that are laid over a live run for a while: the keys, and the exercises to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from fitcount.guidance import KEYS, Command, Guidance
from fitcount.views.canvas import Area, Canvas, clipped, wrapped
from fitcount.views.dashboard.moment import Moment
from fitcount.views.dashboard.panels.key_row import key_name, key_says
from fitcount.views.palette import BOLD, DIM, GOOD_BOLD

_GAP = 3
_NARROWEST = 10
"""Columns of a column, titles cut where necessary."""
_WITH_TITLE = 12
"""Rows from which on there is a title even if there is more than one column below it."""
_EXPLAINED = {
    Command.PAUSE: "pause, or go on; in the beginning: start now",
    Command.UNDO: "take back the last rep",
    Command.ADD: "add a rep that was not counted",
    Command.NEXT_SET: "the set is over; in a rest: the rest",
    Command.CHANGE: "choose another exercise",
    Command.MUTE: "sounds off, or on again",
    Command.HELP: "this page, on and off",
    Command.QUIT: "end; what was counted is kept",
}


def draw_help(canvas: Canvas, area: Area, moment: Moment) -> None:
    """What each key does, and the gesture."""
    gesture = (moment.guidance or Guidance()).gesture
    explained = [(key_name(key), _EXPLAINED[command]) for key, command in KEYS.items()]
    if gesture:
        explained.append(("", f"without the keyboard, to pause or go on: {gesture}"))
    lines = _broken(explained, area.width, moment)
    if len(lines) > area.height:
        lines = _broken(
            [(key_name(key), key_says(command, Guidance())) for key, command in KEYS.items()], area.width, moment
        )
    _draw_page(canvas, area, moment, ("keys", lines), columns=1)


def _broken(entries: list[tuple[str, str]], width: int, moment: Moment) -> list[tuple[str, str]]:
    """Entries of one line each, the key beside the first line of its words."""
    room = width - max(len(key) for key, _ in entries) - 2
    lines = []
    for key, words in entries:
        first, *others = wrapped(moment.glyphs.text(words), room)
        lines += [(key, first), *(("", other) for other in others)]
    return lines


def draw_choices(canvas: Canvas, area: Area, moment: Moment) -> None:
    """The key and the title of each exercise, in as many columns as it takes."""
    choices = (moment.guidance or Guidance()).choices
    _draw_page(canvas, area, moment, ("which exercise?", choices), columns=4)


_Page = tuple[str, Sequence[tuple[str, str]]]
"""A title, and keys with their words."""


def _draw_page(canvas: Canvas, area: Area, moment: Moment, page: _Page, columns: int) -> None:
    """The title where there is room for it, and the entries from top to bottom, then to the right."""
    say, (title, entries) = moment.glyphs.text, page
    key_width = max((cell_len(say(key)) for key, _ in entries), default=0)
    widest = key_width + 2 + max((cell_len(say(text)) for _, text in entries), default=0)
    head = 2 if area.height >= min(len(entries) + 2, _WITH_TITLE) else 0
    if head:
        canvas.put(area.x, area.y, clipped(say(title), area.width), GOOD_BOLD)
    room = max(area.height - head, 1)
    least = max(-(-len(entries) // room), 1)
    across = max(min(least, columns, (area.width + _GAP) // (_NARROWEST + _GAP)), 1)
    rows = min(max(-(-len(entries) // across), 1), room)
    wide = min(widest, (area.width + _GAP) // across - _GAP)
    hidden = len(entries) - rows * across
    for number, (key, text) in enumerate(entries[: rows * across]):
        column, row = divmod(number, rows)
        x, y = area.x + column * (wide + _GAP), area.y + head + row
        if hidden > 0 and number == rows * across - 1:
            canvas.put(x, y, clipped(f"{hidden + 1} more: enlarge the window", wide), DIM)
            return
        canvas.put(x, y, say(key), BOLD)
        canvas.put(x + key_width + 2, y, clipped(say(text), wide - key_width - 2))
