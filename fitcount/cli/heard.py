"""What is heard of a run, and who tells the loudspeaker."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from fitcount.cli.warning import warn
from fitcount.coaching.cues import Cues
from fitcount.feedback.bell import Bell
from fitcount.feedback.found import NO_PLAYER, NO_VOICE, first_of, players, voices
from fitcount.feedback.speaker import Speaker
from fitcount.guidance import Cue, Guidance
from fitcount.pipeline import Counted
from fitcount.types import CounterState, Frame, Outage, Progress


@contextmanager
def speaker_for(*, live: bool, sound: bool | None, voice: bool | None) -> Iterator[Speaker | None]:
    """Opens what is to be heard; None if that is nothing. `live`: whether somebody is led in front of a terminal.

    Leaving it waits for what is still to be heard, unless the speaker was muted; what went wrong is told as a warning.
    """
    wants_sound, wants_voice = (live if asked is None else asked for asked in (sound, voice))
    terminal = sys.stdout.buffer if live else None
    player = first_of(players(terminal=terminal)) if wants_sound else None
    speech = first_of(voices()) if wants_voice else None
    for asked, found, nothing in ((sound, player, NO_PLAYER), (voice, speech, NO_VOICE)):
        if asked and found is None:
            warn(nothing)
    if player is None and speech is None:
        yield None
        return
    with Speaker(player, speech) as speaker:
        yield speaker
        speaker.finish()
    for problem in speaker.problems:
        warn(f"not all was to be heard: {problem}")
    if player is not None and player.failure and player.name == Bell.name:
        warn(f"only {Bell.name} was rung: {player.failure}")


def _unled() -> Guidance:
    return Guidance()


def _nothing() -> Sequence[Cue]:
    return ()


class SpeakerWatcher:
    """Makes of what is known after each frame what is heard of it.

    `guidance` gives what a live run tells at that moment, and whether it is muted; `take_cues` what is heard besides.
    """

    def __init__(
        self,
        speaker: Speaker,
        guidance: Callable[[], Guidance] = _unled,
        take_cues: Callable[[], Sequence[Cue]] = _nothing,
    ) -> None:
        self._speaker = speaker
        self._guidance = guidance
        self._take_cues = take_cues
        self._cues = Cues()

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Tell what is new of the first person."""
        self._tell(frame.t_s, people[0].state)

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Tell what is new though there is no picture."""
        self._tell(outage.t_s, people[0].state if people else None)

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Tell of a rep that ends with the source."""
        if people:
            self._tell(progress.t_s, people[0].state)

    def _tell(self, t_s: float, state: CounterState | None) -> None:
        guidance = self._guidance()
        if guidance.muted is not self._speaker.muted:
            self._speaker.muted = guidance.muted
        for cue in (*self._cues.hear(t_s, state, guidance), *self._take_cues()):
            self._speaker.tell(cue)
