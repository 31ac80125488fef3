"""The tables of a store of version 2, which every newer store begins with, and how one of version 1 becomes it.

None of this changes any more: it knows nothing of what is kept and read today, only what stood in files then. What a
later version has else is a step in `schema`.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

TABLES = """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        started_s REAL NOT NULL,
        offset_s INTEGER NOT NULL,
        source TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        fps REAL,
        frames INTEGER,
        duration_s REAL,
        live INTEGER NOT NULL,
        model TEXT NOT NULL,
        person INTEGER,
        note TEXT NOT NULL,
        finished INTEGER NOT NULL
    );
    CREATE INDEX sessions_by_start ON sessions (started_s);
    CREATE TABLE counts (
        id INTEGER PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        number INTEGER NOT NULL,
        made_s REAL NOT NULL,
        offset_s INTEGER NOT NULL,
        program TEXT NOT NULL,
        asked TEXT NOT NULL,
        exercise TEXT NOT NULL,
        standard TEXT NOT NULL,
        confidence REAL,
        doubts TEXT NOT NULL,
        yaw_deg REAL,
        view TEXT NOT NULL,
        frames_without_person INTEGER NOT NULL,
        decode_ms REAL,
        detect_ms REAL,
        estimate_ms REAL,
        frame_ms REAL,
        frame_p95_ms REAL,
        UNIQUE (session_id, number)
    );
    CREATE VIEW shown_counts AS SELECT * FROM counts WHERE number = (
        SELECT max(number) FROM counts AS others WHERE others.session_id = counts.session_id
    );
    CREATE TABLE sets (
        id INTEGER PRIMARY KEY,
        count_id INTEGER NOT NULL REFERENCES counts ON DELETE CASCADE,
        number INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        title TEXT NOT NULL,
        definition_hash TEXT NOT NULL,
        standard TEXT NOT NULL,
        start_s REAL NOT NULL,
        end_s REAL NOT NULL,
        count INTEGER NOT NULL,
        movements INTEGER NOT NULL,
        held_s REAL NOT NULL,
        note TEXT NOT NULL,
        weight_kg REAL,
        UNIQUE (count_id, number)
    );
    CREATE TABLE reps (
        id INTEGER PRIMARY KEY,
        set_id INTEGER NOT NULL REFERENCES sets ON DELETE CASCADE,
        number INTEGER NOT NULL,
        side TEXT NOT NULL,
        start_s REAL NOT NULL,
        peak_s REAL NOT NULL,
        end_s REAL NOT NULL,
        metric TEXT NOT NULL,
        lowest REAL,
        highest REAL,
        UNIQUE (set_id, number)
    );
    CREATE TABLE faults (
        rep_id INTEGER NOT NULL REFERENCES reps ON DELETE CASCADE,
        number INTEGER NOT NULL,
        code TEXT NOT NULL,
        value REAL,
        bound REAL,
        uncertainty REAL,
        at_s REAL,
        PRIMARY KEY (rep_id, number)
    ) WITHOUT ROWID;
    CREATE TABLE rejected (
        id INTEGER PRIMARY KEY,
        count_id INTEGER NOT NULL REFERENCES counts ON DELETE CASCADE,
        set_id INTEGER REFERENCES sets ON DELETE CASCADE,
        movement INTEGER NOT NULL,
        side TEXT NOT NULL,
        start_s REAL NOT NULL,
        peak_s REAL,
        end_s REAL NOT NULL,
        reason TEXT NOT NULL,
        metric TEXT NOT NULL,
        value REAL,
        bound REAL,
        text TEXT NOT NULL
    );
    CREATE INDEX rejected_of_count ON rejected (count_id);
    CREATE INDEX rejected_of_set ON rejected (set_id);
    CREATE TABLE breaks (
        set_id INTEGER NOT NULL REFERENCES sets ON DELETE CASCADE,
        number INTEGER NOT NULL,
        start_s REAL NOT NULL,
        end_s REAL NOT NULL,
        reason TEXT NOT NULL,
        metric TEXT NOT NULL,
        value REAL,
        bound REAL,
        text TEXT NOT NULL,
        PRIMARY KEY (set_id, number)
    ) WITHOUT ROWID;
"""
"""`started_s`, `made_s`: seconds since 1970, UTC; `offset_s`: what the person's clock was ahead of UTC. NULL: not
known, or not measured. `bound`: the limit that a value was compared with. A rejected movement belongs to a set, an
attempt that was no movement to the count alone."""

Json = Mapping[str, Any]

_DAMAGE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    sqlite3.IntegrityError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)
"""What a result that is none ends in: something is missing, or of a type that no column takes."""


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the empty tables, within the transaction that is open."""
    for statement in TABLES.split(";\n"):
        connection.execute(statement)


