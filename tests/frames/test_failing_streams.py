"""Network cameras that stall, hang up, send rubbish, change their size, and come back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from fitcount.frames import Source, container, open_source
from fitcount.frames import live as live_module
from fitcount.types import Frame, Outage

from .clips import noise, shade, shade_index
from .mjpeg import MjpegServer
from .rtsp import RtspServer

Serve = Callable[..., MjpegServer | RtspServer]
SIZE_PX = (320, 240)
NOISE = [(index / 30, noise(index, *SIZE_PX)) for index in range(30)]
"""As a camera's, no two pictures are the same."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value_s in {"PATIENCE_S": 0.15, "TELL_S": 0.03, "FIRST_PAUSE_S": 0.03, "LONGEST_PAUSE_S": 0.1}.items():
        monkeypatch.setattr(live_module, name, value_s)
    monkeypatch.setitem(container._STREAM, "analyzeduration", "100000")  # or FFmpeg waits a second to know the rate


def watch(source: Source, seconds: float) -> list[Frame | Outage]:
    seen: list[Frame | Outage] = []
    for moment in source.moments():
        seen.append(moment)
        if isinstance(moment, Frame) and moment.t_s >= seconds:
            break
    return seen


def frames_of(seen: list[Frame | Outage]) -> list[Frame]:
    return [moment for moment in seen if isinstance(moment, Frame)]


def after(source: Source) -> tuple[list[str], Frame]:
    """What is told until there is a picture again, and that picture."""
    whys = []
    for moment in source.moments():
        if isinstance(moment, Outage):
            whys.append(moment.why)
        elif whys:
            return whys, moment
    raise AssertionError("ended")


both = pytest.mark.parametrize("serve", [MjpegServer, RtspServer])


@both
def test_a_stall_is_told_and_time_goes_on(serve: Serve) -> None:
    with serve(NOISE, loop=True) as server, open_source(server.url, reconnect_s=5.0) as source:
        before = watch(source, 0.2)
        server.stall(0.5)
        whys, _ = after(source)
        seen = frames_of(before + watch(source, frames_of(before)[-1].t_s + 0.7))
        assert server.connections == 1
    host = server.url.split("/")[2]
    assert set(whys) == {f"{host} sends no picture: check that it is running and connected"}
    assert all(a.t_s <= b.t_s and a.index < b.index for a, b in pairwise(seen))


@both
@pytest.mark.parametrize("abruptly", [False, True])
def test_a_server_that_hangs_up_is_connected_again(serve: Serve, abruptly: bool) -> None:
    with serve(NOISE, loop=True) as server, open_source(server.url, reconnect_s=5.0) as source:
        before = frames_of(watch(source, 0.6))[-1]
        server.drop(0.4, abruptly=abruptly)
        whys, back = after(source)
        assert server.connections == 2
    assert any("cannot be reached (Connection refused): is it switched on" in why for why in whys)
    assert back.index > before.index
    # FFmpeg gives what it looked at while it opened an RTSP stream all at once.
    assert 0.3 < back.t_s - before.t_s < back.captured_s - before.captured_s + 0.5


@both
def test_another_size_in_the_middle_is_fitted_in(serve: Serve) -> None:
    width, height = SIZE_PX
    with serve(NOISE, loop=True) as server, open_source(server.url, reconnect_s=5.0) as source:
        watch(source, 0.2)
        server.resize(width // 2, height // 2)
        sizes = {frame.image_rgb.shape for frame in frames_of(watch(source, 1.2))}
        assert server.connections == 1
    assert sizes == {(height, width, 3)}


def test_rubbish_in_the_stream_makes_it_connect_again() -> None:
    with MjpegServer(NOISE, loop=True) as server, open_source(server.url, reconnect_s=5.0) as source:
        watch(source, 0.2)
        server.send_garbage(b"?" * 3000 + b"\r\n")
        watch(source, 1.0)
        assert server.connections == 2


@both
def test_a_recording_that_would_begin_anew_has_ended(serve: Serve) -> None:
    with serve(NOISE) as server, open_source(server.url, reconnect_s=5.0) as source:
        seen = frames_of(list(source.moments()))
        assert server.connections == 2
    assert len(seen) + source.dropped <= len(NOISE)


def test_a_still_that_is_sent_again_and_again_is_no_recording() -> None:
    still = [(index / 30, shade(3, *SIZE_PX)) for index in range(10)]
    with MjpegServer(still) as server, open_source(server.url, reconnect_s=5.0) as source:
        assert any(server.connections == 3 for _ in source)


def test_without_reconnecting_the_end_is_the_end() -> None:
    with RtspServer(NOISE) as server, open_source(server.url) as source:
        frames = list(source)
        assert server.connections == 1
    assert frames[-1].t_s == pytest.approx(29 / 30, abs=0.15)


def test_a_clock_that_is_set_is_not_time_that_passed() -> None:
    with RtspServer(NOISE, loop=True) as server, open_source(server.url, reconnect_s=5.0) as source:
        watch(source, 0.2)
        server.shift_s = 7 * 3600.0
        seen = frames_of(watch(source, 0.8))
    assert seen[-1].t_s < 2.0


def test_rtsp_shows_the_pictures_that_are_sent() -> None:
    film = [(index / 30, shade(index, 640, 480)) for index in range(30)]
    with RtspServer(film) as server, open_source(server.url) as source:
        shown = [shade_index(frame.image_rgb) for frame in source]
    assert shown == sorted(set(shown))
    assert set(range(20, 28)) <= set(shown)


def test_the_scene_of_a_loop_may_wait_for_whoever_looks() -> None:
    film = [(index / 30, shade(index, 640, 480)) for index in range(20)]
    with MjpegServer(film, loop=True, waits=True) as server, open_source(server.url, reconnect_s=5.0) as source:
        last = shade_index(frames_of(watch(source, 0.1))[-1].image_rgb)
        server.stall(0.4)
        seen = [shade_index(frame.image_rgb) for frame in frames_of(watch(source, 0.7))]
    assert (seen[0] - last) % 20 < 8, "twelve would have been sent meanwhile"
