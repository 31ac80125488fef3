"""What became of a session by counting it again."""

import math
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.findings import TraceDifference
from fitcount.kept import KeptCount
from fitcount.types import added, undone
from fitcount.views.difference import change_lines
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BOLD, DIM, PLAIN
from fitcount.wording import UNKNOWN, plural, seconds


class Recounted:
    """The two counts side by side, and each rep, attempt or hold that is told differently."""

    def __init__(self, before: KeptCount, now: KeptCount, difference: TraceDifference) -> None:
        self._before = before
        self._now = now
        self._difference = difference

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        yield _table(self._before, self._now, glyphs)
        if self._difference.changes:
            yield Text()
            yield from change_lines(self._difference, glyphs)
        elif unchanged := _unchanged(self._before, self._now):
            yield Text(f"\n{unchanged}", DIM)


def _table(before: KeptCount, now: KeptCount, glyphs: Glyphs) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=DIM)
    for name, style in (("", DIM), ("before", PLAIN), ("now", BOLD)):
        table.add_column(name, style=style, no_wrap=True)
    for name, was, new in zip(_NAMES, _cells(before), _cells(now), strict=True):
        if was or new:
            table.add_row(name, glyphs.text(was), glyphs.text(new))
    return table


_NAMES = ("exercise", "standard", "counted", "by hand", "sets", "sure")


def _cells(count: KeptCount) -> tuple[str, ...]:
    of = f" of {count.movements} movements" if count.movements != count.count else ""
    return (
        count.exercise.replace("_", " "),
        count.standard or UNKNOWN,
        f"held {seconds(count.held_s)}" if count.held_s else f"{count.count}{of}",
        _by_hand(count),
        str(len(count.sets)),
        UNKNOWN if math.isnan(count.confidence) else f"{100 * count.confidence:.0f} %",
    )


def _by_hand(count: KeptCount) -> str:
    """What people have made of it."""
    more, less = len(added(count.own_corrections)), len(undone(count.own_corrections))
    parts = ", ".join(filter(None, (f"{less} taken back" if less else "", f"{more} added" if more else "")))
    return f"{plural(count.corrected, 'rep')}: {parts}" if parts else ""


def _unchanged(before: KeptCount, now: KeptCount) -> str:
    """What is said where no movement is judged otherwise; "" where the seconds held have changed."""
    if any(each.reps or each.rejected for each in before.sets):
        return "each movement is judged as before"
    if _holds(before) != _holds(now):
        return ""
    return "held as before" if _holds(now) else "nothing, as before"


def _holds(count: KeptCount) -> list[tuple[str, float, float, float]]:
    return [(each.exercise, each.start_s, each.end_s, each.held_s) for each in count.sets if each.is_held]
