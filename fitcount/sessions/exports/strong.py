"""Sessions as the CSV that Strong writes, and that Hevy and others take in: a row a set.

As in Strong's own exports (headers and rows quoted in public importers of them, checked in 2026): the local time as
"2025-03-28 17:29:00", durations as "1h 5m", `Set Order` from 1 on in each block of an exercise, and 0 in columns that
a set does not use. Weights are in the unit that the app is set to, which the file does not say: here kilograms.
Versions of Strong differ (others write ; between the columns, or the unit in the header); Strong itself takes in no
such file, as far as could be found out.
"""

from __future__ import annotations

from collections.abc import Sequence

from fitcount.kept import KeptSet
from fitcount.sessions.exports.cells import to_csv
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.elsewhere import strong_name
from fitcount.sessions.exports.table import Cell
from fitcount.sessions.exports.workouts import Workout, one_line, workouts

HEADER = (
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Reps",
    "Distance",
    "Seconds",
    "Notes",
    "Workout Notes",
    "RPE",
)


def to_strong(sessions: Sequence[Exported]) -> bytes:
    """A row a set."""
    rows = [
        _row(workout, block.exercise, order, each)
        for workout in workouts(sessions, strong_name)
        for block in workout.blocks
        for order, each in enumerate(block.sets, start=1)
    ]
    return to_csv(HEADER, rows)


def _row(workout: Workout, exercise: str, order: int, each: KeptSet) -> list[Cell]:
    return [
        workout.started_at,
        workout.title,
        _duration(workout.took_s),
        exercise,
        order,
        each.weight_kg or 0,
        0 if each.is_held else each.corrected,
        0,
        round(each.held_s) if each.is_held else 0,
        one_line(each.note),
        workout.note,
        None,
    ]


def _duration(took_s: float) -> str:
    """Whole minutes, at least one."""
    hours, minutes = divmod(max(1, round(took_s / 60)), 60)
    return " ".join(filter(None, (f"{hours}h" if hours else "", f"{minutes}m" if minutes or not hours else "")))
