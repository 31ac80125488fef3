"""A camera on the network, for tests and benchmarks: plays pictures over loopback HTTP, in real time."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from fitcount.types import UInt8Array


class MjpegServer:
    """Serves `frames`, pairs of (t_s, JPEG bytes or RGB array), as multipart MJPEG to each client.

    A picture is sent t_s seconds after its client connected, and the connection closes after the last. With
    `stall_after`, only so many pictures are sent and the connection stays open, silent.

        with MjpegServer(frames) as server:
            open_source(server.url)
    """

    def __init__(self, frames: Iterable[tuple[float, bytes | UInt8Array]], *, stall_after: int | None = None) -> None:
        self.frames = [(t_s, _jpeg(picture)) for t_s, picture in frames]
        self.stall_after = stall_after
        self.connected_s: float | None = None
        """time.monotonic() when the last client connected: the zero of t_s."""
        self.closing = Event()
        server = self

        class Handler(_Handler):
            plays = server

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), name="mjpeg server", daemon=True)

    @property
    def url(self) -> str:
        """Where the pictures are."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/live.mjpg"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    plays: MjpegServer

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
        self.end_headers()
        try:
            self._play()
        except ConnectionError:
            self.close_connection = True  # the client has left

    def _play(self) -> None:
        started_s = self.plays.connected_s = time.monotonic()
        for t_s, jpeg in self.plays.frames[: self.plays.stall_after]:
            if self.plays.closing.wait(max(0.0, started_s + t_s - time.monotonic())):
                return
            head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            self.wfile.write(head.encode() + jpeg + b"\r\n")
        if self.plays.stall_after is not None:
            self.plays.closing.wait()

    def log_message(self, format: str, *args: object) -> None:
        """Keep requests off stderr."""


def refused_url() -> str:
    """A URL on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/live.mjpg"


def _jpeg(picture: bytes | UInt8Array) -> bytes:
    if isinstance(picture, bytes):
        return picture
    return cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1].astype(np.uint8).tobytes()
