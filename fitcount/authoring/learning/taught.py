"""What a clip taught."""

from __future__ import annotations

from dataclasses import dataclass

from fitcount.authoring.drafting.draft import Draft
from fitcount.authoring.learning.motions import Motion
from fitcount.authoring.learning.performance import Performance
from fitcount.authoring.learning.robustness import Robustness


@dataclass(frozen=True)
class Lesson:
    """An exercise, and what it was learned from."""

    draft: Draft
    motion: Motion
    """Of what drives the count."""
    performance: Performance
    """The repetitions, as the draft counts them."""
    robustness: Robustness
    seen_from: str
    """front, oblique, side or back; several where the person turned."""
    whole: int
    """How many repetitions its author says it shows: without those that the clip's beginning or end cuts."""

    @property
    def reps(self) -> int:
        """How many repetitions there are."""
        return len(self.performance)
