"""Execution providers: what onnxruntime can run a network on, by the names that people use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Provider:
    """One of onnxruntime's execution providers."""

    name: str
    """In onnxruntime."""
    options: Mapping[str, str] = field(default_factory=dict)


CPU = "cpu"

PROVIDERS: Mapping[str, Provider] = {
    CPU: Provider("CPUExecutionProvider"),
    # On one thread, too; and in single precision even where the processor has a quicker half.
    "openvino": Provider(
        "OpenVINOExecutionProvider", {"device_type": "CPU", "num_of_threads": "1", "precision": "FP32"}
    ),
    "coreml": Provider("CoreMLExecutionProvider"),
    "directml": Provider("DmlExecutionProvider"),
    "cuda": Provider("CUDAExecutionProvider"),
}
"""Every provider that a network may be run with."""


def choose_provider(wanted: str, available: Sequence[str]) -> tuple[str, str]:
    """The provider to use, and a note, in one line, if it is not the `wanted` one; "" if it is.

    `available`: onnxruntime's names of those it was built with.
    """
    if wanted not in PROVIDERS:
        return CPU, f"no provider {wanted!r}, so the CPU computes: there are {', '.join(PROVIDERS)}"
    if PROVIDERS[wanted].name in available:
        return wanted, ""
    offered = [name for name, provider in PROVIDERS.items() if provider.name in available]
    return CPU, f"the installed onnxruntime has no {wanted}, so the CPU computes: it has {', '.join(offered)}"
