from __future__ import annotations

import json

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount import frames
from fitcount.types import Camera, CameraMode

from .conftest import Fitcount

SIZES = ((320, 240), (640, 480), (1280, 720), (1920, 1080))
THERE = [
    Camera(0, "Integrated Camera: Integrated C", tuple(CameraMode("MJPG", *size, (30.0,)) for size in SIZES)),
    Camera(
        2,
        "HD Pro Webcam C920",
        (
            *(CameraMode("YUYV", *size, (30.0, 15.0) if size[0] < 1000 else (5.0,)) for size in SIZES),
            CameraMode("YUYV", 2304, 1536, ()),
        ),
    ),
    Camera(
        4, "Phone", trouble="/dev/video4 may not be opened by you: `sudo usermod -aG video $USER`, and log in again"
    ),
    Camera(5, "Dock", (CameraMode("NV12", 640, 480, (59.94,)),), "another program uses it: close that one"),
]


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> list[Camera]:
    """This computer's cameras."""
    cameras = [*THERE]
    monkeypatch.setattr(frames, "list_cameras", lambda: cameras)
    monkeypatch.setattr("sys.platform", "linux")
    return cameras


def test_cameras_are_listed_with_what_they_can(
    there: list[Camera], fitcount: Fitcount, snapshot: SnapshotAssertion
) -> None:
    said = fitcount("cameras")
    assert (said.code, said.err) == (0, "")
    assert said.out == snapshot
    assert len(there) == len(THERE)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd"])
def test_without_a_camera_it_is_told_what_to_do(
    platform: str,
    there: list[Camera],
    fitcount: Fitcount,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
) -> None:
    there.clear()
    monkeypatch.setattr("sys.platform", platform)
    said = fitcount("cameras")
    assert (said.code, said.err) == (0, "")
    assert said.out == snapshot


def test_programs_get_all_of_it_as_json(there: list[Camera], fitcount: Fitcount) -> None:
    told = json.loads(fitcount("cameras", "--json").out)
    assert [camera["index"] for camera in told] == [0, 2, 4, 5]
    assert told[0]["modes"][1] == {"fourcc": "MJPG", "width": 640, "height": 480, "fps": [30.0]}
    assert told[3]["trouble"] == THERE[3].trouble
    there.clear()
    assert json.loads(fitcount("cameras", "--json").out) == []


def test_the_list_works_on_this_computer(fitcount: Fitcount) -> None:
    said = fitcount("cameras")
    assert (said.code, said.err) == (0, "")


@pytest.mark.usefixtures("there")
def test_doctor_tells_the_same_cameras(fitcount: Fitcount) -> None:
    lines = fitcount("doctor").out.splitlines()
    assert "  ok   camera 0: Integrated Camera: Integrated C, up to 1920x1080 at 30 a second" in lines
    assert "  ok   camera 2: HD Pro Webcam C920, up to 640x480 at 30 a second" in lines
    assert f"  BAD  camera 4: Phone: {THERE[2].trouble}" in lines


@pytest.mark.parametrize("command", ["count", "pose"])
@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (("--size", "1280"), "--size 1280: give width and height in pixels, like 1280x720"),
        (("--size", "0x720"), "--size 0x720: give width"),
        (("--rate", "0"), "--rate 0: give pictures a second, above 0 and up to 1000, like 30"),
        (("--rate", "nan"), "--rate nan: give pictures"),
        (("--size", "640x480"), "clip.mp4 is no camera of this computer: its size cannot be chosen"),
        (("--size", "640x480", "--rate", "15"), "clip.mp4 is no camera of this computer: its size and rate cannot"),
    ],
)
def test_only_a_camera_can_be_asked_for_what_there_can_be(
    command: str, option: tuple[str, ...], expected: str, fitcount: Fitcount
) -> None:
    said = fitcount(command, "clip.mp4", *option)
    assert said.code == 2
    assert said.complaint.startswith(f"fitcount: {expected}")


def test_a_camera_that_is_not_there_is_told(fitcount: Fitcount) -> None:
    said = fitcount("count", "no such camera", "--no-store")
    assert said.code == 2
    assert said.complaint.startswith("fitcount: no file, folder or camera 'no such camera': check the name; ")
