"""Ctrl-Z: the terminal is given back before the program stops, and taken again when it goes on."""

from __future__ import annotations

import os
import signal
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Self

_POSSIBLE = hasattr(signal, "SIGTSTP")
"""Windows has no such thing."""


class Suspension:
    """While it is entered a Ctrl-Z is only noted: whoever shows something stops the program between two drawings.

    Where Ctrl-Z is ignored, as under a shell without job control, it still is.
    """

    def __init__(self) -> None:
        self.is_asked_for = False
        self._applies = False

    def __enter__(self) -> Self:
        self._applies = (
            _POSSIBLE and current_thread() is main_thread() and signal.getsignal(signal.SIGTSTP) == signal.SIG_DFL
        )
        if self._applies:
            signal.signal(signal.SIGTSTP, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._applies:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)

    def stop(self) -> None:
        """Stop here, until somebody has the program go on.

        The kernel lets it go on at once where nobody could, as there is no shell.
        """
        self.is_asked_for = False
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_for = True
