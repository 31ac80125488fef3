"""How a run is doing, by the wall clock: nothing that is counted depends on it."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from fitcount.frames import Source
from fitcount.pose.tracker import Tracked
from fitcount.types import Frame, Outage, Progress, SourceInfo, Timing
from fitcount.typical import Typical

USUAL_FPS = 30.0
"""Of a source that does not say, and has too few frames to tell."""
SPEED_FRAMES = 30
"""Frames over which the shown speed is averaged."""


class Pace:
    """Of one run."""

    def __init__(self, source: Source, clock: Callable[[], float] = time.perf_counter) -> None:
        self._source = source
        self._clock = clock
        self._decode, self._detect, self._estimate, self._frame = (Typical() for _ in range(4))
        self._recent_ms: deque[float] = deque(maxlen=SPEED_FRAMES)
        self._frames = 0
        self._last_s = clock()
        self._waited_s = 0.0
        """Since the last frame, for a live source to have a picture."""
        self._end_s = 0.0

    def moments(self) -> Iterator[Frame | Outage]:
        """Those of the source. Waiting for a live one is no part of what its frames take; reading a file's is."""
        asked_s = self._clock()
        for moment in self._source.moments():
            if self._source.info.live:
                self._waited_s += self._clock() - asked_s
            yield moment
            asked_s = self._clock()

    def tick(self, frame: Frame, tracked: Tracked) -> Progress:
        """A frame was counted."""
        now_s = self._clock()
        frame_ms = (now_s - self._last_s) * 1e3
        self._last_s, self._end_s = now_s, frame.t_s
        self._frames += 1
        self._recent_ms.append(frame_ms)
        self._frame.add(frame_ms - 1e3 * self._waited_s)
        self._waited_s = 0.0
        self._decode.add(frame.decode_ms)
        self._detect.add(tracked.detect_ms)
        self._estimate.add(tracked.estimate_ms)
        return Progress(
            frame=self._frames,
            t_s=frame.t_s,
            duration_s=self._source.info.duration_s,
            fps=1e3 * len(self._recent_ms) / max(sum(self._recent_ms), 1e-9),
            inference_ms=float(np.nansum([tracked.detect_ms, tracked.estimate_ms])),
            dropped=self._source.dropped,
        )

    def wait(self) -> None:
        """There is no picture: what is waited for one is no frame's time."""
        self._last_s, self._waited_s = self._clock(), 0.0

    def info(self) -> SourceInfo:
        """The source as it turned out to be."""
        info, frames = self._source.info, self._frames
        interval_s = self._end_s / (frames - 1) if frames > 1 and self._end_s > 0.0 else 1.0 / USUAL_FPS
        fps = info.fps if math.isfinite(info.fps) else 1.0 / interval_s
        return replace(info, fps=fps, frames=frames, duration_s=self._end_s + interval_s if frames else 0.0)

    def timing(self) -> Timing:
        """What a frame took, in the middle of all; of a live source, without the time in which there was none."""
        return Timing(
            decode=self._decode.median,
            detect=self._detect.median,
            estimate=self._estimate.median,
            frame=self._frame.median,
            frame_p95=self._frame.p95,
        )
