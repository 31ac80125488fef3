"""Plays through miniaudio, the extra `sound`: the loudspeaker stays open, so that it swallows no short sound."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from typing import Any

import miniaudio
import numpy as np

from fitcount.feedback.device import DeviceError
from fitcount.feedback.tones import RATE_HZ, Int16Array, Sound

BUFFER_MS = 50
"""As long as a sound waits at most; shorter, it would stutter while the counting has the processor."""
NULL = "Null"
"""What miniaudio calls the backend that plays nothing, which it takes where there is no other."""
SLACK_S = 2.0
"""So much longer than it lasts a sound may take to be over."""


class OpenDevice:
    """The system's usual loudspeaker, open as long as this is."""

    name = "miniaudio"

    def __init__(self, backends: Sequence[Any] = ()) -> None:
        """`backends`: of miniaudio, the first that works; the system's usual ones if none is named."""
        self._backends = [*backends]
        self._device: Any = None
        self._playing: list[_Playing] = []
        self._lock = threading.Lock()
        self._closed = False

    def play(self, sound: Sound) -> None:
        """Play a sound to its end, beside others that are playing."""
        self._open()
        playing = _Playing(sound.at(RATE_HZ))
        with self._lock:
            if self._closed:
                return
            self._playing.append(playing)
        if not playing.over.wait(sound.seconds + SLACK_S):
            raise DeviceError(f"{self.name}: the loudspeaker takes no sound")

    def stop(self) -> None:
        """Silence what is playing."""
        with self._lock:
            playing, self._playing = self._playing, []
        for each in playing:
            each.over.set()

    def close(self) -> None:
        """Let the loudspeaker go."""
        self._closed = True
        self.stop()
        with self._lock:
            device, self._device = self._device, None
        if device is not None:
            device.close()

    def _open(self) -> None:
        if self._device is not None or self._closed:
            return
        try:
            device = miniaudio.PlaybackDevice(
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                backends=self._backends or None,
                app_name="fitcount",
            )
            if device.backend == NULL and not self._backends:
                device.close()
                raise DeviceError(f"{self.name} finds no loudspeaker")
            frames = self._frames()
            next(frames)
            device.start(frames)
        except miniaudio.MiniaudioError as error:
            raise DeviceError(f"{self.name}: {' '.join(map(str, error.args))}") from error
        self._device = device
        if self._closed:  # meanwhile: opening may take long
            self.close()

    def _frames(self) -> Generator[Int16Array, int, None]:
        """What the device asks for, buffer after buffer: silence where nothing is playing."""
        mixed: Int16Array = np.zeros(0, np.int16)
        while True:
            count = yield mixed
            total = np.zeros(count, np.int32)
            for playing in [*self._playing]:
                part = playing.take(count)
                total[: len(part)] += part
                if playing.over.is_set():
                    self._drop(playing)
            mixed = np.clip(total, -32768, 32767).astype(np.int16)

    def _drop(self, playing: _Playing) -> None:
        if playing in self._playing:
            self._playing.remove(playing)


class _Playing:
    """A sound, and how far it has been played."""

    def __init__(self, samples: Int16Array) -> None:
        self._samples = samples
        self._at = 0
        self.over = threading.Event()

    def take(self, count: int) -> Int16Array:
        part = self._samples[self._at : self._at + count]
        self._at += count
        if self._at >= len(self._samples):
            self.over.set()
        return part
