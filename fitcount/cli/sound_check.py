"""`fitcount doctor --sound`: what each sound means, to be heard before a workout."""

from __future__ import annotations

import sys
import time

import click

from fitcount.errors import UsageError
from fitcount.feedback.device import DeviceError
from fitcount.feedback.found import NO_VOICE, first_of, players, voices
from fitcount.feedback.tones import sound_of
from fitcount.guidance import CueKind

BETWEEN_SOUNDS_S = 0.6

MEANINGS = {
    CueKind.REP: "a rep counted",
    CueKind.REJECTED: "a movement did not count, or a hold was left",
    CueKind.HALF_WAY: "half-way",
    CueKind.DONE: "the set is done",
    CueKind.TICK: "a second of a countdown",
    CueKind.GO: "it counts from now on",
    CueKind.NOTICE: "look at the screen: a pause, or something is wrong",
}
"""What each sound says, in the order in which they are played."""


def play_sounds() -> int:
    """Play each, and say something; raises UsageError if nothing here can."""
    player, voice = first_of(players(terminal=sys.stdout.buffer)), first_of(voices())
    assert player is not None  # at least the bell
    try:
        for kind, meaning in MEANINGS.items():
            click.echo(f"{kind.value:10} {meaning}")
            player.play(sound_of(kind))
            time.sleep(BETWEEN_SOUNDS_S)
        click.echo(f"played by  {player.name}")
        if voice is None:
            click.echo(NO_VOICE)
        else:
            voice.play("This is the voice that counts: 1, 2, 3.")
            click.echo(f"spoken by  {voice.name}")
    except DeviceError as error:
        raise UsageError(f"doctor --sound: {error}") from error
    finally:
        player.close()
        if voice is not None:
            voice.close()
    return 0
