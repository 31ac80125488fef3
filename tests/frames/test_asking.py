from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import pytest

from fitcount.frames.asking import Asking, CameraSettings
from fitcount.types import Camera, CameraMode, SourceInfo

from .test_camera import FakeCamera

JPEG = cv2.VideoWriter.fourcc(*"MJPG")
WEBCAM = (
    CameraMode("YUYV", 640, 480, (30.0, 15.0)),
    CameraMode("YUYV", 1280, 720, (10.0,)),
    CameraMode("MJPG", 640, 480, (30.0,)),
    CameraMode("MJPG", 1280, 720, (30.0,)),
    CameraMode("H264", 1920, 1080, (30.0,)),
)


def asked(settings: CameraSettings, modes: Sequence[CameraMode] = WEBCAM) -> dict[int, float]:
    camera = FakeCamera(0)
    Asking(lambda _: camera, settings, lambda: [Camera(2, "HD Webcam", tuple(modes))])(2)
    return camera.settings


def test_a_camera_is_asked_for_what_counting_needs() -> None:
    assert asked(CameraSettings()) == {
        cv2.CAP_PROP_FRAME_WIDTH: 640, cv2.CAP_PROP_FRAME_HEIGHT: 480, cv2.CAP_PROP_FPS: 30,
    }  # fmt: skip


def test_a_camera_is_asked_for_what_somebody_wants() -> None:
    settings = asked(CameraSettings((800, 600), 15.0))
    assert [settings[of] for of in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS)] == [
        800, 600, 15,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "modes", "jpeg"),
    [
        pytest.param(CameraSettings((640, 480)), WEBCAM, False, id="quick raw"),
        pytest.param(CameraSettings((1280, 720)), WEBCAM, True, id="slow raw"),
        pytest.param(CameraSettings((1280, 720), 10.0), WEBCAM, False, id="quick enough"),
        pytest.param(CameraSettings((640, 480), 60.0), WEBCAM, False, id="no quicker"),
        pytest.param(CameraSettings((1920, 1080)), WEBCAM, False, id="no JPEG of that size"),
        pytest.param(CameraSettings((640, 480)), (), False, id="unknown, small"),
        pytest.param(CameraSettings((1280, 720)), (), True, id="unknown, large"),
    ],
)
def test_jpeg_is_asked_for_where_raw_pictures_are_too_slow(
    settings: CameraSettings, modes: Sequence[CameraMode], jpeg: bool
) -> None:
    fourcc = [value for of, value in asked(settings, modes).items() if of == cv2.CAP_PROP_FOURCC]
    assert fourcc == ([JPEG] if jpeg else [])
    if jpeg:
        assert next(iter(asked(settings, modes))) == cv2.CAP_PROP_FOURCC, "the sizes depend on the format"


def test_a_camera_that_is_not_there_is_asked_for_nothing() -> None:
    camera = FakeCamera(0, opens=False)
    assert Asking(lambda _: camera, CameraSettings(), list)(2) is camera
    assert camera.settings == {}


def test_a_camera_that_comes_back_under_another_number_is_found_by_its_name() -> None:
    opened: list[int] = []
    there = [Camera(0, "Integrated"), Camera(2, "HD Webcam")]

    def device(index: int) -> FakeCamera:
        opened.append(index)
        return FakeCamera(0)

    asking = Asking(device, CameraSettings(), lambda: there)
    asking(2)
    there[:] = [Camera(0, "Integrated")]
    asking(2)
    there[:] = [Camera(0, "Integrated"), Camera(3, "HD Webcam")]
    asking(2)
    assert opened == [2, 2, 3]


def got(width: int = 640, height: int = 480, fps: float = 30.0) -> SourceInfo:
    return SourceInfo("camera 0", width, height, fps, None, None, live=True)


@pytest.mark.parametrize(
    ("settings", "info", "expected"),
    [
        (CameraSettings(), got(1920, 1080, 5.0), ""),
        (CameraSettings((640, 480), 30.0), got(), ""),
        (CameraSettings(None, 30.0), got(fps=29.97), ""),
        (CameraSettings(None, 30.0), got(fps=math.nan), ""),
        (CameraSettings((1920, 1080), 30.0), got(fps=5.0), "640x480 at 5 a second instead of 1920x1080 at 30 a second"),
        (CameraSettings((1920, 1080), 30.0), got(fps=math.nan), "640x480 instead of 1920x1080 at 30 a second"),
        (CameraSettings((1920, 1080)), got(), "640x480 instead of 1920x1080"),
        (CameraSettings(None, 60.0), got(), "30 a second instead of 60 a second"),
    ],
)  # fmt: skip
def test_what_a_camera_gives_instead_is_told(settings: CameraSettings, info: SourceInfo, expected: str) -> None:
    said = f"camera 0 gives {expected}: `fitcount cameras` tells what it can"
    assert settings.unmet(info) == (said if expected else "")
