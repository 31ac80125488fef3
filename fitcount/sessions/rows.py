"""Kept sessions as rows of the store's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from fitcount.kept import KeptCount, KeptSession, KeptSet, State
from fitcount.types import Intervention, Rejection, SourceInfo


def insert_session(connection: sqlite3.Connection, session: KeptSession) -> int:
    """Add a session with all its counts, and give its id; 0 in `session.id` leaves the choice to the store."""
    source = session.source
    session_id = _insert(
        connection,
        "sessions",
        id=session.id or None,
        uid=session.uid,
        started_s=session.started_at.timestamp(),
        offset_s=_offset_s(session.started_at),
        source=source.name,
        width=source.width,
        height=source.height,
        fps=source.fps,
        frames=source.frames,
        duration_s=source.duration_s,
        live=source.live,
        model=session.model,
        person=session.person,
        note=session.note,
        finished=session.state is State.FINISHED,
    )
    for count in session.counts:
        insert_count(connection, session_id, count)
    insert_interventions(connection, session_id, session.interventions)
    return session_id


def insert_interventions(
    connection: sqlite3.Connection, session_id: int, interventions: Sequence[Intervention], known: int = 0
) -> None:
    """Add those of a session that come after the first so many, which are there."""
    for number, each in enumerate(interventions[known:], start=known + 1):
        _insert(
            connection,
            "interventions",
            session_id=session_id,
            number=number,
            t_s=each.t_s,
            kind=each.kind,
            after_rows=each.row,
            exercise=each.exercise,
            standard=each.standard,
            peak_s=each.peak_s,
        )


def insert_count(connection: sqlite3.Connection, session_id: int, count: KeptCount) -> int:
    """Add a count to a session, and give its row."""
    count_id = _insert(connection, "counts", session_id=session_id, **_count_columns(count))
    for each in count.sets:
        _insert_set(connection, count_id, each)
    _insert_rejected(connection, count_id, None, count.attempts)
    return count_id


def update_count(connection: sqlite3.Connection, count_id: int, was: KeptCount, count: KeptCount) -> None:
    """Bring the rows of a count that is going on from what they were to what is known now.

    Only what changed is written; a note or weight that somebody has given a set meanwhile stays.
    """
    columns = _count_columns(count)
    names = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE counts SET {names} WHERE id = ?", (*columns.values(), count_id))
    known = {each.number: each for each in was.sets}
    for each in count.sets:
        if each.number not in known:
            _insert_set(connection, count_id, each)
        elif each != known[each.number]:
            _update_set(connection, count_id, each)
    connection.execute("DELETE FROM sets WHERE count_id = ? AND number > ?", (count_id, len(count.sets)))
    if count.attempts[: len(was.attempts)] == was.attempts:
        _insert_rejected(connection, count_id, None, count.attempts[len(was.attempts) :])
    else:
        connection.execute("DELETE FROM rejected WHERE count_id = ? AND set_id IS NULL", (count_id,))
        _insert_rejected(connection, count_id, None, count.attempts)


def count_row(connection: sqlite3.Connection, session_id: int, number: int) -> int:
    """The row of a count."""
    key = (session_id, number)
    row: tuple[Any, ...] = connection.execute(
        "SELECT id FROM counts WHERE session_id = ? AND number = ?", key
    ).fetchone()
    return int(row[0])


def end_session(connection: sqlite3.Connection, session_id: int, source: SourceInfo) -> None:
    """The session has ended; only now it is known how long its source was."""
    columns = (source.fps, source.frames, source.duration_s, session_id)
    connection.execute("UPDATE sessions SET fps = ?, frames = ?, duration_s = ?, finished = 1 WHERE id = ?", columns)


def _count_columns(count: KeptCount) -> dict[str, Any]:
    timing = count.timing_ms
    return {
        "number": count.number,
        "made_s": count.made_at.timestamp(),
        "offset_s": _offset_s(count.made_at),
        "program": count.program,
        "asked": count.asked,
        "exercise": count.exercise,
        "standard": count.standard,
        "confidence": count.confidence,
        "doubts": json.dumps(count.doubts, ensure_ascii=False),
        "yaw_deg": count.view.yaw_deg,
        "view": count.view.label,
        "frames_without_person": count.frames_without_person,
        "decode_ms": timing.decode,
        "detect_ms": timing.detect,
        "estimate_ms": timing.estimate,
        "frame_ms": timing.frame,
        "frame_p95_ms": timing.frame_p95,
    }


def _set_columns(each: KeptSet) -> dict[str, Any]:
    names = ("exercise", "title", "definition_hash", "standard", "start_s", "end_s", "count", "movements", "held_s")
    return {name: getattr(each, name) for name in names}


def _insert_set(connection: sqlite3.Connection, count_id: int, each: KeptSet) -> None:
    own = {"number": each.number, "note": each.note, "weight_kg": each.weight_kg}
    set_id = _insert(connection, "sets", count_id=count_id, **own, **_set_columns(each))
    _insert_movements(connection, count_id, set_id, each)


def _update_set(connection: sqlite3.Connection, count_id: int, each: KeptSet) -> None:
    key = (count_id, each.number)
    (set_id,) = connection.execute("SELECT id FROM sets WHERE count_id = ? AND number = ?", key).fetchone()
    columns = _set_columns(each)
    names = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE sets SET {names} WHERE id = ?", (*columns.values(), set_id))
    for table in ("reps", "rejected", "breaks", "corrections"):
        connection.execute(f"DELETE FROM {table} WHERE set_id = ?", (set_id,))
    _insert_movements(connection, count_id, set_id, each)


def _insert_movements(connection: sqlite3.Connection, count_id: int, set_id: int, each: KeptSet) -> None:
    for rep in each.reps:
        rep_id = _insert(
            connection,
            "reps",
            set_id=set_id,
            number=rep.number,
            side=rep.side,
            start_s=rep.start_s,
            peak_s=rep.peak_s,
            end_s=rep.end_s,
            metric=rep.metric,
            lowest=rep.min,
            highest=rep.max,
        )
        for number, fault in enumerate(rep.faults, start=1):
            _insert(
                connection,
                "faults",
                rep_id=rep_id,
                number=number,
                code=fault.code,
                value=fault.value,
                bound=fault.limit,
                uncertainty=fault.uncertainty,
                at_s=fault.at_s,
            )
    _insert_rejected(connection, count_id, set_id, each.rejected)
    for number, correction in enumerate(each.corrections, start=1):
        columns = {"t_s": correction.t_s, "kind": correction.kind, "peak_s": correction.peak_s}
        _insert(connection, "corrections", set_id=set_id, number=number, **columns)
    for number, gap in enumerate(each.breaks, start=1):
        _insert(
            connection,
            "breaks",
            set_id=set_id,
            number=number,
            start_s=gap.start_s,
            end_s=gap.end_s,
            reason=gap.reason,
            metric=gap.metric,
            value=gap.value,
            bound=gap.limit,
            text=gap.text,
        )


def _insert_rejected(
    connection: sqlite3.Connection, count_id: int, set_id: int | None, rejected: Iterable[Rejection]
) -> None:
    for rejection in rejected:
        _insert(
            connection,
            "rejected",
            count_id=count_id,
            set_id=set_id,
            movement=rejection.movement,
            side=rejection.side,
            start_s=rejection.start_s,
            peak_s=rejection.peak_s,
            end_s=rejection.end_s,
            reason=rejection.reason,
            metric=rejection.metric,
            value=rejection.value,
            bound=rejection.limit,
            text=rejection.text,
        )


def _insert(connection: sqlite3.Connection, table: str, **columns: Any) -> int:
    """SQLite takes NaN for NULL: what was not measured is NULL."""
    places = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
    return int(connection.execute(statement, tuple(columns.values())).lastrowid or 0)


def _offset_s(when: datetime) -> int:
    offset = when.utcoffset()
    if offset is None:
        raise ValueError(f"{when}: of no time zone")
    return round(offset.total_seconds())
