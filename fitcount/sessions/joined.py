"""Read the parts of a trace as one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from fitcount.sessions.trace import Arrays, TraceMeta, read_arrays
from fitcount.types import SourceInfo


def joined(paths: Sequence[Path]) -> tuple[TraceMeta, Arrays] | None:
    """The trace of all parts, one after the other; None if there is none. Raises TraceError if one is damaged."""
    parts = [read_arrays(path) for path in paths]
    if not parts:
        return None
    first, arrays = parts[0]
    whole = {
        name: values if name == "metric_names" else np.concatenate([part[name] for _, part in parts])
        for name, values in arrays.items()
    }
    return replace(first, source=_as_far(first.source, whole["t_s"].tolist())), whole


def _as_far(source: SourceInfo, t_s: Sequence[float]) -> SourceInfo:
    """The source as it would be if it had ended after these frames."""
    interval_s = (t_s[-1] - t_s[0]) / (len(t_s) - 1) if len(t_s) > 1 and t_s[-1] > t_s[0] else math.nan
    fps = source.fps if math.isfinite(source.fps) else 1.0 / interval_s
    length_s = t_s[-1] + (interval_s if math.isfinite(interval_s) else 1.0 / fps)
    return replace(source, frames=len(t_s), duration_s=length_s if math.isfinite(length_s) else t_s[-1], fps=fps)
