"""The session store: every session that was counted, in one SQLite file, with the traces in a folder beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fitcount.errors import StoreError
from fitcount.kept import KeptCount, KeptFrames, KeptSession, KeptSet, State
from fitcount.overview import ALL, Selection, SessionEntry, WeekOfExercise
from fitcount.sessions.database import Database, understood
from fitcount.sessions.entries import entries
from fitcount.sessions.files import Content
from fitcount.sessions.places import Places
from fitcount.sessions.plain import LARGEST
from fitcount.sessions.reading import SESSION_COLUMNS, interventions_of, session_of
from fitcount.sessions.rows import count_row, end_session, insert_count, insert_session
from fitcount.sessions.weeks import weeks
from fitcount.types import SourceInfo

if TYPE_CHECKING:
    from fitcount.sessions.trace import Arrays, Trace, TraceMeta


def default_store() -> Path:
    """Where sessions are kept unless told otherwise: the platform's folder for a user's data."""
    import platformdirs  # noqa: PLC0415  (not needed where the place is named)

    return platformdirs.user_data_path("fitcount", appauthor=False) / "sessions.db"


class Store:
    """Keeps sessions; each call opens and closes the file, so several programs may use it.

    Every method raises StoreError, in one line, if the store cannot be used or has no such session; then nothing was
    changed.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_store()
        self.places = Places(self.path)
        self._database = Database(self.path)

    def entries(self, selection: Selection = ALL) -> list[SessionEntry]:
        """The sessions asked for, newest first; none where nothing was kept yet."""
        if self._database.is_empty:
            return []
        with self._database.reading() as connection, understood():
            return entries(connection, selection, self._state)

    def weeks(self, selection: Selection = ALL) -> list[WeekOfExercise]:
        """What was done of each exercise, week by week, oldest first; its `limit` is left out of account."""
        if self._database.is_empty:
            return []
        with self._database.reading() as connection, understood():
            return weeks(connection, selection)

    def session(self, session_id: int) -> KeptSession:
        """One session with all its counts."""
        with self._database.reading() as connection:
            return self._session(connection, session_id)

    def frames(self, session_id: int) -> KeptFrames | None:
        """A session's trace, to be drawn; None if it was left out. Raises TraceError if it is damaged."""
        from fitcount.sessions.trace import frames_of  # noqa: PLC0415  (NumPy, which the list does not need)

        kept = self._arrays(session_id)
        return kept and frames_of(kept[1])

    def trace(self, session_id: int) -> Trace | None:
        """A session's trace, to be counted again; None if it was left out. Raises TraceError if it is damaged."""
        from fitcount.sessions.trace import Trace  # noqa: PLC0415

        kept = self._arrays(session_id)
        return kept and Trace(*kept)

    def trace_content(self, session_id: int) -> bytes | None:
        """A session's trace as the content of a trace file; None if it was left out."""
        from fitcount.sessions.trace import trace_bytes  # noqa: PLC0415

        kept = self._arrays(session_id)
        return kept and trace_bytes(*kept)

    def keep(self, session: KeptSession, trace: Content | None = None) -> int:
        """Keep a whole session, with its trace (the content of a trace file), and give its id.

        The `id` it has is left out of account; its `uid` must be new here.
        """
        ((session_id, is_new),) = self.keep_new([(session, trace)])
        if not is_new:
            raise StoreError(f"{self.path}: has this session already, as {session_id}: nothing was changed")
        return session_id

    def keep_new(self, sessions: Sequence[tuple[KeptSession, Content | None]]) -> list[tuple[int, bool]]:
        """Keep those whose `uid` is new here, with their traces, or none of them; each one's id, and whether it was."""
        kept: list[tuple[int, bool]] = []
        new: list[int] = []
        with self._database.writing() as connection:
            try:
                for session, trace in sessions:
                    known = connection.execute("SELECT id FROM sessions WHERE uid = ?", (session.uid,)).fetchone()
                    if known is None:
                        new.append(insert_session(connection, replace(session, id=0)))
                        self._place(new[-1], trace)
                    kept.append((new[-1], True) if known is None else (known[0], False))
            except BaseException:
                # Before others can use the numbers: their sessions must not find these traces.
                for session_id in new:
                    self.places.remove(session_id)
                raise
        for session_id in new:
            self.places.remove_parts(session_id)
        return kept

    def _place(self, session_id: int, trace: Content | None) -> None:
        """Before the rows are committed: a session without its trace is worse than none."""
        self.places.remove(session_id)  # what a program that was killed may have left under this number
        if trace is not None:
            self.places.write_trace(session_id, trace)

    def note(self, session_id: int, text: str, set_number: int | None = None) -> None:
        """Write a note to a session, or to one of its sets; "" takes it away."""
        with self._database.changing() as connection:
            session = self._session(connection, session_id)
            if set_number is None:
                connection.execute("UPDATE sessions SET note = ? WHERE id = ?", (text, session_id))
            else:
                self._change_sets(connection, session, set_number, "note", text)

    def weigh(self, session_id: int, weight_kg: float | None, set_number: int | None = None) -> None:
        """Say what was lifted in one set, or in all; None takes it away."""
        with self._database.changing() as connection:
            self._change_sets(connection, self._session(connection, session_id), set_number, "weight_kg", weight_kg)

    def recounted(self, session_id: int, count: KeptCount, source: SourceInfo, trace: Content) -> KeptCount:
        """Show another count of a session from now on, and give it with its number; those before are kept.

        The sets have the notes and weights of those at their time. A session that was cut off has ended by that:
        `source` is how long it was, `trace` the content of its trace file.
        """
        with self._database.changing() as connection:
            session = self._stopped(connection, session_id)
            sets = tuple(_carried(each, session.sets) for each in count.sets)
            count = replace(count, number=session.current.number + 1, sets=sets)
            insert_count(connection, session_id, count)
            if session.state is State.CUT_OFF:
                self.places.write_trace(session_id, trace)
                end_session(connection, session_id, source)
        if session.state is State.CUT_OFF:
            self.places.remove_parts(session_id)
        return count

    def delete(self, session_ids: Sequence[int]) -> None:
        """Leave nothing of these sessions: rows, traces, parts, videos, older counts."""
        with self._database.changing() as connection:
            for session_id in session_ids:
                self._stopped(connection, session_id)
            for session_id in session_ids:
                # First what lies beside: if something cannot be removed, the session is still there to try again.
                self.places.remove(session_id)
                connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
        self._database.erase()

    def video_path(self, session_id: int) -> Path | None:
        """What the camera saw of a session, a frame a row of its trace; None if it was not asked for."""
        path = self.places.video(session_id)
        return path if path.exists() else None

    def trace_path(self, session_id: int) -> Path:
        """Where the trace of a session lies that has ended, if it has one."""
        return self.places.trace(session_id)

    def _arrays(self, session_id: int) -> tuple[TraceMeta, Arrays] | None:
        from fitcount.sessions.joined import joined  # noqa: PLC0415
        from fitcount.sessions.trace import read_arrays  # noqa: PLC0415

        path = self.trace_path(session_id)
        if path.exists():
            return read_arrays(path)
        parts = joined(self.places.parts(session_id).paths())
        if parts is None:
            return None
        meta, arrays = parts
        with self._database.reading() as connection, understood():
            # What was done by hand after the last part of it is in no part.
            return replace(meta, interventions=interventions_of(connection, session_id)), arrays

    def _session(self, connection: sqlite3.Connection, session_id: int) -> KeptSession:
        query = f"SELECT {SESSION_COLUMNS}, finished FROM sessions WHERE id = ?"
        found = connection.execute(query, (session_id,)).fetchone() if 0 < session_id < LARGEST else None
        if found is None:
            raise StoreError(f"{self.path}: no session {session_id}: `fitcount sessions list` shows them")
        *row, finished = found
        with understood():
            return session_of(connection, row, self._state(session_id, bool(finished)))

    def _stopped(self, connection: sqlite3.Connection, session_id: int) -> KeptSession:
        session = self._session(connection, session_id)
        if session.state is State.RUNNING:
            raise StoreError(f"{self.path}: session {session_id} is being counted: end that first (Ctrl-C)")
        return session

    def _state(self, session_id: int, finished: bool) -> State:
        if finished:
            return State.FINISHED
        return State.RUNNING if self.places.is_running(session_id) else State.CUT_OFF

    def _change_sets(
        self, connection: sqlite3.Connection, session: KeptSession, set_number: int | None, column: str, value: Any
    ) -> None:
        """Of the count that is shown: one set, or all of them."""
        chosen = [each.number for each in session.sets if set_number in (None, each.number)]
        if not chosen:
            there = f"it has {len(session.sets)}" if session.sets else "it has none"
            which = "sets" if set_number is None else f"set {set_number}"
            raise StoreError(f"{self.path}: session {session.id} has no {which}: {there}")
        count_id = count_row(connection, session.id, session.current.number)
        for number in chosen:
            where = (value, count_id, number)
            connection.execute(f"UPDATE sets SET {column} = ? WHERE count_id = ? AND number = ?", where)


def _carried(each: KeptSet, before: Sequence[KeptSet]) -> KeptSet:
    """A set with the note and weight of the one that was counted at its time before."""
    shared_s = [min(each.end_s, other.end_s) - max(each.start_s, other.start_s) for other in before]
    if not shared_s or max(shared_s) < 0.0:
        return each
    other = before[shared_s.index(max(shared_s))]
    return replace(each, note=other.note, weight_kg=other.weight_kg)
