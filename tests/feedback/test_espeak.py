"""The optional voice: it gives samples, so nobody needs to listen."""

from __future__ import annotations

import numpy as np
import pytest

from feedback.fakes import Recorder
from fitcount.feedback import found
from fitcount.feedback.tones import Sound

espeak = pytest.importorskip("fitcount.feedback.espeak", reason="the extra voice is not installed")


def test_words_become_a_sound_for_the_player() -> None:
    player = Recorder()
    voice = espeak.Espeak(player)
    voice.play("7")
    voice.play("Push your knees out over your toes.")
    short, long = player.played
    assert isinstance(short, Sound)
    assert isinstance(long, Sound)
    assert 0.2 < short.seconds < 1.0 < long.seconds < 4.0
    assert np.abs(short.samples).max() > 3000


@pytest.mark.parametrize(
    ("system", "programs", "first"),
    [("linux", {"aplay", "spd-say"}, espeak.Espeak.name), ("darwin", {"afplay", "say"}, "say")],
)
def test_it_goes_before_a_voice_of_linux_and_after_that_of_a_mac(system: str, programs: set[str], first: str) -> None:
    voices = found.voices(system, lambda name: f"/usr/bin/{name}" if name in programs else None)
    assert voices[0].name == first
    assert espeak.Espeak.name in [voice.name for voice in voices]


def test_without_a_player_there_is_no_such_voice() -> None:
    assert found.voices("linux", lambda _: None) == []
