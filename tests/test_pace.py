"""How fast a run goes, by a clock that only the test moves."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import pytest

from fitcount.frames.recorded import Recorded
from fitcount.pipeline.pace import Pace
from fitcount.pose.tracker import Tracked
from fitcount.types import Frame, Progress, SourceInfo

PICTURE = np.zeros((48, 64, 3), np.uint8)
NOBODY = Tracked((None,), (None,), 2.0, 5.0)
WORK_S, INTERVAL_S = 0.008, 1 / 30


class Run:
    """Thirty frames a second, each of which takes 8 ms to count once it is there."""

    def __init__(self, *, live: bool) -> None:
        self.now_s = 100.0
        info = SourceInfo("x", 64, 48, 30.0, None, None, live=live)
        self.pace = Pace(Recorded(info, self._frame(0), self._more(), []), lambda: self.now_s)
        self._moments = self.pace.moments()

    def _frame(self, index: int) -> Frame:
        return Frame(index, index / 30, PICTURE)

    def _more(self) -> Generator[Frame, None, None]:
        index = 1
        while True:
            self.now_s += INTERVAL_S - WORK_S
            yield self._frame(index)
            index += 1

    def frames(self, number: int) -> Progress:
        for _ in range(number):
            frame = next(self._moments)
            assert isinstance(frame, Frame)
            self.now_s += WORK_S
            progress = self.pace.tick(frame, NOBODY)
        return progress

    def outage(self, seconds: int) -> None:
        for _ in range(4 * seconds):
            self.now_s += 0.25
            self.pace.wait()


@pytest.mark.parametrize("live", [True, False])
def test_as_many_frames_a_second_as_there_were(live: bool) -> None:
    run = Run(live=live)
    run.frames(60)
    progress = run.frames(30)
    assert progress.fps == pytest.approx(30.0)
    assert (progress.frame, progress.inference_ms) == (90, 7.0)


def test_a_live_frame_takes_what_counting_takes() -> None:
    run = Run(live=True)
    run.frames(90)
    assert (run.pace.timing().frame, run.pace.timing().frame_p95) == pytest.approx((8.0, 8.0))


def test_a_frame_of_a_file_takes_the_reading_of_it_too() -> None:
    run = Run(live=False)
    run.frames(90)
    assert run.pace.timing().frame == pytest.approx(1e3 / 30)


def test_an_outage_is_no_slow_frame() -> None:
    run = Run(live=True)
    run.frames(40)
    run.outage(60)
    assert run.frames(1).fps == pytest.approx(30.0)
    assert run.pace.timing().frame_p95 == pytest.approx(8.0)
