"""http, https, rtsp, rtmp and udp.

A URL whose duration is known (a video file on a web server) is read like a file: every frame, no hurry. Any
other is live: the newest frame wins.
"""

from __future__ import annotations

import errno
import math
import time
from collections.abc import Generator, Iterator
from urllib.parse import urlsplit

import av
import av.container
from av.error import ExitError, FFmpegError

from fitcount.errors import SourceError
from fitcount.frames.clock import Clock
from fitcount.frames.container import Packet, Upright, decode, open_container, seconds, video_stream
from fitcount.frames.live import Live, silent
from fitcount.frames.recorded import Recorded
from fitcount.frames.video import nominal_fps, recorded
from fitcount.types import Frame

_UNTIMED = frozenset({"mjpeg", "mpjpeg"})
"""JPEG after JPEG carries no time; FFmpeg makes one up, 25 a second."""


def open_stream(url: str, timeout_s: float) -> Live | Recorded:
    """SourceError if the URL does not answer within `timeout_s`, or sends no picture for so long."""
    name = public_name(url)
    container = open_container(url, name, timeout_s)
    if container.duration:
        return recorded(container, name)
    stream = video_stream(container, name)
    fps = math.nan if container.format.name in _UNTIMED else nominal_fps(stream) or math.nan
    return Live(name, fps, _Capture(container, stream, name, timeout_s).frames(), timeout_s)


def public_name(url: str) -> str:
    """The URL without user, password and query: it is printed and stored."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class _Capture:
    """Decodes a live stream and remembers when its last packet came."""

    def __init__(
        self,
        container: av.container.InputContainer,
        stream: av.VideoStream,
        name: str,
        timeout_s: float,
    ) -> None:
        self._container = container
        self._stream = stream
        self._name = name
        self._timeout_s = timeout_s
        self._untimed = container.format.name in _UNTIMED
        self._arrived_s = 0.0
        """time.monotonic(), which is the time stamp of a picture that has none."""

    def frames(self) -> Generator[Frame, None, None]:
        """Every frame of the stream; decode_ms leaves out the wait for the network."""
        clock = Clock(1.0 / (nominal_fps(self._stream) or 30.0))
        upright = Upright()
        with self._container:
            for index, picture in enumerate(decode(self._packets(), self._stream, damaged=_mend)):
                t_s = clock.t_s(self._arrived_s if self._untimed else seconds(picture.pts, picture.time_base))
                image = upright.rgb(picture)
                yield Frame(index, t_s, image, 1e3 * (time.monotonic() - self._arrived_s))

    def _packets(self) -> Iterator[Packet]:
        try:
            for packet in self._container.demux(self._stream):
                self._arrived_s = time.monotonic()
                yield packet
        except ExitError as error:
            raise silent(self._name, self._timeout_s) from error
        except FFmpegError as error:
            # FFmpeg's reader of JPEG streams calls it an input error when the server hangs up.
            if not (self._untimed and error.errno == errno.EIO):
                raise SourceError(f"{self._name} broke off: {error.strerror}; start again") from error


def _mend() -> None:
    """A packet lost on the way is made good by the next key frame: nothing to tell anybody."""
