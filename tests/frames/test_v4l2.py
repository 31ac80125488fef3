from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fitcount.types import Camera, CameraMode

from .fake_v4l2 import CAPTURE, CAPTURE_PLANES, METADATA, OUTPUT, Computer, Node, Range, Sizes

if sys.platform != "linux":
    pytest.skip("these are Linux's cameras", allow_module_level=True)

from fitcount.frames.v4l2 import list_cameras

WEBCAM: dict[str, Sizes | Range] = {"YUYV": {(640, 480): (30, 15), (1280, 720): (10,)}, "MJPG": {(1280, 720): (30,)}}

Cameras = Callable[[Mapping[int, Node]], list[Camera]]


@pytest.fixture
def cameras(tmp_path: Path) -> Cameras:
    def listed(nodes: Mapping[int, Node]) -> list[Camera]:
        computer = Computer(tmp_path, nodes)
        return list_cameras(computer.open, computer.devices, computer.sysfs)

    return listed


def test_sizes_and_rates_of_each_format_are_told(cameras: Cameras) -> None:
    assert cameras({2: Node("HD Pro Webcam C920", WEBCAM)}) == [
        Camera(
            2,
            "HD Pro Webcam C920",
            (
                CameraMode("YUYV", 640, 480, (30.0, 15.0)),
                CameraMode("YUYV", 1280, 720, (10.0,)),
                CameraMode("MJPG", 1280, 720, (30.0,)),
            ),
        )
    ]


def test_a_camera_of_any_size_is_told_by_the_usual_ones(cameras: Cameras) -> None:
    (camera,) = cameras({0: Node(formats={"NV12": Range((64, 64), (1280, 720), 16, 1, 60)})})
    assert camera.modes == tuple(
        CameraMode("NV12", *size, (60.0, 1.0)) for size in ((320, 240), (640, 480), (1280, 720))
    )


def test_nodes_that_send_no_pictures_are_left_out(cameras: Cameras) -> None:
    nodes = {0: Node("A"), 1: Node("A", able=METADATA, index=1), 10: Node("decoder", able=OUTPUT), 2: Node("B")}
    assert [(camera.index, camera.name) for camera in cameras(nodes)] == [(0, "A"), (2, "B")]


@pytest.mark.parametrize("able", [CAPTURE_PLANES, CAPTURE | OUTPUT], ids=["in planes", "a loopback that is written to"])
def test_what_sends_pictures_is_a_camera(cameras: Cameras, able: int) -> None:
    (camera,) = cameras({0: Node(formats=WEBCAM, able=able)})
    assert len(camera.modes) == 3


def test_a_camera_that_another_program_uses_is_listed_with_all_that_it_can(cameras: Cameras) -> None:
    (camera,) = cameras({0: Node(formats=WEBCAM, streams=True)})
    assert camera.trouble == "another program uses it: close that one"
    assert len(camera.modes) == 3


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errno.EACCES, "video0 may not be opened by you: `sudo usermod -aG video $USER`, and log in again"),
        (errno.EBUSY, "another program uses it: close that one"),
        (errno.EIO, "video0 cannot be opened (Input/output error): plug it in again"),
    ],
)
def test_a_camera_that_cannot_be_opened_is_listed_with_what_to_do(cameras: Cameras, error: int, expected: str) -> None:
    (camera,) = cameras({0: Node("HD Webcam", opening=error), 1: Node("HD Webcam", opening=error, index=1)})
    assert camera.name == "HD Webcam"
    assert camera.trouble.endswith(expected)


@pytest.mark.parametrize("error", [errno.ENODEV, errno.ENOENT, errno.ENXIO])
def test_a_camera_that_was_just_unplugged_is_none(cameras: Cameras, error: int) -> None:
    assert cameras({0: Node(opening=error)}) == []


def test_a_driver_that_says_nothing_of_sizes_has_none(cameras: Cameras) -> None:
    (camera,) = cameras({0: Node(formats={"YUYV": {}})})
    assert camera.modes == ()


def test_a_driver_that_never_ends_is_left(cameras: Cameras) -> None:
    (camera,) = cameras({0: Node(formats={"YUYV": {(640, 480): (30,)}}, endless=True)})
    assert camera.modes[0] == CameraMode("YUYV", 640, 480, (30.0,))


def test_a_computer_without_cameras_has_none(tmp_path: Path) -> None:
    assert list_cameras(devices=tmp_path / "nowhere", sysfs=tmp_path / "nowhere") == []


def test_what_is_no_device_is_no_camera(tmp_path: Path) -> None:
    """The kernel itself is asked here, of a plain file."""
    (tmp_path / "video0").touch()
    (tmp_path / "video-of-mine").touch()
    (camera,) = list_cameras(devices=tmp_path, sysfs=tmp_path)
    assert camera.modes == ()
    assert camera.trouble
