"""What the keys that were typed mean: a command, or the exercise that is being chosen."""

from __future__ import annotations

import math
import string
from collections.abc import Callable, Iterator, Sequence

from fitcount.guidance import KEYS, Command
from fitcount.reps.definition import Exercise

ESCAPE = "\x1b"
LEAVES = {ESCAPE, "e"}
"""What ends the choosing without a choice."""
CHOICE_KEYS = [
    key for key in "123456789" + string.ascii_lowercase if key not in LEAVES and KEYS.get(key) != Command.QUIT
]

Keys = Callable[[], Sequence[str]]
"""What was typed since the last call; it never waits."""
DEAF_S = 1.0
"""After a choice: who typed the name of an exercise has not meant the rest of it as commands."""


def no_keys() -> Sequence[str]:
    """Of a run that nobody can type into."""
    return ()


class Typing:
    """Reads keys as commands; while an exercise is chosen, as that exercise."""

    def __init__(self, keys: Keys, exercises: Sequence[Exercise]) -> None:
        """`exercises`: what may be chosen; those beyond the keys that there are may not."""
        self._keys = keys
        self._exercises = dict(zip(CHOICE_KEYS, exercises, strict=False))
        self._is_choosing = False
        self._deaf_until_s = -math.inf

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """While an exercise is being chosen: key and title of each."""
        if not self._is_choosing:
            return ()
        return tuple((key, exercise.title) for key, exercise in self._exercises.items())

    def choose(self) -> None:
        """From now on an exercise is chosen, if there is any."""
        self._is_choosing = bool(self._exercises)

    def leave(self) -> None:
        """No exercise is chosen after all."""
        self._is_choosing = False

    def read(self, now_s: float) -> Iterator[Command | Exercise]:
        """What is asked for by the keys that were typed; it is to be done before the next is asked for."""
        for typed in self._keys():
            if now_s < self._deaf_until_s:
                continue
            # Caps lock changes nothing.
            key = typed.lower()
            if not self._is_choosing:
                if key in KEYS:
                    yield KEYS[key]
            elif key in LEAVES:
                self.leave()
            elif key in self._exercises:
                self.leave()
                self._deaf_until_s = now_s + DEAF_S
                yield self._exercises[key]
            elif KEYS.get(key) == Command.QUIT:
                yield Command.QUIT
