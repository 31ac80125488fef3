"""A voice that stays running, as PowerShell's does: it reads lines, and answers each."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fitcount.feedback.device import DeviceError
from fitcount.feedback.windows import SpeakingServer

SPEAKS = """
import pathlib, sys
said = pathlib.Path(sys.argv[1])
for line in sys.stdin:
    said.write_text((said.read_text() if said.exists() else "started|") + line.strip() + "|", "utf-8")
    print("said", flush=True)
"""


def server(said: Path, script: str = SPEAKS) -> SpeakingServer:
    return SpeakingServer("PowerShell", [sys.executable, "-c", script, str(said)])


def test_one_program_speaks_all_words(tmp_path: Path) -> None:
    voice = server(tmp_path / "said")
    voice.play("7")
    voice.play("8, last one")
    voice.close()
    assert (tmp_path / "said").read_text() == "started|7|8, last one|"


def test_after_it_was_stopped_it_speaks_again(tmp_path: Path) -> None:
    voice = server(tmp_path / "said")
    voice.play("7")
    voice.stop()
    voice.play("8")
    voice.close()
    assert (tmp_path / "said").read_text() == "started|7|8|"


def test_one_that_ends_by_itself_is_told(tmp_path: Path) -> None:
    voice = server(tmp_path / "said", "raise SystemExit(3)")
    with pytest.raises(DeviceError, match="PowerShell ended"):
        voice.play("7")


def test_a_closed_one_is_silent(tmp_path: Path) -> None:
    voice = server(tmp_path / "said")
    voice.close()
    voice.play("7")
    assert not (tmp_path / "said").exists()
