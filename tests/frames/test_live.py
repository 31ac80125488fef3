from __future__ import annotations

import math
import threading
import time
from collections.abc import Generator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.errors import SourceError
from fitcount.frames.live import Live
from fitcount.types import Frame

PICTURE = np.zeros((48, 64, 3), np.uint8)
WAIT_S = 5.0


def frame(index: int) -> Frame:
    return Frame(index, index / 30, PICTURE)


class Script:
    """A capture that tests lead by the hand: it goes on past frame n when released n times."""

    def __init__(self, count: int, error: Exception | None = None) -> None:
        self.go = threading.Semaphore(0)
        self.offered = threading.Semaphore(0)
        self.closed = threading.Event()
        self._count = count
        self._error = error

    def frames(self) -> Generator[Frame, None, None]:
        try:
            for index in range(self._count):
                yield frame(index)
                self.offered.release()
                assert self.go.acquire(timeout=WAIT_S)
            if self._error is not None:
                raise self._error
        finally:
            self.closed.set()

    def advance(self, frames: int) -> None:
        """Let the capture put so many more frames."""
        for _ in range(frames):
            assert self.offered.acquire(timeout=WAIT_S)
            self.go.release()


def live(script: Script, timeout_s: float = WAIT_S) -> Live:
    return Live("camera", math.nan, script.frames(), timeout_s)


def end(source: Live) -> None:
    """Wait for the capture to run out."""
    source._thread.join(WAIT_S)


def test_the_newest_frame_wins_and_the_others_are_counted() -> None:
    script = Script(5)
    with live(script) as source:
        script.advance(5)
        end(source)
        assert [taken.index for taken in source] == [4]
        assert source.dropped == 4


def test_a_reader_that_keeps_up_gets_every_frame() -> None:
    script = Script(4)
    with live(script) as source:
        taken = []
        for picture in source:
            taken.append(picture.index)
            script.advance(1)
        assert taken == [0, 1, 2, 3]
        assert source.dropped == 0


def test_what_is_known_when_it_opens() -> None:
    script = Script(1)
    with live(script) as source:
        script.advance(1)
        info = source.info
        assert (info.name, info.width, info.height, info.live) == ("camera", 64, 48, True)
        assert (info.frames, info.duration_s) == (None, None)


def test_an_error_of_the_capture_reaches_the_reader_after_the_last_frame() -> None:
    script = Script(2, SourceError("unplugged"))
    with live(script) as source:
        script.advance(2)
        end(source)
        frames = iter(source)
        assert next(frames).index == 1
        with pytest.raises(SourceError, match="unplugged"):
            next(frames)


def test_an_error_before_the_first_frame_is_raised_at_opening() -> None:
    with pytest.raises(SourceError, match="broken"):
        live(Script(0, SourceError("broken")))


def test_a_source_that_ends_before_its_first_frame_is_an_error() -> None:
    with pytest.raises(SourceError, match="ended before its first picture"):
        live(Script(0))


def test_silence_is_an_error_not_a_wait_for_ever() -> None:
    script = Script(2)
    with live(script, timeout_s=0.1) as source:
        frames = iter(source)
        next(frames)
        with pytest.raises(SourceError, match=r"camera has sent no picture for 0.1 s"):
            next(frames)
        script.go.release(2)


def test_closing_stops_the_capture() -> None:
    script = Script(1000)
    source = live(script)
    script.go.release(1000)
    source.close()
    assert script.closed.is_set()
    assert list(source) == []


def test_closing_does_not_wait_for_a_capture_that_is_stuck() -> None:
    script = Script(2)
    source = live(script)
    started = time.monotonic()
    source.close()
    assert time.monotonic() - started < 2.0
    assert not script.closed.is_set()
    script.go.release()  # the driver comes back
    assert script.closed.wait(WAIT_S)


def test_closing_wakes_a_reader_that_waits() -> None:
    script = Script(2)
    source = live(script)
    frames = iter(source)
    next(frames)
    threading.Timer(0.05, source.close).start()
    assert list(frames) == []
    script.go.release()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=10))
def test_time_never_goes_back_and_no_frame_is_lost_uncounted(bursts: list[int]) -> None:
    script = Script(sum(bursts))
    taken = []
    with live(script) as source:
        frames = iter(source)
        for burst in bursts:
            script.advance(burst)
            taken += [picture.t_s for picture in [next(frames, None)] if picture]
        taken += [picture.t_s for picture in frames]
    assert all(a < b for a, b in pairwise(taken))
    assert len(taken) + source.dropped == sum(bursts)
    assert taken[-1] == pytest.approx((sum(bursts) - 1) / 30)
