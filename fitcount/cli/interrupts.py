"""Ctrl-C ends a run once; whoever presses it again, while files are written, does not lose them.

SIGTERM, and the SIGHUP of a terminal that is closed, do the same.
"""

from __future__ import annotations

import signal
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Never, Self

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""


class Interrupts:
    """While it is entered, the first of these signals raises KeyboardInterrupt, and further ones do nothing.

    A SIGHUP that is ignored, as under nohup, still is.
    """

    def __init__(self) -> None:
        self._before = {
            number: signal.getsignal(number)
            for number in SIGNALS
            if number in (signal.SIGINT, signal.SIGTERM) or signal.getsignal(number) != signal.SIG_IGN
        }
        # Python lets no other thread handle signals, so there is nothing to do there.
        self._here = current_thread() is main_thread()

    def __enter__(self) -> Self:
        if self._here:
            for number in self._before:
                signal.signal(number, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._here:
            for number, handler in self._before.items():
                signal.signal(number, handler)

    def hold(self) -> None:
        """From now on nothing interrupts: what was counted is being written."""
        if self._here:
            for number in self._before:
                signal.signal(number, signal.SIG_IGN)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> Never:
        self.hold()
        raise KeyboardInterrupt
