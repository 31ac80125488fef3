"""The list of sessions, as few lines as were asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from fitcount.kept import State
from fitcount.overview import Selection, SessionEntry
from fitcount.sessions.plain import LARGEST
from fitcount.sessions.reading import measured, moment

StateOf = Callable[[int, bool], State]
"""Id of a session, and whether it is finished, to how far it has come."""

_QUERY = """
    SELECT sessions.id, uid, started_s, sessions.offset_s, source, person, finished, sessions.note, shown.exercise,
        shown.standard, confidence, shown.number AS recounts, count(sets.id) AS sets,
        group_concat(sets.exercise, ' ') AS exercises,
        coalesce(sum(sets.count) FILTER (WHERE sets.exercise = shown.exercise), 0) AS count,
        coalesce(sum(sets.corrected) FILTER (WHERE sets.exercise = shown.exercise), 0) AS corrected,
        coalesce(sum(movements) FILTER (WHERE sets.exercise = shown.exercise), 0) AS movements,
        coalesce(sum(held_s) FILTER (WHERE sets.exercise = shown.exercise), 0.0) AS held_s
    FROM sessions JOIN shown_counts AS shown ON shown.session_id = sessions.id
        LEFT JOIN corrected_sets AS sets ON sets.count_id = shown.id
    WHERE (:since IS NULL OR date(started_s + sessions.offset_s, 'unixepoch') >= :since)
        AND (:until IS NULL OR date(started_s + sessions.offset_s, 'unixepoch') <= :until)
        AND (:exercise IS NULL OR :exercise IN (SELECT exercise FROM sets WHERE count_id = shown.id))
    GROUP BY sessions.id ORDER BY started_s DESC, sessions.id DESC LIMIT :limit
"""


def entries(connection: sqlite3.Connection, selection: Selection, state_of: StateOf) -> list[SessionEntry]:
    """What was asked for, newest first."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [_entry(row, state_of) for row in cursor.execute(_QUERY, parameters(selection))]


def parameters(selection: Selection) -> dict[str, str | int | None]:
    """What was asked for, as the queries name it."""
    return {
        "since": selection.since.isoformat() if selection.since else None,
        "until": selection.until.isoformat() if selection.until else None,
        "exercise": selection.exercise,
        "limit": -1 if selection.limit is None else min(selection.limit, LARGEST - 1),
    }


def _entry(row: sqlite3.Row, state_of: StateOf) -> SessionEntry:
    return SessionEntry(
        id=row["id"],
        uid=row["uid"],
        started_at=moment(row["started_s"], row["offset_s"]),
        source=row["source"],
        person=row["person"],
        state=state_of(row["id"], bool(row["finished"])),
        exercise=row["exercise"],
        exercises=tuple(dict.fromkeys((row["exercises"] or "").split())),
        standard=row["standard"],
        sets=row["sets"],
        count=row["count"],
        corrected=row["corrected"],
        movements=row["movements"],
        held_s=row["held_s"],
        confidence=measured(row["confidence"]),
        recounts=row["recounts"],
        note=row["note"],
    )
