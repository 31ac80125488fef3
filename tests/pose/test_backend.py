from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.config import shipped
from fitcount.errors import ModelError
from fitcount.pose import backend
from fitcount.pose.backend import Model, sigmoid
from fitcount.pose.manifest import estimator_names, manifest
from fitcount.pose.provider import PROVIDERS

BLANK = np.zeros((256, 256, 3), np.uint8)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in for the shipped models."""
    for module in ("backend", "manifest"):
        monkeypatch.setattr(f"fitcount.pose.{module}.shipped", lambda _name: tmp_path)
    manifest.cache_clear()
    yield tmp_path
    manifest.cache_clear()


def message(error: pytest.ExceptionInfo[ModelError]) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_shipped_model_answers_for_one_picture() -> None:
    outputs = Model("lite").run(np.zeros((256, 256, 3), np.uint8))

    assert {name: values.shape for name, values in outputs.items()} == {
        "landmarks": (1, 195),
        "score": (1, 1),
        "heatmap": (1, 39, 64, 64),
        "world": (1, 117),
    }


def test_the_same_model_may_lie_elsewhere(tmp_path: Path) -> None:
    copy = tmp_path / "moved.onnx"
    shutil.copy(shipped("models") / "lite.onnx", copy)

    assert Model("lite", copy).run(np.zeros((256, 256, 3), np.uint8))["score"].item() < 0.5


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "lite.onnx"
    content = bytearray((shipped("models") / "lite.onnx").read_bytes())
    content[1000] ^= 1
    changed.write_bytes(content)

    with pytest.raises(ModelError) as error:
        Model("lite", changed)
    assert str(changed) in message(error)
    assert "changed or is incomplete" in message(error)


def test_another_model_is_refused() -> None:
    with pytest.raises(ModelError, match="SHA-256"):
        Model("full", shipped("models") / "lite.onnx")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as error:
        Model("lite", tmp_path / "lite.onnx")
    assert message(error) == (
        f"{tmp_path / 'lite.onnx'}: cannot be read (No such file or directory): install fitcount again"
    )


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(ModelError) as error:
        Model("huge")
    assert message(error) == "no model 'huge': there are detector, detector_upper, full, heavy, lite, upper"


def test_estimators_are_listed_smallest_first_and_the_upper_body_last() -> None:
    assert estimator_names() == ["lite", "full", "heavy", "upper"]


class TestProvider:
    def test_the_cpu_is_nothing_to_speak_of(self) -> None:
        model = Model("lite")
        assert (model.provider, model.note) == ("cpu", "")

    def test_one_that_is_not_there_is_replaced_by_the_cpu(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
        model = Model("lite", provider="cuda")

        assert model.provider == "cpu"
        assert model.note == "the installed onnxruntime has no cuda, so the CPU computes: it has cpu"
        assert model.run(BLANK)["score"].item() < 0.5

    def test_one_that_does_not_start_is_replaced_by_the_cpu(self, monkeypatch: pytest.MonkeyPatch) -> None:
        start = backend._session

        def without_driver(content: bytes, provider: str) -> Any:
            if provider == "cuda":
                raise RuntimeError("no driver\n  at line 1\n")
            return start(content, provider)

        monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider"])
        monkeypatch.setattr(backend, "_session", without_driver)
        model = Model("lite", provider="cuda")

        assert (model.provider, model.note) == ("cpu", "cuda does not start, so the CPU computes: no driver")
        assert model.run(BLANK)["score"].item() < 0.5

    def test_one_that_onnxruntime_left_out_is_not_claimed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        start = backend._session
        monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider"])
        monkeypatch.setattr(backend, "_session", lambda content, _provider: start(content, "cpu"))
        model = Model("lite", provider="cuda")

        note = "cuda does not start, so the CPU computes: onnxruntime left it out"
        assert (model.provider, model.note) == ("cpu", note)

    @pytest.mark.parametrize("name", PROVIDERS)
    def test_what_is_there_answers_as_the_cpu_does(self, name: str) -> None:
        if PROVIDERS[name].name not in onnxruntime.get_available_providers():
            pytest.skip(f"the installed onnxruntime has no {name}")
        model = Model("lite", provider=name)
        assert (model.provider, model.note) == (name, "")
        assert model.run(BLANK)["landmarks"] == pytest.approx(Model("lite").run(BLANK)["landmarks"], abs=0.05)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"models"'])
def test_a_damaged_manifest_is_no_traceback(installation: Path, content: str) -> None:
    (installation / "manifest.json").write_text(content)

    with pytest.raises(ModelError) as error:
        manifest()
    assert message(error) == f"{installation / 'manifest.json'}: is damaged: install fitcount again"


def test_a_missing_manifest_is_no_traceback(installation: Path) -> None:
    with pytest.raises(ModelError) as error:
        Model("lite")
    assert message(error).startswith(f"{installation / 'manifest.json'}: cannot be read (No such file")


def test_a_model_that_the_manifest_names_but_nobody_installed(installation: Path) -> None:
    entry = {"file": "lite.onnx", "sha256": "0", "bytes": 1}
    (installation / "manifest.json").write_text(json.dumps({"models": {"lite": entry}}))

    with pytest.raises(ModelError, match=r"lite\.onnx: cannot be read"):
        Model("lite")


@given(st.lists(st.floats(width=32, allow_nan=False), min_size=1))
def test_sigmoid_gives_probabilities_for_whatever_the_network_says(logits: list[float]) -> None:
    probability = sigmoid(np.array(logits, np.float32))

    assert probability.dtype == np.float32
    assert ((probability >= 0) & (probability <= 1)).all()
    assert ((probability >= 0.5) == (np.array(logits, np.float32) > -1e-6))[abs(np.array(logits)) > 1e-6].all()


def test_sigmoid_is_the_logistic_function() -> None:
    assert sigmoid(np.array([-2, 0, 2], np.float32)) == pytest.approx([0.1192029, 0.5, 0.8807971])
