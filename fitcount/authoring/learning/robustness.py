"""Whether a draft counts its own clip however that is seen, and whatever its thresholds are exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fitcount.authoring.drafting.draft import ANY, Draft, exercise_of
from fitcount.authoring.learning.performance import performed
from fitcount.authoring.learning.recording import Recording

MOVED = 0.18
"""Share by which thresholds are moved."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """What a draft counts in each variant of its clip, and with each of its thresholds moved."""

    wanted: int
    counts: Mapping[str, int]
    """By what was altered."""

    @property
    def share(self) -> float:
        """Of the alterations that change nothing."""
        return sum(count == self.wanted for count in self.counts.values()) / len(self.counts)


def robustness_of(draft: Draft, recording: Recording, altered: Mapping[str, Recording], wanted: int) -> Robustness:
    """Count with a draft under every alteration."""
    counts = {what: _count(draft, other) for what, other in altered.items()}
    counts |= {what: _count(other, recording) for what, other in _moved(draft)}
    return Robustness(wanted, counts)


def _count(draft: Draft, recording: Recording) -> int:
    return len(performed(recording, exercise_of(draft), ANY))


def _moved(draft: Draft) -> Iterator[tuple[str, Draft]]:
    """The draft with thresholds moved, by which."""
    way = MOVED * (draft.peak - draft.start)
    yield "a wider range", replace(draft, start=draft.start - way / 2, peak=draft.peak + way / 2, full=None)
    yield "a narrower range", replace(draft, start=draft.start + way / 2, peak=draft.peak - way / 2, full=None)
    for what, factor in (("larger limits", 1.0 + MOVED), ("smaller limits", 1.0 - MOVED)):
        limits = replace(
            draft.limits,
            min_range=draft.limits.min_range * factor,
            min_share=draft.limits.min_share * factor,
            min_s=draft.limits.min_s * factor,
        )
        yield what, replace(draft, limits=limits, enter=draft.enter * factor, leave=draft.leave * factor, full=None)
