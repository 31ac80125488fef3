"""The list of kept sessions: a line each, in columns.

Without rich, which takes seconds for a table of thousands of rows, and longer to import than they take to print.
"""

import math
from collections.abc import Iterator, Sequence

from fitcount.kept import KeptSession, State
from fitcount.overview import SessionEntry
from fitcount.types import NONE, SURE
from fitcount.wording import plural, printable, seconds

WHEN = "%Y-%m-%d %H:%M"
HEAD = ("id", "started", "exercise", "sets", "done", "standard", "sure")
RIGHT = ("id", "sets", "done", "sure")
"""Those that are numbers."""


def session_lines(entries: Sequence[SessionEntry]) -> Iterator[str]:
    """A headline, and a line a session in the order given; the source, of any length, comes last."""
    rows = [HEAD, *map(_cells, entries)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells, last in zip(rows, ["source", *map(_source, entries)], strict=True):
        aligned = (
            cell.rjust(width) if name in RIGHT else cell.ljust(width)
            for name, cell, width in zip(HEAD, cells, widths, strict=True)
        )
        yield "  ".join((*aligned, last))


def _cells(entry: SessionEntry) -> tuple[str, ...]:
    return (
        str(entry.id),
        f"{entry.started_at:{WHEN}}",
        _exercises(entry),
        str(entry.sets),
        _done(entry),
        "" if entry.exercise == NONE else entry.standard,
        "-" if math.isnan(entry.confidence) else f"{100 * entry.confidence:.0f} %{_doubt(entry)}",
    )


def _exercises(entry: SessionEntry) -> str:
    """That of most movements, and how many others there were."""
    others = len(entry.exercises) - 1
    return f"{entry.exercise.replace('_', ' ')}{f' +{others}' if others > 0 else ''}"


def _done(entry: SessionEntry) -> str:
    if entry.held_s:
        return seconds(entry.held_s)
    if entry.corrected != entry.count:
        return f"{entry.corrected} ({entry.count} counted)"
    return f"{entry.count} of {entry.movements}" if entry.movements != entry.count else str(entry.count)


def _doubt(entry: SessionEntry) -> str:
    return " !" if entry.confidence < SURE else "  "


def _source(entry: SessionEntry) -> str:
    """Where it came from, and what is special about it."""
    person = f" (person {entry.person})" if entry.person else ""
    marks = (
        str(entry.state) if entry.state is not State.FINISHED else "",
        f"recounted {entry.recounts} times" if entry.recounts > 1 else "recounted" if entry.recounts else "",
        entry.note,
    )
    text = f"{entry.source}{person}{''.join(f'  [{mark}]' for mark in marks if mark)}"
    return printable(text)


def in_a_line(session: KeptSession) -> str:
    """A session that is asked about: 12  2026-03-01 18:00  squat, 5 reps in 1 set  squats.mp4."""
    count = session.current
    done = f"held {seconds(count.held_s)}" if count.held_s else plural(count.corrected, "rep")
    sets = plural(len(count.sets), "set")
    what = f"{count.exercise.replace('_', ' ')}, {done} in {sets}" if count.is_recognised else "nothing recognised"
    return f"{session.id}  {session.started_at:{WHEN}}  {what}  {printable(session.source.name)}"
