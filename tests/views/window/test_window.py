"""The view, with other programs in the place of the window's process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitcount.errors import UsageError
from fitcount.views.window.process import NO_DISPLAY
from fitcount.views.window.window import Window
from views.people import person, sighting
from views.scenes import CAMERA, progress, state

SEEN = sighting(person())
COUNTS = """
import pickle, sys
print("ready", flush=True)
with open(sys.argv[1], "w", buffering=1) as file:
    while True:
        try:
            file.write(pickle.load(sys.stdin.buffer).count + "\\n")
        except EOFError:
            break
"""


def window(program: str, *arguments: str) -> Window:
    return Window(CAMERA, mirrored=True, command=[sys.executable, "-c", program, *arguments])


def show(shown: Window, t_s: float = 1.0) -> None:
    shown.show(state(t_s), progress(t_s), None, SEEN)


def until_there(path: Path) -> str:
    for _ in range(500):
        if path.exists() and (said := path.read_text()):
            return said
        time.sleep(0.01)
    raise AssertionError(f"nothing in {path}")


def test_scenes_arrive(tmp_path: Path) -> None:
    with window(COUNTS, str(tmp_path / "counts")) as shown:
        show(shown, 10.0)
        assert until_there(tmp_path / "counts") == "3\n"
    assert shown._process.returncode == 0, "it does not end with the run"


def test_of_many_scenes_the_newest_arrives(tmp_path: Path) -> None:
    with window(COUNTS, str(tmp_path / "counts")) as shown:
        show(shown, 0.0)
        until_there(tmp_path / "counts")
        for t_s in (2.6, 5.1, 12.6):
            show(shown, t_s)
        time.sleep(0.2)
    assert (tmp_path / "counts").read_text().split() == ["0", "4"]


def test_a_window_that_is_stuck_holds_nobody_up() -> None:
    with window("import time; print('ready', flush=True); time.sleep(60)") as shown:
        for _ in range(1000):
            show(shown)  # 900 MB, if each was sent
    assert shown._process.returncode != 0


def test_a_window_that_is_closed_ends_only_itself() -> None:
    with window("print('ready', flush=True)") as shown:
        shown._process.wait()
        for _ in range(3):
            show(shown)
            time.sleep(0.06)
        assert shown.pressed() == []


def test_keys_that_are_pressed_in_it_are_told_once() -> None:
    keys = "import sys; print('ready'); print('key q\\nkey  ', flush=True); sys.stdin.read()"
    with window(keys) as shown:
        pressed: list[str] = []
        while len(pressed) < 2:
            pressed += shown.pressed()
        assert pressed == ["q", " "]
        assert shown.pressed() == []


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("print('error there is no display here: leave it out')", "there is no display here: leave it out"),
        ("raise SystemExit(3)", "the window could not be opened: leave it out"),
    ],
)
def test_a_window_that_cannot_be_opened_is_told(program: str, expected: str) -> None:
    with pytest.raises(UsageError) as error, window(program):
        pass
    assert str(error.value) == f"--window: {expected}"


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="there is always a display")
def test_without_a_display_there_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tkinter")
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(UsageError) as error, Window(CAMERA, mirrored=True):
        pass
    assert str(error.value) == f"--window: {NO_DISPLAY}"


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen that nobody sees."""
    pytest.importorskip("tkinter")
    if (xvfb := shutil.which("Xvfb")) is None:
        pytest.skip("needs Xvfb")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(writing), "-screen", "0", "800x600x24"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    yield
    server.terminate()
    server.wait()


@pytest.mark.usefixtures("display")
def test_it_opens_where_there_is_a_display() -> None:
    with Window(CAMERA, mirrored=True) as shown:
        for _ in range(10):
            show(shown)
            time.sleep(0.03)
        assert shown._process.poll() is None, "it ended by itself"
    assert shown._process.returncode == 0
