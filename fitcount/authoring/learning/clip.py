"""The keypoints that an exercise is learned from: those of a trace, or of a video."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from fitcount.evaluation.counting import keypoints
from fitcount.pipeline import Watcher
from fitcount.sessions.trace import Trace, load_trace

TRACE_SUFFIX = ".npz"


def trace_of(clip: Path, model: str, watchers: Sequence[Watcher] = ()) -> Trace:
    """The trace of a clip: read, if it is one, otherwise made.

    Raises SourceError or TraceError if it cannot be read.
    """
    if clip.suffix == TRACE_SUFFIX:
        return load_trace(clip)
    with tempfile.TemporaryDirectory() as folder:
        return keypoints(clip, model, Path(folder) / "clip.npz", watchers=watchers)
