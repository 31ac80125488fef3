"""How often something is drawn: not too often to be seen, and not so often that counting waits for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Rate:
    """Says when it is time again: `period_s` after the last time, and later where that took long.

    `share` of the time at most goes into it: on a slow connection writing to the terminal waits for the terminal.
    """

    def __init__(self, period_s: float, share: float, clock: Callable[[], float]) -> None:
        self._period_s = period_s
        self._share = share
        self._clock = clock
        self._due_s = -math.inf

    @property
    def is_due(self) -> bool:
        """Whether it is time."""
        return self._clock() >= self._due_s

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Around what is done when it is time."""
        begun_s = self._clock()
        yield
        now_s = self._clock()
        # From the end on: it may take as long as the pause is, and the frames between must be counted, too.
        self._due_s = max(begun_s + self._period_s, now_s + (now_s - begun_s) * (1 - self._share) / self._share)
