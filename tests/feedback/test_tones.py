"""The sounds themselves, as numbers: nobody needs to listen."""

from __future__ import annotations

import io
import wave
from itertools import combinations

import numpy as np
import pytest

from fitcount.feedback.tones import HIGHEST_HZ, MELODIES, PEAK, RATE_HZ, Sound, sound_of
from fitcount.guidance import CueKind
from fitcount.types import Float64Array

KINDS = [kind for kind in CueKind if kind is not CueKind.WORDS]
FULL_SCALE = 32767


def spectrum(sound: Sound) -> tuple[Float64Array, Float64Array]:
    """Frequencies in Hz, and the power at each."""
    power = np.abs(np.fft.rfft(sound.samples.astype(np.float64))) ** 2
    hz: Float64Array = np.fft.rfftfreq(len(sound.samples), 1.0 / sound.rate_hz).astype(np.float64)
    return hz, power.astype(np.float64)


def loudness(sound: Sound) -> Float64Array:
    """In each hundredth of a second, of full scale."""
    step = RATE_HZ // 100
    blocks = sound.samples[: len(sound.samples) // step * step].reshape(-1, step) / FULL_SCALE
    rms: Float64Array = np.sqrt((blocks**2).mean(axis=1))
    return rms


def test_every_kind_of_cue_but_words_has_a_sound() -> None:
    assert set(MELODIES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
class TestEach:
    def test_is_a_wav_file_that_others_read(self, kind: CueKind) -> None:
        sound = sound_of(kind)
        with wave.open(io.BytesIO(sound.wav)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
            assert np.array_equal(np.frombuffer(file.readframes(file.getnframes()), "<i2"), sound.samples)

    def test_is_over_before_the_next_rep(self, kind: CueKind) -> None:
        assert sound_of(kind).seconds < 1.0

    def test_is_as_loud_as_the_others_and_never_clipped(self, kind: CueKind) -> None:
        assert np.abs(sound_of(kind).samples).max() == pytest.approx(PEAK * FULL_SCALE, rel=0.01)

    def test_begins_and_ends_without_a_click(self, kind: CueKind) -> None:
        samples = sound_of(kind).samples / FULL_SCALE
        assert abs(samples[0]) < 0.001
        assert abs(samples[-1]) < 0.001
        # From one sample to the next it changes no more than its highest partial does.
        assert np.abs(np.diff(samples)).max() < 2.0 * np.pi * HIGHEST_HZ / RATE_HZ * PEAK

    def test_can_be_heard_by_who_hears_nothing_high(self, kind: CueKind) -> None:
        hz, power = spectrum(sound_of(kind))
        assert power[hz > HIGHEST_HZ].sum() < 1e-4 * power.sum()

    def test_can_be_played_by_a_small_loudspeaker(self, kind: CueKind) -> None:
        hz, power = spectrum(sound_of(kind))
        assert power[hz < 250.0].sum() < 0.02 * power.sum()


def test_a_rejection_is_lower_than_a_rep() -> None:
    def middle_hz(kind: CueKind) -> float:
        hz, power = spectrum(sound_of(kind))
        return float((hz * power).sum() / power.sum())

    assert middle_hz(CueKind.REJECTED) < 0.6 * middle_hz(CueKind.REP)


def test_no_two_sound_alike() -> None:
    def fingerprint(sound: Sound) -> Float64Array:
        course = np.zeros(100)
        blocks = loudness(sound)
        course[: len(blocks)] = blocks / np.linalg.norm(blocks)
        hz, power = spectrum(sound)
        bands, _ = np.histogram(hz, bins=np.geomspace(250, 2500, 21), weights=power)
        return np.concatenate([course, bands / np.linalg.norm(bands)])

    for one, two in combinations(KINDS, 2):
        likeness = fingerprint(sound_of(one)) @ fingerprint(sound_of(two)) / 2.0
        assert likeness < 0.9, (one, two)
