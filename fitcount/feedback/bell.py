"""The terminal's bell: the last way to be heard, where there is no player."""

from __future__ import annotations

import threading
from typing import BinaryIO

from fitcount.feedback.tones import Sound

APART_S = 0.2
"""Between two strokes; closer ones are heard as one."""


class Bell:
    """Rings once for each tone of a sound, which is all that tells one from another here."""

    name = "the terminal's bell"

    def __init__(self, terminal: BinaryIO) -> None:
        """`terminal`: the buffer of the stream that the dashboard is written to: neither breaks into the other."""
        self._terminal = terminal
        self._silenced = threading.Event()

    def play(self, sound: Sound) -> None:
        """Ring it."""
        for _ in range(sound.strokes):
            if self._silenced.is_set():
                return
            self._terminal.write(b"\a")
            self._terminal.flush()
            self._silenced.wait(APART_S)

    def stop(self) -> None:
        """A sound is over in a moment."""

    def close(self) -> None:
        """Ring no more."""
        self._silenced.set()
