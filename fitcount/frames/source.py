"""What a source is, and which kind opens what."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast
from urllib.parse import urlsplit

from fitcount.errors import SourceError, UsageError
from fitcount.frames.asking import Asking, CameraSettings
from fitcount.frames.camera import Device, NoCameraError, open_camera, system_camera
from fitcount.frames.cameras import SCHEMES, ListsCameras, camera_index, list_cameras, why_not
from fitcount.frames.pictures import PICTURE_SUFFIXES, open_folder, open_picture
from fitcount.frames.stream import open_stream
from fitcount.frames.video import open_video
from fitcount.types import Frame, Outage, SourceInfo

MIN_SIDE_PX = 32
"""Nobody can be seen in a picture that is smaller."""


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
    settings: CameraSettings | None = None,
    reconnect_s: float = 0.0,
    device: Callable[[int], Device] = system_camera,
    listed: ListsCameras = list_cameras,
) -> Source:
    """Open whatever `spec` names: a camera's index or name, a URL, a video, a picture, a folder of pictures.

    A string of digits is a camera, and so is the name of one (`camera_index`); `./7` or Path("7") is the file of that
    name. `fps` is the rate at which pictures are shown (they carry no time). `timeout_s` limits each wait for a camera
    or URL; one that breaks is connected again until there was no picture for `reconnect_s`. `settings` is what a camera
    is asked for; it may give something else, which `info` tells. `device` makes the camera, `listed` says which there
    are. Raises SourceError (one line) if not even the first frame can be read, UsageError if `fps` is impossible or
    what is no camera is asked for `settings`.
    """
    if not fps > 0:
        raise UsageError(f"fps {fps:g} is not a rate: give a number above 0")
    index = camera_index(spec, listed)
    if index is not None:
        asking = Asking(device, settings or CameraSettings(), listed)
        source: Source = _open_camera(index, asking, timeout_s, reconnect_s, listed)
    elif settings is not None and settings.names:
        raise UsageError(f"{spec} is no camera of this computer: its {settings.names} cannot be chosen")
    else:
        source = _open(cast("str | os.PathLike[str]", spec), fps, timeout_s, reconnect_s)  # a number is a camera
    if min(source.info.width, source.info.height) < MIN_SIDE_PX:
        source.close()
        raise SourceError(_too_small(source.info))
    return source


def _open_camera(
    index: int, device: Callable[[int], Device], timeout_s: float, reconnect_s: float, listed: ListsCameras
) -> Source:
    there = listed()  # while it is closed: afterwards any camera would seem to be in use
    try:
        return open_camera(index, device, timeout_s, reconnect_s)
    except NoCameraError as error:
        raise SourceError(why_not(index, there) or str(error)) from error


def _open(spec: str | os.PathLike[str], fps: float, timeout_s: float, reconnect_s: float) -> Source:
    if isinstance(spec, str) and urlsplit(spec).scheme in SCHEMES:
        return open_stream(spec, timeout_s, reconnect_s)
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
