from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fitcount import frames
from fitcount.cli.opening import open_as_asked
from fitcount.cli.options import CameraOptions
from fitcount.frames import CameraSettings
from fitcount.types import SourceInfo

from .conftest import Fitcount

URL = "http://phone:8080/video"


class FakeSource:
    info = SourceInfo("camera 0", 640, 480, 15.0, None, None, live=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, CameraSettings]]:
    """What was opened, and with which settings."""
    opened: list[tuple[object, CameraSettings]] = []

    def open_source(spec: str | int | os.PathLike[str], *, settings: CameraSettings, **_: float) -> FakeSource:
        opened.append((spec, settings))
        return FakeSource()

    monkeypatch.setattr(frames, "open_source", open_source)
    return opened


@pytest.mark.parametrize(
    ("source", "mirror", "expected"),
    [
        ("0", None, True), ("0", False, False), (URL, None, False), (URL, True, True), ("clip.mp4", None, False),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("asked")
def test_what_people_see_of_themselves_is_mirrored(source: str, mirror: bool | None, expected: bool) -> None:
    assert open_as_asked(source, CameraOptions(mirror=mirror)).mirrored is expected


def test_a_camera_is_asked_for_size_and_rate(asked: list[tuple[object, CameraSettings]]) -> None:
    open_as_asked("0", CameraOptions((1280, 720), 15.0))
    assert asked == [(0, CameraSettings((1280, 720), 15.0))]


def test_what_the_camera_gives_instead_is_told(
    asked: list[tuple[object, CameraSettings]], capsys: pytest.CaptureFixture[str]
) -> None:
    open_as_asked("0", CameraOptions((1280, 720), 15.0))
    assert "camera 0 gives 640x480 at 15 a second instead of 1280x720 at 15 a second" in capsys.readouterr().err
    open_as_asked("0", CameraOptions())
    assert capsys.readouterr().err == ""
    assert len(asked) == 2


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="there is always a display")
def test_without_a_display_a_window_is_refused(
    fitcount: Fitcount, short_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    said = fitcount("count", short_clip, "--window", "--headless")
    assert said.code == 2
    assert said.complaint.startswith("fitcount: --window: ")
