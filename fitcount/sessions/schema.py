"""The tables of a store, and how older ones become them.

Every version that was ever released is here as the way from it to the next: a store of any age is brought up to date
in one transaction. The version stands in `PRAGMA user_version`, and from 2 on `PRAGMA application_id` says whose it is.
"""

from __future__ import annotations

import json
import math
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from fitcount.kept import KeptCount, KeptSession, KeptSet, State
from fitcount.sessions.result_json import from_dict
from fitcount.sessions.rows import insert_session
from fitcount.types import ExerciseSet, Rejection, Rep, Result

VERSION = 2
APPLICATION_ID = int.from_bytes(b"fitc", "big")
"""`file` and other programs can tell a store by it."""

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


def create(connection: sqlite3.Connection) -> None:
    """Make an empty store of this version, within the transaction that is open."""
    for statement in TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a store of an older version up to this one, within the transaction that is open."""
    while version < VERSION:
        version = MIGRATIONS[version](connection)


def _from_1(connection: sqlite3.Connection) -> int:
    """A session was one row with its result as JSON; its sets had no rows, and at first not their own repetitions.

    It goes through what is read back, and so ends at whichever version this program writes.
    """
    rows = connection.execute("SELECT id, started_at, result FROM sessions ORDER BY id").fetchall()
    (last,) = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'sessions'").fetchone() or (0,)
    connection.execute("DROP TABLE sessions")
    create(connection)
    for session_id, started_at, result in rows:
        try:
            session = _session_of_1(session_id, started_at, from_dict(json.loads(result)))
        except (ValueError, TypeError, KeyError) as error:
            raise sqlite3.DatabaseError(f"session {session_id} is damaged") from error
        insert_session(connection, session)
    # A number is never used twice, also not that of a session which was deleted.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'sessions'")
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('sessions', ?)", (last,))
    return VERSION


MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], int]] = {1: _from_1}
"""By version: what makes a later one of it, and says which."""


def _session_of_1(session_id: int, started_at: str, result: Result) -> KeptSession:
    started = datetime.fromisoformat(started_at)
    return KeptSession(
        id=session_id,
        uid=secrets.token_hex(16),
        started_at=started if started.tzinfo else started.astimezone(),
        source=result.source,
        model=result.model,
        state=State.FINISHED,
        counts=(
            KeptCount(
                number=0,
                made_at=started.astimezone(started.tzinfo),
                program="",
                asked=result.exercise,
                exercise=result.exercise,
                standard=result.standard,
                sets=tuple(_set_of_1(number, each, result) for number, each in enumerate(result.sets, start=1)),
                attempts=tuple(each for each in result.rejected if not each.movement),
                confidence=result.confidence,
                doubts=result.doubts,
                view=result.view,
                frames_without_person=result.frames_without_person,
                timing_ms=result.timing_ms,
            ),
        ),
    )


def _set_of_1(number: int, each: ExerciseSet, result: Result) -> KeptSet:
    own = each.exercise == result.exercise
    reps, rejected = each.reps, each.rejected
    if own and not reps and not rejected:
        # Of a time when sets did not have them: those of the result that lie within.
        reps = tuple(rep for rep in result.reps if _within(rep, each))
        rejected = tuple(rejection for rejection in result.rejected if rejection.movement and _within(rejection, each))
    return KeptSet(
        number=number,
        exercise=each.exercise,
        title=each.exercise.replace("_", " ").capitalize(),
        definition_hash="",
        # Of another exercise's set nobody has kept it.
        standard=result.standard if own and not each.held_s else "",
        start_s=each.start_s,
        end_s=each.end_s,
        count=each.count,
        movements=each.movements,
        held_s=each.held_s,
        reps=reps,
        rejected=rejected,
        breaks=each.breaks,
    )


def _within(movement: Rep | Rejection, each: ExerciseSet) -> bool:
    return not math.isnan(movement.start_s) and each.start_s <= movement.start_s <= each.end_s
