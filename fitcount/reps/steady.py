"""Take single wrong poses out of a metric: its median over the last moments."""

from __future__ import annotations

from collections import deque
from statistics import median

WINDOW_S = 0.17
"""Six frames of thirty a second. Shorter leaves jumps of a limb that the model confuses with another; longer takes
the peaks off quick exercises. Chosen on 89 labelled sets: 80 exact without, 84 with it."""

LAG_S = WINDOW_S / 2
"""How far behind the body the median is."""


class Steady:
    """The median of a value over the last `WINDOW_S`; at low frame rates the value itself."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()

    def reset(self) -> None:
        """Forget everything."""
        self._recent.clear()

    def take(self, t_s: float, value: float) -> float:
        """The steady value at `t_s`."""
        self._recent.append((t_s, value))
        while t_s - self._recent[0][0] > WINDOW_S:
            self._recent.popleft()
        return median(value for _, value in self._recent)
