"""The SQLite file of a store: opened, checked, and brought up to date."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fitcount.errors import StoreError, UsageError
from fitcount.sessions.schema import APPLICATION_ID, VERSION, create, migrate

WAIT_S = 5.0
"""How long another program may be writing."""
DAMAGED = "what it holds is damaged"


@dataclass(frozen=True, slots=True)
class Database:
    """A store's file; each use opens and closes it, so several programs may use it at once.

    All errors are StoreErrors of one line, and leave the file as it was.
    """

    path: Path

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever kept."""
        if not self.path.exists():
            return True
        with self._errors(), closing(self._connect(write=False)) as connection:
            return self.version(connection) == 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the store, whatever others write meanwhile."""
        self._check_not_empty()
        with self._errors():
            self._bring_up_to_date()
            with closing(self._connect(write=False)) as connection:
                connection.execute("BEGIN")
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of what is done with the connection is kept, or nothing."""
        with self._errors(), closing(self.connect()) as connection, transaction(connection):
            yield connection

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The same in a store that there is: a wrong path makes none."""
        self._check_not_empty()
        with self.writing() as connection:
            yield connection

    def _check_not_empty(self) -> None:
        if self.is_empty:
            raise StoreError(f"{self.path}: no sessions yet: `fitcount count` keeps one")

    def connect(self) -> sqlite3.Connection:
        """A connection for several transactions; the file is made if there is none. Raises sqlite3.Error or OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._has_room_beside():
            raise PermissionError(errno.EACCES, "the file or its folder is read-only")
        self._bring_up_to_date()
        connection = self._connect(write=True)
        try:
            if self.version(connection) == 0:
                with transaction(connection):
                    if self.version(connection) == 0:
                        create(connection)
            # Readers and the writer do not wait for one another. Where the file system knows no shared memory SQLite
            # stays with its other journal, which is slower and as safe.
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: what was told to be kept is on the disk, also if the power goes. It costs a flush a repetition.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def erase(self) -> None:
        """Leave nothing of what was deleted, neither in the file, where it is overwritten, nor in the journal beside.

        Raises StoreError if another program is in the way.
        """
        with closing(self.connect()) as connection:
            try:
                connection.execute("VACUUM")
                (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:
                raise self._not_erased(reason_of(error)) from error
            if busy:
                raise self._not_erased("another program is reading")

    def _not_erased(self, reason: str) -> StoreError:
        return StoreError(
            f"{self.path}: deleted, but traces of it may be in the file until it is written again ({reason})"
        )

    def version(self, connection: sqlite3.Connection) -> int:
        """Version of the store's schema, 0 if it is new. Raises StoreError if it is no store, or a later one."""
        with _snapshot(connection):  # or half of it is from before another program made the store
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            columns = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('sessions')")}
            empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        if owner == APPLICATION_ID and version > VERSION:
            raise StoreError(f"{self.path}: version {version}, this fitcount knows {VERSION}: install a newer fitcount")
        first = version == 1 and {"started_at", "result"} <= columns
        if owner != APPLICATION_ID and not first and not (empty and version == 0):
            raise self._unusable("another program's database")
        return int(version)

    def _bring_up_to_date(self) -> None:
        if not self.path.exists():
            return
        with closing(self._connect(write=False)) as connection:
            if self.version(connection) in (0, VERSION):
                return
        with closing(self._connect(write=True)) as connection:
            backup = self.path.with_name(f"{self.path.name}.before-version-{VERSION}")
            with transaction(connection):
                version = self.version(connection)
                if version != VERSION:  # another program may have done it meanwhile
                    self._back_up(backup)
                    migrate(connection, version)
            backup.unlink(missing_ok=True)

    def _back_up(self, backup: Path) -> None:
        """Keep the store as it is, until it was brought up to date."""
        backup.unlink(missing_ok=True)  # of a try that failed
        with closing(self._connect(write=False)) as old, closing(sqlite3.connect(backup)) as copy:
            old.backup(copy)

    def _connect(self, *, write: bool) -> sqlite3.Connection:
        if write:
            return sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
        # Not mode=ro where there is room: it would leave the files beside that SQLite makes while it reads.
        how = "mode=rw" if self._has_room_beside() else "mode=ro" if self._has_journal() else "immutable=1"
        where = f"file:{quote(str(self.path))}?{how}"
        connection = sqlite3.connect(where, uri=True, timeout=WAIT_S, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _has_journal(self) -> bool:
        """Whether a program that was killed has left what it wrote in the journal beside."""
        journal = self.path.with_name(f"{self.path.name}-wal")
        return journal.exists() and journal.stat().st_size > 0

    def _has_room_beside(self) -> bool:
        """Whether SQLite can make the files beside that reading takes; without them nobody writes either."""
        ours = os.access in os.supports_effective_ids
        there = [path for path in (self.path.parent, self.path) if path.exists()]
        return all(os.access(path, os.W_OK, effective_ids=ours) for path in there)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except UsageError as error:  # of a file beside, which names its own place
            raise StoreError(str(error)) from error
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(reason_of(error)) from error
        except UnicodeDecodeError as error:  # of text in the file, or of what SQLite says of it
            raise self._unusable(DAMAGED) from error

    def _unusable(self, reason: str) -> StoreError:
        return StoreError(f"{self.path}: cannot be used ({reason}): choose another with --store FILE")


def reason_of(error: sqlite3.Error | OSError) -> str:
    """What went wrong, in the words of whoever found it."""
    return getattr(error, "strerror", None) or str(error)


@contextmanager
def understood() -> Iterator[None]:
    """Around the reading of rows: what cannot have been written is a sqlite3.DatabaseError."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise sqlite3.DatabaseError(DAMAGED) from error


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read is of one state of the file, that of the transaction which is open, if one is."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    with committed(connection):
        yield


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is done is kept, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    with committed(connection):
        yield


@contextmanager
def committed(connection: sqlite3.Connection) -> Iterator[None]:
    """The same of a transaction that has begun."""
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # an error may have ended it
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
