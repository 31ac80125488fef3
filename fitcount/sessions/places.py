"""Where everything lies that belongs to a session, beside the store's own file."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fitcount.sessions.files import Content, flush_folder, write_whole
from fitcount.sessions.parts import Parts

if TYPE_CHECKING:
    from filelock import FileLock

LOOK_S = 0.05
"""Who only looks whether a session is running holds its lock for less, who is counting it for longer."""


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
        from filelock import FileLock  # noqa: PLC0415  (it imports asyncio, and most lists need no lock)

        return FileLock(self.parts(session_id).folder / "running.lock", timeout=0)

    def is_running(self, session_id: int) -> bool:
        """Whether some program is counting a session now."""
        if not self.parts(session_id).folder.exists():
            return False
        from filelock import Timeout  # noqa: PLC0415

        try:
            with self.lock(session_id).acquire(timeout=LOOK_S, poll_interval=LOOK_S / 5):
                return False
        except Timeout:
            return True
        except (OSError, NotImplementedError):
            return False  # where nothing can be locked nobody can be counting

    def write_trace(self, session_id: int, content: Content) -> None:
        """Put the trace of a session in its place, whole or not at all. Raises OSError or UsageError if it cannot be.

        What a kill leaves of it in the middle lies among the session's parts, and goes with them.
        """
        folder = self.parts(session_id).folder
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / "whole"
        write_whole(whole, content)
        whole.replace(self.trace(session_id))
        flush_folder(self.folder)

    def share_video(self, session_id: int, other_id: int) -> None:
        """Give another session the same video, if there is one; whichever is deleted, the other still has it."""
        video, other = self.video(session_id), self.video(other_id)
        if not video.exists():
            return
        try:
            other.hardlink_to(video)
        except OSError:  # a file system that has no links
            shutil.copyfile(video, other)

    def belongings(self, session_id: int) -> list[Path]:
        """The files of a session."""
        return [path for path in (self.trace(session_id), self.video(session_id)) if path.exists()]

    def remove(self, session_id: int) -> None:
        """Leave nothing of a session beside the store. Raises OSError if it cannot be removed."""
        for path in self.belongings(session_id):
            path.unlink()
        self.parts(session_id).remove()

    def remove_parts(self, session_id: int) -> None:
        """Leave nothing of the parts of a session that has ended; what cannot be removed now goes with the session."""
        with suppress(OSError):  # another program that looks whether it is running may be holding the lock
            self.parts(session_id).remove()

    def store_files(self) -> list[Path]:
        """The store's own file, and those that SQLite puts beside it."""
        return [path for path in self.store.parent.glob(f"{self.store.name}*") if path.is_file()]

    def traces(self) -> list[Path]:
        """The traces of all sessions, and the parts of those that have not ended."""
        return [*self.folder.rglob("*.npz")]

    def videos(self) -> list[Path]:
        """Those of all sessions."""
        return [*self.folder.glob("*.mp4")]
