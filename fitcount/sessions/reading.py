"""Kept sessions back from the rows of the store's tables."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from fitcount.kept import KeptCount, KeptSession, KeptSet, State
from fitcount.types import Break, Correction, Fault, Intervention, Rejection, Rep, SourceInfo, Timing, View

Row = tuple[Any, ...]

SESSION_COLUMNS = (
    "id, uid, started_s, offset_s, source, width, height, fps, frames, duration_s, live, model, person, note"
)
_COUNT = (
    "id, number, made_s, offset_s, program, asked, exercise, standard, confidence, doubts, yaw_deg, view,"
    " frames_without_person, decode_ms, detect_ms, estimate_ms, frame_ms, frame_p95_ms"
)
_SET = (
    "id, number, exercise, title, definition_hash, standard, start_s, end_s, count, movements, held_s, note, weight_kg"
)
_REJECTION = "movement, side, start_s, peak_s, end_s, reason, metric, value, bound, text"


def session_of(connection: sqlite3.Connection, row: Sequence[Any], state: State) -> KeptSession:
    """The session of a row of `SESSION_COLUMNS`, with all its counts. Raises ValueError if there is none of them."""
    session_id, uid, started_s, offset_s, *source, model, person, note = row
    name, width, height, fps, frames, duration_s, live = source
    counts = connection.execute(f"SELECT {_COUNT} FROM counts WHERE session_id = ? ORDER BY number", (session_id,))
    found = tuple(_count(connection, count) for count in counts.fetchall())
    if not found:
        raise ValueError(f"session {session_id} has no count")
    return KeptSession(
        id=session_id,
        uid=uid,
        started_at=moment(started_s, offset_s),
        source=SourceInfo(name, width, height, measured(fps), frames, duration_s, bool(live)),
        model=model,
        state=state,
        counts=found,
        person=person,
        note=note,
        interventions=interventions_of(connection, session_id),
    )


def interventions_of(connection: sqlite3.Connection, session_id: int) -> tuple[Intervention, ...]:
    """What was done by hand while a session was counted."""
    query = (
        "SELECT t_s, kind, after_rows, exercise, standard, peak_s FROM interventions"
        " WHERE session_id = ? ORDER BY number"
    )
    return tuple(
        Intervention(t_s, kind, row, exercise, standard, measured(peak_s))
        for t_s, kind, row, exercise, standard, peak_s in connection.execute(query, (session_id,))
    )


def _count(connection: sqlite3.Connection, row: Row) -> KeptCount:
    count_id, number, made_s, offset_s, program, asked, exercise, standard, confidence, doubts, *rest = row
    yaw_deg, view, frames_without_person, *timing_ms = rest
    sets = connection.execute(f"SELECT {_SET} FROM sets WHERE count_id = ? ORDER BY number", (count_id,))
    attempts = f"SELECT {_REJECTION} FROM rejected WHERE count_id = ? AND set_id IS NULL ORDER BY id"
    return KeptCount(
        number=number,
        made_at=moment(made_s, offset_s),
        program=program,
        asked=asked,
        exercise=exercise,
        standard=standard,
        sets=tuple(_set(connection, each) for each in sets.fetchall()),
        attempts=_rejections(connection.execute(attempts, (count_id,))),
        confidence=measured(confidence),
        doubts=tuple(json.loads(doubts)),
        view=View(measured(yaw_deg), view),
        frames_without_person=frames_without_person,
        timing_ms=Timing(*map(measured, timing_ms)),
    )


def _set(connection: sqlite3.Connection, row: Row) -> KeptSet:
    set_id, number, exercise, title, definition_hash, standard, *numbers, note, weight_kg = row
    start_s, end_s, count, movements, held_s = numbers
    rejected = f"SELECT {_REJECTION} FROM rejected WHERE set_id = ? ORDER BY id"
    corrections = "SELECT t_s, kind, peak_s FROM corrections WHERE set_id = ? ORDER BY number"
    breaks = "SELECT start_s, end_s, reason, metric, value, bound, text FROM breaks WHERE set_id = ? ORDER BY number"
    return KeptSet(
        number=number,
        exercise=exercise,
        title=title,
        definition_hash=definition_hash,
        standard=standard,
        start_s=start_s,
        end_s=end_s,
        count=count,
        movements=movements,
        held_s=held_s,
        reps=_reps(connection, set_id),
        rejected=_rejections(connection.execute(rejected, (set_id,))),
        breaks=tuple(
            Break(start_s, end_s, reason, metric, measured(value), measured(limit), text)
            for start_s, end_s, reason, metric, value, limit, text in connection.execute(breaks, (set_id,))
        ),
        note=note,
        weight_kg=weight_kg,
        corrections=tuple(
            Correction(t_s, kind, exercise, measured(peak_s))
            for t_s, kind, peak_s in connection.execute(corrections, (set_id,))
        ),
    )


def _reps(connection: sqlite3.Connection, set_id: int) -> tuple[Rep, ...]:
    query = (
        "SELECT rep_id, code, value, bound, uncertainty, at_s FROM faults JOIN reps ON reps.id = rep_id"
        " WHERE set_id = ? ORDER BY rep_id, faults.number"
    )
    faults: dict[int, list[Fault]] = {}
    for rep_id, code, *numbers in connection.execute(query, (set_id,)):
        faults.setdefault(rep_id, []).append(Fault(code, *map(measured, numbers)))
    query = (
        "SELECT id, number, side, start_s, peak_s, end_s, metric, lowest, highest FROM reps"
        " WHERE set_id = ? ORDER BY number"
    )
    return tuple(
        Rep(
            number,
            side,
            start_s,
            peak_s,
            end_s,
            metric,
            measured(lowest),
            measured(highest),
            peak_s - start_s,
            end_s - peak_s,
            tuple(faults.get(rep_id, ())),
        )
        for rep_id, number, side, start_s, peak_s, end_s, metric, lowest, highest in connection.execute(
            query, (set_id,)
        )
    )


def _rejections(rows: Iterable[Sequence[Any]]) -> tuple[Rejection, ...]:
    return tuple(
        Rejection(bool(movement), side, start_s, peak_s, end_s, reason, metric, measured(value), measured(limit), text)
        for movement, side, start_s, peak_s, end_s, reason, metric, value, limit, text in rows
    )


def moment(since_1970_s: float, offset_s: int) -> datetime:
    """The aware datetime of two columns."""
    return datetime.fromtimestamp(since_1970_s, timezone(timedelta(seconds=offset_s)))


def measured(value: float | None) -> float:
    """The number of a column; NaN where it was not measured."""
    return math.nan if value is None else value
