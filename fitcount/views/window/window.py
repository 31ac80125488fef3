"""The view that is a window."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from threading import Condition, Thread
from types import TracebackType
from typing import IO, Self

from fitcount.errors import UsageError
from fitcount.guidance import Guidance
from fitcount.types import CounterState, Progress, SourceInfo
from fitcount.views.sighting import Sighting
from fitcount.views.window.process import ERROR, KEY, READY
from fitcount.views.window.scene import Scene, scene_of

_SEND_EVERY_S = 1 / 20
_PATIENCE_S = 1.0
"""How long closing waits for the process before it is ended."""


def app_command(source: SourceInfo) -> list[str]:
    """Starts the window's process, which finds modules where this one does."""
    program = f"import sys; sys.path[:] = {sys.path!r}; from fitcount.views.window.process import main; main()"
    return [sys.executable, "-c", program, f"fitcount: {source.name}", str(source.width), str(source.height)]


class Window:
    """Takes every frame, and hands the newest to a process that draws it: counting never waits for the window.

    The window may be closed at any time; the run goes on without it. Entering raises UsageError if it cannot be opened.
    """

    def __init__(self, source: SourceInfo, *, mirrored: bool, command: Sequence[str] = ()) -> None:
        """`mirrored`: as in a mirror. `command` starts another process than the usual one."""
        self._command = [*command] or app_command(source)
        self._mirrored = mirrored
        self._changed = Condition()
        self._newest: Scene | None = None
        self._over = False
        self._keys: list[str] = []

    def __enter__(self) -> Self:
        self._process = _started(self._command)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        said = self._process.stdout.readline().decode(errors="replace").rstrip("\r\n")
        if said != READY:
            self._process.stdin.close()
            self._end()
            self._process.stdout.close()
            raise UsageError(f"--window: {said.removeprefix(ERROR) or 'the window could not be opened: leave it out'}")
        self._threads = [
            Thread(target=self._send, args=(self._process.stdin,), name="window", daemon=True),
            Thread(target=self._listen, args=(self._process.stdout,), name="window's keys", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._threads[0].join(_PATIENCE_S)  # it closes the pipe, by which the window closes
        self._end()
        for thread in self._threads:
            thread.join()

    def show(
        self,
        state: CounterState,
        progress: Progress,  # noqa: ARG002
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,
    ) -> None:
        """Take what is known after a frame, in place of what was not sent yet."""
        scene = scene_of(state, guidance, sighting, mirrored=self._mirrored)
        with self._changed:
            self._newest = scene
            self._changed.notify_all()

    def pressed(self) -> list[str]:
        """The characters that were typed into the window since the last call."""
        with self._changed:
            keys, self._keys = self._keys, []
        return keys

    def _send(self, pipe: IO[bytes]) -> None:
        try:
            with pipe:
                while (scene := self._take()) is not None:
                    _write_all(pipe, pickle.dumps(scene, protocol=pickle.HIGHEST_PROTOCOL))
                    time.sleep(_SEND_EVERY_S)
        except OSError:  # the window was closed
            pass

    def _take(self) -> Scene | None:
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._newest is not None)
            scene, self._newest = self._newest, None
            return None if self._over else scene

    def _listen(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                said = line.decode(errors="replace").rstrip("\r\n")
                if said.startswith(KEY):
                    with self._changed:
                        self._keys.append(said.removeprefix(KEY))

    def _end(self) -> None:
        """Wait for the process, and end it if it does not end by itself."""
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl-C is for the run, which then closes the window."""
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    if sys.platform == "win32":
        apart = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, 0, stdin=pipe, stdout=pipe, stderr=nowhere, creationflags=apart)
    return subprocess.Popen(command, 0, stdin=pipe, stdout=pipe, stderr=nowhere, process_group=0)


def _write_all(pipe: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest) :]
