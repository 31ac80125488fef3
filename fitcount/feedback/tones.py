"""The sounds, made once: short notes that tell one kind of cue from another, without anybody having to see anything.

Nothing of them is above `HIGHEST_HZ`, as hearing fades from the top, and no note below 300 Hz, as small loudspeakers
fade from the bottom. They differ in rhythm as well as in pitch: one short, two low, two rising, four rising, one
long, two falling.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fitcount.guidance import CueKind
from fitcount.types import Float64Array

RATE_HZ = 44_100
HIGHEST_HZ = 2500.0
PEAK = 0.5
"""Of full scale: the volume is the person's own matter, and a voice should not be drowned."""
ATTACK_S, RELEASE_S = 0.006, 0.03
"""A note that begins or ends at once clicks."""
OVERTONES = (1.0, 0.35, 0.15)
"""Amplitudes of a note's partials: a low note is heard by them on a small loudspeaker."""
FADE = 3.0
"""By how many e-folds a note dies away: like something struck, not like an alarm."""

Int16Array = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Note:
    """One tone; of 0 Hz, a silence."""

    hz: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Sound:
    """Something to be played."""

    samples: Int16Array
    """(n,) of one channel, at `rate_hz`."""
    rate_hz: int = RATE_HZ
    strokes: int = 1
    """How many tones it has, for what can only ring a bell."""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate_hz

    @property
    def wav(self) -> bytes:
        """As a WAV file."""
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(self.samples.itemsize)
            file.setframerate(self.rate_hz)
            file.writeframes(self.samples.astype("<i2").tobytes())
        return buffer.getvalue()


_E4, _C5, _E5, _G5, _C6 = 329.6, 523.3, 659.3, 784.0, 1046.5
_GAP = Note(0.0, 0.06)

MELODIES: Mapping[CueKind, Sequence[Note]] = {
    CueKind.REP: (Note(_C6, 0.14),),
    CueKind.REJECTED: (Note(_E4, 0.14), _GAP, Note(_E4, 0.22)),
    CueKind.HALF_WAY: (Note(_G5, 0.14), Note(_C6, 0.28)),
    CueKind.DONE: (Note(_C5, 0.12), Note(_E5, 0.12), Note(_G5, 0.12), Note(_C6, 0.45)),
    CueKind.TICK: (Note(_C5, 0.08),),
    CueKind.GO: (Note(_G5, 0.6),),
    CueKind.NOTICE: (Note(_G5, 0.25), Note(_C5, 0.4)),
}
"""What is played for each cue; nothing for words."""


@cache
def sound_of(kind: CueKind) -> Sound:
    """The sound of a kind of cue that has one."""
    melody = MELODIES[kind]
    samples = np.concatenate([_tone(note) for note in melody])
    strokes = sum(note.hz > 0.0 for note in melody)
    return Sound((samples * PEAK / np.abs(samples).max() * np.iinfo(np.int16).max).astype(np.int16), strokes=strokes)


def _tone(note: Note) -> Float64Array:
    """(n,) of a note, from silence to silence."""
    t_s = np.arange(round(note.seconds * RATE_HZ)) / RATE_HZ
    if note.hz == 0.0:
        return np.zeros_like(t_s)
    partials = [(k, a) for k, a in enumerate(OVERTONES, start=1) if k * note.hz < HIGHEST_HZ]
    wave_form = sum(amplitude * np.sin(2.0 * np.pi * k * note.hz * t_s) for k, amplitude in partials)
    swell = np.clip(t_s / ATTACK_S, 0.0, 1.0) * np.clip((t_s[-1] - t_s) / RELEASE_S, 0.0, 1.0)
    # Half a cosine instead of a ramp, which would put some of the energy above the highest partial.
    smooth: Float64Array = wave_form * np.exp(-FADE * t_s / note.seconds) * (1.0 - np.cos(np.pi * swell)) / 2.0
    return smooth
