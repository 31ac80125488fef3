"""Programs of the system that play or speak: one run for each thing to be heard, nothing to install."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from fitcount.feedback.device import DeviceError
from fitcount.feedback.tones import Sound

SLACK_S = 2.0
"""So much longer than what it plays a program may take: a loudspeaker that sleeps takes a second to wake."""
WORDS_S = 8.0
"""No word of ours takes longer to be said."""
KILLED_S = 1.0
"""A process that is killed is gone at once, but for one that waits for its hardware."""


class Program:
    """A program that is run once for each thing to be heard."""

    def __init__(self, *command: str) -> None:
        """`command`: what to run, but for its last argument."""
        self.name = Path(command[0]).stem
        self._command = command
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, argument: str, most_s: float) -> None:
        """Run it to its end, or until it is stopped; raises DeviceError if it fails or takes longer than `most_s`."""
        # A file, not a pipe: a server that the program leaves behind may keep it open for ever.
        with tempfile.TemporaryFile() as complaints:
            process = self._start(argument, complaints)
            if process is None:
                return
            try:
                code = process.wait(most_s)
            except subprocess.TimeoutExpired:
                _kill(process)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(KILLED_S)
                raise DeviceError(f"{self.name} did not come to an end within {most_s:.1f} s") from None
            finally:
                stopped = self._forget(process)
            if code != 0 and not stopped:
                complaints.seek(0)
                raise DeviceError(f"{self.name} failed{_last_line(complaints.read())}")

    def stop(self) -> None:
        """End what is running."""
        with self._lock:
            for process in self._running:
                _kill(process)
            self._running.clear()

    def close(self) -> None:
        """End what is running, and start nothing more."""
        self._closed = True
        self.stop()

    def _start(self, argument: str, complaints: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                return None
            try:
                process = subprocess.Popen(
                    [*self._command, argument],
                    # It must not read the keys that are meant for us.
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    # Ctrl-C is for us; and whatever it starts is ended with it.
                    start_new_session=True,
                )
            except OSError as error:
                raise DeviceError(f"{self.name} does not start ({error.strerror})") from error
            self._running.add(process)
            return process

    def _forget(self, process: subprocess.Popen[bytes]) -> bool:
        """It has ended: whether that was because it was stopped."""
        with self._lock:
            stopped = process not in self._running
            self._running.discard(process)
            return stopped


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End it and what it has started, without waiting for it."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):  # it has ended meanwhile
            os.killpg(process.pid, signal.SIGKILL)


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").splitlines()
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f": {last}" if last else ""


class PlayingProgram(Program):
    """Plays a WAV file, whose path is its last argument."""

    def play(self, sound: Sound) -> None:
        """Play a sound to its end."""
        with tempfile.NamedTemporaryFile(prefix="fitcount-", suffix=".wav") as file:
            file.write(sound.wav)
            file.flush()
            self.run(file.name, sound.seconds + SLACK_S)


class SpeakingProgram(Program):
    """Speaks the text that is its last argument."""

    def play(self, words: str) -> None:
        """Say something to its end."""
        self.run(words, WORDS_S)
