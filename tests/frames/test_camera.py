from __future__ import annotations

import math
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest

from fitcount.errors import SourceError
from fitcount.frames import live, open_source
from fitcount.types import Camera, Outage

BLUE_BGR = (255, 0, 0)


class FakeCamera:
    """What cv2.VideoCapture does, with `count` pictures 10 ms apart, and then nothing: unplugged.

    The first `damaged` of them cannot be decoded.
    """

    def __init__(self, count: int, fps: float = 30.0, opens: bool = True, damaged: int = 0) -> None:
        self.count, self.fps, self.opens, self.damaged = count, fps, opens, damaged
        self.settings: dict[int, float] = {}
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self.opens

    def grab(self) -> bool:
        time.sleep(0.01)
        self.count -= 1
        return self.count >= 0

    def retrieve(self) -> tuple[bool, Any]:
        self.damaged -= 1
        return self.damaged < 0, np.full((48, 64, 3), BLUE_BGR, np.uint8)

    def get(self, prop: int, /) -> float:
        return self.fps if prop == cv2.CAP_PROP_FPS else 0.0

    def set(self, prop: int, value: float, /) -> bool:
        self.settings[prop] = value
        return True

    def release(self) -> None:
        self.released = True


def plug(camera: FakeCamera) -> Callable[[int], FakeCamera]:
    """The computer on which `camera` is camera 2."""

    def device(index: int) -> FakeCamera:
        assert index == 2
        return camera

    return device


@pytest.mark.parametrize("spec", [2, "2"])
def test_a_camera_is_live(spec: int | str) -> None:
    camera = FakeCamera(1000)
    with open_source(spec, device=plug(camera)) as source:
        frames = iter(source)
        taken = [next(frames) for _ in range(4)]
        assert (source.info.name, source.info.fps, source.info.live) == ("camera 2", 30.0, True)
    assert camera.released
    assert taken[0].t_s < 2.0  # from its first picture, not from when the computer was started
    assert taken[0].image_rgb[0, 0].tolist() == [0, 0, 255]
    assert all(a.index < b.index and b.t_s - a.t_s > 0.005 for a, b in pairwise(taken))


def test_the_driver_keeps_no_old_pictures() -> None:
    camera = FakeCamera(1000)
    with open_source(2, device=plug(camera)):
        assert camera.settings[cv2.CAP_PROP_BUFFERSIZE] == 1


def test_a_camera_that_does_not_say_its_rate_has_none() -> None:
    with open_source(2, device=plug(FakeCamera(1000, fps=0.0))) as source:
        assert math.isnan(source.info.fps)


def test_a_camera_that_is_unplugged_is_an_error() -> None:
    camera = FakeCamera(3)
    with open_source(2, device=plug(camera)) as source, pytest.raises(SourceError) as error:
        list(source)
    assert str(error.value) == "camera 2 stopped sending pictures: plug it in again, or check its cable"
    assert camera.released


def test_a_camera_that_sends_rubbish_is_an_error() -> None:
    with pytest.raises(SourceError, match="camera 2 stopped sending pictures"):
        open_source(2, device=plug(FakeCamera(1000, damaged=1000)))


def test_a_picture_that_cannot_be_decoded_is_passed_over() -> None:
    with open_source(2, device=plug(FakeCamera(5, damaged=3))) as source:
        frames = iter(source)
        assert next(frames).index == 0
        with pytest.raises(SourceError, match="camera 2 stopped sending pictures"):
            list(frames)


def test_a_camera_that_is_not_there_is_an_error() -> None:
    camera = FakeCamera(0, opens=False)
    with pytest.raises(SourceError, match=r"no camera 2, or .*: `fitcount cameras` lists them"):
        open_source(2, device=plug(camera), listed=lambda: [Camera(2, "HD Webcam")])
    assert camera.released


def unpluggable(*cameras: FakeCamera) -> Callable[[int], FakeCamera]:
    """A computer on which one camera after the other is found; the last one stays."""
    left = [*cameras]
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_a_camera_that_is_plugged_in_again_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value_s in {"PATIENCE_S": 0.05, "TELL_S": 0.02, "FIRST_PAUSE_S": 0.25, "LONGEST_PAUSE_S": 0.25}.items():
        monkeypatch.setattr(live, name, value_s)
    before, back = FakeCamera(5), FakeCamera(1000)
    away = [FakeCamera(0, opens=False)]
    whys, seen = set(), []
    with open_source(2, device=unpluggable(before, *away, back), listed=list, reconnect_s=5.0) as source:
        for moment in source.moments():
            if isinstance(moment, Outage):
                whys.add(moment.why)
            else:
                seen.append(moment)
                if moment.index > 8:
                    break
    assert whys <= {
        "camera 2 stopped sending pictures: plug it in again, or check its cable",
        "camera 2 is not there: plug it in again, or close the program that uses it",
    }
    assert len(whys) == 2
    assert before.released
    assert all(camera.released for camera in away)
    assert back.settings[cv2.CAP_PROP_BUFFERSIZE] == 1
    assert all(a.index < b.index and b.captured_s > a.captured_s for a, b in pairwise(seen))
    assert seen[-1].t_s == pytest.approx(seen[-1].captured_s - seen[0].captured_s + seen[0].t_s)
    assert max(b.t_s - a.t_s for a, b in pairwise(seen)) > 0.2


def test_frames_of_a_camera_tell_when_they_came() -> None:
    with open_source(2, device=plug(FakeCamera(1000)), listed=list) as source:
        before_s = time.monotonic()
        frames = iter(source)
        next(frames)
        assert before_s <= next(frames).captured_s <= time.monotonic()
