from __future__ import annotations

import math
import socket
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from fitcount.errors import SourceError
from fitcount.frames import open_source
from fitcount.frames.stream import public_name

from .clips import FPS, cut, make_video, noise, shade, shade_index
from .mjpeg import MjpegServer, refused_url


def film(count: int, step_s: float = 0.04) -> MjpegServer:
    """Pictures of several kB, like a camera's: FFmpeg holds back the first 2 kB to see what format it is."""
    return MjpegServer((index * step_s, shade(index, 640, 480)) for index in range(count))


def test_a_network_camera_is_live_and_timed_by_arrival() -> None:
    with film(12) as server, open_source(server.url) as source:
        assert (source.info.live, source.info.width, source.info.height) == (True, 640, 480)
        assert math.isnan(source.info.fps)
        frames = list(source)
    assert [shade_index(frame.image_rgb) for frame in frames] == [frame.index for frame in frames]
    assert len(frames) + source.dropped == 12
    assert all(a.t_s < b.t_s for a, b in pairwise(frames))


def test_time_is_that_of_arrival_not_what_ffmpeg_makes_up() -> None:
    with film(4, step_s=0.12) as server, open_source(server.url) as source:
        times = [frame.t_s for frame in source]
    assert times[-1] == pytest.approx(3 * 0.12, abs=0.08)  # at 25 a second it would be 0.12


def test_a_slow_reader_gets_the_newest_picture() -> None:
    with film(20, step_s=0.03) as server, open_source(server.url) as source:
        taken = []
        for frame in source:
            taken.append(frame.index)
            time.sleep(0.15)
    assert taken[-1] == 19
    assert source.dropped == 20 - len(taken) > 8


def test_the_first_picture_comes_at_once() -> None:
    with film(30) as server:
        started = time.monotonic()
        with open_source(server.url) as source:
            next(iter(source))
            assert time.monotonic() - started < 1.0
            assert source.info.live


def test_a_server_that_falls_silent_is_an_error() -> None:
    frames = ((index * 0.01, shade(index)) for index in range(9))
    with MjpegServer(frames, stall_after=5) as server:
        started = time.monotonic()
        with open_source(server.url, timeout_s=0.3) as source, pytest.raises(SourceError) as error:
            list(source)
        assert str(error.value).startswith(f"{server.url} has sent no picture for 0.3 s: ")
        assert time.monotonic() - started < 2.0


def test_closing_while_the_network_is_silent_is_prompt() -> None:
    with MjpegServer([(0.0, shade(0))] * 3, stall_after=3) as server:
        source = open_source(server.url, timeout_s=3.0)
        started = time.monotonic()
        source.close()
        assert time.monotonic() - started < 2.0


def test_nobody_listens() -> None:
    url = refused_url()
    with pytest.raises(SourceError, match=r"cannot be read \(Connection refused\): check the address"):
        open_source(url)


def test_a_server_that_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        started = time.monotonic()
        with pytest.raises(SourceError, match=r"does not answer within 0.3 s: check the address"):
            open_source(f"http://127.0.0.1:{mute.getsockname()[1]}/", timeout_s=0.3)
        assert time.monotonic() - started < 1.5


class _Website(SimpleHTTPRequestHandler):
    """Serves a folder; hangs up in the middle of a file whose name begins with "broken"."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        outputfile.write(data[: len(data) // 2] if self.path.startswith("/broken") else data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep requests off stderr."""


@pytest.fixture
def website(clip: Path) -> Iterator[str]:
    """A web server on the folder of the clip."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Website, directory=clip.parent)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_video_file_on_a_web_server_is_read_whole(website: str) -> None:
    with open_source(f"{website}/clip.mp4") as source:
        assert (source.info.live, source.info.duration_s) == (False, 1.0)
        frames = []
        for frame in source:
            frames.append(frame)
            time.sleep(0.002)
    assert [shade_index(frame.image_rgb) for frame in frames] == list(range(FPS))
    assert (source.dropped, source.warnings) == (0, [])


def test_a_connection_that_breaks_in_a_file_is_told(website: str, tmp_path: Path) -> None:
    path = make_video(tmp_path / "broken.mkv", [noise(index) for index in range(2 * FPS)])
    with open_source(f"{website}/broken.mkv") as source:
        frames = list(source)
    with open_source(cut(path, 0.5)) as half:
        assert len(frames) == pytest.approx(len(list(half)), abs=1)  # the last packet is not whole
    assert [warning.partition(" s of 2.0 s")[2] for warning in source.warnings] == [": counted up to there"]


def test_an_error_of_the_server_is_told(website: str) -> None:
    with pytest.raises(SourceError, match="404"):
        open_source(f"{website}/nothing.mp4")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("rtsp://me:secret@gym.example:554/cam?token=abc", "rtsp://gym.example:554/cam"),
        ("http://gym.example/live.mjpg", "http://gym.example/live.mjpg"),
    ],
)
def test_a_name_gives_no_secrets_away(url: str, name: str) -> None:
    assert public_name(url) == name
