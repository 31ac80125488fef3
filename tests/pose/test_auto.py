from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.pose.auto import BY_SIZE, MAX_SHARE, choose_model, measured_latency_ms
from fitcount.types import SourceInfo

LATENCY_MS = {"lite": 8.0, "full": 13.0, "heavy": 55.0}


def camera(fps: float) -> SourceInfo:
    return SourceInfo("camera 0", 640, 480, fps, frames=None, duration_s=None, live=True)


def chosen(fps: float, slower: float = 1.0) -> str:
    return choose_model(camera(fps), lambda name: LATENCY_MS[name] * slower)


@pytest.mark.parametrize(("fps", "model"), [(5, "heavy"), (15, "full"), (30, "full"), (60, "lite"), (240, "lite")])
def test_the_largest_that_keeps_up_with_the_camera(fps: float, model: str) -> None:
    assert chosen(fps) == model


def test_part_of_the_time_is_left_for_the_rest() -> None:
    just_enough_ms = MAX_SHARE * 1000 / 30
    assert chosen(30, just_enough_ms / LATENCY_MS["full"] * 0.999) == "full"
    assert chosen(30, just_enough_ms / LATENCY_MS["full"] * 1.001) == "lite"


@pytest.mark.parametrize("fps", [math.nan, 0.0, math.inf, -1.0])
def test_a_camera_that_does_not_say_has_thirty_frames_a_second(fps: float) -> None:
    assert chosen(fps, 1.5) == chosen(30, 1.5) == "full"


def test_a_file_waits_so_nothing_is_measured() -> None:
    file = SourceInfo("clip.mp4", 640, 480, 60.0, frames=100, duration_s=1.7)
    assert choose_model(file, lambda name: pytest.fail(f"measured {name}")) == "full"


def test_what_a_smaller_one_already_fails_is_not_measured() -> None:
    measured = []

    def latency_ms(name: str) -> float:
        measured.append(name)
        return 1e3

    assert choose_model(camera(30), latency_ms) == "lite"
    assert measured == ["lite"]


@given(st.floats(1, 240), st.floats(1, 10))
def test_a_slower_machine_never_gets_a_larger_model(fps: float, slower: float) -> None:
    assert BY_SIZE.index(chosen(fps, slower)) <= BY_SIZE.index(chosen(fps))


def test_latency_is_measured_on_the_model_itself() -> None:
    assert 0.1 < measured_latency_ms("lite") < 10_000
