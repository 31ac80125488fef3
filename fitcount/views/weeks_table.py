"""Week after week of each exercise, in columns.

Without rich, as the list of sessions: it is read where that is, and as soon.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from fitcount.kept import WeekOfExercise
from fitcount.views.glyphs import Glyphs
from fitcount.views.wording import ExerciseWords, plain_words
from fitcount.wording import metric_name, plural, quantity, seconds

WIDTH = 80
"""Of the words below a table; most tables are no wider."""
BAR = 8
"""Columns of the longest bar."""
WEEK = timedelta(weeks=1)
MOST_FAULTS = 3
LONG_GAP = 3
"""Weeks without a session that are told in one line, rather than in a line each."""


def weeks_lines(weeks: Sequence[WeekOfExercise], words: Mapping[str, ExerciseWords], glyphs: Glyphs) -> Iterator[str]:
    """A table an exercise, the one done in most weeks first; `weeks`: oldest first."""
    exercises = {each.exercise: [one for one in weeks if one.exercise == each.exercise] for each in weeks}
    for number, (name, own) in enumerate(sorted(exercises.items(), key=lambda pair: -len(pair[1]))):
        if number:
            yield ""
        yield from _exercise(own, words.get(name) or plain_words(name), glyphs)


def _exercise(weeks: Sequence[WeekOfExercise], words: ExerciseWords, glyphs: Glyphs) -> Iterator[str]:
    is_held = not any(each.movements for each in weeks)
    yield glyphs.text(f"{words.title}  {_in_all(weeks, is_held=is_held)}")
    columns = _holds(weeks, glyphs) if is_held else _movements(weeks, words, glyphs)
    columns = {"week": [each.monday.isoformat() for each in weeks], **columns}
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    widths = [max(len(glyphs.text(cell)) for cell in (name, *cells)) for name, cells in shown.items()]
    yield _line([glyphs.text(name) for name in shown], widths, [*shown])
    for number, cells in enumerate(zip(*shown.values(), strict=True)):
        if number:
            yield from _gap(weeks[number - 1], weeks[number])
        yield _line([glyphs.text(cell) for cell in cells], widths, [*shown])
    if not is_held:
        yield from textwrap.wrap(glyphs.text("; ".join(_legend(weeks, words))), WIDTH)


def _legend(weeks: Sequence[WeekOfExercise], words: ExerciseWords) -> Iterator[str]:
    """What the columns are, and the faults that were most frequent."""
    yield "best: the most that counted in one set"
    if words.metric:
        yield f"{metric_name(words.metric)}: {'highest' if words.grows else 'lowest'}, in the mean"
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
        else plural(sum(each.count for each in weeks), "rep")
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


def _movements(weeks: Sequence[WeekOfExercise], words: ExerciseWords, glyphs: Glyphs) -> dict[str, list[str]]:
    """Cells by column; a column of bars has a name of blanks."""
    metric = words.metric or "deg"
    depth = metric_name(metric) if words.metric else "range"
    depths = [
        each.range_of_motion if not words.metric else each.highest if words.grows else each.lowest for each in weeks
    ]
    faulty = [each.faulty / each.count if each.count else math.nan for each in weeks]
    return {
        "sessions": [str(each.sessions) for each in weeks],
        "reps": [_reps(each) for each in weeks],
        " ": bars([each.count for each in weeks], glyphs),
        "kg": [f"{each.volume_kg:.0f}" if each.volume_kg else "" for each in weeks],
        "best": [str(each.best_count) for each in weeks],
        depth: [quantity(metric, value) for value in depths],
        words.halves.to_peak: [seconds(each.to_peak_s) for each in weeks],
        words.halves.from_peak: [seconds(each.from_peak_s) for each in weeks],
        "faults": [f"{share:.0%}" if math.isfinite(share) else "" for share in faulty],
    }


def _reps(week: WeekOfExercise) -> str:
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
