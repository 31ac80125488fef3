"""The two optional packages, without a loudspeaker: one plays into nothing, the other gives samples."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from feedback.fakes import Recorder
from fitcount.feedback import found
from fitcount.feedback.tones import Sound, sound_of
from fitcount.guidance import CueKind


class TestMiniaudio:
    @pytest.fixture
    def nowhere(self) -> list[object]:
        """A backend that takes sound in real time, and lets nobody hear it."""
        miniaudio = pytest.importorskip("miniaudio", reason="the extra sound is not installed")
        return [miniaudio.Backend.NULL]

    def test_a_sound_is_played_to_its_end(self, nowhere: list[object]) -> None:
        from fitcount.feedback.open_device import OpenDevice  # noqa: PLC0415

        device = OpenDevice(nowhere)
        device.play(sound_of(CueKind.REP))
        device.play(sound_of(CueKind.TICK))
        device.close()

    def test_what_plays_can_be_stopped(self, nowhere: list[object]) -> None:
        from fitcount.feedback.open_device import OpenDevice  # noqa: PLC0415

        device = OpenDevice(nowhere)
        long = Sound(np.zeros(44_100 * 60, np.int16))
        thread = threading.Thread(target=device.play, args=(long,))
        thread.start()
        while thread.is_alive():
            device.stop()
            thread.join(0.01)
        device.close()

    def test_a_closed_one_is_silent(self, nowhere: list[object]) -> None:
        from fitcount.feedback.open_device import OpenDevice  # noqa: PLC0415

        device = OpenDevice(nowhere)
        device.close()
        device.play(sound_of(CueKind.REP))

    def test_it_goes_before_the_programs_of_the_system(self, nowhere: list[object]) -> None:  # noqa: ARG002
        names = [player.name for player in found.players("linux", lambda name: f"/usr/bin/{name}")]
        assert names[:2] == ["miniaudio", "pw-play"]


class TestEspeak:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("espeakng_loader", reason="the extra voice is not installed")

    def test_words_become_a_sound_for_the_player(self) -> None:
        from fitcount.feedback.espeak import Espeak  # noqa: PLC0415

        player = Recorder()
        voice = Espeak(player)
        voice.play("7")
        voice.play("Push your knees out over your toes.")
        short, long = player.played
        assert isinstance(short, Sound)
        assert isinstance(long, Sound)
        assert 0.2 < short.seconds < 1.0 < long.seconds < 4.0
        assert np.abs(short.samples).max() > 3000
