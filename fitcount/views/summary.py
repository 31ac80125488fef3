"""The end of a run: what was counted, how well, and what was not counted and why."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from fitcount.types import SURE, TOO_SHORT, ExerciseSet, Rejection, Rep, Result
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, DIM, GOOD, GOOD_BOLD, PLAIN
from fitcount.views.wording import (
    DOWN_UP,
    Halves,
    breaks,
    clock,
    faults,
    interval,
    metric_name,
    plural,
    quantity,
    seconds,
    side,
    sideless_name,
)

SAME_RANGE = 0.05
"""Ranges of motion that differ by less than this share are the same: they are not measured more finely."""


def summary(result: Result, title: str, *, halves: Halves = DOWN_UP, interrupted: bool = False) -> RenderableType:
    """What rich prints at the end of a run; it adapts to the console's width, colours and encoding."""
    return _Summary(result, title, halves, interrupted)


@dataclass(frozen=True, slots=True)
class _Summary:
    result: Result
    title: str
    halves: Halves
    interrupted: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        yield from _headline(self.result, self.title, glyphs)
        if self.result.reps:
            yield Text()
            yield _reps_table(self.result.reps, self.halves, glyphs)
            yield from _best_and_worst(self.result.reps, glyphs)
        if self.result.is_held and self.result.sets:
            yield Text()
            yield _holds_table(self.result.sets, glyphs)
        elif len(self.result.sets) > 1:
            yield Text()
            yield _sets_table(self.result.sets, glyphs)
        yield from _not_counted(self.result.rejected, glyphs)
        yield from _doubts(self.result, glyphs)
        if self.interrupted:
            yield from _end(self.result, glyphs)
        yield from _run(self.result, glyphs)


def _line(glyphs: Glyphs, *parts: tuple[str, Style]) -> Text:
    return Text.assemble(*((glyphs.text(words), style) for words, style in parts))


def _headline(result: Result, title: str, glyphs: Glyphs) -> Iterator[Text]:
    count = f"  {_count(result)}" if result.is_recognised else ""
    yield _line(glyphs, (title, BOLD), (count, GOOD_BOLD if result.count or result.held_s else BOLD))
    standard = "" if result.is_held or not result.is_recognised else f"{result.standard} standard · "
    about = f"{standard}{result.model} model · seen from the {_seen_from(result)}"
    yield _line(glyphs, (f"{result.source.name} · {about}", DIM))


def _sets_table(sets: tuple[ExerciseSet, ...], glyphs: Glyphs) -> Table:
    """When each set began, and what it was of."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    for name in ("set", "start", "exercise", "reps"):
        table.add_column(name, justify="left" if name == "exercise" else "right", no_wrap=True)
    for number, each in enumerate(sets, start=1):
        of = f" of {each.movements}" if each.movements != each.count else ""
        done = seconds(each.held_s) if each.held_s else f"{each.count}{of}"
        table.add_row(str(number), clock(each.start_s), glyphs.text(each.exercise.replace("_", " ")), done)
    return table


def _count(result: Result) -> str:
    if result.is_held:
        holds = f" in {plural(len(result.sets), 'hold')}" if len(result.sets) > 1 else ""
        return f"held {seconds(result.held_s)}{holds}"
    movements = f" of {plural(result.movements, 'movement')}" if result.movements != result.count else ""
    return f"{plural(result.count, 'rep')}{movements}"


def _holds_table(holds: tuple[ExerciseSet, ...], glyphs: Glyphs) -> Table:
    """A row a hold, and one a break below it."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    for name in ("hold", "start", "held"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("breaks", overflow="fold")
    for number, hold in enumerate(holds, start=1):
        cells = (str(number), clock(hold.start_s), seconds(hold.held_s), breaks(hold) or "✓")
        table.add_row(*(Text(glyphs.text(cell)) for cell in cells))
        for each in hold.breaks:
            row = ("", clock(each.start_s), f"not {seconds(each.took_s)}", each.text)
            table.add_row(*(Text(glyphs.text(cell), DIM) for cell in row))
    return table


def _seen_from(result: Result) -> str:
    return "front and side" if result.view.label == "oblique" else result.view.label


def _reps_table(reps: tuple[Rep, ...], halves: Halves, glyphs: Glyphs) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    columns = {name: cells for name, cells in _columns(reps, halves).items() if any(cells)}
    for name in columns:
        table.add_column(glyphs.text(name), justify="right", no_wrap=True)
    table.add_column("form", overflow="fold")
    for rep, *cells in zip(reps, *columns.values(), strict=True):
        form = Text(glyphs.text(f"! {faults(rep)}" if rep.faults else "✓"), BAD if rep.faults else GOOD)
        table.add_row(*(Text(glyphs.text(cell)) for cell in cells), form)
    return table


