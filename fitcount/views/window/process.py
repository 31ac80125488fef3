"""The window's process: it takes scenes from its standard input, the newest wins, and writes which keys were pressed.

A process of its own, because macOS lets windows be drawn by a main thread only, and because drawing must not take turns
with counting.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from threading import Lock
from typing import BinaryIO, Protocol

from fitcount.types import UInt8Array
from fitcount.views.window.drawing import drawn
from fitcount.views.window.scene import Scene

READY, ERROR, KEY = "ready", "error ", "key "
"""How a line begins that the process writes."""
NO_TK = "this Python has no Tk: install python3-tk (Debian, Ubuntu), python-tk (Homebrew), or leave out --window"
NO_DISPLAY = "there is no display here: leave it out, or start fitcount on the computer with the screen"


class Screen(Protocol):
    """Where pictures are shown."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""

    def show(self, image_rgb: UInt8Array) -> None:
        """Show a picture of that size."""


class Player:
    """Shows the newest scene that has come."""

    def __init__(self, scenes: BinaryIO, screen: Screen) -> None:
        self._scenes = scenes
        self._screen = screen
        self._lock = Lock()
        self._newest: Scene | None = None
        self._last: Scene | None = None
        self._picture: UInt8Array | None = None
        self._size = 0, 0
        self.over = False
        """Whether no scene will come any more."""

    def read(self) -> None:
        """Take scenes until there are no more; in a thread of its own."""
        while True:
            try:
                scene = pickle.load(self._scenes)
            except (EOFError, OSError, pickle.UnpicklingError):  # whoever sends them is gone
                self.over = True
                return
            with self._lock:
                self._newest = scene

    def draw(self) -> None:
        """Draw, if there is a new scene or the window has another size."""
        with self._lock:
            scene, self._newest = self._newest or self._last, None
        if scene is None or (scene is self._last and self._size == self._screen.size):
            return
        self._last, self._size = scene, self._screen.size
        if scene.picture_rgb is not None:
            self._picture = scene.picture_rgb
        self._screen.show(drawn(scene, *self._size, before_rgb=self._picture))


def main() -> None:
    """Open the window, and show what comes until it is closed or nothing comes any more; arguments: title and size."""
    title, width, height = sys.argv[1:4]
    try:
        from fitcount.views.window import tk  # noqa: PLC0415  (not every Python has it)
    except ImportError:
        say(f"{ERROR}{NO_TK}")
        return
    tk.run(title, int(width), int(height))


def say(line: str) -> None:
    """Tell it to whoever has started the process."""
    with suppress(OSError):  # who is gone closes the window anyway
        print(line, flush=True)
