"""Which key does what, at the bottom of a live run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from fitcount.guidance import KEYS, Command, Guidance, Stage
from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.moment import Moment
from fitcount.views.palette import BOLD, DIM

_GAPS = (3, 2)
"""Columns between two keys: fewer before one is left out."""
_NAMES: Mapping[str, str] = {" ": "space"}
"""Of keys that are no letters."""
_SAYS: Mapping[Command, str] = {
    Command.PAUSE: "pause",
    Command.UNDO: "undo",
    Command.ADD: "add",
    Command.NEXT_SET: "next set",
    Command.CHANGE: "exercise",
    Command.MUTE: "mute",
    Command.HELP: "help",
    Command.QUIT: "quit",
}
_PAUSE_SAYS: Mapping[Stage, str] = {
    Stage.SETTING_UP: "start",
    Stage.COUNTDOWN: "start",
    Stage.PAUSED: "go on",
    Stage.RESTING: "start",
}
_LEAST_FIRST = (
    Command.MUTE,
    Command.CHANGE,
    Command.NEXT_SET,
    Command.ADD,
    Command.UNDO,
    Command.HELP,
    Command.PAUSE,
    Command.QUIT,
)
"""What is left out first; help tells of it."""
_CHOOSING = (("esc", "go on without a change"),)


def draw_key_row(canvas: Canvas, area: Area, moment: Moment) -> None:
    """As many keys as fit into the area's last row, each whole."""
    guidance = moment.guidance or Guidance()
    shown, gap = (_CHOOSING, _GAPS[0]) if guidance.choices else _fitting(guidance, area.width)
    x, y = area.x, area.y + area.height - 1
    for key, word in shown:
        size = cell_len(key) + 1 + cell_len(word)
        if x + size > area.x + area.width:
            return
        canvas.put(x, y, key, BOLD)
        canvas.put(x + cell_len(key) + 1, y, word, DIM)
        x += size + gap


def key_name(key: str) -> str:
    """What is written on it."""
    return _NAMES.get(key, key)


def _fitting(guidance: Guidance, width: int) -> tuple[Sequence[tuple[str, str]], int]:
    """Keys and what they do, and the columns between them."""
    commands = dict(KEYS)
    for least in _LEAST_FIRST:
        shown = [(key_name(key), key_says(command, guidance)) for key, command in commands.items()]
        size = sum(cell_len(key) + 1 + cell_len(word) for key, word in shown)
        for gap in _GAPS:
            if size + gap * (len(shown) - 1) <= width:
                return shown, gap
        commands = {key: command for key, command in commands.items() if command is not least}
    return (), 0


def key_says(command: Command, guidance: Guidance) -> str:
    """What a command does now, in a word."""
    if command is Command.PAUSE:
        return _PAUSE_SAYS.get(guidance.stage, _SAYS[command])
    if command is Command.NEXT_SET and guidance.stage is Stage.RESTING:
        return "end rest"
    return "unmute" if command is Command.MUTE and guidance.muted else _SAYS[command]
