"""A camera on the network, for tests and benchmarks: plays pictures over loopback HTTP, in real time."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from fitcount.types import UInt8Array

from .loopback import LoopbackServer


class MjpegServer(LoopbackServer):
    """Serves `frames`, pairs of (t_s, JPEG bytes or RGB array), as multipart MJPEG to each client.

    A picture is sent t_s seconds after its client connected, and the stream ends after the last; in a `loop` they go
    on, the same for all clients. With `stall_after`, only so many pictures are sent, and the connection stays open,
    silent. What else can fail: see `LoopbackServer`.

        with MjpegServer(frames) as server:
            open_source(server.url)
    """

    path = "/live.mjpg"

    def __init__(
        self,
        frames: Iterable[tuple[float, bytes | UInt8Array]],
        *,
        stall_after: int | None = None,
        loop: bool = False,
        waits: bool = False,
    ) -> None:
        frames = [*frames]
        self._times_s = [t_s for t_s, _ in frames]
        self._jpegs = [jpeg(picture) for _, picture in frames]
        self._resized: dict[int, bytes] = {}
        self._size: tuple[int, int] | None = None
        self._stall_after = stall_after
        super().__init__(loop=loop, waits=waits)

    @property
    def times_s(self) -> Sequence[float]:
        return self._times_s

    def resize(self, width: int, height: int) -> None:
        """Send pictures of another size from now on."""
        self._resized, self._size = {}, (width, height)

    def greet(self, client: socket.socket) -> bool:
        request = b""
        while b"\r\n\r\n" not in request:
            received = client.recv(4096)
            if not received:
                return False
            request += received
        client.sendall(
            b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=picture\r\n"
            b"Cache-Control: no-cache\r\n\r\n"
        )
        return True

    def send(self, client: socket.socket, picture: int, t_s: float) -> None:  # noqa: ARG002
        data = self._sized(picture)
        head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
        client.sendall(head.encode() + data + b"\r\n")
        if self.sent + 1 == self._stall_after:
            self.stall(float("inf"))

    def send_end(self, client: socket.socket) -> None:
        client.sendall(b"--picture--\r\n")

    def _sized(self, picture: int) -> bytes:
        full, size = self._jpegs[picture], self._size
        if size is None:
            return full
        if picture not in self._resized:
            bgr = cv2.imdecode(np.frombuffer(full, np.uint8), cv2.IMREAD_COLOR)
            assert bgr is not None
            self._resized[picture] = cv2.imencode(".jpg", cv2.resize(bgr, size))[1].tobytes()
        return self._resized[picture]


def refused_url() -> str:
    """A URL on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/live.mjpg"


def jpeg(picture: bytes | UInt8Array) -> bytes:
    """A picture as it is sent; one that is encoded already stays as it is."""
    if isinstance(picture, bytes):
        return picture
    return cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1].astype(np.uint8).tobytes()
