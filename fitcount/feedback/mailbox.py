"""What waits to be heard: next to nothing, as what comes late is worse than silence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fitcount.guidance import Cue


@dataclass(frozen=True, slots=True)
class _Letter:
    cue: Cue
    put_s: float


class Mailbox:
    """From the loop that counts to a thread that is heard: a place for each rank, in which the newest cue waits."""

    def __init__(self, fresh_s: Mapping[int, float], clock: Callable[[], float] = time.monotonic) -> None:
        """`fresh_s`: by rank, of which 0 goes first, for how long a cue may wait, by the `clock`."""
        self._fresh_s = fresh_s
        self._clock = clock
        self._letters: dict[int, _Letter] = {}
        self._change = threading.Condition()
        self._busy = False
        self._closed = False

    def put(self, cue: Cue, rank: int) -> None:
        """Leave a cue, in the place of one of its rank that still waits; never waits itself."""
        with self._change:
            self._letters[rank] = _Letter(cue, self._clock())
            self._change.notify_all()

    def take(self) -> Cue | None:
        """The next cue that is still fresh, once there is one; None when the mailbox is closed."""
        with self._change:
            self._busy = False
            self._change.notify_all()
            while not self._closed:
                letter = self._next()
                if letter is not None:
                    self._busy = True
                    return letter.cue
                self._change.wait()
            return None

    def _next(self) -> _Letter | None:
        for rank in sorted(self._letters):
            letter = self._letters.pop(rank)
            if self._clock() - letter.put_s <= self._fresh_s[rank]:
                return letter
        return None

    def clear(self) -> None:
        """Nothing of what waits is to be heard."""
        with self._change:
            self._letters.clear()

    def wait_until_heard(self, most_s: float) -> None:
        """Wait until nothing waits and nothing is being heard, but no longer than `most_s`."""
        with self._change:
            self._change.wait_for(lambda: self._closed or not (self._letters or self._busy), most_s)

    def close(self) -> None:
        """Nothing more is taken."""
        with self._change:
            self._closed = True
            self._change.notify_all()
