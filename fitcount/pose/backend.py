"""Load a shipped model and run it: the only module that knows onnxruntime."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fitcount.config import shipped
from fitcount.errors import ModelError

Outputs = dict[str, NDArray[np.float32]]


class Model:
    """One ONNX network on one CPU thread.

    A second thread gains a quarter in latency and costs half as much again in CPU time; while it waits it spins, which
    makes a busy machine slower. So one thread, and no spinning.
    """

    def __init__(self, name: str, path: Path | None = None) -> None:
        """Load the shipped model `name`, or the same model from another `path`.

        Raises ModelError if the file is missing or its SHA-256 is not the one in the manifest.
        """
        import onnxruntime as ort  # noqa: PLC0415  (150 ms that `--help` need not pay)

        content = _verified(name, path or shipped("models") / _entry(name)["file"])
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, picture: NDArray[np.uint8]) -> Outputs:
        """Outputs by name for one (height, width, 3) RGB picture of the size the model was made for."""
        values = self._session.run(self._outputs, {self._input: picture[np.newaxis]})
        return dict(zip(self._outputs, values, strict=True))


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """What `models/build.py` wrote of each model: file, SHA-256, provenance."""
    path = shipped("models") / "manifest.json"
    try:
        models: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["models"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: cannot be read ({error}): install fitcount again") from error
    return models


def estimator_names() -> list[str]:
    """Names of the estimators that ship, smallest first."""
    models = manifest()
    return sorted((name for name in models if name != "detector"), key=lambda name: int(models[name]["bytes"]))


def _entry(name: str) -> dict[str, Any]:
    try:
        return manifest()[name]
    except KeyError:
        raise ModelError(f"no model {name!r}: there are {', '.join(sorted(manifest()))}") from None


def _verified(name: str, path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}): install fitcount again") from error
    wanted, found = _entry(name)["sha256"], hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise ModelError(
            f"{path}: SHA-256 starts with {found[:12]}, must be {wanted[:12]}: the file was changed or is incomplete; "
            "install fitcount again"
        )
    return content
