"""Choose the estimator that a live source leaves time for."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np

from fitcount.pose.backend import Model
from fitcount.pose.estimator import SIZE_PX
from fitcount.pose.provider import CPU
from fitcount.types import SourceInfo

DEFAULT = "full"
"""For whatever can wait, like a file."""
BY_SIZE = ("lite", "full", "heavy")

MAX_SHARE = 0.6
"""Of the time between two frames that the estimator may take. The rest goes to decoding, cutting the person out,
counting and drawing, and to a processor that slows down when it gets warm."""
USUAL_FPS = 30.0
"""Of a camera that does not say."""

WARM_UP, TIMED = 2, 5
"""Runs: the first ones allocate memory; of the others the median counts, which a moment's load does not move."""


def choose_model(source: SourceInfo, latency_ms: Callable[[str], float] | None = None, *, provider: str = CPU) -> str:
    """The largest of lite, full and heavy that keeps up with a camera; lite if none does, full for a file.

    `latency_ms` says what one run of a model takes; None: it is measured here and now, in about a second, with the
    `provider`.
    """
    latency_ms = latency_ms or partial(measured_latency_ms, provider=provider)
    if not source.live:
        return DEFAULT
    fps = source.fps if math.isfinite(source.fps) and source.fps > 0.0 else USUAL_FPS
    limit_ms = MAX_SHARE * 1e3 / fps
    chosen = BY_SIZE[0]
    for name in BY_SIZE:
        if latency_ms(name) > limit_ms:
            break
        chosen = name
    return chosen


def measured_latency_ms(name: str, provider: str = CPU) -> float:
    """Median time of one run of the shipped model, on a blank picture: they take equally long for every one."""
    model, blank = Model(name, provider=provider), np.zeros((SIZE_PX, SIZE_PX, 3), np.uint8)
    times_ms = []
    for _ in range(WARM_UP + TIMED):
        start_s = time.perf_counter()
        model.run(blank)
        times_ms.append((time.perf_counter() - start_s) * 1e3)
    return median(times_ms[WARM_UP:])
