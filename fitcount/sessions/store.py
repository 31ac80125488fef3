"""The session store: every session that was counted, in one SQLite file, with the traces in a folder beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs

from fitcount.errors import StoreError, UsageError
from fitcount.sessions.files import write_whole
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.trace import TraceMeta, TraceRecorder
from fitcount.types import Result, SessionEntry

SCHEMA_VERSION = 1
_SCHEMA = """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started_at TEXT NOT NULL,
        source TEXT NOT NULL,
        exercise TEXT NOT NULL,
        count INTEGER NOT NULL,
        movements INTEGER NOT NULL,
        result TEXT NOT NULL
    )
"""
WAIT_S = 5.0
"""How long another program may be writing."""


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
        trace = recorder.to_bytes(meta)  # takes seconds after an hour: before others have to wait
        with self._writing() as connection:
            cursor = connection.execute(f"INSERT INTO sessions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)
            session_id = int(cursor.lastrowid or 0)
            # Before the row is committed: a session without its trace is worse than none.
            path = self.trace_path(session_id)
            path.parent.mkdir(exist_ok=True)
            write_whole(path, trace)
        return session_id

    def sessions(self) -> list[SessionEntry]:
        """All sessions, newest first; none where nothing was kept yet."""
        if self._is_empty():
            return []
        query = "SELECT id, started_at, source, exercise, count, movements FROM sessions ORDER BY id DESC"
        with self._reading() as connection:
            return [SessionEntry(*row) for row in connection.execute(query)]

    def result(self, session_id: int) -> dict[str, Any]:
        """The result JSON of one session. Raises StoreError if there is none."""
        with self._reading() as connection:
            row = connection.execute("SELECT result FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path}: no session {session_id}: `fitcount sessions list` shows them")
        try:
            result: dict[str, Any] = json.loads(row[0])
        except ValueError as error:
            raise StoreError(f"{self.path}: session {session_id} is damaged: count its video again") from error
        return result

    def trace_path(self, session_id: int) -> Path:
        """Where a session's trace lies."""
        return self.path.with_name(f"{self.path.name}.traces") / f"{session_id}.npz"

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        if self._is_empty():
            raise StoreError(f"{self.path}: no sessions yet: `fitcount count` keeps one")
        with self._open() as connection:
            yield connection

    def _is_empty(self) -> bool:
        """Whether nothing was ever kept."""
        if not self.path.exists():
            return True
        with self._open() as connection:
            return self._version(connection) == 0

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All of what is done with the connection is kept, or nothing."""
        with self._open() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            if self._version(connection) == 0:
                connection.execute(_SCHEMA)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            yield connection

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
            try:
                yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(getattr(error, "strerror", None) or str(error)) from error
        except UsageError as error:  # the trace, which names its own place
            raise StoreError(str(error)) from error

    def _version(self, connection: sqlite3.Connection) -> int:
        """Version of the store's schema, 0 if it is new. Raises StoreError if it is none, or a later one."""
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: version {version}, this fitcount knows {SCHEMA_VERSION}: install a newer fitcount"
            )
        if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None:
            raise self._unusable("another program's database")
        return int(version)

    def _unusable(self, reason: str) -> StoreError:
        return StoreError(f"{self.path}: cannot be used ({reason}): choose another with --store FILE")
