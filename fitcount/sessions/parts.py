"""The trace of a session that is being counted: a file for each stretch of frames, joined when the session ends."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Parts:
    """A folder of numbered parts. Each is itself a trace, whole or not there at all."""

    folder: Path

    def path(self, number: int) -> Path:
        """Where a part belongs: 1, 2, 3 ..."""
        return self.folder / f"{number:06d}.npz"

    def paths(self) -> list[Path]:
        """All parts in their order."""
        return sorted(self.folder.glob("*.npz"))

    def remove(self) -> None:
        """Leave nothing of it."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
