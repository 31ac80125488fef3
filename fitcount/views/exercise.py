"""An exercise on one page: phases, thresholds, rules, for who wants to understand or change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fitcount.findings import Rule, Sheet
from fitcount.views.cycle import hold_diagram, rep_diagram
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BOLD, DIM, GOOD, PLAIN
from fitcount.views.ruler import ruler

_MAX_WIDTH = 100
_INDENT = 2
_TABLE_WIDTH = 64
"""Narrower, a table's words would be broken into letters."""
_CODE_WIDTH = 20
_LEGEND = (
    "smallest, typical, largest: of all values in question, those below which one, five, nine in ten lie; "
    "change: from the smallest to the largest"
)


def exercise_sheet(sheet: Sheet) -> RenderableType:
    """What rich prints of an exercise; it adapts to the console's width, colours and encoding."""
    return _Page(sheet)


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs, sheet = console_glyphs(console), self.sheet
        width = min(options.max_width, _MAX_WIDTH) - _INDENT
        yield Text.assemble((glyphs.text(sheet.title), BOLD), (glyphs.text(f"  {sheet.name}"), DIM))
        yield Text(glyphs.text(sheet.about))
        yield Text(glyphs.text(sheet.file), DIM)
        diagram = (hold_diagram if sheet.held else rep_diagram)(sheet.steps, width, glyphs)
        yield from _section("A hold" if sheet.held else "A rep", glyphs.text(sheet.driven_by))
        yield from _drawn(diagram)
        if sheet.scale is not None:
            yield from _section("Its way", "of the usual range; a person's own takes its place while counting")
            yield from _ruled(ruler(sheet.scale, width, glyphs))
        yield from _listed("What counts" if sheet.held else "A movement", sheet.limits, glyphs)
        yield from _listed("Standards", sheet.standards, glyphs)
        yield from _rules("Posture", "all of it holds, otherwise it is another exercise", sheet.posture, glyphs)
        yield from _position(sheet, width, glyphs)
        yield from _rules("Form", "the rep counts, but the person is told", sheet.form, glyphs)
        if sheet.posture or sheet.form:
            yield Text()
            yield Text(glyphs.text(_LEGEND), DIM)
        yield from _looks(sheet, glyphs)
        yield from _listed("Cases", sheet.cases, glyphs)


def _section(title: str, aside: str = "") -> Iterator[RenderableType]:
    yield Text()
    yield Text.assemble((title, BOLD), (f"  {aside}" if aside else "", DIM))


def _drawn(lines: Iterable[str]) -> Iterator[RenderableType]:
    for line in lines:
        yield Padding(Text(line, GOOD, no_wrap=True), (0, 0, 0, _INDENT), expand=False)


def _ruled(lines: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    for words, bar in lines:
        line = Text.assemble((words, PLAIN), (bar, GOOD), no_wrap=True)
        line.rstrip()
        yield Padding(line, (0, 0, 0, _INDENT), expand=False)


def _listed(title: str, lines: Sequence[str], glyphs: Glyphs) -> Iterator[RenderableType]:
    if lines:
        yield from _section(title)
        for line in lines:
            yield Padding(Text(glyphs.text(line)), (0, 0, 0, _INDENT), expand=False)


def _rules(title: str, aside: str, rules: Sequence[Rule], glyphs: Glyphs) -> Iterator[RenderableType]:
    if not rules:
        return
    yield from _section(title, aside)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=_CODE_WIDTH, overflow="fold")
    table.add_column(overflow="fold")
    for rule in rules:
        views = f"  (seen from {', '.join(rule.views)})" if rule.views else ""
        table.add_row(
            Text(glyphs.text(_spoken(rule.code))),
            Text.assemble(glyphs.text(rule.condition), (glyphs.text(views), DIM)),
        )
        table.add_row("", Text(glyphs.text(f"“{rule.say}”"), DIM))
    yield Padding(table, (0, 0, 0, _INDENT), expand=False)


def _spoken(code: str) -> str:
    return code.replace("_", " ")


def _position(sheet: Sheet, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    if not sheet.position:
        return
    yield from _section("Position", "all of it, as far as it can be seen")
    if width < _TABLE_WIDTH:
        for edge in sheet.position:
            said = f"{edge.what}: in it {edge.enter}, out again {edge.leave} (noise {edge.noise})"
            for text, style in ((said, PLAIN), (f"{_spoken(edge.code)}: “{edge.say}”", DIM)):
                yield Padding(Text(glyphs.text(text), style), (0, 0, 0, _INDENT), expand=False)
        return
    table = _table("in it", "out again", "noise")
    for edge in sheet.position:
        cells = (edge.what, edge.enter, edge.leave, edge.noise)
        table.add_row(*(Text(glyphs.text(cell)) for cell in cells))
        table.add_row(Text(glyphs.text(f"{_spoken(edge.code)}: “{edge.say}”"), DIM))
    yield Padding(table, (0, 0, 0, _INDENT), expand=False)


def _table(*columns: str) -> Table:
    """The first column is words, the others are values."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=DIM)
    table.add_column("", overflow="fold")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _looks(sheet: Sheet, glyphs: Glyphs) -> Iterator[RenderableType]:
    if not sheet.looks:
        return
    yield from _section("Looks", "by which -e auto tells it from others")
    table = _table("start", "peak")
    for look in sheet.looks:
        table.add_row(*(Text(glyphs.text(cell)) for cell in (look.metric, look.start, look.peak)))
    yield Padding(table, (0, 0, 0, _INDENT), expand=False)
