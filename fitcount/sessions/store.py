"""The session store: every session that was counted, in one SQLite file, with the traces in a folder beside it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import platformdirs

from fitcount.errors import StoreError, UsageError
from fitcount.kept import ALL, KeptFrames, KeptSession, Selection, SessionEntry, State
from fitcount.sessions.database import Database
from fitcount.sessions.entries import entries
from fitcount.sessions.files import write_whole
from fitcount.sessions.rows import SESSION_COLUMNS, Row, insert_session, session_of
from fitcount.sessions.trace import Trace, load_frames, load_trace


def default_store() -> Path:
    """Where sessions are kept unless told otherwise: the platform's folder for a user's data."""
    return platformdirs.user_data_path("fitcount", appauthor=False) / "sessions.db"


class Store:
    """Keeps sessions; each call opens and closes the file, so several programs may use it.

    Every method raises StoreError, in one line, if the store cannot be used or has no such session.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_store()
        self._database = Database(self.path)

    def keep(self, session: KeptSession, trace: bytes | None = None) -> int:
        """Keep a whole session, with its trace (the content of a trace file), and give its id.

        Its `id` is left out of account; its `uid` must be new here.
        """
        with self._database.writing() as connection:
            known = connection.execute("SELECT id FROM sessions WHERE uid = ?", (session.uid,)).fetchone()
            if known is not None:
                raise StoreError(f"{self.path}: has this session already, as {known[0]}: nothing was changed")
            session_id = insert_session(connection, replace(session, id=0))
            if trace is not None:
                # Before the rows are committed: a session without its trace is worse than none.
                self._write_trace(session_id, trace)
        return session_id

    def entries(self, selection: Selection = ALL) -> list[SessionEntry]:
        """The sessions asked for, newest first; none where nothing was kept yet."""
        if self._database.is_empty:
            return []
        with self._database.reading() as connection:
            return entries(connection, selection, self._state)

    def session(self, session_id: int) -> KeptSession:
        """One session with all its counts."""
        with self._database.reading() as connection:
            *row, finished = self._row(connection, session_id)
            return session_of(connection, row, self._state(session_id, finished))

    def frames(self, session_id: int) -> KeptFrames | None:
        """A session's trace, to be drawn; None if it was left out. Raises TraceError if it is damaged."""
        path = self.trace_path(session_id)
        return load_frames(path) if path.exists() else None

    def trace(self, session_id: int) -> Trace | None:
        """A session's trace, to be counted again; None if it was left out. Raises TraceError if it is damaged."""
        path = self.trace_path(session_id)
        return load_trace(path) if path.exists() else None

    def trace_path(self, session_id: int) -> Path:
        """Where a session's trace lies, if it has one."""
        return self.path.with_name(f"{self.path.name}.traces") / f"{session_id}.npz"

    def _write_trace(self, session_id: int, trace: bytes) -> None:
        path = self.trace_path(session_id)
        path.parent.mkdir(exist_ok=True)
        try:
            write_whole(path, trace)
        except UsageError as error:
            raise StoreError(str(error)) from error

    def _row(self, connection: sqlite3.Connection, session_id: int) -> Row:
        query = f"SELECT {SESSION_COLUMNS}, finished FROM sessions WHERE id = ?"
        row: Row | None = connection.execute(query, (session_id,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path}: no session {session_id}: `fitcount sessions list` shows them")
        return row

    def _state(self, _session_id: int, finished: bool) -> State:
        return State.FINISHED if finished else State.CUT_OFF
