"""What a source is, and which kind opens what."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from fitcount.errors import SourceError, UsageError
from fitcount.frames.camera import Device, open_camera, system_camera
from fitcount.frames.pictures import PICTURE_SUFFIXES, open_folder, open_picture
from fitcount.frames.stream import open_stream
from fitcount.frames.video import open_video
from fitcount.types import Frame, Outage, SourceInfo

MIN_SIDE_PX = 32
"""Nobody can be seen in a picture that is smaller."""

SCHEMES = frozenset({"http", "https", "rtsp", "rtsps", "rtmp", "rtmps", "udp"})
"""What makes a source a URL. Others (file:, C:) are paths."""


class Source(Protocol):
    """Frames of one video, picture, folder, camera or URL; read once, from one thread.

    Iterating raises SourceError where a live source breaks; damage of a file ends up in `warnings` instead.
    """

    @property
    def info(self) -> SourceInfo:
        """Known as soon as the source is open: the first frame was read by then."""

    @property
    def warnings(self) -> list[str]:
        """One line each; complete when the iteration is."""

    @property
    def dropped(self) -> int:
        """Frames that were never delivered because a newer one had come; 0 unless live."""

    def __iter__(self) -> Iterator[Frame]: ...

    def moments(self) -> Iterator[Frame | Outage]:
        """The same, with an outage now and then while a live source has no picture and is connected again."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Release the file or device; the iteration is over."""


def open_source(
    spec: str | int | os.PathLike[str],
    *,
    fps: float = 30.0,
    timeout_s: float = 5.0,
    device: Callable[[int], Device] = system_camera,
) -> Source:
    """Open whatever `spec` names: a camera index, a URL, a video, a picture, a folder of pictures.

    A string of digits is a camera; `./7` or Path("7") is the file of that name. `fps` is the rate at which
    pictures are shown (they carry no time). `timeout_s` limits each wait for a camera or URL. `device` makes
    the camera. Raises SourceError (one line) if not even the first frame can be read, UsageError if `fps` is
    impossible.
    """
    if not fps > 0:
        raise UsageError(f"fps {fps:g} is not a rate: give a number above 0")
    source = _open(spec, fps, timeout_s, device)
    if min(source.info.width, source.info.height) < MIN_SIDE_PX:
        source.close()
        raise SourceError(_too_small(source.info))
    return source


def _open(spec: str | int | os.PathLike[str], fps: float, timeout_s: float, device: Callable[[int], Device]) -> Source:
    if isinstance(spec, int):
        return open_camera(spec, device, timeout_s)
    if isinstance(spec, str) and spec.isdecimal():
        return open_camera(int(spec), device, timeout_s)
    if isinstance(spec, str) and urlsplit(spec).scheme in SCHEMES:
        return open_stream(spec, timeout_s)
    return _open_path(Path(spec), fps)


def _open_path(path: Path, fps: float) -> Source:
    status = _status(path)
    if stat.S_ISDIR(status.st_mode):
        return open_folder(path, fps)
    if status.st_size == 0 and stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path} is empty (0 bytes): copy or download it again")
    if path.suffix.lower() in PICTURE_SUFFIXES:
        return open_picture(path, fps)
    return open_video(path)


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except FileNotFoundError:
        raise SourceError(f"no file or folder {path}: check the name and the folder") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise SourceError(f"{path} cannot be opened: {getattr(error, 'strerror', error)}") from error


def _too_small(info: SourceInfo) -> str:
    return (
        f"{info.name} is {info.width}x{info.height} pixels: too small, "
        f"each side must have {MIN_SIDE_PX} or more; use a larger picture"
    )
