"""Video files and animated pictures: every frame, at the time its own stamp says."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import av
import av.container
from av.error import FFmpegError

from fitcount.frames.clock import Clock
from fitcount.frames.container import Packet, Upright, decode, open_container, seconds, video_stream
from fitcount.frames.recorded import Recorded, first_of
from fitcount.types import Frame, SourceInfo

_SHORT_S = 0.5
"""A video that ends this much before its stated end was cut off; containers round by less."""

_NOMINAL_FPS = 30.0
"""For frames that have neither stamp nor duration."""


def open_video(path: Path) -> Recorded:
    """Open a video or an animated GIF, APNG; SourceError unless at least one frame can be read."""
    # "file:" keeps a colon in the name from being taken for a protocol.
    return recorded(open_container(f"file:{path}", str(path)), path.name)


def recorded(container: av.container.InputContainer, name: str) -> Recorded:
    """An open container as a source that waits for its reader."""
    stream = video_stream(container, name)
    warnings: list[str] = []
    frames = _Reader(container, stream, name, warnings).frames()
    first = first_of(frames, name)
    return Recorded(_info(container, stream, name, first), first, frames, warnings)


class _Reader:
    """Reads a container from its start to its end, or as far as it goes."""

    def __init__(
        self,
        container: av.container.InputContainer,
        stream: av.VideoStream,
        name: str,
        warnings: list[str],
    ) -> None:
        self._container = container
        self._stream = stream
        self._name = name
        self._warnings = warnings
        self._stated_s = stated_duration_s(container, stream)
        self._clock = Clock(1.0 / (nominal_fps(stream) or _NOMINAL_FPS))
        self._damaged_s: float | None = None

    def frames(self) -> Generator[Frame, None, None]:
        with self._container:
            pictures = decode(self._packets(), self._stream, self._damaged)
            upright = Upright()
            started = time.perf_counter()
            for index, picture in enumerate(pictures):
                stamp_s = seconds(picture.pts, picture.time_base)
                lasts_s = seconds(picture.duration, picture.time_base)
                t_s = self._clock.t_s(stamp_s, lasts_s or 0.0)
                image = upright.rgb(picture)
                yield Frame(index, t_s, image, 1e3 * (time.perf_counter() - started))
                started = time.perf_counter()
        self._warn()

    def _packets(self) -> Iterator[Packet | None]:
        try:
            yield from self._container.demux(self._stream)
        except FFmpegError:
            self._damaged()
            yield None

    def _damaged(self) -> None:
        if self._damaged_s is None:
            self._damaged_s = self._clock.end_s

    def _warn(self) -> None:
        end_s = self._clock.end_s
        if self._stated_s is not None and end_s < self._stated_s - _SHORT_S:
            self._warnings.append(
                f"{self._name} is damaged after {end_s:.1f} s of {self._stated_s:.1f} s: counted up to there"
            )
        elif self._damaged_s is not None:
            self._warnings.append(f"{self._name} is damaged at {self._damaged_s:.1f} s: counted what could be read")


def _info(container: av.container.InputContainer, stream: av.VideoStream, name: str, first: Frame) -> SourceInfo:
    height, width, _ = first.image_rgb.shape
    fps = nominal_fps(stream)
    duration_s = stated_duration_s(container, stream)
    return SourceInfo(name, width, height, fps or math.nan, _frames(stream, fps, duration_s), duration_s)


def nominal_fps(stream: av.VideoStream) -> float:
    """Frames per second that the container states; 0 if it does not."""
    return float(stream.average_rate or stream.guessed_rate or 0)


def stated_duration_s(container: av.container.InputContainer, stream: av.VideoStream) -> float | None:
    """How long the pictures last. The container's word comes last: its sound may be longer."""
    if stream.duration:
        return seconds(stream.duration, stream.time_base)
    if "DURATION" in stream.metadata:  # Matroska and WebM
        h, m, s = stream.metadata["DURATION"].split(":")
        return 3600 * int(h) + 60 * int(m) + float(s)
    return container.duration / av.time_base if container.duration else None


def _frames(stream: av.VideoStream, fps: float, duration_s: float | None) -> int | None:
    """How many frames to expect. A trimmed MP4 may still list those that its edit list hides."""
    expected = round(fps * duration_s) if duration_s else 0
    if stream.frames and (not expected or stream.frames <= 1.05 * expected):
        return stream.frames
    return expected or None
