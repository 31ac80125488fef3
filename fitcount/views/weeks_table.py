"""Week after week of each exercise, in columns.

Without rich, as the list of sessions: it is read where that is, and as soon.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from fitcount.overview import WeekOfExercise
from fitcount.views.glyphs import Glyphs
from fitcount.wording import interval, plural, seconds, sideless_name

WIDTH = 80
"""Of the words below a table; most tables are no wider."""
BAR = 8
"""Columns of the longest bar."""
WEEK = timedelta(weeks=1)
MOST_FAULTS = 3
LONG_GAP = 3
"""Weeks without a session that are told in one line, rather than in a line each."""


def weeks_lines(weeks: Sequence[WeekOfExercise], glyphs: Glyphs) -> Iterator[str]:
    """A table an exercise, the one done in most weeks first; `weeks`: oldest first."""
    exercises = {each.exercise: [one for one in weeks if one.exercise == each.exercise] for each in weeks}
    for number, own in enumerate(sorted(exercises.values(), key=lambda own: -len(own))):
        if number:
            yield ""
        yield from _exercise(own, glyphs)


def _exercise(weeks: Sequence[WeekOfExercise], glyphs: Glyphs) -> Iterator[str]:
    is_held = not any(each.movements for each in weeks)
    yield glyphs.text(f"{weeks[-1].title}  {_in_all(weeks, is_held=is_held)}")
    columns = _holds(weeks, glyphs) if is_held else _movements(weeks, glyphs)
    columns = {"week": [each.monday.isoformat() for each in weeks], **columns}
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    widths = [max(len(glyphs.text(cell)) for cell in (name, *cells)) for name, cells in shown.items()]
    yield _line([glyphs.text(name) for name in shown], widths, [*shown])
    for number, cells in enumerate(zip(*shown.values(), strict=True)):
        if number:
            yield from _gap(weeks[number - 1], weeks[number])
        yield _line([glyphs.text(cell) for cell in cells], widths, [*shown])
    if not is_held:
        yield from textwrap.wrap(glyphs.text("; ".join(_legend(weeks))), WIDTH)


def _legend(weeks: Sequence[WeekOfExercise]) -> Iterator[str]:
    """What the columns are, and the faults that were most frequent."""
    yield "best: the most that counted in one set"
    metric = _metric(weeks)
    if metric:
        yield f"{sideless_name(metric)}: from where to where, tempo: to the peak + back, both in the mean"
    if any(each.corrected != each.count for each in weeks):
        yield "reps: as corrected by hand (counted)"
    if any(each.volume_kg for each in weeks):
        yield "kg: weight times reps"
    faults = Counter[str]()
    for each in weeks:
        faults.update(each.faults)
    if faults:
        most = (f"{code.replace('_', ' ')} {number}" for code, number in faults.most_common(MOST_FAULTS))
        yield f"reps with faults: {', '.join(most)}"


def _in_all(weeks: Sequence[WeekOfExercise], *, is_held: bool) -> str:
    sessions = plural(sum(each.sessions for each in weeks), "session")
    done = (
        f"held {seconds(sum(each.held_s for each in weeks))}"
        if is_held
        else plural(sum(each.corrected for each in weeks), "rep")
    )
    return f"{done} in {sessions}, {plural(len(weeks), 'week')}"


def _line(cells: Sequence[str], widths: Sequence[int], names: Sequence[str]) -> str:
    aligned = (
        cell.ljust(width) if not name.strip() else cell.rjust(width)
        for cell, width, name in zip(cells, widths, names, strict=True)
    )
    return "  ".join(aligned).rstrip()


def _gap(before: WeekOfExercise, after: WeekOfExercise) -> Iterator[str]:
    """The weeks in which nothing was done."""
    empty = (after.monday - before.monday) // WEEK - 1
    if empty > LONG_GAP:
        yield f"{'...':>10}  {empty} weeks without"
        return
    for number in range(1, empty + 1):
        yield f"{before.monday + number * WEEK}"


def _movements(weeks: Sequence[WeekOfExercise], glyphs: Glyphs) -> dict[str, list[str]]:
    """Cells by column; a column of bars has a name of blanks."""
    metric = _metric(weeks)
    faulty = [each.faulty / each.count if each.count else math.nan for each in weeks]
    standards = [", ".join(each.standards) for each in weeks]
    return {
        "sessions": [str(each.sessions) for each in weeks],
        "reps": [_reps(each) for each in weeks],
        " ": bars([each.corrected for each in weeks], glyphs),
        "standard": standards if len(set(standards)) > 1 else [],
        "kg": [f"{each.volume_kg:.0f}" if each.volume_kg else "" for each in weeks],
        "best": [str(each.best_count) for each in weeks],
        sideless_name(metric): [interval(metric, each.lowest, each.highest) if metric else "" for each in weeks],
        "tempo": [_tempo(each) for each in weeks],
        "faults": [f"{share:.0%}" if math.isfinite(share) else "" for share in faulty],
    }


def _tempo(week: WeekOfExercise) -> str:
    """Both halves of a repetition: 1.2+0.9 s. What they are called takes longer to find than all weeks."""
    halves = (week.to_peak_s, week.from_peak_s)
    return "" if math.isnan(sum(halves)) else "+".join(map(seconds, halves)).replace(" s", "", 1)


def _metric(weeks: Sequence[WeekOfExercise]) -> str:
    """What was measured last."""
    return next((each.metric for each in reversed(weeks) if each.metric), "")


def _reps(week: WeekOfExercise) -> str:
    if week.corrected != week.count:
        return f"{week.corrected} ({week.count})"
    return str(week.count) if week.count == week.movements else f"{week.count}/{week.movements}"


def _holds(weeks: Sequence[WeekOfExercise], glyphs: Glyphs) -> dict[str, list[str]]:
    return {
        "sessions": [str(each.sessions) for each in weeks],
        "holds": [str(each.sets) for each in weeks],
        "held": [seconds(each.held_s) for each in weeks],
        " ": bars([each.held_s for each in weeks], glyphs),
        "longest": [seconds(each.best_held_s) for each in weeks],
    }


def bars(values: Sequence[float], glyphs: Glyphs) -> list[str]:
    """A bar each, of as many columns as the value is of the largest; the smallest that is not nothing is seen."""
    most = max(values, default=0.0)
    parts = len(glyphs.bar_parts) + 1
    lengths = [math.ceil(value / most * BAR * parts) if most > 0 else 0 for value in values]
    return [glyphs.bar_full * (length // parts) + f" {glyphs.bar_parts}"[length % parts].strip() for length in lengths]
