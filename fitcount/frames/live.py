"""A source that does not wait for its reader: the newest frame wins."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from threading import Condition, Thread

from fitcount.errors import SourceError
from fitcount.frames.closing import Closing
from fitcount.types import Frame, Outage, SourceInfo

_JOIN_S = 1.0
"""How long close() waits for a capture that is stuck in its driver before leaving it behind."""


def silent(name: str, timeout_s: float) -> SourceError:
    """The error of a source that stopped sending."""
    return SourceError(f"{name} has sent no picture for {timeout_s:g} s: check that it is running and connected")


class Live(Closing):
    """A camera or stream, captured in a thread of its own.

    `frames` runs, and is closed, in that thread; what it raises, the reader gets after the last frame.
    """

    def __init__(self, name: str, fps: float, frames: Generator[Frame, None, None], timeout_s: float = 5.0) -> None:
        """Wait for the first frame; SourceError if none comes within `timeout_s`. `fps`: NaN if unknown."""
        self.warnings: list[str] = []
        self.dropped = 0
        self._name = name
        self._timeout_s = timeout_s
        self._changed = Condition()
        self._newest: Frame | None = None
        self._error: Exception | None = None
        self._over = False
        self._thread = Thread(target=self._capture, args=(frames,), name=f"capture {name}", daemon=True)
        self._thread.start()
        self.info = self._describe(fps)

    def __iter__(self) -> Iterator[Frame]:
        while (frame := self._take()) is not None:
            yield frame

    def moments(self) -> Iterator[Frame | Outage]:
        """Its frames."""
        return iter(self)

    def close(self) -> None:
        """Stop capturing; the iteration is over. A capture that is stuck ends by itself, later."""
        with self._changed:
            self._end(None)
            self._newest = self._error = None
        self._thread.join(_JOIN_S)

    def _capture(self, frames: Generator[Frame, None, None]) -> None:
        try:
            for frame in frames:
                if not self._put(frame):
                    break
        except Exception as error:  # whatever it is, it belongs to the reader
            self._end(error)
        finally:
            frames.close()
            self._end(None)

    def _end(self, error: Exception | None) -> None:
        with self._changed:
            if not self._over:
                self._over, self._error = True, error
            self._changed.notify_all()

    def _put(self, frame: Frame) -> bool:
        """Offer a frame in place of one that nobody took; False once the reader is gone."""
        with self._changed:
            if self._over:
                return False
            self.dropped += self._newest is not None
            self._newest = frame
            self._changed.notify_all()
            return True

    def _take(self) -> Frame | None:
        """The newest frame that was not taken yet; None at the end."""
        with self._changed:
            self._wait()
            frame, self._newest = self._newest, None
            return frame

    def _wait(self) -> None:
        """Until there is a frame or there will be none; raises the error of the capture."""
        if not self._changed.wait_for(lambda: self._over or self._newest is not None, self._timeout_s):
            raise silent(self._name, self._timeout_s)
        if self._newest is None and self._error is not None:
            raise self._error

    def _describe(self, fps: float) -> SourceInfo:
        """The first frame tells the size; it stays where it is, for the reader to take."""
        try:
            with self._changed:
                self._wait()
                first = self._newest
        except Exception:
            self.close()
            raise
        if first is None:
            raise SourceError(f"{self._name} ended before its first picture: check that it is running")
        height, width, _ = first.image_rgb.shape
        return SourceInfo(self._name, width, height, fps, None, None, live=True)
