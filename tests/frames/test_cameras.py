from __future__ import annotations

import os
from pathlib import Path

import pytest

from fitcount.errors import SourceError, UsageError
from fitcount.frames import CameraSettings, camera_index, open_source
from fitcount.types import Camera

from .test_camera import FakeCamera, plug

THERE = [Camera(0, "HD Pro Webcam C920"), Camera(2, "Integrated Camera: Integrated C"), Camera(3, "Phone (Wi-Fi)")]


def index(spec: str | int | Path, there: list[Camera] = THERE) -> int | None:
    return camera_index(spec, lambda: there)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (5, 5), ("0", 0), ("17", 17), ("HD Pro Webcam C920", 0), ("c920", 0), ("hd  pro", 0), ("INTEGRATED", 2),
        ("Phone (Wi-Fi)", 3), ("wi-fi", 3), ("/dev/video2", 2),
    ],
)  # fmt: skip
def test_a_camera_is_named_by_number_or_by_part_of_its_name(spec: str | int, expected: int) -> None:
    assert index(spec) == expected


@pytest.mark.parametrize(
    "spec",
    ["squats.mp4", "./c920", "/c920", "../c920", "~/c920", "a/b", "http://phone:8080/c920", "rtsp://c920", "", " "],
)
def test_what_looks_like_a_path_or_an_address_is_one(spec: str) -> None:
    assert index(spec) is None


def test_what_exists_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert index("c920") == 0
    (tmp_path / "c920").touch()
    assert index("c920") is None
    assert index(Path("hd")) is None, "a Path is never a name"


@pytest.mark.skipif(os.name == "nt", reason="/dev")
def test_a_link_to_a_camera_is_that_camera(tmp_path: Path) -> None:
    (tmp_path / "usb-C920-index0").symlink_to("/dev/video7")
    assert index(tmp_path / "usb-C920-index0") == 7


def test_a_whole_name_is_rather_meant_than_part_of_another() -> None:
    assert index("webcam", [Camera(0, "Webcam Pro"), Camera(1, "Webcam")]) == 1


@pytest.mark.parametrize(
    ("spec", "there", "expected"),
    [
        (
            "am",
            THERE,
            "'am' names 2 cameras: camera 0 (HD Pro Webcam C920), camera 2 (Integrated Camera: Integrated C): "
            "write more of the name, or the number",
        ),
        ("twin", [Camera(0, "Twin"), Camera(1, "Twin")], "'twin' names 2 cameras: "),
        (
            "logitech",
            THERE[::2],
            "no file, folder or camera 'logitech': check the name; "
            "there is camera 0 (HD Pro Webcam C920), camera 3 (Phone (Wi-Fi))",
        ),
        ("logitech", [], "no file, folder or camera 'logitech': check the name; no camera is there"),
    ],
)
def test_a_name_that_is_not_clear_is_told_in_one_line(spec: str, there: list[Camera], expected: str) -> None:
    with pytest.raises(SourceError) as error:
        index(spec, there)
    assert str(error.value).startswith(expected)


def test_a_camera_is_opened_by_its_name() -> None:
    camera = FakeCamera(1000)
    with open_source("integrated", device=plug(camera), listed=lambda: THERE) as source:
        assert (source.info.name, source.info.live) == ("camera 2", True)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], "no camera 2: none is there; `fitcount cameras` says what to do"),
        (THERE[:1], "no camera 2: there is camera 0 (HD Pro Webcam C920)"),
        (
            [Camera(2, "HD", trouble="another program uses it: close that one")],
            "camera 2 (HD): another program uses it",
        ),
    ],
)
def test_why_a_camera_cannot_be_opened_is_told(there: list[Camera], expected: str) -> None:
    with pytest.raises(SourceError) as error:
        open_source(2, device=plug(FakeCamera(0, opens=False)), listed=lambda: there)
    assert str(error.value).startswith(expected)


def test_a_missing_file_is_told_as_one() -> None:
    with pytest.raises(SourceError, match=r"^no file or folder gone.mp4: check"):
        open_source("gone.mp4", listed=lambda: THERE)


def test_only_a_camera_is_asked_for_a_size(clip: Path) -> None:
    for settings, names in ((CameraSettings((640, 480)), "size"), (CameraSettings((640, 480), 30.0), "size and rate")):
        with pytest.raises(UsageError, match=f"clip.mp4 is no camera of this computer: its {names} cannot be chosen"):
            open_source(str(clip), settings=settings)
    with open_source(str(clip), settings=CameraSettings()) as source:
        assert not source.info.live
