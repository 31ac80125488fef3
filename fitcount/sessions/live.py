"""A session that is being counted: what has happened is on the disk before anybody is told of it.

The order of the writes is what makes it hold. First the frames, as a part of the trace, then, in one transaction, what
was counted in them. Whatever ends the program in between has lost what nobody was told of, and left frames that
counting again makes use of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from fitcount.errors import StoreError, UsageError
from fitcount.kept import KeptCount, KeptSession
from fitcount.sessions.database import WAIT_S, Database, committed, reason_of
from fitcount.sessions.files import Content, flush_folder, write_whole
from fitcount.sessions.places import Places
from fitcount.sessions.rows import count_row, end_session, insert_interventions, insert_session, update_count
from fitcount.types import Intervention

PATIENCE_S = 0.05
"""How long the counting may stand still because another program is writing; later there is another try."""

FIRST = 1
"""Number of a trace's first part."""


class LiveStore:
    """A store that stays open for a run: opening it for each repetition would take longer than writing.

    Every method raises StoreError if the store cannot be written, a full disk, say.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places = Places(path)
        with self._errors():
            self._connection = Database(path).connect()
            self.places.folder.mkdir(exist_ok=True)

    def close(self) -> None:
        """Write no more."""
        self._connection.close()

    def begin(self, session: KeptSession, part: bytes | None, patience_s: float = PATIENCE_S) -> LiveSession | None:
        """Keep the beginning of a session with its first frames; None if another program is writing for that long.

        From then on it is in the list, whatever happens to this program.
        """
        with self._transaction(patience_s) as open_:
            if not open_:
                return None
            session_id = insert_session(self._connection, session)
            self.places.remove(session_id)  # what a program that was killed may have left under this number
            # Before others can see the session, who would take it for one that was cut off.
            lock = self._locked(session_id)
            if part is not None:
                self.add_frames(session_id, FIRST, part)
        return LiveSession(self, session_id, lock, session, parts=0 if part is None else FIRST)

    def _locked(self, session_id: int) -> FileLock:
        lock = self.places.lock(session_id)
        Path(lock.lock_file).parent.mkdir(exist_ok=True)
        with suppress(NotImplementedError):  # a file system without locks: it is called cut off until it has ended
            lock.acquire()
        return lock

    def write(self, session_id: int, was: KeptSession, count: KeptCount, done: Sequence[Intervention]) -> bool:
        """Bring a count, and what was `done` by hand, to what is known now; False if another program is writing now."""
        with self._transaction(PATIENCE_S) as open_:
            if open_:
                self._update(session_id, was, count, done)
        return open_

    def _update(self, session_id: int, was: KeptSession, count: KeptCount, done: Sequence[Intervention]) -> None:
        update_count(self._connection, count_row(self._connection, session_id, count.number), was.current, count)
        insert_interventions(self._connection, session_id, done, known=len(was.interventions))

    def add_frames(self, session_id: int, number: int, part: bytes) -> None:
        """Keep the next frames of a trace."""
        with self._errors():
            path = self.places.parts(session_id).path(number)
            write_whole(path, part)
            flush_folder(path.parent)

    def end(self, session_id: int, was: KeptSession, session: KeptSession, trace: Content | None) -> None:
        """The session has ended as this one, which may differ from what was written while it went on."""
        with self._transaction(WAIT_S) as open_:
            if not open_:
                raise self._busy()
            if trace is not None:
                self.places.write_trace(session_id, trace)
            self._update(session_id, was, session.current, session.interventions)
            end_session(self._connection, session_id, session.source)

    def share_video(self, session_id: int, other_id: int) -> None:
        """Give another session the same video, if there is one."""
        with self._errors():
            self.places.share_video(session_id, other_id)

    def discard(self, session_id: int) -> None:
        """Leave nothing of a session."""
        with self._transaction(WAIT_S) as open_:
            if not open_:
                raise self._busy()
            self._connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
            self.places.remove(session_id)

    @contextmanager
    def _transaction(self, patience_s: float) -> Iterator[bool]:
        """Whether there is one: another program may be writing for longer than we can wait."""
        with self._errors():
            self._connection.execute(f"PRAGMA busy_timeout = {round(1e3 * patience_s)}")
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                yield False
                return
            with committed(self._connection):
                yield True

    def _busy(self) -> StoreError:
        return StoreError(f"{self.path}: cannot be written (another program is writing)")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except UsageError as error:  # of a file beside, which names its own place
            raise StoreError(str(error)) from error
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self.path}: cannot be written ({reason_of(error)})") from error


class LiveSession:
    """One person's session while it is being counted."""

    def __init__(self, store: LiveStore, session_id: int, lock: FileLock, session: KeptSession, parts: int) -> None:
        """`session`: as it is written; `parts`: how many there are already."""
        self.id = session_id
        self._store = store
        self._lock = lock
        self._written = session
        self._number = parts

    def add_frames(self, part: bytes) -> None:
        """Keep the next frames of the trace."""
        self._number += 1
        self._store.add_frames(self.id, self._number, part)

    def write(self, count: KeptCount, done: tuple[Intervention, ...] = ()) -> bool:
        """Keep what is known now, and was `done` by hand until now.

        False if another program is writing just now, and there should be another try.
        """
        written = self._store.write(self.id, self._written, count, done)
        if written:
            self._written = replace(self._written, counts=(count,), interventions=done)
        return written

    def end(self, session: KeptSession, trace: Content | None) -> None:
        """The session has ended; `trace`: content of its trace file, None to keep none."""
        self._store.end(self.id, self._written, session, trace)
        self.close()
        self._store.places.remove_parts(self.id)

    def discard(self) -> None:
        """Leave nothing of it."""
        self.close()
        self._store.discard(self.id)

    def close(self) -> None:
        """Count no more; if it has not ended it is cut off."""
        self._lock.release()
