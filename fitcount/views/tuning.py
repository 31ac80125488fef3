"""How the count of labelled clips changes with each threshold: a table and bars for each, then what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from fitcount.findings import ClipChange, Tuned, Tuning
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD, GOOD_BOLD, PLAIN
from fitcount.wording import plural

_INDENT = 2
_HEAD = 11
"""Before the columns: within one."""
_CELL = 5
_FEW = 3
"""What rests on fewer clips may be another thing with others."""
_UNITS = {"deg": "°", "m": " m", "s": " s"}


def tuning_report(tuning: Tuning) -> RenderableType:
    """What rich prints of a tuning; it adapts to the console's width, colours and encoding."""
    return _Report(tuning)


@dataclass(frozen=True, slots=True)
class _Report:
    tuning: Tuning

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs, tuning = console_glyphs(console), self.tuning
        yield _line(glyphs, (tuning.file, BOLD), (f"  {_verdict(tuning, tuning.exact, tuning.near)}", PLAIN))
        if tuning.clips < _FEW:
            clips = plural(tuning.clips, "clip")
            yield _line(glyphs, (f"! {clips}: whatever is said here may be another thing with others", BAD_BOLD))
        told = [each for each in tuning.tuned if each.can_tell]
        for each in told:
            yield Text()
            yield from _threshold(each, tuning, options.max_width, glyphs)
        if told:
            yield Text()
            yield Text(glyphs.text(_legend(tuning, glyphs)), DIM)
        yield from _untold(tuning, glyphs)
        yield Text()
        yield from _proposals(tuning, glyphs)


def _verdict(tuning: Tuning, exact: int, near: int) -> str:
    return f"{exact} of {plural(tuning.clips, 'clip')} exact, {near} {_near(tuning)}"


def _near(tuning: Tuning) -> str:
    return "nearly" if tuning.held else "within one"


def _threshold(of: Tuned, tuning: Tuning, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    yield _line(glyphs, (of.key, BOLD), (f"  {_said(of, of.value)}", BOLD), (f"  line {of.line}", DIM))
    fit = max((width - _INDENT - _HEAD) // _CELL, 1)
    rows = range(len(of.tried))
    for part in (rows[start : start + fit] for start in range(0, len(rows), fit)):
        yield from _part(of, tuning, part, glyphs)
    yield Padding(Text(glyphs.text(_advice(of)), GOOD_BOLD if of.proposal is not None else PLAIN), (0, 0, 0, _INDENT))


def _part(of: Tuned, tuning: Tuning, rows: range, glyphs: Glyphs) -> Iterator[RenderableType]:
    """As many columns as there is room for."""
    tried = of.tried
    yield _row("", [f"{tried[row].value:g}" for row in rows], DIM)
    yield _row("exact", [str(tried[row].exact) for row in rows], PLAIN)
    yield _row(_near(tuning), [str(tried[row].near) for row in rows], PLAIN)
    yield _row("", [_bar(of, row, glyphs) for row in rows], GOOD)
    yield _row("", [_mark(of, row, glyphs) for row in rows], BOLD)


def _row(head: str, cells: Sequence[str], style: Style) -> Text:
    line = f"{'':{_INDENT}}{head:{_HEAD}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)
    return Text(line.rstrip(), style, no_wrap=True)


def _bar(of: Tuned, row: int, glyphs: Glyphs) -> str:
    """As high as the count is good, from the worst of those tried to the best."""
    points = [each.points for each in of.tried]
    level = (points[row] - min(points)) / max(max(points) - min(points), 1)
    return glyphs.heights[round(level * (len(glyphs.heights) - 1))] * (_CELL - 1)


def _mark(of: Tuned, row: int, glyphs: Glyphs) -> str:
    first, last = of.plateau
    line = glyphs.done if first <= row <= last else " "
    value = of.tried[row].value
    middle = glyphs.tick if value == of.value else glyphs.goal if value == of.proposal else line
    return f"{line if row > first else ' '}{line}{middle}{line}{line}"


def _legend(tuning: Tuning, glyphs: Glyphs) -> str:
    slack = f", give or take {plural(tuning.slack, 'clip')} off by one" if tuning.slack else ""
    proposed = f"; {glyphs.goal} proposed, with more room on both sides" if tuning.proposals else ""
    return f"{glyphs.done} counts as well as the best{slack}; {glyphs.tick} in the file{proposed}"


def _said(of: Tuned, value: float) -> str:
    return f"{value:g}{_UNITS.get(of.unit, '')}"


def _advice(of: Tuned) -> str:
    first, last = of.plateau
    low, high = of.tried[first].value, of.tried[last].value
    below, above = of.is_open
    span = (
        f"up to {_said(of, high)}" if below else f"from {_said(of, low)}" if above else f"{low:g} to {_said(of, high)}"
    )
    if of.proposal is None:
        edge = (of.value == low and not below) or (of.value == high and not above)
        room = ", but there is no room: next to it the count is worse" if edge else ""
        return f"keep {_said(of, of.value)}: {span} counts as well{room}"
    return f"{_said(of, of.value)} → {_said(of, of.proposal)}: {span} counts best"


def _rests(of: Tuned) -> str:
    if len(of.deciding) >= _FEW:
        return ""
    return f"; that rests on {plural(len(of.deciding), 'clip')} only: {', '.join(of.deciding)}"


def _untold(tuning: Tuning, glyphs: Glyphs) -> Iterator[RenderableType]:
    untold = [each for each in tuning.tuned if not each.can_tell]
    if untold or tuning.unasked:
        yield Text()
        yield Text("These clips cannot tell", BOLD)
    for each in untold:
        low, high = each.tried[0].value, each.tried[-1].value
        said = f"{each.key} {_said(each, each.value)}: {low:g} to {_said(each, high)} count alike"
        yield _below(glyphs, f"{said}{_but(each.deciding)}")
    for key in tuning.unasked:
        yield _below(glyphs, f"{key}: no label says how many meet it")


def _but(clips: Sequence[str]) -> str:
    """The clips that would tell, if there were more like them."""
    if not clips:
        return ""
    return f" but for {', '.join(clips)}" if len(clips) <= _FEW else f" but for {len(clips)} clips"


def _proposals(tuning: Tuning, glyphs: Glyphs) -> Iterator[RenderableType]:
    if not tuning.proposals:
        yield Text("Nothing to propose: every threshold has room, or these clips cannot tell.", BOLD)
        return
    yield Text("Proposed", BOLD)
    for each in tuning.proposals:
        assert each.proposal is not None
        value = f"{_said(each, each.value)} → {_said(each, each.proposal)}"
        yield _below(glyphs, f"line {each.line}  {each.key}  {value}{_rests(each)}", PLAIN)
        for change in each.changes:
            yield Padding(Text(glyphs.text(_changed(change)), DIM), (0, 0, 0, 2 * _INDENT))
    if tuning.together is not None:
        then = _verdict(tuning, tuning.together.exact, tuning.together.near)
        worse = tuning.together.points < tuning.exact + tuning.near
        yield _line(glyphs, (f"all of them together: {then}", BAD_BOLD if worse else GOOD_BOLD))


def _changed(change: ClipChange) -> str:
    return f"{change.clip}: {change.now} → {change.then}, {change.wanted} wanted"


def _below(glyphs: Glyphs, words: str, style: Style = DIM) -> Padding:
    return Padding(Text(glyphs.text(words), style), (0, 0, 0, _INDENT), expand=False)


def _line(glyphs: Glyphs, *parts: tuple[str, Style]) -> Text:
    return Text.assemble(*((glyphs.text(text), style) for text, style in parts))
