"""Time stamps to seconds since the first frame."""

from __future__ import annotations

_RESTART_S = 1.0
"""A stamp this far behind the last one is a clock that began anew (joined files), not one out of order."""


class Clock:
    """Seconds since the first frame; never goes back.

    A frame without a stamp follows the last one after that one's duration; a stamp slightly out of order
    repeats the time before it; after a restart, time goes on from where it was.
    """

    def __init__(self, step_s: float) -> None:
        """`step_s`: nominal duration of a frame, where a frame does not say its own."""
        self._step_s = step_s
        self._zero_s: float | None = None
        self._last_s = 0.0
        self.end_s = 0.0
        """When the last frame ends."""

    def t_s(self, stamp_s: float | None, lasts_s: float = 0.0) -> float:
        """Time of the next frame, stamped in seconds on any scale; `lasts_s`: its duration, 0 if unknown."""
        self._last_s = max(self._last_s, self.end_s if stamp_s is None else self._since_zero(stamp_s))
        self.end_s = self._last_s + (lasts_s or self._step_s)
        return self._last_s

    def _since_zero(self, stamp_s: float) -> float:
        if self._zero_s is None or stamp_s - self._zero_s < self._last_s - _RESTART_S:
            self._zero_s = stamp_s - self.end_s
        return stamp_s - self._zero_s
