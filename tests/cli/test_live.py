from __future__ import annotations

import pytest

from fitcount.cli import live
from fitcount.types import SourceInfo
from fitcount.views.window.window import Window


class PressedWindow(Window):
    """In which n was pressed."""

    def __init__(self) -> None:
        super().__init__(SourceInfo("camera 0", 640, 480, 30.0, None, None, live=True), mirrored=True)

    def pressed(self) -> list[str]:
        return ["n"]


def test_keys_pressed_in_the_window_are_keys_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "keyboard", lambda: lambda: ["u"])
    monkeypatch.setattr(live, "known_exercises", list)
    assert list(live.live_means(PressedWindow(), mirrored=True).keys()) == ["u", "n"]
    assert list(live.live_means(None, mirrored=True).keys()) == ["u"]


@pytest.mark.parametrize("mirrored", [True, False])
def test_whoever_is_led_sees_the_picture_as_asked(mirrored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "known_exercises", list)
    assert live.live_means(None, mirrored=mirrored).mirrored is mirrored
