"""A terminal of 120x40 that nobody looks at, and clips as a camera sends them: for benchmarks of live runs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread

import cv2
import numpy as np

from fitcount.frames import open_source
from fitcount.types import UInt8Array

COLUMNS, ROWS = 120, 40
CAMERA_PX = (640, 480)


@contextlib.contextmanager
def on_terminal(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program on a terminal of its own; what it shows is read and forgotten, as fast as it comes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    reader = Thread(target=_drain, args=(ours,), daemon=True)
    reader.start()
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        os.close(ours)


def _drain(terminal: int) -> None:
    with contextlib.suppress(OSError):  # Linux, when the program has ended
        while os.read(terminal, 65536):
            pass


def jpeg(image_rgb: UInt8Array, quality: int) -> bytes:
    """A picture as a camera on the network sends it."""
    bgr = cv2.cvtColor(image_rgb, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def filmed(clip: Path, quality: int, fps: float = 30.0) -> list[bytes]:
    """A clip as a camera of 640x480 sees it: so many pictures a second, the clip in the middle."""
    width, height = CAMERA_PX
    pictures: list[bytes] = []
    with open_source(clip) as frames:
        for frame in frames:
            rows, columns, _ = frame.image_rgb.shape
            scale = min(width / columns, height / rows)
            small = cv2.resize(frame.image_rgb, (round(columns * scale), round(rows * scale)))
            across, down = width - small.shape[1], height - small.shape[0]
            edges = (down // 2, down - down // 2, across // 2, across - across // 2)
            picture = jpeg(np.asarray(cv2.copyMakeBorder(small, *edges, cv2.BORDER_CONSTANT), np.uint8), quality)
            while len(pictures) <= frame.t_s * fps:
                pictures.append(picture)
    return pictures
