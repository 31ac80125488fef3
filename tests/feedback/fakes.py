"""Loudspeakers that a test can look into: devices, and programs that a system might have."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from fitcount.feedback.device import DeviceError

WAIT_S = 10.0
"""Longer than anything here takes: a test that waits for it fails."""


class Recorder:
    """A device that plays whatever it is given in no time."""

    name = "recorder"

    def __init__(self) -> None:
        self.played: list[object] = []
        self.stops = 0
        self.closed = False

    def play(self, what: object) -> None:
        self.played.append(what)

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closed = True


class Hanging(Recorder):
    """A device that does not come back from the first thing it plays, until it is let go."""

    name = "hanging"

    def __init__(self) -> None:
        super().__init__()
        self.hangs = threading.Event()
        self.let_go = threading.Event()

    def play(self, what: object) -> None:
        super().play(what)
        self.hangs.set()
        self.let_go.wait()


class Stuck(Hanging):
    """One that cannot even be closed."""

    def close(self) -> None:
        self.let_go.wait()


class Broken(Recorder):
    """A device that is there and does not work."""

    name = "broken"

    def play(self, what: object) -> None:
        super().play(what)
        raise DeviceError("broken failed: no such device")


def program(folder: Path, name: str, body: str) -> str:
    """A program of the system: a Python script, with `sys` imported; gives its path."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys\n{body}\n")
    path.chmod(0o755)
    return str(path)
