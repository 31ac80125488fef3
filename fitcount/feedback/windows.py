"""What Windows brings along: its own player, and a voice that PowerShell speaks with."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence

from fitcount.feedback.device import DeviceError
from fitcount.feedback.tones import Sound

_SCRIPT = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
[Console]::InputEncoding = New-Object System.Text.UTF8Encoding
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
try { $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]::GetCultureInfo('en')) } catch {}
while ($null -ne ($line = [Console]::In.ReadLine())) { $voice.Speak($line); [Console]::Out.WriteLine('said') }
"""
POWERSHELL = ("powershell", "-NoProfile", "-NonInteractive", "-Command", _SCRIPT)
"""Speaks each line that it reads, and prints one when it has."""


class WindowsPlayer:
    """Plays through `winsound`, which is part of Python there."""

    name = "winsound"

    def __init__(self) -> None:
        self._closed = False

    def play(self, sound: Sound) -> None:
        """Play a sound to its end."""
        if sys.platform == "win32" and not self._closed:
            import winsound  # noqa: PLC0415

            try:
                winsound.PlaySound(sound.wav, winsound.SND_MEMORY | winsound.SND_NODEFAULT)
            except RuntimeError as error:
                raise DeviceError(f"{self.name} failed: {error}") from error

    def stop(self) -> None:
        """What plays from memory cannot be stopped; no sound of ours lasts a second."""

    def close(self) -> None:
        """Play nothing more."""
        self._closed = True


class SpeakingServer:
    """A program that takes long to start, and then speaks line after line: it answers each with a line."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._ended: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._speaking = threading.Lock()
        self._closed = False

    def play(self, words: str) -> None:
        """Say something to its end; raises DeviceError if the program does not answer."""
        with self._speaking:
            process = self._started()
            if process is None:
                return
            answered = _answers(process, words)
            if not answered and process is self._process:
                code = process.wait()
                self.stop()
                self._clear_away()
                raise DeviceError(f"{self.name} ended without a word (exit code {code})")

    def stop(self) -> None:
        """End the program, as it cannot be interrupted; the next word starts it again."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                process.kill()
                self._ended.append(process)

    def close(self) -> None:
        """End the program for ever."""
        self._closed = True
        self.stop()
        with self._speaking:
            self._clear_away()

    def _clear_away(self) -> None:
        with self._lock:
            ended, self._ended = self._ended, []
        for process in ended:
            with process:
                pass

    def _started(self) -> subprocess.Popen[bytes] | None:
        self._clear_away()
        with self._lock:
            if self._process is None and not self._closed:
                try:
                    self._process = subprocess.Popen(
                        self._command,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL,
                        bufsize=0,  # nothing is left to be written when it is closed
                        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # Ctrl-C is for us
                        start_new_session=True,
                    )
                except OSError as error:
                    raise DeviceError(f"{self.name} does not start ({error.strerror})") from error
            return self._process


def _answers(process: subprocess.Popen[bytes], words: str) -> bool:
    """Whether it has said something; otherwise it has ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{words}\n".encode())
        process.stdin.flush()
    except OSError:
        return False
    return bool(process.stdout.readline())
