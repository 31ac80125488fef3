"""Where everything lies that belongs to a session, beside the store's own file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from fitcount.sessions.parts import Parts


@dataclass(frozen=True, slots=True)
class Places:
    """`sessions.db` has `sessions.db.traces/`: a trace and perhaps a video a session, and parts while it goes on."""

    store: Path

    @property
    def folder(self) -> Path:
        """Of all sessions of this store."""
        return self.store.with_name(f"{self.store.name}.traces")

    def trace(self, session_id: int) -> Path:
        """The trace of a session that has ended."""
        return self.folder / f"{session_id}.npz"

    def video(self, session_id: int) -> Path:
        """What the camera saw, if it was asked for."""
        return self.folder / f"{session_id}.mp4"

    def parts(self, session_id: int) -> Parts:
        """The trace of one that has not."""
        return Parts(self.folder / f"{session_id}.parts")

    def lock(self, session_id: int) -> FileLock:
        """Held by the program that is counting a session; the system lets it go if the program is killed."""
        return FileLock(self.parts(session_id).folder / "running.lock", timeout=0)

    def is_running(self, session_id: int) -> bool:
        """Whether some program is counting a session now."""
        lock = self.lock(session_id)
        if not Path(lock.lock_file).exists():
            return False
        try:
            with lock:
                return False
        except Timeout:
            return True
        except (OSError, NotImplementedError):
            return False  # where nothing can be locked nobody can be counting

    def belongings(self, session_id: int) -> list[Path]:
        """The files of a session."""
        return [path for path in (self.trace(session_id), self.video(session_id)) if path.exists()]

    def remove(self, session_id: int) -> None:
        """Leave nothing of a session beside the store. Raises OSError if it cannot be removed."""
        for path in self.belongings(session_id):
            path.unlink()
        self.parts(session_id).remove()

    def files(self) -> Iterator[Path]:
        """The store's own files, and those of its sessions."""
        yield from sorted(path for path in self.store.parent.glob(f"{self.store.name}*") if path.is_file())
        yield from (path for path in sorted(self.folder.rglob("*")) if path.is_file())
