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

    def __init__(self) -> None:
        self._lately: deque[tuple[float, Check]] = deque()
        self._last: Check | None = None

    def update(self, t_s: float, check: Check) -> Check:
        """Take in what the next frame says, and tell what holds."""
        lately = self._lately
        lately.append((t_s, check))
        while t_s - lately[0][0] > WINDOW_S:
            lately.popleft()
        last = self._last
        good = sum(each.good for _, each in lately) / len(lately)
        is_good = good >= (0.5 if last is None else 1.0 - MAJORITY if last.good else MAJORITY)
        alike = Counter(each for _, each in lately if each.good == is_good)
        if last is None or last.good != is_good or alike.most_common(1)[0][1] > MAJORITY * len(lately):
            self._last = alike.most_common(1)[0][0] if alike else check
        assert self._last is not None
        return self._last
