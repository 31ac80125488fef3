"""Which stage a run is in, by the time of its frames."""

from __future__ import annotations

import math

from fitcount.guidance import Stage

COUNTDOWN_S = 3.0
"""It is the end of each rest as well, and what is done in it counts."""
DONE_S = 4.0
"""So long the end of a plan is shown before the summary follows."""


class StageClock:
    """The stage, and until when it lasts."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.now_s = 0.0
        self._until_s = math.nan

    @property
    def left_s(self) -> float:
        """Seconds of a countdown or rest; NaN of other stages."""
        return max(self._until_s - self.now_s, 0.0) if self.stage in {Stage.COUNTDOWN, Stage.RESTING} else math.nan

    @property
    def is_over(self) -> bool:
        """Whether the stage has lasted as long as it should; what has no end never has."""
        return self.now_s >= self._until_s - (COUNTDOWN_S if self.stage is Stage.RESTING else 0.0)

    def enter(self, stage: Stage) -> None:
        """Another stage begins, which lasts until something happens."""
        self.stage, self._until_s = stage, math.nan

    def rest(self, rest_s: float) -> None:
        """Rest, the countdown included."""
        self.stage, self._until_s = Stage.RESTING, self.now_s + max(rest_s, COUNTDOWN_S)

    def count_down(self) -> None:
        """The last seconds; of a rest those that are left of it."""
        left_s = self.left_s if self.stage is Stage.RESTING and self.is_over else 0.0
        self.stage, self._until_s = Stage.COUNTDOWN, self.now_s + (left_s or COUNTDOWN_S)

    def end(self) -> None:
        """All is done."""
        self.stage, self._until_s = Stage.DONE, self.now_s + DONE_S

    def make_up_for_an_outage(self) -> None:
        """What nobody could see end, ends anew: there is a whole countdown again."""
        if self.stage is Stage.COUNTDOWN or (self.stage is Stage.RESTING and self.is_over):
            self._until_s = self.now_s + COUNTDOWN_S
