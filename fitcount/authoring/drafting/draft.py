"""An exercise before it is a file: its settings, each with the reason that its author may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fitcount.reps.definition import FORMAT, Repeated
from fitcount.reps.free_gestures import ARM_METRICS, suggested

Take = Literal["low", "middle", "high", "spread"]


@dataclass(frozen=True, slots=True)
class PhaseNames:
    """What the parts of a rep are called."""

    start: str
    to_peak: str
    up_to: str
    """The way to the peak, where there is little room: down."""
    peak: str
    from_peak: str
    back: str
    """The way back, where there is little room: up."""


@dataclass(frozen=True, slots=True)
class Need:
    """A condition that a rep fulfils; otherwise it is another exercise."""

    code: str
    metric: str
    take: Take
    """Of the metric's values over the rep."""
    is_above: bool
    limit: float
    say: str
    why: str
    """What was seen, for whoever reads the file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a motion is a repetition at all."""

    min_range: float
    min_share: float
    min_s: float
    max_s: float
    max_gap_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Deep:
    """How far a repetition must go to be a full one."""

    limit: float
    reason: str


@dataclass(frozen=True, slots=True)
class LooksDraft:
    """Usual values of metrics at both ends."""

    takes_s: float
    start: Mapping[str, float]
    peak: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A recording of the exercise, and what it counts."""

    file: str
    """Relative to the exercise's file."""
    count: int
    peaks_s: tuple[float, ...]
    """When each repetition is at its peak."""
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An exercise that is repeated."""

    name: str
    title: str
    about: str
    metric: str
    sides: Literal["together", "each"]
    start: float
    peak: float
    phases: PhaseNames
    limits: Limits
    needs: tuple[Need, ...] = ()
    full: Deep | None = None
    """Its standard `full`, beside `any`, which every movement meets."""
    looks: LooksDraft | None = None
    cases: tuple[Case, ...] = ()
    enter: float = 0.15
    leave: float = 0.25
    """Edges of the start position, as shares of the way to the peak."""
    leave_peak: float = 0.12
    """Back by this share of the way, the peak is over."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What to say above a key of the file, "" above all; a line each."""


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A condition of a held position."""

    code: str
    metric: str
    enter: float
    leave: float
    say: str
    change_over_s: float | None = None


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """An exercise that is held."""

    name: str
    title: str
    about: str
    metric: str
    min_s: float
    parts: tuple[HeldPart, ...]
    max_break_s: float = 3.0


@dataclass(frozen=True, slots=True)
class VariantDraft:
    """An exercise that is another one but for a few settings."""

    name: str
    title: str
    about: str
    base: str
    standard: str = ""
    """Its default one, where it is repeated."""
    deep: Deep | None = None
    """What that one asks for, where it is not what it asks for in the base."""
    min_s: float | None = None
    """From when it counts, where it is held."""


AnyDraft = Draft | HeldDraft | VariantDraft

FORM = ({"code": "uneven_tempo", "when": "tempo_ratio > 2", "say": "Keep the same tempo in every rep."},)
"""What is a fault in any exercise."""

ANY, FULL = "any", "full"
"""The standards of a draft."""


def settings_of(draft: Draft) -> dict[str, Any]:
    """The content of the draft's file, its keys in the order of the file."""
    names = draft.phases
    settings: dict[str, Any] = {
        "format": FORMAT,
        "name": draft.name,
        "title": draft.title,
        "about": draft.about,
        "metric": draft.metric,
        **({"sides": "each"} if draft.sides == "each" else {}),
        "usual": {"start": draft.start, "peak": draft.peak},
        "phases": {
            "start": {"name": names.start, "enter": draft.enter, "leave": draft.leave, "min_s": 0.05},
            "to_peak": {"name": names.to_peak, "short": names.up_to},
            "peak": {"name": names.peak, "leave": draft.leave_peak},
            "from_peak": {"name": names.from_peak, "short": names.back},
        },
        "movement": {
            "min_range": draft.limits.min_range,
            "min_share": draft.limits.min_share,
            "min_s": draft.limits.min_s,
            "max_s": draft.limits.max_s,
            "max_gap_s": draft.limits.max_gap_s,
        },
    }
    if draft.needs:
        settings["posture"] = [{"code": need.code, "need": condition_of(need), "say": need.say} for need in draft.needs]
    full = {FULL: {"limit": draft.full.limit, "reason": draft.full.reason}} if draft.full else {}
    settings |= {"standards": {**full, ANY: {}}, "default_standard": ANY, "form": [*FORM]}
    if draft.looks is not None:
        looks = draft.looks
        settings["looks"] = {"takes_s": looks.takes_s, "start": dict(looks.start), "peak": dict(looks.peak)}
    if draft.cases:
        settings["cases"] = [
            {"file": case.file, "count": case.count, "peaks_s": list(case.peaks_s), "note": case.note}
            for case in draft.cases
        ]
    if draft.metric.startswith(ARM_METRICS):
        # Raising a hand is free in any other without being named.
        free = suggested(Repeated.model_validate(settings))
        settings |= {"free_gestures": [str(gesture) for gesture in free]} if free else {}
    return settings


def exercise_of(draft: Draft) -> Repeated:
    """The exercise that the draft's file defines."""
    return Repeated.model_validate(settings_of(draft))


def condition_of(need: Need) -> str:
    """As it stands in the file: middle(body_tilt_deg) < 62."""
    return f"{need.take}({need.metric}) {'>' if need.is_above else '<'} {need.limit:g}"
