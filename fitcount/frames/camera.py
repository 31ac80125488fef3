"""Cameras of this computer, through OpenCV."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Generator
from typing import Any, Protocol

import cv2
import numpy as np

from fitcount.errors import SourceError
from fitcount.frames.live import Live
from fitcount.types import Frame

BACKENDS = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}
"""What OpenCV takes cameras from: each numbers them in its own way, and has to be the one that they are listed by."""

MOST_DAMAGED = 30
"""Pictures in a row that cannot be decoded: the first JPEGs of a camera, or one now and then, are no reason to give it
up; a second of them is."""


class Device(Protocol):
    """What is used of cv2.VideoCapture."""

    def isOpened(self) -> bool: ...  # noqa: D102, N802  OpenCV's name

    def grab(self) -> bool:
        """Wait for a picture."""

    def retrieve(self) -> tuple[bool, Any]:
        """The picture that was grabbed: (height, width, 3) BGR."""

    def get(self, prop: int, /) -> float: ...  # noqa: D102

    def set(self, prop: int, value: float, /) -> bool: ...  # noqa: D102

    def release(self) -> None: ...  # noqa: D102


def system_camera(index: int) -> Device:
    """The camera with that index; OpenCV's warnings about those that are not there stay off stderr."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2.VideoCapture(index, BACKENDS.get(sys.platform, cv2.CAP_ANY))


class NoCameraError(SourceError):
    """There is no such camera, or it cannot be had."""


def open_camera(index: int, device: Callable[[int], Device], timeout_s: float, reconnect_s: float = 0.0) -> Live:
    """A live source; SourceError if the camera is not there or sends nothing within `timeout_s`.

    One that is unplugged is waited for until it has been away for `reconnect_s`.
    """
    camera = device(index)
    if not camera.isOpened():
        camera.release()
        raise NoCameraError(f"no camera {index}, or another program uses it: `fitcount cameras` lists them")

    def again() -> Generator[Frame, None, None]:
        camera = device(index)
        if not camera.isOpened():
            camera.release()
            raise SourceError(f"camera {index} is not there: plug it in again, or close the program that uses it")
        yield from _capture(index, camera)

    fps = camera.get(cv2.CAP_PROP_FPS)
    fps = fps if fps > 0 else math.nan
    return Live(f"camera {index}", fps, _capture(index, camera), timeout_s, again=again, reconnect_s=reconnect_s)


def _capture(index: int, camera: Device) -> Generator[Frame, None, None]:
    """Frames stamped with the time they came; decode_ms leaves out the wait for the camera."""
    start_s: float | None = None
    number = damaged = 0
    try:
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # drivers queue four pictures: old ones, to a slow reader
        while camera.grab():
            now_s, started = time.monotonic(), time.perf_counter()
            start_s = now_s if start_s is None else start_s
            ok, bgr = camera.retrieve()
            if not ok:
                damaged += 1
                if damaged > MOST_DAMAGED:
                    break
                continue
            damaged = 0
            rgb = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)
            yield Frame(number, now_s - start_s, rgb, 1e3 * (time.perf_counter() - started), now_s)
            number += 1
        raise SourceError(f"camera {index} stopped sending pictures: plug it in again, or check its cable")
    finally:
        camera.release()
