"""Which players and voices this machine has. Everything is tried in this order, until something is heard."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import BinaryIO

from fitcount.feedback.bell import Bell
from fitcount.feedback.device import Device, FirstThatWorks, Heard
from fitcount.feedback.program import PlayingProgram, SpeakingProgram
from fitcount.feedback.tones import Sound
from fitcount.feedback.windows import POWERSHELL, SpeakingServer, WindowsPlayer

Command = Sequence[str]
Finds = Callable[[str], str | None]
"""From a program's name to its path, as `shutil.which` does it."""

MAC, WINDOWS = "darwin", "win32"
LINUX = "linux"
"""And every other system."""
PLAYERS: Mapping[str, Sequence[Command]] = {
    MAC: (("afplay",),),
    LINUX: (("pw-play",), ("paplay",), ("aplay", "--quiet")),
}
VOICES: Mapping[str, Sequence[Command]] = {
    # A Mac that speaks another language says numbers in it, unless an English voice is named.
    MAC: (("say", "-v", "Samantha"), ("say",)),
    LINUX: (("espeak-ng", "-v", "en-us"), ("spd-say", "--wait", "--language", "en"), ("espeak", "-v", "en")),
}

NO_PLAYER = f"no program that plays sounds was found: install one of {', '.join(name for name, *_ in PLAYERS[LINUX])}"
NO_VOICE = "no voice was found: the extra 'voice' brings one (README, Sound)"
"""An extra is installed otherwise from a clone than from an index: the README says how."""


def players(
    system: str = sys.platform, which: Finds = shutil.which, terminal: BinaryIO | None = None
) -> list[Device[Sound]]:
    """What can play a sound here, the best first; `terminal`: whose bell is rung if nothing else works."""
    found: list[Device[Sound]] = [WindowsPlayer()] if system == WINDOWS else []
    found += [PlayingProgram(*command) for command in _there(PLAYERS, system, which)]
    return found if terminal is None else [*found, Bell(terminal)]


def voices(system: str = sys.platform, which: Finds = shutil.which) -> list[Device[str]]:
    """What can speak here, the best first."""
    own: list[Device[str]] = [SpeakingProgram(*command) for command in _there(VOICES, system, which)]
    if system == WINDOWS and which(POWERSHELL[0]) is not None:
        own.append(SpeakingServer("PowerShell", POWERSHELL))
    brought = _brought_along(system, which)
    # The voices of the other two systems sound better; elsewhere it is the same one, without a process for each word.
    return [*own, *brought] if system in (MAC, WINDOWS) else [*brought, *own]


def _brought_along(system: str, which: Finds) -> list[Device[str]]:
    player = first_of(players(system, which))
    if player is None or find_spec("espeakng_loader") is None:
        return []
    from fitcount.feedback.espeak import Espeak  # noqa: PLC0415  (an extra)

    return [Espeak(player)]


def _there(commands: Mapping[str, Sequence[Command]], system: str, which: Finds) -> list[list[str]]:
    """Those that are installed, each with its path."""
    wanted = commands.get(system, () if system == WINDOWS else commands[LINUX])
    return [[path, *options] for name, *options in wanted if (path := which(name)) is not None]


def first_of(devices: Sequence[Device[Heard]]) -> FirstThatWorks[Heard] | None:
    """The first of them that works; None of none."""
    return FirstThatWorks(devices) if devices else None
