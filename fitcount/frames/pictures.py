"""A picture, or a folder of them in natural order, shown at a nominal rate."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Sequence
from pathlib import Path

from av.error import FFmpegError

from fitcount.errors import SourceError
from fitcount.frames.container import Upright, open_container, video_stream
from fitcount.frames.recorded import Recorded, first_of
from fitcount.types import Frame, SourceInfo, UInt8Array

PICTURE_SUFFIXES = frozenset(
    {".avif", ".bmp", ".jp2", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"}
)
"""What is a picture. GIF is a video; of any other that is animated, only the first frame is shown."""


def open_picture(path: Path, fps: float) -> Recorded:
    """A source of one frame, which lasts 1 / `fps`."""
    return _show(path.name, [path], fps)


def open_folder(folder: Path, fps: float) -> Recorded:
    """The pictures of a folder (not of folders inside) at `fps`; those that cannot be read are warned of.

    A picture that is passed over leaves its time empty, so that the others keep theirs.
    """
    try:
        paths = [path for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES]
    except OSError as error:
        raise SourceError(f"the folder {folder} cannot be read: {error.strerror}") from error
    if not paths:
        known = " ".join(sorted(PICTURE_SUFFIXES))
        raise SourceError(f"the folder {folder} has no pictures in it ({known}): choose another")
    return _show(folder.resolve().name, sorted(paths, key=lambda path: natural_key(path.name)), fps)


def natural_key(name: str) -> tuple[tuple[int | str, ...], str]:
    """Sorts as people count: img2 before img10. The name itself decides between 1 and 01."""
    # Split at digits: text and numbers alternate, so two keys never compare a text with a number.
    parts = re.split(r"([0-9]+)", name.casefold())
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts)), name


def _show(name: str, paths: Sequence[Path], fps: float) -> Recorded:
    warnings: list[str] = []
    frames = _frames(paths, fps, warnings)
    first = first_of(frames, name)
    height, width, _ = first.image_rgb.shape
    info = SourceInfo(name, width, height, fps, len(paths), len(paths) / fps)
    return Recorded(info, first, frames, warnings)


def _frames(paths: Sequence[Path], fps: float, warnings: list[str]) -> Generator[Frame, None, None]:
    index = 0
    for position, path in enumerate(paths):
        started = time.perf_counter()
        try:
            image = _read(path)
        except SourceError as error:
            warnings.append(f"passed over: {error}")
            continue
        yield Frame(index, position / fps, image, 1e3 * (time.perf_counter() - started))
        index += 1


def _read(path: Path) -> UInt8Array:
    container = open_container(f"file:{path}", path.name)
    with container:
        stream = video_stream(container, path.name)
        try:
            return Upright().rgb(next(container.decode(stream)))
        except (FFmpegError, StopIteration) as error:
            raise SourceError(f"{path.name} is damaged: no picture can be decoded from it") from error
