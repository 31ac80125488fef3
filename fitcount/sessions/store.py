"""The session store: every session that was counted, in one SQLite file, with its trace beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from fitcount.errors import StoreError
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.trace import TraceMeta, TraceRecorder
from fitcount.types import Result

SCHEMA_VERSION = 1
_SCHEMA = """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        source TEXT NOT NULL,
        exercise TEXT NOT NULL,
        count INTEGER NOT NULL,
        movements INTEGER NOT NULL,
        result TEXT NOT NULL
    ) STRICT
"""
WAIT_S = 5.0
"""How long another program may be writing."""


@dataclass(frozen=True, slots=True)
class Session:
    """One line of the list of sessions."""

    id: int
    started_at: str
    """ISO 8601, local time."""
    source: str
    exercise: str
    count: int
    movements: int


def default_store() -> Path:
    """Where sessions are kept unless told otherwise: the platform's folder for a user's data."""
    return platformdirs.user_data_path("fitcount", appauthor=False) / "sessions.db"


class Store:
    """Keeps sessions; each call opens and closes the file, so several programs may use it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_store()

    def add(self, result: Result, started_at: str, recorder: TraceRecorder, meta: TraceMeta) -> int:
        """Keep a session and its trace, and give its id. Raises StoreError if it cannot be kept."""
        row = (
            started_at,
            result.source.name,
            result.exercise,
            result.count,
            result.movements,
            json.dumps(to_dict(result)),
        )
        columns = "started_at, source, exercise, count, movements, result"
        with self._open(create=True) as connection:
            cursor = connection.execute(f"INSERT INTO sessions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)
            session_id = int(cursor.lastrowid or 0)
            # Before the row is committed: a session without its trace is worse than none.
            recorder.save(self.trace_path(session_id), meta)
        return session_id

    def sessions(self) -> list[Session]:
        """All sessions, newest first."""
        query = "SELECT id, started_at, source, exercise, count, movements FROM sessions ORDER BY id DESC"
        with self._open() as connection:
            return [Session(*row) for row in connection.execute(query)]

    def result(self, session_id: int) -> dict[str, Any]:
        """The result JSON of one session. Raises StoreError if there is none."""
        with self._open() as connection:
            row = connection.execute("SELECT result FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path}: no session {session_id}: `fitcount sessions list` shows them")
        result: dict[str, Any] = json.loads(row[0])
        return result

    def trace_path(self, session_id: int) -> Path:
        """Where a session's trace lies."""
        return self.path.with_suffix(".traces") / f"{session_id}.npz"

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        if not create and not self.path.exists():
            raise StoreError(f"{self.path}: no sessions yet: `fitcount count` keeps one")
        try:
            if create:
                self.path.with_suffix(".traces").mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=WAIT_S)
            try:
                with connection:
                    self._prepare(connection)
                    yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise StoreError(f"{self.path}: cannot be used ({reason}): choose another with --store FILE") from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the table in a new file; refuse a file of a later version."""
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            connection.execute(_SCHEMA)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: version {version}, this fitcount knows {SCHEMA_VERSION}: install a newer fitcount"
            )
