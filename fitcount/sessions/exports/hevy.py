"""Sessions as the CSV that Hevy writes, and that other apps take for Hevy's: a row a set.

As in Hevy's own exports (headers and rows quoted in public importers of them, checked in 2026): the local time as
"28 Mar 2025, 17:29" with English months, `set_index` from 0 on in each block of an exercise, kilograms, seconds for
what is held, and empty cells for what a set does not have. Whether Hevy itself takes in a file of this form, or only
one of Strong's, could not be tried out; `strong` is the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fitcount.kept import KeptSet
from fitcount.sessions.exports.cells import to_csv
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.elsewhere import hevy_name
from fitcount.sessions.exports.table import Cell
from fitcount.sessions.exports.workouts import Block, Workout, one_line, workouts

HEADER = (
    "title",
    "start_time",
    "end_time",
    "description",
    "exercise_title",
    "superset_id",
    "exercise_notes",
    "set_index",
    "set_type",
    "weight_kg",
    "reps",
    "distance_km",
    "duration_seconds",
    "rpe",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not strftime's, which are of the user's language."""


def to_hevy(sessions: Sequence[Exported]) -> bytes:
    """A row a set."""
    rows = [
        _row(workout, index, each, block)
        for workout in workouts(sessions, hevy_name)
        for block in workout.blocks
        for index, each in enumerate(block.sets)
    ]
    return to_csv(HEADER, rows)


def _row(workout: Workout, index: int, each: KeptSet, block: Block) -> list[Cell]:
    notes = "; ".join(dict.fromkeys(filter(None, (one_line(other.note) for other in block.sets))))
    return [
        workout.title,
        _time(workout.started_at),
        _time(workout.ended_at),
        workout.note,
        block.exercise,
        None,
        notes,
        index,
        "normal",
        each.weight_kg,
        None if each.is_held else each.corrected,
        None,
        round(each.held_s) if each.is_held else None,
        None,
    ]


def _time(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"
