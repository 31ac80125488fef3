"""The list of kept sessions."""

import math
from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from fitcount.kept import KeptSession, SessionEntry, State
from fitcount.types import NONE, SURE
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BOLD, DIM, PLAIN
from fitcount.views.wording import UNKNOWN, plural, seconds

WHEN = "%Y-%m-%d %H:%M"


class SessionList:
    """A table with a row a session, in the order given."""

    def __init__(self, sessions: Sequence[SessionEntry]) -> None:
        self._sessions = sessions

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        glyphs = console_glyphs(console)
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=DIM)
        for name, right, bold in _COLUMNS:
            table.add_column(name, justify="right" if right else "left", style=BOLD if bold else PLAIN, no_wrap=True)
        table.add_column("source", overflow="fold")
        for entry in self._sessions:
            table.add_row(*(Text(glyphs.text(cell)) for cell in _cells(entry)), _source(entry, glyphs))
        yield table


_COLUMNS = (
    ("id", True, True),
    ("started", False, False),
    ("exercise", False, False),
    ("sets", True, False),
    ("done", True, True),
    ("standard", False, False),
    ("sure", True, False),
)
"""Name, whether it is a number, whether it is what one looks for."""


def _cells(entry: SessionEntry) -> tuple[str, ...]:
    return (
        str(entry.id),
        f"{entry.started_at:{WHEN}}",
        _exercises(entry),
        str(entry.sets),
        _done(entry),
        "" if entry.exercise == NONE else entry.standard,
        UNKNOWN if math.isnan(entry.confidence) else f"{100 * entry.confidence:.0f} %{_doubt(entry)}",
    )


def _exercises(entry: SessionEntry) -> str:
    """That of most movements, and how many others there were."""
    others = len(entry.exercises) - 1
    return f"{entry.exercise.replace('_', ' ')}{f' +{others}' if others > 0 else ''}"


def _done(entry: SessionEntry) -> str:
    if entry.held_s:
        return seconds(entry.held_s)
    return f"{entry.count} of {entry.movements}" if entry.movements != entry.count else str(entry.count)


def _doubt(entry: SessionEntry) -> str:
    return " !" if entry.confidence < SURE else "  "


def _source(entry: SessionEntry, glyphs: Glyphs) -> Text:
    """Where it came from, and what is special about it."""
    marks = [
        *([str(entry.state)] if entry.state is not State.FINISHED else []),
        *([f"recounted {plural(entry.recounts, 'time')}"] if entry.recounts else []),
    ]
    person = f" (person {entry.person})" if entry.person else ""
    text = Text(glyphs.text(entry.source + person))
    if marks:
        text.append(glyphs.text(f"  {', '.join(marks)}"), BAD)
    if entry.note:
        text.append(glyphs.text(f"  {entry.note}"), DIM)
    return text


def in_a_line(session: KeptSession) -> str:
    """A session that is asked about: 12  2026-03-01 18:00  squat, 5 reps in 1 set  squats.mp4."""
    count = session.current
    done = f"held {seconds(count.held_s)}" if count.held_s else plural(count.count, "rep")
    sets = plural(len(count.sets), "set")
    what = f"{count.exercise.replace('_', ' ')}, {done} in {sets}" if count.is_recognised else "nothing recognised"
    return f"{session.id}  {session.started_at:{WHEN}}  {what}  {session.source.name}"
