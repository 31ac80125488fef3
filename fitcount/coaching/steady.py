"""What a check said over the last moments, so that its line does not flicker."""

from __future__ import annotations

from collections import Counter, deque

from fitcount.guidance import Check

WINDOW_S = 0.5
"""Over so long a check is settled."""
MAJORITY = 0.7
"""Share of the frames in that time by which good becomes bad, or bad good."""


class SteadyCheck:
    """One check over the last half second."""

    def __init__(self, t_s: float, first: Check) -> None:
        self._lately: deque[tuple[float, Check]] = deque()
        self.settled = first
        """What holds."""
        self.update(t_s, first)

    def update(self, t_s: float, check: Check) -> None:
        """Take in what the next frame says."""
        lately, settled = self._lately, self.settled
        lately.append((t_s, check))
        while t_s - lately[0][0] > WINDOW_S:
            lately.popleft()
        share_good = sum(each.good for _, each in lately) / len(lately)
        is_good = share_good > 1.0 - MAJORITY if settled.good else share_good >= MAJORITY
        alike = Counter(each for _, each in lately if each.good == is_good).most_common(1)
        if alike and (is_good != settled.good or alike[0][1] >= MAJORITY * len(lately)):
            self.settled = alike[0][0]

    def is_fresh(self, t_s: float) -> bool:
        """Whether any of the last frames could be checked."""
        return t_s - self._lately[-1][0] <= WINDOW_S
