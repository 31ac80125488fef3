"""Two performances in columns, and what changed in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.views.changed import STYLES, Change
from fitcount.views.comparison.changes import can_differ, changes
from fitcount.views.comparison.performance import Performance
from fitcount.views.fatigue import Trend, can_tell
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BOLD, DIM, PLAIN
from fitcount.views.phrases import between, depth_name, middle
from fitcount.views.wording import ExerciseWords, rep_count, seen_from
from fitcount.wording import UNKNOWN, plural, quantity, seconds

NOTHING = "nothing changed by more than chance and the camera explain"
OTHERWISE = "to compare the reps: fitcount sessions recount ID --standard NAME"
TOO_FEW = "too few reps to tell chance from change in depth, range and tempo"


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison."""

    name: str
    """session 4, set 2"""
    when: str
    performance: Performance


def side_by_side(before: Compared, now: Compared, words: ExerciseWords) -> RenderableType:
    """What rich prints of two sides that did the same exercise."""
    return _SideBySide(before, now, words)


@dataclass(frozen=True, slots=True)
class _SideBySide:
    before: Compared
    now: Compared
    words: ExerciseWords

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        yield Text(glyphs.text(self.words.title), BOLD)
        yield self._table(glyphs)
        yield Text()
        before, now = self.before.performance, self.now.performance
        yield from told(changes(before, now, self.words), glyphs)
        if before.standards != now.standards:
            yield Text(glyphs.text(OTHERWISE), DIM)
        elif not now.is_held and not can_differ(len(before.counted), len(now.counted)):
            yield Text(glyphs.text(TOO_FEW), DIM)
        if before.view != now.view and before.view and now.view:
            where = f"seen from the {seen_from(before.view)}, and from the {seen_from(now.view)}"
            yield Text(glyphs.text(f"{where}: angles of the two compare less well"), DIM)

    def _table(self, glyphs: Glyphs) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=BOLD)
        for name, style in (("", DIM), (self.before.name, PLAIN), (self.now.name, PLAIN)):
            table.add_column(glyphs.text(name), style=style, overflow="fold")
        table.add_row("when", self.before.when, self.now.when)
        sides = self.before.performance, self.now.performance
        for name, cell in _rows(sides, self.words):
            cells = [cell(each) for each in sides]
            if any(each not in ("", UNKNOWN) for each in cells):
                table.add_row(glyphs.text(name), *(glyphs.text(each or UNKNOWN) for each in cells))
        return table


def told(found: Sequence[Change], glyphs: Glyphs) -> Iterator[Text]:
    """A line each; or that there are none."""
    if not found:
        yield Text(glyphs.text(NOTHING), DIM)
    for change in found:
        yield Text.assemble((change.verdict.value.ljust(9), STYLES[change.verdict]), glyphs.text(change.text))


Cell = Callable[[Performance], str]


def _rows(sides: Sequence[Performance], words: ExerciseWords) -> Iterator[tuple[str, Cell]]:
    yield "sets", lambda each: str(len(each.sets))
    if all(each.is_held for each in sides):
        yield "held", lambda each: seconds(each.held_s)
        yield "breaks", _breaks
        return
    movements = [movement for each in sides for movement in each.counted]
    yield "counted", _counted
    yield "standard", lambda each: each.standards
    yield "rejected", lambda each: _codes(each.reasons)
    if movements:
        yield depth_name(movements, words), lambda each: _spread(each, [one.depth for one in each.counted])
        yield "range", lambda each: _spread(each, [one.range_of_motion for one in each.counted])
        yield words.halves.to_peak, lambda each: _times([one.to_peak_s for one in each.counted])
        yield words.halves.from_peak, lambda each: _times([one.from_peak_s for one in each.counted])
    yield "with faults", _faults
    yield "left, right", lambda each: "" if math.isnan(each.asymmetry) else f"{each.asymmetry:.0%} apart"
    yield "slowing", lambda each: _trend(each, each.slowing)
    yield "range over the set", lambda each: _trend(each, each.shrinking)
    yield "volume", lambda each: f"{each.volume_kg:g} kg" if each.volume_kg else ""


def _counted(each: Performance) -> str:
    count, movements = sum(own.count for own in each.sets), sum(own.movements for own in each.sets)
    return rep_count(count, movements, each.corrections)


def _breaks(each: Performance) -> str:
    return f"{plural(len(each.breaks_s), 'break')}, {seconds(sum(each.breaks_s))}" if each.breaks_s else "none"


def _spread(each: Performance, values: Sequence[float]) -> str:
    """The median, and from where to where: 75° (74 to 76°)."""
    if not values:
        return ""
    metric = each.counted[0].metric
    typical, whole = quantity(metric, middle(values)), between(metric, values)
    return typical if typical == whole else f"{typical} ({whole})"


def _times(values: Sequence[float]) -> str:
    typical, whole = seconds(middle(values)), between("took_s", values)
    return "" if not values else typical if typical == whole else f"{typical} ({whole})"


def _codes(found: object) -> str:
    assert isinstance(found, dict)
    return ", ".join(f"{code.replace('_', ' ')} {number}" for code, number in found.items()) or "none"


def _faults(each: Performance) -> str:
    if not each.counted:
        return ""
    which = f" ({_codes(each.faults)})" if each.faults else ""
    return f"{each.faulty} of {len(each.counted)}{which}"


def _trend(each: Performance, found: Trend | None) -> str:
    if found is not None:
        return f"{'+' if found.change > 0 else chr(0x2212)}{abs(found.change):.0%}"
    return "no trend" if any(can_tell(movements) for movements in each.movements) else "too few to tell"
