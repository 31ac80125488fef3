"""An RTSP camera, for tests: H.264 over RTP, interleaved in the TCP connection (RFC 2326, 3550, 6184)."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

import av
import cv2
import numpy as np

from fitcount.types import UInt8Array

from .loopback import LoopbackServer

_CLOCK_HZ = 90_000
_PAYLOAD_TYPE = 96
_SSRC = 0x0F17C047
_MOST_BYTES = 1400
"""Of a NAL unit in one packet; larger ones are sent in fragments."""
_FRAGMENT = 28
"""Type of a unit that is one (FU-A)."""
_KEY_EVERY = 10
_START_CODE = re.compile(rb"\x00\x00\x00?\x01")

_SDP = f"""v=0
o=- 0 0 IN IP4 127.0.0.1
s=test
c=IN IP4 0.0.0.0
t=0 0
m=video 0 RTP/AVP {_PAYLOAD_TYPE}
a=rtpmap:{_PAYLOAD_TYPE} H264/{_CLOCK_HZ}
a=fmtp:{_PAYLOAD_TYPE} packetization-mode=1
a=control:trackID=0
""".replace("\n", "\r\n")


class RtspServer(LoopbackServer):
    """Serves `frames`, pairs of (t_s, RGB array), to each client from the next key frame on.

    What can fail: see `LoopbackServer`. `shift_s` is added to the time stamps from then on: a clock that leaps.
    `pace`: how fast it runs, 1.0 is right.
    """

    scheme = "rtsp"
    path = "/live"

    def __init__(
        self, frames: Iterable[tuple[float, UInt8Array]], *, loop: bool = False, waits: bool = False, pace: float = 1.0
    ) -> None:
        frames = [*frames]
        self.shift_s = 0.0
        self._pace = pace
        self._times_s = [t_s for t_s, _ in frames]
        self._pictures = [picture for _, picture in frames]
        self._units = _encoded(self._pictures)
        self._sequence: dict[socket.socket, int] = {}
        super().__init__(loop=loop, waits=waits)

    @property
    def times_s(self) -> Sequence[float]:
        return self._times_s

    def resize(self, width: int, height: int) -> None:
        """Send pictures of another size from the next key frame on."""
        self._units = _encoded([np.asarray(cv2.resize(each, (width, height)), np.uint8) for each in self._pictures])
        self._sequence.clear()

    def greet(self, client: socket.socket) -> bool:
        with client.makefile("rb") as requests:
            while (request := _read_request(requests.readline)) is not None:
                method, number = request
                client.sendall(_answer(method, number).encode())
                if method == "PLAY":
                    return True
        return False

    def send(self, client: socket.socket, picture: int, t_s: float) -> None:
        if client not in self._sequence and picture % _KEY_EVERY:
            return
        stamp = round((t_s * self._pace + self.shift_s) * _CLOCK_HZ) % 2**32
        payloads = [payload for unit in self._units[picture] for payload in _payloads(unit)]
        for payload in payloads:
            number = self._sequence[client] = self._sequence.get(client, 0) + 1
            marker = payload is payloads[-1]
            head = struct.pack(">BBHII", 0x80, marker << 7 | _PAYLOAD_TYPE, number % 2**16, stamp, _SSRC)
            client.sendall(_interleaved(0, head + payload))

    def send_end(self, client: socket.socket) -> None:
        report = struct.pack(">BBHIIIIII", 0x80, 200, 6, _SSRC, 0, 0, 0, 0, 0)
        client.sendall(_interleaved(1, report + struct.pack(">BBHI", 0x81, 203, 1, _SSRC)))


def _encoded(pictures: Sequence[UInt8Array]) -> list[list[bytes]]:
    """The NAL units of each picture; every tenth is a key frame with its parameter sets."""
    codec = av.CodecContext.create("libx264", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.height, codec.width, _ = pictures[0].shape
    codec.pix_fmt, codec.time_base, codec.gop_size = "yuv420p", Fraction(1, 30), _KEY_EVERY
    codec.options = {"preset": "ultrafast", "tune": "zerolatency", "x264-params": "scenecut=0"}
    frames = [av.VideoFrame.from_ndarray(picture).reformat(format="yuv420p") for picture in pictures]
    for number, frame in enumerate(frames):
        frame.pts = number
    packets = [packet for frame in [*frames, None] for packet in codec.encode(frame)]
    return [_split(bytes(packet)) for packet in packets]


def _split(annex_b: bytes) -> list[bytes]:
    return [unit for unit in _START_CODE.split(annex_b) if unit]


def _payloads(unit: bytes) -> list[bytes]:
    """A NAL unit as the payload of one RTP packet, or in fragments."""
    if len(unit) <= _MOST_BYTES:
        return [unit]
    indicator, kind = unit[0] & 0xE0 | _FRAGMENT, unit[0] & 0x1F
    edges = [*range(1, len(unit), _MOST_BYTES), len(unit)]
    return [
        bytes([indicator, kind | (start == 1) << 7 | (end == len(unit)) << 6]) + unit[start:end]
        for start, end in pairwise(edges)
    ]


def _interleaved(channel: int, packet: bytes) -> bytes:
    return struct.pack(">cBH", b"$", channel, len(packet)) + packet


def _read_request(readline: Callable[[], bytes]) -> tuple[str, str] | None:
    lines: list[str] = []
    while (line := readline().decode().strip()) or not lines:
        if not line:
            return None
        lines.append(line)
    number = next(line.partition(":")[2].strip() for line in lines if line.lower().startswith("cseq"))
    return lines[0].split()[0], number


def _answer(method: str, number: str) -> str:
    body = _SDP if method == "DESCRIBE" else ""
    more = {
        "OPTIONS": "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n",
        "DESCRIBE": f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n",
        "SETUP": "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n",
        "PLAY": "Session: 1\r\n",
    }
    return f"RTSP/1.0 200 OK\r\nCSeq: {number}\r\n{more.get(method, '')}\r\n{body}"
