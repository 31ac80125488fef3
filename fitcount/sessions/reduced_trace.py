"""A trace of only what counting starts from, rounded to what no count depends on: small enough to lie beside a file."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fitcount.sessions.trace import Trace, trace_bytes

STEPS = {"raw_image_px": 16, "raw_world_m": 2048, "raw_visibility": 64, "presence": 64}
"""Parts of a unit that are kept; powers of two, which compress."""


def reduced(trace: Trace, from_s: float = 0.0, to_s: float = math.inf, every: int = 1) -> Trace:
    """The trace with its landmarks rounded: 1/16 px, 1/2048 m, and 1/64 for all between 0 and 1.

    Of every so many frames of a part of it; a part begins at 0. It does not say what was counted.
    """
    t_s = trace.arrays["t_s"]
    rows = (t_s >= from_s) & (t_s <= to_s) & (np.arange(len(t_s)) % every == 0)
    kept = {name: _rounded(array[rows], STEPS.get(name)) for name, array in trace.arrays.items()}
    if from_s > 0.0:
        kept["t_s"] = kept["t_s"] - kept["t_s"][:1]
    # What was done by hand has its place among the rows that were.
    return Trace(replace(trace.meta, exercise="", standard="", interventions=()), kept)


def _rounded(array: NDArray[Any], parts: int | None) -> NDArray[Any]:
    return array if parts is None else (np.round(array * parts) / parts).astype(np.float32)


def to_bytes(trace: Trace) -> bytes:
    """Content of a trace file of what was read from one, and nothing else: a fifth of the size."""
    return trace_bytes(trace.meta, trace.arrays)
