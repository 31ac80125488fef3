"""What a run gave of one person, and what it needs to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

from fitcount.pipeline.counting import Counting
from fitcount.pose.smoothing import SmoothingSettings
from fitcount.sessions.trace import TraceMeta
from fitcount.types import Result, SourceInfo


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave of one person, and what it needs to be kept."""

    counting: Counting
    result: Result
    meta: TraceMeta
    interrupted: bool = False


def trace_meta(counting: Counting, source: SourceInfo, model: str, warnings: Sequence[str] = ()) -> TraceMeta:
    """How a trace that is being recorded comes about."""
    return TraceMeta(
        source,
        model,
        asdict(SmoothingSettings()),
        version("fitcount"),
        tuple(warnings),
        exercise=counting.asked,
        standard=counting.standard or "",
        interventions=counting.interventions,
    )
