"""What the test of an exercise found: a line a check, and where each that failed did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fitcount.types import Check, Miss, Trial
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD
from fitcount.wording import plural

MOST_MISSES = 4
"""Of one check: what follows is mostly the same."""
_INDENT = 4


def trial_report(trial: Trial) -> RenderableType:
    """The cases, the made clips, and what is behind most failures."""
    return _Report(trial)


def trials_verdict(trials: Sequence[Trial]) -> RenderableType:
    """What the tests of several exercises come to, in a line."""
    failed = [trial.exercise for trial in trials if trial.failed]
    if failed:
        return Text(f"{len(failed)} of {len(trials)} exercises failed: {', '.join(failed)}", BAD_BOLD)
    return Text(f"all {len(trials)} exercises passed", GOOD)


class _Report:
    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        trial, glyphs = self._trial, console_glyphs(console)
        yield Text(glyphs.text(f"{trial.exercise}  {trial.file}"), BOLD)
        yield Text("")
        if trial.cases:
            yield _table("its own cases", trial.cases, glyphs)
            yield Text("")
        yield Text(glyphs.text(f"made from {trial.made_from}"), DIM)
        if trial.waveforms:
            yield _table("made clips", trial.waveforms, glyphs)
        failed = [check for check in trial.checks if not check.passed]
        if failed:
            yield from _failures(failed, glyphs)
        yield Text("")
        yield _verdict(trial, glyphs)


def _table(title: str, checks: Sequence[Check], glyphs: Glyphs) -> Table:
    table = Table(box=box.SIMPLE_HEAD if not glyphs.ascii_only else box.ASCII, show_edge=False, pad_edge=False)
    for heading in ("", title, "expected", "found"):
        table.add_column(heading, no_wrap=heading == "", overflow="fold")
    for check in checks:
        mark = Text(glyphs.text("✓"), GOOD) if check.passed else Text(glyphs.text("✗"), BAD_BOLD)
        cells = [Text(glyphs.text(cell)) for cell in (check.name, check.expected, check.found)]
        table.add_row(mark, *cells, style=None if check.passed else BOLD)
    return table


def _failures(failed: Sequence[Check], glyphs: Glyphs) -> Iterator[RenderableType]:
    yield Text("")
    yield Text("where it failed", BOLD)
    for check in failed:
        why = f": {check.why}" if check.why else ""
        line = f"{glyphs.text('✗')} {check.name}{why}; expected {check.expected}, found {check.found}"
        yield Text(glyphs.text(line))
        for miss in check.misses[:MOST_MISSES]:
            yield Padding(Text(glyphs.text(_missed(miss))), (0, 0, 0, _INDENT))
        if len(check.misses) > MOST_MISSES:
            yield Padding(Text(f"and {len(check.misses) - MOST_MISSES} more", DIM), (0, 0, 0, _INDENT))
    keys = Counter(miss.key for check in failed for miss in check.misses if miss.key)
    if keys:
        most = ", ".join(f"{key} ({plural(times, 'time')})" for key, times in keys.most_common(3))
        yield Text("")
        yield Text(glyphs.text(f"look at {most}"), BOLD)


def _missed(miss: Miss) -> str:
    key = f"  [{miss.key}]" if miss.key else ""
    return f"{miss.at_s:6.1f} s  {miss.text}{key}"


def _verdict(trial: Trial, glyphs: Glyphs) -> Text:
    total, name = len(trial.checks), trial.exercise
    if trial.failed:
        return Text(glyphs.text(f"✗ {name}: {trial.failed} of {total} failed"), BAD_BOLD)
    return Text(glyphs.text(f"✓ {name}: all {total} passed"), GOOD)
