"""A voice from the extra `voice`: eSpeak NG, as espeakng-loader brings it along, without network or a system's voice.

It gives samples, which the same player plays as the sounds: no process is started for a word, and a number takes 3 ms.
"""

from __future__ import annotations

import ctypes
from typing import Any

import espeakng_loader
import numpy as np

from fitcount.feedback.device import Device, DeviceError
from fitcount.feedback.tones import Int16Array, Sound

_SYNCHRONOUS, _UTF8, _CHARACTERS = 2, 1, 1
"""From espeak-ng/speak_lib.h: give samples before returning; how text is encoded; how a position is counted."""
LANGUAGE = b"en-us"

_GivesSamples = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Espeak:
    """Speaks through a player of sounds."""

    name = "espeak-ng (espeakng-loader)"

    def __init__(self, player: Device[Sound]) -> None:
        self._player = player
        self._library: Any = None
        self._rate_hz = 0
        self._parts: list[Int16Array] = []
        self._take = _GivesSamples(self._keep)  # as long as the library may call it

    def play(self, words: str) -> None:
        """Say something to its end."""
        self._player.play(self.sound(words))

    def sound(self, words: str) -> Sound:
        """What a text sounds like; raises DeviceError if the library does not work."""
        library = self._opened()
        text = words.encode()
        self._parts.clear()
        if library.espeak_Synth(text, len(text) + 1, 0, _CHARACTERS, 0, _UTF8, None, None) != 0 or not self._parts:
            raise DeviceError(f"{self.name} cannot say {words!r}")
        return Sound(np.concatenate(self._parts), self._rate_hz)

    def stop(self) -> None:
        """Be silent."""
        self._player.stop()

    def close(self) -> None:
        """Be silent for ever."""
        self._player.close()

    def _opened(self) -> Any:
        if self._library is None:
            try:
                library = ctypes.CDLL(espeakng_loader.get_library_path())
                data = espeakng_loader.get_data_path()
            except (OSError, RuntimeError) as error:
                raise DeviceError(f"{self.name} cannot be loaded ({error})") from error
            library.espeak_Synth.argtypes = [
                ctypes.c_char_p,
                ctypes.c_size_t,
                ctypes.c_uint,
                ctypes.c_int,
                ctypes.c_uint,
                ctypes.c_uint,
                ctypes.c_void_p,
                ctypes.c_void_p,
            ]
            self._rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), 0)
            if self._rate_hz <= 0 or library.espeak_SetVoiceByName(LANGUAGE) != 0:
                raise DeviceError(f"{self.name} does not find its data in {data}")
            library.espeak_SetSynthCallback(self._take)
            self._library = library
        return self._library

    def _keep(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            self._parts.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0  # go on
