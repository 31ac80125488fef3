"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fitcount.errors import UsageError


def check_writable(path: Path) -> None:
    """Raise UsageError now if `path` cannot become a file, rather than after an hour of counting."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder: name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no folder {path.parent}: make it first")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise UsageError(f"{path}: cannot be written: choose another place")


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, then rename: whoever reads `path` never sees half of it.

    Raises UsageError if it cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            # mkstemp makes files that only the owner may read; a result is an ordinary file.
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}): choose another place") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
