"""Programs on a terminal of their own, of which somebody closes the window, too."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

from fitcount.sessions.store import Store

PROGRAM = [sys.executable, "-m", "fitcount"]
INTO_SCREEN, OUT_OF_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
SHOW_CURSOR = "\x1b[?25h"
WAIT_S = 60.0
_OWN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
"""Makes the terminal the one of which the program is told when it is closed, as a shell's is."""


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path, *, is_told: bool = True) -> None:
        """`is_told`: whether the program gets a signal when the terminal is closed."""
        self._ours, self._theirs = pty.openpty()
        self._before = termios.tcgetattr(self._theirs)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _OWN, *command] if is_told else command,
            env=environment, cwd=folder, stdin=self._theirs, stdout=self._theirs, stderr=self._theirs,
            start_new_session=True,
        )  # fmt: skip
        self.shown = ""
        self._is_open = True

    @property
    def is_as_before(self) -> bool:
        """Whether typing is shown, and lines are waited for, as before the program was started."""
        return termios.tcgetattr(self._theirs) == self._before

    def close_window(self) -> None:
        """What was shown and is typed goes nowhere from now on."""
        self._is_open = False
        os.close(self._theirs)
        os.close(self._ours)

    def read(self) -> bool:
        """Take in what is shown; whether the program may show more."""
        ready, _, _ = select.select([self._ours], [], [], 0.1)
        if not ready:
            return self.process.poll() is None
        try:
            content = os.read(self._ours, 65536)
        except OSError:  # Linux, where the other end was closed
            return False
        self.shown += content.decode("utf-8", "replace")
        return bool(content)

    def write(self, typed: str) -> None:
        os.write(self._ours, typed.encode())

    def read_until(self, *shown: str) -> None:
        self._read_until(lambda: all(words in self.shown for words in shown))

    def read_until_kept(self, store: Path, reps: int) -> None:
        """Until the only session has so many."""
        self._read_until(lambda: store.exists() and [entry.count for entry in Store(store).entries()] == [reps])

    def _read_until(self, is_so: Callable[[], bool]) -> None:
        end_s = time.monotonic() + WAIT_S
        while not is_so():
            assert self.read(), f"ended with {self.process.poll()}, after showing {self.shown!r}"
            assert time.monotonic() < end_s, f"waited in vain, after it showed {self.shown!r}"

    def end(self) -> int:
        while self.read():
            pass
        return self.process.wait(WAIT_S)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._is_open:
            self.close_window()
