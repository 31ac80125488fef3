"""How fast a run goes."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import pytest

from fitcount.frames.recorded import Recorded
from fitcount.pipeline.pace import Pace
from fitcount.pose.tracker import Tracked
from fitcount.types import Frame, Progress, SourceInfo

PICTURE = np.zeros((48, 64, 3), np.uint8)
INFO = SourceInfo("camera 0", 64, 48, 30.0, None, None, live=True)
NOBODY = Tracked((None,), (None,), 2.0, 5.0)


def nothing_more() -> Generator[Frame, None, None]:
    yield from ()


class Run:
    """Thirty frames a second."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self._frames = 0
        self.pace = Pace(Recorded(INFO, Frame(0, 0.0, PICTURE), nothing_more(), []), lambda: self.now_s)

    def frames(self, number: int) -> Progress:
        for _ in range(number):
            self.now_s += 1 / 30
            progress = self.pace.tick(Frame(self._frames, self._frames / 30, PICTURE), NOBODY)
            self._frames += 1
        return progress

    def outage(self, seconds: int) -> None:
        for _ in range(4 * seconds):
            self.now_s += 0.25
            self.pace.wait()


def test_as_many_frames_a_second_as_there_were() -> None:
    progress = Run().frames(90)
    assert progress.fps == pytest.approx(30.0)
    assert (progress.frame, progress.inference_ms) == (90, 7.0)


def test_an_outage_is_no_slow_frame() -> None:
    run = Run()
    run.frames(10)
    run.outage(60)
    assert run.frames(1).fps == pytest.approx(30.0)
    assert run.pace.timing().frame_p95 == pytest.approx(1e3 / 30)
