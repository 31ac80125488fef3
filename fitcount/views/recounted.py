"""What became of a session by counting it again."""

import math
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.kept import KeptCount
from fitcount.types import Rejection, Rep
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD_BOLD, PLAIN
from fitcount.wording import UNKNOWN, clock, seconds

Movement = Rep | Rejection


class Recounted:
    """The two counts side by side, and each movement that is judged otherwise."""

    def __init__(self, before: KeptCount, now: KeptCount) -> None:
        self._before = before
        self._now = now

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        yield _table(self._before, self._now, glyphs)
        changes = list(_changes(_movements(self._before), _movements(self._now)))
        yield Text()
        if not changes:
            yield Text("each movement is judged as before", DIM)
        for sign, t_s, what in changes:
            style = GOOD_BOLD if sign == "+" else BAD_BOLD
            yield Text.assemble((f"{sign} ", style), (f"{clock(t_s)}  ", DIM), (glyphs.text(what), PLAIN))


def _table(before: KeptCount, now: KeptCount, glyphs: Glyphs) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=DIM)
    for name, style in (("", DIM), ("before", PLAIN), ("now", BOLD)):
        table.add_column(name, style=style, no_wrap=True)
    for name, was, new in zip(_NAMES, _cells(before), _cells(now), strict=True):
        table.add_row(name, glyphs.text(was), glyphs.text(new))
    return table


_NAMES = ("exercise", "standard", "counted", "sets", "sure")


def _cells(count: KeptCount) -> tuple[str, ...]:
    of = f" of {count.movements} movements" if count.movements != count.count else ""
    return (
        count.exercise.replace("_", " "),
        count.standard or UNKNOWN,
        f"held {seconds(count.held_s)}" if count.held_s else f"{count.count}{of}",
        str(len(count.sets)),
        UNKNOWN if math.isnan(count.confidence) else f"{100 * count.confidence:.0f} %",
    )


def _movements(count: KeptCount) -> list[Movement]:
    """Of all exercises, by their start."""
    reps: list[Movement] = [rep for each in count.sets for rep in each.reps]
    rejected = [rejection for each in count.sets for rejection in each.rejected]
    return sorted([*reps, *rejected], key=lambda movement: movement.start_s)


def _changes(before: list[Movement], now: list[Movement]) -> Iterator[tuple[str, float, str]]:
    """Sign, time and words of each movement that is new, gone, or judged otherwise, in the order of time."""
    found: list[tuple[str, float, str]] = []
    gone = [*before]
    for movement in now:
        was = next((other for other in gone if _is_same(movement, other)), None)
        if was is None:
            found.append(("+", movement.start_s, f"new: {_verdict(movement)}"))
            continue
        gone.remove(was)
        if isinstance(movement, Rejection) and isinstance(was, Rep):
            found.append(("-", movement.start_s, f"counts no more: {movement.text}"))
        elif isinstance(movement, Rep) and isinstance(was, Rejection):
            found.append(("+", movement.start_s, f"counts now (before: {was.text})"))
    found += [("-", movement.start_s, f"no movement any more: {_verdict(movement)}") for movement in gone]
    yield from sorted(found, key=lambda change: change[1])


def _is_same(one: Movement, other: Movement) -> bool:
    """Whether they share more than half of the shorter one's time."""
    shared_s = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    return shared_s > 0.5 * min(one.end_s - one.start_s, other.end_s - other.start_s)


def _verdict(movement: Movement) -> str:
    return movement.text if isinstance(movement, Rejection) else "a rep"
