"""--provider: one that is there, one that is not, and one that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import onnxruntime
import pytest

import fitcount as api
from fitcount.errors import UsageError
from fitcount.pose.provider import PROVIDERS
from fitcount.types import SourceInfo

from .conftest import Fitcount

LITE = ("--model", "lite")
NOTE = "the installed onnxruntime has no cuda, so the CPU computes: it has cpu"


@pytest.fixture(autouse=True)
def only_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])


@pytest.mark.parametrize("command", [("count", "--headless", "--no-store"), ("pose", "--headless")])
def test_the_cpu_takes_its_place_and_says_so_once(
    command: tuple[str, ...], fitcount: Fitcount, short_clip: Path
) -> None:
    said = fitcount(*command, short_clip, *LITE, "--provider", "cuda")
    assert said.code == 0
    assert said.err == f"fitcount: warning: {NOTE}\n"


@pytest.mark.parametrize("command", ["count", "pose"])
def test_an_unknown_name_is_told_in_one_line(command: str, fitcount: Fitcount) -> None:
    said = fitcount(command, "any.mp4", "--provider", "gpu")
    assert said.code == 2
    assert "'gpu' is not one of 'cpu', 'openvino'" in said.complaint


def test_names_are_taken_as_their_makers_write_them(fitcount: Fitcount, short_clip: Path) -> None:
    said = fitcount("count", short_clip, *LITE, "--headless", "--no-store", "--provider", "CPU")
    assert (said.code, said.err) == (0, "")


class TestInPython:
    def test_the_cpu_takes_its_place_with_a_warning(self, short_clip: Path) -> None:
        with pytest.warns(RuntimeWarning, match=NOTE) as warned:
            assert next(iter(api.poses(short_clip, model="lite", provider="cuda"))) is not None
        assert len(warned) == 1

    @pytest.mark.parametrize("count", [api.count, lambda clip, **how: api.count_people(clip, 2, **how)])
    def test_an_unknown_name_is_an_error(self, count: Callable[..., object], short_clip: Path) -> None:
        with pytest.raises(UsageError, match="no provider 'gpu': there are cpu, openvino"):
            count(short_clip, provider="gpu")

    def test_nobody_to_count_is_an_error(self, short_clip: Path) -> None:
        with pytest.raises(UsageError, match="people=0"):
            api.count_people(short_clip, 0)


def test_the_automatic_model_is_measured_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from fitcount import pipeline  # noqa: PLC0415
    from fitcount.pose import auto  # noqa: PLC0415

    measured: list[str] = []

    def latency_ms(_name: str, provider: str) -> float:
        measured.append(provider)
        return 1e3

    monkeypatch.setattr(auto, "measured_latency_ms", latency_ms)
    camera = SourceInfo("camera 0", 640, 480, 30.0, frames=None, duration_s=None, live=True)
    assert pipeline.chosen_model("auto", camera, "openvino") == "lite"
    assert measured == ["openvino"]


def test_doctor_lists_what_is_there_and_what_is_not(fitcount: Fitcount) -> None:
    lines = fitcount("doctor").out.splitlines()
    at = lines.index("providers")
    assert lines[at + 1] == f"  ok   onnxruntime {onnxruntime.__version__}, without {', '.join(list(PROVIDERS)[1:])}"
    assert lines[at + 2].split()[:2] == ["ok", "cpu"]
    assert lines[at + 3] == "cameras"


def test_doctor_says_why_one_does_not_start(fitcount: Fitcount, monkeypatch: pytest.MonkeyPatch) -> None:
    there = ["CPUExecutionProvider", "CUDAExecutionProvider"]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: there)
    said = fitcount("doctor")
    assert said.code == 0, "the CPU takes its place"
    (cuda,) = [line for line in said.out.splitlines() if line.startswith("  -    cuda")]
    assert "does not start, so the CPU computes" in cuda
