"""What a camera is asked for: the size and the rate of its pictures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2

from fitcount.frames.camera import Device
from fitcount.frames.cameras import ListsCameras
from fitcount.types import Camera, CameraMode, SourceInfo

USUAL_SIZE_PX, USUAL_FPS = (640, 480), 30.0
"""Unless something else is asked for. The estimator sees a person in 256 by 256 pixels; whoever fills half of this
height is seen in as many. A larger picture is later rather than better: as JPEG it takes three (720p) or five times
(1080p) as long to decode. A driver's own choice may be the largest that it has, five times a second."""

_RAW_BYTES_PER_S = 40e6
"""What USB 2 carries of uncompressed pictures."""
_RAW_BYTES_PER_PX = 2
_NEARLY = 0.9
"""Of a rate: 28.6 or 29.97 a second are meant by 30."""
_JPEG = "MJPG"
_NOT_RAW = frozenset({_JPEG, "JPEG", "H264", "HEVC", "VP80", "VP90", "MPEG"})


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """What somebody asks of a camera; None: what is usual."""

    size_px: tuple[int, int] | None = None
    """Width and height."""
    fps: float | None = None

    @property
    def names(self) -> str:
        """What is asked for: "size and rate"; "" for nothing."""
        asked = (("size", self.size_px), ("rate", self.fps))
        return " and ".join(name for name, value in asked if value is not None)

    def unmet(self, got: SourceInfo) -> str:
        """What the camera gives instead of what was asked for, in a line; "" if it is that."""
        size_px = None if self.size_px is None else (got.width, got.height)
        fps = None if self.fps is None else got.fps
        if size_px == self.size_px and _is_nearly(fps, self.fps):
            return ""
        gives, asked = _said(size_px, fps), _said(self.size_px, self.fps)
        return f"{got.name} gives {gives} instead of {asked}: `fitcount cameras` tells what it can"


def _is_nearly(fps: float | None, wanted: float | None) -> bool:
    return fps is None or wanted is None or math.isnan(fps) or _NEARLY <= fps / wanted <= 1 / _NEARLY


def _said(size_px: tuple[int, int] | None, fps: float | None) -> str:
    size = "" if size_px is None else f"{size_px[0]}x{size_px[1]}"
    rate = "" if fps is None or math.isnan(fps) else f"{fps:.4g} a second"
    return " at ".join(part for part in (size, rate) if part)


class Asking:
    """Opens cameras as `device` does, and asks for the settings each time, so that a camera that comes back has them.

    One that was plugged in again may have another number: it is known by its name then.
    """

    def __init__(self, device: Callable[[int], Device], settings: CameraSettings, listed: ListsCameras) -> None:
        self._device = device
        self._size_px = settings.size_px or USUAL_SIZE_PX
        self._fps = settings.fps or USUAL_FPS
        self._listed = listed
        self._names: dict[int, str] = {}
        """Of each camera that was opened, by the number under which it was first."""

    def __call__(self, index: int) -> Device:
        """The camera of that number; it is not open if it is not there."""
        # Listed while it is closed: it may tell nothing to a second program.
        there = {camera.index: camera for camera in self._listed()}
        number = self._number_now(index, there)
        known = there.get(number, Camera(number, ""))
        self._names.setdefault(index, known.name)
        camera = self._device(number)
        if camera.isOpened():
            self._ask(camera, known.modes)
        return camera

    def _number_now(self, index: int, there: Mapping[int, Camera]) -> int:
        name = self._names.get(index)
        if not name or (index in there and there[index].name == name):
            return index
        return next((camera.index for camera in there.values() if camera.name == name), index)

    def _ask(self, camera: Device, modes: Sequence[CameraMode]) -> None:
        width, height = self._size_px
        if _needs_jpeg(modes, width, height, self._fps):  # first: which sizes there are depends on it
            camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*_JPEG))
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        camera.set(cv2.CAP_PROP_FPS, self._fps)


def _needs_jpeg(modes: Sequence[CameraMode], width: int, height: int, fps: float) -> bool:
    """Whether the camera is too slow uncompressed, which is quicker to decode, and quicker as JPEG."""
    if not modes:
        return width * height * _RAW_BYTES_PER_PX * fps > _RAW_BYTES_PER_S
    fitting = [mode for mode in modes if (mode.width, mode.height) == (width, height)]
    raw = _fastest(mode for mode in fitting if mode.fourcc not in _NOT_RAW)
    return raw < _NEARLY * fps and _fastest(mode for mode in fitting if mode.fourcc == _JPEG) > raw


def _fastest(modes: Iterable[CameraMode]) -> float:
    """Pictures a second; 0 of none."""
    return max((fps for mode in modes for fps in mode.fps), default=0.0)
