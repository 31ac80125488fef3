"""Execution providers: what onnxruntime can run a network on, by the names that people use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fitcount.errors import UsageError


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

    `available`: onnxruntime's names of those it was built with. Raises UsageError if nothing is called `wanted`.
    """
    if wanted not in PROVIDERS:
        raise UsageError(f"no provider {wanted!r}: there are {', '.join(PROVIDERS)}")
    offered = offered_by(available)
    if wanted in offered:
        return wanted, ""
    return CPU, f"the installed onnxruntime has no {wanted}, so the CPU computes: it has {', '.join(offered)}"


def offered_by(available: Sequence[str]) -> list[str]:
    """The names in `PROVIDERS` of what an onnxruntime was built with."""
    return [name for name, provider in PROVIDERS.items() if provider.name in available]
