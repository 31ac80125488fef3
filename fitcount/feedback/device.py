"""What makes something heard: players of sounds and voices, all alike, and which of several works here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

Heard_contra = TypeVar("Heard_contra", contravariant=True)
Heard = TypeVar("Heard")

LATE_S = 1.0
"""What could have been heard so long ago is not to be heard now."""


class DeviceError(Exception):
    """Something could not be heard; why, in a line. It never reaches the person as an error: counting goes on."""


class Device(Protocol[Heard_contra]):
    """Makes things heard, one after the other, in the thread that asks for it."""

    @property
    def name(self) -> str:
        """As a person knows it: aplay."""

    def play(self, what: Heard_contra) -> None:
        """Make it heard, and come back when it is over or was stopped. Raises DeviceError if it cannot be heard."""

    def stop(self) -> None:
        """Be silent, without waiting for it; from another thread."""

    def close(self) -> None:
        """Be silent for ever; from another thread."""


class FirstThatWorks(Generic[Heard]):
    """Several devices, of which each takes the place of the one before once that has failed."""

    def __init__(self, devices: Sequence[Device[Heard]]) -> None:
        """`devices`: one or more, the best first."""
        self._devices = [*devices]
        self._failed: list[Device[Heard]] = []
        self.failure = ""
        """Why the last one that has failed did."""

    @property
    def name(self) -> str:
        """Of the one that is believed to work."""
        return self._devices[0].name

    def play(self, what: Heard) -> None:
        """Make it heard with the first that can; raises DeviceError of the last if none can."""
        began_s = time.monotonic()
        # One that hung has cost so much time that the next is for the next thing to be heard.
        while time.monotonic() - began_s < LATE_S:
            try:
                self._devices[0].play(what)
                return
            except DeviceError as error:
                self.failure = str(error)
                if len(self._devices) == 1:
                    raise
                self._failed.append(self._devices.pop(0))

    def stop(self) -> None:
        """Be silent at once."""
        self._devices[0].stop()

    def close(self) -> None:
        """Be silent for ever."""
        for device in [*self._devices, *self._failed]:
            device.close()
