"""The trace of a session that is being counted: a file for each stretch of frames, joined when the session ends.

A part is itself a trace, whole or not there at all. It is not compressed, as it is written between two frames.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fitcount.sessions.trace import Arrays, TraceMeta, read_arrays
from fitcount.types import SourceInfo


@dataclass(frozen=True, slots=True)
class Parts:
    """A folder of numbered parts."""

    folder: Path

    def path(self, number: int) -> Path:
        """Where a part belongs: 1, 2, 3 ..."""
        return self.folder / f"{number:06d}.npz"

    def read(self) -> tuple[TraceMeta, Arrays] | None:
        """All parts as one; None if there is none. Raises TraceError if one is damaged."""
        parts = list(self._each())
        if not parts:
            return None
        first, arrays = parts[0]
        joined = {
            name: values if name == "metric_names" else np.concatenate([part[name] for _, part in parts])
            for name, values in arrays.items()
        }
        return replace(first, source=_as_far(first.source, joined["t_s"].tolist())), joined

    def remove(self) -> None:
        """Leave nothing of it."""
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def _each(self) -> Iterator[tuple[TraceMeta, Arrays]]:
        for path in sorted(self.folder.glob("*.npz")):
            yield read_arrays(path)


def _as_far(source: SourceInfo, t_s: Sequence[float]) -> SourceInfo:
    """The source as it would be if it had ended after these frames."""
    interval_s = (t_s[-1] - t_s[0]) / (len(t_s) - 1) if len(t_s) > 1 and t_s[-1] > t_s[0] else math.nan
    fps = source.fps if math.isfinite(source.fps) else 1.0 / interval_s
    length_s = t_s[-1] + (interval_s if math.isfinite(interval_s) else 1.0 / fps)
    return replace(source, frames=len(t_s), duration_s=length_s if math.isfinite(length_s) else t_s[-1], fps=fps)
