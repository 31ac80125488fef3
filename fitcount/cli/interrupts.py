"""Ctrl-C ends a run once; whoever presses it again, while files are written, does not lose them."""

from __future__ import annotations

import signal
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Never, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """While it is entered, the first Ctrl-C or SIGTERM raises KeyboardInterrupt, and further ones do nothing."""

    def __init__(self) -> None:
        self._before = [signal.getsignal(number) for number in SIGNALS]
        # Python lets no other thread handle signals, so there is nothing to do there.
        self._here = current_thread() is main_thread()

    def __enter__(self) -> Self:
        if self._here:
            for number in SIGNALS:
                signal.signal(number, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._here:
            for number, handler in zip(SIGNALS, self._before, strict=True):
                signal.signal(number, handler)

    def hold(self) -> None:
        """From now on nothing interrupts: what was counted is being written."""
        if self._here:
            for number in SIGNALS:
                signal.signal(number, signal.SIG_IGN)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> Never:
        self.hold()
        raise KeyboardInterrupt
