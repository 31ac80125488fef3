"""A camera on the network that fails on request: what the MJPEG and the RTSP server have in common.

    with MjpegServer(frames, loop=True) as server:
        source = open_source(server.url, reconnect_s=60)
        server.stall(3.0)   # for 3 s nothing is sent; connections stay open
        server.drop(3.0)    # hangs up, and for 3 s nobody listens

Both return at once. Times are those of time.monotonic().
"""

from __future__ import annotations

import socket
import struct
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Condition, Thread
from types import TracebackType
from typing import Self

_ACCEPT_S = 0.02
_LONGEST_WAIT_S = 60.0


class LoopbackServer(ABC):
    """Plays pictures to its clients in real time.

    Without `loop` it is a recording, which each client gets from its start. In a loop it is a camera: all look at one
    scene, which begins when the first one connects, and goes on while nothing is sent. With `waits` it stands still
    meanwhile, so that no picture is lost, as if the person waited.
    """

    scheme = "http"
    path = "/"

    def __init__(self, *, loop: bool = False, waits: bool = False) -> None:
        self.loop = loop
        self.waits = waits
        self.connected_s: float | None = None
        """When the last client connected."""
        self.connections = 0
        self.sent = 0
        """Pictures, to all clients."""
        self.last_sent_s: float | None = None
        self.returned_s: float | None = None
        """When the first picture after the last outage was sent."""
        self._scene: _Showing | None = None
        self._stalled_until_s = self._absent_until_s = 0.0
        self._was_out = self._closing = False
        self._changed = Condition()
        self._clients: set[socket.socket] = set()
        self._listener = _listen(0)
        self._port: int = self._listener.getsockname()[1]
        self._threads = [Thread(target=self._accept, name="loopback server", daemon=True)]

    @property
    @abstractmethod
    def times_s(self) -> Sequence[float]:
        """When each picture is to be sent."""

    @abstractmethod
    def greet(self, client: socket.socket) -> bool:
        """Speak the protocol up to where pictures are sent; False if the client does not want any."""

    @abstractmethod
    def send(self, client: socket.socket, picture: int, t_s: float) -> None:
        """Send a picture, that of time `t_s`."""

    @abstractmethod
    def send_end(self, client: socket.socket) -> None:
        """Say that there is nothing more to come."""

    @property
    def url(self) -> str:
        """Where the pictures are."""
        return f"{self.scheme}://127.0.0.1:{self._port}{self.path}"

    def stall(self, seconds: float) -> None:
        """Send nothing for so long, from now on; connections stay as they are."""
        with self._changed:
            self._stalled_until_s, self._was_out = time.monotonic() + seconds, True
            self._changed.notify_all()

    def drop(self, seconds: float, *, abruptly: bool = False) -> None:
        """Hang up, and do not listen for so long; `abruptly`: by a reset, as if the cable was pulled."""
        with self._changed:
            self._absent_until_s, self._was_out = time.monotonic() + seconds, True
            # The port is free for others until it is bound again, but nobody asks for one by its number.
            self._listener.close()
            for client in self._clients:
                _hang_up(client, abruptly)
            self._changed.notify_all()

    def send_garbage(self, data: bytes) -> None:
        """Send something that is no picture to all clients."""
        with self._changed:
            for client in self._clients:
                client.sendall(data)

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._closing = True
            for client in self._clients:
                _hang_up(client, abruptly=False)
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                self._listen_again()
                continue
            thread = Thread(target=self._serve, args=(client,), name="loopback client", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _listen_again(self) -> None:
        with self._changed:
            while not self._closing and (left_s := self._absent_until_s - time.monotonic()) > 0:
                self._changed.wait(left_s)
            if not self._closing:
                self._listener = _listen(self._port)

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(5.0)
        with client, suppress(OSError):  # the client has left, or was dropped
            if self.greet(client):
                self._play(client)

    def _play(self, client: socket.socket) -> None:
        showing = self._join(client)
        try:
            while (due_s := self._wait_for(showing)) is not None:
                self.send(client, showing.number % len(self.times_s), due_s)
                self._count_sent(showing)
            if not self._closing:
                self.send_end(client)
        finally:
            with self._changed:
                self._clients.discard(client)

    def _join(self, client: socket.socket) -> _Showing:
        with self._changed:
            self.connected_s = time.monotonic()
            self._clients.add(client)
            self.connections += 1
            if not self.loop:
                return _Showing(self.connected_s)
            self._scene = self._scene or _Showing(self.connected_s)
            showing = replace(self._scene)
            self._go_on(showing)
            return showing

    def _go_on(self, showing: _Showing) -> None:
        """After an outage."""
        now_s = time.monotonic()
        if self.waits and self.loop:
            due_s = self._due_s(showing.number)
            assert due_s is not None
            showing.zero_s = now_s - due_s
        while (due_s := self._due_s(showing.number)) is not None and showing.zero_s + due_s < now_s:
            showing.number += 1

    def _wait_for(self, showing: _Showing) -> float | None:
        """Until the next picture is due, which is another after a stall: its time; None if there is none."""
        with self._changed:
            while not self._closing:
                now_s = time.monotonic()
                if now_s < self._stalled_until_s:
                    self._changed.wait(min(self._stalled_until_s - now_s, _LONGEST_WAIT_S))
                    self._go_on(showing)
                    continue
                due_s = self._due_s(showing.number)
                left_s = 0.0 if due_s is None else showing.zero_s + due_s - now_s
                if left_s <= 0.0:
                    return due_s
                self._changed.wait(left_s)
            return None

    def _count_sent(self, showing: _Showing) -> None:
        with self._changed:
            self.sent += 1
            self.last_sent_s = time.monotonic()
            if self._was_out and self.last_sent_s >= max(self._stalled_until_s, self._absent_until_s):
                self._was_out, self.returned_s = False, self.last_sent_s
            showing.number += 1
            if self.loop and (self._scene is None or showing.number > self._scene.number):
                self._scene = replace(showing)

    def _due_s(self, number: int) -> float | None:
        """When a picture is due after the zero; None if there is none."""
        times_s = self.times_s
        round_, picture = divmod(number, len(times_s))
        if round_ and not self.loop:
            return None
        period_s = times_s[-1] * len(times_s) / max(len(times_s) - 1, 1)
        return round_ * period_s + times_s[picture]


@dataclass(slots=True)
class _Showing:
    """What is shown to a client."""

    zero_s: float
    """When the first picture was due."""
    number: int = 0
    """Of the next picture; in a loop it goes on."""


def _listen(port: int) -> socket.socket:
    listener = socket.create_server(("127.0.0.1", port))
    listener.settimeout(_ACCEPT_S)
    return listener


def _hang_up(client: socket.socket, abruptly: bool) -> None:
    with suppress(OSError):
        if abruptly:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
        else:
            client.shutdown(socket.SHUT_RDWR)
