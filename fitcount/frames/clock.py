"""Time stamps to seconds since the first frame: of a recording, and of a live stream."""

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


JUMP_S = 2.0
"""A stamp further ahead of the last one than this, beyond the time that passed between their arrivals, is a clock that
was set; what comes late, and then all at once, is not ahead."""
WATCH_S = 20.0
"""Over which a stream's clock is compared with ours: a camera sends up to some seconds at once at first."""
PACE = 4 / 3
"""A clock that runs faster than this, or slower than its inverse, does not tell time."""


class LiveClock:
    """Seconds since the first frame of a live stream, by its stamps as long as they agree with when they arrive.

    Stamps are better than arrivals, which the network makes uneven. But cameras set their clocks while they run, and
    some count frames at a rate that is not theirs: then time is that of arrival.
    """

    def __init__(self, step_s: float) -> None:
        """`step_s`: nominal duration of a frame, where a frame has no stamp."""
        self._step_s = step_s
        self._zero_s: float | None = None
        """The stamp that stands for 0 s."""
        self._last: tuple[float, float] | None = None
        """Time of the last frame, and when it arrived."""
        self._watched_from = 0.0, 0.0
        self._trusted = True

    def t_s(self, stamp_s: float | None, arrived_s: float) -> float:
        """Time of the next frame, stamped in seconds on any scale, that arrived at `arrived_s` on another."""
        if self._last is None:
            t_s = 0.0
            self._watched_from = t_s, arrived_s
            self._zero_s = stamp_s
        else:
            t_s = max(self._following(*self._last, stamp_s, arrived_s), self._last[0])
        self._last = t_s, arrived_s
        self._watch(t_s, arrived_s)
        return t_s

    def _following(self, last_s: float, last_arrived_s: float, stamp_s: float | None, arrived_s: float) -> float:
        passed_s = arrived_s - last_arrived_s
        if not self._trusted:
            return last_s + passed_s
        if stamp_s is None:
            return last_s + self._step_s
        if self._zero_s is None:
            self._zero_s = stamp_s - last_s - self._step_s
        step_s = stamp_s - self._zero_s - last_s
        if not -_RESTART_S <= step_s <= passed_s + JUMP_S:
            self._zero_s = stamp_s - last_s - passed_s
        return stamp_s - self._zero_s

    def _watch(self, t_s: float, arrived_s: float) -> None:
        from_s, from_arrived_s = self._watched_from
        took_s = arrived_s - from_arrived_s
        if took_s >= WATCH_S:
            self._trusted &= 1 / PACE <= (t_s - from_s) / took_s <= PACE
            self._watched_from = t_s, arrived_s
