"""When a live source had no picture."""

from __future__ import annotations

from fitcount.wording import clock


class Gaps:
    """Remembers how often and how long there was none; of twenty gaps twenty lines would be no help."""

    def __init__(self) -> None:
        self._count = 0
        self._total_s = 0.0
        self._longest_s, self._longest_at_s = 0.0, 0.0

    def add(self, from_s: float, took_s: float) -> None:
        """There was none for so long, from then on, in seconds from the source's start."""
        self._count += 1
        self._total_s += took_s
        if took_s > self._longest_s:
            self._longest_s, self._longest_at_s = took_s, from_s

    def warnings(self) -> list[str]:
        """In one line; none if there was always one."""
        if not self._count:
            return []
        when = f"for {self._total_s:.1f} s from {clock(self._longest_at_s)}"
        if self._count > 1:
            longest = f"the longest {self._longest_s:.1f} s from {clock(self._longest_at_s)}"
            when = f"{self._count} times, for {self._total_s:.1f} s in all ({longest})"
        return [f"no picture {when}: what was done meanwhile is not counted"]
