"""Makes cues heard, in threads of its own: whatever the loudspeaker does, the loop that counts goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

from fitcount.feedback.device import Device, DeviceError
from fitcount.feedback.mailbox import Mailbox
from fitcount.feedback.speech import speakable
from fitcount.feedback.tones import MELODIES, Sound, sound_of
from fitcount.guidance import Cue, CueKind

Thing = TypeVar("Thing")

CLOSING_S = 0.2
"""Closing waits no longer for what a device does."""
SOON_S = 0.6
"""A sound that is later than this tells nothing about the rep that it is for."""
COUNT, NOTICE, WORDS = 0, 1, 2
"""Ranks of what is said: a count goes before a notice, and that before what to do better."""
RANKS: Mapping[CueKind, int] = {CueKind.NOTICE: NOTICE, CueKind.WORDS: WORDS}
"""Of the kinds that are no count."""
FRESH_S: Mapping[int, float] = {COUNT: 1.0, NOTICE: 5.0, WORDS: 3.0}
"""For how long something waits until a voice has finished: "seven" for somebody at nine is worse than silence."""


class Speaker:
    """Plays and says what is told to it; close it at the end."""

    def __init__(self, player: Device[Sound] | None = None, voice: Device[str] | None = None) -> None:
        """None: no sounds, or no words."""
        self._channels: list[_Channel[Sound] | _Channel[str]] = []
        if player is not None:
            self._channels.append(_Channel(player, _SOUNDS, {COUNT: SOON_S}))
        if voice is not None:
            self._channels.append(_Channel(voice, _WORDS, FRESH_S))
        self._muted = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def tell(self, cue: Cue) -> None:
        """Have a cue heard as soon as may be, or never; returns at once, and raises nothing."""
        if not self._muted:
            for channel in self._channels:
                channel.tell(cue)

    @property
    def muted(self) -> bool:
        """Whether nothing is heard."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        if muted:
            for channel in self._channels:
                channel.hush()

    @property
    def problems(self) -> tuple[str, ...]:
        """Why something could not be heard, each in a line; to be told once, at the end."""
        return tuple(channel.problem for channel in self._channels if channel.problem)

    def finish(self, most_s: float = 2.0) -> None:
        """Wait until what was told has been heard, but no longer than `most_s`: at the end of a run that went well."""
        if self._muted:
            return
        until_s = time.monotonic() + most_s
        for channel in self._channels:
            channel.finish(until_s - time.monotonic())

    def close(self) -> None:
        """Be silent at once; may be called again."""
        until_s = time.monotonic() + CLOSING_S
        for channel in self._channels:
            channel.close()
        for channel in self._channels:
            channel.join(until_s)


@dataclass(frozen=True, slots=True)
class _Share(Generic[Thing]):
    """What of a cue is for one device."""

    rank: Callable[[Cue], int | None]
    """How soon it goes; None if nothing is for this device."""
    content: Callable[[Cue], Thing]


class _Channel(Generic[Thing]):
    """One device and its thread."""

    def __init__(self, device: Device[Thing], share: _Share[Thing], fresh_s: Mapping[int, float]) -> None:
        self._device = device
        self._share = share
        self._mailbox = Mailbox(fresh_s)
        self.problem = ""
        # Of a device that never answers the thread would never end, and keep the program from ending.
        self._thread = threading.Thread(target=self._run, name=f"fitcount {device.name}", daemon=True)
        self._thread.start()

    def tell(self, cue: Cue) -> None:
        rank = self._share.rank(cue)
        if rank is not None and not self.problem:
            self._mailbox.put(cue, rank)

    def hush(self) -> None:
        self._mailbox.clear()
        self._device.stop()

    def finish(self, most_s: float) -> None:
        self._mailbox.wait_until_heard(most_s)

    def close(self) -> None:
        self._mailbox.close()
        # A device may hang even then.
        self._closing = threading.Thread(target=self._device.close, name=f"{self._thread.name} closing", daemon=True)
        self._closing.start()

    def join(self, until_s: float) -> None:
        for thread in (self._closing, self._thread):
            thread.join(max(until_s - time.monotonic(), 0.0))

    def _run(self) -> None:
        while (cue := self._mailbox.take()) is not None:
            try:
                self._device.play(self._share.content(cue))
            except DeviceError as error:
                self.problem = str(error)
                self._mailbox.close()


def _sound(cue: Cue) -> Sound:
    return sound_of(cue.kind)


def _words(cue: Cue) -> str:
    return speakable(cue.say)


def _rank_of_sound(cue: Cue) -> int | None:
    return COUNT if cue.kind in MELODIES else None


def _rank_of_words(cue: Cue) -> int | None:
    return RANKS.get(cue.kind, COUNT) if cue.say else None


_SOUNDS, _WORDS = _Share(_rank_of_sound, _sound), _Share(_rank_of_words, _words)
