"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import IO

from fitcount.errors import UsageError

Content = bytes | Callable[[IO[bytes]], None]
"""Of a file; what is too large for the memory writes itself, and may raise OSError."""


def check_writable(path: Path) -> None:
    """Raise UsageError now if `path` cannot become a file, rather than after an hour of counting."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder: name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no folder {path.parent}: make it first")
    writable = os.access(path, os.W_OK) if path.exists() else True
    if not writable or not (_is_device(path) or os.access(path.resolve().parent, os.W_OK)):
        raise UsageError(f"{path}: cannot be written: choose another place")


def write_whole(path: Path, content: Content) -> None:
    """Write `content` beside `path`, then rename: whoever reads `path` never sees half of it.

    A link stays a link, and what is no file, such as /dev/null, is written to and stays what it is. Raises UsageError
    if it cannot be written.
    """
    try:
        if _is_device(path):
            with path.open("wb") as file:
                _write(file, content)
        else:
            _replace(path.resolve(), content)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}): choose another place") from error


def flush_folder(folder: Path) -> None:
    """Let a power cut not undo that a file was put into `folder`. Raises OSError if that cannot be made sure."""
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened, and its entries are written with the file
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def _write(file: IO[bytes], content: Content) -> None:
    if isinstance(content, bytes):
        file.write(content)
    else:
        content(file)


def _replace(path: Path, content: Content) -> None:
    part = path.with_name(f".fitcount-{secrets.token_hex(8)}")
    try:
        with part.open("xb") as file:
            _write(file, content)
            file.flush()
            os.fsync(file.fileno())  # or a power cut after the renaming could leave an empty file
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()
