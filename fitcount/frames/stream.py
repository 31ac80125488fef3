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
from fitcount.frames.beginning import Beginning
from fitcount.frames.clock import LiveClock
from fitcount.frames.container import Packet, Upright, decode, open_container, seconds, video_stream
from fitcount.frames.live import Live, silent
from fitcount.frames.recorded import Recorded
from fitcount.frames.video import nominal_fps, recorded
from fitcount.types import Frame

_UNTIMED = frozenset({"mjpeg", "mpjpeg"})
"""JPEG after JPEG carries no time; FFmpeg makes one up, 25 a second."""


def open_stream(url: str, timeout_s: float, reconnect_s: float = 0.0) -> Live | Recorded:
    """SourceError if the URL does not answer within `timeout_s`, or sends no picture for so long.

    A live stream that breaks is connected again for `reconnect_s`.
    """
    name = public_name(url)
    container = open_container(url, name, timeout_s)
    if container.duration:
        return recorded(container, name)
    stream = video_stream(container, name)
    fps = math.nan if container.format.name in _UNTIMED else nominal_fps(stream) or math.nan
    if not reconnect_s:
        return Live(name, fps, _Capture(container, stream, name, timeout_s).frames(), timeout_s)
    host, beginning = urlsplit(name).netloc, Beginning()
    first = _Capture(container, stream, host, timeout_s, beginning).frames()

    def again() -> Generator[Frame, None, None]:
        container = open_container(url, host, timeout_s, again=True)
        stream = video_stream(container, host)
        yield from _Capture(container, stream, host, timeout_s, beginning).frames()

    return Live(name, fps, first, timeout_s, again=again, reconnect_s=reconnect_s, short_name=host)


def public_name(url: str) -> str:
    """The URL without user, password and query: it is printed and stored."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class _Capture:
    """Decodes one connection to a live stream, and remembers when its last packet came."""

    def __init__(
        self,
        container: av.container.InputContainer,
        stream: av.VideoStream,
        name: str,
        timeout_s: float,
        beginning: Beginning | None = None,
    ) -> None:
        """`beginning`: of a stream that is connected again when it breaks; None if its end is the end."""
        self._container = container
        self._stream = stream
        self._name = name
        self._timeout_s = timeout_s
        self._beginning = beginning
        self._untimed = container.format.name in _UNTIMED
        self._arrived_s = 0.0
        """time.monotonic(), which is the time stamp of a picture that has none."""

    def frames(self) -> Generator[Frame, None, None]:
        """Every frame of the connection; decode_ms leaves out the wait for the network."""
        clock = LiveClock(1.0 / (nominal_fps(self._stream) or 30.0))
        upright = Upright()
        with self._container:
            for index, picture in enumerate(decode(self._packets(), self._stream, damaged=_mend)):
                arrived_s = self._arrived_s
                image = upright.rgb(picture)
                if self._beginning and self._beginning.comes_again(image, connected=index == 0):
                    return
                stamp_s = arrived_s if self._untimed else seconds(picture.pts, picture.time_base)
                t_s = clock.t_s(stamp_s, arrived_s)
                yield Frame(index, t_s, image, 1e3 * (time.monotonic() - arrived_s), arrived_s)

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
                advice = "check the network" if self._beginning else "start again"
                raise SourceError(f"{self._name} broke off: {error.strerror}; {advice}") from error
        if self._beginning:
            # FFmpeg gives the same end to a goodbye (a closing boundary, RTCP's BYE) and to a connection that was cut.
            raise SourceError(f"{self._name} has hung up: check that it is running and connected")


def _mend() -> None:
    """A packet lost on the way is made good by the next key frame: nothing to tell anybody."""
