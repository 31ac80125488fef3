"""A source that does not wait for its reader: the newest frame wins.

One that breaks is connected again, and goes on where it would be by then: the time of its frames includes the gap.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from threading import Condition, Thread

from fitcount.errors import SourceError
from fitcount.fit import fitted
from fitcount.frames.closing import Closing
from fitcount.frames.gaps import Gaps
from fitcount.types import Frame, Outage, SourceInfo

Captures = Generator[Frame, None, None]
"""Frames of one connection, their index and time from 0. It ends where the source is over, and raises SourceError where
it broke; what that says is for the person: what is wrong, and what to do."""

PATIENCE_S = 1.0
PATIENCE_FRAMES = 3.0
"""Without a picture for longer than both of these, something is wrong."""
TELL_S = 0.25
"""How often that is told."""

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 1.0
"""Before the first try to connect again, and at most: each pause is twice as long as the last."""

_JOIN_S = 1.0
_JOIN_SILENT_S = 0.2
"""How long close() waits for the capture to release its device before leaving it behind; and for one that was silent,
which is likely to be stuck in its driver, or in the network."""


def silent(name: str, silent_s: float) -> SourceError:
    """The error of a source that stopped sending."""
    return SourceError(f"{name} has sent no picture for {silent_s:g} s: check that it is running and connected")


class Live(Closing):
    """A camera or stream, captured in a thread of its own.

    `frames` runs, and is closed, in that thread; what it raises, the reader gets after the last frame. Every picture
    has the size that `info` says: one of another size, as a stream may change it, is fitted in.
    """

    def __init__(
        self,
        name: str,
        fps: float,
        frames: Captures,
        timeout_s: float = 5.0,
        *,
        again: Callable[[], Captures] | None = None,
        reconnect_s: float = 0.0,
        short_name: str = "",
    ) -> None:
        """Wait for the first frame; SourceError if none comes within `timeout_s`. `fps`: NaN if unknown.

        When it breaks, it is connected `again` for `reconnect_s`. What sends nothing is waited for until it is
        `timeout_s` late even if it is not to be connected again. `short_name` is for outages, which have one line.
        """
        self.dropped = 0
        self._name = name
        self._short_name = short_name or name
        self._timeout_s = timeout_s
        self._reconnect_s = reconnect_s if again else 0.0
        self._again = again
        self._patience_s = max(PATIENCE_S, PATIENCE_FRAMES / fps) if fps > 0 else PATIENCE_S
        self._pause_s = FIRST_PAUSE_S
        self._changed = Condition()
        self._newest: Frame | None = None
        self._last: Frame | None = None
        """That was captured, taken or not."""
        self._broken = ""
        """Why there is no connection at the moment."""
        self._gaps = Gaps()
        self._error: Exception | None = None
        self._over = False
        self._thread = Thread(target=self._capture, args=(frames,), name=f"capture {name}", daemon=True)
        self._thread.start()
        self.info = self._describe(fps)

    @property
    def warnings(self) -> list[str]:
        """How long there was no picture."""
        return self._gaps.warnings()

    def __iter__(self) -> Iterator[Frame]:
        return (moment for moment in self.moments() if isinstance(moment, Frame))

    def moments(self) -> Iterator[Frame | Outage]:
        """Its frames, and outages while there is none."""
        while (moment := self._next()) is not None:
            yield moment

    def close(self) -> None:
        """Stop capturing; the iteration is over. A capture that is stuck ends by itself, later."""
        with self._changed:
            silent = self._silent_s() > self._patience_s
            self._end(None)
            self._newest = self._error = None
        self._thread.join(_JOIN_SILENT_S if silent else _JOIN_S)

    def _capture(self, frames: Captures | None) -> None:
        try:
            while frames is not None:
                frames = self._run(frames)
        except Exception as error:  # whatever it is, it belongs to the reader
            self._end(error)
        finally:
            self._end(None)

    def _run(self, frames: Captures) -> Captures | None:
        """Capture one connection to its end, and give the next one; None if there is to be none."""
        join: Callable[[Frame], Frame] | None = None
        try:
            with closing(frames):
                for frame in frames:
                    join = join or self._joint(frame)
                    if not self._put(join(frame)):
                        return None
        except SourceError as error:
            if self._again is None or not self._reconnect_s or self._last is None:
                raise
            return self._again() if self._wait_to_retry(str(error)) else None
        return None

    def _joint(self, first: Frame) -> Callable[[Frame], Frame]:
        """What makes the frames of a connection follow those of the last one, `first` being the first of them."""
        last = self._last
        if last is None:
            return lambda frame: replace(frame, captured_s=_captured_s(frame))
        index = last.index + 1 - first.index
        shift_s = last.t_s + _captured_s(first) - last.captured_s - first.t_s
        return lambda frame: replace(
            frame, index=frame.index + index, t_s=frame.t_s + shift_s, captured_s=_captured_s(frame)
        )

    def _wait_to_retry(self, why: str) -> bool:
        """False once the reader is gone."""
        with self._changed:
            self._broken = why
            self._changed.wait_for(lambda: self._over, self._pause_s)
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)
            return not self._over

    def _end(self, error: Exception | None) -> None:
        with self._changed:
            if not self._over:
                self._over, self._error = True, error
            self._changed.notify_all()

    def _put(self, frame: Frame) -> bool:
        """Offer a frame in place of one that nobody took; False once the reader is gone."""
        if self._last is not None:
            height, width, _ = self._last.image_rgb.shape
            frame = replace(frame, image_rgb=fitted(frame.image_rgb, width, height))
        with self._changed:
            if self._over:
                return False
            if self._last is not None and (took_s := frame.captured_s - self._last.captured_s) > self._patience_s:
                self._gaps.add(self._last.t_s, took_s)
            self.dropped += self._newest is not None
            self._newest = self._last = frame
            self._broken, self._pause_s = "", FIRST_PAUSE_S
            self._changed.notify_all()
            return True

    def _next(self) -> Frame | Outage | None:
        """The newest frame that was not taken yet, or an outage if there is none; None at the end."""
        with self._changed:
            self._wait(min(max(self._patience_s - self._silent_s(), TELL_S), self._limit_s()))
            if self._newest is None and not self._over and self._silent_s() >= self._limit_s():
                raise silent(self._name, self._limit_s())
            if self._newest is None and not self._over:
                return self._outage()
            frame, self._newest = self._newest, None
            return frame

    def _wait(self, longest_s: float) -> None:
        """Until there is a frame, or there will be none; raises the error of the capture."""
        end_s = time.monotonic() + longest_s
        while self._newest is None and not self._over and (left_s := end_s - time.monotonic()) > 0:
            self._changed.wait(min(left_s, TELL_S))  # not longer: on Windows, Ctrl-C comes in between only
        if self._newest is None and self._error is not None:
            raise self._error

    def _limit_s(self) -> float:
        """How long there may be no picture. One that only sends nothing is not given up before it would be without."""
        return self._reconnect_s if self._broken else max(self._timeout_s, self._reconnect_s)

    def _silent_s(self) -> float:
        """Since when there was no picture."""
        return time.monotonic() - self._last.captured_s if self._last is not None else math.inf

    def _outage(self) -> Outage:
        assert self._last is not None
        why = self._broken or f"{self._short_name} sends no picture: check that it is running and connected"
        return Outage(self._last.t_s + self._silent_s(), self._last.t_s, why)

    def _describe(self, fps: float) -> SourceInfo:
        """The first frame tells the size; it stays where it is, for the reader to take."""
        try:
            with self._changed:
                self._wait(self._timeout_s)
                first, over = self._newest, self._over
        except Exception:
            self.close()
            raise
        if first is None:
            self.close()
            if not over:
                raise silent(self._name, self._timeout_s)
            raise SourceError(f"{self._name} ended before its first picture: check that it is running")
        height, width, _ = first.image_rgb.shape
        return SourceInfo(self._name, width, height, fps, None, None, live=True)


def _captured_s(frame: Frame) -> float:
    return time.monotonic() if math.isnan(frame.captured_s) else frame.captured_s
