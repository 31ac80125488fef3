"""A video is written beside its place and moved there when it is finished."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from fitcount.errors import UsageError


def part_of(path: Path, suffix: str) -> Path:
    """Where to write what will be `path`; raises UsageError if a file with this suffix cannot be written there."""
    if path.suffix.lower() != suffix:
        raise UsageError(f"cannot save the video as {path}: let its name end in {suffix}")
    if not path.parent.is_dir():
        raise UsageError(f"cannot save the video as {path}: there is no folder {path.parent}")
    if path.is_dir():
        raise UsageError(f"cannot save the video as {path}: that is a folder")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with one_line_errors(path):
        # FFmpeg opens the file only with the first frame, too late to say that it cannot be written.
        part.touch()
    return part


@contextmanager
def one_line_errors(path: Path) -> Iterator[None]:
    """What goes wrong while writing `path` becomes a UsageError that names it."""
    try:
        yield
    except (OSError, av.FFmpegError) as error:
        raise UsageError(f"cannot save the video as {path}: {error.strerror or error}") from error