def _columns(reps: tuple[Rep, ...], halves: Halves) -> dict[str, list[str]]:
    """Cells by column; all empty where there is nothing to tell."""
    return {
        "rep": [str(rep.number) for rep in reps],
        "start": [clock(rep.start_s) for rep in reps],
        "side": [side(rep.side) for rep in reps],
        _measured(reps): [interval(rep.metric, rep.min, rep.max) for rep in reps],
        "range": [quantity(rep.metric, rep.max - rep.min) for rep in reps],
        halves.to_peak: [seconds(rep.to_peak_s) for rep in reps],
        halves.from_peak: [seconds(rep.from_peak_s) for rep in reps],
    }


def _measured(reps: tuple[Rep, ...]) -> str:
    """What the reps are measured by; their sides have a column of their own."""
    return (sideless_name if any(side(rep.side) for rep in reps) else metric_name)(reps[0].metric)


def _best_and_worst(reps: tuple[Rep, ...], glyphs: Glyphs) -> Iterator[Text]:
    if len(reps) < 2:
        return
    best, worst = max(reps, key=_quality), min(reps, key=_quality)
    if _alike(best, worst):
        return
    yield Text()
    measure = (
        "judged by form faults, then by range of motion"
        if any(rep.faults for rep in reps)
        else "judged by range of motion"
    )
    yield _line(
        glyphs,
        (f"best: rep {best.number}", GOOD_BOLD),
        (f" ({_why(best)})  ", PLAIN),
        (f"worst: rep {worst.number}", BAD_BOLD),
        (f" ({_why(worst)})", PLAIN),
    )
    yield _line(glyphs, (measure, DIM))


def _quality(rep: Rep) -> tuple[int, float]:
    """Larger is better: fewer faults first, then the range of motion; an unknown range is the smallest."""
    motion = rep.max - rep.min
    return -len(rep.faults), -math.inf if math.isnan(motion) else motion


def _alike(one: Rep, two: Rep) -> bool:
    same_range = math.isclose(one.max - one.min, two.max - two.min, rel_tol=SAME_RANGE)
    return faults(one) == faults(two) and same_range


def _why(rep: Rep) -> str:
    motion = quantity(rep.metric, rep.max - rep.min)
    return f"{motion}, {faults(rep)}" if rep.faults else motion


def _not_counted(rejected: tuple[Rejection, ...], glyphs: Glyphs) -> Iterator[Text]:
    if not rejected:
        return
    yield Text()
    for rejection in rejected:
        # A try at a hold is as much worth telling as a movement that missed the standard.
        if rejection.movement or rejection.reason == TOO_SHORT:
            when = clock(rejection.start_s)
            yield _line(glyphs, ("✗ ", BAD_BOLD), (f"{when}  ", DIM), (_sided(rejection), PLAIN))
    others = Counter(
        each.reason.replace("_", " ") for each in rejected if not each.movement and each.reason != TOO_SHORT
    )
    if others:
        reasons = ", ".join(f"{reason} ({number})" for reason, number in others.most_common())
        number = plural(others.total(), "other attempt was", "other attempts were")
        yield _line(glyphs, (f"{number} no repetition of the motion: {reasons}", DIM))


def _sided(rejection: Rejection) -> str:
    return f"{rejection.text} ({side(rejection.side)})" if side(rejection.side) else rejection.text


def _doubts(result: Result, glyphs: Glyphs) -> Iterator[Text]:
    if result.confidence >= SURE and not result.doubts:
        return
    yield Text()
    if result.confidence < SURE:
        percent = f"{100 * result.confidence:.0f} %"
        yield _line(
            glyphs,
            (f"! not sure of the {'seconds' if result.is_held else 'number of movements'} ({percent})", BAD_BOLD),
        )
    for doubt in result.doubts:
        yield _line(glyphs, ("! ", BAD_BOLD), (doubt, PLAIN))


def _end(result: Result, glyphs: Glyphs) -> Iterator[Text]:
    yield Text()
    stopped = f"interrupted at {clock(result.source.duration_s or 0.0)}"
    yield _line(glyphs, ("! ", BAD_BOLD), (f"{stopped}: nothing after that is counted", PLAIN))


def _run(result: Result, glyphs: Glyphs) -> Iterator[Text]:
    yield Text()
    if result.frames_without_person:
        total = f" of {result.source.frames}" if result.source.frames else ""
        frames = plural(result.frames_without_person, "frame")
        yield _line(glyphs, (f"nobody in the picture in {frames}{total}", DIM))
    if math.isfinite(result.timing_ms.frame):
        yield _line(glyphs, (_speed(result), DIM))


def _speed(result: Result) -> str:
    timing = result.timing_ms
    stages = {"reading": timing.decode, "finding": timing.detect, "measuring": timing.estimate}
    parts = ", ".join(f"{name} {ms:.1f}" for name, ms in stages.items() if math.isfinite(ms))
    return f"{timing.frame:.1f} ms a frame ({parts}), 95 % within {timing.frame_p95:.1f} ms"
