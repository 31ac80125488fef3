"""The window's process, with a screen that only remembers what it was shown."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace

import numpy as np
import pytest

from fitcount.types import UInt8Array
from fitcount.views.window import process
from fitcount.views.window.drawing import drawn
from fitcount.views.window.process import Player
from fitcount.views.window.scene import Scene

SCENES = [Scene(np.full((48, 64, 3), grey, np.uint8), {}, str(grey), ()) for grey in (40, 80, 120)]


class FakeScreen:
    def __init__(self) -> None:
        self.size = 64, 48
        self.shown: list[UInt8Array] = []

    def show(self, image_rgb: UInt8Array) -> None:
        self.shown.append(image_rgb)


def player(*scenes: Scene, rest: bytes = b"") -> tuple[Player, FakeScreen]:
    screen = FakeScreen()
    made = Player(io.BytesIO(b"".join(map(pickle.dumps, scenes)) + rest), screen)
    made.read()
    return made, screen


def test_the_newest_scene_is_shown_once() -> None:
    made, screen = player(*SCENES)
    made.draw()
    made.draw()
    (image,) = screen.shown
    assert np.array_equal(image, drawn(SCENES[-1], 64, 48))


def test_nothing_is_shown_before_there_is_something() -> None:
    made, screen = player()
    made.draw()
    assert screen.shown == []


def test_a_window_that_was_enlarged_is_drawn_anew() -> None:
    made, screen = player(SCENES[0])
    made.draw()
    screen.size = 128, 96
    made.draw()
    assert [image.shape for image in screen.shown] == [(48, 64, 3), (96, 128, 3)]


def test_without_a_picture_the_last_one_stays_dimmed() -> None:
    gone = replace(SCENES[0], picture_rgb=None)
    made, screen = player(SCENES[0])
    made.draw()
    made._scenes = io.BytesIO(pickle.dumps(gone))
    made.read()
    made.draw()
    assert np.array_equal(screen.shown[-1], drawn(gone, 64, 48, before_rgb=SCENES[0].picture_rgb))


@pytest.mark.parametrize("rest", [b"", pickle.dumps(SCENES[0])[:100]], ids=["ended", "was killed"])
def test_it_is_over_when_the_run_is(rest: bytes) -> None:
    made, _ = player(SCENES[0], rest=rest)
    assert made.over


def test_a_python_without_tk_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["-c", "fitcount", "640", "480"])
    monkeypatch.setitem(__import__("sys").modules, "fitcount.views.window.tk", None)
    process.main()
    assert capsys.readouterr().out.startswith("error this Python has no Tk: install python3-tk")
