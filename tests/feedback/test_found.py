"""Which of what a system has is taken."""

from __future__ import annotations

import io

import pytest

from fitcount.feedback import found
from fitcount.feedback.bell import Bell
from fitcount.feedback.tones import sound_of
from fitcount.guidance import CueKind


@pytest.fixture(autouse=True)
def _no_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "find_spec", lambda _: None)


def having(*programs: str) -> found.Finds:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("system", "programs", "expected"),
    [
        ("linux", ("aplay", "paplay", "pw-play"), ["pw-play", "paplay", "aplay"]),
        ("freebsd14", ("aplay",), ["aplay"]),
        ("darwin", ("afplay", "aplay"), ["afplay"]),
        ("win32", ("aplay",), ["winsound"]),
        ("linux", (), []),
    ],
)
def test_players_are_those_of_the_system(system: str, programs: tuple[str, ...], expected: list[str]) -> None:
    assert [player.name for player in found.players(system, having(*programs))] == expected


@pytest.mark.parametrize(
    ("system", "programs", "expected"),
    [
        ("linux", ("espeak-ng", "spd-say"), ["espeak-ng", "spd-say"]),
        ("darwin", ("say",), ["say", "say"]),
        ("win32", ("powershell",), ["PowerShell"]),
        ("win32", (), []),
        ("linux", ("say",), []),
    ],
)
def test_voices_are_those_of_the_system(system: str, programs: tuple[str, ...], expected: list[str]) -> None:
    assert [voice.name for voice in found.voices(system, having(*programs))] == expected


def test_the_bell_is_the_last_way_out() -> None:
    terminal = io.BytesIO()
    assert [player.name for player in found.players("linux", having("aplay"), terminal)] == ["aplay", Bell.name]


def test_the_bell_rings_once_for_each_tone() -> None:
    terminal = io.BytesIO()
    Bell(terminal).play(sound_of(CueKind.REJECTED))
    assert terminal.getvalue() == b"\a\a"


def test_a_closed_bell_is_silent() -> None:
    terminal = io.BytesIO()
    bell = Bell(terminal)
    bell.close()
    bell.play(sound_of(CueKind.REP))
    assert terminal.getvalue() == b""
