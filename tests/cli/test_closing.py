"""However somebody ends a live run: the terminal is as it was before, and the session is kept."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from frames.mjpeg import MjpegServer, jpeg

from fitcount.frames import open_source
from fitcount.kept import State
from fitcount.overview import SessionEntry
from fitcount.sessions.store import Store

from .terminal import INTO_SCREEN, OUT_OF_SCREEN, PROGRAM, SHOW_CURSOR, WAIT_S, Terminal

Start = Callable[..., Terminal]


@pytest.fixture(scope="module")
def one_squat(short_clip: Path) -> list[tuple[float, bytes]]:
    """One squat, and then somebody who stands there for as long as a test may take."""
    with open_source(short_clip) as source:
        frames = [(frame.t_s, jpeg(frame.image_rgb)) for frame in source]
    last_s, standing = frames[-1]
    return [*frames, *((last_s + number / 10, standing) for number in range(1, int(WAIT_S * 10)))]


@pytest.fixture
def camera(one_squat: list[tuple[float, bytes]]) -> Iterator[str]:
    with MjpegServer(one_squat) as server:
        yield server.url


@pytest.fixture
def running(camera: str, on_a_terminal: Start, store: Path) -> Terminal:
    """A live run that has counted a squat."""
    terminal = on_a_terminal("count", camera, "--model", "lite", "--standard", "any")
    terminal.read_until_kept(store, 1)
    return terminal


def kept(store: Path) -> SessionEntry:
    (entry,) = Store(store).entries()
    return entry


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it(number: signal.Signals, running: Terminal, store: Path) -> None:
    os.kill(running.process.pid, number)
    assert running.end() == 130
    dashboard, after = running.shown.split(INTO_SCREEN)[1].split(OUT_OF_SCREEN)
    assert SHOW_CURSOR in running.shown[len(dashboard) :]
    assert running.is_as_before
    assert "Traceback" not in after
    assert "1 rep" in after
    assert (kept(store).state, kept(store).count) == (State.FINISHED, 1)


def test_ctrl_z_gives_the_terminal_back_and_takes_it_again(running: Terminal, store: Path) -> None:
    shown_before = len(running.shown)
    # There is no shell that could have it go on, so it does at once.
    os.kill(running.process.pid, signal.SIGTSTP)
    while INTO_SCREEN not in running.shown[shown_before:]:
        assert running.read()
    assert OUT_OF_SCREEN in running.shown[shown_before:]
    running.write("\x03")
    assert running.end() == 130
    assert running.is_as_before
    assert kept(store).state is State.FINISHED


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell with job control")
def test_what_ctrl_z_stops_goes_on_where_it_was(
    camera: str, environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    shell = Terminal(["bash", "--norc", "--noprofile", "-i"], environment, tmp_path)
    try:
        shell.write(shlex.join([*PROGRAM, "count", camera, "--model", "lite", "--standard", "any"]) + "\n")
        shell.read_until_kept(store, 1)
        before = len(shell.shown)
        shell.write("\x1a")
        shell.read_until("Stopped")
        assert OUT_OF_SCREEN in shell.shown[before:]
        shell.write("fg\n")
        while INTO_SCREEN not in shell.shown[before:]:
            assert shell.read()
        shell.write("\x03")
        while kept(store).state is not State.FINISHED:
            shell.read()
    finally:
        shell.close()


def test_ctrl_c_is_typed(running: Terminal, store: Path) -> None:
    running.write("\x03")
    assert running.end() == 130
    assert running.is_as_before
    assert kept(store).state is State.FINISHED


def test_closing_the_window_ends_it(running: Terminal, store: Path) -> None:
    running.close_window()
    assert running.process.wait(WAIT_S) == 130
    assert (kept(store).state, kept(store).count) == (State.FINISHED, 1)


def test_a_connection_that_breaks_without_a_word_ends_it(camera: str, on_a_terminal: Start, store: Path) -> None:
    terminal = on_a_terminal("count", camera, "--model", "lite", "--standard", "any", is_told=False)
    terminal.read_until_kept(store, 1)
    terminal.close_window()
    assert terminal.process.wait(WAIT_S) == 130
    assert (kept(store).state, kept(store).count) == (State.FINISHED, 1)
