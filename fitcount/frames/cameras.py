"""The cameras of this computer: which there are, and which of them somebody means."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from fitcount.errors import SourceError
from fitcount.frames.camera import BACKENDS
from fitcount.types import Camera

ListsCameras = Callable[[], Sequence[Camera]]

SCHEMES = frozenset({"http", "https", "rtsp", "rtsps", "rtmp", "rtmps", "udp"})
"""What makes a source a URL. Others (file:, C:) are paths."""

_NODE = re.compile(r"/dev/video(\d+)")
_FILE_NAME = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
"""How the name of a video ends: somebody who wrote it means a file."""


def list_cameras() -> list[Camera]:
    """Every camera of this computer, by its number."""
    if sys.platform == "linux":
        from fitcount.frames import v4l2  # noqa: PLC0415  (there are no ioctls elsewhere)

        return v4l2.list_cameras()
    if sys.platform in BACKENDS:
        from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415  (needed, and there, only elsewhere)

        # Numbered as OpenCV numbers them, which is its own secret.
        return [Camera(each.index, each.name) for each in enumerate_cameras(BACKENDS[sys.platform])]
    return []


def camera_index(spec: str | int | os.PathLike[str], listed: ListsCameras = list_cameras) -> int | None:
    """The number of the camera that `spec` names; None if it is a path or URL.

    A camera is named by its number, its device (/dev/video2, /dev/v4l/by-id/...), its name, or a part of it that no
    other camera has, in any case of letters. What exists as a file is a file, as is whatever begins like a path (./x).
    Raises SourceError, in one line, if it is neither a camera nor anything else.
    """
    if isinstance(spec, int):
        return spec
    if isinstance(spec, str) and spec.isdecimal():
        return int(spec)
    if "\0" in os.fspath(spec) or (isinstance(spec, str) and urlsplit(spec).scheme in SCHEMES):
        return None
    if node := _NODE.fullmatch(os.path.realpath(spec)):
        return int(node[1])
    if not isinstance(spec, str) or _is_path(spec):
        return None
    return _named(spec, listed())


def _is_path(spec: str) -> bool:
    """Whether it is, or begins like, the path of something."""
    return not spec.strip() or spec.startswith((".", "/", "~", os.sep)) or os.path.lexists(spec)


def _named(spec: str, there: Sequence[Camera]) -> int | None:
    wanted = _plain(spec)
    same = [camera for camera in there if _plain(camera.name) == wanted]
    found = same or [camera for camera in there if wanted in _plain(camera.name)]
    if len(found) == 1:
        return found[0].index
    if found:
        raise SourceError(f"{spec!r} names {len(found)} cameras: {told(found)}: write more of the name, or the number")
    if _FILE_NAME.fullmatch(Path(spec).suffix) or os.sep in spec:
        return None  # what is missing is a file
    known = f"there is {told(there)}" if there else "no camera is there"
    raise SourceError(f"no file, folder or camera {spec!r}: check the name; {known}")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def why_not(index: int, there: Sequence[Camera]) -> str:
    """Why the camera of that number cannot be opened, and what to do about it, in a line; "" if nobody knows."""
    if not there:
        return f"no camera {index}: none is there; `fitcount cameras` says what to do"
    known = next((camera for camera in there if camera.index == index), None)
    if known is None:
        return f"no camera {index}: there is {told(there)}"
    return known.trouble and f"{told([known])}: {known.trouble}"


def told(there: Iterable[Camera]) -> str:
    """In a line: camera 0 (HD Webcam), camera 2 (Phone); "" for none."""
    return ", ".join(f"camera {camera.index} ({camera.name})" for camera in there)
