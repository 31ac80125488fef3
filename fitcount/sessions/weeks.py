"""What was done of each exercise, week by week."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from fitcount.overview import Selection, WeekOfExercise
from fitcount.sessions.entries import parameters
from fitcount.sessions.reading import measured

_SETS = """
    WITH wanted AS MATERIALIZED (
        SELECT sets.*, sessions.id AS session_id, started_s,
            date(started_s + sessions.offset_s, 'unixepoch', 'weekday 0', '-6 days') AS monday
        FROM sessions JOIN shown_counts AS shown ON shown.session_id = sessions.id
            JOIN corrected_sets AS sets ON sets.count_id = shown.id
        WHERE (:since IS NULL OR date(started_s + sessions.offset_s, 'unixepoch') >= :since)
            AND (:until IS NULL OR date(started_s + sessions.offset_s, 'unixepoch') <= :until)
            AND (:exercise IS NULL OR sets.exercise = :exercise)
    ), standing AS (
        SELECT reps.* FROM wanted JOIN reps ON reps.set_id = wanted.id WHERE NOT EXISTS (
            SELECT 1 FROM corrections WHERE corrections.set_id = wanted.id AND corrections.peak_s = reps.peak_s
        )
    )
"""
"""`standing`: the repetitions that were not taken back by hand."""
_TITLES = """
    SELECT exercise, title, max(started_s) FROM wanted GROUP BY exercise
"""
"""SQLite takes the title of the row with the latest start."""
_TOTALS = """
    SELECT monday, exercise, group_concat(DISTINCT standard), count(DISTINCT session_id), count(*), sum(count),
        sum(corrected), sum(movements), sum(held_s), total(corrected * weight_kg), max(corrected), max(held_s)
    FROM wanted GROUP BY monday, exercise ORDER BY monday, exercise
"""
_MEANS = """
    SELECT monday, exercise, avg(lowest), avg(highest), avg(highest - lowest), avg(peak_s - reps.start_s),
        avg(reps.end_s - peak_s), max(metric)
    FROM wanted JOIN standing AS reps ON reps.set_id = wanted.id GROUP BY monday, exercise
"""
_FAULTY = """
    SELECT monday, exercise, count(DISTINCT rep_id)
    FROM wanted JOIN standing AS reps ON reps.set_id = wanted.id JOIN faults ON rep_id = reps.id
    GROUP BY monday, exercise
"""
_FAULTS = """
    SELECT monday, exercise, code, count(DISTINCT rep_id)
    FROM wanted JOIN standing AS reps ON reps.set_id = wanted.id JOIN faults ON rep_id = reps.id
    GROUP BY monday, exercise, code
    ORDER BY code
"""


def weeks(connection: sqlite3.Connection, selection: Selection) -> list[WeekOfExercise]:
    """A row a week and exercise, oldest first; the selection's limit is left out of account."""
    wanted = parameters(selection)
    titles = {row[0]: row[1] for row in connection.execute(_SETS + _TITLES, wanted)}
    means = {row[:2]: row[2:] for row in connection.execute(_SETS + _MEANS, wanted)}
    faulty = {row[:2]: row[2] for row in connection.execute(_SETS + _FAULTY, wanted)}
    faults: dict[tuple[str, str], dict[str, int]] = {}
    for monday, exercise, code, number in connection.execute(_SETS + _FAULTS, wanted):
        faults.setdefault((monday, exercise), {})[code] = number
    return [
        _week(row, titles[row[1]], means.get(row[:2], (None,) * 6), faulty.get(row[:2], 0), faults.get(row[:2], {}))
        for row in connection.execute(_SETS + _TOTALS, wanted)
    ]


def _week(row: Any, title: str, means: Any, faulty: int, faults: dict[str, int]) -> WeekOfExercise:
    monday, exercise, standards, sessions, sets, count, corrected, *amounts = row
    movements, held_s, volume_kg, best_count, best_held_s = amounts
    *numbers, metric = means
    lowest, highest, range_of_motion, to_peak_s, from_peak_s = map(measured, numbers)
    return WeekOfExercise(
        monday=date.fromisoformat(monday),
        exercise=exercise,
        title=title,
        standards=tuple(filter(None, sorted(standards.split(",")))),
        sessions=sessions,
        sets=sets,
        count=count,
        corrected=corrected,
        movements=movements,
        held_s=held_s,
        volume_kg=volume_kg,
        best_count=best_count,
        best_held_s=best_held_s,
        metric=metric or "",
        lowest=lowest,
        highest=highest,
        range_of_motion=range_of_motion,
        to_peak_s=to_peak_s,
        from_peak_s=from_peak_s,
        faulty=faulty,
        faults=faults,
    )
