"""Single pictures of a video file, without reading all that lies between them."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from av.error import FFmpegError

from fitcount.errors import SourceError
from fitcount.frames.container import Upright, open_container, seconds, video_stream
from fitcount.types import UInt8Array

EARLY_S = 0.02
"""A stamp is rounded: a frame this much before the time is the one that was meant."""


class Glimpses:
    """An open video file, in which pictures are looked up by the time of their stamp.

    Raises SourceError, in one line, if it cannot be opened or read.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._container = open_container(f"file:{path}", str(path))
        self._stream = video_stream(self._container, self._name)
        self._upright = Upright()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._container.close()

    def at(self, t_s: float) -> UInt8Array | None:
        """(height, width, 3) RGB: the first picture from this time on; None after the last one."""
        time_base = self._stream.time_base
        try:
            # To the key frame before, from which on the pictures can be decoded.
            self._container.seek(max(int(t_s / time_base), 0) if time_base else 0, stream=self._stream)
            for picture in self._container.decode(self._stream):
                stamp_s = seconds(picture.pts, picture.time_base)
                if stamp_s is not None and stamp_s >= t_s - EARLY_S:
                    return self._upright.rgb(picture)
        except FFmpegError as error:
            raise SourceError(f"{self._name} is damaged at {t_s:.1f} s ({error.strerror})") from error
        return None
