"""Load a shipped model and run it: the only module that knows onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from fitcount.config import shipped, verified
from fitcount.errors import ModelError
from fitcount.pose.manifest import manifest
from fitcount.pose.provider import CPU, PROVIDERS, choose_provider
from fitcount.types import Float32Array, UInt8Array

Outputs = dict[str, Float32Array]

_Float = TypeVar("_Float", np.float32, np.float64)

MAX_LOGIT = 80.0
"""Beyond it a probability is 0 or 1 in single precision, and exp() would soon overflow."""


class Network(Protocol):
    """What the detector and the estimator need of a model."""

    def run(self, picture: UInt8Array) -> Outputs:
        """Outputs by name for one (height, width, 3) RGB picture of the size the network was made for."""


class Model:
    """One ONNX network, on one CPU thread unless another provider computes it.

    A second thread gains a quarter in latency at best. If it spins while it waits it doubles the CPU time, and on a
    busy machine the answer comes later. So one thread, and no spinning (tests/benchmarks/threads.py).
    """

    provider: str
    """What computes it: a name in `PROVIDERS`."""
    note: str
    """Why that is not the provider that was asked for, in one line; "" if it is."""

    def __init__(self, name: str, path: Path | None = None, provider: str = CPU) -> None:
        """Load the shipped model `name`, or the same model from another `path`, for a `provider` in `PROVIDERS`.

        One that is not there or does not start is replaced by the CPU, and `note` says so. Raises UsageError if there
        is no such provider, ModelError if the file is missing or its SHA-256 is not the one in the manifest.
        """
        import onnxruntime as ort  # noqa: PLC0415  (150 ms that `--help` need not pay)

        content = _verified(name, path)
        self.provider, self.note = choose_provider(provider, ort.get_available_providers())
        session = None if self.provider == CPU else self._accelerated(content)
        if session is None:
            self.provider, session = CPU, _session(content, CPU)
        self._session = session
        self._input = session.get_inputs()[0].name
        self._outputs = [output.name for output in session.get_outputs()]

    def _accelerated(self, content: bytes) -> Any:
        """A session with the provider; None, and a note, if it does not start."""
        try:
            session = _session(content, self.provider)
        except Exception as error:
            reason = str(error).strip().partition("\n")[0]
        else:
            if PROVIDERS[self.provider].name in session.get_providers():
                return session
            reason = "onnxruntime left it out"
        self.note = f"{self.provider} does not start, so the CPU computes: {reason}"
        return None

    def run(self, picture: UInt8Array) -> Outputs:
        """Outputs by name for one (height, width, 3) RGB picture of the size the model was made for."""
        values = self._session.run(self._outputs, {self._input: picture[np.newaxis]})
        return dict(zip(self._outputs, values, strict=True))


def _session(content: bytes, provider: str) -> Any:
    """An onnxruntime session; it throws whatever the provider's library throws."""
    import onnxruntime as ort  # noqa: PLC0415

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    chosen = PROVIDERS[provider]
    # Without onnxruntime's own fallback, which prints.
    return ort.InferenceSession(
        content, options, providers=[(chosen.name, dict(chosen.options))], enable_fallback=False
    )


def sigmoid(logits: NDArray[_Float]) -> NDArray[_Float]:
    """Probabilities 0..1 of a network's logits."""
    odds_against = np.exp(-logits.clip(-MAX_LOGIT, MAX_LOGIT))
    probability: NDArray[_Float] = np.reciprocal(1 + odds_against)
    return probability


def _verified(name: str, path: Path | None) -> bytes:
    models = manifest()
    if name not in models:
        raise ModelError(f"no model {name!r}: there are {', '.join(sorted(models))}")
    return verified(path or shipped("models") / models[name]["file"], models[name]["sha256"])
