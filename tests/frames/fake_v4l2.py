"""A Linux computer's cameras, as far as listing them can tell: the kernel's answers, and its files.

The structures are written out again, from <linux/videodev2.h>, so that a wrong offset in the program is seen.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

U32 = ctypes.c_uint32


class Capability(ctypes.Structure):
    _fields_ = (
        ("driver", ctypes.c_char * 16), ("card", ctypes.c_char * 32), ("bus_info", ctypes.c_char * 32),
        ("version", U32), ("capabilities", U32), ("device_caps", U32), ("reserved", U32 * 3),
    )  # fmt: skip


class Format(ctypes.Structure):
    _fields_ = (
        ("index", U32), ("type", U32), ("flags", U32), ("description", ctypes.c_char * 32),
        ("pixelformat", U32), ("mbus_code", U32), ("reserved", U32 * 3),
    )  # fmt: skip


class Size(ctypes.Structure):
    _fields_ = (("index", U32), ("pixel_format", U32), ("type", U32), ("union", U32 * 6), ("reserved", U32 * 2))


class Interval(ctypes.Structure):
    _fields_ = (
        ("index", U32), ("pixel_format", U32), ("width", U32), ("height", U32),
        ("type", U32), ("union", U32 * 6), ("reserved", U32 * 2),
    )  # fmt: skip


class Buffers(ctypes.Structure):
    _fields_ = (("count", U32), ("type", U32), ("memory", U32), ("capabilities", U32), ("flags", U32))


CAPTURE, CAPTURE_PLANES, OUTPUT, METADATA, TELLS_NODE = 0x1, 0x1000, 0x2, 0x800000, 0x80000000
DISCRETE, CONTINUOUS, STEPWISE = 1, 2, 3

Sizes = Mapping[tuple[int, int], tuple[int, ...]]
"""Width and height to the rates."""


@dataclass
class Range:
    """Any size from the least to the most, at any of these rates."""

    least: tuple[int, int]
    most: tuple[int, int]
    step: int
    slowest: int
    fastest: int


@dataclass
class Node:
    """/dev/videoN."""

    name: str = "HD Webcam"
    formats: Mapping[str, Sizes | Range] = field(default_factory=dict)
    able: int = CAPTURE
    index: int = 0
    """Of the device's nodes."""
    streams: bool = False
    """To another program."""
    opening: int = 0
    """Error number of opening it."""
    endless: bool = False
    """Never says that a list is over."""

    def ask(self, request: int, answer: bytearray) -> None:
        form, reply = _REQUESTS[request]
        assert len(answer) == ctypes.sizeof(form) == request >> 16 & 0x3FFF, "the request's number has the size in it"
        reply(self, form.from_buffer(answer))

    def _capability(self, asked: Any) -> None:
        asked.card = self.name.encode()[:31]
        asked.capabilities, asked.device_caps = CAPTURE | METADATA | TELLS_NODE, self.able

    def _format(self, asked: Any) -> None:
        expected = 9 if self.able & CAPTURE_PLANES else 1
        if asked.type != expected:
            raise OSError(errno.EINVAL, "Invalid argument")
        asked.pixelformat = _number(self._nth(list(self.formats), asked.index))

    def _size(self, asked: Any) -> None:
        sizes = self.formats[_fourcc(asked.pixel_format)]
        if isinstance(sizes, Range):
            if asked.index:
                raise OSError(errno.EINVAL, "Invalid argument")
            (width, height), (most_width, most_height) = sizes.least, sizes.most
            asked.type = STEPWISE
            asked.union[:] = width, most_width, sizes.step, height, most_height, sizes.step
        else:
            asked.type, asked.union[:2] = DISCRETE, self._nth(list(sizes), asked.index)

    def _interval(self, asked: Any) -> None:
        sizes = self.formats[_fourcc(asked.pixel_format)]
        if isinstance(sizes, Range):
            asked.type, asked.union[:4] = CONTINUOUS, (1, sizes.fastest, 1, sizes.slowest)
        else:
            rate = self._nth(sizes[asked.width, asked.height], asked.index)
            asked.type, asked.union[:2] = DISCRETE, (1, rate)

    def _buffers(self, asked: Any) -> None:
        assert asked.count == 0, "buffers would be taken"
        if self.streams:
            raise OSError(errno.EBUSY, "Device or resource busy")

    def _nth(self, of: Any, index: int) -> Any:
        if self.endless:
            return of[0]
        if index >= len(of):
            raise OSError(errno.EINVAL, "Invalid argument")
        return of[index]


def _number(fourcc: str) -> int:
    return int.from_bytes(fourcc.encode(), "little")


def _fourcc(number: int) -> str:
    return number.to_bytes(4, "little").decode()


_REQUESTS: dict[int, tuple[type[ctypes.Structure], Callable[[Node, Any], None]]] = {
    0x80685600: (Capability, Node._capability),
    0xC0405602: (Format, Node._format),
    0xC02C564A: (Size, Node._size),
    0xC034564B: (Interval, Node._interval),
    0xC0145608: (Buffers, Node._buffers),
}


class Computer:
    """Its /dev and /sys/class/video4linux lie in a folder."""

    def __init__(self, folder: Path, nodes: Mapping[int, Node]) -> None:
        self.devices, self.sysfs = folder / "dev", folder / "sys"
        self.devices.mkdir()
        self._nodes = {f"video{number}": node for number, node in nodes.items()}
        for name, node in self._nodes.items():
            (self.devices / name).touch()
            (self.sysfs / name).mkdir(parents=True)
            (self.sysfs / name / "name").write_text(f"{node.name}\n")
            (self.sysfs / name / "index").write_text(f"{node.index}\n")

    @contextmanager
    def open(self, path: Path) -> Iterator[Callable[[int, bytearray], None]]:
        node = self._nodes[path.name]
        if node.opening:
            raise OSError(node.opening, os.strerror(node.opening))
        yield node.ask
