"""One set of a session: its movements one by one, in plots, and what they show together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from fitcount.kept import KeptFrames, KeptSet
from fitcount.views.best_worst import best_and_worst, judged_by, reason_for
from fitcount.views.fatigue import Trend, trend
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.headline import nothing_to_show, standard_of
from fitcount.views.limit import limit_of
from fitcount.views.movements import Movement, movements_of
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, DIM, GOOD, GOOD_BOLD, PLAIN
from fitcount.views.remarks import by_side, on_sides, on_tiring
from fitcount.views.review.drawings import Drawn, of_bars, of_course, of_hold
from fitcount.views.tables import Row, Table, hold_table, movements_table
from fitcount.views.wording import ExerciseWords, inside, set_count
from fitcount.wording import clock


@dataclass(frozen=True, slots=True)
class SetView:
    """What rich prints of a set."""

    each: KeptSet
    words: ExerciseWords
    frames: KeptFrames | None
    alone: bool
    """Whether the session has no other set: then its headline has said what this one is."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs, width = console_glyphs(console), options.max_width
        yield from self._head(glyphs)
        if self.each.is_held:
            yield table_of(hold_table(self.each), glyphs)
            if self.frames is not None:
                yield from _shown(of_hold(self.each, self.frames, self.words, width, glyphs), glyphs)
            return
        movements = movements_of(self.each, self.frames, grows=self.words.grows)
        if not movements:
            yield Text(glyphs.text(nothing_to_show(self.each)), DIM)
            return
        yield table_of(movements_table(movements, self.words), glyphs)
        yield from _best_and_worst(self.each, glyphs)
        yield from self._plots(movements, width, glyphs)

    def _head(self, glyphs: Glyphs) -> Iterator[Text]:
        each = self.each
        about = [f"{clock(each.start_s)} to {clock(each.end_s)}", *standard_of(each)]
        if each.weight_kg is not None:
            about.append(f"{each.weight_kg:g} kg")
        if self.alone:
            yield Text(glyphs.text(" · ".join(about)), DIM)
        else:
            yield Text.assemble(
                (glyphs.text(f"Set {each.number}: {inside(self.words.title)}"), BOLD),
                (f"  {glyphs.text(set_count(each.as_counted))}", GOOD_BOLD),
                (f"  {glyphs.text(' · '.join(about))}", DIM),
            )
        if each.note:
            yield Text.assemble(("note: ", DIM), glyphs.text(each.note))

    def _plots(self, movements: Sequence[Movement], width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
        slowing = trend(movements, lambda movement: movement.took_s)
        shrinking = trend(movements, lambda movement: movement.range_of_motion)
        if self.frames is not None:
            limit = limit_of(self.each, self.words)
            yield from _shown(of_course(movements, self.frames, limit, width, glyphs), glyphs)
        yield from _side_by_side(movements, slowing, shrinking, width, glyphs)
        sides = by_side(movements)
        if sides is not None:
            yield Text()
            yield table_of(sides, glyphs)
        for remark in (*on_tiring(movements, slowing, shrinking), *on_sides(movements)):
            yield Text(glyphs.text(remark))


def table_of(table: Table, glyphs: Glyphs) -> RichTable:
    """A table as rich prints it: what did not count stands out by its sign, and by its colour where there is one."""
    shown = RichTable(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    for head in table.heads:
        shown.add_column(glyphs.text(head), justify="right", no_wrap=True)
    remarks = any(row.remark for row in table.rows)
    if remarks or table.remarks == "form":
        shown.add_column(table.remarks, overflow="fold")
    for row in table.rows:
        cells = [Text(glyphs.text(cell)) for cell in row.cells]
        if not row.counted:
            cells[0].stylize(BAD_BOLD)
        shown.add_row(*cells, *([_remark(row, glyphs)] if len(shown.columns) > len(cells) else []))
    return shown


def _remark(row: Row, glyphs: Glyphs) -> Text:
    if not row.remark:
        return Text(glyphs.text("✓"), GOOD)
    return Text(glyphs.text(row.remark.removeprefix("no rep: ")), BAD if row.counted else PLAIN)


def _best_and_worst(each: KeptSet, glyphs: Glyphs) -> Iterator[Text]:
    found = best_and_worst(each.standing)
    if found is None:
        return
    best, worst = found
    yield Text()
    yield Text.assemble(
        (f"best: rep {best.number}", GOOD_BOLD), glyphs.text(f" ({reason_for(best)})  "),
        (f"worst: rep {worst.number}", BAD_BOLD), glyphs.text(f" ({reason_for(worst)})"),
    )  # fmt: skip
    yield Text(judged_by(each.standing), DIM)


def _shown(drawn: Sequence[Drawn], glyphs: Glyphs) -> Iterator[RenderableType]:
    for each in drawn:
        yield Text()
        yield Text(glyphs.text(each.title), BOLD)
        yield from each.canvases


GAP = 3
NARROWEST = 32
"""Half of the width is enough for a plot that is no narrower than this."""


def _side_by_side(
    movements: Sequence[Movement], slowing: Trend | None, shrinking: Trend | None, width: int, glyphs: Glyphs
) -> Iterator[RenderableType]:
    """Range and tempo of each movement, beside each other if they have room."""
    half = (width - GAP) // 2
    whole = of_bars(movements, slowing, shrinking, width, glyphs)
    halves = of_bars(movements, slowing, shrinking, half, glyphs) if half >= NARROWEST else []
    if not halves or any(len(each.canvases) > 1 or not each.is_roomy for each in halves):
        yield from _shown(whole, glyphs)
        return
    grid = RichTable.grid(padding=(0, GAP, 0, 0))
    for _ in halves:
        grid.add_column(no_wrap=True)
    grid.add_row(*(Text(glyphs.text(each.title), BOLD) for each in halves))
    grid.add_row(*(each.canvases[0] for each in halves))
    yield Text()
    yield grid
