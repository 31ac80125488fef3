"""The cameras of a Linux computer, as the kernel tells them: Video4Linux 2.

Names come from sysfs, sizes and rates from the device itself by ioctl. Structures and numbers are those of
<linux/videodev2.h>, which the kernel never changes. Nothing is captured or set, so a camera that is being used by
another program is not disturbed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from fitcount.types import Camera, CameraMode

Query = Callable[[int, bytearray], None]
"""An ioctl on an open device: a request's number, and its structure, in which the answer is. Raises OSError."""
OpensDevice = Callable[[Path], AbstractContextManager[Query]]

_QUERYCAP, _ENUM_FMT, _REQBUFS = 0x80685600, 0xC0405602, 0xC0145608
_ENUM_FRAMESIZES, _ENUM_FRAMEINTERVALS = 0xC02C564A, 0xC034564B

_CAPABILITY = struct.Struct("=16s32s32sIII12x")
"""driver, card, bus, version, capabilities of the whole device, of this node."""
_FORMAT = struct.Struct("=III32s4s16x")
"""index, kind of buffer, flags, description, pixel format."""
_SIZE = struct.Struct("=I4sI6I8x")
"""index, pixel format, kind; width and height, or least, most and step of both."""
_INTERVAL = struct.Struct("=I4sIII6I8x")
"""index, pixel format, width, height, kind; seconds as a fraction, or least, most and step."""
_BUFFERS = struct.Struct("=III8x")
"""how many, kind of buffer, kind of memory."""

_TELLS_NODE = 0x8000_0000
_KINDS = {0x1: 1, 0x1000: 9}
"""Capability to the kind of its buffers: video capture, and the same in several planes."""
_DISCRETE, _IN_MEMORY = 1, 1
_INDEX_BYTES = 4
"""Of every structure that is asked for by number."""
_USUAL_SIZES = ((320, 240), (640, 480), (800, 600), (1280, 720), (1920, 1080))
"""Named of a camera that can send any size within limits."""


@contextmanager
def kernel(path: Path) -> Iterator[Query]:
    """Ioctls on the device of that path. Raises OSError if it cannot be opened."""
    device = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        yield partial(_ioctl, device)
    finally:
        os.close(device)


def _ioctl(device: int, request: int, answer: bytearray) -> None:
    fcntl.ioctl(device, request, answer)


def list_cameras(
    device: OpensDevice = kernel,
    devices: Path = Path("/dev"),
    sysfs: Path = Path("/sys/class/video4linux"),
) -> list[Camera]:
    """Every device that sends pictures, by its number. Most cameras have further ones, for metadata: left out."""
    numbers = sorted(int(number) for path in devices.glob("video*") if (number := path.name[5:]).isdecimal())
    found = (_camera(number, device, devices / f"video{number}", sysfs / f"video{number}") for number in numbers)
    return [camera for camera in found if camera is not None]


def _camera(number: int, device: OpensDevice, path: Path, about: Path) -> Camera | None:
    try:
        with device(path) as query:
            card, kinds = _capability(query)
            if not kinds:
                return None
            modes = tuple(mode for kind in kinds for mode in _modes(query, kind))
            trouble = _BUSY if _is_busy(query, kinds[0]) else ""
            return Camera(number, _line(about / "name") or card or path.name, modes, trouble)
    except OSError as error:
        # A node that cannot be asked is the camera's own only if it is its first.
        if error.errno in _GONE or _line(about / "index") not in {"", "0"}:
            return None
        return Camera(number, _line(about / "name") or path.name, trouble=_trouble(path, error))


_GONE = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO})
"""Unplugged since it was listed, or left behind without a camera."""
_BUSY = "another program uses it: close that one"


def _trouble(path: Path, error: OSError) -> str:
    if error.errno == errno.EBUSY:
        return _BUSY
    if isinstance(error, PermissionError):
        return f"{path} may not be opened by you: `sudo usermod -aG video $USER`, and log in again"
    return f"{path} cannot be opened ({error.strerror}): plug it in again"


def _line(path: Path) -> str:
    """The first line of a small file, "" if there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    except OSError:
        return ""


def _capability(query: Query) -> tuple[str, list[int]]:
    """The device's name, and the kinds of buffers in which this node sends pictures; none if it does not."""
    answer = bytearray(_CAPABILITY.size)
    query(_QUERYCAP, answer)
    _, card, _, _, whole, node = _CAPABILITY.unpack(answer)
    able = node if whole & _TELLS_NODE else whole
    return _text(card), [kind for capability, kind in _KINDS.items() if able & capability]


def _text(raw: bytes) -> str:
    return raw.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _is_busy(query: Query, kind: int) -> bool:
    """Whether another program captures: asking for no buffers changes nothing, but is refused meanwhile."""
    try:
        query(_REQBUFS, bytearray(_BUFFERS.pack(0, kind, _IN_MEMORY)))
    except OSError as error:
        return error.errno == errno.EBUSY
    return False


def _modes(query: Query, kind: int) -> Iterator[CameraMode]:
    for _, _, _, _, fourcc in _listed(query, _ENUM_FMT, _FORMAT, lambda index: (index, kind, 0, b"", b"")):
        for width, height in _sizes(query, fourcc):
            yield CameraMode(
                fourcc.decode("ascii", "replace").strip(), width, height, _rates(query, fourcc, width, height)
            )


def _sizes(query: Query, fourcc: bytes) -> Iterator[tuple[int, int]]:
    asked = _listed(query, _ENUM_FRAMESIZES, _SIZE, lambda index: (index, fourcc, 0, *(0,) * 6))
    for _, _, kind, *numbers in asked:
        if kind == _DISCRETE:
            yield numbers[0], numbers[1]
            continue
        across, down = numbers[:3], numbers[3:]
        yield from (size for size in _USUAL_SIZES if _within(size[0], across) and _within(size[1], down))
        return


def _within(value: int, limits: list[int]) -> bool:
    least, most, step = limits
    return least <= value <= most and (value - least) % max(step, 1) == 0


def _rates(query: Query, fourcc: bytes, width: int, height: int) -> tuple[float, ...]:
    """Pictures a second, the most first."""
    asked = _listed(query, _ENUM_FRAMEINTERVALS, _INTERVAL, lambda index: (index, fourcc, width, height, 0, *(0,) * 6))
    rates: set[float] = set()
    for _, _, _, _, kind, *numbers in asked:
        # Of any interval within limits the shortest and the longest are named.
        intervals = [numbers[0:2]] if kind == _DISCRETE else [numbers[0:2], numbers[2:4]]
        rates |= {round(per / seconds, 2) for seconds, per in intervals if seconds}
        if kind != _DISCRETE:
            break
    return tuple(sorted(rates, reverse=True))


def _listed(
    query: Query, request: int, form: struct.Struct, ask: Callable[[int], tuple[int | bytes, ...]]
) -> Iterator[tuple[Any, ...]]:
    """What the driver answers for 0, 1, 2 ..., until it has no more, or repeats itself."""
    last = b""
    for index in count():
        answer = bytearray(form.pack(*ask(index)))
        try:
            query(request, answer)
        except OSError:
            return
        if answer[_INDEX_BYTES:] == last:
            return
        last = bytes(answer[_INDEX_BYTES:])
        yield form.unpack(answer)
