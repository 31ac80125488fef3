"""Take wrong poses out of a metric: its median over the last moments, each value weighing as much as it is sure."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

WINDOW_S = 0.17
"""Six frames of thirty a second. Shorter leaves jumps of a limb that the model confuses with another; longer takes
the peaks off quick exercises."""
MAX_WINDOW_S = 0.5
"""Of values that are hardly sure: a limb is confused for as long as it is hidden, but a delay must not be felt."""
SURE = 2.5
"""Values this many times as uncertain as usual fill `WINDOW_S`; of less sure ones more are taken together."""
TIE = 1e-9
"""Sums of weights that differ by less, relatively, are equal."""


@dataclass(frozen=True, slots=True)
class SteadyValue:
    """What a metric was, and when."""

    value: float
    as_of_s: float
    """Mean time of the values it comes from: it lags behind the last one."""


class Steady:
    """The weighted median of a metric over the last moments; at low frame rates the value itself."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float, float]] = deque()

    def reset(self) -> None:
        """Forget everything."""
        self._recent.clear()

    def take(self, t_s: float, value: float, unsure: float = 1.0) -> SteadyValue:
        """The steady value after `value`, `unsure` times as uncertain as usual, was measured at `t_s`."""
        self._recent.append((t_s, value, unsure**-2))
        while t_s - self._recent[0][0] > MAX_WINDOW_S:
            self._recent.popleft()
        return _middle(self._enough(t_s))

    def _enough(self, t_s: float) -> list[tuple[float, float, float]]:
        """The last values, newest first: those of `WINDOW_S`, and more as long as all are less sure than usual.

        The value that would make them sure is left out: a sure one from before would outvote what is there now (of 503
        sets 1.6 % fewer are exact with it).
        """
        enough: list[tuple[float, float, float]] = []
        known = 0.0
        newer_s = t_s
        for row in reversed(self._recent):
            known += (newer_s - row[0]) * row[2]
            if t_s - row[0] > WINDOW_S and known > WINDOW_S * SURE**-2:
                break
            newer_s = row[0]
            enough.append(row)
        return enough


def _middle(rows: Sequence[tuple[float, float, float]]) -> SteadyValue:
    """The median of (time, value, weight) rows by weight, and their mean time; plain Python, as they are few."""
    total = sum(weight for _, _, weight in rows)
    as_of_s = sum(t_s * weight for t_s, _, weight in rows) / total
    below, half = 0.0, total / 2
    by_value = sorted((value, weight) for _, value, weight in rows)
    for place, (value, weight) in enumerate(by_value):
        below += weight
        if below > half * (1 + TIE):
            return SteadyValue(value, as_of_s)
        if below >= half * (1 - TIE):
            # The half falls between two values: the mean of both.
            return SteadyValue((value + by_value[min(place + 1, len(by_value) - 1)][0]) / 2, as_of_s)
    return SteadyValue(by_value[-1][0], as_of_s)