def from_1(connection: sqlite3.Connection) -> None:
    """A session was one row with its result as JSON; its sets had no rows, and at first not their own repetitions."""
    rows = connection.execute("SELECT id, started_at, result FROM sessions ORDER BY id").fetchall()
    (last,) = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'sessions'").fetchone() or (0,)
    connection.execute("DROP TABLE sessions")
    make_tables(connection)
    for session_id, started_at, result in rows:
        try:
            _insert_session(connection, session_id, datetime.fromisoformat(started_at), json.loads(result))
        except _DAMAGE as error:
            raise sqlite3.DatabaseError(f"session {session_id} is damaged") from error
    # A number is never used twice, also not that of a session which was deleted.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'sessions'")
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('sessions', ?)", (last,))


def _insert_session(connection: sqlite3.Connection, session_id: int, started_at: datetime, result: Json) -> None:
    started_at = started_at if started_at.tzinfo else started_at.astimezone()
    started = {
        "started_s": started_at.timestamp(),
        "offset_s": (started_at.utcoffset() or timedelta()) // timedelta(seconds=1),
    }
    source = result["source"]
    _insert(
        connection,
        "sessions",
        id=session_id,
        uid=secrets.token_hex(16),
        **started,
        source=source["name"],
        **{name: source[name] for name in ("width", "height", "fps", "frames", "duration_s")},
        live=False,
        model=result["model"],
        note="",
        finished=True,
    )
    count_id = _insert(
        connection,
        "counts",
        session_id=session_id,
        number=0,
        made_s=started["started_s"],
        offset_s=started["offset_s"],
        program="",
        asked=result["exercise"],
        **{name: result[name] for name in ("exercise", "standard", "confidence", "frames_without_person")},
        doubts=json.dumps(result["doubts"], ensure_ascii=False),
        yaw_deg=result["view"]["yaw_deg"],
        view=result["view"]["label"],
        **{f"{name}_ms": value for name, value in _timing(result["timing_ms"])},
    )
    for number, each in enumerate(result["sets"], start=1):
        _insert_set(connection, count_id, number, each, result)
    _insert_rejected(connection, count_id, None, [each for each in result["rejected"] if not each["movement"]])


def _timing(timing_ms: Json) -> Iterable[tuple[str, Any]]:
    return ((name, timing_ms[name]) for name in ("decode", "detect", "estimate", "frame", "frame_p95"))


def _insert_set(connection: sqlite3.Connection, count_id: int, number: int, each: Json, result: Json) -> None:
    own = each["exercise"] == result["exercise"]
    reps, rejected = each.get("reps", ()), each.get("rejected", ())
    if own and not reps and not rejected:
        # Of a time when sets did not have them: those of the result that lie within.
        reps = _within(each, result["reps"])
        rejected = _within(each, [one for one in result["rejected"] if one["movement"]])
    set_id = _insert(
        connection,
        "sets",
        count_id=count_id,
        number=number,
        title=each["exercise"].replace("_", " ").capitalize(),
        definition_hash="",
        # Of another exercise's set nobody has kept it.
        standard=result["standard"] if own and not each["held_s"] else "",
        **{name: each[name] for name in ("exercise", "start_s", "end_s", "count", "movements", "held_s")},
        note="",
    )
    for place, rep in enumerate(reps, start=1):
        _insert_rep(connection, set_id, place, rep)
    _insert_rejected(connection, count_id, set_id, rejected)
    for place, gap in enumerate(each.get("breaks", ()), start=1):
        times = {name: gap[name] for name in ("start_s", "end_s")}
        _insert(connection, "breaks", set_id=set_id, number=place, **times, **_reason(gap))


def _within(each: Json, movements: Iterable[Json]) -> Sequence[Json]:
    timed = [movement for movement in movements if movement["start_s"] is not None]
    return [movement for movement in timed if each["start_s"] <= movement["start_s"] <= each["end_s"]]


def _insert_rep(connection: sqlite3.Connection, set_id: int, number: int, rep: Json) -> None:
    columns = {name: rep[name] for name in ("side", "start_s", "peak_s", "end_s", "metric")}
    extremes = {"lowest": rep["min"], "highest": rep["max"]}
    rep_id = _insert(connection, "reps", set_id=set_id, number=number, **columns, **extremes)
    for place, fault in enumerate(rep["faults"], start=1):
        measured = {name: fault[name] for name in ("code", "value", "uncertainty", "at_s")}
        _insert(connection, "faults", rep_id=rep_id, number=place, **measured, bound=fault["limit"])


def _insert_rejected(
    connection: sqlite3.Connection, count_id: int, set_id: int | None, rejected: Iterable[Json]
) -> None:
    for each in rejected:
        columns = {name: each[name] for name in ("movement", "side", "start_s", "peak_s", "end_s")}
        _insert(connection, "rejected", count_id=count_id, set_id=set_id, **columns, **_reason(each))


def _reason(each: Json) -> dict[str, Any]:
    return {name: each[name] for name in ("reason", "metric", "value", "text")} | {"bound": each["limit"]}


def _insert(connection: sqlite3.Connection, table: str, **columns: Any) -> int:
    places = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
    return int(connection.execute(statement, tuple(columns.values())).lastrowid or 0)
