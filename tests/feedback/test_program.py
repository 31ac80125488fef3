"""Programs of the system: one that plays, one that hangs, one that fails, one that is not there."""

from __future__ import annotations

import io
import json
import sys
import threading
import wave
from pathlib import Path

import pytest

from feedback.fakes import WAIT_S, program
from fitcount.feedback.device import DeviceError, FirstThatWorks
from fitcount.feedback.program import PlayingProgram, Program, SpeakingProgram
from fitcount.feedback.tones import sound_of
from fitcount.guidance import CueKind

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of this test are POSIX scripts")

REP = sound_of(CueKind.REP)


def records(folder: Path, name: str = "aplay") -> str:
    """A player that keeps what it is given beside itself, and what it reads from its input."""
    return program(
        folder,
        name,
        "import json, pathlib\n"
        "here = pathlib.Path(__file__)\n"
        "here.with_suffix('.wav').write_bytes(pathlib.Path(sys.argv[-1]).read_bytes()) if '/' in sys.argv[-1] else 0\n"
        "here.with_suffix('.json').write_text(json.dumps([*sys.argv[1:], sys.stdin.read()]))",
    )


def hangs(folder: Path, name: str = "aplay") -> str:
    """One that starts another, neither of which comes to an end; a file beside it shows that it runs."""
    body = (
        "import pathlib, subprocess, time\n"
        "subprocess.Popen(['sleep', '600'])\n"
        "pathlib.Path(__file__).with_suffix('.runs').touch()\n"
        "time.sleep(600)"
    )
    return program(folder, name, body)


def fails(folder: Path, name: str = "aplay") -> str:
    return program(folder, name, "print('ALSA lib: warning', file=sys.stderr)\nsys.exit('audio open error: no card')")


def test_a_player_gets_a_wav_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    PlayingProgram(records(tmp_path), "--quiet").play(REP)
    option, path, _ = json.loads((tmp_path / "aplay.json").read_text())
    assert (option, Path(path).exists()) == ("--quiet", False)
    with wave.open(io.BytesIO((tmp_path / "aplay.wav").read_bytes())) as file:
        assert file.getnframes() == len(REP.samples)


def test_a_voice_gets_the_words_as_one_argument(tmp_path: Path) -> None:
    SpeakingProgram(records(tmp_path, "say"), "-v", "en").play("10, done; $(reboot)")
    assert json.loads((tmp_path / "say.json").read_text())[:3] == ["-v", "en", "10, done; $(reboot)"]


def test_a_program_does_not_read_the_keys_that_are_meant_for_us(tmp_path: Path) -> None:
    PlayingProgram(records(tmp_path)).play(REP)
    assert json.loads((tmp_path / "aplay.json").read_text())[-1] == ""


def test_a_program_that_fails_is_told_in_its_own_last_words(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match=r"^aplay failed: audio open error: no card$"):
        PlayingProgram(fails(tmp_path)).play(REP)


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match=r"^aplay does not start"):
        PlayingProgram(str(tmp_path / "aplay")).play(REP)


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match=r"did not come to an end"):
        Program(hangs(tmp_path)).run("x.wav", 0.2)


@pytest.mark.parametrize("end", ["stop", "close"])
def test_what_plays_is_ended_from_outside_and_that_is_no_failure(tmp_path: Path, end: str) -> None:
    player = PlayingProgram(hangs(tmp_path))
    errors: list[DeviceError] = []

    def play() -> None:
        try:
            player.play(REP)
        except DeviceError as error:
            errors.append(error)

    thread = threading.Thread(target=play)
    thread.start()
    while not (tmp_path / "aplay.runs").exists():
        thread.join(0.01)
    getattr(player, end)()
    thread.join(WAIT_S)
    assert (thread.is_alive(), errors) == (False, [])


def test_a_closed_one_starts_nothing(tmp_path: Path) -> None:
    player = PlayingProgram(records(tmp_path))
    player.close()
    player.play(REP)
    assert not (tmp_path / "aplay.json").exists()


def test_the_next_player_takes_the_place_of_one_that_fails(tmp_path: Path) -> None:
    broken, good = PlayingProgram(fails(tmp_path, "pw-play")), PlayingProgram(records(tmp_path))
    player = FirstThatWorks([broken, good])
    player.play(REP)
    assert (tmp_path / "aplay.wav").read_bytes() == REP.wav
    assert player.name == "aplay"


def test_if_none_works_the_last_one_says_why(tmp_path: Path) -> None:
    player = FirstThatWorks([PlayingProgram(fails(tmp_path, "pw-play")), PlayingProgram(fails(tmp_path, "aplay"))])
    with pytest.raises(DeviceError, match=r"^aplay failed"):
        player.play(REP)
