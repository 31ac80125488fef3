"""FFmpeg, through PyAV: open a container, choose its video stream, decode it, turn its pictures upright.

PyAV keeps FFmpeg's own messages to itself unless told otherwise; what matters of them arrives as exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias, cast

import av
import av.container
import cv2
import numpy as np
from av.error import ExitError, FFmpegError
from av.stream import Disposition
from numpy.typing import NDArray

from fitcount.errors import SourceError
from fitcount.types import UInt8Array

Packet: TypeAlias = "av.Packet[av.VideoStream]"

_NOT_VIDEO = frozenset({"tty"})
"""FFmpeg shows any .txt as a film of a terminal."""

_STREAM = {"analyzeduration": "1000000", "rtsp_transport": "tcp"}
"""One second (in microseconds) is enough to know the format of a live stream; the default waits for five."""

_QUICK = {"fpsprobesize": "0"}
"""Not even that: with a stream that is connected again, nobody waits to know its frame rate."""

_FILE = {"pattern_type": "none"}
"""img%03d.png is the name of one picture, not of all that are numbered so."""


def open_container(
    url: str, name: str, timeout_s: float | None = None, *, again: bool = False
) -> av.container.InputContainer:
    """Open a path (as file:...) or URL; SourceError if it cannot be, or has no answer within `timeout_s`.

    `again`: it is a live stream that was open before.
    """
    try:
        return av.open(url, options=_STREAM | _QUICK if again else _STREAM if timeout_s else _FILE, timeout=timeout_s)
    except ExitError as error:
        raise SourceError(
            f"{name} does not answer within {timeout_s:g} s: check the address and the network"
        ) from error
    except FFmpegError as error:
        if again:
            raise SourceError(
                f"{name} cannot be reached ({error.strerror}): is it switched on, and in the network?"
            ) from error
        advice = "check the address" if timeout_s else "is it a video or picture, and whole?"
        raise SourceError(f"{name} cannot be read ({error.strerror}): {advice}") from error


def video_stream(container: av.container.InputContainer, name: str) -> av.VideoStream:
    """The video stream, set up to decode in one thread; closes the container if there is none (SourceError).

    More threads are faster on an idle machine but cost more CPU time, which the pose model needs.
    """
    # The cover picture of a song is a video stream to FFmpeg.
    streams = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not streams or container.format.name in _NOT_VIDEO:
        contents = _contents(container)
        container.close()
        raise SourceError(f"{name} has no video in it, only {contents}: choose a video")
    stream = streams[0]
    stream.thread_type = "NONE"
    stream.codec_context.thread_count = 1
    return stream


def _contents(container: av.container.InputContainer) -> str:
    if container.format.name in _NOT_VIDEO:
        return "text"
    return ", ".join(sorted({s.type for s in container.streams if s.type != "video"})) or "nothing"


def decode(
    packets: Iterable[Packet | None], stream: av.VideoStream, damaged: Callable[[], None]
) -> Iterator[av.VideoFrame]:
    """Every picture of the packets. None, like the empty packet at the end of a file, gets what is held.

    A packet that cannot be decoded is passed over: the next key frame mends the picture. `damaged` is told.
    """
    for packet in packets:
        try:
            pictures = stream.decode(packet)
        except FFmpegError:
            damaged()
            continue
        for picture in pictures:
            if picture.is_corrupt:
                damaged()
            yield picture


def seconds(ticks: int | None, time_base: Fraction | None) -> float | None:
    """A time stamp or duration in seconds; None if it is not stated."""
    return None if ticks is None or time_base is None else float(ticks * time_base)


class Upright:
    """Turns and mirrors the pictures of one stream as its first picture asks for."""

    def __init__(self) -> None:
        self._turn: Callable[[UInt8Array], UInt8Array] | None = None

    def rgb(self, picture: av.VideoFrame) -> UInt8Array:
        """(height, width, 3) RGB, upright."""
        # Not asked of every picture: one whose side data was read is freed by the garbage collector alone (PyAV makes
        # the two refer to each other), dozens of pictures too late.
        self._turn = self._turn or _turn(picture)
        # swscale's own threads (PyAV's default) make the wait longer, not shorter: 4 ms a 720p frame against 0.6.
        return self._turn(np.asarray(picture.to_ndarray(format="rgb24", threads=1), np.uint8))


def _turn(picture: av.VideoFrame) -> Callable[[UInt8Array], UInt8Array]:
    try:
        # A mapping by any name, whatever PyAV's type says; its values are buffers.
        matrix = np.frombuffer(cast("Mapping[str, bytes]", picture.side_data)["DISPLAYMATRIX"], np.int32).copy()
    except KeyError:
        return lambda image: image
    except ValueError:  # PyAV has no name for the EXIF block of a photograph, and then lists nothing at all
        quarters = round(picture.rotation / 90)
        return lambda image: np.ascontiguousarray(np.rot90(image, quarters))
    return lambda image: transform(image, matrix)


def transform(image: UInt8Array, matrix: NDArray[np.int32]) -> UInt8Array:
    """Apply a display matrix (a, b, u, c, d, v, ...): x' = ax + cy, y' = bx + dy, in steps of 90 degrees."""
    a, b, _, c, d = (int(value) for value in matrix[:5])
    if abs(b) > abs(a):
        image, a, d = _uint8(cv2.transpose(image)), c, b
    if a < 0:
        image = _uint8(cv2.flip(image, 1))
    if d < 0:
        image = _uint8(cv2.flip(image, 0))
    return image


def _uint8(image: object) -> UInt8Array:
    """What OpenCV returns, whose type says no more than "some array"."""
    return np.asarray(image, np.uint8)
