"""What each kind of source can become, and whether it can be written where it should go."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from fitcount.errors import UsageError
from fitcount.frames.cameras import SCHEMES
from fitcount.frames.pictures import PICTURE_SUFFIXES
from fitcount.sessions.files import check_writable
from fitcount.sessions.keypoints import FORMATS


class Kind(Enum):
    """What a source is; the value is what a person calls it."""

    PICTURE = "a picture"
    FOLDER = "a folder of pictures"
    VIDEO = "a video"


OUT_SUFFIXES = {
    Kind.PICTURE: (".png", ".jpg", ".jpeg"),
    Kind.FOLDER: (".mp4", ".gif"),
    Kind.VIDEO: (".mp4", ".gif"),
}
"""What each kind of source can be drawn into, besides a folder of pictures."""


def kind_of(source: str) -> Kind:
    """What `open_source` takes `source` for; a camera and a URL are videos."""
    if source.isdecimal() or urlsplit(source).scheme in SCHEMES:
        return Kind.VIDEO
    # Unlike Path.is_dir, this takes a name that cannot be one for no folder; opening it tells what is wrong.
    if os.path.isdir(source):  # noqa: PTH112
        return Kind.FOLDER
    return Kind.PICTURE if Path(source).suffix.lower() in PICTURE_SUFFIXES else Kind.VIDEO


def is_folder(path: Path) -> bool:
    """Whether an output is a folder, or will be one: what has no suffix."""
    return path.is_dir() or not path.suffix


def check_outputs(source: str, out: Sequence[Path], save: Sequence[Path]) -> None:
    """Raise UsageError now, rather than after an hour, if one of the files or folders cannot be written."""
    paths = [*out, *save]
    for path in paths:
        try:
            path.exists()
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror}): choose another name") from error
    for path in out:
        _check_out(path, kind_of(source))
    for path in save:
        _check_save(path)
    for path in paths:
        if [other.resolve() for other in paths].count(path.resolve()) > 1:
            raise UsageError(f"{path}: is named twice: give each output a name of its own")
        if _is_source(path, source):
            raise UsageError(f"{path}: would overwrite the source: choose another name")


def _check_out(path: Path, kind: Kind) -> None:
    if not is_folder(path) and path.suffix.lower() not in OUT_SUFFIXES[kind]:
        raise UsageError(f"--out {path}: {kind.value} can become {_either([*OUT_SUFFIXES[kind], 'a folder'])}")
    if is_folder(path) and path.is_file():
        raise UsageError(f"--out {path}: is a file without a suffix: name a folder, or a file with one")
    check_writable(path / "picture" if path.is_dir() else path)


def _check_save(path: Path) -> None:
    if path.suffix.lower() not in FORMATS:
        raise UsageError(f"--save {path}: let its name end in {_either(FORMATS)}")
    check_writable(path)


def _is_source(path: Path, source: str) -> bool:
    written = path / Path(source).name if is_folder(path) and kind_of(source) is Kind.PICTURE else path
    return written.exists() and Path(source).exists() and written.samefile(source)


def _either(names: Collection[str]) -> str:
    """.png, .jpg or .jpeg."""
    *others, last = names
    return f"{', '.join(others)} or {last}"
